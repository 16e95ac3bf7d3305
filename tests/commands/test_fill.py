"""The command fills in the papers of several neighbourhoods, or refuses all of them with what is wrong."""

from __future__ import annotations

import base64
import errno
import os
import pty
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from click.testing import CliRunner, Result

from macros.__main__ import main
from macros.commands.fill import main as fill_command
from macros.content.site import ROOT, Site
from macros.filling.answers import read_answers
from macros.filling.exchange import Content, FilledPack
from macros.filling.filled_papers import write_pack
from macros.filling.questions import title_of
from macros.filling.scripts import Scripts, deno
from macros.model.language import Edition, Language
from macros.model.messages import CHOSEN, MessageLanguage
from macros.model.problems import GuideError
from macros.model.questionnaire import asked_id, asked_in
from macros.model.typography import typeset
from macros.publishing.atomic_folder import new_folders
from macros.publishing.output_place import PlaceError
from macros.rendering.archive import zipped
from tests.building import SITE_URL
from tests.filling.answering import KASTEELWIJK, papers_in_a_pack

pytestmark = pytest.mark.usefixtures("pack")  # the command finds the papers kept, not two at a time making them


def fill(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["fill", "--site-url", SITE_URL, *map(str, arguments)])


def test_each_neighbourhood_has_a_folder_with_all_its_papers(site: Site, tmp_path: Path) -> None:
    second = tmp_path / "tilleuls.yml"
    second.write_text("format: plp-bin-answers\nversion: 1\nedition: nl\nformats: [docx]\ndocuments: [charter]\n")
    done = fill(KASTEELWIJK, second, "-o", tmp_path / "packs")
    assert done.exit_code == 0, done.stderr
    written = [file for file in (tmp_path / "packs" / "kasteelwijk").rglob("*") if file.is_file()]
    papers = [file.name for file in written if file.name != "index.html"]
    assert len(papers) == len(written) - 1 == papers_in_a_pack(site.catalogue)
    assert len([name for name in papers if "-a3-" in name]) == 1, "the poster"
    assert all("-Château - Kasteelwijk." in name for name in papers)
    tilleuls = {file.name for file in (tmp_path / "packs" / "tilleuls").rglob("*.*")}
    assert tilleuls == {"charter-nl.docx", "index.html"}
    label = site.catalogue.fields["deputy-officer-name"].question
    assert label
    assert f"! {second}: [{label.nl}] Tip: vraag de politiezone" in done.stderr, "it warns of what the rules ask"


