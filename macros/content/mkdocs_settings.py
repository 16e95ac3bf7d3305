"""What the checks must know of `mkdocs.yml`: how Markdown is read, and which templates are pages of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import yaml

from macros.content.site import ROOT
from macros.model.problems import GuideError, Problem

SETTINGS = "mkdocs.yml"

_ADDED = ("toc", "tables", "fenced_code")
"""The extensions of Markdown that MkDocs switches on of itself (its option `markdown_extensions`)."""


@contextmanager
def settings_errors() -> Iterator[None]:
    """Raises `GuideError` for settings that are missing, cannot be read, or say what Markdown does not know."""
    try:
        yield
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise GuideError([Problem.of("settings-broken", SETTINGS, line, said=error.problem, at=line)]) from error
    except (
        OSError,
        UnicodeDecodeError,
        yaml.YAMLError,
        ImportError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise GuideError([Problem.of("settings-wrong", SETTINGS, said=" ".join(str(error).split()))]) from error


@cache
def _settings() -> Mapping[str, Any]:
    """The settings as they are typed: a tag such as `!ENV` says nothing here."""
    settings: Mapping[str, Any] = yaml.load((ROOT / SETTINGS).read_text("utf-8"), yaml.CBaseLoader)
    return settings


def static_templates() -> list[str]:
    """The templates of the theme that become pages of their own: `404.html`."""
    with settings_errors():
        return list(_settings()["theme"]["static_templates"])


def markdown_extensions() -> dict[str, Mapping[str, Any]]:
    """The extensions with which MkDocs reads pages, each with its settings.

    >>> markdown_extensions()["toc"]
    {'permalink': False}
    """
    found: dict[str, Mapping[str, Any]] = {name: {} for name in _ADDED}
    with settings_errors():
        for each in _settings()["markdown_extensions"]:
            found |= {each: {}} if isinstance(each, str) else {name: _typed(given) for name, given in each.items()}
    return found


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    truths = {"true": True, "false": False}
    return {name: truths.get(value, value) for name, value in given.items()}
