"""Has click speak French and Dutch as well: it asks Python's gettext, which reads compiled files and nothing else."""

from __future__ import annotations

import gettext
import os
import struct
from contextlib import suppress
from itertools import accumulate

from macros.content.site import ROOT
from macros.model.language import Language
from macros.model.messages import MessageLanguage, chosen_language, sentences
from macros.model.typography import typeset
from macros.rendering.cache import write_whole

WORDS = ROOT / ".cache" / "words"
"""Where the compiled files stand, in a folder for each language."""


def translate_click() -> None:
    """Has click speak the language of messages, from now on; English where its words cannot be kept."""
    os.environ["LANGUAGE"] = chosen_language()
    gettext.bindtextdomain("messages", str(WORDS))
    if chosen_language() is MessageLanguage.EN:
        return
    file, content = WORDS / chosen_language() / "LC_MESSAGES" / "messages.mo", _compiled(Language(chosen_language()))
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_bytes() != content:
            write_whole(file, content)


def _compiled(language: Language) -> bytes:
    """The words of click as gettext wants them: each is found for one as for several."""
    words = {"": "Content-Type: text/plain; charset=UTF-8\n"}
    for name, said in sentences().items():
        if name.startswith("click-"):
            asked, told = said[MessageLanguage.EN], typeset(said[MessageLanguage(language)], language)
            words[f"{asked}\0{asked}"] = f"{told}\0{told}"
    texts = [text.encode() for text in (*words, *words.values())]
    table = 28  # the length of the header; a place in the file is its length and where it begins
    starts = accumulate((len(text) + 1 for text in texts), initial=table + 8 * len(texts))
    places = b"".join(struct.pack("<2I", len(text), start) for text, start in zip(texts, starts, strict=False))
    header = struct.pack("<7I", 0x950412DE, 0, len(words), table, table + 8 * len(words), 0, 0)
    return header + places + b"".join(text + b"\0" for text in texts)
