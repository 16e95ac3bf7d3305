"""The command line: `python -m macros --help` lists the commands."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = ("agree", "build", "check", "edition", "fill", "paper", "schemas", "servers", "sources")


class _Commands(click.Group):
    """Each command is the `main` of the module of its name in `macros/commands/`, loaded when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"macros.commands.{name}").main
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build and check the guide, and fill in its papers. Each command explains itself with --help."""


if __name__ == "__main__":
    main(prog_name="python -m macros")
