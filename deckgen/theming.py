"""The work of ``deckgen theme``: notes on templates, theme folders made from them, a list of
themes."""

from __future__ import annotations

from pathlib import Path

from deckgen.bundled import themes_folder
from deckgen.render.outlook import outlook
from deckgen.render.output import refuse_existing, write_new_file
from deckgen.theme.template.adopt import description, suggested_name
from deckgen.theme.template.analysis import analyse
from deckgen.theme.template.cleaning import clean_parts
from deckgen.theme.template.note import as_json, as_text
from deckgen.theme.template.staging import theme_of_template
from deckgen.theme.zipping import zip_bytes

TEMPLATE, DESCRIPTION = "template.pptx", "theme.yaml"


def inspected(path: Path, *, json: bool = False) -> str:
    """What a template is and how it would be used. Raises ``TemplateError``."""
    analysis = analyse(path)
    told = outlook(theme_of_template(analysis, path.stem))
    return as_json(analysis, told) if json else as_text(analysis, told)


def pictured(path: Path, folder: Path) -> Path:
    """Writes the chosen layouts with what was measured on them, as a PNG under a free name in a
    folder, and returns its path. Raises ``TemplateError`` and ``OutputError``."""
    from deckgen.theme.template.picture import picture

    content = picture(analyse(path))
    number = 1
    target = folder / f"{path.stem}-layouts.png"
    while target.exists():
        number += 1
        target = folder / f"{path.stem}-layouts-{number}.png"
    return write_new_file(target, content)


def adopted(path: Path, folder: Path) -> tuple[Path, ...]:
    """Makes a theme folder from a template and returns the files written.

    Nothing that exists is overwritten. Raises ``TemplateError`` and ``OutputError``.
    """
    analysis = analyse(path)
    template, text = folder / TEMPLATE, folder / DESCRIPTION
    for target in (template, text):
        refuse_existing(target)
    content = zip_bytes(clean_parts(analysis.template))
    written = description(analysis, suggested_name(folder, path), TEMPLATE)
    return write_new_file(template, content), write_new_file(text, written.encode("utf-8"))


def listed() -> tuple[tuple[str, str], ...]:
    """The themes that come along: the name to write, and the folder."""
    folders = sorted(path for path in themes_folder().iterdir() if path.is_dir())
    return tuple((folder.name, str(folder)) for folder in folders)
