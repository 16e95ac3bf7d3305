"""The charter is a draft that four parties can sign: complete, with blanks, readable and printable alone."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.checks.twin_texts import texts_in
from macros.content.catalogue import Records
from macros.content.site import ROOT, Site
from macros.model.blocks import (
    Audience,
    BlankText,
    Block,
    Clause,
    Explanation,
    List,
    Paragraph,
    Signature,
    Statements,
    Table,
    fields_of,
    inner_blocks,
)
from macros.model.language import Bilingual, Edition, Language, Record
from macros.model.typography import typeset
from macros.papers.docx import word_file
from macros.papers.downloads import Pack
from macros.papers.formats import texts as texts_of
from macros.papers.from_records import document_paper
from macros.papers.odt import open_document
from macros.papers.paper import Format
from macros.papers.pdf import print_pdf
from macros.tree.nodes import Blank, Group, Heading, Items, NewPage, Role, Run, Signatures
from macros.tree.nodes import Paragraph as NodeParagraph
from tests.building import SITE_URL, BuiltSite
from tests.papers.reading_papers import flat, xml_text
from tests.tools import Tools

CHARTER = "documents/charter.md"
FONTS = ROOT / ".cache" / "fonts"
CITED = (
    ("signatories", "municipality-tasks", "police-tasks", "mandated-officer-tasks", "coordinator-tasks"),
    ("area",),
    ("purpose", "limits"),
    ("limits", "police-tasks"),
    ("coordinator-function", "coordinator-measures"),
    ("coordinator-handover", "members"),
    ("communication-plan",),
    ("costs", "evaluation", "approval", "changes", "end"),
    ("legal-frame", "approval"),
)
"""The clauses that each of the nine points to check names, by their numbers."""


def clauses(site: Site) -> dict[str, Clause]:
    return {block.id: block for block in site.catalogue.documents["charter"].blocks if isinstance(block, Clause)}


# What a charter must settle; contact details, communication plan and budget are what besafe.be calls essential data.
POINTS = (
    *("signatories", "purpose", "area", "legal-frame", "limits", "municipality-tasks", "police-tasks"),
    *("mandated-officer-tasks", "coordinator-tasks", "coordinator-function", "coordinator-handover"),
    *("coordinator-measures", "members"),
    *("communication-plan", "costs", "evaluation", "approval", "changes", "end"),
)
AGREEMENTS = ("charter", "by-laws", "communication-plan")
"""The charter and its annexes."""
ADDENDA = 2
"""Pages for later, behind the charter: one for a change, one for a new person."""
LOOSE = {Edition.FR: 1, Edition.NL: 1, Edition.BOTH: 2}
"""Pages of the sheet to take away, behind them; in both languages it has two sides."""
MOST = 11
"""Pages in both languages."""


@pytest.mark.parametrize("clause", POINTS)
def test_the_charter_settles_every_point(clause: str, site: Site) -> None:
    assert clause in clauses(site)


def test_the_four_parties_sign_once_each(site: Site) -> None:
    blocks = site.catalogue.documents["charter"].blocks
    (signature,) = [block for block in blocks if isinstance(block, Signature)]
    assert len(signature.signatories) == len({signatory.name for signatory in signature.signatories}) == 4


def test_the_charter_asks_for_every_declared_field(site: Site, built: BuiltSite, language: Language) -> None:
    html = built.pages[site.page(CHARTER, language).address].tree
    (paper,) = html.xpath("//article[@class='paper']")
    text = " ".join(paper.text_content().split())
    asked: dict[str, Bilingual] = {}
    for block in inner_blocks(site.catalogue.documents["charter"].blocks):
        if not isinstance(block, Signature):  # whose panes have rooms of their own
            asked |= {
                field: getattr(block, "label", None) or site.catalogue.fields[field].label for field in fields_of(block)
            }
    assert len(asked) > 20
    for field, label in asked.items():
        assert flat(typeset(label[language], language)) in flat(text), field
    assert "{" not in text
    assert "}" not in text


LINKED = re.compile(
    r"\[[^]]*\barti(?:cle|kel) \d+\b[^]]*\]\([^)]*/[a-z-]+\.md#[a-z-]+\)",
    re.IGNORECASE,
)
"""A link that names an article and leads to it, on the page of its document: the check compares its number."""
NAMED = re.compile(
    r"(?<!RGPD, )(?<!AVG, )\barti(?:cle|kel)s?(?:en)? (\d+(?:(?:,| à| et| en| tot) \d+)*)", re.IGNORECASE
)
NAMED_WITHOUT_LINK = {
    "docs/roles/municipality.md": [
        *(f"charter {clause}" for clause in ("legal-frame", "limits", "municipality-tasks", "coordinator-handover")),
        *(f"charter {clause}" for clause in ("coordinator-measures", "members", "costs", "evaluation", "approval")),
        *(f"charter {clause}" for clause in ("changes", "end")),
    ],
    "docs/roles/police.md": [
        *(f"charter {clause}" for clause in ("coordinator-tasks", "coordinator-handover", "coordinator-measures")),
        *("charter communication-plan", "charter evaluation", "charter changes"),
        *(f"by-laws {clause}" for clause in ("coordinator", "member-measures", "measure-steps")),
    ],
    "docs/roles/coordinator.md": ["charter coordinator-tasks"],
    "docs/documents/evaluation-form.md": ["charter evaluation"],
    "data/stages/stage-3.yml": ["charter members"],
    "data/stages/stage-4.yml": ["charter members", "charter approval", "charter changes"],
    "data/stages/evaluation.yml": ["charter changes"],
    "data/documents/by-laws.yml": ["by-laws limits", "by-laws measure-steps"],
    "data/documents/communication-plan.yml": ["by-laws message-content", "by-laws costs", "by-laws data-protection"],
    "data/documents/council-note.yml": [
        *("charter coordinator-measures", "charter members", "charter end"),
        *("by-laws member-measures", "by-laws measure-steps"),
    ],
    "data/documents/member-registration.yml": ["by-laws measure-steps", "charter members"],
}
"""Which clauses texts mean where they name articles of our models, and no link says so."""
OTHER_ARTICLES = {"docs/understand/limits.md": 1, "data/documents/council-note.yml": 1, "data/questions.yml": 14}
"""Articles of a law, of a council's decision, and of the circular; those of `data/sources.yml` are of laws, too."""


