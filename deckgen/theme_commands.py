"""The commands for templates: theme inspect, adopt, list. Imported with the command line."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.command import Commands, command


@click.group(cls=Commands, short_help="Templates: what deckgen sees in one; theme folders.")
def theme() -> None:
    """Looks at any company's template, and makes theme folders from it.

    \b
    deckgen theme inspect brand.pptx
    """


@theme.command("inspect", short_help="How a template would be used, and why.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--render", is_flag=True, help="Draw the chosen layouts and the measured boxes as a picture."
)
@command
def theme_inspect(file: str, form: str, render: bool) -> None:
    """A note on FILE (.pptx, .potx, .ppsx): size, fonts, colours, layouts, what would be chosen.

    \b
    deckgen theme inspect brand.pptx
    deckgen theme inspect brand.potx --render
    """
    from deckgen.terminal import put, say
    from deckgen.theming import inspected, pictured

    put(inspected(Path(file), json=form == "json"))
    if render:
        say(f"picture: {pictured(Path(file), Path.cwd())}")


@theme.command("adopt", short_help="A theme folder from a template, to decide otherwise in.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.argument("directory", type=click.Path(file_okay=False))
@command
def theme_adopt(file: str, directory: str) -> None:
    """Copies FILE without its sample slides into DIRECTORY, beside a theme.yaml that says how
    deckgen uses it: layouts, room for content, colours. Existing files are never overwritten.

    \b
    deckgen theme adopt brand.potx themes/brand
    """
    from deckgen.terminal import put, say
    from deckgen.theming import adopted

    for path in adopted(Path(file), Path(directory)):
        put(f"{path}\n")
    say(f"next: deck: {{theme: ./{Path(directory).name}}} in the configuration beside it")


@theme.command("list", short_help="The themes that come along.")
@command
def theme_list() -> None:
    """Lists the bundled themes: a name for `deck.theme`, and the folder it lies in.

    \b
    deckgen theme list
    """
    from deckgen.terminal import show_table
    from deckgen.theming import listed

    show_table(("Theme", "Folder"), listed())
