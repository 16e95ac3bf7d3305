"""Whatever an editor gets wrong stops the build with one message that says where, what and how to mend it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from macros.checks.lock_problems import lost_problems
from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.model.messages import CHOSEN
from macros.model.problems import GuideError, Problem, UnknownRecordError
from macros.pages import view
from macros.pages.page_macros import PageMacros
from tests.building import Build
from tests.copies import lend, unpublish


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    """A change that replaces the first `old` in a file; it fails when there is none."""

    def change(root: Path) -> None:
        path = root / file
        text = path.read_text("utf-8")
        assert re.search(old, text, re.MULTILINE), f"{old!r} is not in {file}"
        path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), "utf-8")

    return change


def append(file: str, text: str) -> Callable[[Path], None]:
    """A change that adds text at the end of a file."""

    def change(root: Path) -> None:
        path = root / file
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return change


def published_by(text: str) -> Callable[[Path], None]:
    """A change that has somebody else publish the guide, or somebody at all."""

    def change(root: Path) -> None:
        unpublish(root)
        append("data/guide.yml", f"\npublisher:\n{text}")(root)

    return change


def delete(file: str) -> Callable[[Path], None]:
    return lambda root: (root / file).unlink()


def duplicate(file: str, copy: str, old: str, new: str) -> Callable[[Path], None]:
    """A change that copies a file, with `old` replaced."""

    def change(root: Path) -> None:
        (root / copy).write_text(re.sub(old, new, (root / file).read_text("utf-8"), flags=re.MULTILINE), "utf-8")

    return change


def write_bytes(file: str, content: bytes) -> Callable[[Path], object]:
    return lambda root: (root / file).write_bytes(content)


def with_contact(phone: str, source: str = "guide-berchem") -> Callable[[Path], None]:
    """A change that gives a municipality a contact with this number."""
    contact = f"contact:\n  service: {{fr: Prévention, nl: Preventie}}\n  phone: {phone}\n  sources: [{source}]\n"
    return replace("data/communes/berchem-sainte-agathe.yml", "^checked_on", f"{contact}checked_on")


SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")
PRIVATE = Problem(
    "data/communes/berchem-sainte-agathe.yml",
    0,
    "contact is marked as private",
    "give that of the service, or leave it out*",
    "berchem-sainte-agathe",
    "",
)
MOBILE = Problem(
    "data/communes/berchem-sainte-agathe.yml",
    0,
    "contact has a mobile number, which may be a person's",
    "give the fixed number of the service, or none",
    "berchem-sainte-agathe",
    "",
)
FIELD = "- id: never-asked\n  label:\n    fr: Jamais demandé\n    nl: Nooit gevraagd\n"
FRENCH_SEARCH_WORDS = r"^ +search_words:\n +fr: \["

FAULTS = {
    "an unknown code of a municipality": (
        replace("data/communes/berchem-sainte-agathe.yml", "21003", "21099"),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "no municipality has the NIS code '21099'",
            "did you mean 21003 (Berchem-Sainte-Agathe / Sint-Agatha-Berchem)?",
            "berchem-sainte-agathe",
            "",
        ),
    ),
    "a pattern with a list of words that there is not": (
        replace("data/messages.yml", r"- \(person\) \(demonym\)", "- (persons) (demonym)"),
        Problem("data/messages.yml", 0, "there is no list of words 'persons'*", "did you mean person*", "origin", ""),
    ),
    "a pattern that nobody could read": (
        replace("data/messages.yml", r"- \(person\) \(demonym\)", "- (person)  (demonym)"),
        Problem("data/messages.yml", 0, "*", "write words with one space between them*", "origin", "fr"),
    ),
    "a word of a list that is two": (
        replace("data/messages.yml", r"\[plaque, ", "[plaque blanche, "),
        Problem("data/messages.yml", 0, "*", "write one word, without spaces*", "plate", "fr"),
    ),
    "a question that lets pass what no rule finds": (
        replace("data/messages.yml", r"passes: \[name\]", "passes: [names]"),
        Problem("data/messages.yml", 0, "there is no rule 'names'", "did you mean name*", "where", ""),
    ),
    "the code of another municipality": (
        replace("data/communes/berchem-sainte-agathe.yml", "21003", "21004"),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "the NIS code 21004 is that of 'Bruxelles'; Berchem-Sainte-Agathe is 21003",
            "write the name 'Bruxelles', or correct the code",
            "berchem-sainte-agathe",
            "fr",
        ),
    ),
    "a municipality that has merged": (
        replace("data/communes/berchem-sainte-agathe.yml", "Berchem-Sainte-Agathe$", "Gooik"),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "*has been part of * (23106) since 2025-01-01",
            "write the file for Pajottegem",
            "berchem-sainte-agathe",
            "fr",
        ),
    ),
    "two files for one municipality": (
        duplicate("data/communes/berchem-sainte-agathe.yml", "data/communes/berchem.yml", "^id: .*", "id: berchem"),
        Problem(
            "data/communes/berchem.yml",
            0,
            "the municipality 21003 already has a file, data/communes/berchem-sainte-agathe.yml",
            "keep one file for each municipality: put the texts of both in it",
            "berchem",
            "",
        ),
    ),
    "a label that local pages need": (
        replace("data/labels.yml", "^local-title:", "local-titel:"),
        Problem(
            "data/labels.yml",
            0,
            "there is no label 'local-title', and pages need it",
            "did you mean local-titel*",
            "local-title",
            "",
        ),
    ),
    "a day that has not come": (
        replace("data/communes/berchem-sainte-agathe.yml", r"^checked_on: .*", "checked_on: 2999-12-31"),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "checked_on is 2999-12-31, which has not come",
            "write the day on which this was last read against its sources",
            "berchem-sainte-agathe",
            "",
        ),
    ),
    "a private number": (with_contact("0470 00 00 00\n  private: true"), PRIVATE),
    "a mobile number": (with_contact("+32 470 00 00 00"), MOBILE),
    "an address that anyone can have": (
        with_contact("02 123 45 67\n  email: jan.peeters@gmail.com"),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "contact has an address that anyone can have",
            "give that of the service, or none",
            "berchem-sainte-agathe",
            "",
        ),
    ),
    "an address that leads elsewhere than it looks": (
        replace("data/sources.yml", "address: https://www.besafe.be/", "address: https://www.besafe.be@example.org/"),
        Problem(
            "data/sources.yml",
            35,
            "address leads to example.org, whatever stands before the @",
            "write the address without what stands before the @",
            "circular-2019",
            "",
        ),
    ),
    "a mobile number in a text": (
        replace("data/communes/berchem-sainte-agathe.yml", r"fr: >-\n(\s{8})", r"fr: >-\n\1Le 0470/12.34.56. "),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "practices has a mobile number, which may be a person's",
            "give the fixed number of the service, or none",
            "berchem-sainte-agathe",
            "",
        ),
    ),
    "a number said to be private": (with_contact("0470 00 00 00 (privé)"), PRIVATE),
    **{
        f"a mobile number written {number!r}": (with_contact(f'"{number}"'), MOBILE)
        for number in (
            "0475\u00a012\u202f34\u00a056",
            "0475/12.34.56",
            "04/75-12-34-56",
            "0032 475 12 34 56",
            "0032475123456",
            "+32-475-12-34-56",
            "+32 (0) 475 12 34 56",
            "(0475) 12 34 56",
            "+32 4 75 12 34 56",
            "04 75 12 34 56",
        )
    },
    "a text in both languages beside one in neither": (
        replace("data/sources.yml", r"^  certainty:", "  note:\n    - {fr: Un, nl: Een}\n    - Deux\n  certainty:"),
        Problem("data/sources.yml", 0, "*'note'*", "*", "*", ""),
    ),
    "a day that is a number": (
        replace("data/sources.yml", "checked_on: .*", "checked_on: 0"),
        Problem("data/sources.yml", 0, "checked_on is not a date: '0'", "*", "*", ""),
    ),
    "minutes that are none": (
        replace("data/documents/slides.yml", "minutes: .*", "minutes: 0"),
        Problem("data/documents/slides.yml", 0, "* is 0, and may not be less than 0.50", "*", "*", ""),
    ),
    "minutes that are true": (
        replace("data/documents/slides.yml", "minutes: .*", "minutes: true"),
        Problem("data/documents/slides.yml", 0, "minutes must be a number, and is 'True'", "*", "*", ""),
    ),
    "a text that YAML takes for a truth": (
        replace(
            "data/sources.yml",
            r"^- id: guide-berchem\n  title:\n    fr: >-\n.*",
            "- id: guide-berchem\n  title:\n    fr: no",
        ),
        Problem("data/sources.yml", 0, "*takes this word for true or false", "*", "guide-berchem", "fr"),
    ),
    "a key that YAML takes for a truth": (
        append("data/labels.yml", "\nno: {fr: Non, nl: Nee}\n"),
        Problem("data/labels.yml", 0, "YAML does not read the key 'no' as a word*", "choose another word", "", ""),
    ),
    "a key that is a list": (
        append("data/labels.yml", "\n? [no]\n: {fr: Non, nl: Nee}\n"),
        Problem("data/labels.yml", 0, "a key must be a word", "*", "", ""),
    ),
    "a record that is only a word": (
        append("data/terms.yml", "\n- plp\n"),
        Problem("data/terms.yml", 0, "*", "*", "", ""),
    ),
    "a file that is only a word": (
        write_bytes("data/guide.yml", b"plp\n"),
        Problem("data/guide.yml", 1, "*", "*", "guide", ""),
    ),
    "two pages of documents that there are not": (
        lambda root: [
            replace(f"data/documents/{each}.yml", r"^page: .*", f"page: no-{each}.md")(root)
            for each in ("announcement", "charter")
        ],
        Problem("data/documents/charter.yml", 0, "there is no page docs/fr/no-charter.md", "*", "charter", ""),
    ),
    "a list of words that there is not, where a rule is silent": (
        replace("data/messages.yml", r"- le\|au\|du\|par\|avec 101\|112", "- (persn) 101|112"),
        Problem("data/messages.yml", 0, "there is no list of words 'persn'", "did you mean person*", "*", ""),
    ),
    "a calendar without steps": (
        lambda root: (root / "data/planner.yml").write_text("steps: []\nclosed_days: []\n", "utf-8"),
        Problem("data/planner.yml", 0, "*", "*", "", ""),
    ),
    "an example that is a list": (
        write_bytes("data/example/by-hand.fr.yml", b"- charter: {}\n"),
        Problem("data/example/by-hand.fr.yml", 1, "*", "*", "", ""),
    ),
    "a source that there is not, and whose name is that of a law": (
        with_contact("02 123 45 67", source="loi-vie-privee"),
        Problem("data/communes/berchem-sainte-agathe.yml", 0, "there is no source 'loi-vie-privee'", "*", "*", ""),
    ),
    "a practice in one language": (
        replace("data/communes/berchem-sainte-agathe.yml", r"      nl: >-\n        Volgens een pagina .*\n", ""),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "the key text.nl is missing",
            "write it beside the other language, with >- and the text below it",
            "berchem-sainte-agathe",
            "nl",
        ),
    ),
    "an unknown subject": (
        replace("data/communes/berchem-sainte-agathe.yml", "subject: cost", "subject: costs"),
        Problem(
            "data/communes/berchem-sainte-agathe.yml",
            0,
            "subject cannot be 'costs'",
            "did you mean cost?",
            "berchem-sainte-agathe",
            "",
        ),
    ),
    "a page written where a local page goes": (
        duplicate("docs/fr/privacy.md", "docs/fr/communes/berchem-sainte-agathe.md", "", ""),
        Problem(
            "docs/fr/communes/berchem-sainte-agathe.md",
            0,
            "this page is made from the file of the municipality",
            "delete this page, and keep the file of the municipality",
            "",
            "fr",
        ),
    ),
    "an empty translation": (
        replace("data/labels.yml", r"(?<=  nl: )Naar de inhoud", '""'),
        Problem("data/labels.yml", 0, "nl is empty", "write the text, in a folded block (>-)", "skip", "nl"),
    ),
    "a missing translation": (
        replace("data/labels.yml", r"^  nl: Naar de inhoud\n", ""),
        Problem("data/labels.yml", 0, "the key nl is missing", "write it beside the other language*", "skip", "nl"),
    ),
    "an unknown id in data": (
        replace("data/stages/stage-1.yml", r"guide-berchem", "guide-berchen"),
        Problem(
            "data/stages/stage-1.yml", 0, "there is no source 'guide-berchen'", "did you mean guide-berchem?", "*", ""
        ),
    ),
    "an unknown id in a page": (
        replace("docs/fr/understand/cost.md", r'contested\("cost"\)', 'contested("costs")'),
        Problem(
            "docs/fr/understand/cost.md", 0, "there is no contested point 'costs'", "did you mean cost?", "*", "fr"
        ),
    ),
    "an unknown macro": (
        replace("docs/fr/understand/cost.md", r'contested\("cost"\)', 'contestd("cost")'),
        Problem("docs/fr/understand/cost.md", 0, "there is no macro 'contestd'", "did you mean contested?", "*", "fr"),
    ),
    "wrong arguments of a macro": (
        replace("docs/fr/understand/cost.md", r'contested\("cost"\)', "contested()"),
        Problem("docs/fr/understand/cost.md", 0, "*", 'write it like contested("circular-date")*', "*", "fr"),
    ),
    "a macro that is not closed": (
        replace("docs/fr/understand/cost.md", r'contested\("cost"\) }}', 'contested("cost") }'),
        Problem("docs/fr/understand/cost.md", 0, "*", 'a macro looks like {{ source("guide-berchem 1.5") }}', "", "fr"),
    ),
    "a key that belongs elsewhere": (
        replace("data/guide.yml", "subtitle:\n", "said_by:\n  - guide\nsubtitle:\n"),
        Problem("data/guide.yml", 0, "the key 'said_by' does not belong here", "indent it like*", "guide"),
    ),
    "a list of the search with two words in one": (
        replace("data/search_lists.yml", "absolument, actuel", "absolument actuel"),
        Problem("data/search_lists.yml", 0, "*'absolument actuel', which is not one word", "*", "search_lists", "fr"),
    ),
    "a list of the search that is missing": (
        replace("data/search_lists.yml", "^incidents:", "incident:"),
        Problem("data/search_lists.yml", 0, "unknown key 'incident'", "did you mean incidents*", "search_lists", ""),
    ),
    "a key that other blocks have": (
        replace("data/documents/charter.yml", r"^  - block: field\n", r"\g<0>    txt: x\n"),
        Problem("data/documents/charter.yml", 0, "unknown key 'txt'", "known: block, field, *", "charter", ""),
    ),
    "a theme that looks like another": (
        replace("data/questions.yml", "theme: start", "theme: dates"),
        Problem(
            "data/questions.yml",
            0,
            "there is no theme 'dates'",
            "known: cost, data, papers, rules, start, take-part",
            "can-we-start",
            "",
        ),
    ),
    "an unknown key": (
        replace("data/guide.yml", r"^subtitle:", "subtitel:"),
        Problem("data/guide.yml", 0, "unknown key 'subtitel'", "did you mean subtitle*", "guide", ""),
    ),
    "an unused field": (
        append("data/fields.yml", FIELD),
        Problem("data/fields.yml", 0, "no document asks for the field 'never-asked'", "*", "never-asked", ""),
    ),
    **{
        f"a line that cannot go: {where}": (
            replace(
                f"data/documents/{document}.yml", rf"( *)field: {field}\n", r"\g<0>\1gone_with: coordinator-name\n"
            ),
            Problem(
                f"data/documents/{document}.yml",
                0,
                f"the line for '{field}' is to go with an answer*",
                "take gone_with out*",
                document,
                "",
            ),
        )
        for where, document, field in (
            ("on a slide", "slides", "neighbourhood"),
            ("completed by hand", "member-registration", "member-name"),
            ("where one signs", "charter", "addendum-mayor"),
            ("a list in two languages", "charter", "area-streets"),
        )
    },
    "a field called as its entry in one language": (
        append("data/fields.yml", FIELD.replace("asked", "asked-nl")),
        Problem(
            "data/fields.yml",
            0,
            "the id 'never-asked-nl' ends with the name of a language",
            "end it otherwise*",
            "never-asked-nl",
            "",
        ),
    ),
    "a blank missing in one language": (
        replace("data/documents/charter.yml", r"\{[a-z-]+\}", "…"),
        Problem("data/documents/charter.yml", 0, "*lacks the blank * in fr", "*", "*", "fr"),
    ),
    "a blank where nobody writes": (
        replace("data/documents/slides.yml", "Bonsoir et bienvenue", "Bienvenue à {place}"),
        Problem(
            "data/documents/slides.yml",
            0,
            "notes has the blank {place}, and nobody can fill it in there",
            "write the words themselves, without braces",
            "start",
            "",
        ),
    ),
    "a character that no paper can show": (
        replace("data/documents/reflex-card.yml", "Deel het enkel", "Deel het enkel ☎"),
        Problem(
            "data/documents/reflex-card.yml",
            0,
            "the fonts have no “☎” (U+260E), in “*",
            "write it another way",
            "reflex-card",
            "nl",
        ),
    ),
    "such a character on a page": (
        replace("docs/nl/understand/cost.md", r"(\{ #rule \}\n\n)", r"\1📞 "),
        Problem(
            "docs/nl/understand/cost.md",
            20,
            "the fonts have no “📞” (U+1F4DE), in “📞 *”",
            "write it another way",
            "",
            "nl",
        ),
    ),
    "such a character in the title of a page": (
        replace("docs/fr/understand/cost.md", r'^title: "?', r"\g<0>📞 "),
        Problem("docs/fr/understand/cost.md", 2, "the fonts have no “📞” (U+1F4DE)*", "write it *", "", "fr"),
    ),
    "such a character in an answer of the example": (
        replace("data/example/answers.fr.yml", "mayor-name: Marc Delvaux", "mayor-name: Ștefan Delvaux"),
        Problem(
            "data/example/answers.fr.yml",
            0,
            "the fonts have no “Ș” (U+0218), in “Ștefan Delvaux”",
            "write it another way",
            "mayor-name",
            "fr",
        ),
    ),
    "such a character in the name of who publishes": (
        published_by("  name: Ștefan\n  address: Rue 1\n  email: guide@organisation.be\n"),
        Problem("data/guide.yml", 0, "the fonts have no “Ș” (U+0218), in “*Ștefan*", "write it another way", "*", ""),
    ),
    "a label whose blank is missing in one language": (
        replace("data/labels.yml", r"^  nl: Stap \{number\}$", "  nl: Stap"),
        Problem("data/labels.yml", 0, "*lacks the blank {number} in nl", "*", "stage-number", "nl"),
    ),
    "a place of a label under another name": (
        replace(
            "data/labels.yml", r"^  fr: Étape \{number\}\n  nl: Stap \{number\}$", "  fr: Étape {n}\n  nl: Stap {n}"
        ),
        Problem("data/labels.yml", 0, "the words have the place {n}*", "*{number}", "stage-number", ""),
    ),
    "a place of a label that was renamed in one language": (
        replace("data/labels.yml", r"(?<=pour « )\{query\}(?= »\n  nl: >-\n    1 )", "{demande}"),
        Problem(
            "data/labels.yml", 0, "* has the blank {demande} in fr, and {query} in nl", "put back*", "search-one", ""
        ),
    ),
    "a place of a label that was renamed in both languages, and that scripts fill": (
        replace(
            "data/labels.yml",
            r"^search-one:\n(  fr: >-\n.*)\{query\}(.*\n  nl: >-\n.*)\{query\}",
            r"search-one:\n\1{demande}\2{demande}",
        ),
        Problem("data/labels.yml", 0, "the words have the place {demande}, and nothing*", "*query*", "search-one", ""),
    ),
    "a label with a brace that is not closed": (
        replace("data/labels.yml", r"^  nl: Stap \{number\}$", "  nl: Stap {number} van {"),
        Problem("data/labels.yml", 0, "*a brace in nl that belongs to no blank: '{'", "*", "stage-number", "nl"),
    ),
    "broken YAML": (
        replace("data/labels.yml", r"^  fr: Aller au contenu", "  fr: Aller : au contenu"),
        Problem(
            "data/labels.yml",
            6,
            "the YAML cannot be read: a colon in the text *",
            "write the sentence as a folded block*",
            "",
            "",
        ),
    ),
    "text lost after a #": (
        replace("data/labels.yml", r"^  fr: Aller au contenu", "  fr: Aller au contenu # le vrai"),
        Problem("data/labels.yml", 6, "YAML drops the text after ' #': '# le vrai'", "*", "", ""),
    ),
    "the same key twice": (
        replace("data/labels.yml", r"^  fr: Aller au contenu", "  fr: Aller au contenu\n  fr: Aller au texte"),
        Problem("data/labels.yml", 7, "the key 'fr' stands twice in the same place", "keep one of the two", "", ""),
    ),
    "a duplicate id": (
        append("data/fields.yml", FIELD + FIELD),
        Problem("data/fields.yml", 0, "the id 'never-asked' is used twice, first in *", "*", "never-asked", ""),
    ),
    "a rule without a source": (
        replace(
            "data/stages/stage-2.yml", r"level: must((?:\n(?!  ? ?- id).*)*?)\n\s+sources: \[[^\]]*\]", r"level: must\1"
        ),
        Problem(
            "data/stages/stage-2.yml", 0, "*is a must without a source", "add sources, or make it a may *", "*", ""
        ),
    ),
    "a must that only a local source asks": (
        replace(
            "data/stages/stage-1.yml", r"(id: contact-local-police(?:\n(?! *- id).*)*?\n +level: )should", r"\1must"
        ),
        Problem(
            "data/stages/stage-1.yml",
            0,
            "is a must that no source of the whole country asks*",
            "cite a source that makes it a duty*",
            "contact-local-police",
            "",
        ),
    ),
    "a compulsory paper that only a local source asks": (
        replace("data/documents/by-laws.yml", r"^sources: \[.*\]", "sources: [police-hesbaye]"),
        Problem("data/documents/by-laws.yml", 0, "is a must that no source*", "cite a source*", "by-laws", ""),
    ),
    "a must that only an unread source asks": (
        replace("data/documents/charter.yml", r"^sources: \[.*\]", "sources: [circular-2019]"),
        Problem("data/documents/charter.yml", 0, "is a must that no source*", "cite a source*", "charter", ""),
    ),
    "a should without a source": (
        replace(
            "data/stages/stage-4.yml", r"(id: hand-out-reflex-card(?:\n(?! *- id).*)*?\n +level: )may", r"\1should"
        ),
        Problem(
            "data/stages/stage-4.yml",
            0,
            "is a should without a source",
            "cite the source that recommends it*",
            "hand-out-reflex-card",
            "",
        ),
    ),
    "a source in square brackets on a page": (
        replace("docs/fr/understand/cost.md", r"^Les bénévoles ", "Les bénévoles [besafe-create] "),
        Problem(
            "docs/fr/understand/cost.md",
            42,
            "*besafe-create] is shown as it is*",
            'write {{ source("besafe-create") }}',
            "",
            "fr",
        ),
    ),
    "a source in square brackets in a paper": (
        replace("data/documents/reflex-card.yml", "Deel het enkel", "Deel [besafe-create] het enkel"),
        Problem("data/documents/reflex-card.yml", 0, "*besafe-create] is shown*", "move it to *", "reflex-card", "nl"),
    ),
    "a word that the guide does not say": (
        replace("docs/nl/understand/cost.md", "aan een BIN,", "aan de BIN,"),
        Problem("docs/nl/understand/cost.md", 0, "the guide does not say “de BIN”", "write “het BIN”*", "", "nl"),
    ),
    "a word that the guide does not say, in a paper": (
        replace("data/documents/by-laws.yml", "Het BIN Kenniscentrum vraagt dat een reglement", "Het intern reglement"),
        Problem("data/documents/by-laws.yml", 0, "*“intern reglement”", "write “huishoudelijk*", "purpose", "nl"),
    ),
    "markup in data": (
        replace("data/labels.yml", r"^  fr: Aller au contenu", "  fr: Aller au <b>contenu</b>"),
        Problem(
            "data/labels.yml", 0, "*contains '<'", "data is plain text, without HTML, Markdown or macros", "skip", "fr"
        ),
    ),
    "a file that nothing reads": (
        lambda root: (root / "data" / "roles.yaml").write_text("a: b\n"),
        Problem(
            "data/roles.yaml",
            0,
            "the guide does not read a file of this name in this folder",
            "rename it roles.yml, or delete it",
            "",
            "",
        ),
    ),
    "a file in another encoding": (
        write_bytes("data/guide.yml", "name: Café".encode("latin-1")),
        Problem("data/guide.yml", 1, "the file is not UTF-8 text", "save it with the encoding UTF-8", "", ""),
    ),
    "a page without its twin": (
        delete("docs/nl/understand/cost.md"),
        Problem("docs/fr/understand/cost.md", 0, "the page has no twin docs/nl/understand/cost.md", "*", "", "nl"),
    ),
    "a heading that differs from its twin's": (
        append("docs/nl/understand/cost.md", "\n## Nog iets { #more }\n"),
        Problem(
            "docs/nl/understand/cost.md",
            0,
            "*: the heading '##' with the anchor #more in docs/nl/understand/cost.md:* has no twin",
            "give twins the same headings",
            "",
            "nl",
        ),
    ),
    "a heading without an anchor that its twin lacks": (
        append("docs/fr/understand/cost.md", "\n## Encore\n"),
        Problem(
            "docs/nl/understand/cost.md",
            0,
            "*: the heading '##' without an anchor in docs/fr/understand/cost.md:* has no twin",
            "*",
            "",
            "nl",
        ),
    ),
    "an anchor that differs from its twin's": (
        replace("docs/nl/understand/cost.md", r"(\{ #rule \}\n\n.*)$", r"\1\n{ #more }"),
        Problem("docs/nl/understand/cost.md", 0, "the anchors differ *: only in Dutch: more", "*", "", "nl"),
    ),
    "a list without the empty line before it": (
        replace("docs/fr/understand/cost.md", r"\n\n- Donnez", "\n- Donnez"),
        Problem(
            "docs/fr/understand/cost.md",
            0,
            "this line begins like an item of a list, and is shown as text: '- Donnez*",
            "leave an empty line before the list*",
            "",
            "fr",
        ),
    ),
    "an item that is in another one in one language": (
        replace("docs/fr/understand/cost.md", r"^- Dites", "    - Dites"),
        Problem(
            "docs/nl/understand/cost.md",
            0,
            "the page shows a list (items: 3) here, and a list (items: 2) at docs/fr/understand/cost.md:*",
            "compare the two places*",
            "",
            "nl",
        ),
    ),
    "an event in a page": (
        replace("docs/fr/understand/cost.md", r"\{ \.lead \}", '{ .lead onclick="x" }'),
        Problem("docs/fr/understand/cost.md", 16, "here stands <p onclick=*, which pages may not have*", "*", "", "fr"),
    ),
    "a link to a site that no source names": (
        replace("docs/fr/understand/cost.md", r"\(\.\./documents/index\.md\)", "(https://example.org/)"),
        Problem("docs/nl/understand/cost.md", 0, "the links differ*", "*", "", "nl"),
    ),
    "an anchor that stands twice": (
        replace("docs/fr/understand/cost.md", r"\{ \.lead \}", "{ .lead #rule }"),
        Problem("docs/fr/understand/cost.md", 0, "two places of the page are called #rule*", "*another name", "", "fr"),
    ),
    "a link without words": (
        replace("docs/fr/understand/cost.md", r"\[[^\]]*\](?=\(\.\./documents/index\.md)", "[]"),
        Problem("docs/fr/understand/cost.md", 0, "the link has no words", "write between*", "", "fr"),
    ),
    "a link that leads nowhere": (
        replace("docs/fr/understand/cost.md", r"^Les bénévoles ", "[Les](#) bénévoles "),
        Problem("docs/fr/understand/cost.md", 42, "the link leads nowhere", "*", "", "fr"),
    ),
    "a row with a cell more": (
        replace("docs/fr/examples/report.md", r"\| Oui\. \|", "| Oui. | Non. |"),
        Problem("docs/fr/examples/report.md", 0, "cells in this row: 4; in the first one: 3", "*", "", "fr"),
    ),
    "a setting on which the guide rests": (
        lambda root: (root / "mkdocs.yml").write_text(SETTINGS.replace("strict: true", "strict: false"), "utf-8"),
        Problem("mkdocs.yml", 6, "*strict must be true", "put it back*", "", ""),
    ),
    "a script that there is not": (
        replace("docs/assets/js/checklist.js", r"\./saying\.js", "./sayin.js"),
        Problem(
            "docs/assets/js/checklist.js", 0, "*loads ./sayin.js, and there is no such script", "*saying.js*", "", ""
        ),
    ),
    "a script of somebody else": (
        replace("docs/assets/js/checklist.js", r"\./saying\.js", "lodash"),
        Problem("docs/assets/js/checklist.js", 0, "*loads lodash, and there is no such script", "*", "", ""),
    ),
    "a name that a script does not export": (
        replace("docs/assets/js/years/evaluations.js", r"(?<=export function )bars", "bar"),
        Problem("docs/assets/js/years/start.js", 0, "*takes bars from *evaluations.js*", "did you mean bar*", "", ""),
    ),
    "a variable of styles that nobody sets": (
        replace("docs/assets/css/papers.css", r"var\(--ink\)", "var(--inkt)"),
        Problem("docs/assets/css/papers.css", 0, "*uses --inkt, which no style sheet*", "did you mean --ink*", "", ""),
    ),
    "a font that there is not": (
        replace("docs/assets/css/guide.css", r"guide-sans\.woff2", "guide-sanz.woff2"),
        Problem("docs/assets/css/guide.css", 6, "there is no font guide-sanz.woff2", "*guide-sans.woff2*", "", ""),
    ),
    "a table of members": (
        write_bytes("docs/assets/members.xlsx", b"PK"),
        Problem("docs/assets/members.xlsx", 0, "the guide knows no such file*", "move it out*", "", ""),
    ),
    "a mark of a source that there is not": (
        replace("docs/fr/understand/cost.md", r'source\("besafe-finance"\)', 'source("besafe-finances")'),
        Problem(
            "docs/fr/understand/cost.md", 0, "there is no source 'besafe-finances'", "did you mean besafe-*", "", "fr"
        ),
    ),
    "files of a checklist that there is not": (
        replace("docs/fr/documents/checklists/stage-1.md", r'downloads\("checklist-stage-1', r"\g<0>0"),
        Problem(
            "docs/fr/documents/checklists/stage-1.md",
            0,
            "there is no checklist 'stage-10'",
            "did you mean stage-1*",
            "",
            "fr",
        ),
    ),
    "a macro that its twin does not call": (
        replace("docs/nl/understand/cost.md", r"(\{ #rule \}\n\n.*)$", r'\1 {{ contested("effect") }}'),
        Problem(
            "docs/nl/understand/cost.md",
            20,
            "the macros differ *: only in Dutch: contested('effect') (line 20)",
            "*",
            "",
            "nl",
        ),
    ),
    "a link that its twin does not have": (
        replace("docs/nl/understand/cost.md", r"\n\n## ", " [Woordenlijst](../glossary.md)\n\n## "),
        Problem(
            "docs/nl/understand/cost.md",
            16,
            "the links differ *: only in Dutch: ../glossary.md (line 16)",
            "*",
            "",
            "nl",
        ),
    ),
    "an anchor typed {#id}": (
        append("docs/fr/understand/cost.md", "\nEncore.\n{#more}\n"),
        Problem(
            "docs/fr/understand/cost.md",
            0,
            "'{#' is not an anchor*",
            "put a space after the brace: { #anchor }",
            "",
            "fr",
        ),
    ),
    "a page without an address": (
        replace("docs/fr/understand/cost.md", r"^slug: .*\n", ""),
        Problem("docs/fr/understand/cost.md", 2, "the page has no slug, so it has no address", "*", "", "fr"),
    ),
    "two pages at one address": (
        replace("docs/fr/understand/cost.md", r"^slug: .*", "slug: limites"),
        Problem("docs/fr/understand/limits.md", 0, "the address /fr/limites/ is also that of *", "*", "", "fr"),
    ),
    "a page without front matter": (
        replace("docs/fr/understand/cost.md", r"\A---\n", ""),
        Problem("docs/fr/understand/cost.md", 1, "the page does not begin with its front matter", "*", "", "fr"),
    ),
    "a field without a label": (
        replace(
            "data/fields.yml",
            r"^- id: municipality\n  label:\n    fr: >-\n      Commune\n    nl: >-\n      Gemeente\n",
            "- id: municipality\n",
        ),
        Problem("data/fields.yml", 0, "the key label is missing", "add it", "municipality", ""),
    ),
    "a clause without a source": (
        replace(
            "data/documents/charter.yml",
            r"^        proposal:\n          fr: >-\n            que les trois premiers signent(.*\n){4}",
            "",
        ),
        Problem(
            "data/documents/charter.yml",
            0,
            "the clause has no source",
            "add an explanation with sources*",
            "signatories",
            "",
        ),
    ),
    "an explanation that says nothing": (
        replace(
            "data/documents/charter.yml",
            r"^        proposal:\n          fr: >-\n            que le mandaté et le coordinateur adaptent(.*\n){4}",
            "",
        ),
        Problem(
            "data/documents/charter.yml", 0, "the explanation says nothing", "write text, *", "communication-plan", ""
        ),
    ),
    "a block for shops in a paper that has no version for them": (
        replace("data/documents/announcement.yml", r"^  - block: paragraph\n", r"\g<0>    only: shops\n"),
        Problem("data/documents/announcement.yml", 0, "a block has only, *", "add shops *", "announcement", ""),
    ),
    "two slides of one id": (
        replace("data/documents/slides.yml", r"^    id: agenda$", "    id: start"),
        Problem(
            "data/documents/slides.yml", 0, "the document uses the id 'start' for two *", "give one *", "slides", ""
        ),
    ),
    "a clause of which shops read nothing that rests on a source": (
        replace("data/documents/charter.yml", r"^      - block: explanation\n", r"\g<0>        only: homes\n"),
        Problem("data/documents/charter.yml", 0, "for shops, '*' is left without *", "remove only *", "charter", ""),
    ),
    "a block for readers that there are not": (
        replace("data/documents/charter.yml", r"only: shops", "only: shop"),
        Problem("data/documents/charter.yml", 0, "*'shop'*", "did you mean shops*", "charter", ""),
    ),
    "a document without a source": (
        replace("data/documents/announcement.yml", r"^sources: .*\n", ""),
        Problem("data/documents/announcement.yml", 0, "the key sources is missing", "add it", "announcement", ""),
    ),
    "a picture without alternative text": (
        replace("data/documents/invitation.yml", r"^      alternative:\n(        .*\n)+", ""),
        Problem("data/documents/invitation.yml", 0, "the key qr.alternative is missing", "add it", "invitation", ""),
    ),
    "a search word with capitals": (
        replace("data/terms.yml", FRENCH_SEARCH_WORDS, r"\g<0>Milice, "),
        Problem("data/terms.yml", 0, "*has capitals in 'Milice'", "write 'milice'", "plp", "fr"),
    ),
    "an answer that the search cannot show whole": (
        replace(
            "data/questions.yml", r"Demandez-le à votre commune ou à votre zone de police : ", r"\g<0>" + "encore " * 30
        ),
        Problem("data/questions.yml", 0, "*characters of the answer*280*", "*under short*", "is-there-one", "fr"),
    ),
    "a search word that nobody can type": (
        replace("data/questions.yml", FRENCH_SEARCH_WORDS, r"\g<0>a*b, "),
        Problem("data/questions.yml", 0, "*'a*b', which is not a word*", "leave out*", "can-we-start", "fr"),
    ),
    "a search word of a page twice": (
        replace("docs/nl/understand/cost.md", r"^search_words: \[", r"\g<0>gratis, "),
        Problem(
            "docs/nl/understand/cost.md",
            5,
            "search_words has 'gratis' twice",
            "keep one of the two",
            "",
            "nl",
        ),
    ),
    "search words of a section that is not there": (
        replace("docs/nl/understand/cost.md", r"^  be-alert: ", "  be-allert: "),
        Problem(
            "docs/nl/understand/cost.md",
            9,
            "'section_words' names 'be-allert', which is no anchor of the page",
            "did you mean be-alert?",
            "",
            "nl",
        ),
    ),
    "two boxes with one id": (
        replace("data/documents/communication-plan.yml", r"id: members-chat-group", "id: police-alerts-directly"),
        Problem(
            "data/documents/communication-plan.yml",
            0,
            "the document uses the id 'police-alerts-directly' for two*",
            "give one*",
            "communication-plan",
            "",
        ),
    ),
    "widths that do not fit the columns": (
        replace("data/documents/message-log.yml", r"widths: \[", "widths: [1, "),
        Problem(
            "data/documents/message-log.yml", 0, "there are * widths for * columns", "give one for each", "log-head", ""
        ),
    ),
    "a record whose page does not exist": (
        replace("data/roles.yml", r"page: roles/citizen.md", "page: roles/citizens.md"),
        Problem(
            "data/roles.yml",
            0,
            "there is no page docs/fr/roles/citizens.md",
            "did you mean roles/citizen.md*",
            "citizen",
            "",
        ),
    ),
    "a question that leads to a section which its page has not": (
        replace("data/questions.yml", r"(?s)(id: no-coordinator.*?)anchor: help", r"\1anchor: helps"),
        Problem(
            "data/questions.yml",
            0,
            "'helps' is no anchor of the page to which this leads",
            "did you mean help*",
            "no-coordinator",
            "",
        ),
    ),
    "a question that leads to a section of no page": (
        replace("data/questions.yml", r"(?s)(id: no-coordinator.*?)page: roles/coordinator.md\n *", r"\1"),
        Problem(
            "data/questions.yml", 0, "'help' is no anchor of the page to which this leads", "*", "no-coordinator", ""
        ),
    ),
    "a step of the calendar that is counted in a circle": (
        replace("data/planner.yml", r"(?s)(id: minutes.*?)counted_from: evening", r"\1counted_from: minutes"),
        Problem("data/planner.yml", 0, "the step is counted from itself: minutes", "count one of them*", "minutes", ""),
    ),
    "a step of the calendar that is counted from none there is": (
        replace("data/planner.yml", r"counted_from: survey-out", "counted_from: survey-ot"),
        Problem(
            "data/planner.yml", 0, "there is no step of the calendar 'survey-ot'", "did you mean survey-out*", "*", ""
        ),
    ),
    "a step of the calendar that is counted in days and in months": (
        replace("data/planner.yml", r"days: -21", "days: -21\n    months: 1"),
        Problem(
            "data/planner.yml", 0, "the step 'survey-out' is counted from no other, or in no way", "give it*", "*", ""
        ),
    ),
    "a step of the calendar that waits for another, and never comes after it": (
        replace("data/planner.yml", r"    days_after_it: 28\n", ""),
        Problem(
            "data/planner.yml",
            0,
            "the step 'launch' waits for another, or is counted after it, or is wished, but not all three",
            "give it waits_for*",
            "*",
            "",
        ),
    ),
    "a calendar without a launch": (
        replace("data/planner.yml", r"(?s)  - id: launch\n.*?(?=closed_days)", ""),
        Problem("data/planner.yml", 0, "the calendar has no step 'launch'", "add it*", "*", ""),
    ),
    "a public holiday on two days": (
        replace("data/planner.yml", r"after_easter: 39", 'after_easter: 39\n    day: "05-06"'),
        Problem("data/planner.yml", 0, "the day 'ascension' comes on no day, or on two", "write either*", "*", ""),
    ),
    "an hour that there is not": (
        replace("data/planner.yml", r'starts_at: "19:30"', 'starts_at: "25:30"'),
        Problem("data/planner.yml", 0, "starts_at has a form that is not allowed: '25:30'", "*19:30*", "*", ""),
    ),
    "a question of the builder about an unknown choice": (
        replace("data/builder.yml", r"choice: steering-committee-choice", "choice: steering-comitee-choice"),
        Problem(
            "data/builder.yml",
            0,
            "there is no choice 'steering-comitee-choice'",
            "did you mean steering-committee-choice?",
            "coordinator",
            "",
        ),
    ),
    "a question of the builder about an unknown box": (
        replace("data/builder.yml", r"check: members-chat-group", "check: member-chat-group"),
        Problem(
            "data/builder.yml",
            0,
            "there is no box 'member-chat-group'",
            "did you mean members-chat-group*",
            "communication-plan",
            "",
        ),
    ),
    "a question of the builder for which readers have several answers": (
        replace("data/builder.yml", r"choice: steering-committee-choice", "choice: subjects"),
        Problem(
            "data/builder.yml",
            0,
            "the choice 'subjects' takes several answers*",
            "take it out here: it is answered on the paper",
            "*",
            "",
        ),
    ),
    "a question of the builder of an unknown kind": (
        replace("data/builder.yml", r"- ask: field", "- ask: filed"),
        Problem(
            "data/builder.yml",
            0,
            "ask cannot be 'filed'",
            "did you mean field?",
            "*",
            "",
        ),
    ),
    "a rule that says on what it rests no longer": (
        replace(
            "data/builder.yml", r"    sources: \[guide-berchem 1.1\]\n\n  - id: word-before", "\n  - id: word-before"
        ),
        Problem("data/builder.yml", 0, "the rule names no source", "add sources*", "name-in-neighbourhood", ""),
    ),
    "a rule about an unknown document": (
        replace(
            "data/builder.yml", r"documents: \[support-survey, invitation, slides", "documents: [survey, invitation"
        ),
        Problem(
            "data/builder.yml", 0, "there is no document 'survey'", "did you mean support-survey?", "date-passed", ""
        ),
    ),
    "an unknown field on a poster": (
        replace("data/documents/invitation.yml", r"occasion: \[evening-on,", "occasion: [evening-onx,"),
        Problem(
            "data/documents/invitation.yml", 0, "there is no field 'evening-onx'", "did you mean *", "invitation", ""
        ),
    ),
    "a place in what is no citation": (
        replace("data/documents/invitation.yml", r"^stage: stage-2$", "stage: stage-2 1.5"),
        Problem("data/documents/invitation.yml", 0, "there is no stage 'stage-2 1.5'", "did you *", "invitation", ""),
    ),
    "a question of the builder asked twice": (
        replace("data/builder.yml", r"field: mayor-name", "field: area-streets"),
        Problem("data/builder.yml", 0, "the question 'area-streets' is used twice, *", "*", "area-streets", ""),
    ),
    "a rule beside an unknown question": (
        replace("data/builder.yml", r"beside: \[deputy-coordinator-name\]", "beside: [deputy-name]"),
        Problem(
            "data/builder.yml",
            0,
            "there is no question 'deputy-name'",
            "did you mean *deputy-*",
            "no-deputy-coordinator",
            "",
        ),
    ),
    "a question that depends on an answer that is typed": (
        replace("data/builder.yml", r"asked: member-contribution-choice", "asked: evening-place"),
        Problem(
            "data/builder.yml",
            0,
            "the condition 'chosen' is about *'evening-place' is typed",
            "name a choice or a box",
            "evening-place",
            "",
        ),
    ),
    "a rule about the date of what is none": (
        replace("data/builder.yml", r"(condition: past\n)        days: 365", r"\1        fields: [evening-place]"),
        Problem(
            "data/builder.yml",
            0,
            "the condition 'past' reads fields of the kind 'date', and 'evening-place' is none",
            "name another field, or give this one 'kind: date'*",
            "evening-place",
            "",
        ),
    ),
    "a rule about an answer that cannot be given": (
        replace("data/builder.yml", r"option: real-expenses", "option: real-expense"),
        Problem(
            "data/builder.yml",
            0,
            "there is no answer 'real-expense'",
            "did you mean real-expenses?",
            "costs",
            "",
        ),
    ),
    "an end of a line that no editor shows": (
        replace("data/statements.yml", "fr: >-", "fr: >-\u2028"),
        Problem("data/statements.yml", 8, "a character here looks like*U+2028", "delete it*", "", ""),
    ),
    "a no-break space that indents": (
        replace("data/statements.yml", "^  +nl: >-", " \u00a0   nl: >-"),
        Problem("data/statements.yml", 10, "a character here looks like*U+00A0", "delete it*", "", ""),
    ),
    "a colon without a space": (
        replace("data/statements.yml", "fr: >-", "fr:>-"),
        Problem("data/statements.yml", 8, "*the colon after a key has no space*", "write a space*", "", ""),
    ),
    "a no-break space behind a colon": (
        replace("data/statements.yml", "fr: >-", "fr:\u00a0>-"),
        Problem("data/statements.yml", 8, "*the colon after a key has no space*", "write a space*", "", ""),
    ),
    "a colon in a text, below another in a text": (
        replace("data/statements.yml", "(fr: >-\n).*\n( +)nl: >-", r"\1\2  tel:0470 12\n\2nl: un: deux"),
        Problem("data/statements.yml", 10, "*a colon in the text is taken for the end of a key", "*", "", ""),
    ),
    "a block that keeps the end of its line": (
        replace("data/statements.yml", "fr: >-", "fr: >"),
        Problem("data/statements.yml", 0, "* ends with the end of a line", "write the hyphen*", "*", "fr"),
    ),
    "a soft hyphen in a word": (
        replace("docs/fr/understand/cost.md", "membres ne paient", "mem\u00adbres ne paient"),
        Problem("docs/fr/understand/cost.md", 0, "*U+00AD*", "*", "", "fr"),
    ),
    "a quotation mark that is never closed": (
        replace("data/statements.yml", "fr: >-", 'fr: "'),
        Problem("data/statements.yml", 8, "*quotation marks are opened*", "*", "", ""),
    ),
    "a text that begins with a star": (
        replace("data/statements.yml", "fr: >-", "fr: **Le"),
        Problem("data/statements.yml", 8, "*begins with a sign that means something else*", "*folded block*", "", ""),
    ),
    "a number with a nought before it": (
        replace("data/planner.yml", "days: -14", "days: -014"),
        Problem("data/planner.yml", 0, "*'-014' as -12", "take the 0 away*", "", ""),
    ),
    "a day that no year has": (
        replace("data/planner.yml", 'day: "07-21"', 'day: "06-31"'),
        Problem("data/planner.yml", 0, "no year has the day '06-31'", "*", "national-day", ""),
    ),
    "two stages of one number": (
        replace("data/stages/stage-2.yml", "number: 2", "number: 1"),
        Problem("data/stages/stage-2.yml", 0, "the number 1 is used twice*", "*", "stage-2", ""),
    ),
    "the page of another paper": (
        replace("data/documents/charter.yml", "page: documents/charter.md", "page: documents/by-laws.md"),
        Problem("data/documents/charter.yml", 0, "the page documents/by-laws.md is that of two*", "*", "charter", ""),
    ),
    "an address without a server": (
        replace("data/sources.yml", "https://", "https://[a/"),
        Problem("data/sources.yml", 0, "address is not an address of the web*", "copy it from*", "*", ""),
    ),
    "a language without its pages": (
        lambda root: shutil.rmtree(root / "docs/nl"),
        Problem("docs/nl", 0, "this folder is not there, or is empty", "put it back", "", ""),
    ),
    "a head of a page that is not ended": (
        replace("docs/fr/understand/cost.md", "^---\n\n", ""),
        Problem("docs/fr/understand/cost.md", 1, "the front matter of the page is not ended", "write --- *", "", "fr"),
    ),
}


def matches(pattern: str, text: str) -> bool:
    """Whether `text` is `pattern`, in which each * stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


