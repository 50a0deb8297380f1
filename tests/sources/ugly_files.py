"""The conformance set of text files: bytes, and what must come of them.

Every file is tiny and each shows one ugliness of real exports. The expected cells were worked out
by hand; an empty cell is written "".
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]
WANTED = frozenset({"id", "name"})
BIG = "90071992547409931"  # 2**53 is 9007199254740992: this one is no float


@dataclass(frozen=True)
class Good:
    """A file that is read: its columns, rows, the line of each row, and the codes of its notes."""

    name: str
    data: bytes
    columns: tuple[str, ...]
    rows: Rows
    notes: tuple[str, ...] = ()
    lines: tuple[int, ...] | None = None  # default: from the line after the header, without gaps
    in_place: bool = True
    wanted: frozenset[str] = WANTED
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


@dataclass(frozen=True)
class Bad:
    """A file that is refused: the code, the line, and words of the message or hint."""

    name: str
    data: bytes
    code: str
    line: int | None = None
    says: str = ""
    wanted: frozenset[str] = WANTED
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


TWO: Rows = (("1", "Ada"), ("2", "Bo"))

GOOD = (
    Good(
        "footer after a blank line",
        b'id,name,x\n1,Ada,7\n2,Bo,8\n\n"Copyright, all rights reserved"\n\nConfidential\n',
        ("id", "name", "x"),
        (("1", "Ada", "7"), ("2", "Bo", "8")),
        notes=("source-277",),
        in_place=False,
    ),
    Good(
        "blank line and single values between rows are no footer",
        b"id,name,x\n1,Ada,7\n\n2,Bo,8\n",
        ("id", "name", "x"),
        (("1", "Ada", "7"), ("2", "Bo", "8")),
        lines=(2, 4),
    ),
    Good("plain", b"id,name\n1,Ada\n2,Bo\n", ("id", "name"), TWO),
    Good("no newline at the end", b"id,name\n1,Ada\n2,Bo", ("id", "name"), TWO),
    Good("crlf", b"id,name\r\n1,Ada\r\n2,Bo\r\n", ("id", "name"), TWO),
    Good("cr only", b"id,name\r1,Ada\r2,Bo\r", ("id", "name"), TWO),
    Good("mixed line ends", b"id,name\r\n1,Ada\n2,Bo\r", ("id", "name"), TWO, in_place=False),
    Good("utf-8 mark", codecs.BOM_UTF8 + b"id,name\n1,Ada\n2,Bo\n", ("id", "name"), TWO),
    Good(
        "utf-8 mark before a quoted header",
        codecs.BOM_UTF8 + b'"id","name"\n"1","Ada"\n',
        ("id", "name"),
        (("1", "Ada"),),
    ),
    Good("utf-8", "id,name\n1,Zoë 😀\n".encode(), ("id", "name"), (("1", "Zoë 😀"),)),
    Good(
        "utf-16 little-endian with mark",
        codecs.BOM_UTF16_LE + "id,name\r\n1,Zoë\r\n".encode("utf-16-le"),
        ("id", "name"),
        (("1", "Zoë"),),
        in_place=False,
    ),
    Good(
        "utf-16 big-endian with mark and tabs",
        codecs.BOM_UTF16_BE + "id\tname\n1\tZoë\n".encode("utf-16-be"),
        ("id", "name"),
        (("1", "Zoë"),),
        in_place=False,
    ),
    Good(
        "utf-32 with mark",
        codecs.BOM_UTF32_LE + "id,name\n1,Zoë\n".encode("utf-32-le"),
        ("id", "name"),
        (("1", "Zoë"),),
        in_place=False,
    ),
    Good(
        "utf-16 without mark, declared",
        "id,name\n1,Zoë\n".encode("utf-16-le"),
        ("id", "name"),
        (("1", "Zoë"),),
        in_place=False,
        encoding="utf-16-le",
    ),
    Good(
        "windows-1252, not declared",
        "id,name\n1,Zoë\n2,10 €\n".encode("cp1252"),
        ("id", "name"),
        (("1", "Zoë"), ("2", "10 €")),
        notes=("source-270",),
        in_place=False,
    ),
    Good(
        "latin-1, declared",
        "id,name\n1,Zoë\n".encode("latin-1"),
        ("id", "name"),
        (("1", "Zoë"),),
        in_place=False,
        encoding="latin-1",
    ),
    Good(
        "shift-jis, declared",
        "id,name\n1,東京\n".encode("shift_jis"),
        ("id", "name"),
        (("1", "東京"),),
        in_place=False,
        encoding="shift_jis",
    ),
    Good(
        "declared as cp1252 but utf-8",
        "id,name\n1,Zoë\n".encode(),
        ("id", "name"),
        (("1", "Zoë"),),
        notes=("source-275",),
        encoding="cp1252",
    ),
    Good(
        "declared as cp1252, ascii",
        b"id,name\n1,Ada\n",
        ("id", "name"),
        (("1", "Ada"),),
        encoding="cp1252",
    ),
    Good(
        "declared as latin-1 with a utf-8 mark",
        codecs.BOM_UTF8 + "id,name\n1,Zoë\n".encode(),
        ("id", "name"),
        (("1", "Zoë"),),
        notes=("source-275",),
        encoding="latin-1",
    ),
    Good(
        "semicolons and decimal commas",
        b"id;name;amount\n1;Ada;1,5\n2;Bo;2,5\n",
        ("id", "name", "amount"),
        (("1", "Ada", "1,5"), ("2", "Bo", "2,5")),
    ),
    Good("tabs", b"id\tname\n1\tAda, B.\n", ("id", "name"), (("1", "Ada, B."),)),
    Good("bars", b"id|name\n1|Ada; Bo\n", ("id", "name"), (("1", "Ada; Bo"),)),
    Good("declared caret", b"id^name\n1^a,b;c\n", ("id", "name"), (("1", "a,b;c"),), delimiter="^"),
    Good("declared tab", b"id\tname\n1\tAda\n", ("id", "name"), (("1", "Ada"),), delimiter="\\t"),
    Good(
        "leading zeros, big ids and NA stay",
        f"id,name\n00123,NA\n{BIG},null\n1e5,TRUE\n".encode(),
        ("id", "name"),
        (("00123", "NA"), (BIG, "null"), ("1e5", "TRUE")),
    ),
    Good("empty cells", b'id,name\n,\n"",x\n', ("id", "name"), (("", ""), ("", "x"))),
    Good(
        "spaces in cells stay",
        b"id,name\n 1 , Ada \n",
        ("id", "name"),
        ((" 1 ", " Ada "),),
    ),
    Good(
        "header with spaces and hard spaces",
        "\u00a0id ,  name\u00a0\n1,Ada\n".encode(),
        ("id", "name"),
        (("1", "Ada"),),
    ),
    Good(
        "header with a line break",
        b'id,name,"ARR\n(USD)"\n1,Ada,5\n',
        ("id", "name", "ARR (USD)"),
        (("1", "Ada", "5"),),
        lines=(3,),
        in_place=False,
    ),
    Good(
        "quoted delimiters, quotes and line breaks",
        b'id,name\n1,"A,""B"""\n2,"two\nlines"\n3,C\n',
        ("id", "name"),
        (("1", 'A,"B"'), ("2", "two\nlines"), ("3", "C")),
        lines=(2, 3, 5),
    ),
    Good(
        "a quoted text that looks like a padded quote",
        b'id,name\n1,"A, ""B"""\n',
        ("id", "name"),
        (("1", 'A, "B"'),),
        in_place=False,
    ),
    Good(
        "quoted line break of the other kind",
        b'id,name\r\n1,"two\nlines"\r\n2,B\r\n',
        ("id", "name"),
        (("1", "two\nlines"), ("2", "B")),
        lines=(2, 4),
        in_place=False,
    ),
    Good(
        "a stray quote inside a text",
        b'id,name\n1,5" pipe\n2,a"b"c\n',
        ("id", "name"),
        (("1", '5" pipe'), ("2", 'a"b"c')),
    ),
    Good(
        "a space before a quote is part of the text",
        b'id,name\n1, "Ada"\n',
        ("id", "name"),
        (("1", ' "Ada"'),),
        in_place=False,
    ),
    Good("blank lines at the end", b"id,name\n1,Ada\n2,Bo\n\n\n\n", ("id", "name"), TWO),
    Good(
        "blank lines between rows",
        b"id,name\n1,Ada\n\n2,Bo\n",
        ("id", "name"),
        TWO,
        lines=(2, 4),
    ),
    Good(
        "lines above the header",
        b"Report of March\nmade by: Ada\n\nid,name\n1,Ada\n2,Bo\n",
        ("id", "name"),
        TWO,
        notes=("source-271",),
        lines=(5, 6),
    ),
    Good(
        "lines above the header with quotes and commas",
        b'"Report, of ""March"""\nx "y\nid,name\n1,Ada\n2,Bo\n',
        ("id", "name"),
        TWO,
        notes=("source-271",),
        lines=(4, 5),
        in_place=False,
    ),
    Good(
        "padded lines above the header, no column wanted",
        b"Report,,\nid,name,mrr\n1,Ada,5\n",
        ("id", "name", "mrr"),
        (("1", "Ada", "5"),),
        notes=("source-271",),
        lines=(3,),
        wanted=frozenset(),
    ),
    Good(
        "declared header row",
        b"id,name\na,b\n1,Ada\n",
        ("a", "b"),
        (("1", "Ada"),),
        lines=(3,),
        header_row=2,
    ),
    Good(
        "delimiter at the end of every line",
        b"id,name,\n1,Ada,\n2,Bo,\n",
        ("id", "name"),
        TWO,
        notes=("source-272",),
        in_place=False,
    ),
    Good(
        "delimiter at the end of rows only",
        b"id,name\n1,Ada,\n2,Bo,\n",
        ("id", "name"),
        TWO,
        notes=("source-272",),
        in_place=False,
    ),
    Good(
        "delimiter at the end of the header only",
        b"id,name,,\n1,Ada\n2,Bo\n",
        ("id", "name"),
        TWO,
        notes=("source-272",),
        in_place=False,
    ),
    Good(
        "a column without a name",
        b",id,name\n0,1,Ada\n1,2,Bo\n",
        ("column 1", "id", "name"),
        (("0", "1", "Ada"), ("1", "2", "Bo")),
        notes=("source-272",),
    ),
    Good(
        "a last column without a name but with a value",
        b"id,name,\n1,Ada,\n2,Bo,x\n",
        ("id", "name", "column 3"),
        (("1", "Ada", ""), ("2", "Bo", "x")),
        notes=("source-272",),
    ),
    Good(
        "an unwanted name twice",
        b"id,name,note,note\n1,Ada,x,y\n",
        ("id", "name", "note", "note (2)"),
        (("1", "Ada", "x", "y"),),
        notes=("source-273",),
    ),
    Good("header only", b"id,name\n", ("id", "name"), ()),
    Good("header only, no newline", b"id,name", ("id", "name"), ()),
    Good("one column, wanted", b"id\n1\n2\n", ("id",), (("1",), ("2",)), wanted=frozenset({"id"})),
    Good(
        "one column of texts with commas",
        b"name\nDoe, Jane\nRoe, Ann\n",
        ("name",),
        (("Doe, Jane",), ("Roe, Ann",)),
        wanted=frozenset({"name"}),
    ),
    Good(
        "one column with blank lines",
        b"id\n1\n\n2\n",
        ("id",),
        (("1",), ("2",)),
        lines=(2, 4),
        in_place=False,
        wanted=frozenset({"id"}),
    ),
    Good(
        "one column but more wanted",
        b"id^name\n1^Ada\n",
        ("id^name",),
        (("1^Ada",),),
        notes=("source-274",),
    ),
    Good(
        "years as column names",
        b"id,2023,2024\nx,1,2\n",
        ("id", "2023", "2024"),
        (("x", "1", "2"),),
        wanted=frozenset(),
    ),
    Good(
        "names that look like code",
        b"id,name\n=1+1,'; drop table x; --\n#c,\\N\n",
        ("id", "name"),
        (("=1+1", "'; drop table x; --"), ("#c", "\\N")),
    ),
    Good(
        "line and form feeds of other alphabets are no line ends",
        "id,name\n1,a\u2028b\x0bc\x85d\n".encode(),
        ("id", "name"),
        (("1", "a\u2028b\x0bc\x85d"),),
    ),
)

