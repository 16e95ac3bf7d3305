"""The two languages of the guide, and text that exists in both."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic import Field as Key

from macros.model.refusals import refused


class Language(StrEnum):
    """A language of the guide, as the code used in addresses and in `lang` attributes (BCP 47)."""

    FR = "fr"
    NL = "nl"

    @property
    def tag(self) -> str:
        """The language as spoken in Belgium (`fr-BE`, `nl-BE`), the tag of a document."""
        return f"{self.value}-BE"

    @property
    def other(self) -> Language:
        """The twin language."""
        return Language.NL if self is Language.FR else Language.FR


class Edition(StrEnum):
    """The language or languages in which a paper is printed; its value stands in the names of files."""

    FR = "fr"
    NL = "nl"
    BOTH = "fr-nl"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the edition, in the order in which they stand on paper."""
        return tuple(Language(code) for code in self.value.split("-"))


class Record(BaseModel):
    """Base of all that is read from `data/`: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_T = TypeVar("_T")


class InEach(Record, Generic[_T]):
    """What exists in both languages."""

    fr: _T
    nl: _T

    def __getitem__(self, language: Language) -> _T:
        """What it is in `language`."""
        return self.fr if language is Language.FR else self.nl


def _plain(text: str) -> str:
    """Data is plain text: what looks like markup or a forgotten line break is refused."""
    if not text.strip():
        raise refused("text-empty")
    if text == f"{text.strip()}\n":
        raise refused("text-with-line-end")
    if text != text.strip():
        raise refused("text-with-space-around")
    if "\n" in text:
        raise refused("text-with-line-break")
    for mark in ("<", ">", "](", "**", "{{", "{%", "\t"):
        if mark in text:
            raise refused("text-with-markup", mark=mark)
    if letters := misread_in(text):
        raise refused("letter-misread", letters=letters)
    if code := invisible_in(text):
        raise refused("character-invisible", code=code)
    return text


_MISREAD = re.compile("\ufffd|Ã|â€|Â(?!\\w)")
"""What French and Dutch letters become when a file is read in another encoding than it was saved in."""
_INVISIBLE = re.compile(
    "[\u200b\\x00-\\x1f\\x7f-\\x9f\\xad\\ud800-\\udfff\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Control characters, soft hyphens, and what turns the direction of writing: no reader sees them."""


def misread_in(text: str) -> str:
    """The first two characters of a line that are one letter, read in the wrong encoding; empty when there are none.

    >>> misread_in("prÃ©vention")
    'Ã©'
    """
    misread = _MISREAD.search(text)
    return text[misread.start() : misread.start() + 2] if misread else ""


def invisible_in(text: str) -> str:
    r"""The code of the first invisible character of a line, `U+202E`; empty when there is none."""
    hidden = _INVISIBLE.search(text)
    return f"U+{ord(hidden[0]):04X}" if hidden else ""


Text = Annotated[str, StringConstraints(strict=True), AfterValidator(_plain)]
"""One line of plain text, not empty."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(strict=True, pattern=ID_PATTERN)]
"""A permanent name: English, kebab-case, never made from a title."""


def _come(day: dt.date) -> dt.date:
    """Tomorrow passes: it may have begun where the editor is."""
    if day > dt.date.today() + dt.timedelta(days=1):
        raise refused("day-to-come", day=day)
    return day


CheckedOn = Annotated[dt.date, Key(strict=True), AfterValidator(_come)]
"""The day on which someone last read a record or a page against its sources."""


def _searched(word: str) -> str:
    """A search word is what a reader would type: no capitals, no marks but those of a word."""
    if word != word.lower():
        raise refused("search-word-with-capitals", word=word, lower=word.lower())
    if not _SEARCH_WORD.fullmatch(word):
        raise refused("search-word-wrong", word=word)
    return word


_SEARCH_WORD = re.compile(r"(?=.{1,40}\Z)[^\W_]+(?:(?:[ .-]|[ ]?['’])[^\W_]+)*")


def each_word_once(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words; one that stands twice is refused."""
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise refused("word-twice", word=twice[0])
    return words


SearchWord = Annotated[str, StringConstraints(strict=True), AfterValidator(_searched)]
"""A word or short phrase that readers type for something, in lower case."""

SearchWordList = Annotated[tuple[SearchWord, ...], AfterValidator(each_word_once)]
"""What readers type for something in one language, each once."""


class SearchWords(InEach[SearchWordList]):
    """The everyday words that readers type for a record, beside its own."""

    fr: SearchWordList = Key(min_length=1)
    nl: SearchWordList = Key(min_length=1)


BLANK = re.compile(r"\{([a-z0-9-]+)\}")
"""A blank in a text; its group is the id of the field."""


def blanks_in(text: str) -> list[str]:
    """The ids of the fields whose blanks stand in `text`, in reading order.

    >>> blanks_in("Fait à {place}, le {signed-on}.")
    ['place', 'signed-on']
    """
    return BLANK.findall(text)


class Bilingual(InEach[Text]):
    """A text in both languages; neither may be empty."""

    @model_validator(mode="after")
    def _blanks(self) -> Bilingual:
        """Only a text of a kind of its own, `BlankText`, holds blanks."""
        if names := dict.fromkeys(blanks_in(f"{self.fr} {self.nl}")):
            raise refused("blank-misplaced", names=", ".join(f"{{{name}}}" for name in names))
        return self
