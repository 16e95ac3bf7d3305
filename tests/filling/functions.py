"""Calls functions of the builder's scripts, with what a browser would give them (`functions.js`)."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from macros.content.site import ROOT
from macros.filling.browser_data import MADE_BY, fonts_script, paper_script
from macros.filling.exchange import Exchanged, Fonts, Pieces, Shortfall
from macros.filling.scripts import Scripts
from macros.papers.downloads import PackedPaper
from macros.papers.paper import Format
from macros.rendering.cache import cache_key, cached
from tests.papers.reading_papers import flat, xml_text

FONTS = ROOT / ".cache" / "fonts"
MADE = ROOT / ".cache" / "made"
FUNCTIONS = ROOT / "tests" / "filling" / "functions.js"
Texts = Mapping[str, str]


@dataclass(frozen=True)
class SetPaper:
    """A PDF file with its answers, and what it could not show of them."""

    content: bytes
    shortfalls: tuple[Shortfall, ...]


class Functions:
    """The functions of the builder's scripts."""

    def __init__(self, scripts: Scripts) -> None:
        """`scripts` are those of the entry `FUNCTIONS`."""
        self.scripts = scripts
        self._provided: set[str] = set()

    def call(self, script: str, name: str, *given: object) -> Any:
        """What a function gives: sets as sorted lists, bytes in Base64."""
        return self.scripts.ask("call", script=script, name=name, given=[_plain(each) for each in given])

    def clean(self, text: str, *, lines: bool) -> str:
        """A text as every format can hold it."""
        return str(self.call("texts", "clean", text, lines))

    def set_anew(
        self, content: bytes, pieces: Pieces, fonts: Fonts, texts: Texts, ticks: Collection[str] = ()
    ) -> SetPaper:
        """A paper in pieces, set behind a file without sheets, with texts and ticks by the id of their entry."""
        values = {"texts": texts, "ticks": {"set": sorted(ticks)}}
        file = self.call("sheets", "setAnew", content, pieces, fonts, values, False)
        told = self.call("sheets", "shortfallsOf", pieces, fonts, texts)
        return SetPaper(base64.b64decode(file), tuple(Shortfall.model_validate(each) for each in told))

    def filled_parts(
        self, packed: PackedPaper, kind: str, texts: Texts, ticks: Collection[str], *, poster: bool = False
    ) -> dict[str, bytes]:
        """The parts of a file of a paper, in their order, each checked by its sum; a PDF file as a whole."""
        name = f"{packed.paper.id}-{packed.paper.edition}"
        if name not in self._provided:
            if not self._provided:
                form = packed.files[Format.FORM].content
                self.scripts.provide([("fonts.js", fonts_script(form, FONTS).encode())])
            self.scripts.provide([(f"{name}.js", kept_script(packed))])
            self._provided.add(name)
        values = {"texts": texts, "ticks": {"set": sorted(ticks)}}
        made = self.call("files", "fileOf", packed.paper.id, packed.paper.edition, kind, values, poster)
        return parts_in(base64.b64decode(made["content"]))


def kept_script(packed: PackedPaper) -> bytes:
    """The script of one paper, kept where a build keeps it."""
    kept = MADE / f"{cache_key(packed.paper, *MADE_BY)}.js"
    return cached(kept, lambda: paper_script(packed, FONTS).encode())


def _plain(given: object) -> object:
    if isinstance(given, Exchanged):
        return given.plain
    return {"base64": base64.b64encode(given).decode()} if isinstance(given, bytes) else given


def parts_in(content: bytes) -> dict[str, bytes]:
    """The parts of a ZIP file in their order, each checked by its sum; another file as a whole."""
    if not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def joined(parts: dict[str, bytes]) -> bytes:
    """The parts as a file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # without the hour: the same parts, the same bytes
    return made.getvalue()


def written(functions: Functions, packed: PackedPaper, kind: str, texts: Texts, ticks: Collection[str]) -> str:
    """The text of a filled-in Word or OpenDocument file, without spaces."""
    content = joined(functions.filled_parts(packed, kind, texts, ticks))
    return flat(xml_text(content, "word/document.xml" if kind == "docx" else "content.xml"))
