"""The configuration: one YAML file, read with all its mistakes at once, each with its place.

=============  ====================================================================
code           what is wrong
=============  ====================================================================
config-101     the file cannot be opened (missing, a folder, no permission)
config-102     it is not text (binary, not UTF-8, control characters)
config-103     it is not YAML (indentation, tabs, quotes, brackets, aliases)
config-104     a key is given twice
config-105     it is too large, too deep, or its aliases expand too far
config-106     tags and further documents are not allowed
config-107     it is empty, or holds no ``key: value`` lines
config-108     a key that is no text, a merge that is no mapping
config-109     (warning) a word that YAML reads as yes or no where a text is meant
config-110     an unknown key
config-111     a required key is missing
config-112     a value of the wrong kind
config-113     a word that is not one of those allowed
config-114     a value out of its range or form
config-115     a date format, encoding or delimiter that cannot be right
config-120     an environment variable that is not set, or not named rightly
config-121     a secret written into the file
config-122     an environment variable where none is allowed
config-130     a source's type and its other keys do not fit together
config-131     a table names a source that is not declared
config-132     an unknown table
config-133     (warning) an own column whose name is nearly one of deckgen's
config-134     a required column is not mapped
config-135     a column mapped and set, or recoded without being mapped
config-136     a value that its column cannot hold
config-137     derived revenue without the table it comes from
config-138     (warning) a source that no table reads
config-139     `times` or `exclusive` on a column that it does not fit
config-140     the current period or ``as_of`` does not fit the calendar
config-141     an explicit calendar with gaps, overlaps or equal names
config-142     an unknown time zone
config-143     no complete period for ``latest``
config-144     weeks with metrics that need months
config-150     an unknown section or metric, or none at all
config-151     a metric shown twice
config-152     an unknown method
config-153     a window that the metric does not have
config-154     an unknown option
config-155     an option's value is wrong
config-156     a target is wrong
config-157     an unknown part of a metric
config-158     a benchmark is wrong
config-159     (warning) a target that can give no status
config-160     supplied numbers are wrong
config-161     an unknown dimension or segment, or variants that cannot be
config-162     metrics left out of a segment's deck that are not in it, or all of them
config-170     an unknown placeholder in the file name
config-171     an unsafe file name
config-172     (warning) a file name without {segment}
config-180     narrative: an unknown key or cell
config-181     narrative: an unknown segment
config-182     narrative: text for a metric that is not shown
config-183     narrative: a text, owner or date of the wrong kind
config-184     narrative: a text that not every page has room for (a warning)
=============  ====================================================================
"""

from deckgen.config.editor_schema import json_schema
from deckgen.config.groups import parse_group
from deckgen.config.load import load_config
from deckgen.config.loaded import (
    Config,
    DeckSettings,
    OutputSettings,
    PeriodSettings,
    SegmentOverride,
    SegmentSettings,
    VariantChoice,
)
from deckgen.config.narrative import Cell, Narrative, load_narrative, metric_names
from deckgen.config.periods import current_period
from deckgen.config.requests import grouped_by, request
from deckgen.config.yamlfile import shown_path

__all__ = [
    "Cell",
    "Config",
    "DeckSettings",
    "Narrative",
    "OutputSettings",
    "PeriodSettings",
    "SegmentOverride",
    "SegmentSettings",
    "VariantChoice",
    "current_period",
    "grouped_by",
    "json_schema",
    "load_config",
    "load_narrative",
    "metric_names",
    "parse_group",
    "request",
    "shown_path",
]
