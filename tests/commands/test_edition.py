"""A municipality's own edition works from a folder, without a server or a network, and carries its name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from macros.__main__ import main
from macros.commands import edition as command
from macros.content.communes import OWN_COMMUNE
from macros.content.publisher import OWN_PUBLISHER
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.records import Publisher
from macros.model.typography import typeset
from macros.open_data.files import OPEN_DATA_FOLDER
from macros.publishing.file_scripts import LOADER, registered_module
from macros.publishing.local_site import make_local
from tests.building import Build
from tests.once import Shared
from tests.publishing.host import Host

COMMUNE = "berchem-sainte-agathe"
NAME = "guide de la commune"
"""A folder's name with spaces, as people give them."""
PUBLISHER = Publisher.model_validate(
    {"name": "Commune & voisins", "address": "Rue Basse 1, 1082 Bruxelles", "email": "plp@commune.be"}
)
UNKNOWN = "https://plp-bin.example/"
"""What mkdocs.yml says where nobody gives an address."""


@pytest.fixture(scope="session")
def edition(shared: Shared, build: Build) -> Path:
    """The edition without an address, as the command writes it.

    It waits for nobody: its papers name its publisher, so no other work makes the same.
    """

    def make(folder: Path) -> None:
        given = {OWN_COMMUNE: COMMUNE, OWN_PUBLISHER: PUBLISHER.model_dump_json()}
        result = build(ROOT, folder / NAME, SITE_URL=UNKNOWN, **given)
        assert result.returncode == 0, result.stderr
        make_local(folder / NAME)

    return shared.folder("edition", make) / NAME


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page of a browser without network; an error in its console fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    assert errors == []
    context.close()


def file(edition: Path, site: Site, path: str, language: Language) -> str:
    return (edition / site.page(path, language).address / "index.html").as_uri()


def test_every_link_names_a_file(edition: Path) -> None:
    broken = []
    for page in edition.rglob("*.html"):
        for element, _, link, _ in lxml.html.fromstring(page.read_text("utf-8")).iterlinks():
            if re.match(r"https?:|mailto:|tel:|data:|#", link) or page.name == "404.html":
                continue
            target = (page.parent / re.split("[?#]", link)[0]).resolve()
            if not target.is_file():
                broken.append(f"{page.relative_to(edition)}: {link} ({element.tag})")
    assert broken == []


def test_nothing_claims_an_address(edition: Path, site: Site, language: Language) -> None:
    html = (edition / site.page("understand/cost.md", language).address / "index.html").read_text("utf-8")
    assert "plp-bin.example" not in html
    assert 'rel="canonical"' not in html


def test_every_page_carries_the_name_of_the_municipality(edition: Path, site: Site) -> None:
    name = site.catalogue.communes[COMMUNE].name
    for page in site.pages.values():
        tree = lxml.html.fromstring((edition / page.address / "index.html").read_text("utf-8"))
        assert name[page.language] in tree.xpath("//header")[0].text_content(), page.address
        assert name[page.language] in tree.xpath("//footer")[0].text_content(), page.address


def test_every_page_says_who_publishes_the_edition_and_reports_errors_to_them(edition: Path, site: Site) -> None:
    for page in site.pages.values():
        tree = lxml.html.fromstring((edition / page.address / "index.html").read_text("utf-8"))
        foot = tree.xpath("//footer")[0].text_content()
        for said in (PUBLISHER.name.fr, PUBLISHER.address.fr, PUBLISHER.email):
            assert said in foot.replace("\u00a0", " "), page.address
        (report,) = tree.xpath("//*[@class='page-foot__checked']/a/@href")
        assert report.startswith(f"mailto:{PUBLISHER.email}?subject="), page.address
    for name in ("index.html", "404.html"):
        assert PUBLISHER.email in (edition / name).read_text("utf-8")


def test_the_open_data_of_the_edition_names_its_publisher(edition: Path) -> None:
    index = json.loads((edition / OPEN_DATA_FOLDER / "index.json").read_text("utf-8"))
    assert index["publisher"]["email"] == PUBLISHER.email
    assert index["publisher"]["name"] == PUBLISHER.name.model_dump()


def test_general_pages_say_what_is_done_there(edition: Path, site: Site, language: Language) -> None:
    page = (edition / site.page("understand/what.md", language).address / "index.html").read_text("utf-8")
    (note,) = lxml.html.fromstring(page).xpath("//*[@data-of='21003']")
    assert {"fr": "cinq PLP", "nl": "vijf BIN"}[language] in note.text_content()


