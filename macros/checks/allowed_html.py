"""What may stand in the HTML of the guide: elements, attributes and addresses. All else is refused.

A list of what is forbidden would never be complete: browsers know some sixty events, and ten ways to load a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from macros.model.records import Source

_PASSED_OVER = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")
"""What browsers leave out of an address, or out of what they show of it."""
_BEGUN = r"\?subject=[\w.~%-]+&body=[\w.~%-]+"
_CALL_OR_MAIL = re.compile(rf"tel:\+?\d+|mailto:[\w.+-]+@[\w.-]+({_BEGUN})?|mailto:{_BEGUN}")
"""A telephone number, or a mailbox with what a mail to it begins with; to copy it to others would be `&cc=`.

Whom a mail without a mailbox goes to, its reader says.
"""
_SHOWN = 60


def is_own(address: str) -> bool:
    r"""Whether an address leads to a file of the guide, or to a place on the page.

    >>> is_own("../cout/#rule"), is_own("//example.org/x.png"), is_own("java\tscript:alert(1)")
    (True, False, False)
    """
    plain = _PASSED_OVER.sub("", address).replace("\\", "/")
    return not plain.startswith("//") and not re.match(r"[^/?#]*:", plain)


def host_of(address: str) -> str:
    """The site to which an address of the web leads; empty for any other address."""
    if _PASSED_OVER.search(address) or "\\" in address:
        return ""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") and not parts.username else ""
    except ValueError:
        return ""


ALSO_LINKED = ("github.com", "creativecommons.org", "semiceu.github.io")
"""Sites that the guide links to and that are no source: whose data it uses, its licence, what its records follow."""


def addresses_of(sources: Iterable[Source]) -> Iterator[str]:
    """The addresses of sources, in both languages."""
    for source in sources:
        yield from (str(each) for each in (source.address, source.address_nl) if each)


def is_link(address: str) -> bool:
    """Whether an address may stand in a link: a page of ours, one of the web, a telephone number, a mail."""
    return is_own(address) or bool(host_of(address)) or bool(_CALL_OR_MAIL.fullmatch(address))


Rule = Callable[[str], bool]


def _any(value: str) -> bool:
    return True


@dataclass(frozen=True)
class Allowed:
    """The elements that may stand somewhere, each with the attributes that it alone may have, and those of all."""

    elements: Mapping[str, Mapping[str, Rule]]
    of_all: Mapping[str, Rule]
    prefixes: tuple[str, ...] = ()
    """How the names of further attributes of all may begin."""
    comments: tuple[str, ...] = ()

    def takes(self, element: str, attribute: str, value: str) -> bool:
        """Whether an element that may stand may have an attribute of this value."""
        rule = self.elements[element].get(attribute) or self.of_all.get(attribute)
        return rule(value) if rule else attribute.startswith(self.prefixes) if self.prefixes else False


def _plain(names: str) -> dict[str, Mapping[str, Rule]]:
    return {name: {} for name in names.split()}


def _all(names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), _any)


IN_PAGES = Allowed(
    {
        **_plain("h1 h2 h3 h4 h5 h6 p ul li blockquote table thead tbody tr strong em code pre br summary"),
        "a": {"href": is_link},
        "abbr": _all("title"),
        "details": _all("open"),
        "div": _all("data-macro"),
        "ol": _all("start"),
        "span": _all("data-macro"),
        "td": _all("data-label"),
        "th": _all("scope data-label"),
    },
    _all("class id lang"),
)
"""What Markdown and editors may put into a page. What is shown also stands in the book, which knows all but code."""


_HEAD_LINKS = {"alternate", "canonical", "icon", "preload", "stylesheet"}
_NAMES = {"color-scheme", "description", "robots", "twitter:card", "viewport"}
_POLICY = "content-security-policy"
_DRAWING = "aria-hidden d fill height preserveaspectratio preserveAspectRatio transform viewbox viewBox width xmlns"


def whole_pages(hosts: Collection[str], address: str) -> Allowed:
    """What may stand in a whole page, with its frame: links to these hosts, and to the `address` of the site."""

    def is_ours(target: str) -> bool:
        return is_own(target) or (bool(host_of(target)) and f"{target}/".startswith(f"{address.rstrip('/')}/"))

    def is_known(target: str) -> bool:
        return is_ours(target) or (is_link(target) and (host_of(target) in {*hosts, ""}))

    drawn = _all(_DRAWING)
    return Allowed(
        {
            **_plain("article aside body caption dd div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6"),
            **_plain("head header hr html label legend main nav noscript p pre section strong summary sup"),
            **_plain("blockquote br code table tbody td template thead title tr ul"),
            **dict.fromkeys(("g", "path", "svg"), drawn),
            "a": {"href": is_known, "rel": {"noreferrer"}.__contains__, **_all("download hreflang")},
            "abbr": _all("title"),
            "button": _all("type"),
            "details": _all("name open"),
            "form": {"method": {"dialog", "get"}.__contains__, **_all("autocomplete novalidate")},
            "img": {"src": is_own, **_all("alt height loading width")},
            "input": {"type": _TYPES.__contains__, **_all(_TYPED)},
            "label": _all("for"),
            "li": {},
            "link": {"href": lambda target: is_ours(target) or target.startswith("data:image/svg+xml,"), **_LINK},
            "meta": {"http-equiv": lambda name: name.lower() == _POLICY, "name": _NAMES.__contains__, **_META},
            "ol": _all("start"),
            "option": _all("value selected"),
            "progress": _all("max value"),
            "script": {"src": is_ours, "type": _SCRIPTS.__contains__, **_all("async fetchpriority")},
            "select": _all("autocomplete name"),
            "span": _all("title"),
            "textarea": _all(_TYPED),
            "td": {},
            "th": _all("scope"),
        },
        _all("class hidden id lang role tabindex translate"),
        ("aria-", "data-"),
        ("later", "/later"),  # around the part of the builder's form that a script brings; they do not stay
    )


_TYPES = {"button", "checkbox", "date", "email", "file", "number", "radio", "search", "tel", "text", "time"}
_TYPED = (
    "accept autocapitalize autocomplete checked inputmode max maxlength name readonly required rows spellcheck value"
)
_SCRIPTS = {"application/ld+json", "module", ""}
_LINK: Mapping[str, Rule] = {"rel": _HEAD_LINKS.__contains__, **_all("as crossorigin hreflang type")}
_META: Mapping[str, Rule] = {"property": lambda name: name.startswith("og:"), **_all("charset content")}
IN_DRAWINGS = Allowed({"svg": _all(_DRAWING), "path": _all(_DRAWING), "g": _all(_DRAWING)}, {})
"""What may stand in a drawing: shapes."""


@dataclass(frozen=True)
class Forbidden:
    """What may not stand in HTML, as an editor would look for it: `<svg onload>`, `<a href="javascript:…">`."""

    code: str
    line: int
    """The line of the HTML."""


def forbidden_in(tree: Iterable[HtmlElement], allowed: Allowed) -> Iterator[Forbidden]:
    """What stands in a tree and is not allowed, in its order: of an element that may not stand, not what is in it."""
    for element in tree:
        if code := _forbidden_code(element, allowed):
            yield Forbidden(code, element.sourceline or 0)
        if element.tag in allowed.elements:
            yield from forbidden_in(element, allowed)


def _forbidden_code(element: HtmlElement, allowed: Allowed) -> str:
    """What is not allowed of an element, itself or its first such attribute; empty when all is."""
    if not isinstance(element.tag, str):
        text = str(element.text)
        return "" if text.strip() in allowed.comments else f"<!--{_short(text)}-->"
    if element.tag not in allowed.elements or _is_script_in_page(element):
        return f"<{_short(element.tag)}>"
    for name, value in element.items():
        if not allowed.takes(element.tag, name, value):
            return f'<{element.tag} {_short(name)}="{_short(value)}">' if value else f"<{element.tag} {_short(name)}>"
    return ""


def _is_script_in_page(element: HtmlElement) -> bool:
    """Whether an element is a script that stands in the page itself, and not in a file of ours."""
    return element.tag == "script" and not element.get("src") and element.get("type") != "application/ld+json"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def unbalanced_in(html: str, tree: HtmlElement) -> list[str]:
    """The elements that HTML does not end as often as it begins them: a browser would end them somewhere."""
    ends = re.findall(r"</([a-z][a-z0-9-]*)", html.lower())
    names = [element.tag for element in tree.iter() if isinstance(element.tag, str) and element is not tree]
    kinds: Collection[str] = {*ends, *names} - {"br"}
    return sorted(name for name in kinds if ends.count(name) != names.count(name))
