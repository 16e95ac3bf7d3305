"""A picture in a document stands in every format with its caption and what it shows; one that is unfit is refused."""

from __future__ import annotations

import io
import itertools
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pikepdf
import pytest
from PIL import Image

from macros.checks.site import checked_site
from macros.content.site import ROOT, Site
from macros.model.language import Edition, Language
from macros.model.messages import CHOSEN
from macros.model.problems import GuideError, Problem
from macros.pages.page_macros import PageMacros
from macros.pages.view import View
from macros.papers.formats import rendered
from macros.papers.from_records import document_paper
from macros.papers.paper import Format, Paper
from macros.tree.nodes import Group, Paragraph, Words
from tests.building import SITE_URL, Build
from tests.papers.reading_papers import assert_sound, elements_in, flat, lost_and_added, xml_text
from tests.tools import Tools

FONTS = ROOT / ".cache" / "fonts"
DOCUMENT = "data/documents/evaluation-form.yml"
ALTERNATIVE = {Language.FR: "Une rue avec quatre maisons", Language.NL: "Een straat met vier huizen"}
CAPTION = {Language.FR: "La rue du quartier.", Language.NL: "De straat van de buurt."}
CREDIT = {Language.FR: "Dessin de la commune, CC BY 4.0", Language.NL: "Tekening van de gemeente, CC BY 4.0"}
BLOCK = "  - block: picture\n    file: street.png\n    width: 60\n" + "".join(
    f"    {key}:\n      fr: {text[Language.FR]}\n      nl: {text[Language.NL]}\n"
    for key, text in (("alternative", ALTERNATIVE), ("caption", CAPTION), ("credit", CREDIT))
)


def drawing(*, mode: str = "RGB", size: tuple[int, int] = (600, 400), kind: str = "PNG", **saved: object) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(written, kind, **saved)
    return written.getvalue()


def add_picture(root: Path, content: bytes = b"", name: str = "street.png", block: str = BLOCK) -> None:
    """Gives a document a picture as its last block."""
    (root / "data/pictures").mkdir(exist_ok=True)
    (root / "data/pictures" / name).write_bytes(content or drawing())
    document = root / DOCUMENT
    document.write_text(document.read_text("utf-8") + block, "utf-8")


@pytest.fixture
def pictured(guide_copy: Path) -> Site:
    """A guide in which a document has a picture."""
    add_picture(guide_copy)
    return checked_site(guide_copy)


def paper_with_picture(site: Site, edition: Edition) -> Paper:
    return document_paper(site, site.catalogue.documents["evaluation-form"], edition, SITE_URL)


def said(edition: Edition, text: dict[Language, str]) -> str:
    return " / ".join(text[language] for language in edition.languages)


@pytest.mark.parametrize("edition", list(Edition))
def test_word_and_opendocument_files_hold_the_picture_its_caption_and_what_it_shows(
    pictured: Site, edition: Edition
) -> None:
    paper, drawn = paper_with_picture(pictured, edition), drawing()
    shown = {
        Format.WORD: ("word/document.xml", "word/media/image1.png", "docPr", "descr"),
        Format.OPEN: ("content.xml", "Pictures/1.png", "title", None),
    }
    for kind, (part, file, tag, attribute) in shown.items():
        content = rendered(paper, kind, FONTS)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.read(file) == drawn
            (node,) = [
                each for each in ElementTree.fromstring(archive.read(part)).iter() if each.tag.endswith(f"}}{tag}")
            ]
        assert (node.get(attribute) if attribute else node.text) == said(edition, ALTERNATIVE)
        text = xml_text(content, part)
        assert all(flat(each[language]) in text for each in (CAPTION, CREDIT) for language in edition.languages)


