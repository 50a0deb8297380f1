"""YAML files read so that every key and value keeps its file, line and column.

Stricter than YAML where YAML surprises people: duplicate keys are errors, tags other than those
of the JSON types are refused, dates, times, octal and sexagesimal numbers stay the text they are,
and the expansion of aliases is limited. Anchors and merge keys work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import yaml
from yaml import events

from deckgen.config.findings import Findings
from deckgen.config.nodes import (
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    ScalarValue,
    SequenceNode,
)
from deckgen.config.syntax import explain
from deckgen.errors import ConfigError, Location, error

MAX_BYTES = 4 * 1024 * 1024
MAX_NODES = 100_000
MAX_DEPTH = 50

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {word for one in ("yes", "true", "on") for word in (one, one.title(), one.upper())}
_FALSE = {word for one in ("no", "false", "off") for word in (one, one.title(), one.upper())}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*(_[0-9]+)*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]+)?")
_TAG = "tag:yaml.org,2002:"
_KNOWN_TAGS = {f"{_TAG}{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")}


def read_yaml(path: Path, findings: Findings, *, may_be_empty: bool = False) -> MappingNode:
    """The mapping that a YAML file holds.

    Duplicate keys, unknown aliases and tags go to ``findings`` as errors, the rest of the file is
    still read. Raises :class:`ConfigError` when the file cannot be read as YAML at all.
    """
    file = shown_path(path)
    text = _text_of(path)
    try:
        root = _Builder(yaml.parse(text, Loader=_Loader), file, findings).document()
    except yaml.YAMLError as problem:
        raise ConfigError(explain(_same_everywhere(text, problem), file, text)) from None
    if root is None or (isinstance(root, ScalarNode) and root.is_empty):
        if may_be_empty:
            return MappingNode({}, Location(file), 0)
        raise ConfigError(
            error("config-107", "the file is empty", Location(file), "`deckgen init` writes one")
        )
    if not isinstance(root, MappingNode):
        found = "a list" if isinstance(root, SequenceNode) else "a single text"
        raise ConfigError(
            error(
                "config-107",
                f"the file holds {found}, not `key: value` lines",
                root.location,
                "for example:  deck: {company: Lumina Cloud}",
            )
        )
    return root


def _same_everywhere(text: str, problem: yaml.YAMLError) -> yaml.YAMLError:
    """The error of the parser written in Python, since the C one words and places them its way."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as python_problem:
        return python_problem
    return problem


def shown_path(path: Path) -> str:
    """The path as a person in the current folder would write it."""
    inside = path.is_absolute() and path.is_relative_to(Path.cwd())
    return str(path.relative_to(Path.cwd()) if inside else path)


def _text_of(path: Path) -> str:
    where = Location(shown_path(path))
    try:
        if path.is_dir():
            raise ConfigError(
                error("config-101", "this is a folder, not a file", where, _nearby(path / "x"))
            )
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ConfigError(error("config-101", "no such file", where, _nearby(path))) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise ConfigError(error("config-101", f"cannot be read: {reason}", where)) from None
    if len(raw) > MAX_BYTES:
        raise ConfigError(error("config-105", "larger than 4 MB, not a configuration", where))
    text = _decoded(raw, where)
    odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if odd:
        before = text[: odd.start()]
        line = before.count("\n") + 1
        column = odd.start() - (before.rfind("\n") + 1) + 1
        place = Location(where.file, line, column)
        message = f"an invisible control character (U+{ord(odd[0]):04X})"
        raise ConfigError(error("config-102", message, place, "delete it"))
    return text


