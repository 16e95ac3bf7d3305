"""The index of the search: small files, of which a query needs a few.

`start.json` holds the rules of the language and says where each word is; `w*.json` hold words, in the order of the
alphabet, with what each finds and how well; `l*.json` the words that begin with a letter and `s*.json` those whose
second letter it is, for what is misspelt; `r*.json` what results show. The scores are worked out here, so that the
browser only adds them up. What a query loads does not grow with the site as the index does, since a word finds at most
`KEPT` results. See decisions/search.md.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from macros.model.language import Language
from macros.rendering.cache import cache_key, cached
from macros.search.entry import SearchEntry
from macros.search.words import FILLER, TELLING, WEIGHTS, WordRules, stem, words

MADE_BY = ("macros.search.index",)
"""The modules that make what is kept here."""
KEPT = 60
"""How many results one word finds at most: the best."""
RARE = 7
"""A word that is nowhere weighs as one that finds so many results: it may be another name of what is there."""
PER_FILE = 2400
"""About how many characters a file of words has."""
RESULTS_PER_FILE = 6
_FAMILY, _COMPOUND = 0.7, 0.35
"""What a word counts that is not written itself: one of its family is, or a compound of it."""


class _Field(NamedTuple):
    """A place in an entry where words stand."""

    worth: float
    """What a word counts there at most, however often it is said."""
    slope: float
    """How far a text longer than is usual there lessens what each word counts: 0 not at all, 1 in proportion."""


_FIELDS = (
    _Field(worth=5.0, slope=0.35),  # its title, or another name of it: few are long
    _Field(worth=5.5, slope=0.1),  # what readers type for it: it may be a long list, and each is meant
    _Field(worth=2.0, slope=0.6),  # headings, and what it is about
    _Field(worth=1.6, slope=0.6),  # its text
)
"""In the order of `_Indexing._fields`."""
_HALF = 0.9
"""How often a word must stand in a place of usual length to count half of its worth."""
_CALLED, _TYPED = 8.0, 5.0
"""What it is worth to be called, or to be typed for, what a reader types."""
_AS_TYPED = 1.5
"""How much more that is worth where each word is the same, and not only those that tell something."""
PHRASE_END = "="
"""Ends an entry that is a whole title, or all that a reader types."""
PHRASE_WORDS = 6
"""How many words of these count at most: the first."""
LINKS = ("", "s", "en", "e", "n")
"""What may stand between the parts of a Dutch compound."""
_PARTS_TOGETHER = 6
"""How long the last two stems must be together for a word to be a compound."""
_NO_PARTS = frozenset(
    {
        *("aan", "achter", "ander", "beide", "boven", "bui", "buiten", "door", "eige", "enkel", "gen", "heid", "ing"),
        *("kel", "lijk", "lyk", "neer", "onder", "over", "samen", "tegen", "ter", "terug", "toe", "tot", "uit", "ver"),
        *("voor", "weg", "zonder"),
    }
)
"""Stems that begin or end many words without being a part of their meaning."""

Terms = dict[str, float]
"""Words of a text, with how often each stands in it."""


def cached_index(
    found: Sequence[SearchEntry], rules: WordRules, families: Sequence[Sequence[str]], store: Path
) -> dict[str, str]:
    """The same as `index_files`, taken from the folder `store` when nothing has changed."""
    file = store / f"{cache_key((found, rules, families), *MADE_BY)}.json"
    files: dict[str, str] = json.loads(cached(file, lambda: json.dumps(index_files(found, rules, families)).encode()))
    return files


def index_files(found: Sequence[SearchEntry], rules: WordRules, families: Iterable[Iterable[str]]) -> dict[str, str]:
    """The files of the index of a language, by their names below the folder of the search."""
    language = rules.language
    vocabulary = _Vocabulary(rules, _related(families, language), _lexicon(found, language))
    met = dict.fromkeys(word for text in _texts(found) for word in words(text, language))
    compounds = {stem(word, language): parts for word in met if (parts := vocabulary.parts(word))}
    indexing = _Indexing(rules, {word: tuple(vocabulary.terms(word)) for word in met}, compounds)
    return _files(indexing.entries(found), found, rules)


def _texts(found: Iterable[SearchEntry]) -> Iterator[str]:
    """All that is compared with a query."""
    for each in found:
        yield from (each.title, *each.names, *each.words, *each.headings, each.body)


def _related(families: Iterable[Iterable[str]], language: Language) -> dict[str, set[str]]:
    """For each word of a family, the others, all as stems."""
    related: dict[str, set[str]] = defaultdict(set)
    for family in families:
        stems = {stem(word, language) for phrase in family for word in words(phrase, language)}
        for each in stems:
            related[each] |= stems - {each}
    return related


def _lexicon(found: Iterable[SearchEntry], language: Language) -> frozenset[str]:
    """The words that can be a part of a compound, as stems."""
    if language is not Language.NL:
        return frozenset()
    texts = (text for each in found for text in (each.title, each.body, *each.words, *each.headings))
    counted = Counter(word for text in texts for word in words(text, language) if word.isalpha())
    return frozenset(stem(word, language) for word in counted if len(word) >= 3) - _NO_PARTS


@dataclass(frozen=True)
class _Vocabulary:
    """What the words of a language stand for."""

    rules: WordRules
    related: Mapping[str, set[str]]
    lexicon: frozenset[str]

    def terms(self, word: str) -> Iterator[tuple[str, float]]:
        """The stem of a word, those of its family, and the parts of a compound, with what each counts."""
        says = min(1, 3 * self.rules.importance(word))  # a word of questions counts as others do where it is written
        own = stem(word, self.rules.language)
        yield own, says
        for other in self.related.get(own, ()):
            yield other, _FAMILY * says
        for part in self.parts(word):
            if part != own:
                yield part, _COMPOUND * says
                for other in self.related.get(part, ()):
                    yield other, _COMPOUND * _FAMILY * says

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the words of which a compound is made; none of another word."""
        if len(word) < 7 or not self.lexicon:
            return ()
        for at in range(len(word) - 3, 2, -1):
            head, tail = word[:at], stem(word[at:], self.rules.language)
            first = next((each for link in LINKS if (each := self._part(head, link))), "")
            if first and tail in self.lexicon and len(first) + len(tail) >= _PARTS_TOGETHER:
                return (*(self.parts(head) or (first,)), tail)
        return ()

    def _part(self, head: str, link: str) -> str:
        if not head.endswith(link) or len(head) - len(link) < 3:
            return ""
        bare = stem(head.removesuffix(link), self.rules.language)
        return bare if bare in self.lexicon else ""