def test_a_text_that_names_an_article_means_the_clause_of_that_number(site: Site, language: Language) -> None:
    named: dict[str, set[int]] = {}
    for text in texts_in(ROOT, site.pages):
        for numbers in NAMED.findall(LINKED.sub("", text[language].text)):
            named.setdefault(text.source, set()).update(numbers_in(f"({numbers})") - {OTHER_ARTICLES.get(text.source)})
    del named["data/sources.yml"]
    meant = {
        place: {site.catalogue.documents[document].numbers[clause] for document, clause in map(str.split, clauses)}
        for place, clauses in NAMED_WITHOUT_LINK.items()
    }
    assert {place: numbers for place, numbers in named.items() if numbers} == meant


@pytest.mark.parametrize("part", ["number", "title"])
def test_a_clause_has_its_number_and_its_title_in_both_languages_where_one_of_them_is_alike(
    part: str, site: Site, tools: Tools, tmp_path: Path
) -> None:
    charter, labels = site.catalogue.documents["charter"], dict(site.catalogue.labels)
    if part == "number":
        labels["clause-number"] = BlankText(fr="Art. {number}.", nl="Art. {number}.")
    else:
        area = clauses(site)["area"].model_copy(update={"title": Bilingual(fr="Contact", nl="Contact")})
        blocks = tuple(area if isinstance(each, Clause) and each.id == "area" else each for each in charter.blocks)
        charter = charter.model_copy(update={"blocks": blocks})
    changed = Site(replace(site.catalogue, labels=Records("label", labels)), site.pages)
    paper = document_paper(changed, charter, Edition.BOTH, SITE_URL)
    headings = [node for node in paper.nodes if isinstance(node, Heading) and node.number]
    (tmp_path / "paper.pdf").write_bytes(print_pdf(paper, FONTS))
    printed = flat(tools.said("pdftotext", "-raw", tmp_path / "paper.pdf", "-"))
    opened = xml_text(open_document(paper), "content.xml")
    with zipfile.ZipFile(io.BytesIO(word_file(paper))) as archive:  # Word itself counts the headings of this style
        word = archive.read("word/document.xml").decode()
    for place, language in enumerate(Language):
        for heading in headings:
            said = flat(f"{heading.number[place]} {heading.text[place]}")
            assert said in printed
            assert said in opened
        assert word.count(f'w:val="Clause-{language}"') == len(headings)


