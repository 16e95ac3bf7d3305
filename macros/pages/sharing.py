"""How a reader sends a page to a neighbour."""

from __future__ import annotations

from macros.pages.publisher import mail_address
from macros.pages.view import View

SHOWN_TO_NEIGHBOURS = ("understand/what.md", "understand/limits.md")
"""The pages that the first steps of a citizen say to show."""


def send_address(view: View) -> str:
    """A mail that names the page, for a neighbour whom its reader chooses; empty where no step says to show it.

    `assets/js/page.js` asks the system instead, where it can: on a phone, readers send by message rather than by mail.
    """
    if view.page.path not in SHOWN_TO_NEIGHBOURS:
        return ""
    title = view.title(view.page.path)
    address = view.site_url + view.page.address
    return mail_address("", {"subject": title, "body": view.label("send-body", address=address).replace(" | ", "\r\n")})
