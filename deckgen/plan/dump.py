"""A deck as plain text, for snapshots and for reading without a presentation program."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Block,
    Chart,
    ChartSpec,
    Deck,
    Moves,
    Narrative,
    Paragraph,
    Slide,
    Table,
    Text,
    Trends,
    plain,
)

_ARROWS = {"up": "▲ ", "down": "▼ ", "": ""}


def dump(deck: Deck) -> str:
    """Every text and number of a deck, slide by slide."""
    head = f"# {deck.title} · {deck.company} · {deck.group_label or 'all'} · {deck.period_label}"
    return "\n\n".join((head, *(dump_slide(slide) for slide in deck.slides))) + "\n"


def dump_slide(slide: Slide) -> str:
    """One slide as text."""
    lines = [f"## {slide.key} ({slide.kind})"]
    if slide.eyebrow:
        lines.append(f"   {slide.eyebrow}")
    lines.append(plain(slide.title))
    for block in slide.blocks:
        lines += block_lines(block)
    if slide.footer:
        lines.append(f"footer: {plain(slide.footer)}")
    for heading, body in slide.notes.sections():
        lines += [f"{heading}: {line}" for line in body]
    return "\n".join(lines)


def block_lines(block: Block) -> Iterator[str]:
    """A block as text."""
    match block:
        case BigNumber():
            yield from _number(block)
        case Chart():
            yield from _chart(block)
        case Table():
            yield from _table(block)
        case Narrative():
            for cell in block.cells:
                state = "" if cell.answered else " (open)"
                body = " / ".join(plain(line) for line in cell.body)
                yield f"[{cell.key}]{state} {cell.heading}, {cell.who}: {body}"
        case Paragraph():
            lines = (*block.lines, *block.code, *block.after)
            yield from (f"[{block.key}] {plain(line)}" for line in lines)
        case Moves():
            yield from _moves(block)
        case Agenda():
            yield f"[{block.key}] agenda"
            for entry in block.rows:
                told = " | ".join((entry.name, entry.status, entry.value, toned(entry.change)))
                yield f"    {told} | {entry.page} -> {entry.link}"
        case Trends():
            yield f"[{block.key}] {len(block.rows)} trends"


def _number(block: BigNumber) -> Iterator[str]:
    value = f"{block.value} {block.margin}".rstrip()
    yield f"[number] {block.label}: {value} {block.period}".rstrip()
    for change in block.changes:
        yield f"    {_ARROWS[change.arrow]}{toned(change.text)}"
    if block.status or block.against:
        yield f"    {block.status} ({block.status_tone}) {plain(block.against)}".rstrip()
    if block.base:
        yield f"    {block.base}"


def _chart(block: Chart) -> Iterator[str]:
    spec = block.spec
    yield f"[{block.key}] {spec.kind}: {block.title} | {block.subtitle} | {spec.number_format}"
    yield f"    {' | '.join(spec.categories)}"
    yield from _series(spec)
    if block.over is not None:
        cells = " | ".join(toned(cell) for cell in block.over.cells)
        yield f"    over {block.over.name}: {cells}"
    if block.under is not None:
        yield from (
            f"    under {' | '.join(toned(cell) for cell in row)}" for row in block.under.rows
        )
    yield f"    alt: {block.alt}"


def _series(spec: ChartSpec) -> Iterator[str]:
    for series in spec.series:
        values = ["gap" if value is None else f"{float(value):.6g}" for value in series.values]
        yield f"    {series.name} ({series.role}): {' | '.join(values)}"


def _moves(block: Moves) -> Iterator[str]:
    yield f"[{block.key}] moves: {block.title} | {block.subtitle}"
    for move in block.rows:
        change = f"{_ARROWS[move.change.arrow]}{toned(move.change.text)}"
        yield f"    {change} | {move.name} | {move.status}: {move.values} -> {move.link}"
        if move.fact:
            yield f"    {move.fact}"
    if block.remark:
        yield f"    {block.remark}"
    if block.under is not None:
        yield from _table(block.under)


def _table(block: Table) -> Iterator[str]:
    yield f"[{block.key}] table: {block.title} | {block.subtitle}"
    yield f"    {' | '.join(column.heading for column in block.columns)}"
    for number, row in enumerate(block.rows):
        link = block.links[number] if number < len(block.links) else None
        yield f"    {' | '.join(toned(cell) for cell in row)}{f' -> {link}' if link else ''}"
    for bars in block.bars:
        yield f"    bars {bars.spec.number_format}"
        yield from _series(bars.spec)
        yield f"    alt: {bars.alt}"
    yield f"    alt: {block.alt}"


def toned(text: Text) -> str:
    """A text with its judging tones: ``+1.8 pp{good}``."""
    return "".join(
        f"{run.text}{{{run.tone}}}" if run.tone in ("good", "bad") else run.text for run in text
    )
