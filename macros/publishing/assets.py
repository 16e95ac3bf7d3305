"""Writes the style sheets and scripts of a finished site: small, and each sheet only what its own pages need.

See decisions/theme.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from macros.model.problems import GuideError, Problem
from macros.publishing.css import Used, needed_rules, tags_in, used_in
from macros.rendering.cache import cache_key, cached

MADE_BY = ("macros.publishing.css", "macros.publishing.assets")
"""The modules that make what is kept here."""
GUIDE_SHEET = "assets/css/guide.css"
"""What all sheets begin with."""
_ASSET = re.compile(r"(?:^|/)assets/((?:css|js)/[\w-]+)")
"""The address of a style sheet or script; of a script in a folder, the folder."""
_SCRIPT = re.compile(r"(?:^|/)assets/(js/[\w/-]+\.js)")


def write_lean_assets(root: Path, store: Path) -> None:
    """Writes the one style sheet that each kind of page loads, and removes those it is made of; shortens scripts.

    `store` is a folder where sheets are kept between builds.
    A sheet serves the pages that name it and the scripts that they load. The builder's page shows papers, so its sheet
    serves what stands in theirs too.

    Raises:
        GuideError: a style sheet or a script has a fault, or is missing.
    """
    guide = [GUIDE_SHEET]
    papers = [*guide, "assets/css/papers.css"]
    parts = dict.fromkeys(("bare", "text", "site"), guide)
    parts |= dict.fromkeys(("entries", "cards", "tasks", "papers", "code"), papers)
    parts |= {tool: [*papers, f"assets/css/{tool}.css"] for tool in ("builder", "composer", "planner", "years")}
    sheets_there = dict.fromkeys(sheet for sheets in parts.values() for sheet in sheets)
    if absent := [sheet for sheet in sheets_there if not (root / sheet).exists()]:
        raise GuideError([Problem.of("asset-missing", f"docs/{sheet}") for sheet in absent])
    texts = {sheet: (root / sheet).read_text("utf-8") for sheet in sheets_there}
    for sheet in texts:
        (root / sheet).unlink()
    loaded = {page: loaded_by(page) for page in (file.read_text("utf-8") for file in root.rglob("*.html"))}
    scripts = {script: _shortened(script, root) for script in root.glob("assets/js/**/*.js")}
    missing = {name for page in loaded for name in _scripts_named(page) if not (root / "assets" / name).exists()}
    if missing:
        raise GuideError([Problem.of("asset-missing", f"docs/assets/{name}") for name in sorted(missing)])
    for name, sheets in parts.items():
        served = {f"css/{name}", "css/papers"} if name == "builder" else {f"css/{name}"}
        pages = {page for page, names in loaded.items() if names & served}
        elsewhere = set().union(*loaded.values()) - set().union(*(loaded[page] for page in pages))
        run = (text for script, text in scripts.items() if _as_named(script, root) not in elsewhere)
        made_of = {f"docs/{sheet}": texts[sheet] for sheet in sheets}
        used = used_in(pages, run).named_in(made_of.values())
        use = [sorted(each) for each in vars(used).values()]
        css = cached(store / f"{cache_key((made_of, use), *MADE_BY)}.css", partial(_rules, made_of, used))
        (root / "assets" / "css" / f"{name}.css").write_bytes(css)


def loaded_by(page: str) -> set[str]:
    """The style sheets and scripts that the elements of a page name: `css/site`, `js/search`."""
    elements = (dict(attributes) for name, attributes in tags_in(page) if name in {"link", "script"})
    addresses = (element.get(name, "") for element in elements for name in ("href", "src"))
    return {found[1] for address in addresses if (found := _ASSET.search(address))}


def _scripts_named(page: str) -> set[str]:
    """The scripts of ours that the elements of a page name, whole: `js/years/start.js`."""
    sources = (dict(attributes).get("src", "") for name, attributes in tags_in(page) if name == "script")
    return {found[1] for source in sources if (found := _SCRIPT.search(source))}


def _as_named(script: Path, root: Path) -> str:
    """`js/search` for `js/search.js` and for each script in `js/search/`, which that one loads."""
    return f"js/{script.relative_to(root / 'assets' / 'js').parts[0].removesuffix('.js')}"


def _rules(sheets: Mapping[str, str], used: Used) -> bytes:
    return _minified("text/css", needed_rules(sheets, used)).encode()


def script_problems(scripts: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What a build would say of scripts, given by name and text, that cannot be read."""
    for name, text in scripts:
        try:
            _shorter(name, text)
        except GuideError as error:
            yield from error.problems


def _shortened(script: Path, root: Path) -> str:
    """The text of a script without comments and spaces, which is written in its place."""
    text = _shorter(f"docs/{script.relative_to(root).as_posix()}", script.read_text("utf-8"))
    script.write_text(text, "utf-8")
    return text


def _shorter(name: str, script: str) -> str:
    try:
        return _minified("text/javascript", script)
    except ValueError as error:
        said, line = str(error).splitlines()[0], re.search(r"on line (\d+)", str(error))
        raise GuideError([Problem.of("script-unreadable", name, int(line[1]) if line else 0, said=said)]) from error


def _minified(kind: str, text: str) -> str:
    # Imported here: the library has threads as soon as it is loaded, and no process is split off from one that has.
    import minify

    shorter: str = minify.string(kind, text)
    return shorter
