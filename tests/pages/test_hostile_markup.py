"""HTML that is written in an unusual way is read as a browser reads it, wherever pages are read or changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jinja2
import pytest

from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.pages.builder_form import PAGE, in_two
from macros.pages.html_steps import FinishedContent, finished_content, placeholder
from macros.pages.view import View
from macros.publishing.assets import loaded_by
from macros.publishing.css import needed_rules, used_in
from macros.publishing.fingerprint import with_digest
from macros.publishing.local_site import make_local, to_file
from macros.rendering.html_tree import page_text, page_tree, part_text, part_tree
from macros.rendering.jinja import Unindented

TEMPLATE = jinja2.Environment(extensions=[Unindented], trim_blocks=True, lstrip_blocks=True)


@pytest.mark.parametrize(
    "code",
    [
        "<PRE class='a > b'>\n  one\n\n  two\n</PRE>",
        "<textarea>\n  one\n\n  two\n</textarea>",
        "<script>\n  const text = `\n    one`;\n</script>",
        '<a title="one\n  two">',
        "<!--\n  <pre>\n-->",
    ],
)
def test_what_fills_in_a_template_keeps_its_lines(code: str) -> None:
    template = TEMPLATE.from_string("<div>\n    {{ code }}\n\n    <p>\n      end\n    </p>\n</div>")
    assert template.render(code=code) == f"<div>\n{code}\n<p>\nend\n</p>\n</div>"


def test_no_template_spreads_code_or_a_text_area_over_lines() -> None:
    for file in [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "macros").rglob("templates/**/*.html")]:
        for line in file.read_text("utf-8").splitlines():
            assert len(re.findall("<(?:pre|textarea)[ >]", line)) == len(re.findall("</(?:pre|textarea)>", line)), file


@pytest.mark.parametrize(
    "words",
    [
        "<b>one</b>{% if true %}{% endif %}",
        "{% if true %}<b>one</b>{% endif %}",
        "<b>one</b>{% if true %}{% endif %}\n  {% if true %}{% endif %}",
    ],
)
def test_words_after_a_block_of_a_template_stay_apart(words: str) -> None:
    template = TEMPLATE.from_string(f"<p>\n  <i>zero</i>\n  {words}\n    <b>two</b>\n</p>")
    assert template.render() == "<p>\n<i>zero</i>\n<b>one</b> <b>two</b>\n</p>"


def test_no_space_stays_after_a_line_of_blocks() -> None:
    """The line before them ends there, too: a page has some hundred of them."""
    blocks = "{% for each in [1, 2] %}\n  {% if each %}\n    <li>{{ each }}</li>\n  {% endif %}\n  {% endfor %}"
    assert TEMPLATE.from_string(f"<ul>\n  {blocks}\n  </ul>").render() == "<ul>\n<li>1</li>\n<li>2</li>\n</ul>"


HOSTILE = {
    "single quotes": "<p class='lead' id='first'>Qui ?</p>",
    "no quotes": "<p class=lead id=first>Qui ?</p>",
    "upper case": '<P CLASS="lead" ID="first">Qui ?</P>',
    "a sign in an attribute": '<p title="a > b ?" class="lead" id="first">Qui ?</p>',
    "spaces around the sign": '<p class = "lead"\n id = "first" >Qui ?</p>',
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_rule_of_style_stays_however_its_element_is_written(html: str) -> None:
    used = used_in([f"<body>{html}</body>"], [])
    for rule in ("p.lead{color:red}", "#first{color:red}"):
        assert needed_rules({"a.css": rule}, used) == rule


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <table class='lead'> -->",
        "<textarea><table class='lead'></textarea>",
        "<script>'<table class=\"lead\">'</script>",
        "<p title='<table class=\"lead\">'>",
    ],
)
def test_no_rule_of_style_stays_for_what_is_no_element(html: str) -> None:
    used = used_in([f"<body>{html}</body>"], [])
    assert needed_rules({"a.css": "table{color:red}", "b.css": ".lead{color:red}"}, used) == ""


@pytest.mark.parametrize(
    "html",
    [
        "<link rel=stylesheet href=../assets/css/site.css>",
        "<LINK HREF='../assets/css/site.css'>",
        '<script data-x="a > b" src="assets/css/site.css"></script>',
    ],
)
def test_what_a_page_loads_is_found_and_gets_its_digest(html: str) -> None:
    assert loaded_by(html) == {"css/site"}
    assert loaded_by(with_digest(html, "0a1b2c3d")) == set()
    assert "assets/0a1b2c3d/css/site.css" in with_digest(html, "0a1b2c3d")


def test_a_script_is_found_by_its_whole_name() -> None:
    assert loaded_by('<script src="assets/js/rare-letters.js"></script>') == {"js/rare-letters"}
    assert loaded_by('<script src="assets/js/builder/start.js"></script>') == {"js/builder"}


@pytest.mark.parametrize(
    "html",
    [
        '<body><!-- <link href="assets/css/site.css"> -->',
        '<textarea><link href="assets/css/site.css"></textarea>',
        "<p title='<link href=\"assets/css/site.css\">'>assets/css/site.css</p>",
    ],
)
def test_what_a_page_only_speaks_of_stays(html: str) -> None:
    assert loaded_by(html) == set()
    assert "0a1b2c3d" not in with_digest(html, "0a1b2c3d")


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_text_is_typeset_and_attributes_are_not(html: str) -> None:
    (paragraph,) = part_tree(finished_content(html, (), {}, Language.FR).html)
    assert paragraph.text == "Qui\u202f?"
    assert paragraph.attrib == part_tree(html)[0].attrib


@pytest.mark.parametrize(
    "html",
    [
        "<!-- Qui > quoi ? -->",
        "<textarea>Qui ?</textarea>",
        "<CODE>Qui ?</CODE>",
        "<pre data-x='>'><b>Qui</b> ?</pre>",
        "<code>a <code>b ?</code> c ?</code>",
        "<script>'</b>' ? 1 : 2</script>",
    ],
)
def test_what_is_no_prose_is_not_typeset(html: str) -> None:
    assert part_text(part_tree(finished_content(html, (), {}, Language.FR).html)) == part_text(part_tree(html))


def finished(html: str, *blocks: str) -> FinishedContent:
    return finished_content(html, blocks, {"BIN": lambda: '<a class="term" href="#bin">BIN</a>'}, Language.NL)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Een <abbr title='netwerk'>BIN</abbr> en een <abbr title='netwerk'>BIN</abbr>.</p>",
        '<p>Een <ABBR CLASS=x TITLE=netwerk>BIN</ABBR> en een <abbr title="a > b">BIN</abbr>.</p>',
        '<p>Een <abbr\ntitle="netwerk"  >BIN</abbr > en een <abbr title=netwerk>BIN</abbr>.</p>',
    ],
)
def test_an_abbreviation_is_explained_once(html: str) -> None:
    assert finished(html).html == '<p>Een <a class="term" href="#bin">BIN</a> en een BIN.</p>'


@pytest.mark.parametrize(
    "before",
    [
        "<H2><abbr title=n>BIN</abbr></H2>",
        "<table><thead><tr><th><abbr title=n>BIN</abbr></th></tr></thead></table>",
        "<a\nhref='#x' title='</a>'><b><abbr title=n>BIN</abbr></b></a>",
        '<!-- <abbr title="n">BIN</abbr> -->',
        '<textarea><abbr title="n">BIN</abbr></textarea>',
    ],
)
def test_an_abbreviation_is_not_explained_where_no_link_can_stand(before: str) -> None:
    html = finished(f"{before}<p><abbr title=n>BIN</abbr></p>").html
    assert html.endswith('<p><a class="term" href="#bin">BIN</a></p>')
    assert html.count("#bin") == 1


def test_a_link_to_a_definition_has_explained_its_abbreviation() -> None:
    html = finished("<p><a class='big term' href=#x><abbr title=n>BIN</abbr></a> <abbr title=n>BIN</abbr></p>").html
    assert html == '<p><a class="big term" href="#x">BIN</a> BIN</p>'


def test_a_held_block_comes_back_and_its_ids_count() -> None:
    found = finished(f"<p>Voor</p>{placeholder(0)}<p>na</p>", "<DIV ID='one'><p id=two data-id='no'>x</p></DIV>")
    assert found.html == '<p>Voor</p><div id="one"><p id="two" data-id="no">x</p></div><p>na</p>'
    assert found.ids == {"one", "two"}


@pytest.mark.parametrize("html", [f"<!-- {placeholder(0)} -->", placeholder(7), '<div data-held="x"></div>'])
def test_what_stands_for_no_block_stays(html: str) -> None:
    assert finished(html, "<p>--></p>").html == html


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <h1>Not this</h1> --><h1 title="a > b">Le <b>coût</b> &amp; plus</h1>',
        "<textarea><h1>Not this</h1></textarea><H1 class='x'>Le coût <!-- 5 > 4 -->&amp; plus</H1>",
    ],
)
def test_the_heading_of_a_page_is_read_as_words(html: str) -> None:
    assert finished(html).heading == "Le coût & plus"


FORM = """<main><form title='<!-- later -->'><textarea><!-- later --></textarea><!--later--><p>{}</p>
<!-- /later --><p>end</p></form></main>"""


def test_the_later_part_of_the_builder_is_cut_between_its_comments(site: Site) -> None:
    view = View(site, site.page(PAGE, Language.FR))
    first, script = in_two(FORM.format("one"), view)
    form = page_tree(first).find(".//form")
    assert [child.tag for child in form] == ["textarea", "p", "p"]
    assert form[0].text == "<!-- later -->"
    assert json.loads(script.removeprefix("export default "))["html"] == "<p>one</p>\n"


@pytest.mark.parametrize("html", ["<p><!-- later --></p>", "<textarea><!-- later --><!-- /later --></textarea>"])
def test_a_page_without_a_later_part_is_refused(html: str, site: Site) -> None:
    with pytest.raises(ValueError, match="no part that comes later"):
        in_two(html, View(site, site.page(PAGE, Language.FR)))


LOCAL = """<!doctype html><html><head><title>x</title>
<LINK REL=canonical HREF=https://guide.example/><link href='x.woff2' rel='preload'>
<meta content="a > b" property='og:url'><script type='application/ld+json'>{"a": "</b>"}</script>
<script async type='module' src=../assets/js/search.js></script><SCRIPT TYPE=Module SRC='../assets/js/list.js'></SCRIPT>
</head><body><!-- <a href="../x/"> --><a href='../x/#y'>x</a><A HREF=../z/>z</A>
<textarea><a href="../x/"></textarea></body></html>"""


def test_a_page_of_an_own_edition_is_changed_however_it_is_written(tmp_path: Path) -> None:
    page = tmp_path / "fr" / "index.html"
    page.parent.mkdir()
    (tmp_path / "assets" / "js").mkdir(parents=True)
    page.write_text(LOCAL, "utf-8")
    make_local(tmp_path)
    tree = page_tree(page.read_text("utf-8"))
    assert [each.tag for each in tree.head] == ["title", "script"]
    assert tree.head[1].get("data-start") == "assets/js/search.js assets/js/list.js"
    assert tree.xpath("//a/@href") == ["../x/index.html#y", "../z/index.html"]
    assert '<!-- <a href="../x/"> -->' in page.read_text("utf-8")
    assert tree.find(".//textarea").text == '<a href="../x/">'


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../cout/", "../cout/index.html"),
        ("./?a=1#b", "./index.html?a=1#b"),
        ("./#", "./index.html#"),
        ("cout/?a=/", "cout/index.html?a=/"),
        *((each, each) for each in ("", "#a/", "?a/", "../x.pdf", "/fr/", "//x.be/", "https://[x/", "mailto:a@b.be/")),
    ],
)
def test_a_link_to_a_folder_names_its_file(address: str, file: str) -> None:
    assert to_file(address) == file


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p></body></html>b<p>c</p>",
        "</div>a<p>b</p>c",
        "a\x01b<p>c</p>",
        "<style>x</style>a<link>b<p>c</p>",
        "<!doctype html><html class=x><body id=y>a<p>b</p>c",
    ],
)
def test_nothing_of_a_part_is_lost(html: str) -> None:
    assert re.sub("[^abc]", "", part_tree(html).text_content()) == "abc"


def test_what_is_read_is_written_again() -> None:
    html = (
        "<!-- c --><p hidden data-x='{\"a\": 1}'>a\u00a0b\u202fc<br>d</p><template data-later></template>"
        '<svg viewBox="0 0 1 1" preserveAspectRatio="none" class="x"></svg>'
        '<script type="application/ld+json">{"a":"</b>"}</script><pre>\n x</pre><textarea>\n y</textarea>'
    )
    assert part_text(part_tree(html)) == html
    page = f'<!doctype html>\n<html lang="fr"><head><title>x</title></head><body>{html}</body></html>\n'
    assert page_text(page_tree(page)) == page
