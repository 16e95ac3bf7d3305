"""Only what the guide knows stands in its folders, and what cannot be read is named, not read for ever."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks.assets import asset_problems
from macros.checks.known_files import stray_problems, unreadable_problems
from macros.checks.site import checked_site
from macros.content.mkdocs_settings import static_templates
from macros.content.page_files import read_page
from macros.content.site import ROOT
from macros.content.yaml_reader import read_yaml
from macros.model.language import Language
from macros.model.problems import GuideError, Problem
from tests.checks.test_bad_input import append

COST, COMMUNE = "docs/fr/understand/cost.md", "data/communes/berchem-sainte-agathe.yml"


def problems_of(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(GuideError) as raised:
        checked_site(root)
    return raised.value.problems


STRAYS = {
    "docs/assets/members.xlsx": ("publish it as it is", "move it out"),
    "docs/fr/evil.html": ("publish it as it is", "move it out"),
    "docs/fr/understand/cost.pdf": ("publish it as it is", "move it out"),
    "docs/assets/js/readme.txt": ("publish it as it is", "move it out"),
    "docs/assets/LICENSE": ("publish it as it is", "move it out"),
    "data/members.csv": ("publish it as it is", "move it out"),
    "overrides/members.xlsx": ("publish it as it is", "move it out"),
    "overrides/assets/x.js": ("publish it as it is", "move it out"),
    "docs/fr/understand/cost.md~": ("this is a copy", "delete it"),
    "docs/fr/understand/cost.md.orig": ("this is a copy", "delete it"),
    "docs/fr/understand/#cost.md#": ("this is a copy", "delete it"),
    "docs/fr/understand/cost (1).md": ("this is a copy", "delete it"),
    "data/communes/berchem.yml.bak": ("this is a copy", "delete it"),
    "docs/fr/Thumbs.db": ("put this file here by itself", "rm docs/fr/Thumbs.db"),
    "docs/assets/.DS_Store": ("put this file here by itself", "rm docs/assets/.DS_Store"),
    "data/desktop.ini": ("put this file here by itself", "rm data/desktop.ini"),
    "data/documents/~$charter.docx": ("put this file here by itself", "rm "),
    "data/pictures/Thumbs.db": ("put this file here by itself", "rm "),
    "data/communes/old/x.yml": ("does not read a file of this name", "move it to the folder of its kind"),
    "docs/x.md": ("does not read a file of this name", "move it to the folder of its kind"),
    "docs/de/index.md": ("does not read a file of this name", "move it to the folder of its kind"),
    "data/roles.yaml": ("does not read a file of this name", "rename it roles.yml"),
    "data/communes/berchem.yml.txt": ("does not read a file of this name", "rename it berchem.yml"),
    "docs/fr/understand/cost.markdown": ("does not read a file of this name", "rename it cost.md"),
    "docs/fr/understand/cost.MD": ("does not read a file of this name", "rename it cost.md"),
    "docs/fr/understand/cost.txt": ("does not read a file of this name", "rename it cost.md"),
    "data/pictures/street.jpeg": ("does not read a file of this name", "rename it street.jpg"),
    "docs/fr/Le coût.md": ("only small letters", "rename it, and its twin"),
    "docs/assets/logo.svg": ("can run scripts", "delete it"),
    "docs/assets/js/unused.js": ("nothing in the guide uses", "load it from"),
    "overrides/partials/unused.html": ("nothing in the guide uses", "name it in"),
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_file_that_the_guide_does_not_know_is_named_with_a_remedy(name: str, tmp_path: Path) -> None:
    for needed in ("main.html", "sitemap.xml", *static_templates()):
        (tmp_path / "overrides" / needed).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "overrides" / needed).touch()
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("a text\n", "utf-8")
    (problem,) = stray_problems(tmp_path)
    fault, remedy = STRAYS[name]
    assert (problem.file, fault in problem.message, remedy in problem.remedy) == (name, True, True), str(problem)


@pytest.mark.parametrize(
    ("name", "record", "remedy"),
    [
        ("La-Louvière", "la-louviere", "write id: la-louviere, and give the file the name la-louviere.yml"),
        ("La-Louvière", "La-Louvière", "write id: la-louviere, and give the file the name la-louviere.yml"),
        ("la-louviere", "La-Louvière", "write id: la-louviere, and give the file the name la-louviere.yml"),
        ("la-louviere", "louviere", "write id: la-louviere, or give the file the name louviere.yml"),
    ],
)
def test_a_file_and_its_record_get_one_name_that_both_may_have(
    name: str, record: str, remedy: str, guide_copy: Path
) -> None:
    commune = (guide_copy / COMMUNE).read_text("utf-8").replace("id: berchem-sainte-agathe", f"id: {record}")
    (guide_copy / COMMUNE).unlink()
    (guide_copy / f"data/communes/{name}.yml").write_text(commune, "utf-8")
    assert remedy in [problem.remedy for problem in problems_of(guide_copy)]


def test_the_guide_itself_has_no_strays() -> None:
    assert stray_problems(ROOT) == unreadable_problems(ROOT) == []


@pytest.mark.parametrize(
    "name", ["docs/fr/Le coût.md", "docs/nl/x.markdown", "data/communes/x.yml~", "data/pictures/x.jpeg", "data/._x.yml"]
)
def test_a_stray_is_told_once(name: str, guide_copy: Path) -> None:
    (guide_copy / name).parent.mkdir(exist_ok=True)
    (guide_copy / name).write_bytes(b"\xff")
    (problem,) = problems_of(guide_copy)
    assert problem.file == name


def test_strays_are_told_with_all_other_faults(guide_copy: Path) -> None:
    (guide_copy / "docs/assets/members.xlsx").touch()
    (guide_copy / "data/roles.yml").write_text("- id: [", "utf-8")
    assert {each.file for each in problems_of(guide_copy)} == {"docs/assets/members.xlsx", "data/roles.yml"}


@pytest.mark.parametrize("name", ["main.html", "404.html", "sitemap.xml", "partials/emergency.html"])
def test_a_template_without_which_there_is_no_guide_is_told_alone(name: str, locked_copy: Path) -> None:
    (locked_copy / "overrides" / name).unlink()
    (problem,) = problems_of(locked_copy)
    assert (problem.file, problem.remedy) == (f"overrides/{name}", "put it back")


@pytest.mark.parametrize("slip", ["{% iff x %}", "{{ x", "{% endblock %}", "{% for %}"])
def test_a_template_that_cannot_be_read_is_told_with_its_line(slip: str, locked_copy: Path) -> None:
    template = locked_copy / "overrides" / "bare.html"
    text = template.read_text("utf-8")
    template.write_text(f"{text}\n{slip}\n", "utf-8")
    (problem,) = problems_of(locked_copy)
    assert (problem.file, problem.line) == ("overrides/bare.html", text.count("\n") + 2)


def test_a_stray_that_comes_later_is_named_too(guide_copy: Path) -> None:
    checked_site(guide_copy)
    (guide_copy / "docs/assets/members.xlsx").touch()
    assert len(problems_of(guide_copy)) == 1


def test_what_an_editor_keeps_beside_an_open_page_stops_nobody(guide_copy: Path) -> None:
    folder = guide_copy / "docs/fr/understand"
    (folder / ".cost.md.swp").touch()
    (folder / ".#cost.md").symlink_to("nobody@nowhere.1234")
    assert checked_site(guide_copy).pages
    (folder / ".gone.md.swp").touch()
    assert len(problems_of(guide_copy)) == 1


def a_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(path.parent):  # its name may have 107 letters
        made.bind(path.name)


def a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def a_link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/etc/hostname")


def a_link_to_nothing(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nothing")


PLACES = (COST, "docs/assets/mark.svg", "docs/assets/js/x.js", "data/terms.yml", "overrides/main.html", "agreed.lock")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (a_pipe, "a named pipe"),
        (a_socket, "a socket"),
        (a_link, "symbolic link"),
        (a_link_to_nothing, "symbolic link"),
    ],
)
def test_what_is_no_file_is_named(made: Callable[[Path], None], said: str, place: str, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    made(tmp_path / place)
    (problem,) = unreadable_problems(tmp_path)
    assert (problem.file, said in problem.message) == (place, True)


@pytest.mark.parametrize("place", [COST, "docs/fr/x.md", "data/terms.yml", "data/communes/x.yml", "agreed.lock"])
@pytest.mark.parametrize("made", [a_pipe, a_folder])
def test_what_is_no_file_is_not_read(made: Callable[[Path], None], place: str, guide_copy: Path) -> None:
    made(guide_copy / place)
    (problem,) = problems_of(guide_copy)
    assert problem.file == place


@pytest.mark.parametrize("place", [COST, "docs/nl/roles", "data/terms.yml", "docs/assets/css/guide.css"])
def test_what_may_not_be_read_is_named(place: str, guide_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs the tests may read everything, if it is root."""
    monkeypatch.setattr(os, "access", lambda path, rights: path != guide_copy / place)
    (problem,) = problems_of(guide_copy)
    assert (problem.file, problem.message) == (place, "you have no right to read this")


