"""What a configuration asks of the looks, held against what there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deckgen.bundled import themes_folder
from deckgen.config import Config
from deckgen.errors import ConfigError, Issue, Location, TemplateError, did_you_mean, error
from deckgen.model.deck import SlideKind
from deckgen.plan.fit import HEADLINE_POINTS, HEADLINE_WIDTH, Measure
from deckgen.theme.folder import DESCRIPTION, bundled_theme, load_template, load_theme
from deckgen.theme.stage import Theme


def bundled_themes() -> tuple[str, ...]:
    """The names of the themes that come along."""
    return tuple(sorted(path.parent.name for path in themes_folder().glob(f"*/{DESCRIPTION}")))


def theme_of(config: Config) -> Theme:
    """The theme that a configuration asks for. Raises ``ConfigError`` for one that is wrong."""
    return theme_named(config.deck.theme)


def theme_named(theme: str | Path) -> Theme:
    """A theme by the name of a bundled one, or by its path. Raises ``ConfigError``."""
    if isinstance(theme, Path):
        return load_theme(theme) if theme.is_dir() else load_template(theme)
    return bundled_theme(theme)


def headline_measure(theme: Theme) -> Measure:
    """How wide headlines are in a theme: in its font and size, on a line of ``HEADLINE_WIDTH``
    inches that stands for the narrowest that the theme has for the headline of a metric."""
    slots = [stage.headline for stage in theme.stages[SlideKind.METRIC]]
    sizes = theme.style.sizes
    scale = max((one.points or sizes.headline) / one.box.w for one in slots)
    scale *= HEADLINE_WIDTH / HEADLINE_POINTS

    def width(text: str, points: float, *, bold: bool = False) -> float:
        return theme.style.major.width(text, points * scale, bold=bold)

    return width


def issues_of_looks(config: Config) -> Iterator[Issue]:
    """A theme that does not exist or cannot be used is an error; a template is read to know."""
    yield from _issues_of_theme(config.deck.theme, config.place("deck.theme"))
    for override in config.segments.overrides:
        if override.theme is not None:
            yield from _issues_of_theme(override.theme, override.place)


def _issues_of_theme(theme: str | Path, place: Location | None) -> Iterator[Issue]:
    if isinstance(theme, Path):
        if not theme.exists():
            hint = "give a bundled theme, or the path of a template"
            yield error("theme-101", f"there is no theme {theme.name!r}", place, hint)
        elif theme.is_dir():
            yield from _issues_of_folder(theme)
        else:
            yield from _issues_of_template(theme)
    elif theme not in bundled_themes():
        nearest = did_you_mean(theme, bundled_themes())
        yield error("theme-101", f"there is no theme {theme!r}", place, nearest)


def _issues_of_folder(folder: Path) -> Iterator[Issue]:
    try:
        load_theme(folder)
    except (ConfigError, TemplateError) as problem:
        yield from problem.issues


def _issues_of_template(path: Path) -> Iterator[Issue]:
    """What stops a template from being used."""
    try:
        load_template(path)
    except TemplateError as problem:
        yield from problem.issues