def test_no_text_refers_to_a_clause_by_its_number(site: Site) -> None:
    for clause in clauses(site).values():
        for text in texts(clause):
            for language in Language:
                assert not any(
                    f"{word} {digit}" in text[language] for word in ("article", "artikel") for digit in range(10)
                )


def test_the_nine_points_name_clauses_by_their_right_numbers(site: Site, built: BuiltSite, language: Language) -> None:
    html = built.pages[site.page("roles/charter-check.md", language).address].tree
    points = [" ".join(item.text_content().split()) for item in html.xpath("//div[@class='boxes']//li")]
    numbers = {clause: number for number, clause in enumerate(clauses(site), 1)}
    assert [numbers_in(point) for point in points] == [{numbers[clause] for clause in point} for point in CITED]


def numbers_in(point: str) -> set[int]:
    """The numbers of the charter in brackets: "(1, 6 à 9 ; règlement, article 8)" names five."""
    inside = " ".join(re.findall(r"\(((?:(?!r[eè]glement)[^)])*)", point))
    spans = re.findall(r"(\d+)(?: (?:à|tot) (\d+))?", inside)
    return {number for first, last in spans for number in range(int(first), int(last or first) + 1)}


def texts(value: object) -> list[Bilingual]:
    """Every bilingual text in a block."""
    if isinstance(value, Bilingual):
        return [value]
    inner = [item for _, item in value] if isinstance(value, Record) else value if isinstance(value, tuple) else []
    return [text for item in inner for text in texts(item)]


def test_a_list_ends_with_its_last_item_for_what_follows_may_be_left_out(site: Site) -> None:
    for document in site.catalogue.document_versions.values():
        for block in inner_blocks(document.blocks):
            if isinstance(block, List):
                for words in (block.items[-1].fr, block.items[-1].nl):
                    assert not words.endswith((";", ",", ":")), f"{document.id}: {words}"


def test_what_shops_add_to_a_list_is_part_of_it(pack: Pack) -> None:
    """Else its item would be a list of one, and stand alone at the edge of a sheet."""
    for edition in Edition:
        nodes = pack.papers["charter-shops", edition].paper.nodes
        pairs = [pair for pair in itertools.pairwise(nodes) if all(isinstance(each, Items) for each in pair)]
        (objectives,) = (each for each in nodes if isinstance(each, Items) and len(each.items) > 8)
        assert not pairs
        assert any(word in str(objectives.items[-1]) for word in ("escroqueries", "oplichting"))


def test_explanations_stand_apart_and_cite_their_sources(site: Site, built: BuiltSite, language: Language) -> None:
    blocks = inner_blocks(site.catalogue.documents["charter"].blocks)
    found = [block for block in blocks if isinstance(block, Explanation)]
    assert len(found) >= 15
    assert any(explanation.sources for explanation in found)
    assert any(explanation.proposal for explanation in found)
    (paper,) = built.pages[site.page(CHARTER, language).address].tree.xpath("//article[@class='paper']")
    apart = paper.xpath(".//*[@class='explanation' and @role='note']")
    assert len(apart) == len(found)
    for explanation, note in zip(found, apart, strict=True):
        assert len(note.xpath(".//sup[@class='source-mark']/a")) == len(
            {source.split()[0] for source in explanation.sources}
        )


def test_nothing_is_said_in_two_of_the_charter_and_its_annexes(site: Site) -> None:
    said: dict[str, str] = {}
    for name in AGREEMENTS:
        own = {text.fr for text in binding_texts(site.catalogue.documents[name].blocks)}
        for text in own:
            assert text not in said, f"{name} repeats {said[text]}: {text}"
        said |= dict.fromkeys(own, name)


