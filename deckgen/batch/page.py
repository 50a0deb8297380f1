"""``index.html``: every deck of a run with its scorecard, for a person who looks for one.

One file that needs nothing else: style and pictures are inside. It works without scripts; with
them, a field filters the decks by name.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from deckgen import __version__
from deckgen.batch.index import GENERATOR, Index
from deckgen.batch.making import BuiltDeck
from deckgen.batch.picture import HEIGHT, WIDTH
from deckgen.words.phrases import capital

_FILTERED_FROM = 9
"""Decks from which a field to filter them is worth its place."""

_STYLE = """
:root{--ink:#14202e;--muted:#55606e;--line:#d5dae1;--page:#f2f5f8;--card:#fff;--link:#12436d;
--good:#0b5cad;--bad:#c2410c}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--muted:#a9b4c2;--line:#344150;
--page:#10171f;--card:#1a232d;--link:#8cc4f5;--good:#8cc4f5;--bad:#ff9d6e}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.5 Calibri,Carlito,"Segoe UI","Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:84rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0}
h2{font-size:1.15rem;margin:2.5rem 0 .9rem;padding-bottom:.35rem;border-bottom:2px solid var(--ink)}
h2 small{font-weight:400;color:var(--muted);margin-left:.5rem}
h3{font-size:1.05rem;margin:0;line-height:1.3;overflow-wrap:anywhere}
p{margin:.3rem 0}
.muted{color:var(--muted)}
ul.decks{list-style:none;margin:0;padding:0;display:grid;gap:1.25rem;
grid-template-columns:repeat(auto-fill,minmax(min(25rem,100%),1fr))}
.decks li{position:relative;display:flex;flex-direction:column;background:var(--card);
border:1px solid var(--line);border-radius:6px;overflow:hidden;content-visibility:auto;
contain-intrinsic-size:auto 21rem}
.decks li:hover,.decks li:focus-within{border-color:var(--link);box-shadow:0 2px 10px #0003}
.decks img{display:block;width:100%;height:auto;background:#fff;
border-bottom:1px solid var(--line)}
.decks div{padding:.8rem 1rem 1rem}
a{color:var(--link)}
.decks a::after{content:"";position:absolute;inset:0}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
dl{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;margin:.5rem 0 0;font-size:.92rem}
dl div{padding:0!important}
dt{display:inline;color:var(--muted)}
dd{display:inline;margin:0 0 0 .3rem;font-weight:700}
.good{color:var(--good)}.bad{color:var(--bad)}
label{display:block;margin-top:1.2rem;font-weight:700}
input{font:inherit;width:min(26rem,100%);padding:.4rem .7rem;margin-top:.2rem;color:inherit;
background:var(--card);border:1px solid var(--muted);border-radius:4px}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;
border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td.number,th.number{text-align:right}
footer{padding:2rem 1.5rem 3rem;color:var(--muted);font-size:.9rem}
[hidden]{display:none!important}
"""

_SCRIPT = """
const field=document.getElementById("find"),state=document.getElementById("found");
document.getElementById("finder").hidden=false;
field.addEventListener("input",()=>{const wanted=field.value.trim().toLowerCase();let count=0;
for(const section of document.querySelectorAll("section.group")){let any=false;
for(const item of section.querySelectorAll("li")){
const shown=item.dataset.name.includes(wanted);item.hidden=!shown;any=any||shown;count+=shown}
section.hidden=!any}
state.textContent=wanted?count+(count===1?" deck":" decks"):""});
"""


def page(index: Index) -> str:
    """The page as HTML."""
    groups = [
        (title, list(decks)) for title, decks in groupby(index.decks, key=lambda one: _title(one))
    ]
    body = "".join(_group(title, decks) for title, decks in groups)
    filtered = len(index.decks) >= _FILTERED_FROM
    finder = (
        '<div id="finder" hidden><label for="find">Find a deck</label>'
        '<input id="find" type="search" autocomplete="off"> '
        '<span id="found" role="status" class="muted"></span></div>'
    )
    script = f"<script>{_SCRIPT}</script>" if filtered else ""
    name = f"{index.company}: {index.title}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{GENERATOR} {__version__}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(name)}, {escape(index.period)}</title>\n<style>{_STYLE}</style>\n"
        f'</head>\n<body>\n<header><p class="muted">{escape(index.company)}</p>'
        f"<h1>{escape(index.title)}</h1>"
        f'<p class="muted">{_summary(index)}</p>{finder if filtered else ""}</header>\n'
        f"<main>{body}{_failed(index)}{_omitted(index)}{_remarks(index)}</main>\n"
        f"<footer>Made with deckgen {__version__}. Numbers and headlines are those of the decks "
        f"as they were made.</footer>\n{script}</body>\n</html>\n"
    )


def _summary(index: Index) -> str:
    count = f"{len(index.decks):,} deck{'s' * (len(index.decks) != 1)}"
    return f"{escape(index.period)}, data as of {escape(index.as_of)}, {count}"


def _title(deck: BuiltDeck) -> str:
    if not deck.group:
        return "All customers"
    return "By " + " and ".join(name.replace("_", " ") for name, _ in deck.group)


def _group(title: str, decks: list[BuiltDeck]) -> str:
    count = f" <small>{len(decks):,} decks</small>" if len(decks) > 1 else ""
    cards = "".join(_card(deck) for deck in decks)
    return (
        f'<section class="group"><h2>{escape(title)}{count}</h2>'
        f'<ul class="decks">{cards}</ul></section>\n'
    )


def _card(deck: BuiltDeck) -> str:
    name = deck.variant.label or "All customers"
    picture = ""
    if deck.picture is not None:
        data = base64.b64encode(deck.picture).decode("ascii")
        alt = escape(f"Scorecard of {name}: {deck.headline}", quote=True)
        picture = (
            f'<img loading="lazy" decoding="async" width="{WIDTH}" height="{HEIGHT}" alt="{alt}" '
            f'src="data:image/svg+xml;base64,{data}">'
        )
    facts = "".join(f"<div><dt>{key}</dt><dd{mark}>{value}</dd></div>"
                    for key, value, mark in _facts(deck))  # fmt: skip
    return (
        f'<li data-name="{escape(name.lower(), quote=True)}">{picture}<div>'
        f'<h3><a href="{quote(deck.path.name)}">{escape(name)}</a></h3>'
        f"<p>{escape(deck.headline)}</p><dl>{facts}</dl></div></li>\n"
    )


def _facts(deck: BuiltDeck) -> Iterator[tuple[str, str, str]]:
    yield "Customers", f"{deck.customers:,}", ""
    if deck.on_target or deck.off_target:
        yield "On target", str(deck.on_target), ' class="good"' if deck.on_target else ""
        yield "Off target", str(deck.off_target), ' class="bad"' if deck.off_target else ""
    if deck.unavailable:
        yield "Not available", str(deck.unavailable), ""
    if deck.open_prompts:
        yield "Prompts open", str(deck.open_prompts), ""


def _failed(index: Index) -> str:
    rows = [
        (one.variant.label or "All customers", f"{one.variant.customers:,}", issue.message)
        for one in index.failed
        for issue in one.issues
    ]
    return _table("Could not be made", ("Deck", "Customers", "Why"), rows)


def _omitted(index: Index) -> str:
    rows = [(one.label, f"{one.customers:,}", one.reason) for one in index.omitted]
    return _table("Without a deck of their own", ("Segment", "Customers", "Why"), rows)


def _remarks(index: Index) -> str:
    lines = "".join(f"<li>{escape(capital(one))}.</li>" for one in index.remarks)
    return f"<section><h2>Remarks</h2><ul>{lines}</ul></section>\n" if lines else ""


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    classes = ("", ' class="number"', "")
    head = "".join(
        f'<th scope="col"{mark}>{escape(one)}</th>'
        for one, mark in zip(heads, classes, strict=True)
    )
    lines = "".join(
        "<tr>"
        + "".join(f"<td{mark}>{escape(one)}</td>" for one, mark in zip(row, classes, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f"<section><h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{lines}</tbody></table></section>\n"
    )
