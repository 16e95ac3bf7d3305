"""Reads the pictures of papers, `data/pictures`, and refuses those that a paper or a browser could not show well."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from macros.content.references import Origins
from macros.content.yaml_reader import Location
from macros.model import blocks, records
from macros.model.problems import Problem, suggestion

HEAVIEST = 400_000
"""Bytes: a reader's phone loads it with the page."""
LARGEST = 4000
"""Pixels, in width or in height."""
DENSITY = 150
"""Dots in an inch of paper, at least: below that, print shows them."""
HIGHEST = 200
"""Millimetres on paper: with its caption, it must stand on one sheet."""
_ENDINGS = {"PNG": ".png", "JPEG": ".jpg"}
_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
_ORIENTATION, _PLACE = 0x0112, 0x8825
"""Tags of the metadata that cameras write (EXIF 2.3, 4.6.4 and 4.6.3)."""


@dataclass(frozen=True)
class PictureFile:
    """A picture as its file holds it; its size in pixels."""

    name: str
    content: bytes
    width: int
    height: int

    @property
    def address(self) -> str:
        """Where it stands below the root of the site."""
        return f"assets/pictures/{self.name}"


class _UnfitPictureError(Exception):
    """What is wrong with a picture, and the remedy."""


def read_pictures(folder: Path) -> tuple[dict[str, PictureFile], list[Problem]]:
    """The pictures in a folder by name, and what is wrong with the others; none when there is no such folder."""
    pictures, problems = {}, []
    for path in sorted(folder.glob("*")):
        try:
            pictures[path.name] = _read(path)
        except _UnfitPictureError as error:
            message, remedy = error.args
            problems.append(Problem(f"data/pictures/{path.name}", 0, message, remedy))
    return pictures, problems


def _read(path: Path) -> PictureFile:
    content = path.read_bytes() if path.is_file() else b""
    if len(content) > HEAVIEST:
        raise _UnfitPictureError(f"the picture has {len(content)} bytes", f"save it with {HEAVIEST} at most")
    try:
        with Image.open(io.BytesIO(content), formats=[*_ENDINGS]) as image:
            _refuse_unfit(path, image)
            image.load()
            return PictureFile(path.name, content, image.width, image.height)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _UnfitPictureError("this is no PNG or JPEG picture, or it is damaged", "save it anew") from error


def _refuse_unfit(path: Path, image: Image.Image) -> None:
    width, height = image.size
    metadata = image.getexif()
    if path.suffix != _ENDINGS[str(image.format)]:
        raise _UnfitPictureError(
            f"this is a {image.format} picture", f"let its name end with {_ENDINGS[str(image.format)]}"
        )
    if max(width, height) > LARGEST:
        raise _UnfitPictureError(f"the picture is {width} by {height} pixels", f"save it with {LARGEST} at most")
    if image.mode not in _MODES:
        raise _UnfitPictureError(
            f"the picture has colours of the kind {image.mode}", "save it with colours for screens (RGB)"
        )
    if _PLACE in metadata:
        raise _UnfitPictureError("the picture says where it was taken", "save it without metadata (EXIF)")
    if metadata.get(_ORIENTATION, 1) != 1:
        raise _UnfitPictureError(
            "the picture is turned by its metadata, which Word ignores", "turn it, and save it without them"
        )


def picture_problems(
    documents: Mapping[str, records.Document], origins: Origins, pictures: Mapping[str, PictureFile], *, all_read: bool
) -> Iterator[Problem]:
    """Pictures that documents name and that are not there or too small, and pictures that no document shows.

    These are not reported unless all documents could be read.
    """
    shown = set()
    for document in documents.values():
        file, start = origins["documents", document.id]
        for place, block in _placed(document.blocks, (*start, "blocks")):
            if isinstance(block, blocks.Picture):
                shown.add(block.file)
                for message, remedy in _faults(block, pictures):
                    yield Problem(file.name, file.line(place), message, remedy, document.id)
    for name in sorted({*pictures} - shown if all_read else ()):
        yield Problem(
            f"data/pictures/{name}", 0, "no document shows this picture", "show it with block: picture, or delete it"
        )


def _faults(block: blocks.Picture, pictures: Mapping[str, PictureFile]) -> Iterator[tuple[str, str]]:
    picture = pictures.get(block.file)
    if picture is None:
        yield f"there is no picture data/pictures/{block.file}", suggestion(block.file, pictures)
        return
    needed = round(block.width / 25.4 * DENSITY)
    if picture.width < needed:
        fits = int(picture.width / DENSITY * 25.4)
        message = f"{block.file} has {picture.width} pixels for {block.width} mm of paper"
        yield message, f"give it {needed} pixels, or a width of {fits} mm at most"
    if (high := block.width * picture.height / picture.width) > HIGHEST:
        fits = int(HIGHEST * picture.width / picture.height)
        yield f"{block.file} is {high:.0f} mm high on paper", f"give it a width of {fits} mm at most"


def _placed(content: Iterable[blocks.Block], place: Location) -> Iterator[tuple[Location, blocks.Block]]:
    """Every block with its place, and after a clause the blocks in it."""
    for index, block in enumerate(content):
        yield (*place, index), block
        if isinstance(block, blocks.Clause):
            yield from _placed(block.blocks, (*place, index, "blocks"))
