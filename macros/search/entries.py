"""What readers can find: pages and their sections, questions, terms, tasks, papers, municipalities.

Each is a `SearchEntry` in one language, with its words by the place in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import lxml.html
from lxml.etree import XPath
from lxml.html import HtmlElement

from macros.content.checklists import checklist_page
from macros.content.communes import COMMUNES_PAGE, commune_at, former_names, localities_of
from macros.content.municipalities import municipalities
from macros.content.page_files import PageContent
from macros.content.site import Site
from macros.model.language import Edition, Language, SearchWords
from macros.model.records import Document, Question, Role, Stage, Term
from macros.model.typography import after_colon
from macros.pages.view import View
from macros.papers.downloads import DOCUMENTS_FOLDER, Pack
from macros.papers.paper import Format
from macros.search.entry import SearchEntry

SHOWN = 170
"""About how many characters of text a result shows."""
SAYS_NOTHING = 5
"""A title of so many words, or fewer, hardly says of what it is."""

_NOT_READ_ELEMENTS = ("sup", "svg", "script", "form", "pre")
_NOT_READ_CLASSES = (
    *("visually-hidden", "paper-frame", "editions", "document-cards", "pack", "level-key", "ours", "questions"),
    *("glossary", "faq__more", "letters", "names", "builder__bar"),
)
_NOT_READ = XPath(
    ".//*[@data-search-exclude or "
    + " or ".join(f"self::{name}" for name in _NOT_READ_ELEMENTS)
    + "".join(f" or contains(concat(' ', @class, ' '), ' {name} ')" for name in _NOT_READ_CLASSES)
    + "]"
)
"""What stands elsewhere too, or is no text."""
_BLOCKS = ("p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "h4", "div", "caption", "summary")
_ASKS = XPath("boolean(.//label)")
"""Whether an element holds something to fill in or tick, which is no text."""
_SUMMARY_PAGES = ("index.md", "sources.md", "privacy.md", "accessibility.md")
"""Pages that repeat what others say, or that are about the site: they give way."""
_LISTS = ("paper-", "tasks", "documents")
"""How the anchors of sections begin that list what stands elsewhere."""
_SITE_FOLDERS = ("about/", "documents/checklists/")
_EXAMPLES = "examples/"

# What entries weigh that say the same words, by how well each kind serves: a section of a page weighs 1.
_QUESTION = 1.08  # it answers in short
_PAGE = 1.05  # where its sections are as near, it goes before them
_TERM = 0.9  # it says what a word means, and not what to do
_TASK = 0.7  # a line of a list, which the page of its stage explains
_LIST = 0.6  # a section that lists what stands elsewhere, or has no text
_MUNICIPALITY = 0.6  # it is asked for by its name, which may be another word too
# And what all of a page weighs, beside a page that gives the rules.
_EXAMPLE = 0.8  # a text to copy: the rule goes before it
_OF_THE_SITE = 0.75  # it is about the guide, or only to be ticked
_SUMMARY = 0.5  # it says again what others say, or is about the site


def search_entries(
    site: Site, language: Language, contents: Sequence[PageContent], pack: Pack | None
) -> tuple[SearchEntry, ...]:
    """All that can be found in a language, the parts of a page after the page."""
    home = View(site, site.page("index.md", language), pack)
    papers = {document.page: document for document in site.catalogue.documents.values()}
    finding = _Finding(site, language, home, {content.page.path: content for content in contents}, papers)
    return tuple(finding.all())


@dataclass(frozen=True)
class _Finding:
    site: Site
    language: Language
    view: View
    contents: dict[str, PageContent]
    documents: dict[str, Document]
    """The papers by their pages."""

    def all(self) -> Iterator[SearchEntry]:
        catalogue = self.site.catalogue
        for path, content in self.contents.items():
            meta = content.page.front_matter
            if meta.search and meta.search.exclude:
                continue
            yield from self._page(path, content)
            for stage in catalogue.stages.values():
                if path == checklist_page(stage.id):
                    yield from self._tasks(stage)
            if path == "questions.md":
                yield from map(self._question, catalogue.questions.values())
            elif path == "glossary.md":
                yield from map(self._term, catalogue.terms.values())
            elif path == COMMUNES_PAGE:
                yield from self._municipalities()

    def _address(self, path: str, anchor: str = "") -> str:
        address = self.site.page(path, self.language).address.removeprefix(f"{self.language}/")
        return f"{address}#{anchor}" if anchor else address

    def _words(self, record: SearchWords | None) -> tuple[str, ...]:
        return record[self.language] if record else ()

    # ---- pages

    def _page(self, path: str, content: PageContent) -> Iterator[SearchEntry]:
        parts = _parts(content.html)
        head, sections = parts[0], parts[1:]
        meta, document = content.page.front_matter, self.documents.get(path)
        weight = _page_weight(path)
        purpose = [self.view.text(document.purpose)] if document else []
        title = head.title or meta.title
        yield SearchEntry(
            self._address(path),
            title,
            _excerpt(head.text or meta.description),
            shown_title=self.view.typeset(meta.title) if title.lower() in meta.title.lower() else "",
            names=(meta.title, *self._names(path), *([self.view.text(document.title)] if document else [])),
            words=(
                *meta.search_words,
                *self._record_words(path),
                *([self.view.label("search-paper-words")] if document else []),
            ),
            headings=(meta.description, *purpose, *(each.title for each in sections)),
            body=" ".join([head.text, *(each.text for each in sections if not each.id.startswith("paper-"))]),
            weight=weight * (1 if path == "index.md" else _PAGE),
            # Its lead answers; that of an example says how to use it, that of a role what to do.
            is_answer=title.endswith("?") and ":" not in title and weight == 1,
            files=tuple(self._files(document)),
        )
        for section in sections:
            if section.id and section.id != "download":
                yield SearchEntry(
                    self._address(path, section.id),
                    section.title,
                    _excerpt(section.text),
                    shown_title=self._with_page(meta.title, section.title),
                    page=title,
                    words=(*meta.section_words.get(section.id, ()), *self._practice_words(path, section.id)),
                    headings=(title, *section.headings),
                    body=section.text,
                    weight=weight * (1 if section.text and not section.id.startswith(_LISTS) else _LIST),
                    is_section=True,
                )

    def _with_page(self, page: str, section: str) -> str:
        """A short title of a section with the name of its page before it: "Votre rôle" alone does not say whose."""
        if len(section) == 1 or len(section.split()) > SAYS_NOTHING:
            return ""
        name = self.view.typeset(page.partition(":")[0].strip())
        if name.endswith("?"):
            return f"{name} {section}"
        return self.view.label("search-title", page=name, section=after_colon(section))

    def _names(self, path: str) -> Iterator[str]:
        catalogue = self.site.catalogue
        for role in catalogue.roles.values():
            if role.page == path:
                yield self.view.text(role.name)
        if path == "index.md":
            yield self.view.text(catalogue.guide.name)
            yield self.view.text(catalogue.guide.subtitle)
        for stage in catalogue.stages.values():
            if stage.page == path:
                yield self.view.text(stage.title)
                yield self.view.place(stage)

    def _record_words(self, path: str) -> Iterator[str]:
        catalogue = self.site.catalogue
        records: list[Role | Document] = [*catalogue.roles.values(), *catalogue.documents.values()]
        for record in records:
            if record.page == path:
                yield from self._words(record.search_words)

    def _practice_words(self, path: str, anchor: str) -> tuple[str, ...]:
        commune = commune_at(path, self.site.catalogue)
        practices = commune.practices if commune else ()
        return tuple(word for each in practices if each.subject == anchor for word in self._words(each.search_words))

    def _files(self, document: Document | None) -> Iterator[tuple[str, str]]:
        if document is None or self.view.pack is None:
            return
        files = self.view.pack.papers[document.id, Edition(self.language)].files
        for format_, name in (
            (Format.FORM, "pdf"),
            (Format.WORD, "word"),
            (Format.OPEN, "open"),
            (Format.SLIDES, "slides"),
        ):
            if format_ in files:
                yield self.view.label(f"search-file-{name}"), f"../{DOCUMENTS_FOLDER}/{files[format_].name}"

    # ---- records

    def _question(self, question: Question) -> SearchEntry:
        answer = [self.view.text(paragraph) for paragraph in question.answer]
        return SearchEntry(
            self._address("questions.md", question.id),
            self.view.text(question.question),
            self.view.text(question.in_short),
            page=self.view.title("questions.md"),
            words=self._words(question.search_words),
            body=" ".join(answer),
            weight=_QUESTION,
            is_answer=True,
        )

    def _term(self, term: Term) -> SearchEntry:
        short = f" ({self.view.text(term.abbreviation)})" if term.abbreviation else ""
        other = self.language.other
        foreign = (term.name[other], *([term.abbreviation[other]] if term.abbreviation else []))
        return SearchEntry(
            self._address("glossary.md", term.id),
            self.view.text(term.name) + short,
            _excerpt(self.view.text(term.definition)),
            page=self.view.title("glossary.md"),
            names=(self.view.text(term.name), *([term.abbreviation[self.language]] if term.abbreviation else [])),
            words=(*foreign, *self._words(term.search_words)),
            body=self.view.text(term.definition),
            weight=_TERM,
        )

    def _municipalities(self) -> Iterator[SearchEntry]:
        """Those that have no page of their own."""
        catalogue = self.site.catalogue
        with_page = {commune.nis_code for commune in catalogue.communes.values()}
        for each in municipalities():
            if each.nis_code in with_page:
                continue
            former = [name for names in former_names(each.nis_code, catalogue) for name in (names.fr, names.nl)]
            other = each.name[self.language.other]
            shown = dict.fromkeys((other, *each.postal_codes, self.view.text(each.area)))
            yield SearchEntry(
                self._address(COMMUNES_PAGE, f"nis-{each.nis_code}"),
                self.view.text(each.name),
                ", ".join(name for name in shown if name != each.name[self.language]),
                page=self.view.title(COMMUNES_PAGE),
                names=tuple(
                    dict.fromkeys((other, *former, *localities_of(each.nis_code, catalogue), *each.postal_codes))
                ),
                weight=_MUNICIPALITY,
                whole=True,
            )

    def _tasks(self, stage: Stage) -> Iterator[SearchEntry]:
        path = checklist_page(stage.id)
        for moment in stage.moments:
            for task in moment.tasks:
                help_text = self.view.text(task.help) if task.help else ""
                yield SearchEntry(
                    self._address(path, task.id),
                    self.view.text(task.title),
                    _excerpt(help_text),
                    page=self.view.title(path),
                    words=self._words(task.search_words),
                    headings=(self.view.text(moment.title),),
                    body=help_text,
                    weight=_TASK,
                )


def _page_weight(path: str) -> float:
    """What a page weighs, and its sections, beside others."""
    if path in _SUMMARY_PAGES:
        return _SUMMARY
    if path.startswith(_SITE_FOLDERS):
        return _OF_THE_SITE
    return _EXAMPLE if path.startswith(_EXAMPLES) else 1


# ---- the text of a page


@dataclass
class _Part:
    """What stands under a heading of the second level, or before the first."""

    id: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def _parts(html: str) -> list[_Part]:
    """The head of a page, then its sections."""
    root = lxml.html.fragment_fromstring(html, create_parent="article")
    for element in _NOT_READ(root):
        element.drop_tree()
    parts = [_Part()]
    for element in root.iter(*_BLOCKS):
        _read(element, parts)
    return parts


def _read(element: HtmlElement, parts: list[_Part]) -> None:
    text = _text(element)
    if element.tag == "h1":
        parts[0].title = text
    elif element.tag == "h2":
        parts.append(_Part(element.get("id", ""), text))
    elif element.tag in {"h3", "h4"}:
        parts[-1].headings.append(text)
    elif text and not _ASKS(element):
        parts[-1].lines.append(text)


def _text(element: HtmlElement) -> str:
    """What stands in an element, outside the blocks in it."""
    return re.sub("[ \t\n]+", " ", re.sub("[\u00ad\u2060]", "", "".join(_pieces(element)))).strip(" ")


def _pieces(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield " "
        elif isinstance(child.tag, str):  # no comment
            yield from _pieces(child)
        yield child.tail or ""


def _excerpt(text: str) -> str:
    """The beginning of a text, of whole sentences where they are short enough, else of whole words."""
    if len(text) <= SHOWN:
        return text
    sentences = re.match(rf"^.{{40,{SHOWN}}}[.!?](?= )", text)
    end = text.rfind(" ", 0, SHOWN)
    return sentences[0] if sentences else text[: end if end > 0 else SHOWN].rstrip(" ,;:") + " …"