@pytest.mark.parametrize("folder", ["data", "docs"])
def test_a_folder_of_the_guide_may_not_stand_elsewhere(folder: str, guide_copy: Path, tmp_path: Path) -> None:
    shutil.move(guide_copy / folder, tmp_path / folder)
    (guide_copy / folder).symlink_to(tmp_path / folder)
    (problem,) = problems_of(guide_copy)
    (guide_copy / folder).unlink()
    shutil.move(tmp_path / folder, guide_copy / folder)
    assert (problem.file, "symbolic link" in problem.message) == (folder, True)


@pytest.mark.parametrize("place", [COST, "data/terms.yml", "agreed.lock"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
def test_another_encoding_is_named(encoding: str, place: str, guide_copy: Path) -> None:
    text = (ROOT / place).read_text("utf-8")[-200_000:] + "# é\n"  # of four bytes each, no file may have more
    (guide_copy / place).write_bytes(text.encode(encoding, "replace"))
    problem = next(each for each in problems_of(guide_copy) if each.file == place)
    assert "not UTF-8" in problem.message


@pytest.mark.parametrize("place", [COST, "data/terms.yml", "agreed.lock"])
def test_a_null_in_a_text_is_named_with_its_line(place: str, guide_copy: Path) -> None:
    text = (ROOT / place).read_bytes()
    (guide_copy / place).write_bytes(text + b"a\0b\n")
    problem = next(each for each in problems_of(guide_copy) if each.file == place)
    assert (problem.line, "not UTF-8" in problem.message) == (text.count(b"\n") + 1, True)


@pytest.mark.parametrize("part", ["a", "<", "(", "{", "[", "](", "`", "&", "é1", "’", "|", "![", "< ", "]( "])
def test_a_page_or_record_with_a_word_or_line_without_end_is_refused_before_it_is_looked_at(
    part: str, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("---\ntitle: x\n---\n" + part * (60_000 // len(part.encode())), "utf-8")
    page, problems = read_page(file, "x.md", Language.FR)
    content, others = read_yaml(file, "data/terms.yml")
    assert (page, content) == (None, None)
    assert [(each.line, "letters" in each.message) for each in (*problems, *others)] == [(4, True), (4, True)]


@pytest.mark.parametrize("place", [COST, "data/terms.yml"])
def test_a_word_of_200_kilobytes_is_named(place: str, guide_copy: Path) -> None:
    append(place, f"\n# {'<' * 200_000}\n")(guide_copy)
    problem = next(each for each in problems_of(guide_copy) if each.file == place)
    assert ("letters" if place.startswith("data") else "bytes") in problem.message


LOADING = {
    "a picture of another site": ("css/x.css", 'p { background: url("https://example.org/x.png") }', 2),
    "a sheet of another site": ("css/x.css", "@import '//example.org/x.css';", 2),
    "an address in other letters": ("css/x.css", r"p { background: u\72l(//example.org) }", 2),
    "a picture that the sheet holds": ("css/x.css", "p { background: image-set('x.png' 1x) }", 2),
    "a script of another site": ("js/x.js", 'import "https://example.org/x.js";', 2),
    "a request to another site": ("js/x.js", "fetch(`//example.org`);", 2),
    "a line to another site that stays open": ("js/x.js", "new WebSocket(`wss:${slashes}example.org`);", 2),
    "a page that a script holds": ("js/x.js", "open(`data:text/html,${text}`);", 2),
    "code that is made of words": ("js/x.js", 'eval("x");', 2),
    "a script in our drawing": ("mark.svg", "<script>alert(1)</script>", 2),
    "an event in our drawing": ("mark.svg", '<path d="M0 0" onclick="x"/>', 2),
    "a link in our drawing": ("mark.svg", '<a xlink:href="javascript:x"><path d="M0 0"/></a>', 2),
    "an entity in our drawing": ("mark.svg", '<!DOCTYPE svg [<!ENTITY x "y">]>', 2),
    "a sheet for our drawing": ("mark.svg", '<?xml-stylesheet href="//example.org"?>', 2),
}


@pytest.mark.parametrize("harm", LOADING)
def test_an_asset_that_loads_or_runs_something_is_named_with_its_line(harm: str, tmp_path: Path) -> None:
    name, text, line = LOADING[harm]
    file = tmp_path / "docs" / "assets" / name
    file.parent.mkdir(parents=True)
    file.write_text(f"<svg>\n{text}\n</svg>" if name.endswith("svg") else f"\n{text}\n", "utf-8")
    problems = list(asset_problems(tmp_path))
    assert {problem.place for problem in problems} == {f"docs/assets/{name}:{line}"}, problems


def test_the_check_refuses_such_an_asset(guide_copy: Path) -> None:
    (guide_copy / "docs/assets/img").mkdir(exist_ok=True)
    (guide_copy / "docs/assets/img/drawing.svg").write_text("<svg onload='alert(1)'/>\n", "utf-8")
    assert "docs/assets/img/drawing.svg:1" in {problem.place for problem in problems_of(guide_copy)}


def test_our_own_assets_load_nothing_from_elsewhere() -> None:
    assert list(asset_problems(ROOT)) == []


@pytest.mark.parametrize(
    ("place", "content", "said"),
    [
        ("data/terms.yml", None, "a named pipe"),
        ("agreed.lock", None, "a named pipe"),
        ("agreed.lock", b"caf\xe9", "not UTF-8"),
    ],
)
def test_the_check_itself_stops_with_a_sentence_before_it_reads_on(
    place: str, content: bytes | None, said: str, guide_copy: Path
) -> None:
    for name in ("macros", "overrides", "mkdocs.yml"):
        (guide_copy / name).symlink_to(ROOT / name)
    if content is None:
        a_pipe(guide_copy / place)
    else:
        (guide_copy / place).write_bytes(content)
    command = [sys.executable, "-m", "macros", "check"]
    result = subprocess.run(command, cwd=guide_copy, capture_output=True, text=True, check=False, timeout=100)
    assert result.returncode == 1
    assert "1 problem:" in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
