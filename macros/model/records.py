"""The records of the catalogue: what a file of `data/` may hold.

Each class is one kind of record; its fields are the keys an editor writes. The JSON Schemas in
`data/schema/` are exported from here.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, HttpUrl, PrivateAttr, StringConstraints, model_validator
from pydantic import Field as Key

from macros.model.blocks import (
    CONTAINERS,
    EMERGENCY_NUMBER,
    Audience,
    Block,
    Check,
    Choice,
    Table,
    blocks_for,
    inner_blocks,
)
from macros.model.language import (
    Bilingual,
    CheckedOn,
    Id,
    InEach,
    Language,
    Record,
    SearchWord,
    SearchWords,
    Text,
    each_word_once,
)
from macros.model.references import (
    Citation,
    DocumentReference,
    FieldReference,
    RoleReference,
    SourceReference,
    StageReference,
    ThemeReference,
)
from macros.model.refusals import refused

PagePath = Annotated[str, Key(strict=True, json_schema_extra={"pattern": r"^([a-z0-9-]+/)*[a-z0-9-]+\.md$"})]
"""A page, as its path below `docs/fr` and `docs/nl`: `understand/cost.md`. Like a `Reference`, it is checked later."""


class Level(StrEnum):
    """How binding a task or document is (the words of RFC 2119)."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Certainty(StrEnum):
    """How far we have read a source ourselves (`decisions/sources.md`)."""

    WHOLE = "whole"
    EXCERPT = "excerpt"
    PARTIAL = "partial"
    UNREAD = "unread"


class Scope(StrEnum):
    """Where a source's rule holds: everywhere in Belgium, or only in one place."""

    NATIONAL = "national"
    LOCAL = "local"


