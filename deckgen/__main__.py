"""``python -m deckgen``, and the command ``deckgen``."""

from __future__ import annotations

import gc
import signal
import sys

_COLLECT_AFTER = 200_000
"""Objects made between two searches for garbage in circles. A command loads hundreds of modules and
ends after seconds: with Python's 700, a tenth of a small deck is spent looking at what stays."""


def run() -> None:
    """Runs the command line; Ctrl-C while it still loads ends it quietly, too."""
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    try:
        from deckgen.cli import main

        main(prog_name="deckgen")
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.exit(130)


if __name__ == "__main__":
    run()
