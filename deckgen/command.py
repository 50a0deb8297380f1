"""What every command has in common: errors become one line of cause and an exit code."""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import click

from deckgen.errors import DeckgenError

P = ParamSpec("P")

FIXABLE = 1
FINDINGS = 3
INTERRUPTED = 130


class Commands(click.Group):
    """Lists commands in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order of definition."""
        return list(self.commands)


def command(function: Callable[P, None]) -> Callable[P, None]:
    """Turns errors into one line of cause, a hint and an exit code; never a traceback."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from deckgen.terminal import ignore_interrupts, prepare_streams, say, show_issues

        prepare_streams()
        try:
            function(*args, **kwargs)
            sys.stdout.flush()
        except DeckgenError as problem:
            show_issues(problem.issues)
            sys.exit(FIXABLE)
        except BrokenPipeError:
            # The reader of our output has left (``| head``): nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except KeyboardInterrupt:
            ignore_interrupts()
            say("stopped; nothing half-written was left behind")
            sys.exit(INTERRUPTED)
        except OSError as problem:
            # Without a file it was our own output that could not be written.
            place = problem.filename or "standard output"
            say(f"{place}: error system-101: {problem.strerror or problem}")
            sys.exit(FIXABLE)
        except click.exceptions.ClickException:
            raise
        except click.exceptions.Exit:
            raise
        except Exception as problem:  # noqa: BLE001 - the last line of defence
            if click.get_current_context().find_root().obj:
                traceback.print_exc()
            say(f"deckgen itself failed ({type(problem).__name__}: {problem}); this is our bug.")
            say("Run it again with `deckgen --debug …` and report what it prints.")
            sys.exit(70)

    return run
