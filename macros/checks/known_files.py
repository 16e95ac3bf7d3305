"""The files that may stand in the guide's folders: only those that it knows, for all others would be published too.

What is no file at all is found first, by its kind and without opening it: a named pipe would be read for ever.
"""

from __future__ import annotations

import os
import re
import shlex
import stat
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path, PurePath
from xml.etree import ElementTree

import jinja2

from macros.checks.agreed_lock import LOCK
from macros.content.catalogue import COMMUNE_TO_COPY, SHELVES
from macros.content.example import EXAMPLE_FILES
from macros.content.mkdocs_settings import static_templates
from macros.content.page_files import PAGE_NAME
from macros.content.text_files import read_text
from macros.model.blocks import PICTURE_NAME
from macros.model.messages import printable
from macros.model.problems import Problem, each_once

_FOLDERS = ("data", "docs", "overrides")
_NAME = "[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE = re.compile(f"docs/(?:fr|nl)/{PAGE_NAME}")
_SCRIPT = re.compile(rf"docs/assets/js/(?:{_NAME}/)*{_NAME}\.js")
_ASSET = re.compile(rf"docs/assets/(?:mark\.svg|css/{_NAME}\.css)|data/pictures/{PICTURE_NAME[1:-1]}")
_TEMPLATE = re.compile(r"overrides/((?:[a-z]+/)?[\w-]+\.html|robots\.txt|sitemap\.xml)")
_NAMED_TEMPLATE = re.compile(r"""\{%-?\s*(?:include|extends|import|from)\s+["']([^"']+)""")
_LITTER = re.compile(r"\.DS_Store|\._.*|Icon\r|\.directory|\.Trash.*|(?i:(?:eh)?thumbs\.db|desktop\.ini)|[.~][~$].*")
"""What systems and office programs leave in folders without being asked: macOS, Windows, KDE, LibreOffice, Word."""
_OPEN = re.compile(r"\.(.+)\.sw[a-p]|\.#(.+)")
"""What vim and Emacs keep beside a file while it is open. Nothing publishes it: its name begins with a dot."""
_COPY = re.compile(r".*~|#.*#|.*\.(?:bak|backup|old|orig|rej|save|tmp|sw[a-p])|.* \(\d+\)\.\w+", re.IGNORECASE)
"""What editors and people keep of an earlier text."""
_MEANT = {
    ".yml": (".yaml", ".yml", ".txt", ".json"),
    ".md": (".markdown", ".md", ".mdown", ".mkd", ".txt"),
    ".jpg": (".jpeg", ".jpg"),
    ".png": (".png",),
}
"""The endings of our files, and those with which people save such files."""


def unreadable_problems(root: Path) -> list[Problem]:
    """What cannot be read as a file or a folder, and must be mended before anything is: links, pipes, sockets.

    A lock that is no text is one too.
    """
    found = [problem for path in everything(root) if (problem := _no_file(root, path)) is not None]
    lock = root / LOCK
    if not found and os.path.lexists(lock):
        text = _no_file(root, lock) or read_text(lock, lock.name)
        return [text] if isinstance(text, Problem) else []
    return found


def stray_problems(root: Path) -> list[Problem]:
    """Files that the guide does not know, templates that lack or are unreadable, what nothing names: each once."""
    files = [path.relative_to(root).as_posix() for path in everything(root) if path.is_file()]
    strays = [_stray(name) for name in sorted(files) if not _is_known(name)]
    known = [name for name in files if _is_known(name)]
    has_frame = (root / "overrides").exists()  # a copy of data and pages alone has none
    return [*each_once(strays), *(_code_problems(root, known) if has_frame else ()), *_xml_problems(root)]


def everything(root: Path) -> Iterator[Path]:
    """The guide's folders and everything in them, but what editors keep beside an open file."""
    yield from (folder for folder in (root / "data", root / "docs") if os.path.lexists(folder))
    for folder in _FOLDERS:
        for place, folders, files in os.walk(root / folder):
            for path in (Path(place) / name for name in (*folders, *files)):
                is_open = _OPEN.fullmatch(path.name)
                if not (is_open and os.path.lexists(path.with_name(is_open[1] or is_open[2]))):
                    yield path


def _no_file(root: Path, path: Path) -> Problem | None:
    name = printable(path.relative_to(root).as_posix())
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return Problem.of("file-is-link", name)
    if stat.S_ISDIR(mode):
        if path.suffix in (".lock", ".md", ".yml"):
            return Problem.of("file-is-folder", name)
    elif not stat.S_ISREG(mode):
        return Problem.of("file-is-pipe", name)
    rights = os.R_OK | os.X_OK if stat.S_ISDIR(mode) else os.R_OK
    return None if os.access(path, rights) else Problem.of("file-closed", name)


