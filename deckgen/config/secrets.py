"""Secrets come from environment variables, never from the file, and never show.

No message of this module repeats a connection text: it may hold a password.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from deckgen.config.findings import Findings
from deckgen.config.nodes import ScalarNode
from deckgen.errors import did_you_mean
from deckgen.model.source import Secret

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_URL_PASSWORD = re.compile(r"://[^/@\s:]*:(?P<password>[^\s]+)@")
_KEYWORD_PASSWORD = re.compile(
    r"(?:^|[\s?&;])(?:password|passwd|pwd|sslpassword)\s*=\s*(?P<password>[^\s&;]+)", re.IGNORECASE
)


def resolve_secret(
    node: ScalarNode, key: str, environment: Mapping[str, str], findings: Findings
) -> Secret | None:
    """The text with its ``${NAME}`` replaced, or ``None`` with the reason in ``findings``."""
    template = node.text
    before = findings.errors
    without = _VARIABLE.sub("", template)
    for pattern in (_URL_PASSWORD, _KEYWORD_PASSWORD):
        if pattern.search(without):
            findings.error(
                "config-121",
                f"a password is written into {key!r}",
                node.location,
                f'put it into an environment variable and write  {key}: "${{WAREHOUSE_URL}}"',
            )
            break
    if re.fullmatch(r"\$[A-Za-z_][A-Za-z0-9_]*", template):
        findings.error(
            "config-120",
            f"{key!r} names an environment variable without braces",
            node.location,
            f'write  {key}: "${{{template[1:]}}}"',
        )
    for name in dict.fromkeys(_VARIABLE.findall(template)):
        if not _NAME.fullmatch(name):
            message = f"a name in ${{}} of {key!r} is not the name of an environment variable"
            findings.error("config-120", message, node.location, 'for example "${WAREHOUSE_URL}"')
        elif environment.get(name) == "":
            message = f"the environment variable {name} is empty"
            findings.error("config-120", message, node.location, f"set it:  export {name}=…")
        elif name not in environment:
            close = did_you_mean(name, environment)
            hint = close if close and close.startswith("did") else f"set it:  export {name}=…"
            findings.error(
                "config-120", f"the environment variable {name} is not set", node.location, hint
            )
    if findings.errors > before:
        return None
    return Secret(_VARIABLE.sub(lambda match: environment[match[1]], template))
