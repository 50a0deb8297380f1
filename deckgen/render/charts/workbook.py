"""The workbook behind a chart: a small .xlsx with exactly the drawn values, the same every time.

Names are written as inline text, so that one which starts with ``=`` or ``@`` stays a name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from deckgen.render.archive import Packed, archive, packed
from deckgen.render.charts.sheet import SHEET_NAME, Sheet, letters, number_text
from deckgen.render.package import HEAD
from deckgen.render.text import escaped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Excel reads _x0041_ in a text as an escaped "A"; escaping the underscore keeps it as it is.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_CUSTOM_FORMAT = 164

_FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
}


def workbook_bytes(sheet: Sheet) -> bytes:
    """The .xlsx file of a chart's sheet."""
    formats = tuple(dict.fromkeys(column.number_format for column in sheet.columns))
    cells = (HEAD + _worksheet(sheet, formats)).encode("utf-8")
    return archive({**_shared_parts(formats), "xl/worksheets/sheet1.xml": cells})


@lru_cache(maxsize=256)
def _shared_parts(formats: tuple[str, ...]) -> dict[str, Packed]:
    """What is the same in every workbook with these number formats."""
    parts = _FIXED | {"xl/styles.xml": _styles(formats)}
    return {name: packed(name, (HEAD + xml).encode("utf-8")) for name, xml in parts.items()}


def _worksheet(sheet: Sheet, formats: tuple[str, ...]) -> str:
    head = "".join(
        _text_cell(index + 1, 1, column.name) for index, column in enumerate(sheet.columns)
    )
    rows = [f'<row r="1">{head}</row>']
    for position, category in enumerate(sheet.categories):
        number = position + 2
        cells = [_text_cell(0, number, category)]
        for index, column in enumerate(sheet.columns):
            value = column.values[position]
            if value is not None:
                style = formats.index(column.number_format) + 1
                cells.append(
                    f'<c r="{letters(index + 1)}{number}" s="{style}">'
                    f"<v>{number_text(value)}</v></c>"
                )
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    return (
        f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/>'
        f"</cols><sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _text_cell(column: int, row: int, text: str) -> str:
    shown = escaped(_ESCAPE_LIKE.sub("_x005F_", text))
    return (
        f'<c r="{letters(column)}{row}" t="inlineStr">'
        f'<is><t xml:space="preserve">{shown}</t></is></c>'
    )


def _styles(formats: tuple[str, ...]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{_FIRST_CUSTOM_FORMAT + index}" formatCode={quoteattr(code)}/>'
        for index, code in enumerate(formats)
    )
    cells = "".join(
        f'<xf numFmtId="{_FIRST_CUSTOM_FORMAT + index}" fontId="0" fillId="0" borderId="0" '
        'xfId="0" applyNumberFormat="1"/>'
        for index in range(len(formats))
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{plain}/></cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 1}">{plain} xfId="0"/>{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
