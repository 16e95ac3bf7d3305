"""Files made to harm are refused in words, or do nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from macros.checks.site import checked_site
from macros.content.site import Site
from macros.content.text_files import LARGEST
from macros.model.language import Language
from macros.model.problems import GuideError
from macros.pages.page_macros import PageMacros
from macros.pages.view import View

TERMS, COST = "data/terms.yml", "docs/fr/understand/cost.md"
ALIASES = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
MERGES = "".join(f"m{n}: &m{n}\n  <<: [{', '.join([f'*m{n - 1}'] * 9)}]\n" for n in range(1, 12))


def written(file: str, content: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text(content, "utf-8")


def added(file: str, content: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text((root / file).read_text("utf-8") + content, "utf-8")


def changed(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), "utf-8")

    return change


def linked(file: str, target: str) -> Callable[[Path], None]:
    return lambda root: (root / file).symlink_to(target)


HOSTILE = {
    "aliases that stand for billions of values": (
        written(TERMS, f"a0: &a0 [x]\n{ALIASES}"),
        TERMS,
        "stands for another",
    ),
    "merges that stand for billions of keys": (written(TERMS, f"m0: &m0 {{x: y}}\n{MERGES}"), TERMS, "must be a word"),
    "brackets without end": (written(TERMS, "[\n" * 200_000), TERMS, "nesting"),
    "an object of Python": (written(TERMS, "- !!python/object/apply:os.system [id]\n"), TERMS, "begins with !"),
    "a number without end": (written(TERMS, f"- id: {'9' * 50_000}\n"), TERMS, "letters"),
    "a date that is none": (changed(TERMS, "- id: plp\n", "- id: 2026-13-45\n"), TERMS, "'2026-13-45' cannot be"),
    "a huge file": (written(TERMS, "# x\n" * LARGEST), TERMS, "bytes"),
    "a huge page": (added(COST, "Texte.\n\n" * LARGEST), COST, "bytes"),
    "a page that leads out of the guide": (
        changed("data/roles.yml", "page: roles/citizen.md", "page: ../../../etc/passwd.md"),
        "data/roles.yml",
        "there is no page",
    ),
    "an id that leads out of the guide": (
        changed("data/documents/charter.yml", "id: charter\n", "id: ../../charter\n"),
        "data/documents/charter.yml",
        "form that is not allowed",
    ),
    "an address that leads out of the site": (changed(COST, "slug: cout", "slug: ../../cout"), COST, "slug"),
    "an address with a root": (changed(COST, "slug: cout", "slug: /etc"), COST, "slug"),
    "a source that is a script": (
        changed("data/sources.yml", "address: https", "address: javascript"),
        "data/sources.yml",
        "address",
    ),
    "a link out of the data": (linked("data/other.yml", "/etc/passwd"), "data/other.yml", "symbolic link"),
    "a link to a folder out of the pages": (linked("docs/fr/etc", "/etc"), "docs/fr/etc", "symbolic link"),
    "a link out of the assets": (linked("docs/assets/secret.txt", "/etc/passwd"), "docs/assets/secret.txt", "symbolic"),
    "a macro in data": (changed(TERMS, "Un accord structuré", "{{ config }} structuré"), TERMS, "contains"),
    "a statement of Jinja in data": (changed(TERMS, "Un accord structuré", "{% x %} accord"), TERMS, "contains"),
    "a script in data": (changed(TERMS, "Un accord structuré", "<script>x</script> accord"), TERMS, "contains"),
    "an attribute of Jinja in a page": (added(COST, "\n{{ config.site_dir }}\n"), COST, "something else than a macro"),
    "a number where a text belongs in a page": (added(COST, "\n{{ source(5) }}\n"), COST, "wrong arguments"),
    "work without end in a page": (added(COST, '\n{{ source("a" * 9 ** 9 ** 9) }}\n'), COST, "something else than"),
    "a loop in a page": (added(COST, "\n{% for x in range(9) %}x{% endfor %}\n"), COST, "something else than"),
    "a filter in a page": (added(COST, '\n{{ source("a") | attr("x") }}\n'), COST, "something else than"),
    "a script in a page": (added(COST, "\n<script src='/x.js'></script>\n"), COST, "could run a script"),
    "an event in a page": (added(COST, '\n<p onclick="x()">Texte</p>\n'), COST, "could run a script"),
    "a link that is a script": (added(COST, "\n[Texte](javascript:x)\n"), COST, "could run a script"),
    "a picture from another site": (added(COST, "\n![x](https://example.org/x.png)\n"), COST, "<img>"),
    "letters that turn around": (changed(COST, "Combien coûte un PLP ?\n", "Combien \u202ecoûte ?\n"), COST, "U+202E"),
    "a control character in data": (
        changed("data/labels.yml", "fr: Aller au contenu", 'fr: "Aller \\x07 au contenu"'),
        "data/labels.yml",
        "U+0007",
    ),
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_a_file_made_to_harm_is_refused_in_words(harm: str, guide_copy: Path) -> None:
    change, file, said = HOSTILE[harm]
    change(guide_copy)
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    assert any(problem.file == file and said in problem.message for problem in raised.value.problems), raised.value


def test_markup_in_what_a_macro_is_given_stands_as_text(site: Site, language: Language) -> None:
    macros = PageMacros(View(site, site.page("understand/cost.md", language)))
    harm = '"><script>alert(1)</script><img src=x onerror=x>'
    for html in (macros.term("charter", text=harm), macros.source(f"guide-berchem {harm.replace(' ', '')}")):
        tree = lxml.html.fromstring(f"<div>{html}</div>")
        assert not tree.xpath("//script | //img | //@onerror"), html
