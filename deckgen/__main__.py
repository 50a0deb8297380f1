"""``python -m deckgen``, and the command ``deckgen``."""

from __future__ import annotations

import signal
import sys


def run() -> None:
    """Runs the command line; Ctrl-C while it still loads ends it quietly, too."""
    try:
        from deckgen.cli import main

        main(prog_name="deckgen")
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.exit(130)


if __name__ == "__main__":
    run()