@cache
def _known_data() -> re.Pattern[str]:
    """The files of records and of the example, a record to copy, the schemas of editors, and what explains them."""
    places = {shelf.place for shelf in SHELVES.values()}
    records = [re.escape(place).replace(r"\*", "[^/.][^/]*") for place in places]
    schemas = [rf"schema/{place.removesuffix('.yml').removesuffix('/*')}\.schema\.json" for place in places]
    others = map(re.escape, (COMMUNE_TO_COPY, *EXAMPLE_FILES, "README.md"))
    return re.compile(f"data/(?:{'|'.join([*records, *schemas, *others])})")


def _is_known(name: str) -> bool:
    known = (_PAGE, _SCRIPT, _ASSET, _TEMPLATE, _known_data())
    return any(each.fullmatch(name) for each in known)


def _stray(name: str) -> Problem:
    """The problem of a file that stands where none of its kind is read."""
    folder, _, base = name.rpartition("/")
    shown, stem, ending = printable(name), PurePath(base).stem, PurePath(base).suffix
    if _LITTER.fullmatch(base):
        return Problem.of("file-of-system", shown, path=shlex.quote(name))
    if _COPY.fullmatch(base):
        return Problem.of("file-is-copy", shown)
    if better := _renamed(folder, stem, ending):
        return Problem.of("file-with-wrong-ending", shown, name=better)
    if ending == ".md" and re.match(r"docs/(?:fr|nl)/", name):
        return Problem.of("page-with-wrong-name", shown)
    if ending in (".md", ".yml"):
        return Problem.of("file-in-wrong-folder", shown)
    return Problem.of("drawing-not-ours" if ending.lower() == ".svg" else "file-unknown", shown)


def _renamed(folder: str, stem: str, ending: str) -> str:
    """The name that a file was meant to have, if it is one of ours with another ending."""
    bare = stem.removesuffix(".yml").removesuffix(".yaml").removesuffix(".md")
    for right, endings in _MEANT.items():
        name = f"{bare.lower()}{right}"
        is_ours = any(known.fullmatch(f"{folder}/{name}") for known in (_PAGE, _ASSET, _known_data()))
        if is_ours and ending.lower() in endings and name != f"{stem}{ending}":
            return name
    return ""


def _code_problems(root: Path, names: list[str]) -> Iterator[Problem]:
    """Templates that lack, cannot be read, or that nothing names; scripts that nothing loads."""
    texts = {name: (root / name).read_text("utf-8", "replace") for name in names if _is_code(name)}
    needed = {"main.html", "sitemap.xml", *static_templates()}.union(*map(_NAMED_TEMPLATE.findall, texts.values()))
    if lacking := sorted(each for each in needed if f"overrides/{each}" not in texts):
        yield from (Problem.of("template-needed", f"overrides/{name}") for name in lacking)
        return  # what they alone use is none the less used
    for name in texts:
        template = _TEMPLATE.fullmatch(name)
        if template and template[1] not in needed:
            yield Problem.of("template-unused", name)
        elif template and (error := _syntax_error(texts[name])):
            yield Problem.of("template-unreadable", name, error.lineno, said=error.message)
        base = name.rpartition("/")[2]
        if _SCRIPT.fullmatch(name) and not any(base in text for other, text in texts.items() if other != name):
            yield Problem.of("script-unused", name)


def _xml_problems(root: Path) -> Iterator[Problem]:
    """Parts of Word, OpenDocument and PowerPoint files that are no XML."""
    for file in sorted(root.glob("macros/*/templates/**/*.xml")):
        try:
            ElementTree.parse(file)
        except (ElementTree.ParseError, LookupError, ValueError, OSError) as error:  # an unknown encoding, a folder
            name, said = file.relative_to(root).as_posix(), str(error).partition(": line")[0]
            line, _ = getattr(error, "position", (0, 0))
            yield Problem.of("template-unreadable", name, line, said=said)


@lru_cache(maxsize=64)
def _syntax_error(text: str) -> jinja2.TemplateSyntaxError | None:
    try:
        jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(text)  # as MkDocs reads them
    except jinja2.TemplateSyntaxError as error:
        return error
    return None


def _is_code(name: str) -> bool:
    return _SCRIPT.fullmatch(name) is not None or _TEMPLATE.fullmatch(name) is not None