@pytest.mark.parametrize(
    ("spoken", "edition", "told"),
    [("en", "fr", Language.FR), ("en", "nl", Language.NL), ("nl", "fr", Language.NL), ("fr", "fr-nl", Language.FR)],
)
def test_notes_on_answers_are_in_one_language_and_name_what_was_asked(
    spoken: str, edition: str, told: Language, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of the command where readers have it, else that of the papers: no reader is told anything in English."""
    monkeypatch.setenv(CHOSEN, spoken)
    answers = tmp_path / "tilleuls.yml"
    given = "  charter-language: fr\n  evening-chair: ''\n  list-controller: ~\n  coordinator-is-adult: no\n"
    answers.write_text(f"format: plp-bin-answers\nversion: 1\ndocuments: [charter]\nanswers:\n{given}", "utf-8")
    done = fill(answers, "-o", tmp_path / "packs", "--edition", edition, "--format", "docx")
    labels = site.catalogue.labels
    former = labels["builder-say-dropped-former"][told].format(name=labels["builder-say-former-charter-language"][told])
    notes = [line.removeprefix(f"  ! {answers}: ") for line in done.stderr.splitlines() if line.startswith("  ! ")]
    assert notes[0] == typeset(former, told)
    assert len(notes) > 1
    rules = [typeset(rule.text[told], told) for rule in site.catalogue.rules.values()]
    assert all(any(note.endswith(rule) for rule in rules) for note in notes[1:]), notes


def test_the_help_says_why_notes_on_answers_are_not_in_english() -> None:
    said = " ".join(CliRunner().invoke(main, ["--language", "en", "fill", "--help"]).stdout.split())
    assert "has no English: they come in the language of the papers" in said


@pytest.mark.parametrize("language", MessageLanguage)
def test_the_file_of_answers_that_the_help_shows_is_one_for_the_editions_of_its_example(
    language: MessageLanguage, asked: Content, scripts: Scripts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CHOSEN, language)
    shown = CliRunner().invoke(main, ["fill", "--help"]).stdout
    example = textwrap.dedent(
        "\n".join(line for line in shown.split("  -o, --output")[0].splitlines() if line[:6].isspace())
    )
    assert read_answers(example.encode(), "shown.yml", asked, scripts).content["answers"]["neighbourhood"]
    (tmp_path / "shown.yml").write_text(example, "utf-8")
    monkeypatch.setenv(CHOSEN, "fr")
    wanted = ("--edition", "fr", "--edition", "nl", "--document", "charter", "--format", "docx")
    assert all(each in shown for each in wanted)
    done = fill(tmp_path / "shown.yml", "-o", tmp_path / "packs", *wanted)
    assert done.exit_code == 0, done.stderr
    assert "pas de réponse en" not in done.stderr


ONE_LANGUAGE = """
  neighbourhood: Les Tilleuls
  evening-place: {fr: "Salle du Parc, rue du Parc"}
  evening-speakers: {fr: Le bourgmestre, nl: De burgemeester}
  evening-at: 19h30
  evening-contact: an@voisins.example
  coordinator-name: An Wouters
  first-evaluation-within: dans les douze mois
"""


@pytest.mark.parametrize(
    ("own", "edition", "lacking", "titles"),
    [
        ("fr", "nl", "Nederlands", ["neighbourhood", "evening-place"]),
        ("fr", "fr-nl", "Nederlands", ["neighbourhood", "evening-place"]),
        ("nl", "fr", "Frans", ["neighbourhood"]),
        ("fr-nl", "nl", "Nederlands", ["evening-place"]),
        *((own, own, "", []) for own in ("fr", "nl", "fr-nl")),
    ],
)
def test_answers_in_words_that_papers_want_in_another_language_are_named(
    own: str, edition: str, lacking: str, titles: list[str], site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a name, an hour or an address, which are of no language; nor what no paper that is filled in asks for."""
    monkeypatch.setenv(CHOSEN, "nl")
    answers = tmp_path / "tilleuls.yml"
    answers.write_text(f"format: plp-bin-answers\nversion: 1\nedition: {own}\nanswers:{ONE_LANGUAGE}", "utf-8")
    done = fill(answers, "-o", tmp_path / "packs", "--edition", edition, "--document", "invitation", "--format", "docx")
    assert done.exit_code == 0, done.stderr
    _, told, named = done.stderr.partition(f"geen antwoord in het {lacking}")
    assert bool(told) == bool(titles)
    fields = [site.catalogue.fields[each] for each in titles]
    labels = [typeset((field.question or field.label).nl, Language.NL) for field in fields]
    assert named.splitlines()[1:] == [f"      {label}" for label in labels]


def test_papers_editions_and_formats_can_be_chosen(tmp_path: Path) -> None:
    chosen = (
        "--document",
        "by-laws",
        "--document",
        "reflex-card",
        "--edition",
        "fr",
        "--edition",
        "nl",
        "--format",
        "odt",
    )
    done = fill(KASTEELWIJK, "-o", tmp_path, *chosen)
    assert done.exit_code == 0, done.stderr
    assert {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.odt")} == {
        "kasteelwijk-fr/etape-3/reglement-fr-Château.odt",
        "kasteelwijk-fr/etape-4/carte-reflexe-fr-Château.odt",
        "kasteelwijk-nl/stap-3/reglement-nl-Kasteelwijk.odt",
        "kasteelwijk-nl/stap-4/meldkaart-nl-Kasteelwijk.odt",
    }
    assert {file.name for file in tmp_path.rglob("*.*")} - {"index.html"} == {f.name for f in tmp_path.rglob("*.odt")}
    assert "comité" not in done.stderr, "no paper that was chosen asks for a deputy"


@pytest.mark.parametrize("language", MessageLanguage)
def test_what_is_noted_on_a_file_is_said_once_for_all_its_editions(
    language: MessageLanguage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is true of some only, with these."""
    monkeypatch.setenv(CHOSEN, language)
    answers = tmp_path / "tilleuls.yml"
    answers.write_text(
        "format: plp-bin-answers\nversion: 1\ndocuments: [charter]\nanswers: {neighbourhood: Tilleuls}\n", "utf-8"
    )
    editions = [part for each in Edition for part in ("--edition", each.value)]
    done = fill(answers, "-o", tmp_path / "packs", *editions, "--format", "docx")
    assert done.stdout.splitlines() == [str(tmp_path / "packs" / f"tilleuls-{each.value}") for each in Edition]
    notes = [line for line in done.stderr.splitlines() if line.startswith("  ! ")]
    assert len({note.partition(": ")[2] for note in notes}) == len(notes) > 2
    assert [note.partition(": ")[0] for note in notes] == [
        *[f"  ! {answers}"] * (len(notes) - 1),
        f"  ! {answers} (nl, fr-nl)",
    ]


def test_a_paper_that_there_is_not_is_told_with_the_nearest(tmp_path: Path) -> None:
    done = fill(KASTEELWIJK, "-o", tmp_path / "packs", "--document", "chartre")
    assert done.exit_code == 2
    assert "charter" in done.stderr
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize("language", Language)
def test_where_no_paper_is_near_all_are_named_with_their_titles(
    language: Language, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CHOSEN, language)
    done = fill(KASTEELWIJK, "-o", tmp_path / "packs", "--document", "xyzzy")
    assert done.exit_code == 2
    listed = dict(line.split(maxsplit=1) for line in done.stderr.splitlines() if line.startswith("  "))
    documents = site.catalogue.document_versions.values()
    assert listed == {each.id: typeset(each.title[language], language) for each in documents}
    assert "support-survey" in listed


@pytest.mark.parametrize(
    ("documents", "format_", "without"),
    [(["charter"], "pptx", "charter"), (["charter", "slides"], "docx", "slides"), ([], "pptx", "by-laws, charter")],
)
def test_a_format_that_the_papers_have_not_is_refused(
    documents: list[str], format_: str, without: str, tmp_path: Path
) -> None:
    answers = tmp_path / "tilleuls.yml"
    answers.write_text("format: plp-bin-answers\nversion: 1\ndocuments: [by-laws, charter]\n", "utf-8")
    chosen = [part for each in documents for part in ("--document", each)]
    done = fill(answers, "-o", tmp_path / "packs", *chosen, "--format", format_)
    assert done.exit_code == 2
    assert f"there is no {format_} file of {without}:" in done.stderr
    assert not (tmp_path / "packs").exists()


def test_of_the_papers_that_answers_name_those_come_that_have_the_format(tmp_path: Path) -> None:
    done = fill(KASTEELWIJK, "-o", tmp_path, "--format", "pptx", "--edition", "nl")
    assert done.exit_code == 0, done.stderr
    assert {file.suffix for file in tmp_path.rglob("*.*")} == {".html", ".pptx"}


def test_when_the_last_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = tmp_path / "tilleuls.yml"
    second.write_text("format: plp-bin-answers\nversion: 1\n")

    def write(pack: FilledPack, folder: Path) -> None:
        if folder.name == "tilleuls":
            raise OSError(28, "No space left on device")
        write_pack(pack, folder)

    monkeypatch.setattr("macros.commands.fill.write_pack", write)
    done = fill(KASTEELWIJK, second, "-o", tmp_path / "packs", "--document", "reflex-card")
    assert done.exit_code == 2, "as for a folder in which nothing may be written"
    assert f"No space left on device: {tmp_path / 'packs' / 'tilleuls'}\n" in done.stderr
    assert "make room" in done.stderr
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        (errno.ENOSPC, "fr", "le disque est plein\u202f: {folder}\nImpossible d’écrire"),
        (errno.EDQUOT, "nl", "uw deel van de schijf is vol: {folder}\nIn deze map kan niet worden geschreven"),
        (errno.EACCES, "fr", "{parent} n’est pas accessible en écriture"),
        (errno.EROFS, "nl", "op {parent} kan niets worden geschreven (deze schijf is alleen-lezen)"),
    ],
)
def test_what_the_system_refuses_is_told_in_the_language_with_the_folder(
    code: int, language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(pack: FilledPack, folder: Path, *_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setenv(CHOSEN, language)
    monkeypatch.setattr("macros.commands.fill.write_pack", write)
    done = fill(KASTEELWIJK, "-o", tmp_path, "--document", "reflex-card", "--format", "docx")
    assert done.exit_code == 2
    assert said.format(folder=tmp_path / KASTEELWIJK.stem, parent=tmp_path) in done.stderr
    assert os.strerror(code) not in done.stderr


def test_what_cannot_be_written_takes_nothing_of_others_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not from the folder of the first of two neighbourhoods either, to which it is added as the second moves."""
    packs, second = tmp_path / "packs", Path(shutil.copy(KASTEELWIJK, tmp_path / "tilleuls.yml"))
    theirs = [packs / "theirs" / "charter.pdf", packs / "tilleuls" / "index.html", packs / KASTEELWIJK.stem / "notes"]
    rename = Path.rename

    def write(pack: FilledPack, folder: Path) -> None:
        write_pack(pack, folder)
        for each in theirs[:2]:
            each.parent.mkdir(exist_ok=True)
            each.touch()

    def add(beside: Path, folder: Path) -> None:
        rename(beside, folder)
        theirs[2].touch()

    monkeypatch.setattr("macros.commands.fill.write_pack", write)
    monkeypatch.setattr(Path, "rename", add)
    given = [str(KASTEELWIJK), str(second), "-o", str(packs), "--document", "reflex-card", "--format", "docx"]
    with pytest.raises(PlaceError, match="not empty"):
        fill_command(given, standalone_mode=False)
    assert sorted(each for each in packs.rglob("*") if each.is_file()) == sorted(theirs)


@pytest.mark.parametrize("gone_with", [KASTEELWIJK.stem, "tilleuls"])
def test_that_the_folder_vanishes_meanwhile_is_told_in_a_line(
    gone_with: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also after the last: the command said that the papers were there."""
    packs, second = tmp_path / "packs", shutil.copy(KASTEELWIJK, tmp_path / "tilleuls.yml")

    def write(pack: FilledPack, folder: Path) -> None:
        write_pack(pack, folder)
        if folder.name == gone_with:
            shutil.rmtree(packs)

    monkeypatch.setattr("macros.commands.fill.write_pack", write)
    done = fill(KASTEELWIJK, second, "-o", packs, "--document", "reflex-card", "--format", "docx")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: nothing can be written at {packs}")
    assert done.stderr.count("\n") == 1
    assert not packs.exists()


def test_what_is_interrupted_as_a_folder_takes_its_name_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def interrupted(beside: Path, folder: Path) -> None:
        rename(beside, folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    done = fill(KASTEELWIJK, "-o", tmp_path / "packs", "--document", "reflex-card", "--format", "docx")
    assert done.exit_code == 1
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize(
    ("end", "code"),
    [(signal.SIGINT, 1), (signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGHUP, 128 + signal.SIGHUP)],
)
def test_what_is_ended_in_the_middle_leaves_nothing(end: signal.Signals, code: int, tmp_path: Path) -> None:
    files = [shutil.copy(KASTEELWIJK, tmp_path / f"{number}.yml") for number in range(48)]
    packs = tmp_path / "packs"
    begun = subprocess.Popen(
        [sys.executable, "-m", "macros", "fill", *files, "-o", packs, "--site-url", SITE_URL],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(end, signal.SIG_DFL),  # whoever runs the tests may ignore it
    )
    while not [*packs.glob(".*/0")] and begun.poll() is None:
        time.sleep(0.01)
    assert begun.poll() is None, "it ended by itself"
    assert not (packs / "0").exists(), "a folder appears before all are there"
    begun.send_signal(end)
    assert begun.wait(60) == code
    assert not packs.exists()


def test_the_next_removes_what_a_killed_one_left_and_nothing_of_one_at_work(tmp_path: Path) -> None:
    (theirs := tmp_path / ".being-made.of-theirs").mkdir()
    with new_folders(tmp_path) as at_work:
        (at_work / "tilleuls").mkdir()
        left = killed_in_the_middle(tmp_path)
        assert (left / "half").exists()
        with new_folders(tmp_path) as unfinished:
            (unfinished / "kasteelwijk").mkdir()
        assert not left.exists()
    assert {each.name for each in tmp_path.iterdir()} == {theirs.name, "kasteelwijk", "tilleuls"}


def killed_in_the_middle(place: Path) -> Path:
    """The folder in which a command wrote that was killed outright."""
    lines = (
        "import sys",
        "from pathlib import Path",
        "from macros.publishing.atomic_folder import new_folders",
        "with new_folders(Path(sys.argv[1])) as unfinished:",
        "    (unfinished / 'half').mkdir()",
        "    print(unfinished, flush=True)",
        "    input()",
    )
    command = [sys.executable, "-c", "\n".join(lines), str(place)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as begun:
        assert begun.stdout
        written = begun.stdout.readline().strip()
        begun.kill()
    return Path(written)


def test_in_a_terminal_a_bar_counts_the_papers_that_are_made(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "macros",
        "fill",
        str(KASTEELWIJK),
        "-o",
        str(tmp_path / "packs"),
        "--site-url",
        SITE_URL,
        *(part for paper in ("reflex-card", "by-laws", "message-log", "charter") for part in ("--document", paper)),
    ]
    subprocess.run(command, cwd=ROOT, stderr=theirs, stdout=subprocess.DEVNULL, check=True)
    shown = os.read(ours, 1 << 20).decode()
    os.close(theirs)
    os.close(ours)
    assert all(f" {percents}%" in shown for percents in (0, 25, 50, 75, 100)), shown


def test_it_says_which_answer_a_pdf_cannot_show(tmp_path: Path) -> None:
    answers = tmp_path / "salam.yml"
    answers.write_text("format: plp-bin-answers\nversion: 1\nanswers:\n  coordinator-name: محمد\n", "utf-8")
    done = fill(answers, "-o", tmp_path / "packs")
    assert "Nom du coordinateur" in done.stderr
    assert done.stderr.count("Prenez le fichier Word") == 1
    assert "aperçu" not in done.stderr, "there is none at the command line"


def test_it_says_once_of_an_answer_that_a_paper_tells_twice_that_the_pdf_cannot_show_it(tmp_path: Path) -> None:
    answers = tmp_path / "salam.yml"
    given = "documents: [charter]\nanswers:\n  deputy-coordinator-name: محمد\n"
    answers.write_text(f"format: plp-bin-answers\nversion: 1\n{given}", "utf-8")
    done = fill(answers, "-o", tmp_path / "packs", "--edition", "fr-nl")
    assert done.stderr.count("Prenez le fichier Word") == 1


def test_the_contents_page_leads_to_papers_whatever_they_are_called(tmp_path: Path) -> None:
    answers = tmp_path / "lodz.yml"
    answers.write_text(
        "format: plp-bin-answers\nversion: 1\ndocuments: [charter]\nformats: [docx]\n"
        "answers:\n  neighbourhood: {fr: 'Łódź <b>№ 1 &amp; 2</b>'}\n",
        "utf-8",
    )
    done = fill(answers, "-o", tmp_path / "packs")
    assert done.exit_code == 0, done.stderr
    folder = tmp_path / "packs" / "lodz"
    (link,) = lxml.html.fromstring((folder / "index.html").read_text("utf-8")).iter("a")
    assert (folder / unquote(link.get("href"))).is_file()
    assert link.text == "charte-fr-Łódź -b-№ 1 &amp; 2-b.docx"


def test_a_bad_file_stops_all_before_anything_is_written(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text("format: plp-bin-answers\nversion: 1\nanswers:\n  evening-on: demain\n  mayor: x\n")
    done = fill(KASTEELWIJK, bad, "-o", tmp_path / "packs")
    assert done.exit_code == 1
    assert f"{bad}:4 (record 'evening-on')" in done.stderr
    assert "nothing is asked under 'mayor'" in done.stderr
    assert isinstance(done.exception, SystemExit), "no traceback"
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize("spoken", MessageLanguage)
def test_what_is_wrong_with_an_answer_is_told_with_its_question(
    spoken: MessageLanguage, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the page does; in the language of messages, or in both."""
    monkeypatch.setenv(CHOSEN, spoken)
    bad = tmp_path / "bad.yml"
    given = "evening-on: demain\n  coordinator-is-adult: x\n  members-chat-group: x\n  mayor: x"
    bad.write_text(f"format: plp-bin-answers\nversion: 1\nanswers:\n  {given}\n")
    told = fill(bad, "-o", tmp_path / "packs").stderr
    asked = {asked_id(each): title_of(each, site.catalogue) for each in asked_in(site.catalogue.parts.values())}
    for name in ("evening-on", "coordinator-is-adult", "members-chat-group"):
        languages = list(Language) if spoken is MessageLanguage.EN else [Language(spoken)]
        title = " / ".join(typeset(asked[name][language], language) for language in languages)
        assert f"\n    [{title}] " in told
    assert told.count("[") == 3, "what is no question has no name"


def test_papers_that_are_there_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "packs" / "kasteelwijk").mkdir(parents=True)
    done = fill(KASTEELWIJK, "-o", tmp_path / "packs")
    assert done.exit_code == 1
    assert "is there already" in done.stderr
    assert list((tmp_path / "packs" / "kasteelwijk").iterdir()) == []


@pytest.mark.parametrize("name", ["kasteelwijk.yml", "Kasteelwijk.yml"])
def test_two_files_of_one_name_are_refused(name: str, tmp_path: Path) -> None:
    """Also of one that differs in capitals only, which Windows and macOS do not tell apart."""
    other = shutil.copy(KASTEELWIJK, tmp_path / name)
    done = fill(KASTEELWIJK, other, "-o", tmp_path / "packs")
    assert done.exit_code == 1
    assert f"{other}\n    the papers of this file and of {KASTEELWIJK} would go into one folder" in done.stderr


def test_a_file_whose_name_another_has_with_its_edition_is_refused(tmp_path: Path) -> None:
    both, one = (Path(shutil.copy(KASTEELWIJK, tmp_path / name)) for name in ("a.yml", "a-fr.yml"))
    done = fill(both, one, "-o", tmp_path / "packs", "--edition", "nl", "--edition", "fr-nl")
    assert done.exit_code == 1
    assert f"{one}\n    the papers of this file and of {both} would go into one folder" in done.stderr


@pytest.mark.parametrize(
    "name", ["..yml", ".yml", ".tilleuls.yml", "-.yml", "-o.yml", " .yml", "\u00a0 .yml", "….json"]
)
def test_a_file_whose_name_is_none_for_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    file = Path(shutil.copy(KASTEELWIJK, tmp_path / name))
    done = fill(file, "-o", tmp_path / "packs")
    assert done.exit_code == 1
    assert "is no name for a folder" in done.stderr
    assert "rename the file" in done.stderr
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize("is_link", [False, True])
def test_of_a_file_that_is_given_twice_it_is_said_that_it_is_the_same(is_link: bool, tmp_path: Path) -> None:
    (link := tmp_path / KASTEELWIJK.name).symlink_to(KASTEELWIJK)
    done = fill(KASTEELWIJK, link if is_link else KASTEELWIJK, "-o", tmp_path, "--edition", "fr", "--edition", "nl")
    assert done.exit_code == 1
    assert done.stderr.count(f"this is the same file as {KASTEELWIJK}, given before") == 1
    assert "rename" not in done.stderr


def test_a_folder_appears_only_when_all_its_papers_are_there(tmp_path: Path) -> None:
    def write(content: bytes) -> None:
        with new_folders(tmp_path / "packs") as unfinished:
            write_pack(pack_of(content), unfinished / "tilleuls")

    whole = zipped({"a/a": b"x" * 100, "a/b": b"y" * 100}, stored={"a/a", "a/b"})
    for content, error in (
        (whole[:-30], zipfile.BadZipFile),
        (whole.replace(b"y" * 100, b"z" * 100), zipfile.BadZipFile),
    ):
        with pytest.raises(error):
            write(content)
        assert not (tmp_path / "packs").exists()
    write(whole)
    assert [file.name for file in (tmp_path / "packs").iterdir()] == ["tilleuls"]


def pack_of(archive: bytes) -> FilledPack:
    return FilledPack(
        archive=base64.b64encode(archive).decode(), edition=Edition.FR, warnings=(), shortfalls=(), untranslated={}
    )


def test_without_deno_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *arguments, **settings: None)
    with pytest.raises(GuideError, match=r"requirements-fill\.txt\n.*not installed\n.*make fill"):
        deno()


def test_a_file_in_the_place_of_the_folder_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "packs").touch()
    done = fill(KASTEELWIJK, "-o", tmp_path / "packs")
    assert done.exit_code == 2
    assert f"nothing can be written at {tmp_path / 'packs'} (" in done.stderr
    assert (tmp_path / "packs").is_file()


def test_a_link_that_leads_nowhere_stays(tmp_path: Path) -> None:
    """To a drive that is not there: it was taken for a missing folder, and removed with what was undone."""
    (tmp_path / "drive").symlink_to(tmp_path / "nowhere")
    for place in ("drive", "drive/packs"):
        done = fill(KASTEELWIJK, "-o", tmp_path / place)
        assert done.exit_code == 2
        assert (tmp_path / "drive").is_symlink()


@pytest.mark.parametrize("place", ["data", "docs/fr", "data/new"])
def test_nothing_is_written_among_the_sources_of_the_guide(place: str) -> None:
    before = sorted((ROOT / place).parent.iterdir())
    done = fill(KASTEELWIJK, "-o", ROOT / place)
    assert done.exit_code == 2
    assert "holds the sources of the guide" in done.stderr
    assert sorted((ROOT / place).parent.iterdir()) == before


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "answers.yml")
    done = fill(tmp_path / "answers.yml", "-o", tmp_path / "packs")
    assert done.exit_code != 0
    assert "this is no ordinary file" in done.stderr
