"""The one style sheet holds all that pages need, looks as the whole would, and stays light."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.problems import GuideError
from macros.publishing.css import needed_rules, used_in
from tests.building import BuiltSite
from tests.visits import Visits

OWN_CODE = Path(__file__).read_bytes()
PAGE = '<body class="page"><p id="first" class="lead on" lang="fr">Bonjour</p><a href="x">lien</a></body>'
KEPT = (
    ".lead{color:red}",
    "p.on>a:hover{color:red}",
    "#first{color:red}",
    '[lang="fr"]{color:red}',
    "a[href^=x]{color:red}",
    '[data-state="open"]{color:red}',
    "p:not(.never-seen){color:red}",
    "a:not([class]):hover{color:red}",
    "p.opened-by-script{color:red}",
    "a::before{color:red}",
    "@media print{p{color:red}}",
    "@container (max-width:20rem){p{color:red}}",
    ".opened-by-script{color:red}",
    '@font-face{font-family:"A"}',
    'p{mask-image:url("data:image/svg+xml,<svg/>")}',
)
DROPPED = (
    ".lea{color:red}",
    "p .never-seen{color:red}",
    "#second{color:red}",
    "[dir=rtl] p{color:red}",
    "[lang=nl] p{color:red}",
    "[data-state=shut]{color:red}",
    "table{color:red}",
    "a.lead{color:red}",
    "p:not([class]){color:red}",
    "@media print{table{color:red}}",
)


@pytest.mark.parametrize("rule", KEPT)
def test_a_rule_that_may_match_stays(rule: str) -> None:
    script = 'menu.classList.add("opened-by-script"); menu.dataset.state = "open"'
    assert needed_rules({"a.css": rule}, used_in([PAGE], [script])) == rule


@pytest.mark.parametrize("script", ["control.ariaInvalid = 'true'", "control.setAttribute('aria-invalid', 'true')"])
def test_a_rule_for_an_attribute_that_a_script_sets_stays_however_it_is_written(script: str) -> None:
    rule = "p[aria-invalid]{color:red}"
    assert needed_rules({"a.css": rule}, used_in([PAGE], [script])) == rule
    assert needed_rules({"a.css": rule}, used_in([PAGE], [])) == ""


@pytest.mark.parametrize("rule", DROPPED)
def test_a_rule_that_cannot_match_goes(rule: str) -> None:
    assert needed_rules({"a.css": rule}, used_in([PAGE], [])) == ""


def test_of_several_selectors_only_the_useful_stay() -> None:
    assert needed_rules({"a.css": "p,table,.never-seen{color:red}"}, used_in([PAGE], [])) == "p{color:red}"


def test_a_variable_stays_while_something_uses_it() -> None:
    css = "body{--used:red;--chain:var(--end);--end:blue}p{color:var(--used)}"
    assert needed_rules({"a.css": css}, used_in([PAGE], [])) == "body{--used:red}p{color:var(--used)}"


@pytest.mark.parametrize("rule", [*KEPT, *DROPPED])
def test_what_a_sheet_does_not_name_changes_none_of_its_rules(rule: str) -> None:
    """So a sheet is not made again because a page has another link or another word."""
    used = used_in([PAGE], ['menu.classList.add("opened-by-script"); menu.dataset.state = "open"'])
    edited = used_in([PAGE + '<p id="new-words" class="lead"><a href="/elsewhere/">…</a></p>'], ["menu"])
    assert needed_rules({"a.css": rule}, used.named_in([rule])) == needed_rules({"a.css": rule}, used)
    assert used_in([PAGE], ["menu"]).named_in([rule]) == edited.named_in([rule])


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("p{color:red}\n}", r"a.css:2\n.*EOF reached"),
        ("p{\n  color red;\n  margin:0\n}", r"a.css:2\n.*Stop token"),
        ("@media print{\np{color red}}", r"a.css:2\n"),
        ("p{color:red}\np{&.on{color:red}}", r"a.css:2\n.*&\.on"),
        ("p{@media print{color:red}}", r"a.css:1\n.*@media"),
        ("@layer base{p{color:red}}", r"a.css:1\n.*@layer"),
        ("p{color:red}@property --x{syntax:'*'}", r"a.css:1\n.*@property"),
        ("@keyframes spin{from{color:red}}", r"a.css:1\n.*@keyframes"),
    ],
)
def test_what_would_be_left_out_of_a_style_sheet_unseen_is_refused(css: str, said: str) -> None:
    with pytest.raises(GuideError, match=said):
        needed_rules({"b.css": "p{color:red}", "a.css": css}, used_in([PAGE], []))


STYLES = """() => document.fonts.ready.then(() => {
  const names = [...getComputedStyle(document.body)].filter(name => !name.startsWith("--")); // of all elements the same
  const ofParts = ["content", "display", "color", "background-color", "width", "height"];
  return [...document.querySelectorAll("body, body *")].map(element => {
    const look = (part, asked) => {
      const style = getComputedStyle(element, part);
      return asked.map(name => style.getPropertyValue(name)).join(";");
    };
    const own = look(null, names).replaceAll("0% 0%", "0px 0px"); // the same place
    return [element.tagName, element.className, own, look("::before", ofParts), look("::after", ofParts)].join(";");
  });
})"""
TEMPLATES = (
    "index.md",
    "create/stage-3.md",
    "understand/cost.md",
    "documents/index.md",
    "documents/announcement.md",
    "documents/checklists/stage-2.md",
    "search.md",
)
ENTRIES = ("sources.md", "glossary.md", "communes/index.md", "examples/messages.md")


def styles(page: Page, address: str) -> dict[str, list[str]]:
    """How each element of a page looks, on the screen and on paper."""
    page.emulate_media(media="screen")
    page.goto(address)
    page.wait_for_selector("[data-seen]")
    page.wait_for_load_state("networkidle")
    found = {"screen": page.evaluate(STYLES)}
    page.emulate_media(media="print")
    return found | {"print": page.evaluate(STYLES)}


@pytest.mark.parametrize("path", [*TEMPLATES, *ENTRIES])
def test_pages_look_as_they_would_with_every_rule(
    path: str, site: Site, base_url: str, visits: Visits, page: Page
) -> None:
    ours = ROOT / "docs" / "assets" / "css"
    guide = (ours / "guide.css").read_text("utf-8")
    papers = guide + (ours / "papers.css").read_text("utf-8")
    whole = dict.fromkeys(("text.css", "site.css"), guide)
    whole |= dict.fromkeys(("entries.css", "cards.css", "tasks.css", "papers.css"), papers)
    address = base_url + site.page(path, Language.FR).address

    def answer(route: Route) -> None:
        route.fulfill(body=whole[route.request.url.rsplit("/", 1)[1]], content_type="text/css")

    def differences() -> list[str]:
        lean = styles(page, address)
        page.route("**/*.css", answer)
        different = []
        for medium, found in styles(page, address).items():
            assert len(found) > 50
            pairs = zip(found, lean[medium], strict=True)
            different += [f"{medium}: {whole_look}\n{look}" for whole_look, look in pairs if whole_look != look]
        return different

    assert visits.findings((OWN_CODE, whole, path), [page], differences)[:1] == []


def test_a_guidance_page_weighs_at_most_14_kilobytes_without_fonts(
    site: Site, built: BuiltSite, language: Language
) -> None:
    page = built.pages[site.page("understand/cost.md", language).address]
    addresses = re.findall(r'<(?:link rel="(?:stylesheet|icon)" href|script src|img src)="([^"]+)"', page.html)
    loaded_apart = [address for address in addresses if not address.startswith("data:")]
    assert len(loaded_apart) == 2
    root = built.root / page.address
    loaded = [page.html.encode(), *((root / Path(address)).resolve().read_bytes() for address in loaded_apart)]
    assert sum(len(gzip.compress(content, 9)) for content in loaded) <= 14_000


@pytest.mark.parametrize(
    ("kind", "limit"),
    {"bare": 3_230, "text": 4_690, "site": 6_240, "cards": 5_940, "tasks": 6_300, "papers": 6_390}.items(),
)
def test_the_style_sheet_of_each_kind_of_page_is_light(kind: str, limit: int, built: BuiltSite) -> None:
    """With its head, at most five packets: it shares the line with script and fonts; see decisions/theme.md."""
    (sheet,) = built.root.glob(f"assets/*/css/{kind}.css")
    assert len(gzip.compress(sheet.read_bytes(), 9)) <= limit


@pytest.mark.parametrize("path", ENTRIES)
def test_a_page_of_entries_loads_no_rules_of_papers(
    path: str, site: Site, built: BuiltSite, language: Language
) -> None:
    """It weighs 2.5 kB less than with them."""
    page = built.pages[site.page(path, language).address]
    (sheet,) = page.tree.xpath("//link[@rel='stylesheet']/@href")
    content = (built.root / page.address / Path(sheet)).resolve().read_bytes()
    assert b".task" not in content
    assert len(gzip.compress(content, 9)) <= 5_390


def test_no_script_listens_for_the_end_of_loading() -> None:
    """The first layout may come in the same task, and would then wait for the script; see decisions/theme.md."""
    scripts = (ROOT / "docs" / "assets" / "js").rglob("*.js")
    listening = [
        script.name for script in scripts if re.search(r"[\"']load[\"']|\bonload\b", script.read_text("utf-8"))
    ]
    assert listening == []
