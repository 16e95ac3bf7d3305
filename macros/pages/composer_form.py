"""Writes the page that helps to write a message: its questions and warnings, which read well without its scripts."""

from __future__ import annotations

from markupsafe import Markup

from macros.model.composing import MessageForm
from macros.model.language import Edition
from macros.pages.view import View

PAGE = "documents/message.md"
"""The page that helps to write a message: there is one in each language."""


def composer_html(view: View) -> Markup:
    """The two forms with all that they may warn of; on any other page than their own, a link to it."""
    if view.page.path != PAGE:
        return Markup('<p><a href="{}">{}</a></p>').format(view.link(PAGE), view.title(PAGE))
    return view.render("composer.html", report=MessageForm.REPORT, message=MessageForm.MESSAGE, editions=list(Edition))