def binding_texts(content: tuple[Block, ...]) -> list[Bilingual]:
    """What binds those who sign; a list of statements counts by its id."""
    found: list[Bilingual] = []
    for block in inner_blocks(content):
        if isinstance(block, Paragraph | List | Table):
            found += [text for text in texts(block) if len(text.fr) > 40]
        elif isinstance(block, Statements) and block.statements != "objectives":  # asked for in both, and one list
            found.append(Bilingual(fr=block.statements, nl=block.statements))
    return found


@pytest.mark.parametrize("version", ["charter", "charter-shops"])
def test_the_charter_is_short_enough_to_be_read_before_it_is_signed(version: str, pack: Pack) -> None:
    pages = {
        edition: pack.papers[version, edition].files[Format.PRINT].pages - ADDENDA - LOOSE[edition]
        for edition in Edition
    }
    assert 6 <= pages[Edition.FR] <= 8
    assert 6 <= pages[Edition.NL] <= 8
    assert pages[Edition.BOTH] <= MOST


def test_what_is_for_later_or_to_be_taken_away_follows_the_signatures_uncounted(site: Site, language: Language) -> None:
    paper = document_paper(site, site.catalogue.documents["charter"], Edition(language), "https://guide.example/")
    signed = [type(node) for node in paper.nodes].index(Signatures)
    sheets = [node for node in paper.nodes if isinstance(node, NewPage)]
    assert [node for node in paper.nodes[signed:] if isinstance(node, NewPage)] == sheets
    assert [node.counted for node in sheets] == [False] * (ADDENDA + 1)


def test_a_loose_sheet_tells_every_proposal_with_its_clause(site: Site, language: Language) -> None:
    for name in AGREEMENTS:
        for version in site.catalogue.documents[name].versions:
            paper = document_paper(site, version, Edition(language), "https://guide.example/")
            sheet = paper.nodes[-1]
            assert isinstance(sheet, Group)
            assert sheet.name == "loose-sheet"
            told = " ".join(map(str, texts_of((sheet,))))
            for block in inner_blocks(version.blocks):
                if isinstance(block, Explanation) and block.proposal:
                    assert typeset(block.proposal[language], language) in told, version.id


@pytest.mark.parametrize(
    ("lacking", "nothing", "label"),
    [("sources", (), "loose-sheet-sources"), ("proposal", None, "loose-sheet-proposals")],
)
def test_a_loose_sheet_says_nothing_of_what_an_agreement_lacks(
    lacking: str, nothing: object, label: str, site: Site, language: Language
) -> None:
    def without(block: Block) -> Block:
        inner = {"blocks": tuple(map(without, block.blocks))} if isinstance(block, Clause) else {}
        return block.model_copy(update=inner | ({lacking: nothing} if hasattr(block, lacking) else {}))

    charter = site.catalogue.documents["charter"]
    words = typeset(site.catalogue.labels[label][language], language)
    bare = charter.model_copy(update={"blocks": tuple(map(without, charter.blocks))})
    for document, is_told in ((charter, True), (bare, False)):
        paper = document_paper(site, document, Edition(language), "https://guide.example/")
        assert (words in " ".join(map(str, texts_of(paper.nodes)))) is is_told


def test_only_agreements_have_a_loose_sheet(site: Site) -> None:
    for document in site.catalogue.document_versions.values():
        paper = document_paper(site, document, Edition.FR, "https://guide.example/")
        has_clauses = any(isinstance(block, Clause) for block in document.blocks)
        assert has_clauses == any(isinstance(node, Group) and node.name == "loose-sheet" for node in paper.nodes)


def test_no_point_stands_behind_the_line_to_write_on_of_a_label(site: Site) -> None:
    """`Name : ____.` reads as a slip of the pen; a sentence that an answer completes may end with one."""
    after_label = re.compile(r":\s\{[a-z-]+\}\.")
    for document in site.catalogue.documents.values():
        assert after_label.findall(document.model_dump_json()) == [], document.id


def runs_in(nodes: object) -> Iterator[tuple[Run, Run]]:
    """Each run of a text with the one behind it, of all paragraphs among some nodes and what they hold."""
    if isinstance(nodes, NodeParagraph) and nodes.role is not Role.ADDRESS:
        for words in nodes.text:
            yield from itertools.pairwise(words.runs)
    elif isinstance(nodes, tuple):
        for node in nodes:
            yield from runs_in(node)
    elif isinstance(nodes, Items | Group):
        yield from runs_in(nodes.items if isinstance(nodes, Items) else nodes.nodes)


