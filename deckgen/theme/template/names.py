"""What a layout's name hints at, in several languages. Only ever a tie-break: names lie."""

from __future__ import annotations

import re
import unicodedata

# Stems, folded (no accents, lower case); a name may be numbered or have underscores.
_HINTS = {
    "title": (
        "title slide", "titelfolie", "titelbild", "diapositive de titre", "portada", "cover",
        "diapositiva de titulo", "slide de titulo", "slajd tytulowy", "titolo", "capa", "opening",
        "титульный", "표지", "제목 슬라이드", "タイトル スライド", "表紙", "标题幻灯片",
        "封面", "titelseite",
    ),
    "section": (
        "section", "abschnitt", "kapitel", "chapter", "divider", "trenn", "seccion", "secao",
        "sezione", "sekcj", "раздел", "구역", "セクション", "中扉", "节标题", "章",
    ),
    "title_only": (
        "title only", "nur titel", "titre seul", "solo el titulo", "somente titulo", "solo titolo",
        "tylko tytul", "heading only", "header only", "titelonly", "только заголовок", "제목만",
        "タイトルのみ", "仅标题", "apenas titulo",
    ),
    "content": (
        "title and content", "titel und inhalt", "titre et contenu", "titulo y objetos",
        "titulo e conteudo", "conteudo", "inhalt", "content", "one column", "заголовок и объект",
        "제목 및 내용", "タイトルとコンテンツ", "标题和内容", "text",
    ),
    "special": (
        "closing", "thank", "danke", "merci", "gracias", "obrigado", "end slide", "schluss",
        "quote",
        "zitat", "contact", "kontakt", "agenda", "picture", "image", "bild", "photo", "team",
        "biograph", "tombstone", "disclaimer", "感谢", "ありがとう", "highlight",
    ),
}  # fmt: skip


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", " ", plain).strip()


def hints(name: str) -> frozenset[str]:
    """The kinds that a layout's name speaks of: title, section, title_only, content, special."""
    words = _folded(name)
    return frozenset(
        kind for kind, stems in _HINTS.items() if any(_folded(stem) in words for stem in stems)
    )
