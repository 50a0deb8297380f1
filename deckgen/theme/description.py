"""``theme.yaml``: what a template cannot say about its use, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, Node, ScalarNode, SequenceNode, kind_of
from deckgen.config.yamlfile import read_yaml
from deckgen.errors import Location, did_you_mean
from deckgen.model.deck import SlideKind
from deckgen.theme.style import Palette

_CODE = "theme-104"
_ROLES = tuple(field.name for field in fields(Palette))
_THEME_COLOURS = ("bg1", "bg2", "tx1", "tx2", *(f"accent{number}" for number in range(1, 7)))
_LITERAL = re.compile(r"[0-9A-Fa-f]{6}")
_KEYS = ("name", "template", "fonts", "headline", "palettes", "slides", "places")


@dataclass(frozen=True, slots=True)
class Use:
    """How a kind of slide is drawn: the palette's name and the layouts it may use, by name."""

    palette: str
    layouts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """A ``theme.yaml``. ``palettes`` are texts by role, ``places`` the slots' names by those of
    the placeholders."""

    name: str
    template: str
    arrow_font: str
    clause_italic: bool
    palettes: Mapping[str, Mapping[str, str]]
    slides: Mapping[SlideKind, Use]
    places: Mapping[str, str]
    locations: Mapping[str, Location]
    file: str

    def place(self, key: str) -> Location:
        """Where a key stands, like ``slides.metric``."""
        return self.locations.get(key, Location(self.file))


def read_description(path: Path) -> Description:
    """Reads and checks a ``theme.yaml``. Raises ``ConfigError`` with all that is wrong at once."""
    findings = Findings()
    root = read_yaml(path, findings)
    reader = _Reader(findings)
    for entry in root:
        if entry.key not in _KEYS:
            hint = did_you_mean(entry.key, _KEYS)
            findings.error(_CODE, f"unknown key {entry.key!r}", entry.location, hint)
    palettes = reader.palettes(root)
    fonts, headline = reader.mapping(root, "fonts"), reader.mapping(root, "headline")
    second = reader.text(headline, "second_line", "upright")
    if second not in ("upright", "italic"):
        message = f"second_line is {second!r}, not upright or italic"
        findings.error(_CODE, message, headline.place("second_line"))
    described = Description(
        name=reader.text(root, "name", path.parent.name),
        template=reader.text(root, "template", "template.pptx"),
        arrow_font=reader.text(fonts, "arrows", "Arial"),
        clause_italic=second == "italic",
        palettes=palettes,
        slides=reader.slides(root, palettes),
        places=reader.texts(reader.mapping(root, "places")),
        locations=_locations(root),
        file=str(path),
    )
    findings.stop_on_errors()
    return described


def _locations(root: MappingNode) -> dict[str, Location]:
    """Where the keys stand, those of ``slides`` as ``slides.metric``."""
    found = {key: root.place(key) for key in _KEYS}
    slides = root.get("slides")
    if isinstance(slides, MappingNode):
        found |= {f"slides.{entry.key}": entry.location for entry in slides}
    return found


class _Reader:
    """Takes values out of nodes; what is not as it should be becomes a finding."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def mapping(self, owner: MappingNode, key: str) -> MappingNode:
        node = owner.get(key)
        if isinstance(node, MappingNode):
            return node
        if node is not None:
            self._wrong(key, "`key: value` lines", node, owner.place(key))
        return MappingNode({}, owner.place(key), 0)

    def text(self, owner: MappingNode, key: str, default: str) -> str:
        node = owner.get(key)
        if node is None:
            return default
        if isinstance(node, ScalarNode):
            return node.text
        self._wrong(key, "a text", node, owner.place(key))
        return default

    def texts(self, owner: MappingNode) -> dict[str, str]:
        return {entry.key: self.text(owner, entry.key, "") for entry in owner}

    def palettes(self, root: MappingNode) -> dict[str, dict[str, str]]:
        owner = self.mapping(root, "palettes")
        found = {}
        for entry in owner:
            roles = self.mapping(owner, entry.key)
            texts = self.texts(roles)
            for role in texts:
                if role not in _ROLES:
                    hint = did_you_mean(role, _ROLES)
                    self._findings.error(_CODE, f"no colour role {role!r}", roles.place(role), hint)
            for role in _ROLES:
                if role not in texts:
                    message = f"the palette {entry.key!r} has no {role!r}"
                    self._findings.error(_CODE, message, entry.location)
                elif texts[role] not in _THEME_COLOURS and not _LITERAL.fullmatch(texts[role]):
                    message = f"{role} is {texts[role]!r}, neither RRGGBB nor a theme colour"
                    hint = f"theme colours: {', '.join(_THEME_COLOURS)}"
                    self._findings.error(_CODE, message, roles.place(role), hint)
            found[entry.key] = texts
        return found

    def slides(self, root: MappingNode, palettes: Mapping[str, object]) -> dict[SlideKind, Use]:
        owner = self.mapping(root, "slides")
        kinds = {kind.value: kind for kind in SlideKind}
        found = {}
        for entry in owner:
            if entry.key not in kinds:
                hint = did_you_mean(entry.key, kinds)
                message = f"no kind of slide is called {entry.key!r}"
                self._findings.error(_CODE, message, entry.location, hint)
                continue
            use = self.mapping(owner, entry.key)
            palette = self.text(use, "palette", "page")
            if palette not in palettes:
                hint = did_you_mean(palette, palettes)
                self._findings.error(_CODE, f"no palette {palette!r}", use.place("palette"), hint)
            found[kinds[entry.key]] = Use(palette, self._layouts(use, entry.location))
        for name, kind in kinds.items():
            if kind not in found:
                message = f"no layout is named for the kind of slide {name!r}"
                self._findings.error(_CODE, message, root.place("slides"))
        return found

    def _layouts(self, use: MappingNode, place: Location) -> tuple[str, ...]:
        node = use.get("layouts")
        if not isinstance(node, SequenceNode) or not node.items:
            self._findings.error(_CODE, "layouts is no list of names", place, "layouts: [Metric]")
            return ()
        return tuple(one.text if isinstance(one, ScalarNode) else "" for one in node.items)

    def _wrong(self, key: str, wanted: str, node: Node, place: Location) -> None:
        self._findings.error(_CODE, f"{key} is {kind_of(node)}, not {wanted}", place)