def is_expected(problem: Problem, expected: Problem) -> bool:
    return (
        problem.file == expected.file
        and (not expected.line or problem.line == expected.line)
        and matches(expected.message, problem.message)
        and problem.remedy != ""
        and matches(expected.remedy, problem.remedy)
        and matches(expected.record, problem.record)
        and problem.language == expected.language
    )


TWO_FAULTS = {
    "an anchor that stands twice",  # and once on the twin
    "a page written where a local page goes",  # a copied page has the address of the other too
    "a duplicate id",  # a record that stands twice is also one that nothing uses
    "two pages of documents that there are not",
    "a calendar without steps",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_once_with_its_place_and_remedy(fault: str, guide_copy: Path) -> None:
    change, expected = FAULTS[fault]
    change(guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    assert any(is_expected(problem, expected) for problem in raised.value.problems), str(raised.value)
    assert len(raised.value.problems) == 1 or fault in TWO_FAULTS, str(raised.value)
    assert not lost_problems(guide_copy, {"data", *(problem.file for problem in raised.value.problems)})


TRAINS = {
    "a file that cannot be read": replace("data/sources.yml", "checked_on: .*", "checked_on: 2026-02-31"),
    "a stage that cannot be read": replace("data/stages/stage-1.yml", r"sources: \[", "sources: [[["),
    "a source that is called otherwise": replace("data/sources.yml", "^- id: guide-berchem$", "- id: guide-berchm"),
    "a term that is called otherwise": replace("data/terms.yml", "^- id: plp$", "- id: pllp"),
    "a label of our templates": replace("data/labels.yml", "^certainty-whole:", "certainty-hole:"),
    "a field that a rule misspells": replace(
        "data/builder.yml", r"(condition: empty\n +)fields: \[", r"\1fields: [mayr-name, "
    ),
    "an expression between braces": replace("docs/fr/understand/cost.md", r'contested\("cost"\)', "source(x)"),
    "a key written in another way": replace("data/sources.yml", "certainty:", "certainy:"),
}
"""Changes that bring many faults in their train, all of which are mended at one place."""


@pytest.mark.parametrize("fault", TRAINS)
def test_a_fault_that_spoils_much_is_told_once(fault: str, guide_copy: Path) -> None:
    TRAINS[fault](guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    assert len(raised.value.problems) == 1, str(raised.value)


IN_WORDS = {
    "a mobile number": {
        "fr": "contact contient un numéro de GSM, qui peut être celui d’une personne\n"
        "    → donnez le numéro fixe du service, ou aucun",
        "nl": "contact bevat een gsm-nummer, dat van een persoon kan zijn\n"
        "    → geef het vaste nummer van de dienst, of geen nummer",
    },
    "an unknown id in data": {
        "fr": "(fiche «\u202fstage-1\u202f»)\n    aucune source ne s’appelle «\u202fguide-berchen\u202f»\n"
        "    → vouliez-vous écrire guide-berchem\u202f?",
        "nl": "(fiche “stage-1”)\n    er is geen bron “guide-berchen”\n    → bedoelde u guide-berchem?",
    },
    "a missing translation": {
        "fr": "(fiche «\u202fskip\u202f», langue nl)\n    la clé nl manque\n    → écrivez-la sous l’autre langue",
        "nl": "(fiche “skip”, taal nl)\n    de sleutel nl ontbreekt\n    → schrijf hem onder de andere taal",
    },
    "an unknown key": {
        "fr": "la clé «\u202fsubtitel\u202f» est inconnue\n    → vouliez-vous écrire subtitle\u202f?",
        "nl": "de sleutel “subtitel” is onbekend\n    → bedoelde u subtitle?",
    },
    "a link that its twin does not have": {
        "fr": "les liens ne sont pas ceux de docs/fr/understand/cost.md\u202f: seulement en néerlandais\u202f: ../",
        "nl": "de links zijn niet die van docs/fr/understand/cost.md: alleen in het Nederlands: ../gloss",
    },
    "broken YAML": {
        "fr": "le YAML est illisible ici\u202f: un deux-points dans le texte passe pour la fin d’une clé",
        "nl": "de YAML is hier niet te lezen: een dubbele punt in de tekst lijkt het einde van een sleutel",
    },
}
"""A sample of faults as editors read them; what is the same in all sentences is tested in tests/model."""


HEADS = {"fr": "1 problème\u202f:\n", "nl": "1 probleem:\n"}


@pytest.mark.parametrize("fault", IN_WORDS)
def test_a_fault_is_told_in_the_language_of_the_editor(
    fault: str, guide_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FAULTS[fault][0](guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    for code, head in HEADS.items():
        monkeypatch.setenv(CHOSEN, code)
        assert str(raised.value).startswith(head)
        assert IN_WORDS[fault][code] in str(raised.value)


def test_a_fault_of_our_own_template_is_no_editors_and_names_the_template_and_the_page(
    guide_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = jinja2.Environment(undefined=jinja2.StrictUndefined, loader=jinja2.FunctionLoader(lambda _: "{{ x.y }}"))
    monkeypatch.setattr(view, "_templates", lambda: broken)
    append("data/labels.yml", "\n# Records that are read anew.\n")(guide_copy)
    with pytest.raises(jinja2.UndefinedError) as raised:
        checked_site(guide_copy)
    notes = "; ".join(raised.value.__notes__)
    assert re.search(
        r"in macros/pages/templates/\w+\.html, for docs/fr/\S+\.md; in the macro \w+\(.*\), called in", notes
    )


@pytest.mark.parametrize(
    "call",
    [
        "term()",
        "term(1)",
        'term("plp", txt="x")',
        'checklist("stage-1", heading="3")',
        'checklist("stage-1", heading=7)',
        'checklist("stage-1", heading=true)',
        'term("plp", text=7)',
        'term("plp", text="")',
    ],
)
def test_wrong_arguments_are_answered_with_the_form_of_the_macro(call: str, guide_copy: Path) -> None:
    replace("docs/fr/understand/cost.md", r'contested\("cost"\)', call)(guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    (problem,) = raised.value.problems
    form = 'term(term_id, text="…")' if call.startswith("term") else "checklist(checklist_id, heading=3)"
    assert problem.remedy.endswith(f"its form is {form}")


def test_a_macro_without_arguments_is_tried_too(guide_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(macros: PageMacros) -> None:
        raise UnknownRecordError("term", "nowhere", [])

    monkeypatch.setattr(PageMacros, "glossary", refuse)
    append("data/labels.yml", "\n# Records that are read anew.\n")(guide_copy)
    with pytest.raises(GuideError, match=r"there is no term 'nowhere'; also in docs/nl/glossary\.md:\d+"):
        checked_site(guide_copy)


def test_an_unknown_id_explains_itself_in_a_template_too(guide_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = jinja2.FunctionLoader(lambda _: '{{ catalogue.terms["nowhere"].name }}')
    templates = jinja2.Environment(undefined=jinja2.StrictUndefined, loader=asking)
    monkeypatch.setattr(view, "_templates", lambda: templates)
    append("data/labels.yml", "\n# Records that are read anew.\n")(guide_copy)
    with pytest.raises(GuideError, match="there is no term 'nowhere'"):
        checked_site(guide_copy)


def test_all_faults_are_reported_at_once(guide_copy: Path) -> None:
    for fault in ("an unused field", "text lost after a #", "an anchor typed {#id}", "a page without its twin"):
        if fault != "a page without its twin":
            FAULTS[fault][0](guide_copy)
    (guide_copy / "docs/nl/understand/limits.md").unlink()
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    files = {problem.file for problem in raised.value.problems}
    assert files >= {"data/fields.yml", "data/labels.yml", "docs/fr/understand/cost.md", "docs/fr/understand/limits.md"}


def test_a_fault_stops_the_build_with_a_readable_message_and_writes_nothing(
    guide_copy: Path, tmp_path: Path, build: Build
) -> None:
    lend(guide_copy)
    FAULTS["an empty translation"][0](guide_copy)
    result = build(guide_copy, tmp_path / "site")
    assert result.returncode != 0
    assert "1 problem:" in result.stderr
    assert "data/labels.yml:7 (record 'skip', language nl)" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (r"^# .*", "", "the page has 0 titles"),
        (r"\Z", "\n# 2027\n", "the page has 2 titles"),
        (r"\Z", "\n`budget`\n", "the PDF of the whole guide knows no <code>"),
        (r"^\{ \.lead \}", "{ .led }", "no style knows the class 'led': it does nothing"),
        (r"\Z", "\n- […]:../sources.md\n", "where a link leads stands apart from its words: '- [*]:../sources.md'"),
        (r"\Z", "\n[…]: ../sources.md\n", "where a link leads stands apart from its words: '[*]: ../sources.md'"),
        (r"\Z", "\n… &#128222;\n", "the fonts have no “📞” (U+1F4DE), in “* &#128222;”"),
        (r"\Z", "\n… &deg; &foo;\n", "'&foo;' is shown as it is: '* ° &foo;'"),
    ],
)
def test_what_no_chapter_can_be_made_of_is_told_though_twins_agree(
    old: str, new: str, said: str, guide_copy: Path
) -> None:
    pages = [f"docs/{language}/understand/cost.md" for language in ("fr", "nl")]
    for page, words in zip(pages, ("Le prix", "Wat het kost"), strict=True):
        replace(page, old, new.replace("…", words))(guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    found = raised.value.problems
    assert [each.file for each in found] == pages
    assert all(matches(said, each.message) for each in found)


def test_two_macros_that_give_one_place_of_a_page_are_told(guide_copy: Path) -> None:
    """Also where they are written otherwise: boxes of the same name would be ticked together."""
    for language in ("fr", "nl"):
        append(f"docs/{language}/create/stage-1.md", '\n{{ checklist("stage-1", heading=4) }}\n')(guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    (problem,) = raised.value.problems
    assert matches("the macro 'checklist' gives here what line * gives too: #*; also in docs/nl/*", problem.message)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "docs/assets/x.js").mkdir(),
        replace("docs/fr/understand/cost.md", r"(\A---\n(?:.*\n)*?---)\n", r"\1 \n"),
        lambda root: [append(f"docs/{each}/examples/budget.md", "\n```\n~~~\n1\n```\n")(root) for each in ("fr", "nl")],
    ],
    ids=["a folder called as a script", "a space after the head of a page", "a fence in code of the other kind"],
)
def test_what_is_no_fault_is_let_pass(change: Callable[[Path], object], guide_copy: Path) -> None:
    change(guide_copy)
    assert checked_site(guide_copy).pages


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("#rule", 0),
        ("../glossary.md#plp", 0),
        ("../documents/charter.md", 0),
        ("../documents/charter.md#nope", 2),
        ("../documents/chart.md", 2),
        ("../documents/", 2),
    ],
)
def test_a_link_of_both_twins_leads_to_a_place_of_a_page_even_one_that_a_macro_gives(
    link: str, told: int, guide_copy: Path
) -> None:
    for language, words in (("fr", "Lisez ceci"), ("nl", "Lees dit")):
        append(f"docs/{language}/understand/cost.md", f"\n[{words}]({link}).\n")(guide_copy)
    try:
        assert checked_site(guide_copy).pages
        problems: tuple[Problem, ...] = ()
    except GuideError as error:
        problems = error.problems
    assert len([problem for problem in problems if "the link leads to" in problem.message]) == len(problems) == told


CLAUSE = """  - block: clause
    id: beginning
    title: {fr: Le début, nl: Het begin}
    blocks:
      - block: explanation
        text: {fr: On commence ainsi., nl: Zo begint het.}
        sources: [guide-berchem]

"""


def test_an_article_put_before_others_makes_all_links_told_that_name_these(guide_copy: Path) -> None:
    replace("data/documents/by-laws.yml", r"(?=^  - block: clause\n    id: purpose)", CLAUSE)(guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    told = {each.file for each in raised.value.problems if "the link's words name article" in each.message}
    link = re.compile(r"\[[^\]]*rti(?:cle|kel) \d+[^\]]*\]\([^)]*by-laws\.md#")
    naming = {file for file in (guide_copy / "docs").rglob("*.md") if link.search(file.read_text("utf-8"))}
    assert naming
    assert told == {file.relative_to(guide_copy).as_posix() for file in naming}


RIGHT = {
    "numbers of several words": (
        "Il y a dix-sept membres, deux mille voisins et quatre-vingts maisons.",
        "Er zijn zeventien leden, tweeduizend buren en tachtig huizen.",
    ),
    "a block with an empty line": (
        "/// html | div.advice\n\nLisez ceci avant de commencer.\n///",
        "/// html | div.advice\n\nLees dit voor u begint.\n///",
    ),
    "a foreign word that is marked": (
        'Le mot <span lang="de">Nachbarschaft</span> est allemand.',
        'Het woord <span lang="de">Nachbarschaft</span> is Duits.',
    ),
    "a link whose words are the id of a source": (
        "Voyez [polbru](https://polbru.be/), les sites et [lieu].",
        "Zie [polbru](https://polbru.be/), de sites en [plaats].",
    ),
    "brackets before a bracket": ("Rendez-vous [lieu] (salle du haut).", "Afspraak [plaats] (bovenzaal)."),
    "accents of their own": ("Préparez l'e\u0301tape.", "Bereid de stap voor."),
}
"""What editors rightly write, in each language."""


@pytest.mark.parametrize("what", RIGHT)
def test_what_editors_rightly_write_is_let_pass(what: str, guide_copy: Path) -> None:
    for language, text in zip(("fr", "nl"), RIGHT[what], strict=True):
        append(f"docs/{language}/understand/cost.md", f"\n{text}\n")(guide_copy)
    assert checked_site(guide_copy).pages


@pytest.mark.parametrize(
    "change",
    [
        replace("data/stages/stage-1.yml", "^number: 1$", "number: 1  # the first"),
        replace("data/documents/charter.yml", "^number: .*", r"\g<0>  # as in the pack"),
    ],
)
def test_a_comment_behind_what_is_no_text_is_let_pass(change: Callable[[Path], object], guide_copy: Path) -> None:
    change(guide_copy)
    assert checked_site(guide_copy).pages


def test_the_guide_itself_is_sound() -> None:
    assert checked_site().pages