class FieldKind(StrEnum):
    """What is written in a blank."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    HOUR = "hour"
    AMOUNT = "amount"
    COUNT = "count"
    """A number that becomes public: the builder hides a small one."""
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    SIGNATURE = "signature"
    """Written by hand, with name and date: `rows` gives its room in centimetres, in a paper of one language."""


class OtherDate(Record):
    """A date that another source gives for the same text."""

    date: Bilingual
    said_by: SourceReference


def _without_user(address: HttpUrl) -> HttpUrl:
    """To who looks at it, `https://www.besafe.be@example.org/` leads elsewhere than it does."""
    if address.username:
        raise refused("address-with-user", host=address.host)
    return address


WebAddress = Annotated[HttpUrl, AfterValidator(_without_user)]


class Source(Record):
    """A text on which the guide rests."""

    id: Id
    title: Bilingual
    publisher: Bilingual
    address: WebAddress | None = None
    address_nl: WebAddress | None = None
    certainty: Certainty
    scope: Scope
    checked_on: CheckedOn
    date: Bilingual | None = None
    other_dates: tuple[OtherDate, ...] = ()
    note: Bilingual | None = None


class Statement(Record):
    """One rule or fact, in words that pages and papers share."""

    id: Id
    text: Bilingual
    sources: tuple[Citation, ...] = Key(min_length=1)
    ours: bool = False
    """Part of it is what this guide proposes: it bears that mark, too."""


class Sign(StrEnum):
    """What stands before each statement of a list."""

    TICK = "tick"
    CROSS = "cross"


class StatementList(Record):
    """Statements that belong together, in order: nothing that must be done stands in a list with crosses."""

    id: Id
    title: Bilingual
    sign: Sign | None = None
    """Without one, papers have dashes."""
    statements: tuple[Statement, ...] = Key(min_length=1)


class ContestedPoint(Record):
    """A point on which the sources differ, or on which all are silent; said once."""

    id: Id
    silent: bool = False
    title: Bilingual
    text: Bilingual
    advice: Bilingual | None = None
    sources: tuple[Citation, ...] = Key(min_length=1)


class Role(Record):
    """Someone who takes part: what they do, and what they do not do."""

    id: Id
    name: Bilingual
    short: Bilingual
    question: Bilingual
    page: PagePath
    does: tuple[Statement, ...] = Key(min_length=1)
    does_not: tuple[Statement, ...] = ()
    search_words: SearchWords | None = None


class SayInstead(InEach[dict[Text, Text]]):
    """Words that the guide does not write, by language, each with what it says instead."""

    fr: dict[Text, Text] = Key(default={})
    nl: dict[Text, Text] = Key(default={})


class Term(Record):
    """A word of the glossary."""

    id: Id
    name: Bilingual
    abbreviation: Bilingual | None = None
    definition: Bilingual
    sources: tuple[Citation, ...] = ()
    search_words: SearchWords | None = None
    say_instead: SayInstead | None = None


LONGEST_SHORT_ANSWER = 280
"""How many characters the search shows of an answer."""


class Question(Record):
    """A question people ask, with a short answer and the page that says more."""

    id: Id
    theme: ThemeReference
    question: Bilingual
    short: Bilingual | None = None
    """The whole answer in a sentence or two, with its "but", where the first paragraph does not hold it, or is long."""
    answer: tuple[Bilingual, ...] = Key(min_length=1)
    page: PagePath | None = None
    anchor: Id | None = None
    """The section of the page that says more; else the whole page does."""
    sources: tuple[Citation, ...] = ()
    search_words: SearchWords | None = None

    @property
    def in_short(self) -> Bilingual:
        """What the search shows of the answer."""
        return self.short or self.answer[0]


class WordFamily(SearchWords):
    """Words that readers use for one another, and forms of one word: who types one finds the others."""

    id: Id


def _single(word: str) -> str:
    """A word of a list is compared with each word that is typed."""
    if not re.fullmatch(r"[^\W_]+", word):
        raise refused("search-list-word", word=word)
    return word


ListedWords = Annotated[tuple[Annotated[SearchWord, AfterValidator(_single)], ...], AfterValidator(each_word_once)]
"""Single words in lower case, each form by itself and once."""


class SearchList(SearchWords):
    """Words of a kind, which the languages need not share."""

    fr: ListedWords = Key(min_length=1)
    nl: ListedWords = Key(min_length=1)


class SearchLists(Record):
    """By which the search weighs what a reader types."""

    ordinary: SearchList
    """People, and what they do with anything: such words never tell one question from another."""
    elsewhere: SearchList
    """Of what other services answer: they are never slips, and nothing here says them."""
    incidents: SearchList
    """Of what may be happening now: the search page then says whom to call, before anything else."""


class Theme(Record):
    """A group of questions."""

    id: Id
    title: Bilingual


class Task(Record):
    """Something to do at a stage."""

    id: Id
    title: Bilingual
    help: Bilingual | None = None
    level: Level
    roles: tuple[RoleReference, ...] = Key(min_length=1)
    document: DocumentReference | None = None
    sources: tuple[Citation, ...] = ()
    search_words: SearchWords | None = None

    @model_validator(mode="after")
    def _rule_has_source(self) -> Task:
        if self.level is Level.MUST and not self.sources:
            raise refused("must-without-source")
        return self


class Moment(Record):
    """Tasks of a stage that are done at the same time."""

    id: Id
    title: Bilingual
    tasks: tuple[Task, ...] = Key(min_length=1)


class Stage(Record):
    """A stage of the way, with its tasks; `number` is empty for the evaluation."""

    id: Id
    number: int | None = Key(default=None, ge=1, le=4)
    title: Bilingual
    summary: Bilingual
    page: PagePath
    moments: tuple[Moment, ...] = Key(min_length=1)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks of the stage, in order."""
        return tuple(task for moment in self.moments for task in moment.tasks)


def _of_no_language(field_id: str) -> str:
    if ending := next((f"-{each}" for each in Language if field_id.endswith(f"-{each}")), None):
        raise refused("field-id-with-language", id=field_id, ending=ending)
    return field_id


class EntryOfEach(InEach[Id]):
    """The ids of the entries in which a field is asked once for each language: `evening-on-fr`, `evening-on-nl`."""


class Retold(Record):
    """The answer to another field, which an answer is made of, and the words before it."""

    field: FieldReference
    before: Bilingual | None = None


