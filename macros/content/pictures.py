"""Reads the pictures of papers, `data/pictures`, and refuses those that a paper or a browser could not show well."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

from macros.content.references import Origins
from macros.content.yaml_reader import Location
from macros.model import blocks, records
from macros.model.problems import GuideError, Problem, suggestion

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


def read_pictures(folder: Path) -> tuple[dict[str, PictureFile], list[Problem]]:
    """The pictures in a folder by name, and what is wrong with the others; none when there is no such folder.

    Files whose name no picture may have are not read: the check refuses them (`checks/known_files.py`).
    """
    pictures: dict[str, PictureFile] = {}
    problems: list[Problem] = []
    for path in sorted(file for file in folder.glob("*") if re.fullmatch(blocks.PICTURE_NAME, file.name)):
        try:
            pictures[path.name] = _read(path, f"data/pictures/{path.name}")
        except GuideError as error:
            problems += error.problems
    return pictures, problems


def _read(path: Path, name: str) -> PictureFile:
    """The picture in a file that messages call `name`; raises `GuideError` with all that is wrong with it."""
    content = path.read_bytes() if path.is_file() else b""
    if len(content) > HEAVIEST:
        raise GuideError([Problem.of("picture-too-heavy", name, size=len(content), heaviest=HEAVIEST)])
    try:
        with Image.open(io.BytesIO(content), formats=[*_ENDINGS]) as image:
            if faults := list(_faults_of_file(image, name)):
                raise GuideError(faults)
            image.load()
            return PictureFile(path.name, content, image.width, image.height)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise GuideError([Problem.of("picture-unreadable", name)]) from error


def _faults_of_file(image: Image.Image, name: str) -> Iterator[Problem]:
    width, height = image.size
    ending = _ENDINGS[str(image.format)]
    metadata = image.getexif()
    if not name.endswith(ending):
        yield Problem.of("picture-of-other-kind", name, kind=image.format, ending=ending)
    if max(width, height) > LARGEST:
        yield Problem.of("picture-too-large", name, width=width, height=height, largest=LARGEST)
    if image.mode not in _MODES:
        yield Problem.of("picture-for-printers", name, mode=image.mode)
    if _PLACE in metadata:
        yield Problem.of("picture-with-place", name)
    if metadata.get(_ORIENTATION, 1) != 1:
        yield Problem.of("picture-turned", name)


def picture_problems(
    documents: Mapping[str, records.Document],
    origins: Origins,
    pictures: Mapping[str, PictureFile],
    refused: Collection[str],
    *,
    all_read: bool,
) -> Iterator[Problem]:
    """Pictures that documents name and that are not there or too small, and pictures that no document shows.

    These are not reported unless all documents could be read. What is wrong with those `refused` has been told.
    """
    shown = set()
    for document in documents.values():
        file, start = origins["documents", document.id]
        for place, block in _placed(document.blocks, (*start, "blocks")):
            if isinstance(block, blocks.Picture) and block.file not in refused:
                shown.add(block.file)
                problem = partial(file.problem, location=place, record=document.id)
                yield from _faults_as_shown(block, pictures, problem)
    for name in sorted({*pictures} - shown if all_read else ()):
        yield Problem.of("picture-unused", f"data/pictures/{name}")


def _faults_as_shown(
    block: blocks.Picture, pictures: Mapping[str, PictureFile], problem: Callable[..., Problem]
) -> Iterator[Problem]:
    name, picture = block.file, pictures.get(block.file)
    if picture is None:
        yield problem("picture-missing", name=name, near=suggestion(name, pictures))
        return
    needed = round(block.width / 25.4 * DENSITY)
    if picture.width < needed:
        fits = int(picture.width / DENSITY * 25.4)
        pixels = picture.width
        yield problem("picture-too-coarse", name=name, pixels=pixels, width=block.width, needed=needed, fits=fits)
    if (high := block.width * picture.height / picture.width) > HIGHEST:
        fits = int(HIGHEST * picture.width / picture.height)
        yield problem("picture-too-high", name=name, high=round(high), fits=fits)


def _placed(content: Iterable[blocks.Block], place: Location) -> Iterator[tuple[Location, blocks.Block]]:
    """Every block with its place, and after a clause or a slide the blocks in it."""
    for index, block in enumerate(content):
        yield (*place, index), block
        if isinstance(block, blocks.CONTAINERS):
            yield from _placed(block.blocks, (*place, index, "blocks"))
