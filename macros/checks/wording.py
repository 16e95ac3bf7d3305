"""Texts that do not say the same in both languages, as far as that shows without understanding them.

Equal texts, texts in the wrong language, words left over from the other language, and numbers that differ. How the
languages are told apart: decisions/translations.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import ClassVar

from macros.checks.twin_texts import LOCAL, TwinText, only_in
from macros.content.municipalities import municipalities
from macros.model.language import Language
from macros.model.problems import Problem, language_name
from macros.model.records import ExceptionKind, TwinException
from macros.model.typography import MONTHS

_FUNCTION_WORDS = {
    Language.FR: "afin au aussi aux avec avez ce ces cet cette chez dans des donc dont du elle elles est et être ils "
    "ont par peut pour quand que qui sa sans sera ses sont sous sur une vos votre vous",
    Language.NL: "aan als bij dan dat deze die door een geen hebben heeft het hij hoe hun ik kan maar moet naar niet "
    "nog of ook ons onze te tot uit uw van voor waar wanneer wie wij worden wordt ze zich zij zijn zonder",
}
"""Words that one language has and the other has not, as the months: one of them is a word left over."""
_COUNTING_WORDS = {
    Language.FR: "deux trois quatre cinq six sept huit neuf dix onze douze",
    Language.NL: "twee drie vier vijf zes zeven acht negen tien elf twaalf",
}
_NUMBER_WORDS = {
    language: {word: number for number, word in enumerate(words.split(), start=2)}
    for language, words in _COUNTING_WORDS.items()
}
_NUMBER_WORDS[Language.NL] |= {"beide": 2, "allebei": 2, "tweeën": 2}
_MONTHS = {
    language: re.compile(rf"\b(\d+)(?:er)? ({'|'.join(MONTHS[language])})\b", re.IGNORECASE) for language in Language
}
_FENCED = re.compile(r"^\s*(```|~~~).*", re.DOTALL)
_MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_WORDING = re.compile(r'\btext="([^"]*)"')
_NOT_PROSE = re.compile(
    r"^/+ html .*$|<span lang=\"\w+\">[^<]*</span>|`[^`]*`|\{[^{}]*\}|(?<=\])\([^)]*\)|<[^>]*>|\S*(?:://|www\.|@)\S*",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d_]+")
_COUNTING_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-]| (?:cents?|mille)\b)")
"""A word that may be a number; what counts in several words, such as dix-sept, Dutch has in one."""
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ]+(?:-[^\W\d_]+)+")
"""A name such as Ham-sur-Heure or Trois-Ponts, whose words are no words of the text."""
_CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][\w'-]*(?: [A-ZÀ-Ý][\w'-]*)*")
"""Words with capitals, one after the other: La Louvière, or the name of somebody."""
SWAPPED, FOREIGN = -2.0, -9.0
"""How much more likely a text must be in the other language, in units of natural logarithms, to be reported."""


def wording_problems(texts: Iterable[TwinText], exceptions: Iterable[TwinException]) -> Iterator[Problem]:
    """What differs between twins, or does not and should; exceptions that no text needs."""
    texts = [twin for twin in texts if not twin.is_fact]
    allowed = Allowed(exceptions, {*ExceptionKind} - {ExceptionKind.NUMBER})
    # texts of municipalities are many and full of names: they do not tell what a language looks like
    letters = Letters(twin for twin in texts if not twin.source.startswith(LOCAL))
    for twin in texts:
        yield from _problems_of(twin, letters, allowed)
    yield from allowed.unused()


EXCEPTIONS = "data/twin_exceptions.yml"


class Allowed:
    """The exceptions of some kinds, and which of them were of use."""

    def __init__(self, exceptions: Iterable[TwinException], kinds: Collection[ExceptionKind]) -> None:
        self._records = {
            (each.kind, phrase): each.id for each in exceptions if each.kind in kinds for phrase in each.texts
        }
        self._used: set[tuple[ExceptionKind, str]] = set()
        self._any = {kind: re.compile("|".join(map(re.escape, self._phrases(kind))) or r"(?!)") for kind in kinds}

    def _phrases(self, kind: ExceptionKind) -> list[str]:
        return [phrase for each, phrase in self._records if each is kind]

    def holds(self, kind: ExceptionKind, text: str) -> bool:
        """Whether the whole text is an exception."""
        self._used.add((kind, _one_line(text)))
        return (kind, _one_line(text)) in self._records

    def without(self, kind: ExceptionKind, text: str) -> str:
        """The text without the phrases that are exceptions."""
        if not self._any[kind].search(text):  # as nearly all texts
            return text
        for phrase in self._phrases(kind):
            if phrase in text:
                self._used.add((kind, phrase))
                text = text.replace(phrase, " ")
        return text

    def unused(self) -> Iterator[Problem]:
        """A problem for each exception that was of no use."""
        for (kind, phrase), record in self._records.items():
            if (kind, phrase) not in self._used:
                yield Problem.of("exception-unused", EXCEPTIONS, record=record, phrase=phrase, kind=kind)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _problems_of(twin: TwinText, letters: Letters, allowed: Allowed) -> Iterator[Problem]:
    texts = {language: prose(twin[language].text) for language in Language}
    if texts[Language.FR] == texts[Language.NL]:
        if _WORD.search(texts[Language.FR]) and not allowed.holds(ExceptionKind.SAME, twin.nl.text):
            yield _problem("text-not-translated", twin, Language.NL)
        return
    texts = {language: _without_names(text) for language, text in texts.items()}
    yield from _language_problems(twin, texts, letters, allowed)
    figures = {
        language: figures_in(allowed.without(ExceptionKind.FIGURES, text), language) for language, text in texts.items()
    }
    if figures[Language.FR] != figures[Language.NL]:
        shown = only_in(figures[Language.FR], figures[Language.NL])
        yield _problem("numbers-differ", twin, Language.NL, french=twin.fr.place, shown=shown)


@lru_cache(maxsize=20_000)
def _without_names(text: str) -> str:
    """A text without the names of municipalities that have one name in both languages, and those that look like one."""
    return _NAME.sub(" ", _CAPITALISED.sub(lambda match: " ".join(_but_municipalities(match[0].split(" "))), text))


def _but_municipalities(words: Sequence[str]) -> Iterator[str]:
    """Words of which some make the name of a municipality, without these."""
    start = 0
    while start < len(words):
        ends = range(len(words), start, -1)
        end = next((each for each in ends if " ".join(words[start:each]) in _municipality_names()), start)
        if end == start:
            yield words[start]
        start = max(end, start + 1)


@cache
def _municipality_names() -> frozenset[str]:
    return frozenset(each.name.fr for each in municipalities() if each.name.fr == each.name.nl)


def _language_problems(
    twin: TwinText, texts: Mapping[Language, str], letters: Letters, allowed: Allowed
) -> Iterator[Problem]:
    own = {language: allowed.without(ExceptionKind.LANGUAGE, text) for language, text in texts.items()}
    if all(_left_over(text, language.other) and not _left_over(text, language) for language, text in own.items()):
        return  # each has words that its language alone has, and none of the other's: a third of the time is spared
    likely = {language: letters.likeness(text, language) for language, text in own.items()}
    if sum(likely.values()) < SWAPPED and max(likely.values()) < 0:
        yield _problem("languages-swapped", twin, Language.FR)
        return
    for language, text in own.items():
        left_over = _left_over(text, language)
        is_foreign = likely[language] < FOREIGN or (likely[language] < 0 and sum(likely.values()) < SWAPPED)
        if is_foreign and len(_WORD.findall(text)) > 1:  # consensus, quorum: one word alone may be of both
            yield _problem("text-in-other-language", twin, language, other=language_name(language.other))
        elif left_over:
            other = language_name(language.other)
            yield _problem("word-of-other-language", twin, language, other=other, words=left_over)


@lru_cache(maxsize=20_000)
def _left_over(text: str, language: Language) -> tuple[str, ...]:
    """The words of a text in `language` that only the other language has."""
    foreign = _function_words(language.other)
    return tuple(dict.fromkeys(word for word in _WORD.findall(text) if word in foreign))


@cache
def _function_words(language: Language) -> frozenset[str]:
    return frozenset([*_FUNCTION_WORDS[language].split(), *MONTHS[language]])


def _problem(fault: str, twin: TwinText, language: Language, **values: object) -> Problem:
    at = twin[language]
    excerpt = at.excerpt(60)
    return Problem.of(fault, at.file, at.line, record=twin.record, language=language, text=excerpt, **values)


@lru_cache(maxsize=20_000)
def prose(text: str) -> str:
    """What a reader reads of a text: without code, anchors, addresses; of macros only their wording.

    >>> prose('Le {{ term("charter", text="plan") }} et [la liste](../a.md).')
    'Le  plan  et [la liste].'
    """
    text = _FENCED.sub("", text)
    text = _MACRO.sub(lambda match: f" {' '.join(_WORDING.findall(match[0]))} ", text)
    return _NOT_PROSE.sub(" ", text).replace("] ", "]").strip()


@lru_cache(maxsize=20_000)
def figures_in(text: str, language: Language) -> Counter[str]:
    """The numbers of a text in a form that both languages share: of a date the day with its month.

    >>> figures_in("Le 1er avril 2019, deux fois 0,055 €", Language.FR) == Counter(["1/4", "2019", "2", "0.055"])
    True
    """
    months = {month: number for number, month in enumerate(MONTHS[language], start=1)}
    dates: list[str] = []

    def take_date(match: re.Match[str]) -> str:
        dates.append(f"{match[1]}/{months[match[2].lower()]}")
        return " "

    text = _MONTHS[language].sub(take_date, text)
    text = re.sub(r"(?<=\d)[ .\u202f\u00a0](?=\d{3}\b)", "", text)
    text = re.sub(r"(?<=\d)\s?[hu](?:\s?(?=\d)|\b)", ":", text)
    numbers = [re.sub("[,:]", ".", number) for number in _NUMBER.findall(text)]
    words = [
        str(_NUMBER_WORDS[language][word])
        for word in _COUNTING_WORD.findall(text.lower())
        if word in _NUMBER_WORDS[language]
    ]
    return Counter([*dates, *numbers, *words])


class Letters:
    """How often each group of three letters stands in the guide's own French and Dutch."""

    _before: ClassVar[dict[Language, tuple[Counter[str], Counter[str]]]] = {}
    """The texts that were counted last, and their groups."""

    def __init__(self, texts: Iterable[TwinText]) -> None:
        texts = list(texts)
        self._counts = {
            language: self._counted_anew(Counter(prose(twin[language].text) for twin in texts), language)
            for language in Language
        }
        most = max((count for counts in self._counts.values() for count in counts.values()), default=0)
        self._logarithms = [math.log(count + 0.5) for count in range(most + 1)]

    @classmethod
    def _counted_anew(cls, texts: Counter[str], language: Language) -> Counter[str]:
        """The groups of these texts, from those of the check before: while one text is edited, all others stay."""
        before, counts = cls._before.get(language, (Counter[str](), Counter[str]()))
        counts = counts.copy()
        for text, times in (texts - before).items():
            for group in _groups(text):
                counts[group] += times
        for text, times in (before - texts).items():
            for group in _groups(text):
                counts[group] -= times
        cls._before[language] = texts, counts
        return counts

    def likeness(self, text: str, language: Language) -> float:
        """How much likelier a text is in `language` than in the other, itself not counted; negative when less."""
        own, other, logarithms = self._counts[language], self._counts[language.other], self._logarithms
        likeness = 0.0
        for group, count in _counted(text):
            elsewhere = own.get(group, 0) - count
            likeness += count * (logarithms[elsewhere if elsewhere > 0 else 0] - logarithms[other.get(group, 0)])
        return likeness


@lru_cache(maxsize=20_000)
def _counted(text: str) -> tuple[tuple[str, int], ...]:
    """The groups of three letters in a text, and how often each stands there."""
    return tuple(Counter(_groups(text)).items())


@lru_cache(maxsize=20_000)
def _groups(text: str) -> tuple[str, ...]:
    """The groups of three letters in a text, one for each place."""
    for months in _MONTHS.values():  # "april" says nothing about the language of a date
        text = months.sub(" ", text)
    letters = f" {' '.join(_WORD.findall(text.lower()))} "
    return tuple(letters[index : index + 3] for index in range(len(letters) - 2))
