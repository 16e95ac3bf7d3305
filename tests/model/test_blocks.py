"""What the blocks of a paper promise, wherever they stand."""

from __future__ import annotations

from macros.content.site import Site
from macros.model.blocks import Audience, Slide, inner_blocks
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