def _decoded(raw: bytes, where: Location) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise ConfigError(error("config-102", "broken UTF-16 text", where)) from None
    if b"\0" in raw:
        raise ConfigError(
            error("config-102", "a binary file, not YAML text", where, "is it the right file?")
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise ConfigError(
            error(
                "config-102",
                f"not UTF-8 text (byte {raw[problem.start]:#04x})",
                Location(where.file, line),
                "save the file with the encoding UTF-8",
            )
        ) from None


def _nearby(path: Path) -> str | None:
    """A file of nearly the same name in the same folder, else the YAML files there."""
    folder = path.parent
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return f"there is no folder {str(folder)!r}"
    close = get_close_matches(path.name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    listed = [name for name in names if name.endswith((".yaml", ".yml"))][:8]
    return f"YAML files there: {', '.join(listed)}" if listed else None


class _Builder:
    """Turns the parser's events into nodes."""

    def __init__(self, stream: Iterator[events.Event], file: str, findings: Findings) -> None:
        self.events = iter(stream)
        self.file = file
        self.findings = findings
        self.anchors: dict[str, Node | None] = {}
        self.depth = 0
        self.documents = 0

    def document(self) -> Node | None:
        """The only document of the stream, or ``None`` if there is none."""
        root: Node | None = None
        for event in self.events:
            if not isinstance(event, events.DocumentStartEvent):
                continue
            self.documents += 1
            if self.documents > 1:
                message = "a second document begins here (---)"
                self._stop("config-106", message, self._place(event), "keep one per file")
            root = self.node(next(self.events))
        return root

    def node(self, event: events.Event) -> Node:
        """The node that begins with an event."""
        where = self._place(event)
        if isinstance(event, events.AliasEvent):
            return self._alias(event, where)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.anchors[anchor] = None  # not complete yet: an alias inside would be endless
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in _KNOWN_TAGS and tag != "!":
            shown = tag.replace(_TAG, "!!")
            self.findings.error("config-106", f"the tag {shown} is not allowed", where)
            tag = None
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._stop("config-105", f"nested more than {MAX_DEPTH} levels deep", where)
        if isinstance(event, events.MappingStartEvent):
            node: Node = self._mapping(where)
        elif isinstance(event, events.SequenceStartEvent):
            node = self._sequence(where)
        else:
            node = _scalar(event, tag, where)
        self.depth -= 1
        if node.size > MAX_NODES:
            self._stop("config-105", f"more than {MAX_NODES:,} values, aliases expanded", where)
        if anchor:
            self.anchors[anchor] = node
        return node

    def _alias(self, event: events.AliasEvent, where: Location) -> Node:
        node = self.anchors.get(event.anchor or "")
        if node is not None:
            return node
        if event.anchor in self.anchors:
            message = f"*{event.anchor} stands inside what it repeats"
            self.findings.error("config-103", message, where)
        else:
            known = ", ".join(f"&{name}" for name in self.anchors)
            hint = f"anchors above: {known}" if known else "a text that begins with * needs quotes"
            self.findings.error("config-103", f"*{event.anchor} names no anchor", where, hint)
        return ScalarNode(None, "", True, where)

    def _sequence(self, where: Location) -> SequenceNode:
        items: list[Node] = []
        size = 1
        while not isinstance(event := next(self.events), events.SequenceEndEvent):
            items.append(self.node(event))
            size += items[-1].size
            self._check_size(size, where)
        return SequenceNode(tuple(items), where, size)

    def _mapping(self, where: Location) -> MappingNode:
        entries: dict[str, Entry] = {}
        merged: list[Node] = []
        size = 1
        while not isinstance(event := next(self.events), events.MappingEndEvent):
            key = self.node(event)
            value = self.node(next(self.events))
            size += key.size + value.size
            self._check_size(size, where)
            if not isinstance(key, ScalarNode):
                self.findings.error("config-108", "a key must be a single text", key.location)
            elif key.plain and key.text == "<<":
                merged.append(value)
            elif key.text in entries:
                first = entries[key.text].location
                message = f"{key.text!r} is given twice, first on line {first.line}"
                hint = f"the first one stands at {first}"
                self.findings.error("config-104", message, key.location, hint)
            else:
                entries[key.text] = Entry(key.text, value, key.location)
        for value in merged:
            self._merge(entries, value)
        return MappingNode(entries, where, size)

    def _merge(self, entries: dict[str, Entry], value: Node) -> None:
        """``<<``: keys that are not there yet; the first mapping of a list wins."""
        for one in value.items if isinstance(value, SequenceNode) else (value,):
            if isinstance(one, MappingNode):
                for entry in one:
                    entries.setdefault(entry.key, entry)
            else:
                message = "<< takes a mapping, or a list of mappings"
                self.findings.error("config-108", message, one.location, "<<: *defaults")

    def _check_size(self, size: int, where: Location) -> None:
        if size > MAX_NODES:
            self._stop("config-105", f"more than {MAX_NODES:,} values, aliases expanded", where)

    def _place(self, event: events.Event) -> Location:
        mark = event.start_mark
        return Location(self.file, mark.line + 1, mark.column + 1) if mark else Location(self.file)

    def _stop(self, code: str, message: str, where: Location, hint: str | None = None) -> None:
        raise ConfigError(error(code, message, where, hint))


def _scalar(event: events.Event, tag: str | None, where: Location) -> ScalarNode:
    if not isinstance(event, events.ScalarEvent):
        raise TypeError(f"unexpected YAML event {event!r}")
    text = event.value
    plain = event.style in {None, ""} and tag is None
    if tag is not None and tag.startswith(_TAG) and tag != f"{_TAG}str":
        return ScalarNode(scalar_value(text), text, False, where)
    return ScalarNode(scalar_value(text) if plain else text, text, plain, where)


def scalar_value(text: str) -> ScalarValue:
    """What an unquoted text means: null, yes/no, a decimal number, or itself."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
