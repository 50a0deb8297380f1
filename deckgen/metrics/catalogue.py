"""Every metric deckgen knows, section by section, in slide order."""

from __future__ import annotations

from deckgen.metrics import customer_fit, expansion, retention, satisfaction
from deckgen.model.metric import Catalogue, Metric, Preset

SECTIONS: dict[str, str] = {
    "retention": "Retention",
    "expansion": "Expansion",
    "satisfaction": "Satisfaction",
    "customer_fit": "Customer fit",
}
"""The four executive sections, in slide order, with the name that slides print."""

_MODULES = (retention, expansion, satisfaction, customer_fit)

PRESETS: dict[str, Preset] = {
    preset.id: preset
    for preset in (
        Preset("customer_retention_rate", "logo_retention", "net_of_new"),
        Preset("customer_churn_rate", "logo_churn", "opening"),
    )
}
"""Other names for a metric under a method."""


def catalogue() -> Catalogue:
    """All metrics by id: the sixteen of the executive deck first, section by section."""
    executive = [metric for module in _MODULES for metric in module.EXECUTIVE]
    further = [metric for module in _MODULES for metric in module.FURTHER]
    return {metric.id: metric for metric in (*executive, *further)}


def executive_sixteen() -> tuple[Metric, ...]:
    """The metrics of the default deck, in slide order."""
    return tuple(metric for module in _MODULES for metric in module.EXECUTIVE)
