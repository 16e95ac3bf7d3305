"""Draws a document or a checklist as a paper, in one language or in both.

A paper holds no explanations: they help the reader of a page, and are no part of what people sign.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from macros.content.catalogue import Catalogue
from macros.content.checklists import ALL, CHECKLISTS_PAGE, Checklist, checklist_page, make_checklist
from macros.content.page_files import Page
from macros.content.publisher import is_public, own_publisher, publisher_of
from macros.content.site import Site
from macros.model import blocks, records
from macros.model.blocks import Audience
from macros.model.language import BLANK, Bilingual, Edition, Language
from macros.model.records import FieldKind, Level, Orientation, Together
from macros.model.references import cited
from macros.model.typography import NO_BREAK, OURS_SIGN, after_colon, colon, date_text, typeset
from macros.papers.paper import CHECKLIST, SHORT_OPTION, Entry, OneOf, Paper
from macros.rendering.qr import qr_png, qr_svg, qr_width
from macros.tree.nodes import (
    Blank,
    Box,
    Break,
    Card,
    Emergency,
    FieldLine,
    Group,
    Heading,
    Items,
    LevelMark,
    Marker,
    NewPage,
    Node,
    Pairs,
    Pane,
    Paragraph,
    Picture,
    Poster,
    Role,
    Run,
    Signatures,
    Signed,
    Slide,
    Table,
    Text,
    ToSign,
    Twins,
    Words,
    chained,
    joined,
)

_LABEL = re.compile(rf"(?:^|(?<=[.;?] ))[^\s.;?][^.;?]{{,28}}:{NO_BREAK}$")
"""A label before a blank of one line, with its space."""
CODE_WIDTH = 32
"""Millimetres: the code of the poster, without the quiet zone around it."""
ROOM_TO_SIGN = 39
"""Millimetres from the foot of the letters of a label to the line on which someone signs: 38 are free."""
ROOM_TO_SIGN_BESIDE = 37
"""The same beside a label: with the space above it, 38 are free."""


def document_paper(site: Site, document: records.Document, edition: Edition, site_url: str) -> Paper:
    """The paper of a document; `site_url` is the address of the guide, with its slash."""
    writing = _Writing(site, edition, edition.languages, site_url, document.numbers)
    stage = site.catalogue.stages[document.stage]
    turns = writing.in_turn() if document.together is Together.SEQUENCE else [writing]
    nodes: list[Node] = []
    posters = tuple(block for block in document.blocks if isinstance(block, blocks.Poster))
    titled = not document.letter and not any(
        isinstance(block, (blocks.Card, blocks.Slide)) for block in document.blocks
    )
    for turn in turns:
        nodes += [NewPage()] if nodes else []
        nodes += [Heading(1, turn.text(document.title))] if titled else []
        nodes += turn.nodes((block for block in document.blocks if block not in posters), 2 if titled else 1)
    nodes += writing.nodes(posters, 1)
    nodes += writing.loose_sheet(document)
    return Paper(
        id=document.id,
        name=f"{writing.slug(document.page)}{writing.suffix(document)}-{edition}",
        folder=writing.slug(stage.page),
        edition=edition,
        audience=document.audience,
        title=joined(writing.text(document.title)),
        kind=writing.label("document-number", number=document.number),
        stage=writing.stage(stage),
        panes=stage.number or len(site.catalogue.stages),
        letter=document.letter,
        by_hand=document.by_hand,
        dense=False,
        orientation=document.orientation,
        guide=writing.guide(),
        publisher=writing.publisher(),
        address=writing.shown_address(document.page),
        version=writing.version("model-checked", document.page),
        page_of=writing.page_of(),
        checked_on=writing.checked_on(document.page),
        nodes=tuple(nodes),
        entries=tuple(writing.entries.values()),
    )


def checklist_paper(site: Site, checklist_id: str, edition: Edition, site_url: str) -> Paper:
    """The paper of a checklist: of a stage, of a role, or of everything on two pages a language."""
    page = checklist_page(checklist_id)
    titles = Bilingual(**{language: site.page(page, language).front_matter.title for language in Language})
    checklist = make_checklist(site.catalogue, checklist_id)
    everything = checklist_id == ALL
    writing = _Writing(site, edition, edition.languages, site_url)
    nodes: list[Node] = []
    for turn in writing.in_turn() if everything else [writing]:
        nodes += [NewPage()] if nodes else []
        nodes += [Heading(1, turn.text(titles)), turn.key(), *turn.tasks(checklist)]
    stage = next((stage for stage in site.catalogue.stages.values() if stage.id == checklist_id), None)
    return Paper(
        id=CHECKLIST + checklist_id,
        name=f"{writing.slug(page)}-{edition}",
        folder=writing.slug(CHECKLISTS_PAGE),
        edition=edition,
        audience=None,
        title=joined(writing.text(titles)),
        kind=writing.label("checklist-kind"),
        stage=writing.stage(stage) if stage else (),
        panes=(stage.number or len(site.catalogue.stages)) if stage else 0,
        letter=False,
        by_hand=True,
        dense=everything,
        orientation=Orientation.PORTRAIT,
        guide=writing.guide(),
        publisher=writing.publisher(),
        address=writing.shown_address(page),
        version=writing.version("own-checked" if own_publisher(site.catalogue) else "help-checked", page),
        page_of=writing.page_of(),
        checked_on=writing.checked_on(page),
        nodes=tuple(nodes),
        entries=tuple(writing.entries.values()),
    )


@dataclass
class _Writing:
    """Turns blocks into nodes in some languages, and notes the entries that they ask for."""

    site: Site
    edition: Edition
    languages: tuple[Language, ...]
    site_url: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of clauses and slides, by their ids."""
    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The records of the guide."""
        return self.site.catalogue

    def guide(self) -> str:
        """The name of the guide."""
        return joined(self.text(self.catalogue.guide.name))

    def publisher(self) -> Text:
        """Who publishes the guide, or that nobody does yet."""
        found = publisher_of(self.catalogue)
        return self.text(found.name) if found else self.label("paper-not-published")

    def slug(self, path: str) -> str:
        """The end of the address of the page at `path`, in each language: `charte-charter`."""
        slugs = [page.front_matter.slug or "" for page in self._pages(path)]
        return "-".join(dict.fromkeys(slug.replace("/", "-") for slug in slugs))

    def shown_address(self, path: str) -> str:
        """The address of the page at `path` as it is typed, without `https://`; empty where it leads nowhere.

        For a paper in both languages it is that of the guide, which leads to either.
        """
        place = self._pages(path)[0].address if self._one_language else ""
        return (self.site_url + place).split("://")[-1].rstrip("/") if is_public(self.site_url) else ""

    def checked_on(self, path: str) -> dt.date:
        """The day on which the page at `path` was last checked, in any of the languages."""
        return max(page.front_matter.checked_on for page in self._pages(path))

    def _pages(self, path: str) -> list[Page]:
        return [self.site.page(path, language) for language in self.languages]

    def in_turn(self) -> list[_Writing]:
        """The same in one language after the other; all note the entries in the same place."""
        return [replace(self, languages=(language,)) for language in self.languages]

    def text(self, text: Bilingual) -> Text:
        """A text in every language; once only when it is the same in all, as a blank alone is."""
        return _once(self._in_each(text))

    def _in_each(self, text: Bilingual) -> Text:
        return tuple(Words(each, self._runs(typeset(text[each], each), each)) for each in self.languages)

    def _runs(self, text: str, language: Language) -> tuple[str | Blank, ...]:
        """What is said before a blank of one line ends with a space that keeps the last word beside it."""
        before, *pieces = BLANK.split(text)
        alone = not any((before, *pieces[1::2]))
        runs: list[str | Blank] = []
        for field_id, after in zip(pieces[::2], pieces[1::2], strict=True):
            is_short = self.catalogue.fields[field_id].rows == 1
            held = re.sub(" $", NO_BREAK, before) if is_short else before
            runs += [held, self._blank(field_id, language, alone=alone)]
            before = after
        return tuple(run for run in (*runs, before) if run)

    def _blank(self, field_id: str, language: Language, *, alone: bool) -> Blank:
        """The blank of a field; a date that stands alone, as in a cell, is one for all languages written here."""
        asked = self.catalogue.fields[field_id]
        shared = alone and asked.kind is FieldKind.DATE
        return Blank(self._field_entry(asked, self._one_language if shared else language))

    def _field_entry(self, asked: records.Field, language: Language | None) -> str:
        """The entry of a field; in a paper of both languages one that is said in words has its own in each text."""
        in_each = asked.in_each if self.edition is Edition.BOTH else None
        entry_id, label = asked.id, asked.label
        if language and in_each:
            entry_id, label = in_each[language], Bilingual(fr=label[language], nl=label[language])
        return self._entry(Entry(entry_id, self._name(label), asked.kind, asked.rows, in_each=in_each))

    @property
    def _one_language(self) -> Language | None:
        """The language of what is written now, when it is one."""
        return self.languages[0] if len(self.languages) == 1 else None

    def _entry(self, entry: Entry) -> str:
        """Notes an entry, unless it stands elsewhere too; its id."""
        self.entries.setdefault(entry.id, entry)
        return entry.id

    def _name(self, label: Bilingual) -> str:
        """The name of an entry, in all languages of the edition, since it may stand in each of them."""
        return " / ".join(dict.fromkeys(_typeset_plain(label, language) for language in self.edition.languages))

    def label(self, label_id: str, **values: object) -> Text:
        """A phrase of the interface, with its `{places}` filled."""
        label = self.catalogue.labels[label_id]
        return _once(tuple(_plain(label[language].format(**values), language) for language in self.languages))

    def suffix(self, document: records.Document) -> str:
        """What ends the names of files of the version for shops: `-commerces`."""
        if document.audience is not Audience.SHOPS:
            return ""
        words = self.label("shops-file")
        return "".join(f"-{each}" for each in dict.fromkeys(map(str, words)))

    def stage(self, stage: records.Stage) -> Text:
        """The number and title of a stage, as it stands above a paper's title."""
        return tuple(_plain(self._stage_words(stage, language), language) for language in self.languages)

    def _stage_words(self, stage: records.Stage, language: Language) -> str:
        label = self.catalogue.labels["stage-number" if stage.number else "afterwards"][language]
        number, title = label.format(number=stage.number), stage.title[language]
        return f"{number}{colon(language)}{after_colon(title)}"

    def version(self, dated: str, path: str) -> Text:
        """The date of the text of the page at `path`, for a paper's foot; the label `dated` says what the paper is."""
        label, checked_on = self.catalogue.labels[dated], self.checked_on(path)
        return tuple(
            _plain(label[language].format(date=date_text(checked_on, language)), language)
            for language in self.languages
        )

    def page_of(self) -> tuple[str, str]:
        """The words before the number of the page, and before the number of pages."""
        label = self.catalogue.labels["page-of"]
        split = [typeset(label[language], language).partition("{page}") for language in self.languages]
        before = " / ".join(dict.fromkeys(words.strip() for words, _, _ in split))
        between = [words.partition("{pages}")[0] for _, _, words in split]
        return f"{before} ", between[0] if len(between) == 1 else " / "

    def nodes(self, content: Iterable[blocks.Block], level: int) -> list[Node]:
        """The nodes of some blocks, in order; their headings have `level`.

        Lines to sign that follow each other are one node, and so are lists with the same sign.
        """
        nodes: list[Node] = []
        found = (node for block in content for node in self._nodes(block, level))
        for kind, group in itertools.groupby(found, self._joining):
            together = tuple(group)
            if kind is ToSign:
                nodes.append(self._to_sign(together))
            elif isinstance(kind, Marker):
                items = (node.items for node in together if isinstance(node, Items))
                nodes.append(Items(kind, tuple(itertools.chain(*items))))
            else:
                nodes += together
        return nodes

    def _joining(self, node: Node) -> Marker | type[ToSign] | None:
        """What a node is one with when it follows the same; each list with numbers begins anew."""
        if isinstance(node, Items) and node.marker is not Marker.NUMBER:
            return node.marker
        return ToSign if self._is_signed(node) else None

    def _is_signed(self, node: Node) -> bool:
        return isinstance(node, FieldLine) and self.entries[node.entry].kind is FieldKind.SIGNATURE

    def _to_sign(self, nodes: Iterable[Node]) -> ToSign:
        lines = tuple(node for node in nodes if isinstance(node, FieldLine))
        return ToSign(lines, ROOM_TO_SIGN if len(lines) > 1 else ROOM_TO_SIGN_BESIDE)

    def _nodes(self, block: blocks.Block, level: int) -> Iterator[Node]:
        """What each kind of block becomes; an explanation is for the reader of a page only."""
        match block:
            case blocks.Heading():
                yield Heading(level, self.text(block.text))
            case blocks.Paragraph():
                yield self._paragraph(block.text)
            case blocks.List():
                yield self._items(block.items, Marker.NUMBER if block.ordered else Marker.DASH)
            case blocks.Statements():
                listed = self.catalogue.statements[block.statements]
                marker = Marker(listed.sign) if listed.sign else Marker.DASH
                yield self._items((statement.text for statement in listed.statements), marker)
            case blocks.Address():
                yield Paragraph(_one_after_the_other(map(self.text, block.lines), Break()), Role.ADDRESS)
            case blocks.NewPage():
                yield NewPage(counted=block.counted, used_with=block.used_with or "")
            case blocks.Picture():
                yield self._picture(block)
            case blocks.Check():
                yield self._box(block.id, block.text)
            case blocks.Choice():
                yield self._choice(block)
            case blocks.Blank():
                yield self._lines(block)
            case blocks.Table(copies=1):
                yield self._table(block)
            case blocks.Table():
                line, table = Paragraph(self.label("cut-here"), Role.CUT), replace(self._table(block), marked=True)
                yield from (line, table) * block.copies
                yield line
            case blocks.Signature():
                labels = (self.label(name) for name in ("signature", "name", "date"))
                yield Signatures(tuple(self._pane(signatory) for signatory in block.signatories), *labels)
            case blocks.Card():
                yield self._card(block)
            case blocks.Poster():
                yield self._poster(block)
            case blocks.Clause():
                yield from self._clause(block, level)
            case blocks.Slide():
                yield self._slide(block, level)
            case blocks.Explanation():
                pass
            case _:
                assert_never(block)

    def _items(self, items: Iterable[Bilingual], marker: Marker) -> Items:
        return Items(marker, tuple((self._paragraph(item),) for item in items))

    def _paragraph(self, text: Bilingual) -> Paragraph:
        """A text in which a label stays on the line of its blank, unless the blank takes the next line whole."""
        return Paragraph(tuple(replace(words, runs=tuple(map(_labelled, words.runs))) for words in self.text(text)))

    def _box(self, box_id: str, text: Bilingual, one_of: OneOf | None = None) -> Box:
        return Box(self._entry(Entry(box_id, self._name(text), None, one_of=one_of)), self.text(text))

    def _choice(self, choice: blocks.Choice) -> Group:
        number = self.numbers.get(choice.id, 0)
        called = self._name(_numbered(choice.question, number) if number else choice.question)
        one_of = None if choice.several else OneOf(choice.id, called)
        options = tuple(self._box(choice.entries[option.id], option.text, one_of) for option in choice.options)
        short = all(len(str(words)) <= SHORT_OPTION for option in options for words in option.text)
        plain = all(isinstance(run, str) for option in options for words in option.text for run in words.runs)
        name = "short-choice" if short and plain and len(self.languages) == 1 else "choice"
        return Group(name, (Paragraph(self.text(choice.question), Role.QUESTION, number), *options))

    def _lines(self, block: blocks.Blank) -> FieldLine | Twins:
        """The line of a field; a list has one in each language, so that nobody takes two names of a street for two."""
        asked = self.catalogue.fields[block.field]
        if asked.is_list_of_each and len(self.languages) > 1:
            rows = -(-asked.rows // 2)  # with more, a charter for shops took another sheet
            lines = (turn._line(block.field, block.label) for turn in self.in_turn())
            return Twins(tuple(replace(line, rows=rows) for line in lines))
        return replace(self._line(block.field, block.label), gone_with=block.gone_with or "")

    def _line(self, field_id: str, label: Bilingual | None = None) -> FieldLine:
        asked = self.catalogue.fields[field_id]
        language = self._one_language
        return FieldLine(self._field_entry(asked, language), self.text(label or asked.label), asked.rows, language)

    def _table(self, table: blocks.Table) -> Table:
        rows = [tuple(map(self.text, row)) for row in table.rows]
        for row in range(1, table.blank_rows + 1):
            cells = [self._cell(table, row, column) for column in range(len(table.columns))]
            rows.append(tuple((Words(self.languages[0], (Blank(cell),)),) for cell in cells))
        widths = table.widths or (1,) * len(table.columns)
        columns = tuple(self.text(column) for column in table.columns)
        return Table(self.text(table.caption), columns, tuple(rows), widths, table.blank_rows, table.numbered)

    def _cell(self, table: blocks.Table, row: int, column: int) -> str:
        """The entry of an empty cell, called by its column and the number of its row."""
        head = table.columns[column]
        label = Bilingual(**{language: f"{head[language]}, {row}" for language in Language})
        return self._entry(Entry(f"{table.id}-{row}-{column + 1}", self._name(label), FieldKind.LINE))

    def _pane(self, signatory: blocks.Signatory) -> Pane:
        date = self.catalogue.labels["date"]
        label = Bilingual(**{language: f"{date[language]}, {signatory.function[language]}" for language in Language})
        return Pane(
            self.text(signatory.function),
            self.text(signatory.on_behalf),
            self._field_entry(self.catalogue.fields[signatory.name], self._one_language),
            self._entry(Entry(f"{signatory.name}-signed-on", self._name(label), FieldKind.DATE)),
        )

    def _picture(self, picture: blocks.Picture) -> Picture:
        content = self.catalogue.pictures[picture.file].content
        alternative = joined(self.text(picture.alternative))
        caption = _one_after_the_other((self.text(picture.caption), self.text(picture.credit)), Break())
        return Picture(content, "", picture.width, alternative, caption)

    def _card(self, card: blocks.Card) -> Card:
        return Card(
            self.text(card.title),
            tuple(
                Emergency(each.number, self.text(each.question), self.text(each.answer)) for each in card.emergencies
            ),
            self.text(card.alert),
            tuple(self.text(step) for step in card.steps),
            Signed(self.label("card-never"), tuple(map(self.text, card.never))),
            Signed(self.label("card-instead"), tuple(map(self.text, card.instead))),
            tuple(self._line(field_id) for field_id in card.fields),
        )

    def _poster(self, poster: blocks.Poster) -> Poster:
        return Poster(
            self.text(poster.title),
            self.text(poster.lead),
            tuple(self._line(field_id) for field_id in poster.occasion),
            tuple(self._line(field_id) for field_id in poster.fields),
            self.text(poster.welcome),
            self._code(poster.qr),
        )

    def _code(self, code: blocks.QrCode) -> Picture:
        """The code that leads a phone to the guide, in the language of the paper where it has one."""
        address = self.site_url + (f"{self._one_language}/" if self._one_language else "")
        alternative = joined(self.text(code.alternative))
        width = qr_width(address, CODE_WIDTH)
        return Picture(qr_png(address), qr_svg(address), width, alternative, self.text(code.caption))

    def _clause(self, clause: blocks.Clause, level: int) -> Iterator[Node]:
        """A clause; each language counts its own, so each has a number and a title, also where one is alike."""
        label, number = self.catalogue.labels["clause-number"], self.numbers[clause.id]
        numbered = tuple(_plain(label[each].format(number=number), each) for each in self.languages)
        yield Heading(level, self._in_each(clause.title), numbered)
        yield from self.nodes(clause.blocks, level + 1)

    def _slide(self, slide: blocks.Slide, level: int) -> Slide:
        # its lines are as wide as it is: those of two languages stand below each other
        nodes = (node.lines if isinstance(node, Twins) else (node,) for node in self.nodes(slide.blocks, level))
        return Slide(
            self.text(slide.title),
            tuple(itertools.chain.from_iterable(nodes)),
            slide.number or "",
            self.text(slide.window) if slide.window else (),
            self.text(slide.path) if slide.path else (),
            self._code(slide.qr) if slide.qr else None,
            self.text(said_with(slide, self.numbers[slide.id], self.catalogue)),
            tuple(self.text(note) for note in slide.notes),
        )

    def loose_sheet(self, document: records.Document) -> Iterator[Node]:
        """A sheet behind an agreement, and no part of it: what is a proposal, and what the rest is based on."""
        clauses = [block for block in document.blocks if isinstance(block, blocks.Clause)]
        if not clauses:
            return
        told: list[Node] = [
            Heading(2, self.label("loose-sheet")),
            Paragraph(self.label("loose-sheet-note"), Role.SMALL),
        ]
        if proposals := list(self._proposals(document, clauses)):
            told.append(Paragraph(self.label("loose-sheet-proposals"), Role.SMALL))
            told.append(Items(Marker.DASH, tuple((Paragraph(text),) for text in proposals)))
        if publishers := list(self._publishers(clauses)):
            told.append(Paragraph(self.label("loose-sheet-sources"), Role.SMALL))
            told.append(Paragraph(_one_after_the_other(publishers, " · "), Role.SMALL))
        yield NewPage(counted=False)
        yield Group("loose-sheet", tuple(told))

    def _proposals(self, document: records.Document, clauses: list[blocks.Clause]) -> Iterator[Text]:
        for clause in clauses:
            number = self.numbers[clause.id]
            for proposal in _proposals_in(clause.blocks):
                label = self.catalogue.labels["loose-sheet-clause"]
                words = {each: label[each].format(number=number, what=proposal[each]) for each in Language}
                yield self.text(Bilingual(**words))
        yield from map(self.text, _proposals_in(document.blocks))

    def _publishers(self, clauses: list[blocks.Clause]) -> Iterator[Text]:
        """Who published the sources that we have read, each with the numbers of the clauses that are based on them."""
        based: dict[Bilingual, list[int]] = {}
        for clause in clauses:
            number = self.numbers[clause.id]
            citations = [citation for block in clause.blocks for citation in getattr(block, "sources", ())]
            sources = (self.catalogue.sources[cited(citation).source] for citation in citations)
            for source in (each for each in sources if each.certainty is not records.Certainty.UNREAD):
                listed = based.setdefault(source.publisher, [])
                listed += [number] if number not in listed else []
        for publisher, numbers in based.items():
            named = self.label("loose-sheet-clauses", numbers=", ".join(map(str, numbers)))
            yield _one_after_the_other((self.text(publisher), named), " ")

    def key(self) -> Pairs:
        """The marks of the three levels and of what is ours, with what they mean."""
        levels = ((self._level(level), self.label(f"level-{level}-meaning")) for level in Level)
        marks = (*levels, (self._ours(), self.label("ours-meaning")))
        return Pairs("level-key", tuple((mark, (Paragraph(meaning),)) for mark, meaning in marks))

    def _ours(self) -> Text:
        return _once(tuple(_plain(OURS_SIGN, language) for language in self.languages))

    def _level(self, level: Level) -> Text:
        return tuple(replace(name, runs=(LevelMark(level), *name.runs)) for name in self.label(f"level-{level}"))

    def tasks(self, checklist: Checklist) -> Iterator[Node]:
        """The tasks of a checklist under the headings of its groups."""
        for group in checklist.groups:
            yield Heading(2, self.text(group.title))
            for task in group.tasks:
                facts = (self._level(task.level), self._roles(task.roles), *(() if task.sources else (self._ours(),)))
                more = _one_after_the_other(facts, " · ")
                self._entry(Entry(task.id, self._name(self._binding(task)), None))
                yield replace(self._box(task.id, task.title), more=more)

    def _binding(self, task: records.Task) -> Bilingual:
        """What a box is called by those who hear it: the task, and how binding it is."""
        level = self.catalogue.labels[f"level-{task.level}"]
        return Bilingual(**{each: f"{task.title[each]} ({level[each].lower()})" for each in Language})

    def _roles(self, roles: tuple[str, ...]) -> Text:
        if set(roles) == set(self.catalogue.roles):
            return self.label("everyone")
        return _one_after_the_other((self.text(self.catalogue.roles[role].short) for role in roles), ", ")


def said_with(slide: blocks.Slide, number: int, catalogue: Catalogue) -> Bilingual:
    """The number of a slide in the talk, who speaks and how long: "Diapositive 3. La police, 1,5 min"."""
    minutes, label = f"{slide.minutes:g}".replace(".", ","), catalogue.labels["slide-said"]
    words = {each: label[each].format(number=number, speaker=slide.speaker[each], minutes=minutes) for each in Language}
    return Bilingual(**words)


def _proposals_in(content: Iterable[blocks.Block]) -> Iterator[Bilingual]:
    """What explanations call a proposal, not counting those within clauses."""
    yield from (block.proposal for block in content if isinstance(block, blocks.Explanation) and block.proposal)


def _numbered(text: Bilingual, number: int) -> Bilingual:
    """A text behind its number."""
    return Bilingual(**{each: f"{number}. {text[each]}" for each in Language})


def _plain(text: str, language: Language) -> Words:
    """A text without blanks."""
    return Words(language, (typeset(text, language),))


def _one_after_the_other(texts: Iterable[Text], between: Run) -> Text:
    """Texts in a row, in each language; what stands once is said in each."""
    given = list(texts)
    languages = [words.language for words in max(given, key=len)]
    return tuple(
        Words(language, chained([text[min(index, len(text) - 1)].runs for text in given], between))
        for index, language in enumerate(languages)
    )


def _labelled(run: Run) -> Run:
    """What is said before a blank, whose label has no line end within."""
    return _LABEL.sub(lambda label: label[0].replace(" ", NO_BREAK), run) if isinstance(run, str) else run


def _once(text: Text) -> Text:
    """A text that reads the same in all languages stands once, as a blank alone does."""
    return text[:1] if len({words.runs for words in text}) == 1 else text


def _typeset_plain(text: Bilingual, language: Language) -> str:
    """A text whose blanks are dropped, as the name of a box must read."""
    return typeset(" ".join(BLANK.sub(" ", text[language]).split()), language)
