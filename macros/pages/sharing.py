"""How a reader sends a page to a neighbour."""

from __future__ import annotations

from macros.pages.publisher import known_address, mail_address
from macros.pages.view import View

SHOWN_TO_NEIGHBOURS = ("understand/what.md", "understand/limits.md", "roles/citizen.md")
"""The pages that the first steps of a citizen say to show, and the page on which these stand."""


def send_address(view: View) -> str:
    """A mail that names the page, for a neighbour whom its reader chooses; empty where no step says to show it.

    `assets/js/page.js` asks the system instead, where it can: on a phone, readers send by message rather than by mail.
    It also puts the address in use into the mail, while the site has no public one.
    """
    if view.page.path not in SHOWN_TO_NEIGHBOURS:
        return ""
    subject = f"{view.title(view.page.path)} – {view.site.catalogue.guide.full_name(view.language)}"
    address = known_address(view)
    return mail_address(
        "", {"subject": subject, "body": view.label("send-body", address=address).replace(" | ", "\r\n")}
    )