@dataclass(frozen=True)
class _Indexing:
    rules: WordRules
    known: Mapping[str, Sequence[tuple[str, float]]]
    """What each word of the guide finds: most stand in it a hundred times."""
    compounds: Mapping[str, tuple[str, ...]]
    """The stems of compounds, with those of their parts."""

    def entries(self, found: Sequence[SearchEntry]) -> dict[str, list[Any]]:
        """Each word with its weight and what it finds: number and score, in turn, by number."""
        fields = [self._fields(each) for each in found]
        scores: dict[str, dict[int, float]] = defaultdict(dict)
        lengths = [_mean(_length(of[place]) for of in fields) for place in range(len(_FIELDS))]
        for number, (each, of) in enumerate(zip(found, fields, strict=True)):
            names = (self._terms([name]) for name in (each.title, *each.names))
            titles = _best(_scores([name], lengths[:1], _FIELDS[:1]) for name in names)
            said = _scores(of[1:], lengths[1:], _FIELDS[1:])
            for term in titles | said:
                scores[term][number] = (titles.get(term, 0) + said.get(term, 0)) * each.weight
        self._add_compounds(scores)
        entries = {term: _entry(results, len(found)) for term, results in scores.items()}
        return entries | self._phrases(found)

    def _fields(self, found: SearchEntry) -> list[Terms]:
        typed = self._terms(found.words, each_once=True, shared=True)
        return [self._terms([found.title]), typed, self._terms(found.headings), self._terms([found.body])]

    def _terms(self, texts: Iterable[str], *, each_once: bool = False, shared: bool = False) -> Terms:
        """The stems of texts; in what readers type, the words of a phrase share its weight."""
        counted: Terms = defaultdict(float)
        for text in texts:
            found = words(text, self.rules.language)
            part = 1 / math.sqrt(max(1, self._sharing(found))) if shared else 1
            for word in found:
                for term, share in self.known[word]:
                    counted[term] = max(counted[term], share * part) if each_once else counted[term] + share * part
        return counted

    def _sharing(self, phrase: Sequence[str]) -> float:
        """Among how many words a phrase shares its weight: those that tell, and half of all that say something."""
        says = [self.rules.importance(word) for word in phrase]
        return max(says.count(TELLING), sum(each > FILLER for each in says) / 2)

    def _add_compounds(self, scores: dict[str, dict[int, float]]) -> None:
        """Lets a compound find what holds all its parts, too."""
        for term, parts in self.compounds.items():
            shelves = [scores[part] for part in parts if part in scores]
            if term in scores and len(shelves) == len(parts):
                for number in set.intersection(*(set(shelf) for shelf in shelves)):
                    least = _COMPOUND * min(shelf[number] for shelf in shelves)
                    scores[term][number] = max(scores[term].get(number, 0), least)

    def _phrases(self, found: Sequence[SearchEntry]) -> dict[str, list[Any]]:
        """Whole titles, and all that a reader types, which find what is called so first."""
        called: dict[str, dict[int, float]] = defaultdict(dict)
        for number, each in enumerate(found):
            names = (each.title, *each.names, *self._first_clause(each.title))
            for texts, worth in ((names, _CALLED), (each.words, _TYPED)):
                for text in texts:
                    telling = "" if each.whole else self._telling(text)
                    for key, share in ((as_typed(text, self.rules.language), _AS_TYPED), (telling, 1)):
                        called[key][number] = max(called[key].get(number, 0), worth * share * each.weight)
        return {f"{key}{PHRASE_END}": [0, *_in_turn(results.items())] for key, results in called.items() if key}

    def _telling(self, text: str) -> str:
        """The words of a text that tell something, as stems, in the order of the alphabet; none when they are few."""
        saying = [word for word in words(text, self.rules.language) if self.rules.importance(word) > FILLER]
        telling = [word for word in saying if self.rules.importance(word) == TELLING]
        return _phrase(stem(word, self.rules.language) for word in telling) if 3 * len(telling) > len(saying) else ""

    def _first_clause(self, title: str) -> Iterator[str]:
        """What stands before the colon of a title, if it is more than a word: readers type no more of it."""
        before, colon, _ = title.partition(":")
        saying = [word for word in words(before, self.rules.language) if self.rules.importance(word) > FILLER]
        if colon and len(saying) > 1:
            yield before


