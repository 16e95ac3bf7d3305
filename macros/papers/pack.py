"""Makes the starter pack: every paper in every edition and format.

What is made is kept in `.cache/made` (`rendering/cache.py`), so a paper that has not changed is not set again. The
libraries that set papers are loaded only when one is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from macros.content.checklists import checklist_ids
from macros.content.site import Site
from macros.model.language import Edition
from macros.model.problems import GuideError, Problem
from macros.papers.contents_page import contents_html
from macros.papers.downloads import Download, Pack, PackedPaper, PaperFile
from macros.papers.example import EXAMPLE, example_ids, example_papers
from macros.papers.from_records import checklist_paper, document_paper
from macros.papers.paper import CHECKLIST, Format, Paper
from macros.rendering.archive import zipped
from macros.rendering.cache import cache_key, is_kept, write_whole
from macros.rendering.page_counts import kept_page_count
from macros.rendering.processes import each_in_processes

MADE_BY = ("macros.papers.formats",)
"""The modules that make what is kept here."""


def papers_of(site: Site, site_url: str) -> Iterator[Paper]:
    """Every paper of the guide in every edition: the documents, the checklists, then the examples."""
    for edition in Edition:
        for document in site.catalogue.document_versions.values():
            yield document_paper(site, document, edition, site_url)
        for checklist in checklist_ids(site.catalogue):
            yield checklist_paper(site, checklist, edition, site_url)
        yield from example_papers(site, edition, site_url)


def make_pack(site: Site, site_url: str, store: Path) -> Pack:
    """The pack, with what has not changed taken from the folder `store`.

    Raises `GuideError` when a paper cannot be set, with the reason: a text too long for its card, a character
    that the fonts lack.
    """
    papers = [(paper, _kept(paper, store)) for paper in papers_of(site, site_url)]
    _set_papers([paper for paper, files in papers if not all(map(is_kept, files.values()))], store)
    packed = {(paper.id, paper.edition): _packed(paper, files) for paper, files in papers if not paper.note}
    examples = {
        (paper.id.removeprefix(EXAMPLE), paper.edition): _packed(paper, files).files[Format.PRINT]
        for paper, files in papers
        if paper.note
    }
    return Pack(packed, {edition: _archive(site, packed, edition) for edition in Edition}, examples)


def _packed(paper: Paper, found: Mapping[Format, Path]) -> PackedPaper:
    files = {}
    for each, file in found.items():
        content = file.read_bytes()
        pages = kept_page_count(file, content) if each.value.endswith(".pdf") else 0
        files[each] = PaperFile(f"{paper.name}{each.value}", content, each, pages)
    return PackedPaper(paper, files)


def _kept(paper: Paper, store: Path) -> dict[Format, Path]:
    """Where the files of a paper are kept, by format."""
    name = cache_key(paper, *MADE_BY)
    return {each: store / f"{name}{each.value}" for each in paper.formats}


def paper_ids(site: Site) -> list[str]:
    """The ids of the papers of the guide: `charter`, `checklist-stage-1`, `example-charter`."""
    checklists = (CHECKLIST + each for each in checklist_ids(site.catalogue))
    return [*site.catalogue.document_versions, *checklists, *example_ids(site)]


def make_paper(site: Site, site_url: str, store: Path, paper_id: str, edition: Edition) -> PackedPaper:
    """One paper of the pack; it is set only when the folder `store` lacks a file of it.

    Raises `KeyError` when there is no such paper, and `GuideError` when it cannot be set.

    Example: make_paper(site, "https://guide.example/", Path(".cache/made"), "charter", Edition.NL)
    """
    paper = {(each.id, each.edition): each for each in papers_of(site, site_url)}[paper_id, edition]
    files = _kept(paper, store)
    if not all(map(is_kept, files.values())):
        store.mkdir(parents=True, exist_ok=True)
        if problems := set_paper(paper, store):
            raise GuideError(problems)
    return _packed(paper, files)


def _set_papers(papers: Sequence[Paper], store: Path) -> None:
    """Sets the papers and keeps their files, on all processors."""
    if not papers:
        return
    # Now: each process that is split off has these libraries and fonts then.
    import macros.papers.formats  # noqa: F401
    from macros.papers.field_font import field_font
    from macros.rendering.fonts import paper_fonts

    paper_fonts(store.parent / "fonts")
    field_font(store.parent / "fonts")
    store.mkdir(parents=True, exist_ok=True)
    named = {f"{paper.id} ({paper.edition})": paper for paper in papers}
    found = each_in_processes(partial(set_paper, store=store), named)
    if problems := [problem for each in found.values() for problem in each]:
        raise GuideError(problems)


def set_paper(paper: Paper, store: Path) -> list[Problem]:
    """Writes the files of one paper into `store`, or says why it cannot be set; never writes half a file."""
    from macros.papers.formats import refuse_missing_characters, rendered
    from macros.papers.pdf import PaperError

    try:
        refuse_missing_characters(paper)
        contents = {each: rendered(paper, each, store.parent / "fonts") for each in paper.formats}
    except PaperError as error:
        return [Problem(_data_file(paper), 0, error.message, error.remedy, paper.id, error.language or paper.edition)]
    for each, file in _kept(paper, store).items():
        write_whole(file, contents[each])
    return []


def _data_file(paper: Paper) -> str:
    if paper.note:
        return "data/example"
    if paper.audience is None:
        return f"data/stages/{paper.id.removeprefix(CHECKLIST)}.yml" if paper.stage else "data/stages"
    return f"data/documents/{paper.id.removesuffix(f'-{paper.audience}')}.yml"


def _archive(site: Site, packed: Mapping[tuple[str, Edition], PackedPaper], edition: Edition) -> Download:
    """The ZIP file of an edition: a folder for each stage, one for the checklists, and the list of contents."""
    folders: dict[str, list[PackedPaper]] = {}
    for (_, found), each in packed.items():
        if found is edition:
            folders.setdefault(each.paper.folder, []).append(each)
    labels = site.catalogue.labels
    contents = contents_html(site, folders, edition)
    names = dict.fromkeys(labels["contents-file"][language] for language in edition.languages)
    files = {f"{'-'.join(names)}.html": contents.encode()}
    for folder, papers in sorted(folders.items()):
        for each in papers:
            files |= {f"{folder}/{file.name}": file.content for file in each.offered}
    name = f"plp-bin-documents-{edition}.zip"
    return Download(name, zipped(files, stored=files))
