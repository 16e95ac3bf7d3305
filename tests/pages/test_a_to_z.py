"""The list of all that has a name."""

import pytest

from macros.pages.a_to_z import Named


@pytest.mark.parametrize(
    ("first", "then"),
    [("J’ai vu une personne", "Journal des messages"), ("Qu’est-ce qu’un PLP ?", "Questions"), ("À faire", "Alerte")],
)
def test_apostrophes_hyphens_and_accents_do_not_change_the_order(first: str, then: str) -> None:
    assert Named(first, "", "page").order < Named(then, "", "page").order