@pytest.mark.parametrize("edition", Edition)
def test_a_label_stays_on_the_line_of_its_blank(edition: Edition, pack: Pack) -> None:
    labels = set()
    for document in AGREEMENTS:
        paper = pack.papers[document, edition].paper
        short = {entry.id for entry in paper.entries if entry.rows == 1}
        for run, blank in runs_in(paper.nodes):
            if isinstance(run, str) and isinstance(blank, Blank) and blank.entry in short:
                assert not run.endswith(": "), run
                labels.add(run.rpartition("; ")[2])
    kept = {Language.FR: "zone\xa0de\xa0police\u202f:\xa0", Language.NL: "politiezone:\xa0"}
    assert labels >= {kept[language] for language in edition.languages}


def test_no_line_begins_with_a_blank_that_a_text_leads_to(pack: Pack) -> None:
    """The word before it goes with it: "payés par" ended a line, and what it is about began the next."""
    led = 0
    for packed in pack.papers.values():
        short = {entry.id for entry in packed.paper.entries if entry.rows == 1}
        for run, blank in runs_in(packed.paper.nodes):
            if isinstance(run, str) and isinstance(blank, Blank) and blank.entry in short:
                assert not run.endswith(" "), (packed.paper.name, run)
                led += run.endswith("\u00a0")
    assert led > 200


def test_shops_and_homes_each_read_their_own_text_and_all_that_they_share(site: Site) -> None:
    for document in site.catalogue.documents.values():
        if document.shops:
            homes, shops = (list(inner_blocks(version.blocks)) for version in document.versions)
            blocks = [block for block in inner_blocks(document.blocks) if not isinstance(block, Clause)]
            assert {block.only for block in blocks} == {None, *Audience}
            for block in blocks:
                assert (block in homes) == (block.only is not Audience.SHOPS), document.id
                assert (block in shops) == (block.only is not Audience.HOMES), document.id


def test_a_version_is_for_shops_whatever_its_name(site: Site) -> None:
    charter = site.catalogue.documents["charter"]
    assert [version.audience for version in charter.versions] == [*Audience]
    homes, shops = (version.model_copy(update={"id": "coffee-shops"}) for version in charter.versions)
    named = {each.audience: document_paper(site, each, Edition.FR, "https://guide.example/") for each in (homes, shops)}
    assert [audience for audience, paper in named.items() if Format.PICTURE in paper.formats] == [Audience.HOMES]
    assert [audience for audience, paper in named.items() if "commerces" in paper.name] == [Audience.SHOPS]


def test_the_abbreviation_stands_in_no_title_of_what_is_signed_before_approval(site: Site) -> None:
    for name in AGREEMENTS:
        for version in site.catalogue.documents[name].versions:
            for language in Language:
                assert not {"PLP", "PLP-I", "BIN", "BIN-Z"} & set(version.title[language].split())


def test_explanations_can_be_hidden_without_script(
    site: Site, base_url: str, page_without_script: Page, language: Language
) -> None:
    page_without_script.goto(base_url + site.page(CHARTER, language).address)
    expect(page_without_script.locator(".explanation").first).to_be_visible()
    page_without_script.get_by_label(site.catalogue.labels["show-explanations"][language]).uncheck()
    expect(page_without_script.locator(".explanation:visible")).to_have_count(0)


def test_the_charter_prints_alone(
    site: Site, base_url: str, page: Page, tmp_path: Path, language: Language, tools: Tools
) -> None:
    page.goto(base_url + site.page(CHARTER, language).address)
    page.get_by_label(site.catalogue.labels["show-explanations"][language]).uncheck()
    page.pdf(path=tmp_path / "charter.pdf", format="A4")
    sheets = tools.said("pdftotext", "-layout", tmp_path / "charter.pdf", "-").split("\f")[:-1]
    text = "\n".join(sheets)
    catalogue = site.catalogue
    assert catalogue.documents["charter"].title[language].split()[0] in sheets[0]
    assert catalogue.labels["sources-of-page"][language] not in text
    assert catalogue.guide.subtitle[language] not in text
    assert all(sheet.strip() for sheet in sheets)
