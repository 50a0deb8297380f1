"""The engines that hold the tables: DuckDB by default, SQLite to prove the portable SQL."""
