"""The command plans all dates of a creation from one, or says in words why it cannot."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.__main__ import main
from macros.model.messages import CHOSEN
from tests.building import SITE_URL


def plan(*arguments: str | Path, language: str = "fr") -> Result:
    without_slash = SITE_URL.rstrip("/")
    given = ["--language", language, "plan", "--site-url", without_slash, *map(str, arguments)]
    return CliRunner(env={CHOSEN: language}).invoke(main, given)  # which puts back what the command sets


def test_one_date_gives_a_calendar_file_and_a_list(tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    done = plan("--launch", "2037-09-09", "--name", "Kasteelwijk", "-o", file, language="nl")
    assert done.exit_code == 0, done.stderr
    assert "2037-03-18  Informatieavond (woensdag 18 maart 2037, 19:30)" in done.stdout
    assert "-           Goedkeuring door de FOD Binnenlandse Zaken (Datum onbekend)" in done.stdout
    content = file.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert f"\r\nURL:{SITE_URL}nl/".encode() in content
    assert content.count(b"BEGIN:VEVENT") == sum(line[:1].isdigit() for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (("--evening", "2027-02-30"), "--evening\u202f: Cette date n’existe pas."),
        (("--evening", "18/03/2027"), "écrivez l’année, le mois et le jour, comme dans 2027-03-18"),
        (("--launch", "0000-01-01"), "--launch\u202f: Choisissez une année de 2000 à 2099."),
        (("--evening", "2027-03-18", "--time", "25:00"), "--time\u202f: Cette heure n’existe pas."),
        (("--evening", "2027-03-18", "--name", "x" * 10_000), "--name\u202f: Ce nom compte plus de 80 lettres"),
        ((), "--evening\u202f: Écrivez la date de la soirée, ou celle du lancement."),
    ],
)
def test_a_wish_that_cannot_be_is_told_and_nothing_is_written(tmp_path: Path, wish: tuple[str, ...], said: str) -> None:
    done = plan(*wish, "-o", tmp_path / "plan.ics")
    assert done.exit_code == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_calendar_is_in_one_of_the_languages_of_the_guide(tmp_path: Path) -> None:
    done = plan("--evening", "2027-03-18", "-o", tmp_path / "plan.ics", language="en")
    assert done.exit_code == 2
    assert "--language fr" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Mes notes\n", "un fichier d’une autre sorte"),
        ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tilia\r\n", "un fichier"),
    ],
)
def test_a_file_that_is_no_calendar_of_ours_is_not_written_over(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content.encode())
    done = plan("--evening", "2037-03-18", "-o", file)
    assert done.exit_code == 2
    assert said in done.stderr
    assert file.read_bytes() == content.encode()


def test_a_full_disk_is_told_and_leaves_the_earlier_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_half(file: Path, content: bytes) -> None:
        file.open("wb").write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))

    file = tmp_path / "plan.ics"
    assert plan("--evening", "2037-03-18", "-o", file).exit_code == 0
    before = file.read_bytes()
    monkeypatch.setattr(Path, "write_bytes", write_half)
    done = plan("--evening", "2037-03-19", "-o", file)
    assert done.exit_code == 2
    assert "faites de la place" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["plan.ics"]
    assert file.read_bytes() == before


def test_a_calendar_of_ours_is_made_anew_and_a_link_is_not_followed(tmp_path: Path) -> None:
    file, link = tmp_path / "plan.ics", tmp_path / "link.ics"
    assert plan("--evening", "2037-03-18", "-o", file).exit_code == 0
    link.symlink_to(file)
    assert plan("--evening", "2037-03-19", "-o", link).exit_code == 2
    assert b"20370318" in file.read_bytes()
    assert plan("--evening", "2037-03-19", "-o", file).exit_code == 0
    assert b"20370319" in file.read_bytes()
