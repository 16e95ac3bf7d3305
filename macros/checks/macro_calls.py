"""Finds the macros that a page calls, without rendering the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes

from macros.content.page_files import Page
from macros.model.problems import Problem

# The comment delimiters are those of mkdocs.yml: `{#id}` must not open a comment.
SYNTAX = jinja2.Environment(comment_start_string="{##", comment_end_string="##}", autoescape=True)

_EXAMPLE = '{{ source("guide-berchem 1.5") }}'


@dataclass(frozen=True)
class MacroCall:
    """A macro as it stands in a page: `{{ checklist("stage-2") }}`."""

    name: str
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any] = field(hash=False)
    line: int
    is_plain: bool
    """Whether only texts and numbers are given to it; else `syntax_problems` has said so."""

    @property
    def whole(self) -> str:
        """The call with all that is given to it."""
        return f"{self.name}{self.arguments!r}{self.keywords!r}"

    @property
    def identity(self) -> str:
        """What twins share: the name and the ids, but not the wording in `text`."""
        shared = [repr(value) for value in self.arguments]
        shared += [f"{key}={value!r}" for key, value in self.keywords.items() if key != "text"]
        return f"{self.name}({', '.join(shared)})"


@lru_cache(maxsize=256)  # each check of a page asks for it
def _parsed(body: str) -> nodes.Template:
    return SYNTAX.parse(body)


def calls_in(page: Page) -> Iterator[MacroCall]:
    """The macro calls of a page in reading order; none if its macros cannot be parsed."""
    return iter(_calls(page.body, page.body_line))


@lru_cache(maxsize=256)
def _calls(body: str, first_line: int) -> tuple[MacroCall, ...]:
    try:
        tree = _parsed(body)
    except jinja2.TemplateSyntaxError:
        return ()
    return tuple(
        MacroCall(
            call.node.name,
            tuple(_constant(argument) for argument in call.args),
            {keyword.key: _constant(keyword.value) for keyword in call.kwargs},
            first_line + call.lineno - 1,
            _is_plain_call(call),
        )
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    )


def _constant(node: nodes.Expr) -> Any:
    """The text or number that is written; an expression is not worked out, for it could take for ever."""
    return node.value if isinstance(node, nodes.Const) else None


@lru_cache(maxsize=256)
def syntax_problems(page: Page) -> tuple[Problem, ...]:
    """Macros that are not closed or otherwise cannot be read; what is between braces and is no macro."""
    return tuple(_syntax_problems(page))


def _syntax_problems(page: Page) -> Iterator[Problem]:
    try:
        tree = _parsed(page.body)
    except jinja2.TemplateSyntaxError as error:
        line = page.body_line + error.lineno - 1
        yield page.problem("macro-unreadable", line, example=_EXAMPLE)
        return
    for node in tree.body:
        for part in node.nodes if isinstance(node, nodes.Output) else [node]:
            if not isinstance(part, nodes.TemplateData) and not _is_plain_call(part):
                line = page.body_line + part.lineno - 1
                yield page.problem("braces-without-macro", line, example=_EXAMPLE)


def _is_plain_call(node: nodes.Node) -> bool:
    """Whether a macro is called by its name with texts and numbers: all that a page may ask of Jinja."""
    if not isinstance(node, nodes.Call) or node.dyn_args is not None or node.dyn_kwargs is not None:
        return False
    given = [*node.args, *(keyword.value for keyword in node.kwargs)]
    return isinstance(node.node, nodes.Name) and all(isinstance(value, nodes.Const) for value in given)
