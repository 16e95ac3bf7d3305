"""What is kept between builds: used by several at a time, and made anew when what makes it has changed."""

from __future__ import annotations

import ast
import errno
import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import jinja2
import pytest

from macros.book import file as book_file
from macros.cards import icons
from macros.checks import site
from macros.content.site import ROOT
from macros.filling import browser_data
from macros.pages import link_cards
from macros.papers import pack
from macros.publishing import assets
from macros.rendering import cache as cache_module
from macros.rendering import jinja
from macros.rendering.cache import _with_imported, cache_key, cached, is_kept, remove_unused, write_whole
from macros.search import index

LONG_AGO = 1_000_000_000


def test_a_build_forgets_what_is_old_and_passes_over_what_another_has_just_renamed(tmp_path: Path) -> None:
    names = ("old", "used", "new", "fonts of before/old", "fonts/old", "fonts/new")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    for name in (*names[:2], *names[3:5]):
        os.utime(tmp_path / name, (LONG_AGO, LONG_AGO))
    (tmp_path / "unfinished").symlink_to(tmp_path / "renamed")  # listed, and not there when it is looked at
    assert is_kept(tmp_path / "used")
    remove_unused(tmp_path)
    left = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*")}
    assert left == {"used", "new", "unfinished", "fonts of before", "fonts", "fonts/new"}
    os.utime(tmp_path / "fonts of before", (LONG_AGO, LONG_AGO))
    remove_unused(tmp_path)
    assert not (tmp_path / "fonts of before").exists()


def test_what_is_kept_is_read_where_nothing_may_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path) -> None:
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS), str(file))

    (tmp_path / "font").write_bytes(b"letters")
    monkeypatch.setattr(os, "utime", refuse)
    assert cached(tmp_path / "font", lambda: b"made anew") == b"letters"


def test_a_file_that_a_power_cut_has_emptied_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "font").touch()
    assert not is_kept(tmp_path / "font")
    assert cached(tmp_path / "font", lambda: b"made anew") == b"made anew"


KEPT_BY = {
    "macros.papers.formats": pack,
    "macros.book.from_html": book_file,
    "macros.book.pdf": book_file,
    "macros.cards.icons": icons,
    "macros.cards.link_card": link_cards,
    "macros.filling.slots": browser_data,
    "macros.filling.pieces": browser_data,
    "macros.papers.field_font": browser_data,
    "macros.publishing.css": assets,
    "macros.search.index": index,
    "macros.rendering.jinja": jinja,
    "macros.checks.page_slips": site,
    "macros.checks.page_links": site,
    "macros.checks.shown_twins": site,
    "macros.checks.wording": site,
}
"""The modules that make what is kept, and those that keep it."""


@pytest.mark.parametrize("module", KEPT_BY)
def test_what_is_kept_is_made_anew_when_code_that_makes_it_changes(module: str) -> None:
    assert any(module in _with_imported(each, {}) for each in KEPT_BY[module].MADE_BY)


def test_imports_and_libraries_are_those_that_python_finds() -> None:
    """Else something would be taken from the cache although a module or library that makes it has changed."""
    installed = packages_distributions()
    for file in (ROOT / "macros").rglob("*.py"):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        ours, others = imports_in(ast.parse(file.read_text("utf-8")))
        found = cache_module._module(name)
        assert ours <= found.imported, name
        named = {installed[each][0] for each in others - sys.stdlib_module_names if each in installed}
        assert {canonical(each) for each in named} <= {canonical(each) for each in found.libraries}, name


def imports_in(tree: ast.AST) -> tuple[set[str], set[str]]:
    """The modules of ours that a module imports, and the first names of all others."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    ours = {name for name in names if name.startswith("macros.")}
    return ours, {name.split(".")[0] for name in names - ours}


def canonical(distribution: str) -> str:
    """A name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Packages of which `one.maker` imports `shared.base`, inside a function, and `other.maker` does not."""
    code = {
        "one/maker.py": '"""Makes something\nfrom nothing.\n"""\ndef make():\n    from macros.shared import base\n',
        "other/maker.py": "import pikepdf\n",
        "shared/__init__.py": "",
        "shared/base.py": "A = 1\n",
        "shared/idle.py": "A = 1\n",
        "one/templates/page.html": "<p>",
        "shared/templates/street.json": "{}",
    }
    for name, text in code.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(cache_module, "_MACROS", tmp_path)
    yield tmp_path
    _forget()


def _forget() -> None:
    cache_module._recipe.cache_clear()
    cache_module._module.cache_clear()


def _keys() -> list[str]:
    _forget()
    return [cache_key("a record", f"macros.{package}.maker") for package in ("one", "other")]


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("one/maker.py", [True, False]),
        ("one/templates/page.html", [True, False]),
        ("shared/base.py", [True, False]),
        ("shared/templates/street.json", [True, False]),
        ("shared/idle.py", [False, False]),
        ("other/maker.py", [False, True]),
    ],
)
def test_what_is_edited_changes_what_is_made_with_it_only(file: str, changed: list[bool], house: Path) -> None:
    before = _keys()
    (house / file).write_text((house / file).read_text("utf-8") + " # a comment", "utf-8")
    assert [old != new for old, new in zip(before, _keys(), strict=True)] == changed


def test_a_new_version_of_a_library_changes_what_uses_it_only(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _keys()
    monkeypatch.setattr(cache_module, "version", lambda library: f"a new {library}")
    assert [old != new for old, new in zip(before, _keys(), strict=True)] == [False, True]


def test_whoever_keeps_something_names_its_makers_in_one_place() -> None:
    """So that the test above reads what the code uses."""
    calls = [
        (file.name, call)
        for file in (ROOT / "macros").rglob("*.py")
        for call in re.findall(r"(?<!def )cache_key\(.*\)", file.read_text("utf-8"))
        if file.name not in {"cache.py", "verdicts.py"}  # verdicts.py is told by site.py
    ]
    assert len(calls) > 6
    assert [(name, call) for name, call in calls if "*MADE_BY)" not in call] == []


def test_a_file_that_cannot_be_written_whole_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_half(file: Path, content: bytes) -> None:
        file.open("wb").write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "no room")

    (tmp_path / "lock").write_bytes(b"before")
    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OSError, match="no room"):
        write_whole(tmp_path / "lock", b"after")
    assert [file.name for file in tmp_path.iterdir()] == ["lock"]
    assert (tmp_path / "lock").read_bytes() == b"before"


def test_where_no_template_can_be_kept_each_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(jinja, "compiled_templates", jinja.compiled_templates.__wrapped__)
    templates = jinja.html_templates("macros.papers")
    assert templates.bytecode_cache is None
    assert templates.get_template("contents.html")


def test_a_compiled_template_is_named_by_the_code_that_changes_its_source() -> None:
    """Jinja itself looks only at what the file holds."""
    kept = jinja.compiled_templates()
    assert isinstance(kept, jinja2.FileSystemBytecodeCache)
    assert kept.pattern == f"{cache_key('all templates', *jinja.MADE_BY)}-%s"
