"""Every kind of chart with names as companies have them: short, long, and in other scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from deckgen.model.deck import Chart, ChartKind, ChartSpec, Deck, Series, SeriesRole, Slide
from tests.render import decks
from tests.render.decks import fractions

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "latin": ("Enterprise", "Mid-market", "SMB", "Americas", "EMEA", "Asia Pacific"),
    "right to left": (
        "العملاء الكبار", "לקוחות גדולים", "شركات صغيرة", "עסקים (2025)", "الشرق الأوسط", "אירופה",
    ),
    "east asian": (
        "株式会社東京システム", "北京科技有限公司", "서울 소프트웨어", "エンタープライズ",
        "中小企業", "その他",
    ),
    "long": tuple(
        f"{what} of the {where} division, with all subsidiaries"
        for what in ("Subscription revenue", "Professional services", "Maintenance")
        for where in ("northern", "southern")
    ),
}  # fmt: skip
MEASURES: Mapping[str, tuple[str, str, str]] = {
    "latin": ("Net revenue retention", "Gross revenue retention", "Not recorded"),
    "right to left": ("الاحتفاظ بالإيرادات", "שימור הכנסות", "غير معروف"),
    "east asian": ("売上高維持率", "総売上維持率", "不明"),
    "long": (
        "Net revenue retention of all customers on annual plans",
        "Gross revenue retention of the same customers",
        "Not recorded",
    ),
}
PERIODS = decks.QUARTERS[:6]
HIGH = fractions(1.142, 1.073, 0.958, 1.096, 1.081, 1.039)
LOW = fractions(0.924, 0.920, 0.903, 0.919, 0.917, 0.916)
TARGET = Series("Target 110%", fractions(*[1.1] * 6), SeriesRole.TARGET)
STRESSED = 2
BARS = (ChartKind.COLUMN, ChartKind.BAR, ChartKind.ROWS)  # one bar is stressed in them


def chart(kind: ChartKind, names: str) -> Chart:
    """A chart of a kind, by the key of its kind."""
    return Chart(str(kind), str(kind), names, spec(kind, names), f"A {kind} chart, {names} names.")


def spec(kind: ChartKind, names: str) -> ChartSpec:
    """What a chart of a kind draws, with names of a set."""
    groups, (first, second, third) = CATEGORIES[names], MEASURES[names]
    high, low = Series(first, HIGH), Series(second, LOW, SeriesRole.CONTEXT)
    match kind:
        case ChartKind.LINE:
            return ChartSpec(kind, PERIODS, (high, low, TARGET), "0.0%", 5)
        case ChartKind.COLUMN:
            return ChartSpec(kind, groups, (high, TARGET), "0.0%", STRESSED)
        case ChartKind.BAR | ChartKind.ROWS:
            return ChartSpec(kind, groups, (high,), "0.0%", STRESSED)
        case ChartKind.STACKED:
            return ChartSpec(kind, groups, (high, low), "0.00", 5)
        case ChartKind.SHARE:
            parts = (
                Series(first, fractions(50, 51, 49, 52, 52, 51)),
                Series(second, fractions(31, 31, 32, 30, 31, 31), SeriesRole.CONTEXT),
                Series("Detractors", fractions(19, 18, 15, 14, 13, 10), SeriesRole.BAD),
                Series(third, fractions(0, 0, 4, 4, 4, 8), SeriesRole.UNKNOWN),
            )
            return ChartSpec(kind, PERIODS, parts, "0", 5)
        case ChartKind.BRIDGE:
            steps = Series(first, fractions(36.2, 4.31, 1.16, -0.98, -2.21, 38.48))
            return ChartSpec(kind, groups, (steps,), "0.00", None)
        case ChartKind.BULLET:
            pair = (
                Series(first, fractions(1.005, 0.979, 0.041)),
                Series("Target", fractions(1.02, None, 0.25), SeriesRole.TARGET),
            )
            return ChartSpec(kind, groups[:3], pair, "0.0%", None)
        case ChartKind.SCATTER:
            points = (
                Series(first, fractions(31, 35, 38, 42, 44, 51)),
                Series(second, fractions(0.01, 0.02, None, 0.03, None, 0.05)),
                Series(third, fractions(None, None, 0.03, None, 0.05, None), SeriesRole.BAD),
            )
            return ChartSpec(kind, groups, points, "0.0%", None)
        case ChartKind.INTERVALS:
            margins = tuple((Fraction(1, 10), Fraction(1, 8)) for _ in PERIODS)
            few = Series(first, fractions(0.4, 0.45, 0.5, 0.55, 0.52, 0.6), margins=margins)
            return ChartSpec(kind, PERIODS, (few, replace(low, values=HIGH)), "0.0%", 5)


def every_kind(names: str) -> Deck:
    """Every kind in the places that a metric's slide gives to charts: beside another under a
    number and over a narrative, which is small; one alone, which is large."""
    kinds = list(ChartKind)
    slides: list[Slide] = []
    for first, second in zip(kinds[::2], kinds[1::2], strict=True):
        pair = chart(first, names), chart(second, names)
        slides.append(
            decks.metric_slide(decks.number(), *pair, decks.narrative(), key=f"{first} small")
        )
    slides += [
        decks.metric_slide(chart(kind, names), key=f"{kind} large")
        for kind in (ChartKind.LINE, ChartKind.COLUMN, ChartKind.BAR, ChartKind.BRIDGE)
    ]
    told = [
        replace(slide, title=decks.headline(f"Names are {names} on page {number}"))
        for number, slide in enumerate(slides, start=1)
    ]
    return decks.deck(*told)