class Field(Record):
    """A blank that documents share: declared once, asked once.

    What is written in a `translated` one is words of a language, as the name of a channel is, and not a name or a
    number: a paper in both languages needs it in both. `question` is how the builder asks it, where the label alone
    would not be clear away from its paper. What is `made_of` answers to others is not asked: the builder retells them,
    those that it has, and nobody types a name twice.
    """

    id: Annotated[Id, AfterValidator(_of_no_language)]
    label: Bilingual
    question: Bilingual | None = None
    help: Bilingual | None = None
    kind: FieldKind = FieldKind.LINE
    translated: bool = False
    rows: int = Key(default=1, ge=1, le=20)
    made_of: tuple[Retold, ...] = ()

    @property
    def in_each(self) -> EntryOfEach | None:
        """Its entries in the two texts of a paper of both languages; None where one entry serves both.

        What is said in words has them: a date and a hidden count are, whoever answers.
        """
        is_said = self.translated or self.kind in (FieldKind.COUNT, FieldKind.DATE)
        return EntryOfEach(**{language: f"{self.id}-{language}" for language in Language}) if is_said else None

    @property
    def is_list_of_each(self) -> bool:
        """Whether a paper of both languages has a list of it in each, beside each other."""
        return self.translated and self.kind is FieldKind.LINES


