"""The list of macros that editors read in the repository."""

from __future__ import annotations

from macros.content.catalogue import Catalogue
from macros.content.site import ROOT
from macros.pages.page_macros import EXAMPLES

MACRO_LIST = ROOT / "MACROS.md"
"""Where `./guide schemas` writes the list."""
_HEAD = """# Les macros · De macro's

Une macro est un appel entre accolades dans une page : elle y met ce que disent les données.
`make schemas` écrit cette liste.

Een macro is een oproep tussen accolades op een pagina: hij zet er wat in de gegevens staat.
`make schemas` schrijft deze lijst.

| macro | ce qu'elle montre | wat hij toont |
|---|---|---|
"""


def macro_list(catalogue: Catalogue) -> str:
    """The list as Markdown: each macro with an example of its call, and what it shows, in both languages."""
    return _HEAD + "".join(_row(catalogue, name, example) for name, example in sorted(EXAMPLES.items()))


def _row(catalogue: Catalogue, name: str, example: str) -> str:
    meaning = catalogue.labels[f"macro-{name.replace('_', '-')}"]
    return f"| `{{{{ {example} }}}}` | {meaning.fr} | {meaning.nl} |\n"
