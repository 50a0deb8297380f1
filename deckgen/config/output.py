"""``output``: the folder, and a file name pattern that cannot escape it."""

from __future__ import annotations

import string
from pathlib import Path

from deckgen.config.findings import Findings
from deckgen.config.loaded import OutputSettings
from deckgen.config.nodes import MappingNode
from deckgen.config.schema import OutputModel
from deckgen.config.source_entries import absolute
from deckgen.errors import Location, did_you_mean

PLACEHOLDERS = ("company", "period", "segment", "date")
_UNSAFE = set('/\\<>:"|?*')


def read_output(
    model: OutputModel, node: MappingNode | None, folder: Path, variants: bool, findings: Findings
) -> OutputSettings:
    """The settings, the folder made absolute; ``variants`` says that segments get decks."""
    value = node.get("name") if node is not None else None
    if value is not None:
        _check_name(model.name, value.location, variants, findings)
    return OutputSettings(absolute(folder, model.folder), model.name, model.anonymize)


def _check_name(name: str, where: Location, variants: bool, findings: Findings) -> None:
    try:
        parts = list(string.Formatter().parse(name))
    except ValueError:
        hint = "placeholders are written {company}; other braces are not possible"
        findings.error("config-170", f"the file name {name!r} has a stray brace", where, hint)
        return
    used = set()
    for _, field, format_code, conversion in parts:
        if field is None:
            continue
        if field not in PLACEHOLDERS:
            close = did_you_mean(field, PLACEHOLDERS)
            hint = close if close and close.startswith("did") else f"one of {_listed()}"
            message = f"there is no placeholder {{{field}}}"
            findings.error("config-170", message, where, hint)
        elif format_code or conversion:
            message = f"{{{field}}} takes no format"
            findings.error("config-170", message, where, f"write {{{field}}}")
        used.add(field)
    text = "".join(literal for literal, _, _, _ in parts)
    unsafe = sorted({sign for sign in text if sign in _UNSAFE or ord(sign) < 32})
    if unsafe:
        message = f"a file name cannot contain {unsafe[0]!r}"
        hint = "the folder goes into output.folder" if unsafe[0] in "/\\" else "leave it out"
        findings.error("config-171", message, where, hint)
    elif name.startswith((".", "~")):
        findings.error("config-171", f"a file name cannot begin with {name[0]!r}", where)
    if not name.lower().endswith(".pptx"):
        findings.error("config-171", f"the file name {name!r} does not end in .pptx", where)
    if variants and "segment" not in used:
        message = "without {segment} the decks of all segments have one name"
        hint = 'for example "{company} - {period} - {segment}.pptx"'
        findings.warning("config-172", message, where, hint)


def _listed() -> str:
    return " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
