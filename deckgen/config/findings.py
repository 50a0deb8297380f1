"""A list that issues are collected in, so that one run reports all of them."""

from __future__ import annotations

from deckgen.errors import ConfigError, Issue, Level, Location, error, warning


class Findings:
    """Issues in the order they were found."""

    __slots__ = ("issues",)

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def error(
        self, code: str, message: str, location: Location | None, hint: str | None = None
    ) -> None:
        """Add an error."""
        self.issues.append(error(code, message, location, hint))

    def warning(
        self, code: str, message: str, location: Location | None, hint: str | None = None
    ) -> None:
        """Add a warning."""
        self.issues.append(warning(code, message, location, hint))

    @property
    def errors(self) -> int:
        """How many of the issues are errors."""
        return sum(issue.level is Level.ERROR for issue in self.issues)

    @property
    def in_file_order(self) -> tuple[Issue, ...]:
        """The issues sorted by place, each once; those without a line come first."""

        def place(issue: Issue) -> tuple[int, int]:
            where = issue.location
            return (where.line or 0, where.column or 0) if where else (0, 0)

        return tuple(sorted(dict.fromkeys(self.issues), key=place))

    def stop_on_errors(self) -> None:
        """Raise :class:`ConfigError` with everything found if any of it is an error."""
        if self.errors:
            raise ConfigError(self.in_file_order)
