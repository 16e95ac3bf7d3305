"""The command line: `./guide --help` lists the commands; `python -m macros` is the same."""

from __future__ import annotations

import os
import signal
from importlib import import_module
from typing import Any

import click

from macros.commands.click_words import translate_click
from macros.commands.telling import NotPublishedError, NotWrittenError, WrongUseError, hear_logs, tell, unwritten_as
from macros.generator.build import BuildError
from macros.model.messages import CHOSEN, Message, MessageLanguage, sentences, translated
from macros.model.problems import GuideError
from macros.publishing.output_place import PlaceError
from macros.rendering.processes import ProcessError

COMMANDS = (
    "agree",
    "build",
    "check",
    "clean",
    "edition",
    "fill",
    "paper",
    "plan",
    "schemas",
    "serve",
    "servers",
    "sources",
)


def _choose(context: click.Context, parameter: click.Parameter, language: str | None) -> None:
    if language:
        os.environ[CHOSEN] = language
        translate_click()
        if option := context.command.get_help_option(context):  # its words were asked for before the language was
            option.help = translated(Message("click-help"))
    if context.parent:  # the command itself was explained when it was found, in the language known by then
        _explain(context.command, f"help-{context.info_name}")


def _language_option() -> click.Option:
    languages = click.Choice([each.value for each in MessageLanguage])
    return click.Option(
        ["--language"], type=languages, envvar=CHOSEN, is_eager=True, expose_value=False, callback=_choose
    )


class _Guide(click.Group):
    """Each command is the `main` of the module of its name in `macros/commands/`, loaded when it is asked for.

    What it says of itself stands in `macros/messages/help.yml`. What goes wrong is told here, for all commands.
    """

    def main(self, *arguments: Any, **settings: Any) -> Any:
        translate_click()
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # while all this was loaded
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return super().main(*arguments, **settings)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.commands:
            return None
        command: click.Command = import_module(f"macros.commands.{name}").main
        if not any("--language" in parameter.opts for parameter in command.params):
            command.params.append(_language_option())
        _explain(command, f"help-{name}")
        return command

    def get_help(self, context: click.Context) -> str:
        _explain(self, "help")
        return super().get_help(context)

    def invoke(self, context: click.Context) -> Any:
        try:
            with unwritten_as(NotWrittenError):
                return super().invoke(context)
        except NotWrittenError as error:
            tell(str(error))
            if isinstance(error, NotPublishedError):
                tell(translated(Message("guide-not-built")))
            raise click.exceptions.Exit(2) from None
        except (GuideError, ProcessError) as error:
            tell(str(error))
        except PlaceError as error:
            raise WrongUseError(translated(error.message)) from None
        except BuildError as error:
            tell("\n".join(filter(None, [str(error), translated(Message("guide-not-built"))])))
        raise click.exceptions.Exit(1)


def _explain(command: click.Command, name: str) -> None:
    """Gives a command and its options their words, in the language that was asked for.

    Indented lines stay as such, and so does the example at the end, which may be copied.
    """
    said, _, example = translated(Message(name)).replace("\n\n    ", "\n\n\b\n    ").rpartition("\n\n")
    command.help = f"{said}\n\n\b\n{example}"
    for option in command.params:
        words = "help-language" if option.name == "language" else f"{name}-{option.name}"
        if isinstance(option, click.Option) and words in sentences():
            option.help = translated(Message(words))


@click.group(
    cls=_Guide,
    commands=[click.Command(each) for each in COMMANDS],
    params=[_language_option()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def main(context: click.Context) -> None:
    """Builds and checks the guide, and fills in its papers."""
    context.color = False if os.environ.get("NO_COLOR") else None
    hear_logs()


if __name__ == "__main__":
    main(prog_name="guide")
