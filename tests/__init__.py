"""The tests. Only this folder and ``support`` are packages: test files have unique names."""
