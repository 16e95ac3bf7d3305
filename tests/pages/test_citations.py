"""The sources at the foot of a page tell where in them to look."""

from __future__ import annotations

from macros.pages.citations import Citations


def test_the_places_in_a_source_stand_in_its_own_order() -> None:
    citations = Citations()
    citations.marks(["guide-berchem 2", "guide-berchem 1.10", "guide-berchem", "guide-berchem 1.2", "guide-berchem 2"])
    (entry,) = citations
    assert entry.places == ["1.2", "1.10", "2"]
