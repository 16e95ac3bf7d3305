"""Changes a site so that it also works from a folder, without a server: decisions/own-edition.md says what differs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import HtmlElement, builder

from macros.publishing.file_scripts import LOADER, registered_data, registered_module
from macros.rendering.html_tree import page_text, page_tree

_PRELOADS = frozenset({"preload", "modulepreload"})
"""Fonts from a folder have another origin than the page, and a preload would fail."""
_ELSEWHERE = frozenset(
    {
        "canonical",
        "alternate",
        "og:url",
        "og:image",
        "og:image:alt",
        "og:image:width",
        "og:image:height",
        "twitter:card",
        "application/ld+json",
    }
)
"""What names the address of a site that has one."""


def make_local(site: Path, address: str = "") -> None:
    """Changes a site that was built for an address, if it is known, so that it also works from a folder."""
    for page in site.rglob("*.html"):
        page.write_text(_local_page(page, site, address), "utf-8")
    for script in [*site.glob("assets/js/**/*.js"), *site.glob("assets/builder/*.js")]:
        name = script.relative_to(site).as_posix()
        if name != "assets/js/page.js":
            script.write_text(registered_module(name, script.read_text("utf-8")), "utf-8")
    for data in site.glob("*/search/**/*.json"):
        name = data.relative_to(site).as_posix()
        data.with_name(f"{data.name}.js").write_text(registered_data(name, data.read_text("utf-8")), "utf-8")
    shutil.copyfile(Path(__file__).with_name("load.js"), site / LOADER)


def _local_page(page: Path, site: Path, address: str) -> str:
    """A page whose links name files, and whose scripts need no server."""
    tree = page_tree(page.read_text("utf-8"))
    left_out = _PRELOADS if address else _PRELOADS | _ELSEWHERE
    for element in [each for each in tree.iter("link", "meta", "script") if _kinds(each) & left_out]:
        element.drop_tree()
    for element in tree.iterfind(".//*[@href]"):
        element.set("href", to_file(element.get("href")))
    modules = [each for each in tree.iterfind(".//script[@src]") if "module" in _kinds(each)]
    if modules:
        modules[0].addprevious(
            _loader(page, site, [module.get("src") for module in modules], urlsplit(address).path or "/")
        )
    for module in modules:
        module.drop_tree()
    return page_text(tree)


def _kinds(element: HtmlElement) -> set[str]:
    """What a link, script or piece of information in the head of a page is for, in small letters."""
    names = (element.get(name, "") for name in ("rel", "type", "property", "name"))
    return {word for name in names for word in name.lower().split()}


def _loader(page: Path, site: Path, modules: list[str], top: str) -> HtmlElement:
    """The script that starts all modules of a page.

    A page that is shown at any address, as of one that does not exist, names them below the path `top` of the site.
    """
    if all(module.startswith(top) for module in modules):
        root, names = top, [module.removeprefix(top) for module in modules]
    else:
        root = f"{os.path.relpath(site, page.parent)}/"
        names = [os.path.relpath(page.parent / module, site) for module in modules]
    return builder.SCRIPT({"src": f"{root}{LOADER}", "data-root": root, "data-start": " ".join(names), "async": ""})


def to_file(address: str) -> str:
    """A link to a file, from a link to a folder of the site; any other link as it is.

    >>> to_file("../cout/?from=map#free"), to_file("#free"), to_file("https://example.be/")
    ('../cout/index.html?from=map#free', '#free', 'https://example.be/')
    """
    path = address.partition("#")[0].partition("?")[0]
    if ":" in path or path.startswith("/") or not path.endswith("/"):
        return address
    return f"{path}index.html{address[len(path) :]}"
