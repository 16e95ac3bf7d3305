"""The assets of the guide: styles and scripts load what there is, and nothing else; the drawing runs nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from macros.checks.allowed_html import IN_DRAWINGS, forbidden_in
from macros.content.text_files import read_text
from macros.filling.browser_data import BUILDER_FOLDER
from macros.model.problems import Problem, suggestion
from macros.rendering.fonts import WEB_FONTS
from macros.rendering.html_tree import part_tree

_OUR_FONT = re.compile(r'url\("\.\./fonts/[\w-]+\.woff2"\)')
_LOADS = {
    ".css": re.compile(r"url\(|@import|image-set|\bimage\(|\bsrc\(|[\"']\s*//|https?:|\\(?!a0\b)", re.IGNORECASE),
    ".js": re.compile(
        r"\b(?:https?|wss?|stun|turn|javascript|data(?!:image/png;)|blob):|[\"'`]\s*//|\beval\(|\bnew Function\b",
        re.IGNORECASE,
    ),
}
"""What loads or runs something, or may; an escape could spell any of it. A PNG that a script holds can do neither."""


_TEXT_OR_COMMENT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|/\*.*?\*/|(?<![\\*/:])//[^\n]*""", re.DOTALL
)
_IMPORT = re.compile(
    r"^[ \t]*(?:import|export)\b[^\"'`;=()]*?\bfrom\s*([\"'])([^\"'\n]+)\1|^[ \t]*import\s*([\"'])([^\"'\n]+)\3"
    r"|\bimport\(\s*([\"'])([^\"'\n]+)\5\s*\)",
    re.MULTILINE,
)
_NAMES = re.compile(r"^\s*import\s*\{([^}]*)\}\s*from")
_EXPORT = re.compile(r"^export\s+(?:async\s+)?(?:function\s*\*?|class|const|let)\s+([\w$]+)", re.MULTILINE)
_EXPORTS_OTHERWISE = re.compile(r"^export\s*(?:\{|\*|(?:const|let)\s*[\[{]|(?:const|let)[^=;]*,)", re.MULTILINE)
"""As none of our scripts does: then which names there are is not known here."""
_MADE = f"docs/{BUILDER_FOLDER}/"
"""Where the build puts what it makes for scripts."""
_SET_IN_SHEET = re.compile(r"(?:^|[{;])\s*(--[\w-]+)\s*:|@property\s+(--[\w-]+)", re.MULTILINE)
_SET_IN_SCRIPT = re.compile(r"[\"'`](--[\w-]+)[\"'`]")
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")


def asset_problems(root: Path) -> Iterator[Problem]:
    """What an asset would load from elsewhere, or run; what it names and there is not."""
    texts: dict[str, str] = {}
    for file in sorted((root / "docs" / "assets").rglob("*")):
        name = file.relative_to(root).as_posix()
        if file.suffix in (".css", ".js", ".svg") and file.is_file():
            text = read_text(file, name)
            if isinstance(text, Problem):
                yield text
            else:
                texts[name] = text
                yield from _problems_of(text, name, file.suffix)
    bare = {name: _bare(text) for name, text in texts.items() if not name.endswith(".svg")}
    yield from _missing_imports({name: text for name, text in bare.items() if name.endswith(".js")})
    yield from _missing_in_sheets(bare)


@lru_cache(maxsize=64)
def _bare(text: str) -> str:
    """A script or sheet without its comments; what follows stays on its line."""
    return _TEXT_OR_COMMENT.sub(lambda found: found[1] or "\n" * found[0].count("\n"), text)


def _missing_imports(scripts: Mapping[str, str]) -> Iterator[Problem]:
    """Scripts that others import and there are not, and names that these do not export."""
    exported = {name: set(_EXPORT.findall(text)) for name, text in scripts.items()}
    for name, text in scripts.items():
        for found in _IMPORT.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            address = found[2] or found[4] or found[6]
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
            if not address.startswith("."):
                wanted = address
            if wanted.startswith(_MADE):
                continue
            if wanted not in exported:
                yield Problem.of("script-missing", name, line, name=address, near=suggestion(wanted, exported))
            elif not _EXPORTS_OTHERWISE.search(scripts[wanted]) and (names := _NAMES.match(found[0])):
                for each in (part.split()[0] for part in names[1].split(",") if part.strip()):
                    if each not in exported[wanted]:
                        near = suggestion(each, exported[wanted])
                        yield Problem.of("name-not-exported", name, line, name=each, script=wanted, near=near)


def _missing_in_sheets(texts: Mapping[str, str]) -> Iterator[Problem]:
    """Fonts and variables that style sheets use, and nobody makes."""
    fonts = {font.name for font in WEB_FONTS}
    defined = {name for text in texts.values() for found in _SET_IN_SHEET.findall(text) for name in found if name}
    defined |= {name for text in texts.values() for name in _SET_IN_SCRIPT.findall(text)}
    for name, text in texts.items():
        if not name.endswith(".css"):
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            for used in _USED.findall(line):
                if used not in defined:
                    yield Problem.of("variable-unknown", name, number, name=used, near=suggestion(used, defined))
            for address in _OUR_FONT.findall(line):
                font = posixpath.basename(address[5:-2])
                if font not in fonts:
                    yield Problem.of("font-unknown", name, number, name=font, near=suggestion(font, fonts))


@lru_cache(maxsize=64)  # while one file is edited, all others stay as they are
def _problems_of(text: str, name: str, ending: str) -> tuple[Problem, ...]:
    return tuple(_problems(text, name, ending))


def _problems(text: str, name: str, ending: str) -> Iterator[Problem]:
    if ending == ".svg":
        tree = part_tree(re.sub("<[!?]", "<p>", text))  # a doctype or an instruction, which HTML would pass over
        for forbidden in forbidden_in(tree, IN_DRAWINGS):
            yield Problem.of("asset-foreign", name, forbidden.line, code=forbidden.code)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _LOADS[ending].search(_OUR_FONT.sub("", line)):
            yield Problem.of("asset-foreign", name, number, code=line[found.start() : found.start() + 40])
