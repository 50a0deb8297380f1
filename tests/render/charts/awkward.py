"""Charts that are awkward to draw: every kind, over data that real companies have."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from deckgen.model.deck import ChartKind, ChartSpec, Series, SeriesRole, SlideKind
from deckgen.theme.box import Box
from deckgen.theme.folder import bundled_theme

QUARTERS = ("Q3 24", "Q4 24", "Q1 25", "Q2 25", "Q3 25", "Q4 25", "Q1 26", "Q2 26")
LIGHT = bundled_theme().stage(SlideKind.METRIC).palette
PALETTES = {
    "light": LIGHT,
    "cover": bundled_theme().stage(SlideKind.SECTION).palette,
    "dark": bundled_theme("dark").stage(SlideKind.METRIC).palette,
    "editorial": bundled_theme("editorial").stage(SlideKind.METRIC).palette,
}
BOXES = {
    "trend": Box(4.678, 2.16, 5.022, 3.18),
    "narrow": Box(4.678, 2.46, 3.978, 2.88),
    "wide": Box(3.633, 2.16, 9.200, 3.18),
    "flat": Box(4.678, 4.10, 5.022, 1.24),
    "small": Box(8.855, 2.16, 2.40, 1.60),
}
LONG = tuple(
    f"{what} of the {which} division, including all subsidiaries acquired in 2024 and after"
    for what in ("Subscription revenue", "Professional services", "Maintenance contracts")
    for which in ("northern", "southern")
)
ONE_WORD = tuple("Donaudampfschifffahrtsgesellschaftskapitän"[index:] * 2 for index in range(5))
RIGHT_TO_LEFT = (
    "לקוחות גדולים",
    "עסקים קטנים (2025)",
    "العملاء الكبار",
    "شركات صغيرة",
    "English שלום 12%",
)
EAST_ASIAN = (
    "株式会社東京システム",
    "北京科技有限公司",
    "서울 소프트웨어 주식회사",
    "エンタープライズ",
    "中小企業",
)
FORTY = tuple(f"Customer success manager {index}" for index in range(1, 41))


def exact(*values: float | None) -> tuple[Fraction | None, ...]:
    """Decimal numbers as exact values."""
    return tuple(None if value is None else Fraction(str(value)) for value in values)


_VALUES: dict[str, tuple[tuple[str, ...], tuple[float | None, ...]]] = {
    "ordinary": (QUARTERS, (1.049, 1.052, 1.05, 1.058, 1.061, 1.069, 1.066, 1.084)),
    "one category": (("Q2 26",), (1.3,)),
    "one value": (QUARTERS, (None, None, None, 1.3, None, None, None, None)),
    "gaps": (QUARTERS, (None, 1.2, None, None, 1.4, 1.1, None, 1.25)),
    "negative": (QUARTERS, (-1.5, -2.0, 0.5, 1.0, -0.5, 0.25, 3.0, -4.0)),
    "all negative": (QUARTERS, (-1.5, -2.0, -0.5, -1.0, -0.5, -0.25, -3.0, -4.0)),
    "all zero": (QUARTERS, (0.0,) * 8),
    "constant": (QUARTERS, (1.0,) * 8),
    "forty categories": (FORTY, tuple(float(index * 37 % 41) for index in range(40))),
    "huge": (QUARTERS, (3e14, 1e15, 2.5e15, 9e14, 4e15, 1e16, 5e15, 8e15)),
    "tiny": (QUARTERS, (3e-9, 1e-9, 2.5e-9, 9e-9, 4e-9, 1e-8, 5e-9, 8e-9)),
    "tiny and huge": (QUARTERS, (1e-9, 1e12, 3.0, 5.0, 1e-3, 7.0, 2.0, 9.0)),
    "zigzag": (QUARTERS, (1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0)),
    "long names": (LONG, (3.0, 1.0, 4.0, 1.0, 5.0, 9.0)),
    "long words": (ONE_WORD, (3.0, 1.0, 4.0, 1.0, 5.0)),
    "right to left": (RIGHT_TO_LEFT, (3.0, 1.0, 4.0, 1.0, 5.0)),
    "east asian": (EAST_ASIAN, (3.0, 1.0, 4.0, 1.0, 5.0)),
}
_FORMATS = {
    "ordinary": "0.0%",
    "huge": '$#,##0.0,,,"B"',
    "tiny": "0.0",
    "negative": '+0.0"\u00a0pp";-0.0"\u00a0pp";0.0"\u00a0pp"',
    "constant": "#,##0.00",
}


NAMED_AT_ENDS = ChartSpec(
    ChartKind.LINE,
    QUARTERS,
    (
        Series(
            "Net revenue retention",
            exact(1.015, 1.009, 1.015, 0.996, 1.019, 0.994, 1.013, 1.005),
        ),
        Series(
            "Gross revenue retention",
            exact(0.99, 0.99, 0.99, 0.968, 0.991, 0.97, 0.985, 0.979),
            SeriesRole.CONTEXT,
        ),
        Series("Target 102%", exact(*[1.02] * 8), SeriesRole.TARGET),
    ),
    "0.0%",
    7,
)


def awkward_specs() -> Iterator[tuple[str, ChartSpec]]:
    """Every kind over every data, with what it is: "line negative, 3 series, target"."""
    for kind in ChartKind:
        for data, (categories, values) in _VALUES.items():
            for count in (1, 3) if kind is not ChartKind.BRIDGE else (1,):
                for target in (False, True):
                    name = f"{kind} {data}, {count} series{', target' if target else ''}"
                    yield name, _spec(kind, data, categories, values, count, target)
    yield "line names at the ends", NAMED_AT_ENDS


def _spec(
    kind: ChartKind,
    data: str,
    categories: tuple[str, ...],
    values: tuple[float | None, ...],
    count: int,
    target: bool,
) -> ChartSpec:
    roles = (SeriesRole.ACTUAL, SeriesRole.CONTEXT, SeriesRole.BAD)
    names = _names(data)
    series = [
        Series(names[index], exact(*_variant(values, index)), roles[index])
        for index in range(count)
    ]
    if kind is ChartKind.SCATTER:
        series.insert(0, Series("Accounts per CSM", exact(*_variant(values, 1))))
    known = [value for value in values if value is not None]
    threshold = None
    if target and kind is ChartKind.ROWS:
        threshold = exact(sum(known) / len(known))[0]
    elif target and kind not in (ChartKind.SCATTER, ChartKind.BRIDGE):
        level = sorted(known)[len(known) // 2]
        series.append(Series("Target", exact(*[level] * len(values)), SeriesRole.TARGET))
    return ChartSpec(
        kind,
        categories,
        tuple(series),
        _FORMATS.get(data, "0.0"),
        len(categories) - 1,
        threshold,
        totals=kind is ChartKind.STACKED,
    )


def _names(data: str) -> tuple[str, ...]:
    match data:
        case "long names" | "long words":
            return LONG[0], ONE_WORD[0], LONG[3]
        case "right to left":
            return RIGHT_TO_LEFT[:3]
        case "east asian":
            return EAST_ASIAN[:3]
        case _:
            return "Net revenue retention", "Gross revenue retention", "Churn"


def _variant(values: tuple[float | None, ...], index: int) -> list[float | None]:
    """The values of a further series: close to the first, which is what makes labels collide."""
    return [None if value is None else value * (1, 0.96, 0.5)[index] for value in values]
