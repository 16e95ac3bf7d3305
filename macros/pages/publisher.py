"""Whom readers ask and tell: who publishes the guide, and the mail that reports an error on a page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from markupsafe import Markup

from macros.content.publisher import is_public, publisher_of
from macros.pages.view import View

REPORT_PAGE = "about/index.md"
"""The page that says how to report an error."""


def publisher_html(view: View, how: bool = False) -> Markup:
    """Who publishes the guide, with postal address and mailbox; or that nobody does yet.

    With `how`, and somebody to tell, also how an error is reported.
    """
    return view.render("publisher.html", publisher=publisher_of(view.site.catalogue), how=how)


def server_log_html(view: View) -> Markup:
    """What the server keeps of a visit, who answers for it and for how long; or whom to ask."""
    publisher = publisher_of(view.site.catalogue)
    return view.render("server_log.html", publisher=publisher, log=publisher.log if publisher else None)


def report_address(view: View) -> str:
    """Where an error on a page is reported: a mail that names the page; nowhere while nobody publishes.

    The page's address stands in the mail as it is on the site, or below its root while the site has no address.
    """
    publisher = publisher_of(view.site.catalogue)
    if publisher is None:
        return ""
    title = view.site.page(view.page.path, view.language).front_matter.title
    address = known_address(view)
    said = {
        "subject": view.label("report-subject", title=title),
        "body": view.label("report-body", title=title, address=address).replace(" | ", "\r\n"),
    }
    return mail_address(publisher.email, said)


def known_address(view: View) -> str:
    """The address of the page as others can open it; below the root of the site while this has no public one."""
    return (view.site_url if is_public(view.site_url) else "") + view.page.address


def mail_address(to: str, said: Mapping[str, str]) -> str:
    """The address of a mail with its `subject` and `body` filled in; nobody's while `to` is empty."""
    return f"mailto:{to}?" + "&".join(f"{name}={quote(text, safe='')}" for name, text in said.items())