def _entry(results: Mapping[int, float], number: int) -> list[Any]:
    """What a word weighs, and the best of what it finds among a number of results."""
    best = sorted(results.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    return [_weight(len(results), number), *_in_turn(best)]


def _weight(results: int, number: int) -> int:
    """What a word weighs that finds so many of a number of results, in tenths."""
    return round(10 * math.log(1 + number / (results + 1)))


def as_typed(text: str, language: Language) -> str:
    """The words of a text as they are, in the order of the alphabet."""
    return _phrase(words(text, language))


def _phrase(found: Iterable[str]) -> str:
    return " ".join(sorted(set(islice(found, PHRASE_WORDS))))


def _scores(of: Iterable[Terms], lengths: Iterable[float], places: Iterable[_Field]) -> Terms:
    """What each word is worth in these places of an entry, of which the lengths are usual."""
    scores: Terms = defaultdict(float)
    for terms, usual, (worth, slope) in zip(of, lengths, places, strict=True):
        norm = _HALF * (1 - slope + slope * _length(terms) / usual if usual else 1)
        for term, count in terms.items():
            scores[term] += worth * count / (count + norm)
    return scores


def _length(terms: Terms) -> float:
    return sum(terms.values())


def _best(scored: Iterable[Terms]) -> Terms:
    """The best score of each word."""
    best: Terms = {}
    for scores in scored:
        for term, score in scores.items():
            best[term] = max(best.get(term, 0), score)
    return best


def _mean(values: Iterable[float]) -> float:
    listed = [value for value in values if value]
    return sum(listed) / len(listed) if listed else 0


def _in_turn(results: Iterable[tuple[int, float]]) -> Iterator[int]:
    """Numbers, each as its distance from the one before, and scores."""
    before = 0
    for number, score in sorted(results):
        yield number - before
        yield max(1, round(score * 8))
        before = number


# ---- files


def _files(entries: dict[str, list[Any]], found: Sequence[SearchEntry], rules: WordRules) -> dict[str, str]:
    files: dict[str, str] = {}
    shelves = list(_shelves(entries))
    for number, shelf in enumerate(shelves):
        files[f"w{number}.json"] = _json(shelf)
    plain = sorted(term for term in entries if PHRASE_END not in term)
    letters, seconds = _by_letter(plain, 0), _by_letter(plain, 1)
    for name, lists in (("l", letters), ("s", seconds)):
        for letter, terms in lists.items():
            files[f"{name}{ord(letter)}.json"] = _json(" ".join(terms))
    for start in range(0, len(found), RESULTS_PER_FILE):
        shown = [_result(each) for each in found[start : start + RESULTS_PER_FILE]]
        files[f"r{start // RESULTS_PER_FILE}.json"] = _json(shown)
    folder = hashlib.sha256("".join(files.values()).encode()).hexdigest()[:8]
    begin = {
        "folder": folder,
        "starts": "|".join(_starts(shelves)),
        "letters": "".join(letters),
        "seconds": "".join(seconds),
        "pages": _distances(number for number, each in enumerate(found) if not each.page),
        "answers": _distances(number for number, each in enumerate(found) if each.is_answer),
        "sections": _distances(number for number, each in enumerate(found) if each.is_section),
        "unknown": _weight(RARE, len(found)),
        "results": RESULTS_PER_FILE,
        "weights": WEIGHTS,
        "links": LINKS,
        "phraseEnd": PHRASE_END,
        "phraseWords": PHRASE_WORDS,
        "language": rules.language,
        **rules.as_data(),
    }
    return {"start.json": _json(begin)} | {f"{folder}/{name}": text for name, text in files.items()}


def _by_letter(terms: Iterable[str], place: int) -> dict[str, list[str]]:
    """The terms by the letter at a place, in the order of the alphabet."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        if len(term) > place:
            found[term[place]].append(term)
    return dict(sorted(found.items()))


def _distances(numbers: Iterable[int]) -> list[int]:
    """Numbers in their order, each as its distance from the one before."""
    return [number - before for before, number in pairwise([0, *numbers])]


def _shelves(entries: Mapping[str, list[Any]]) -> Iterator[dict[str, list[Any]]]:
    """The entries in the order of the alphabet, cut into pieces of about one size.

    A word and the phrases that begin with it, which a query asks together, stand in one piece if they fit.
    """
    shelf: dict[str, list[Any]] = {}
    size = 0
    for _, of_word in groupby(sorted(entries), key=lambda term: term.partition(" ")[0].removesuffix(PHRASE_END)):
        lengths = {term: len(_json(entries[term])) + len(term) + 4 for term in of_word}
        together = min(sum(lengths.values()), PER_FILE)
        for term, length in lengths.items():
            if shelf and size + max(length, together) > PER_FILE:
                yield shelf
                shelf, size = {}, 0
            shelf[term] = entries[term]
            size += length
            together = 0
    yield shelf


def _starts(shelves: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """With what each shelf begins: as few letters as tell it from the end of the one before."""
    yield ""
    for before, shelf in pairwise(shelves):
        last, first = list(before)[-1], next(iter(shelf))
        yield next(first[:length] for length in range(1, len(first) + 1) if first[:length] > last)


def _result(found: SearchEntry) -> list[Any]:
    return [
        found.address,
        found.shown_title or found.title,
        found.page,
        found.text,
        *([found.files] if found.files else []),
    ]


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
