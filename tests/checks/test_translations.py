"""Both languages say the same, as far as that shows, and neither changes alone without a word."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from macros.checks.agreed_lock import LOCK, lock_below, read_lock
from macros.checks.lock_problems import agreed_texts, counts_of, lock_problems, lost_problems, renewed, unpublishable
from macros.checks.site import checked_site
from macros.checks.twin_texts import TextAt, TwinText, texts_in
from macros.checks.wording import Letters, wording_problems
from macros.content.municipalities import municipalities
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.problems import GuideError, Problem
from macros.model.typography import MONTHS
from tests.building import Build

TERMS, COST = "data/terms.yml", "docs/{}/understand/cost.md"


@pytest.fixture(scope="module")
def texts(site: Site) -> list[TwinText]:
    return [twin for twin in texts_in(ROOT, site.pages) if not twin.is_fact]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def found_in(root: Path) -> list[Problem]:
    return lock_problems(root, checked_site(root).pages)


def test_no_text_is_made_again_while_its_file_stays_as_it_is(site: Site) -> None:
    """However many files there are: a check after an edit costs what it touched."""
    before, now = (texts_in(ROOT, site.pages) for _ in range(2))
    assert [twin.place for twin, same in zip(before, now, strict=True) if twin is not same] == []


def test_letters_are_counted_as_if_no_others_had_been_counted_before(
    texts: list[TwinText], monkeypatch: pytest.MonkeyPatch
) -> None:
    def likeness_among(some: list[TwinText]) -> list[float]:
        letters = Letters(some)
        return [letters.likeness(twin[language].text, language) for twin in texts for language in Language]

    others, counted = likeness_among(texts), likeness_among(texts[::2])
    monkeypatch.setattr(Letters, "_before", {})
    assert likeness_among(texts[::2]) == counted != others


def test_every_text_is_agreed(site: Site) -> None:
    assert lock_problems(ROOT, site.pages) == []


def test_the_lock_is_the_one_that_agreeing_writes(site: Site) -> None:
    assert renewed(agreed_texts(ROOT, site.pages), lock_below(ROOT), [])[0] == (ROOT / LOCK).read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "twin", "language"),
    [
        (TERMS, "Un accord structuré entre", "Un accord écrit entre", TERMS, "fr"),
        (TERMS, "Een gestructureerde samenwerking", "Een geregelde samenwerking", TERMS, "nl"),
        (COST.format("fr"), "Chacun doit pouvoir", "Chacun peut", COST.format("nl"), "fr"),
        (COST.format("nl"), "# Wat kost een BIN?", "# Hoeveel kost een BIN?", COST.format("fr"), "nl"),
        (COST.format("fr"), "frais limités", "frais modestes", COST.format("nl"), "fr"),
    ],
)
def test_a_text_that_changed_in_one_language_is_named_with_both_places(
    file: str, old: str, new: str, twin: str, language: str, locked_copy: Path
) -> None:
    change(locked_copy / file, old, new)
    (problem,) = found_in(locked_copy)
    assert (problem.file, problem.language) == (file, language)
    assert re.search(rf"of {twin}:\d+ has not", problem.message)
    assert f"UNCHANGED={twin}:" in problem.remedy


def test_an_editor_can_say_that_no_change_is_needed_with_the_place_or_the_line_of_the_message(
    locked_copy: Path,
) -> None:
    change(locked_copy / TERMS, "Un accord structuré entre", "Un accord écrit entre")
    (problem,) = found_in(locked_copy)
    lock = (locked_copy / LOCK).read_text("utf-8")
    place = re.search(r"UNCHANGED=(\S+)", problem.remedy)
    line = re.search(r"write “(.*?)” for “(.*?)”", problem.remedy)
    assert place
    assert line
    changed = agreed_texts(locked_copy, checked_site(locked_copy).pages)
    for text in (renewed(changed, read_lock(lock), [place[1]])[0], lock.replace(line[2], line[1])):
        (locked_copy / LOCK).write_text(text, "utf-8")
        assert found_in(locked_copy) == []
    assert renewed(changed, read_lock(lock), [])[0].count("\n") == lock.count("\n")
    (locked_copy / LOCK).write_text(renewed(changed, read_lock(lock), [])[0], "utf-8")
    assert found_in(locked_copy) == [problem], "what nobody agreed to stays reported"


def test_all_of_a_file_is_agreed_to_by_its_name_and_counted(locked_copy: Path) -> None:
    for old, new in (
        ("Un accord structuré entre", "Un accord écrit entre"),
        ("Un texte par lequel", "Un écrit par lequel"),
    ):
        change(locked_copy / TERMS, old, new)
    problem, _ = found_in(locked_copy)
    file = re.search(r"\((\S+) for the whole file", problem.remedy)
    assert file
    changed = agreed_texts(locked_copy, checked_site(locked_copy).pages)
    text, counted = renewed(changed, read_lock((locked_copy / LOCK).read_text("utf-8")), [file[1]])
    assert counts_of(counted) == "2 changed, 0 new, 0 gone, 0 moved"
    (locked_copy / LOCK).write_text(text, "utf-8")
    assert found_in(locked_copy) == []


def test_what_changed_in_both_languages_is_asked_to_be_agreed_and_may_be_published(locked_copy: Path) -> None:
    change(locked_copy / TERMS, "Un accord structuré entre", "Un accord écrit entre")
    change(locked_copy / TERMS, "Een gestructureerde samenwerking", "Een geschreven akkoord")
    (problem,) = found_in(locked_copy)
    assert problem.file == TERMS
    assert re.search(r": 1 changed, 0 new, 0 gone, 0 moved\. “.+” \(line [1-9]\d*\)", problem.message)
    assert unpublishable(locked_copy, checked_site(locked_copy).pages) == []


def test_records_that_are_gone_are_asked_to_be_agreed(locked_copy: Path) -> None:
    questions = locked_copy / "data" / "questions.yml"
    text = questions.read_text("utf-8")
    last = text.rindex("\n  - id: ")
    questions.write_text(text[: last + 1], "utf-8")
    (problem,) = found_in(locked_copy)
    assert re.search(": 0 changed, 0 new, [1-9]\\d* gone", problem.message)


def test_a_text_that_changed_in_one_language_stops_the_build(locked_copy: Path, tmp_path: Path, build: Build) -> None:
    change(locked_copy / COST.format("fr"), "Chacun doit pouvoir", "Chacun peut")
    result = build(locked_copy, tmp_path / "site")
    assert result.returncode != 0
    assert re.search(r"the French has changed, the Dutch of docs/nl/understand/cost.md:\d+ has not", result.stderr)
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


FAULTS = {
    "another date": ("data/sources.yml", "28 februari 2019", "27 februari 2019", "only in Dutch: 27/2"),
    "another month": ("data/sources.yml", "28 februari 2019", "28 maart 2019", "only in Dutch: 28/3"),
    "another amount": (COST.format("nl"), "€ 0,055", "€ 0,55", "numbers differ *only in Dutch: 0.55"),
    "another number word": (
        "data/documents/evaluation-form.yml",
        "deze zes punten",
        "deze zeven punten",
        "numbers differ",
    ),
    "an untranslated label": ("data/labels.yml", "nl: Naar de inhoud", "nl: Aller au contenu", "is the same in both"),
    "a paragraph in the other language": (
        COST.format("nl"),
        "In principe betalen de leden niets. Soms dekt een kleine bijdrage het versturen van de berichten; de gemeente "
        "kan helpen.",
        "Chacun doit pouvoir participer, quelle que soit sa situation sociale.",
        "reads as French",
    ),
    "a word left over": (COST.format("fr"), "elle reste limitée", "ze reste limitée", "is left over: ze"),
    "a month left over": (
        "docs/nl/examples/budget.md",
        "brief van 14 januari",
        "brief van 14 janvier",
        "is left over: janvier",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_differs_between_twins_is_found(fault: str, guide_copy: Path) -> None:
    file, old, new, said = FAULTS[fault]
    change(guide_copy / file, old, new)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    assert any(re.search(said.replace("*", ".*"), problem.message) for problem in raised.value.problems)


def test_what_was_found_sound_is_compared_again_when_one_language_or_an_exception_changes(guide_copy: Path) -> None:
    exceptions = "data/twin_exceptions.yml"
    for file, old, new in (
        (COST.format("nl"), "€ 0,055", "€ 0,55"),
        (COST.format("fr"), "0,055", "0,55"),
        (exceptions, "Vandalisme]", "Vandalisme, Nulle part]"),
    ):
        checked_site(guide_copy)
        text = (guide_copy / file).read_text("utf-8")
        change(guide_copy / file, old, new)
        with pytest.raises(GuideError, match=r"numbers differ|no text needs"):
            checked_site(guide_copy)
        (guide_copy / file).write_text(text, "utf-8")


def test_swapped_languages_are_found_in_nearly_every_text(site: Site, texts: list[TwinText]) -> None:
    exceptions = site.catalogue.exceptions.values()
    told = [twin for twin in texts if re.search(r"[^\W\d]{3}", twin.fr.text) and twin.fr.text != twin.nl.text]
    sample = told[::20]
    swapped = [
        replace(each, fr=replace(each.fr, text=each.nl.text), nl=replace(each.nl, text=each.fr.text)) for each in sample
    ]
    others = [each for each in texts if each not in sample]
    places = {(problem.file, problem.line) for problem in wording_problems([*others, *swapped], exceptions)}
    missed = [each for each in sample if not {(at.file, at.line) for at in (each.fr, each.nl)} & places]
    assert len(missed) <= 0.05 * len(sample), [each.fr.text for each in missed]


def test_a_month_and_a_year_are_of_their_language(site: Site, texts: list[TwinText]) -> None:
    months = zip(MONTHS[Language.FR], MONTHS[Language.NL], strict=True)
    dated = [
        replace(each, fr=replace(each.fr, text=f"{fr} 2025"), nl=replace(each.nl, text=f"{nl} 2025"))
        for each, (fr, nl) in zip(texts, months, strict=False)
    ]
    assert len(dated) == 12
    assert not [*wording_problems([*texts, *dated], site.catalogue.exceptions.values())]


def test_an_item_left_empty_in_a_list_stops_no_check_of_texts(locked_copy: Path) -> None:
    change(locked_copy / "data" / "documents" / "by-laws.yml", "\nblocks:\n", "\nblocks:\n  -\n")
    assert lost_problems(locked_copy, set()) == []


def test_an_exception_that_no_text_needs_is_refused(guide_copy: Path) -> None:
    change(guide_copy / "data" / "twin_exceptions.yml", "Vandalisme]", "Vandalisme, Nulle part]")
    with pytest.raises(GuideError, match="no text needs the exception 'Nulle part'"):
        checked_site(guide_copy)


def test_a_paragraph_that_one_language_lacks_is_found(language: Language, guide_copy: Path) -> None:
    file = guide_copy / COST.format(language)
    text = file.read_text("utf-8")
    paragraphs = text.split("\n\n")
    whole = next(index for index, each in enumerate(paragraphs) if index > 3 and each[:1].isupper())
    file.write_text("\n\n".join([*paragraphs[:whole], *paragraphs[whole + 1 :]]), "utf-8")
    with pytest.raises(GuideError, match="the section has"):
        checked_site(guide_copy)


def test_the_name_of_any_municipality_may_stand_in_a_text(site: Site) -> None:
    """Names hold words and numbers of the other language: Ham-sur-Heure in a Dutch text, Trois-Ponts."""
    texts = texts_in(ROOT, site.pages)
    for each in municipalities():
        french = f"La commune de {each.name.fr} compte deux PLP, le plus ancien depuis 2004."
        dutch = f"De gemeente {each.name.nl} telt twee BIN's, het oudste sinds 2004."
        file = f"data/communes/{each.nis_code}.yml"
        texts.append(TwinText(file, each.nis_code, TextAt(french, file, 1), TextAt(dutch, file, 2)))
    assert list(wording_problems(texts, site.catalogue.exceptions.values())) == []


@pytest.mark.parametrize(
    ("french", "dutch"),
    [
        ("Ville de La Louvière", "Stad La Louvière"),
        ("La Louvière, Le Rœulx, Charleroi et Mons", "La Louvière, Le Rœulx, Charleroi en Bergen"),
        ("Majorité absolue", "Quorum"),
        ("Accord de tous", "Consensus"),
        ("Quorum", "Vereist aantal"),
    ],
)
def test_names_of_municipalities_and_single_words_are_of_no_language(
    french: str, dutch: str, site: Site, texts: list[TwinText]
) -> None:
    twin = TwinText(
        "data/labels.yml", "name", TextAt(french, "data/labels.yml", 1), TextAt(dutch, "data/labels.yml", 2)
    )
    assert list(wording_problems([*texts, twin], site.catalogue.exceptions.values())) == []


def test_the_lock_holds_places_and_digests_alone() -> None:
    lines = (ROOT / LOCK).read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"#.*|\S+|( \S+)( [0-9a-f]{8}){1,2}", line)] == []
