"""The macros that editors call in pages. Each is a noun: what appears on the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from markupsafe import Markup

from macros.content.checklists import checklist_page, make_checklist, require_checklist
from macros.content.communes import COMMUNES_PAGE, own_commune
from macros.content.publisher import publisher_of
from macros.model.blocks import Audience
from macros.model.folding import folded
from macros.model.language import Edition
from macros.model.problems import UnknownRecordError
from macros.model.records import LocalPractice
from macros.model.typography import breakable, typeset
from macros.open_data.files import OPEN_DATA_FOLDER, PUBLISHED
from macros.open_data.notice import element_html, notice_html, notice_in
from macros.pages.a_to_z import by_letter
from macros.pages.builder_form import builder_html
from macros.pages.communes import commune_html, local_practice_html, municipalities_html
from macros.pages.composer_form import composer_html
from macros.pages.planner_form import planner_html
from macros.pages.publisher import REPORT_PAGE, publisher_html, server_log_html
from macros.pages.stages import StageNavigation
from macros.pages.street import street_svg
from macros.pages.view import View, document_html, files_of
from macros.pages.years_form import years_html
from macros.papers.paper import CHECKLIST, Format

HeadingLevel = Literal[2, 3, 4, 5, 6]
M = TypeVar("M", bound=Callable[..., Markup])
_ALERT_PATH = Path(__file__).parents[1] / "rendering" / "templates" / "alert_path.json"
"""The path of an alert, as papers draw it too: each step, its frame, what is lit, and what is dark before the light."""

EXAMPLES: dict[str, str] = {}
"""Every macro's name, with an example call: `source("guide-berchem 1.5")`."""
INLINE: set[str] = set()
"""The names of the macros that give a part of a line; what the others give stands alone."""


def _macro(example: str, *, inline: bool = False) -> Callable[[M], M]:
    """Registers a method as a macro, with an example of its use, and whether it gives a part of a line."""

    def register(method: M) -> M:
        EXAMPLES[method.__name__] = f"{method.__name__}({example})"
        if inline:
            INLINE.add(method.__name__)
        return method

    return register


