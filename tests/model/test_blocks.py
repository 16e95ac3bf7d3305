"""What the blocks of a paper promise, wherever they stand."""

from __future__ import annotations

from macros.content.site import Site
from macros.model.blocks import Audience, Clause, Paragraph, Slide, fields_of, inner_blocks
from macros.model.records import Document


def test_a_block_for_one_audience_stands_on_its_slides_only(site: Site) -> None:
    slides = site.catalogue.documents["slides"]
    slide = next(block for block in slides.blocks if isinstance(block, Slide))
    added = slide.blocks[0].model_copy(update={"only": Audience.SHOPS})
    marked = slide.model_copy(update={"blocks": (*slide.blocks, added)})
    shops = {"title": slides.title, "purpose": slides.purpose}
    document = Document.model_validate({**dict(slides), "shops": shops, "blocks": (marked,)})
    for_homes, for_shops = (list(inner_blocks(version.blocks)) for version in document.versions)
    assert added in for_shops
    assert added not in for_homes


def test_a_clause_asks_nothing_but_by_the_blocks_in_it(site: Site) -> None:
    """So what a paper asks is read in the order in which it stands there."""
    clauses = [block for block in site.catalogue.documents["charter"].blocks if isinstance(block, Clause)]
    asked_within = [name for clause in clauses for block in clause.blocks for name in fields_of(block)]
    assert asked_within
    assert [name for clause in clauses for name in fields_of(clause)] == []


def test_a_field_is_asked_once_by_a_block_in_reading_order() -> None:
    words = "{signed-on}, {place}, {signed-on}"
    paragraph = Paragraph.model_validate({"block": "paragraph", "text": {"fr": words, "nl": words}})
    assert list(fields_of(paragraph)) == ["signed-on", "place"]


def test_clauses_and_slides_are_each_counted_from_one(site: Site) -> None:
    charter, slides = (site.catalogue.documents[name] for name in ("charter", "slides"))
    both = charter.model_copy(update={"blocks": (*slides.blocks, *charter.blocks)})
    assert both.numbers == slides.numbers | charter.numbers
    clauses = [block.id for block in charter.blocks if isinstance(block, Clause)]
    assert [charter.numbers[clause] for clause in clauses] == [*range(1, len(clauses) + 1)]
