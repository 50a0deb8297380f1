"""Opens a template, or says in one line what the file is instead and what to do.

The content type decides, never the file's ending: presentations, templates and slide shows are
taken. Nothing is written, fetched or executed. Codes:

``theme-201`` no such file · ``202`` empty · ``203`` a Git LFS pointer · ``204`` a lock file ·
``205`` encrypted, or PowerPoint 97-2003 · ``206`` not a zip · ``207`` truncated or damaged ·
``208`` too large unpacked · ``209`` a part twice · ``210`` back slashes in names · ``211`` Strict ·
``212`` macros · ``213`` another kind of Office file · ``214`` a part is no XML · ``215`` entities ·
``216`` a part is missing · ``217`` no layouts · ``218`` no title placeholder.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

from deckgen.errors import Location, TemplateError, error
from deckgen.theme.template.package import TYPES_PART, Package
from deckgen.theme.template.xml import (
    Element,
    MalformedXml,
    UnsafeXml,
    children,
)

MAX_FILE = 256 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024
MAX_XML = 48 * 1024 * 1024  # of one part
MAX_MEMBERS = 20_000
_CHUNK = 1 << 20

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
TAKEN = tuple(f"{_MAIN}{kind}.main+xml" for kind in ("presentation", "template", "slideshow"))
_TITLES = ("title", "ctrTitle")
_RESAVE = "open it in PowerPoint and save it as PowerPoint Presentation (.pptx)"
_STARTS = (
    (b"%PDF", "a PDF", "give the .pptx or .potx that it was made from"),
    (b"{\\rtf", "a text in RTF", "give a .pptx or .potx"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
)
_OTHERS = (
    ("wordprocessingml", "a Word document"),
    ("spreadsheetml", "an Excel workbook"),
    ("visio", "a Visio drawing"),
)


def open_template(path: Path) -> Package:
    """The package of a template. Raises :class:`~deckgen.errors.TemplateError`."""
    return Opening(str(path)).package(_bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    opening = Opening(str(path))
    try:
        if path.is_dir():
            opening.refuse("201", "this is a folder, not a PowerPoint file", "give the .pptx in it")
        if path.name.startswith("~$"):
            hint = f"give the file itself: {path.name[2:]}"
            opening.refuse("204", "the lock file that Office keeps beside an open file", hint)
        size = path.stat().st_size
        if size > MAX_FILE:
            hint = "make its pictures smaller: Picture Format > Compress Pictures"
            opening.refuse("208", f"{size >> 20} MB, more than the {MAX_FILE >> 20} MB read", hint)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        opening.refuse("201", "no such file", "paths are relative to the configuration")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        opening.refuse("201", f"cannot be read: {reason}", None)


class Opening:
    """The checks on one file, in the order in which they make sense; ``name`` is for messages."""

    def __init__(self, name: str) -> None:
        self.name = name

    def refuse(self, code: str, message: str, hint: str | None) -> NoReturn:
        """Raises the error."""
        raise TemplateError(error(f"theme-{code}", message, Location(self.name), hint))

    def package(self, blob: bytes) -> Package:
        """The package that a file's bytes hold."""
        self._refuse_what_is_no_zip(blob)
        package = Package(self._parts(blob))
        try:
            self._refuse_other_kinds(package)
            self._refuse_incomplete(package)
        except KeyError as problem:
            self.refuse("216", f"the part {problem.args[0]} is missing", _RESAVE)
        return package

    # --- before unpacking -------------------------------------------------------------------------

    def _refuse_what_is_no_zip(self, blob: bytes) -> None:
        start = blob[:512].lstrip()
        if not blob.strip(b"\0 \t\r\n"):
            self.refuse("202", "the file is empty", "get it again from where it came from")
        if start.startswith(b"version https://git-lfs"):
            hint = "run `git lfs pull`, or download the file itself"
            self.refuse("203", "a Git LFS pointer, not the file it stands for", hint)
        if blob.startswith(_OLE2):
            self._refuse_ole2(blob)
        for magic, what, hint in _STARTS:
            if start.startswith(magic):
                self.refuse("206", f"{what}, not a PowerPoint file", hint)
        if start[:1] == b"<" or start[:15].lower() == b"<!doctype html>":
            hint = "it was probably saved from a log-in or error page: download it again"
            self.refuse("206", "a web page or XML text, not a PowerPoint file", hint)
        if not blob.startswith(b"PK"):
            if len(blob) <= 1024 and b"\0" in blob:
                hint = "give the file itself, whose name lacks the leading ~$"
                self.refuse("204", "not a PowerPoint file; perhaps Office's lock file", hint)
            self.refuse("206", "not a PowerPoint file", "give a .pptx or .potx")

    def _refuse_ole2(self, blob: bytes) -> NoReturn:
        if "EncryptedPackage".encode("utf-16-le") in blob:
            hint = "open it in PowerPoint, File > Info > Protect > Encrypt, delete the password"
            self.refuse("205", "protected with a password", hint)
        if "PowerPoint Document".encode("utf-16-le") in blob:
            self.refuse("205", "in the old format of PowerPoint 97-2003 (.ppt)", _RESAVE)
        self.refuse("205", "an old binary Office file, not a presentation", "give a .pptx or .potx")

    def _parts(self, blob: bytes) -> dict[str, bytes]:
        damaged = "get it again from where it came from, or repair it in PowerPoint"
        parts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(blob)) as archive:
                members = [one for one in archive.infolist() if not one.is_dir()]
                self._refuse_odd_members(members)
                left = MAX_UNPACKED
                for member in members:
                    parts[member.filename.lstrip("/")] = self._read(archive, member, left)
                    left -= len(parts[member.filename.lstrip("/")])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            what = "damaged" if b"PK\x05\x06" in blob[-66000:] else "cut off (a broken download?)"
            self.refuse("207", f"the file is {what}", damaged)
        except RuntimeError:  # zipfile's word for an encrypted member
            self.refuse("205", "protected with a zip password", "unpack and save it without")
        return parts

    def _refuse_odd_members(self, members: list[zipfile.ZipInfo]) -> None:
        names = [member.filename for member in members]
        if len(names) > MAX_MEMBERS:
            self.refuse("208", f"{len(names):,} parts, more than {MAX_MEMBERS:,}", None)
        seen: set[str] = set()
        for member in members:
            # zipfile turns the separator of the system into "/": the original tells.
            if "\\" in member.orig_filename:
                hint = f"the program that packed it does not follow the standard: {_RESAVE}"
                self.refuse("210", "back slashes in the names of its parts", hint)
            key = member.filename.lstrip("/").casefold()
            if key in seen:
                self.refuse("209", f"the part {member.filename} is in it twice", _RESAVE)
            seen.add(key)
        total = sum(member.file_size for member in members)
        if total > MAX_UNPACKED:
            limit = f"more than the {MAX_UNPACKED >> 20} MB read"
            hint = "a zip bomb, or pictures that need compressing"
            self.refuse("208", f"unpacks to {total >> 20:,} MB, {limit}", hint)
        if not any(name.lstrip("/") == TYPES_PART for name in names):
            self.refuse("213", "a zip archive, but no Office file", "give a .pptx or .potx")

    def _read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
        limit = min(left, MAX_XML if member.filename.endswith((".xml", ".rels")) else left)
        chunks, size = [], 0
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    message = f"{member.filename} unpacks to more than {limit >> 20} MB"
                    self.refuse("208", message, "no template needs that: a zip bomb?")
                chunks.append(chunk)
        return b"".join(chunks)

    # --- what it is -------------------------------------------------------------------------------

    def _refuse_other_kinds(self, package: Package) -> None:
        self._tree(package, TYPES_PART)
        for name in package.parts:
            if name.endswith(".rels"):
                self._tree(package, name)
        if self._is_strict(package):
            hint = "open it in PowerPoint, save as PowerPoint Presentation, not Strict Open XML"
            self.refuse("211", "in the Strict Open XML format", hint)
        kind = package.content_type(package.main) if package.main else ""
        macros = "macroEnabled" in kind or any(
            "vbaProject" in package.content_type(name) or name.endswith("vbaProject.bin")
            for name in package.parts
        )
        if "addin" in kind:
            self.refuse("213", "a PowerPoint add-in (.ppam), not a template", "give a .potx")
        if macros:
            hint = "save it as .pptx or .potx, which drops them: they never go into a deck"
            self.refuse("212", "holds macros", hint)
        if kind in TAKEN:
            return
        if "themeManager" in kind or (not kind and package.related("", "officeDocument") == []):
            self._refuse_theme_or_nothing(package)
        for mark, what in _OTHERS:
            if mark in kind:
                self.refuse("213", f"{what}, not a presentation", "give a .pptx or .potx")
        self._refuse_theme_or_nothing(package)

    def _refuse_theme_or_nothing(self, package: Package) -> NoReturn:
        if any("theme" in package.content_type(name) for name in package.parts):
            hint = "apply it to an empty presentation in PowerPoint and save that as .pptx"
            self.refuse("213", "an Office theme (.thmx) without a presentation", hint)
        self.refuse("213", "an Office file, but no presentation", "give a .pptx or .potx")

    def _is_strict(self, package: Package) -> bool:
        listed = package.parts.get("_rels/.rels", b"")
        return b"http://purl.oclc.org/ooxml/" in listed

    def _tree(self, package: Package, name: str) -> Element:
        try:
            return package.tree(name)
        except UnsafeXml:
            hint = "no Office program writes that; do not trust the file"
            self.refuse("215", f"the part {name} declares XML entities", hint)
        except MalformedXml as problem:
            self.refuse("214", f"the part {package.name(name)} is damaged: {problem}", _RESAVE)

    # --- whether it is whole ----------------------------------------------------------------------

    def _refuse_incomplete(self, package: Package) -> None:
        for name in package.parts:
            if name.endswith(".xml") and not name.startswith("customXml/"):
                self._tree(package, name)
        root = self._tree(package, package.main)
        layouts = []
        for master in self._masters(package, root):
            if not package.related(master, "theme"):
                message = f"the theme of {master} is missing: no colours, no fonts"
                self.refuse("216", message, _RESAVE)
            layouts += self._layouts(package, master)
        if not layouts:
            hint = "add one in PowerPoint: View > Slide Master > Insert Layout"
            self.refuse("217", "has no slide layouts to build on", hint)
        if not any(_has_title(package.tree(layout)) for layout in layouts):
            message = f"none of its {len(layouts)} layouts has a title placeholder"
            hint = "add one: View > Slide Master, pick a layout, tick Title"
            self.refuse("218", message, hint)

    def _masters(self, package: Package, root: Element) -> list[str]:
        return self._listed(package, package.main, root, "p:sldMasterIdLst/p:sldMasterId")

    def _layouts(self, package: Package, master: str) -> list[str]:
        root = self._tree(package, master)
        return self._listed(package, master, root, "p:sldLayoutIdLst/p:sldLayoutId")

    def _listed(self, package: Package, part: str, root: Element, path: str) -> list[str]:
        names = listed(package, part, root, path)
        for name in names:
            if name not in package:
                self.refuse("216", f"the part {name} is missing", _RESAVE)
        return names


def listed(package: Package, part: str, root: Element, path: str) -> list[str]:
    """The parts that a list of ``r:id`` in a part names, in its order."""
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found = (package.target(part, one.get(key)) for one in children(root, path))
    return [one.target for one in found if one is not None and not one.external]


def _has_title(layout: Element) -> bool:
    return any(
        holder.get("type") in _TITLES
        for holder in layout.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}ph")
    )