BAD = (
    Bad("no bytes", b"", "source-213", says="0 bytes"),
    Bad("blank lines only", b"\n\n\n", "source-213"),
    Bad("a mark only", codecs.BOM_UTF8, "source-213"),
    Bad("delimiters only", b",,\n,,\n", "source-213"),
    Bad("ragged: short", b"id,name,x\n1,2,3\n4,5\n6,7,8\n", "source-217", 3, "expected 3 fields"),
    Bad("cut off, without a blank line", b"id,name,x\n1,2,3\n4\n", "source-217", 3, "found 1"),
    Bad(
        "a footer with rows below it",
        b"id,name,x\n1,2,3\n\nPage 1\n4,5,6\n",
        "source-217",
        4,
        "'Page 1'",
    ),
    Bad("a single value in a narrow table", b"id,name\n1,2\n\n3\n", "source-217", 4, "'3'"),
    Bad("ragged: long", b"id,name\n1,2\n3,4\n5,6,7\n", "source-217", 4, "found 3"),
    Bad("ragged: all rows longer", b"id,name\n1,2,3\n4,5,6\n", "source-217", 2, "found 3"),
    Bad("ragged: all rows shorter", b"id,name,x\n1,2\n4,5\n", "source-217", 2, "found 2"),
    Bad("ragged shows the line", b"id,name\n1,Ada\nTotal\n", "source-217", 3, "'Total'"),
    Bad("ragged after a two-line cell", b'id,name\n1,"a\nb"\n2\n', "source-217", 4),
    Bad("ragged after lines above", b"Report\n\nid,name\n1,2\n3\n", "source-217", 5),
    Bad("ragged trailing delimiter in some rows", b"id,name\n1,2\n3,4,\n", "source-217", 3),
    Bad("ragged with cr", b"id,name\r1,2\r3\r", "source-217", 3),
    Bad("quote never closed", b'id,name\n1,a\n2,"b\n3,c\n', "source-218", 3, "never closes"),
    Bad("quote closes inside", b'id,name\n1,a\n2,"b"c\n', "source-218", 3, "middle"),
    Bad("a wanted name twice", b"id,name,id\n1,a,2\n", "source-219", 1, "columns 1, 3"),
    Bad(
        "mixed encodings",
        "id,name\n1,Zoë\n".encode() + "2,Noël\n".encode("cp1252"),
        "source-215",
        3,
        "line 2",
    ),
    Bad("neither utf-8 nor cp1252", b"id,name\n1,a\n2,\x81\x8d\n", "source-215", 3),
    Bad(
        "declared utf-8 but is not",
        "id,name\n1,Zoë\n".encode("latin-1"),
        "source-215",
        2,
        encoding="utf-8",
    ),
    Bad(
        "declared ascii but is not",
        "id,name\n1,Zoë\n".encode("latin-1"),
        "source-215",
        2,
        encoding="ascii",
    ),
    Bad(
        "utf-16 cut off",
        codecs.BOM_UTF16_LE + "id,name\n1,a".encode("utf-16-le")[:-1],
        "source-215",
    ),
    Bad("unknown encoding", b"id,name\n", "source-216", encoding="latin-99"),
    Bad("not a text encoding", b"id,name\n", "source-216", encoding="base64"),
    Bad("impossible delimiter", b"id,name\n", "source-216", delimiter='"'),
    Bad("utf-16 without mark", "id,name\n1,a\n".encode("utf-16-le"), "source-214", 1, "utf-16"),
    Bad("a nul byte", b"id,name\n1,a\n2,b\x00\n", "source-214", 3, "NUL"),
    Bad("png", b"\x89PNG\r\n\x1a\n\x00\x00", "source-214", says="a PNG picture"),
    Bad("xlsx", b"PK\x03\x04\x14\x00[Content_Types].xml", "source-214", says="type: excel"),
    Bad("zip", b"PK\x03\x04\x14\x00data.csv", "source-214", says="a zip archive"),
    Bad("gzip", b"\x1f\x8b\x08\x00", "source-214", says="gzip"),
    Bad("pdf", b"%PDF-1.7\n%\xe2\xe3", "source-214", says="PDF"),
    Bad("parquet", b"PAR1\x15\x04PAR1", "source-214", says="type: parquet"),
    Bad("old excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "source-214", says=".xls"),
    Bad("sign-in page", b"\n<!DOCTYPE html><html>", "source-214", says="web page"),
    Bad("random bytes", bytes(range(1, 256)) * 3, "source-214", says="binary"),
    Bad("header row beyond the end", b"id,name\n1,a\n", "source-220", 9, header_row=9),
    Bad("header row is blank", b"id,name\n\n1,a\n", "source-220", 2, header_row=2),
)