def test_the_privacy_page_says_that_the_edition_keeps_nothing(edition: Path, site: Site, language: Language) -> None:
    html = (edition / site.page("privacy.md", language).address / "index.html").read_text("utf-8")
    main = lxml.html.fromstring(html).xpath("//main")[0]
    assert typeset(site.catalogue.labels["offline-own"][language], language) in main.text_content()
    assert not main.xpath("//*[@data-offline]")
    words = main.text_content()
    for kept in ("offline-keeps", "offline-papers", "offline-switch-off", "server-log-unknown"):
        assert typeset(site.catalogue.labels[kept][language], language) not in words, kept
    assert typeset(site.catalogue.labels["offline-erase-own"][language], language) in words
    assert typeset(PUBLISHER.name[language], language) in main.xpath("//*[@id='limits']/following::p")[0].text_content()


@pytest.mark.parametrize(("log", "warned"), [("", 1), ("log: {host: Hébergeur SA, days: 14}\n", 0)])
def test_an_edition_whose_publisher_has_not_said_what_the_server_keeps_is_built_with_a_warning(
    log: str, warned: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "publisher.yml"
    file.write_text(f"name: Namur\naddress: Rue Basse 1, 5000 Namur\nemail: plp@namur.be\n{log}", "utf-8")
    monkeypatch.setattr(command, "build_site", lambda site: (site / "index.html").write_text("<p>x</p>", "utf-8"))
    monkeypatch.setattr(command, "make_local", lambda site, address: None)
    monkeypatch.setenv(OWN_COMMUNE, "")  # these are put back afterwards
    monkeypatch.setenv(OWN_PUBLISHER, "")
    asked = ["edition", COMMUNE, "-o", str(tmp_path / "edition"), "--publisher", str(file)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0
    assert result.stderr.count("ask the publisher what the server keeps") == warned


def test_a_reader_goes_from_page_to_page(edition: Path, offline: Page) -> None:
    offline.goto((edition / "index.html").as_uri())
    offline.locator("a[hreflang=fr]").first.click()
    expect(offline.locator(".head__subtitle")).to_contain_text("Berchem-Sainte-Agathe")
    offline.locator(".tabs").get_by_role("link", name="Documents").click()
    expect(offline.locator("h1")).to_be_visible()
    offline.locator(".head__language").click()
    expect(offline.locator("html")).to_have_attribute("lang", "nl")


def test_the_search_finds(edition: Path, site: Site, offline: Page) -> None:
    offline.goto(file(edition, site, "search.md", Language.NL))
    offline.fill("#query", "lidgeld")
    result = offline.locator(".search__results a").first
    expect(result).to_be_visible()
    result.click()
    expect(offline.locator("h1")).to_be_visible()
    assert offline.url.split("#")[0].endswith("index.html")


def test_the_builder_knows_the_municipality_and_makes_the_pack(edition: Path, site: Site, offline: Page) -> None:
    offline.goto(file(edition, site, "documents/builder.md", Language.FR))
    expect(offline.locator("[data-ready]")).to_be_attached()
    expect(offline.locator("#q-municipality-fr")).to_have_value("Berchem-Sainte-Agathe")
    with offline.expect_download() as found:
        offline.evaluate("document.querySelector('[data-do=download-all]').click()")
    assert found.value.suggested_filename.endswith(".zip")


@pytest.mark.parametrize("top", ["", "bin/"])
def test_a_missing_page_loads_its_scripts_at_any_address(top: str, tmp_path: Path) -> None:
    page = tmp_path / "fr" / "404.html"
    (tmp_path / "assets" / "js").mkdir(parents=True)
    page.parent.mkdir()
    page.write_text(
        f'<html><head><script type="module" src="/{top}assets/js/missing.js"></script></head></html>', "utf-8"
    )
    make_local(tmp_path, f"https://plp.commune.be/{top}")
    (script,) = lxml.html.fromstring(page.read_text("utf-8")).iter("script")
    assert script.get("src") == f"/{top}{LOADER}"
    assert script.get("data-root") == f"/{top}"
    assert script.get("data-start") == "assets/js/missing.js"


def test_a_missing_page_leads_to_the_search(edition: Path, browser: Browser) -> None:
    host = Host(edition)
    host.faults["fr/etape-9/"] = lambda asked: asked.reply(404, "text/html", (edition / "fr/404.html").read_bytes())
    page = browser.new_page()
    try:
        page.goto(f"{host.address}fr/etape-9/")
        page.get_by_role("searchbox").fill("cotisation")
        page.keyboard.press("Enter")
        expect(page.locator(".search__results a").first).to_be_visible()
    finally:
        page.close()
        host.stop()


def test_a_checklist_keeps_its_ticks(edition: Path, site: Site, offline: Page) -> None:
    offline.goto(file(edition, site, "documents/checklists/stage-2.md", Language.FR))
    expect(offline.locator(".checklist__actions")).to_be_visible()
    offline.locator("[data-checklist] input[type=checkbox]").first.check()
    offline.reload()
    expect(offline.locator("[data-checklist] input[type=checkbox]").first).to_be_checked()


@pytest.mark.parametrize("written", ["function b(){}", "async function b(){}", "function*b(){}", "function* b(){}"])
def test_a_function_of_any_kind_can_be_imported(written: str) -> None:
    script = registered_module("a.js", f"export {written}export const c=1;")
    assert f"{{{written}const c=1;" in script
    assert script.endswith("return{b,c}});\n")


@pytest.mark.parametrize("value", ["f(1,[2,3])", "{b,c}", '"a,b"', "`a,${b},`", "/[,(]/g", "(b,c)=>{let d=1,e}", "4/2"])
def test_a_value_with_commas_can_be_imported(value: str) -> None:
    assert registered_module("a.js", f"export const a={value};let d=1,e;").endswith("return{a}});\n")


@pytest.mark.parametrize(
    "script",
    [
        "export{a,b};const a=1,b=2",
        'import"./a.js";',
        'export*from"./a.js";',
        "export const a=1,b=2;",
        "export let a,b;",
        'export const a=f({b:")"},/[,(]/),c=1;',
    ],
)
def test_a_module_written_in_another_way_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match=r"a\.js imports or exports in a way that is not known"):
        registered_module("a.js", script)


def test_an_unknown_municipality_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["edition", "berchem-saint-agathe", "-o", str(tmp_path / "edition")])
    assert result.exit_code == 2
    assert "there is no municipality 'berchem-saint-agathe'" in result.stderr
    assert "did you mean berchem-sainte-agathe?" in result.stderr
    assert not (tmp_path / "edition").exists()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        *((each, "data/communes/namur.yml") for each in ("namur", "Namur", "namen", "92094")),
        ("Sint-Niklaas", "data/communes/sint-niklaas.yml"),
        ("Saint-Gilles", "data/communes/saint-gilles.yml"),
        *((each, f"edition {COMMUNE}") for each in ("Berchem-Sainte-Agathe", "sint-agatha-berchem", "21003")),
    ],
)
def test_a_municipality_without_a_file_of_that_name_is_told_which_to_make_or_to_name(
    written: str, said: str, tmp_path: Path
) -> None:
    result = CliRunner().invoke(main, ["edition", written, "-o", str(tmp_path / "edition")])
    assert result.exit_code == 2
    assert said in result.stderr
    assert ("data/communes/exemple.yml.txt" in result.stderr) == (COMMUNE not in said)
    assert not (tmp_path / "edition").exists()