class Orientation(StrEnum):
    """How a sheet lies, or that it is shown on a screen."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"
    SCREEN = "screen"
    """A slide: 16 to 9."""


class Together(StrEnum):
    """How a paper in both languages is set: side by side, or first one and then the other."""

    COLUMNS = "columns"
    SEQUENCE = "sequence"


class ForShops(Record):
    """What a paper is called where it is another one for shops: `only: shops` marks the blocks that differ."""

    title: Bilingual
    purpose: Bilingual


class Document(Record):
    """A paper of the starter pack."""

    id: Id
    number: int = Key(ge=1)
    title: Bilingual
    purpose: Bilingual
    stage: StageReference
    level: Level
    filled_by: Bilingual
    kept_by: Bilingual
    page: PagePath
    orientation: Orientation = Orientation.PORTRAIT
    together: Together = Together.COLUMNS
    letter: bool = False
    by_hand: bool = False
    """Whether it is printed before it is completed: what is not chosen stays."""
    one_sided: bool = False
    """Whether its sheets go separate ways, so that none may stand on the back of another."""
    wanted: bool = True
    """Whether the builder's page begins with it, when its stage is one of the first."""
    sources: tuple[Citation, ...] = Key(min_length=1)
    search_words: SearchWords | None = None
    shops: ForShops | None = None
    blocks: tuple[Block, ...] = Key(min_length=1)
    _audience: Audience = PrivateAttr(Audience.HOMES)  # no field, since no file says it

    @property
    def audience(self) -> Audience:
        """Whom it is for: neighbours, unless it is one of the `versions` and made for others."""
        return self._audience

    @property
    def versions(self) -> tuple[Document, ...]:
        """The document as neighbours sign it and, where it is another one for shops, that one: `charter-shops`."""
        if not self.shops:
            return (self,)
        named = {"id": f"{self.id}-{Audience.SHOPS}", "title": self.shops.title, "purpose": self.shops.purpose}
        return self._for(Audience.HOMES), self._for(Audience.SHOPS, **named)

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each clause, slide and numbered question, by its id: each kind is counted from 1."""
        found: dict[type, list[str]] = {kind: [] for kind in (*CONTAINERS, Choice)}
        for block in inner_blocks(self.blocks):
            if isinstance(block, CONTAINERS) or (isinstance(block, Choice) and block.numbered):
                found[type(block)].append(block.id)
        return {block_id: number for ids in found.values() for number, block_id in enumerate(ids, start=1)}

    def _for(self, audience: Audience, **changes: object) -> Document:
        version = self.model_copy(update={"blocks": blocks_for(audience, self.blocks), "shops": None, **changes})
        version._audience = audience
        return version

    @model_validator(mode="after")
    def _marked_for_someone(self) -> Document:
        if not self.shops and any(block.only for block in inner_blocks(self.blocks)):
            raise refused("only-without-shops")
        return self

    @model_validator(mode="after")
    def _whole_for_each_audience(self) -> Document:
        for audience in Audience if self.shops else ():
            if not blocks_for(audience, self.blocks):
                raise refused("too-little-for-audience", id=self.id, audience=audience.value)
        return self

    @model_validator(mode="after")
    def _ids_once(self) -> Document:
        named = [
            block.id for block in inner_blocks(self.blocks) if isinstance(block, (Check, Choice, Table, *CONTAINERS))
        ]
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise refused("block-id-twice", id=twice[0])
        return self


NIS_CODE = r"^\d{5}$"
NisCode = Annotated[str, StringConstraints(pattern=NIS_CODE)]
"""The code of a municipality at the statistics office, in quotes."""


class Subject(StrEnum):
    """What a local practice is about; each subject has a general page, on which the practice shows too."""

    PARTNERSHIPS = "partnerships"
    START = "start"
    COST = "cost"
    MESSAGES = "messages"
    OFFICER = "officer"
    MEMBERS = "members"


PHONE = r"^(0|\+32 ?)\d[\d ./-]{6,14}$"
EMAIL = r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$"
_BETWEEN = r"\s?[./\u2010-\u2013-]?\s?"
_BEFORE_MOBILE = rf"(?:\(?0|(?:\+|00){_BETWEEN}32{_BETWEEN}(?:\(?0\)?{_BETWEEN})?)"
_THREE_FIRST = rf"4\d\d\)?{_BETWEEN}(?:\d\d{_BETWEEN}\d\d{_BETWEEN}\d\d|\d{{3}}{_BETWEEN}\d{{3}})"
_IN_PAIRS = r"4\)?(?:(?:(?<=\))|\s?[./-]\s?|\s)\d\d){4}"
_MOBILE = re.compile(rf"(?<!\d){_BEFORE_MOBILE}(?:{_THREE_FIRST}|{_IN_PAIRS})(?!\d)")
"""As `0475/12.34.56`, `0475 123 456` or `04 75 12 34 56`; a number of Liège, `04 222 22 22`, has a digit less."""
_ANYONE = ("gmail", "hotmail", "outlook", "live", "yahoo", "icloud", "telenet", "skynet", "proximus", "scarlet", "voo")
"""Providers at which anyone can have an address."""


def _refuse_what_may_be_a_person(text: str) -> None:
    if _MOBILE.search(text):
        raise refused("mobile-number")
    if re.search(rf"@(?:{'|'.join(_ANYONE)})\.", text, re.IGNORECASE):
        raise refused("address-of-anyone")


def _written_in(content: Any) -> str:
    """All that is written in a part of a record, but the ids of its sources."""
    if isinstance(content, dict):
        content = [part for key, part in content.items() if key != "sources"]
    return " | ".join(map(_written_in, content)) if isinstance(content, list) else str(content)


class LocalPractice(Record):
    """What one municipality does, on one subject."""

    subject: Subject
    text: Bilingual
    sources: tuple[Citation, ...] = Key(min_length=1)
    search_words: SearchWords | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_public(cls, content: Any) -> Any:
        _refuse_what_may_be_a_person(_written_in(content))
        return content


class LocalContact(Record):
    """The service of a municipality to which residents turn; never a private person.

    Its number and address are published: what is marked as private, by `private: true` or in words, is refused.
    """

    service: Bilingual
    phone: Annotated[str, StringConstraints(pattern=PHONE)] | None = None
    email: Annotated[str, StringConstraints(pattern=EMAIL)] | None = None
    address: Bilingual | None = None
    private: bool = False
    sources: tuple[Citation, ...] = Key(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _is_public(cls, content: Any) -> Any:
        written = _written_in(content)
        if isinstance(content, dict) and (content.get("private") or _PRIVATE.search(written)):
            raise refused("marked-private")
        _refuse_what_may_be_a_person(written)
        return content


_PRIVATE = re.compile(r"\b(?:priv[ée]e?|privaat|privé-?nummer|persoonlijk)\b", re.IGNORECASE)
"""How people mark a number or an address as private."""


def _of_no_person(name: Bilingual) -> Bilingual:
    _refuse_what_may_be_a_person(f"{name.fr} {name.nl}")
    return name


LocalName = Annotated[Bilingual, AfterValidator(_of_no_person)]
"""The name of a service, without the number or the address of a person."""


class Commune(Record):
    """A municipality and its local practice; the name shows that the code is the right one."""

    id: Id
    name: Bilingual
    nis_code: NisCode
    lead: Bilingual | None = None
    """What the practices below come to, in two short sentences: the page begins with it."""
    police_zone: LocalName | None = None
    contact: LocalContact | None = None
    checked_on: CheckedOn
    search_words: SearchWords | None = None
    practices: tuple[LocalPractice, ...] = Key(min_length=1)

    @model_validator(mode="after")
    def _subjects_once(self) -> Commune:
        named = [practice.subject for practice in self.practices]
        twice = sorted({subject for subject in named if named.count(subject) > 1})
        if twice:
            raise refused("subject-twice", subject=twice[0].value)
        return self


class Merger(Record):
    """A municipality that others became; the names of those that are no longer used are found under it."""

    id: Id
    nis_code: NisCode
    since_on: dt.date
    former: tuple[Bilingual, ...] = Key(min_length=1)
    sources: tuple[Citation, ...] = Key(min_length=1)


class Localities(Record):
    """Where people say that they live, which is part of a municipality: a district, a municipality of before 1977."""

    id: Id
    nis_code: NisCode
    names: tuple[Text, ...] = Key(min_length=1)
    """In the languages that are spoken there: "Laeken" and "Laken" are two."""
    sources: tuple[Citation, ...] = Key(min_length=1)


class LanguageRegime(Record):
    """Municipalities whose language is not that of their region alone: their language area, and its facilities."""

    id: Id
    area: Literal["fr", "nl", "de"]
    facilities: Literal["fr", "nl", "de"]
    nis_codes: tuple[NisCode, ...] = Key(min_length=1)
    sources: tuple[Citation, ...] = Key(min_length=1)


class EmergencyNumber(Record):
    """A number that anyone may call in an emergency."""

    id: Id
    number: Annotated[str, StringConstraints(strict=True, pattern=EMERGENCY_NUMBER)]
    """In quotes, as the code of a municipality is."""
    answered_by: Bilingual
    sources: tuple[Citation, ...] = Key(min_length=1)


class ExceptionKind(StrEnum):
    """What a text may do.

    It may be the same in both languages, hold words of the other, have numbers of its own, or hold a number that looks
    like an emergency number and is none.
    """

    SAME = "same"
    LANGUAGE = "language"
    FIGURES = "figures"
    NUMBER = "number"


class TwinException(Record):
    """Texts, in either language, that a check of translations would refuse, and why they are right."""

    id: Id
    kind: ExceptionKind
    reason: Text
    texts: tuple[Annotated[str, StringConstraints(strict=True, min_length=1)], ...] = Key(min_length=1)


def _in_both(text: Any) -> Any:
    return {language.value: text for language in Language} if isinstance(text, str) else text


InBothLanguages = Annotated[Bilingual, BeforeValidator(_in_both, json_schema_input_type=Bilingual | Text)]
"""A name or a postal address: written once where both languages have the same, else in each."""


class ServerLog(Record):
    """What the server of the site keeps of a visit, and for whom: article 13 of the GDPR asks to say it."""

    host: InBothLanguages
    """Who keeps the server."""
    days: int = Key(ge=0, le=400)
    """How long an address of the internet is kept; 0 where nothing is."""


class Publisher(Record):
    """Who publishes the guide and answers for it: an organisation whose addresses everyone may see."""

    name: InBothLanguages
    address: InBothLanguages
    """The postal address, on one line."""
    email: Annotated[str, StringConstraints(pattern=EMAIL)]
    site: HttpUrl | None = None
    log: ServerLog | None = None
    """None while it is not known: the page about privacy then sends its readers to the publisher."""

    def in_sentence(self, language: Language) -> str:
        """Name, postal address and mailbox, as they stand in a sentence of this language."""
        return f"{self.name[language]}, {self.address[language]}, {self.email}"


class Guide(Record):
    """What identifies the guide itself; the name stands only here."""

    name: Bilingual
    subtitle: Bilingual
    description: Bilingual
    publisher: Publisher | None = None
    """None as long as nobody publishes it: then it is built to be looked at only."""
    checked_on: CheckedOn

    def full_name(self, language: Language) -> str:
        """Name and subtitle as a title bears both: `Onder buren, de gids voor uw BIN`."""
        subtitle = self.subtitle[language]
        if not subtitle[1:2].isupper():  # no abbreviation
            subtitle = subtitle[0].lower() + subtitle[1:]
        return f"{self.name[language]}, {subtitle}"
