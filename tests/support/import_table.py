"""An import-linter contract that reads like a table: each module's row lists all it may import.

A list of what is allowed is shorter than a list of what is forbidden, and a new package or a new
dependency is caught on its first import instead of slipping through. The table itself stands in
``pyproject.toml``; a row is ``module: deckgen's modules + other distributions' modules``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

_PACKAGE = "deckgen"
_STANDARD = frozenset(sys.stdlib_module_names)


@dataclass(frozen=True, slots=True)
class Row:
    """What one module, and all below it, may import. ``*`` stands for all of deckgen."""

    module: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]

    def covers(self, module: str) -> bool:
        """Whether the row speaks about a module."""
        return _is_below(module, self.module)

    def allows(self, imported: str) -> bool:
        """Whether the row's module may import another one."""
        if not _is_below(imported, _PACKAGE):
            top = imported.partition(".")[0]
            return top in _STANDARD or top in self.outside
        # A module is at home in its own package, its own row's parts included.
        home = ".".join(self.module.split(".")[:2])
        if home != _PACKAGE and _is_below(imported, home):
            return True
        if imported == _PACKAGE:  # its __init__, for the version; not all that is below it
            return self.module == _PACKAGE or not {"*", _PACKAGE}.isdisjoint(self.inside)
        names = [name for name in self.inside if name != _PACKAGE]
        return any(name == "*" or _is_below(imported, name) for name in names)


def parse_row(text: str) -> Row:
    """``config: model errors + yaml`` as a row. Raises ``ValueError`` if there is no colon."""
    name, colon, rest = text.partition(":")
    if not colon:
        raise ValueError(f"not a row of the import table: {text!r}")
    inside, _, outside = rest.partition("+")
    names = tuple(_full(part) for part in inside.split())
    return Row(_full(name.strip()), names, tuple(outside.split()))


def _full(name: str) -> str:
    return name if name in ("*", _PACKAGE) else f"{_PACKAGE}.{name}"


def _is_below(module: str, parent: str) -> bool:
    return module == parent or module.startswith(f"{parent}.")


def violations(rows: list[Row], imports: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The imports (importer, imported) that no row allows; the longest matching row decides."""
    return [
        (importer, imported)
        for importer, imported in imports
        if not (row := _row_for(rows, importer)) or not row.allows(imported)
    ]


def _row_for(rows: list[Row], module: str) -> Row | None:
    # The row of the package itself is about its __init__ only.
    matching = [
        row for row in rows if row.covers(module) and (row.module != _PACKAGE or module == _PACKAGE)
    ]
    return max(matching, key=lambda row: len(row.module), default=None)


class ImportTable(Contract):
    """The contract type ``import_table``, with the field ``rows``."""

    type_name = "import_table"
    rows = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Compares every import of the package with the table."""
        rows = [parse_row(text) for text in cast("list[str]", self.rows)]
        imports = [
            (importer, imported)
            for importer in sorted(graph.modules)
            if _is_below(importer, _PACKAGE)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
        ]
        found = [
            {"importer": importer, "imported": imported, "line": _line(graph, importer, imported)}
            for importer, imported in violations(rows, imports)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints one line per import that the table does not allow."""
        for item in check.metadata["found"]:
            place = f"{item['importer']}:{item['line']}"
            output.print_error(f"{place} may not import {item['imported']}", bold=False)
        output.new_line()


def _line(graph: ImportGraph, importer: str, imported: str) -> int:
    details = graph.get_import_details(importer=importer, imported=imported)
    return details[0]["line_number"] if details else 0