@pytest.mark.parametrize(
    "address",
    [
        "plp.namur.be",
        "htps://plp.namur.be/",
        "http://[1.2]/",
        "https://plp.namur.be:99999/",
        "ftp://plp.namur.be/",
        "https://",
        "https://…",
        "https:///plp/",
        "https://me@plp.namur.be/",
        "https://plp.namur.be//plp/",
        "https://plp.namur.be/../plp/",
        "https://plp.namur.be/?x=1",
        "https://plp.namur.be/#a",
        "https://plp.namur.be/le plp/",
        "https://plp.namur.be/ ",
        "https://plp.namur.be/index.html",
        "https://plp.namur.be/INDEX.HTM",
    ],
)
def test_what_is_no_address_of_a_folder_is_refused_before_anything_is_built(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "build_site", lambda _: pytest.fail("it was built"))
    said = {"en": "write all of it", "fr": "écrivez-la en entier", "nl": "schrijf het voluit"}
    for language, words in said.items():
        monkeypatch.setenv("GUIDE_LANGUAGE", language)
        asked = ["edition", COMMUNE, "-o", str(tmp_path / "edition"), "--address", address]
        result = CliRunner().invoke(main, asked)
        assert result.exit_code == 2
        assert "Traceback" not in result.output
        assert "--address" in result.stderr
        assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_bad_file_of_a_publisher_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "publisher.yml"
    file.write_text("name: Namur\naddress: Rue Basse 1, 5000 Namur\nmail: plp@namur.be\n", "utf-8")
    monkeypatch.setenv(OWN_COMMUNE, COMMUNE)  # as the command does, for its own process
    asked = ["edition", COMMUNE, "-o", str(tmp_path / "edition"), "--publisher", str(file)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 1
    assert f"{file}:3\n    unknown key 'mail'\n    → did you mean email?" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["publisher.yml"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("pictures", "utf-8")
    command = [sys.executable, "-m", "macros", "edition", COMMUNE, "-o", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "did not make (holiday.txt)" in result.stderr
    assert (tmp_path / "holiday.txt").read_text("utf-8") == "pictures"
