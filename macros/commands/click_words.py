"""Has click speak French and Dutch as well: it asks Python's gettext, which reads compiled files and nothing else."""

from __future__ import annotations

import atexit
import datetime as dt
import gettext
import io
import os
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from macros.content.site import ROOT
from macros.model.language import Language
from macros.model.messages import MessageLanguage, chosen_language, sentences
from macros.model.typography import typeset
from macros.rendering.cache import write_whole

WORDS = ROOT / ".cache" / "words"
"""Where the compiled files stand, in a folder for each language; for one run elsewhere, where they cannot."""
_NO_DATE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Such a file bears a date: with that of today it would be written anew each time."""


def translate_click() -> None:
    """Has click speak the language of messages, from now on; English where its words can be written nowhere."""
    os.environ["LANGUAGE"] = language = chosen_language()
    gettext.bindtextdomain("messages", str(WORDS))
    if language is MessageLanguage.EN:
        return
    try:
        _write(language, WORDS)
    except OSError:
        with suppress(OSError):
            _write(language, _folder_of_this_run())
            gettext.bindtextdomain("messages", str(_folder_of_this_run()))


def _write(language: MessageLanguage, folder: Path) -> None:
    file, content = folder / language / "LC_MESSAGES" / "messages.mo", _compiled(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_bytes() != content:
        write_whole(file, content)


@cache
def _folder_of_this_run() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="guide-words-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _compiled(language: MessageLanguage) -> bytes:
    """The words of click as gettext wants them: each is found for one as for several."""
    catalog = Catalog(creation_date=_NO_DATE)
    for name, said in sentences().items():
        if name.startswith("click-"):
            asked, told = said[MessageLanguage.EN], typeset(said[language], Language(language))
            catalog.add((asked, asked), (told, told))
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()
