"""Writes ``themes/*/template.pptx``."""

from __future__ import annotations

from tools.themes import LOOKS, THEMES, template_bytes

for look in LOOKS:
    folder = THEMES / look.name
    (folder / "template.pptx").write_bytes(template_bytes(look, folder))
    print(f"wrote {folder.name}/template.pptx")
