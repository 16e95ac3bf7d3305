"""The command that builds says in a sentence that the site cannot be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from macros.__main__ import main
from macros.commands import build, edition
from macros.content.communes import OWN_COMMUNE
from macros.model.problems import Problem


@pytest.fixture
def fails_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """A command that the system stops with this code while it builds, over a site that stands."""

    def run(code: int, *command: str) -> Result:
        def write(folder: Path) -> None:
            (folder / "half.html").write_text("half", "utf-8")
            raise OSError(code, os.strerror(code), "half.html")

        monkeypatch.setattr(build, "build_site", write)
        monkeypatch.setattr(edition, "build_site", write)
        monkeypatch.setenv(OWN_COMMUNE, "")  # is put back afterwards
        (tmp_path / "site").mkdir()
        return CliRunner().invoke(main, [*command, "--output", str(tmp_path / "site")])

    return run


@pytest.mark.parametrize("command", [("build",), ("edition", "berchem-sainte-agathe")], ids=["build", "edition"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.EACCES])
def test_a_disk_that_cannot_be_written_to_is_told_and_nothing_is_left(
    code: int, command: tuple[str, ...], fails_with: Callable[..., Result], tmp_path: Path
) -> None:
    result = fails_with(code, *command)
    assert result.exit_code == 2
    remedies = "make room, or choose another folder"
    if code == errno.EACCES:
        remedies = "change its rights where you can, or choose another one"
        remedies += "; for a folder of the guide itself, copy the guide elsewhere and work in the copy"
    assert result.output.splitlines() == [
        f"{os.strerror(code)}: half.html",
        f"The folder cannot be written to: {remedies}.",
        "The guide could not be built, and nothing was changed: what is wrong stands above.",
    ]
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("command", "also"),
    [(build, ["build"]), (edition, ["edition", "berchem-sainte-agathe"])],
    ids=["build", "edition"],
)
def test_what_an_owner_added_stops_the_command_in_words_or_stays(
    command: ModuleType, also: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def write(folder: Path) -> None:
        (folder / "index.html").write_text("<p>new</p>", "utf-8")

    monkeypatch.setattr(command, "build_site", write)
    monkeypatch.setattr(edition, "make_local", lambda folder, address: None)
    monkeypatch.setenv(OWN_COMMUNE, "")  # is put back afterwards
    site = tmp_path / "site"
    asked = [*also, "--output", str(site)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    (site / "CNAME").write_text("guide.example", "utf-8")
    stopped = CliRunner().invoke(main, asked)
    assert stopped.exit_code == 2
    assert "CNAME" in stopped.output
    assert "--keep" in stopped.output
    assert CliRunner().invoke(main, [*asked, "--keep"]).exit_code == 0
    assert (site / "CNAME").read_text("utf-8") == "guide.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://plp.example.be",
        "https://plp.example.be/bin/",
        "http://127.0.0.1:8000/",
        "http://[::1]:8000",
        "https://www.namur.be/v1.0/le-plp",
    ],
)
def test_an_edition_does_not_stand_at_the_address_of_the_guide_for_all(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built_for: list[str | None] = []
    monkeypatch.setattr(edition, "build_site", lambda folder: built_for.append(os.environ.get("SITE_URL")))
    monkeypatch.setattr(edition, "make_local", lambda folder, address: None)
    monkeypatch.setenv(OWN_COMMUNE, "")  # is put back afterwards
    monkeypatch.setenv("SITE_URL", "https://plp.brussels/")
    asked = ["edition", "berchem-sainte-agathe", "--output", str(tmp_path / "site"), "--address", address]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert built_for == [f"{address.rstrip('/')}/" if address else None]


def test_a_build_names_the_files_to_which_nobody_has_agreed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build, "build_site", lambda folder: None)
    asked = ["build", "--output", str(tmp_path / "site")]
    assert CliRunner().invoke(main, asked).output == ""
    changed = [Problem.of("lock-missing", name) for name in ("data/terms.yml", "data/labels.yml", "data/terms.yml")]
    monkeypatch.setattr(build, "lock_problems", lambda root, pages: changed)
    said = CliRunner().invoke(main, asked).output
    assert "what is new in data/labels.yml, data/terms.yml. Before you commit: make check" in said


def test_a_fault_of_ours_is_not_taken_for_one_of_the_disk(fails_with: Callable[..., Result]) -> None:
    assert isinstance(fails_with(errno.ENOENT, "build").exception, FileNotFoundError)