def test_pdf_files_hold_the_picture_its_caption_and_what_it_shows_and_pass_both_standards(
    pictured: Site, tmp_path: Path, tools: Tools
) -> None:
    for edition, kind in itertools.product(Edition, (Format.PRINT, Format.FORM)):
        paper, file = paper_with_picture(pictured, edition), tmp_path / f"{edition}{kind.value}"
        file.write_bytes(rendered(paper, kind, FONTS))
        with pikepdf.open(file) as pdf:
            assert [str(each.Alt) for each in figures(pdf.Root.StructTreeRoot)] == [said(edition, ALTERNATIVE)]
            assert sum(len(page.get_images()) for page in pdf.pages) == 1
        assert lost_and_added(paper, flat(tools.said("pdftotext", "-raw", file, "-")))[0] == [], file.name
    verdicts = tools.verapdf(sorted(tmp_path.glob("*.pdf")))
    assert len(verdicts) == 6
    for verdict in verdicts.values():
        assert_sound(verdict)


def figures(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    return (each for each in elements_in(element) if each.get("/S") == pikepdf.Name.Figure)


def test_the_page_of_the_document_shows_it_with_its_size_and_what_it_shows(pictured: Site, language: Language) -> None:
    page = pictured.page("documents/evaluation-form.md", language)
    tree = lxml.html.fromstring(str(PageMacros(View(pictured, page)).document("evaluation-form")))
    (figure,) = tree.iter("figure")
    (shown,) = figure.iter("img")
    assert (shown.get("alt"), shown.get("width"), shown.get("height")) == (ALTERNATIVE[language], "600", "400")
    assert shown.get("src").endswith("/assets/pictures/street.png")
    assert flat(figure.text_content()) == flat(CAPTION[language] + CREDIT[language])


def test_the_site_holds_its_file(guide_copy: Path, tmp_path: Path, build: Build) -> None:
    add_picture(guide_copy)
    shutil.rmtree(guide_copy / ".cache", ignore_errors=True)  # what a check kept, if any
    for name in ("macros", "overrides", "mkdocs.yml", ".cache"):
        (guide_copy / name).symlink_to(ROOT / name)
    result = build(guide_copy, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "site/assets/pictures/street.png").read_bytes() == drawing()


def test_another_picture_under_the_same_name_makes_another_paper(pictured: Site, guide_copy: Path) -> None:
    before = paper_with_picture(pictured, Edition.FR)
    (guide_copy / "data/pictures/street.png").write_bytes(drawing(size=(601, 400)))
    assert repr(paper_with_picture(checked_site(guide_copy), Edition.FR)) != repr(before)


GPS, TURNED = Image.Exif(), Image.Exif()
GPS[0x8825] = {1: "N", 2: (50.0, 52.0, 0.0)}
TURNED[0x0112] = 6
FILE = "data/pictures/street.png"
UNFIT: dict[str, tuple[Callable[[Path], None], Problem]] = {
    "a file that is not there": (
        lambda root: add_picture(root, name="street-map.png"),
        Problem(DOCUMENT, 0, "there is no picture data/pictures/street.png", "did you mean street-map.png?"),
    ),
    "a file that nothing shows": (
        lambda root: add_picture(root, block=""),
        Problem(FILE, 0, "no document shows this picture", "show it with block: picture, or delete it"),
    ),
    "a file that is no picture": (
        lambda root: add_picture(root, b"<svg/>"),
        Problem(FILE, 0, "this is no PNG or JPEG picture, or it is damaged", "save it anew"),
    ),
    "a file cut short": (
        lambda root: add_picture(root, drawing(kind="JPEG")[:2000], "street.jpg", BLOCK.replace("png", "jpg")),
        Problem("data/pictures/street.jpg", 0, "this is no PNG or JPEG picture, or it is damaged", "save it anew"),
    ),
    "a file with the ending of another kind": (
        lambda root: add_picture(root, drawing(kind="JPEG")),
        Problem(FILE, 0, "this is a JPEG picture", "let its name end with .jpg"),
    ),
    "a file that is too heavy": (
        lambda root: add_picture(root, drawing(size=(900, 600)) + b" " * 400_000),
        Problem(FILE, 0, "bytes", "save it with 400000 at most"),
    ),
    "a picture that is too large": (
        lambda root: add_picture(root, drawing(mode="1", size=(4001, 10))),
        Problem(FILE, 0, "the picture is 4001 by 10 pixels", "save it with 4000 at most"),
    ),
    "colours for printers": (
        lambda root: add_picture(root, drawing(mode="CMYK", kind="JPEG"), "street.jpg", BLOCK.replace("png", "jpg")),
        Problem("data/pictures/street.jpg", 0, "colours of the kind CMYK", "save it with colours for screens (RGB)"),
    ),
    "a picture that says where it was taken": (
        lambda root: add_picture(root, drawing(exif=GPS)),
        Problem(FILE, 0, "the picture says where it was taken", "save it without metadata (EXIF)"),
    ),
    "a picture that is turned by its metadata": (
        lambda root: add_picture(root, drawing(exif=TURNED)),
        Problem(FILE, 0, "turned by its metadata", "turn it, and save it without them"),
    ),
    "too few pixels for its width": (
        lambda root: add_picture(root, drawing(size=(300, 200))),
        Problem(DOCUMENT, 0, "street.png has 300 pixels for 60 mm", "give it 354 pixels, or a width of 50 mm at most"),
    ),
    "a picture higher than a sheet": (
        lambda root: add_picture(root, drawing(size=(400, 2000))),
        Problem(DOCUMENT, 0, "street.png is 300 mm high on paper", "give it a width of 40 mm at most"),
    ),
    "no text for those who cannot see it": (
        lambda root: add_picture(root, block=BLOCK.replace(f"      nl: {ALTERNATIVE[Language.NL]}\n", "")),
        Problem(DOCUMENT, 0, "the key alternative.nl is missing", "write it beside", language="nl"),
    ),
    "a path instead of a name": (
        lambda root: add_picture(root, block=BLOCK.replace("street.png", "../street.png")),
        Problem(DOCUMENT, 0, "file has a form that is not allowed", "then .png or .jpg"),
    ),
}


@pytest.mark.parametrize("fault", UNFIT)
def test_an_unfit_picture_is_refused_with_its_file_and_the_remedy(fault: str, guide_copy: Path) -> None:
    change, expected = UNFIT[fault]
    change(guide_copy)
    with pytest.raises(GuideError) as refused:
        checked_site(guide_copy)
    (problem,) = [each for each in refused.value.problems if each.file == expected.file]
    assert not any("there is no picture" in each.message for each in refused.value.problems if each != problem)
    assert expected.message in problem.message
    assert expected.remedy in problem.remedy
    assert problem.language == expected.language
    assert problem.record == ("evaluation-form" if expected.file == DOCUMENT else "")
    assert bool(problem.line) == (expected.file == DOCUMENT)


def test_all_faults_of_a_picture_are_told_in_the_language_asked_for(
    guide_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_picture(guide_copy, drawing(mode="CMYK", size=(4001, 10), kind="JPEG"))
    with pytest.raises(GuideError) as refused:
        checked_site(guide_copy)
    monkeypatch.setenv(CHOSEN, "nl")
    told = [str(problem) for problem in refused.value.problems if problem.file == FILE]
    assert told == [
        f"{FILE}\n    de afbeelding heeft CMYK-kleuren, voor de drukker\n"
        "    → bewaar ze met kleuren voor het scherm (RGB)",
        f"{FILE}\n    de afbeelding is 4001 bij 10 pixels groot\n"
        "    → bewaar ze met hoogstens 4000 pixels, in de breedte en in de hoogte",
        f"{FILE}\n    dit is een JPEG-afbeelding\n    → laat de naam eindigen op .jpg",
    ]


@pytest.mark.parametrize("kind", [Format.PRINT, Format.WORD, Format.OPEN])
def test_a_group_whose_name_a_format_does_not_know_is_drawn_as_what_is_in_it(
    site: Site, kind: Format, tmp_path: Path, tools: Tools
) -> None:
    inside = Paragraph((Words(Language.FR, ("Dans un groupe sans nom connu.",)),))
    paper = replace(paper_with_picture(site, Edition.FR), nodes=(Group("unheard-of", (inside,)),))
    content = rendered(paper, kind, FONTS)
    if kind is Format.PRINT:
        (tmp_path / "paper.pdf").write_bytes(content)
        text = flat(tools.said("pdftotext", "-raw", tmp_path / "paper.pdf", "-"))
    else:
        text = xml_text(content, "word/document.xml" if kind is Format.WORD else "content.xml")
    assert flat("Dans un groupe sans nom connu.") in text
