"""Whether a .pptx keeps to the Open XML schemas, as two independent validators see it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

from tests.support.needs import validator

_SECONDS = 120


def assert_schema_valid(path: Path) -> None:
    """Raises ``AssertionError`` that lists what openxml-audit, and the SDK if here, object to."""
    found = audit_findings(path)
    if validator() is not None:
        found += sdk_findings(path)
    assert not found, f"{path.name} is not valid:\n" + "\n".join(f"  {line}" for line in found)


def audit_findings(path: Path) -> list[str]:
    """The errors of the pure Python port of the Open XML SDK's rules."""
    checker = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)
    errors = checker.validate(path).errors
    return [f"audit: {error}" for error in errors if error.severity is ValidationSeverity.ERROR]


def sdk_findings(path: Path) -> list[str]:
    """The errors of the Open XML SDK itself; needs the validator (marker ``validator``)."""
    program = validator()
    assert program is not None, "the Open XML SDK validator is not installed"
    run = subprocess.run(
        [str(program), str(path.resolve()), "--officeVersion", "Microsoft365"],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        # The program is .NET without its tables of languages.
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        check=False,
    )
    assert run.returncode in (0, 1), f"the validator did not run: {run.stderr or run.stdout}"
    errors = json.loads(run.stdout)["errors"]
    return [f"sdk: {e['path']} {e['xPath']}: {e['description']}" for e in errors]
