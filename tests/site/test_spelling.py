"""Every word a reader sees is spelt right, in French and in Dutch.

The words come from the built pages; `words.fr.txt` and `words.nl.txt` list the project's own: names,
abbreviations and compounds that the dictionaries lack.
"""

from __future__ import annotations

import re

from macros.content.site import ROOT
from macros.model.language import Language
from tests.building import BuiltSite
from tests.tools import Tools

DICTIONARIES = {Language.FR: "fr_FR", Language.NL: "nl_NL"}
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def test_every_word_is_spelt_right(language: Language, built: BuiltSite, tools: Tools) -> None:
    own = ROOT / "tests" / "site" / f"words.{language}.txt"
    words = {word for text in texts(built, language) for word in WORD.findall(text.replace("’", "'"))}
    command = ("-l", "-i", "utf-8", "-d", DICTIONARIES[language], "-p", own)
    result = tools.run("hunspell", *command, given="\n".join(sorted(words)))
    misspelt = sorted(set(result.stdout.split()) - set(own.read_text("utf-8").split()))
    assert misspelt == []


def test_every_own_word_is_still_used(language: Language, built: BuiltSite) -> None:
    text = " ".join(texts(built, language)).replace("’", "'")
    own = (ROOT / "tests" / "site" / f"words.{language}.txt").read_text("utf-8").split()
    assert own == sorted(set(own))
    assert [word for word in own if word not in text] == []


def texts(built: BuiltSite, language: Language) -> list[str]:
    """What stands on the pages of a language, but for code, addresses, names of places and the other language."""
    found = []
    for address, page in built.pages.items():
        if address.startswith(f"{language}/"):
            hidden = "ancestor::code or ancestor::pre or ancestor::script or ancestor::*[@translate='no']"
            path = f"//body//text()[not({hidden} or ancestor::*[@lang='{language.other}'])]"
            found += page.tree.xpath(path)
            found += page.tree.xpath(
                f"//body//*[not(ancestor-or-self::*[@lang='{language.other}'])]/@aria-label"
                " | //meta[@name='description']/@content | //@data-definition | //abbr/@title"
            )
    return [re.sub(r"\S*(://|www\.|@)\S*", " ", str(text).replace("\u2060", "")) for text in found]