@dataclass(frozen=True)
class PageMacros:
    """The macros, bound to the page on which they are called."""

    view: View

    @_macro('"guide-berchem 1.5"', inline=True)
    def source(self, *citations: str) -> Markup:
        """Marks such as [1], one for each citation (`source-id place`)."""
        return self.view.cite(citations)

    @_macro("", inline=True)
    def ours(self) -> Markup:
        """The mark of what this guide proposes: no rule asks it. A list is marked once, in the line before it."""
        return self.view.render("ours.html")

    @_macro('"circular-date"')
    def contested(self, point_id: str) -> Markup:
        """A note on a point on which the sources differ."""
        return self.view.render("contested.html", point=self.view.site.catalogue.contested[point_id])

    @_macro('"mandated-officer"', inline=True)
    def term(self, term_id: str, text: str = "") -> Markup:
        """An official term, linked to its definition; `text` gives other wording of it."""
        term = self.view.site.catalogue.terms[term_id]
        return self.view.render(
            "term.html", term=term, wording=typeset(text or term.name[self.view.language], self.view.language)
        )

    @_macro('"objectives"')
    def statements(self, list_id: str) -> Markup:
        """A list of rules or facts that pages and papers share."""
        return self.view.render("statements.html", list=self.view.site.catalogue.statements[list_id])

    @_macro("")
    def path_of_an_alert(self) -> Markup:
        """How an alert goes from a neighbour to the police, the members and its end, in four drawings with words."""
        drawings = {step: paths for step, *paths in json.loads(_ALERT_PATH.read_text("utf-8"))}
        statements = self.view.site.catalogue.statements["path-of-an-alert"]
        return self.view.render("path_of_an_alert.html", list=statements, drawings=drawings)

    @_macro('"coordinator"')
    def role_card(self, role_id: str) -> Markup:
        """What someone does, and does not do."""
        return self.view.render("role_card.html", role=self.view.site.catalogue.roles[role_id])

    @_macro("")
    def role_doors(self) -> Markup:
        """A door for every reader, to the page of their role."""
        return self.view.render("role_doors.html")

    @_macro("")
    def street(self) -> Markup:
        """The street of the home page: decoration only."""
        return street_svg()

    @_macro("")
    def stage_overview(self) -> Markup:
        """The four stages and the evaluation, with their summaries."""
        return self.view.render("stage_overview.html")

    @_macro('"stage-2"')
    def to_do(self, stage_id: str) -> Markup:
        """How many tasks and documents a stage has, with links to them."""
        stage = self.view.site.catalogue.stages[stage_id]
        return self.view.render("to_do.html", stage=stage, documents=StageNavigation(self.view).documents(stage))

    @_macro('"evaluation", heading=4')
    def checklist(self, checklist_id: str, heading: HeadingLevel = 3) -> Markup:
        """The check boxes of a stage, a role, or everything; `heading` is the level of its headings."""
        checklist = make_checklist(self.view.site.catalogue, checklist_id)
        return self.view.render("checklist.html", checklist=checklist, heading=heading)

    @_macro('"stage-3"')
    def documents(self, stage_id: str) -> Markup:
        """The documents of a stage, with their files."""
        stage = self.view.site.catalogue.stages[stage_id]
        editions = [Edition(self.view.language), Edition.BOTH]
        documents = StageNavigation(self.view).documents(stage)
        return self.view.render("documents.html", documents=documents, editions=editions)

    @_macro("")
    def starter_pack(self) -> Markup:
        """All documents, by stage, with their files."""
        way = StageNavigation(self.view)
        shelves = [(stage, documents) for stage in way.stages if (documents := way.documents(stage))]
        return self.view.render("starter_pack.html", shelves=shelves, editions=list(Edition))

    @_macro('"charter"')
    def downloads(self, paper_id: str) -> Markup:
        """The files of a paper, and its example: `document-id`, or `checklist-` and the id of a checklist."""
        catalogue = self.view.site.catalogue
        if paper_id.startswith(CHECKLIST):
            checklist_id = paper_id.removeprefix(CHECKLIST)
            require_checklist(catalogue, checklist_id)
            document, title = None, self.view.title(checklist_page(checklist_id))
        else:
            version = catalogue.document_versions[paper_id]
            document, title = version if version.audience is Audience.HOMES else None, self.view.text(version.title)
        editions = [Edition(self.view.language), Edition(self.view.language.other), Edition.BOTH]
        return self.view.render(
            "downloads.html",
            document=document,
            paper_id=paper_id,
            title=title,
            editions=editions,
            example=self.view.example(paper_id),
        )

    @_macro("")
    def shop_papers(self) -> Markup:
        """The documents that have a version for shops, each with the link to that version and its files."""
        view = self.view
        versions = [each for each in view.site.catalogue.document_versions.values() if each.audience is Audience.SHOPS]
        found = [(version, files_of(version, view)[:2]) for version in versions]
        return view.render("shop_papers.html", documents=found, anchor=Audience.SHOPS)

    @_macro('"mayor-brief", text="lisez-la en PDF"', inline=True)
    def paper_pdf(self, document_id: str, text: str = "PDF") -> Markup:
        """A link to the PDF to read of a document, in the language of the page; `text` is what it says."""
        view, document = self.view, self.view.site.catalogue.documents[document_id]
        file = view.packed(document_id, Edition(view.language)).files[Format.PRINT] if view.pack else None
        address = view.download(file) if file else view.link(document.page, "download")
        return Markup('<a href="{}">{}</a>').format(address, typeset(text, view.language))

    @_macro('"charter"')
    def document(self, document_id: str) -> Markup:
        """The whole text of a document."""
        return document_html(self.view.site.catalogue.documents[document_id], self.view)

    @_macro("")
    def builder(self) -> Markup:
        """The form that fills in all papers in the reader's browser; on other pages, a link to it."""
        return builder_html(self.view)

    @_macro("")
    def years(self) -> Markup:
        """The form that sets evaluations of several years side by side; on other pages, a link to it."""
        return years_html(self.view)

    @_macro("")
    def planner(self) -> Markup:
        """The calendar of a creation, reckoned in the reader's browser; on other pages, a link to it."""
        return planner_html(self.view)

    @_macro("")
    def composer(self) -> Markup:
        """The page that helps to write a report or a message, and warns; on other pages, a link to it."""
        return composer_html(self.view)

    @_macro('"papers"')
    def questions(self, theme_id: str, heading: HeadingLevel = 3) -> Markup:
        """All questions of a theme."""
        theme = self.view.site.catalogue.themes[theme_id]
        asked = [item for item in self.view.site.catalogue.questions.values() if item.theme == theme.id]
        return self.view.render("questions.html", questions=asked, heading=heading)

    @_macro('"berchem-sainte-agathe", "cost"')
    def local_practice(self, commune_id: str, practice_id: str) -> Markup:
        """What one municipality does, on one subject; raises `UnknownRecordError` when none is known."""
        commune = self.view.site.catalogue.communes[commune_id]
        practices: dict[str, LocalPractice] = {practice.subject: practice for practice in commune.practices}
        if practice_id not in practices:
            raise UnknownRecordError("practice", practice_id, practices)
        own = own_commune(self.view.site.catalogue) is commune
        return local_practice_html(
            commune, practices[practice_id], self.view, "in-commune" if own else "example-in-commune"
        )

    @_macro('"berchem-sainte-agathe"')
    def commune(self, commune_id: str) -> Markup:
        """All that a municipality's page says below its title."""
        return commune_html(self.view.site.catalogue.communes[commune_id], self.view)

    @_macro("")
    def municipalities(self) -> Markup:
        """All municipalities, by province."""
        if self.view.page.path != COMMUNES_PAGE:
            return Markup('<p><a href="{}">{}</a></p>').format(
                self.view.link(COMMUNES_PAGE), self.view.title(COMMUNES_PAGE)
            )
        return municipalities_html(self.view)

    @_macro("")
    def open_data(self) -> Markup:
        """The files of the open data."""
        return self.view.render("open_data.html", files=list(PUBLISHED), folder=OPEN_DATA_FOLDER)

    @_macro("")
    def notice(self) -> Markup:
        """What a municipality shows of the guide on its own site: as it looks, and the HTML to copy."""
        notice, root = notice_in(self.view.language, self.view.site), f"{self.view.root('.')}/"
        code = notice_html(notice, self.view.site_url)
        here = notice.model_copy(update={"title": breakable(notice.title)})  # on a phone, beside the edge of its frame
        return self.view.render("notice.html", shown=notice_html(here, root, heading=3), code=str(code))

    @_macro("")
    def notice_element(self) -> Markup:
        """The HTML that keeps this up to date on the site of a municipality."""
        folder = f"{self.view.site_url}{OPEN_DATA_FOLDER}"
        code = element_html(self.view.label("notice-copied"), self.view.language, folder)
        return self.view.render("notice.html", shown="", code=str(code))

    @_macro("")
    def glossary(self) -> Markup:
        """All terms, in alphabetical order, after links to the first of each letter."""
        terms = self.view.site.catalogue.terms.values()
        named = sorted(((folded(self.view.text(term.name)), term) for term in terms), key=lambda each: each[0])
        letters = {name[0].upper(): term.id for name, term in reversed(named)}
        return self.view.render("glossary.html", terms=[term for _, term in named], letters=sorted(letters.items()))

    @_macro("")
    def source_list(self) -> Markup:
        """All sources, with how far each was read."""
        return self.view.render("source_list.html")

    @_macro("")
    def publisher(self) -> Markup:
        """Who publishes the guide, with the addresses; or that nobody does yet."""
        return publisher_html(self.view, how=self.view.page.path == REPORT_PAGE)

    @_macro("")
    def server_log(self) -> Markup:
        """What the server keeps of a visit, as the publisher says; or whom to ask."""
        return server_log_html(self.view)

    @_macro("")
    def search_box(self) -> Markup:
        """The search box, and room for what it finds."""
        return self.view.render("search_box.html", publisher=publisher_of(self.view.site.catalogue))

    @_macro("")
    def offline_choice(self) -> Markup:
        """What is kept to be read without a network, with the buttons that change it; an own edition keeps nothing."""
        return self.view.render("offline_choice.html", own=own_commune(self.view.site.catalogue))

    @_macro("", inline=True)
    def offline_erase(self) -> Markup:
        """How the pages that are kept are erased; an own edition keeps none."""
        if own_commune(self.view.site.catalogue):
            return Markup.escape(self.view.label("offline-erase-own"))
        return Markup.escape(self.view.label("offline-erase", choice=self.view.label("offline-switch-off")))

    @_macro("")
    def a_to_z(self) -> Markup:
        """Everything that has a name, by the letter with which it begins."""
        return self.view.render("a_to_z.html", letters=by_letter(self.view))
