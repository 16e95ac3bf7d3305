"""What the builder needs beside its scripts: the papers as templates to fill in, the municipalities, the fonts."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

from macros.content.catalogue import Catalogue
from macros.content.communes import edition_of, former_names, known_answers, localities_of
from macros.content.municipalities import Municipality, municipalities
from macros.filling import exchange
from macros.filling.questions import FORMATS, formats_of
from macros.filling.shown import conditions_in
from macros.filling.slots import parts_of
from macros.model.language import Edition, Language
from macros.model.records import Commune
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.paper import Format, Paper
from macros.rendering.cache import cache_key, cached, is_kept
from macros.rendering.processes import each_in_processes

MADE_BY = ("macros.filling.browser_data", "macros.papers.formats")
"""The modules that make what is kept here."""
BUILDER_FOLDER = "assets/builder"
"""Where the templates stand below the root of the site."""


def builder_files(pack: Pack, catalogue: Catalogue, store: Path) -> Iterator[tuple[str, bytes]]:
    """The names and the texts of the scripts that hold the papers, the municipalities and the fonts.

    Those that have not changed are taken from the folder `store`.
    """
    yield from paper_files(pack, catalogue, store)
    yield "communes.js", municipalities_script(catalogue).encode()


def paper_files(pack: Pack, catalogue: Catalogue, store: Path) -> Iterator[tuple[str, bytes]]:
    """Those that papers are filled in with: the papers and the fonts."""
    papers = [pack.papers[document, edition] for edition in Edition for document in catalogue.document_versions]
    fonts = store.parent / "fonts"
    kept = [_kept_in(store, packed) for packed in papers]
    lacking = {_name_of(packed): packed for packed, file in zip(papers, kept, strict=True) if not is_kept(file)}
    made = each_in_processes(partial(_paper_file, fonts=fonts), lacking)
    for packed, file in zip(papers, kept, strict=True):
        name = _name_of(packed)
        yield name, cached(file, partial(made.__getitem__, name))
    form = papers[0].files[Format.FORM].content
    yield "fonts.js", cached(store / f"{cache_key(form, *MADE_BY)}.js", lambda: fonts_script(form, fonts).encode())


def _kept_in(store: Path, packed: PackedPaper) -> Path:
    return store / f"{cache_key(packed.paper, *MADE_BY)}.js"


def _name_of(packed: PackedPaper) -> str:
    return f"{packed.paper.id}-{packed.paper.edition}.js"


def _paper_file(packed: PackedPaper, fonts: Path) -> bytes:
    return paper_script(packed, fonts).encode()


def _script(content: str) -> str:
    """A script whose default export is `content`, a text of JSON."""
    return f"export default {content};\n"


def municipalities_script(catalogue: Catalogue) -> str:
    """A script whose default export lists the municipalities."""
    communes = {commune.nis_code: commune for commune in catalogue.communes.values()}
    listed = (_listed(each, communes.get(each.nis_code), catalogue) for each in municipalities())
    return _script(f"[{','.join(each.json_text() for each in listed)}]")


def _listed(municipality: Municipality, commune: Commune | None, catalogue: Catalogue) -> exchange.Municipality:
    former = {name[language] for name in former_names(municipality.nis_code, catalogue) for language in Language}
    return exchange.Municipality(
        fr=municipality.name.fr,
        nl=municipality.name.nl,
        codes=tuple(municipality.postal_codes),
        nis=municipality.nis_code,
        edition=edition_of(municipality, catalogue),
        former=tuple(sorted(former | set(localities_of(municipality.nis_code, catalogue)))),
        known=known_answers(commune) if commune else None,
    )


def paper_script(packed: PackedPaper, fonts: Path) -> str:
    """A script whose default export is a paper to fill in: its names, its pieces and the parts of its other files.

    There is one for each paper, so that none keeps a phone busy for long.
    """
    from macros.filling.pieces import in_pieces

    paper = packed.paper
    pieces, content = in_pieces(paper, fonts)
    before, after = content.split(_embedded_font(content))
    names = formats_of(paper)
    conditions = conditions_in(paper)
    parts = {each: parts_of(packed.files[FORMATS[each]].content, conditions) for each in names if each != "pdf"}
    return _script(
        exchange.Paper(
            name=paper.name,
            folder=paper.folder,
            opening=_opening(paper),
            listing=_listing(paper),
            formats=names,
            poster=Format.POSTER in packed.files,
            parts=_packed(exchange.PaperParts(**parts)),
            before=_base64(before),
            after=_base64(after),
            pieces=_packed(pieces),
        ).json_text()
    )


def _packed(record: exchange.Exchanged) -> str:
    return _base64(zlib.compress(record.json_text().encode(), 9))


def _opening(paper: Paper) -> str:
    """How a page of the papers' language begins; it stands alone, for a reader who opens the file on any device.

    It ends where the name of the neighbourhood goes.
    """
    guide = escape(paper.guide)
    return (
        f'<!doctype html><html lang="{paper.edition.languages[0].tag}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{guide}</title>'
        "<style>body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}"
        "h2{border-top:3px solid #0e4a3d;padding-top:.6rem;margin:2rem 0 0}p{margin:.2rem 0}</style>"
        f"<h1>{guide}</h1><p>"
    )


def _listing(paper: Paper) -> str:
    """What such a page says of a paper: its title, and in each language its stage and what it was made after."""
    said = (
        f'<p lang="{stage.language.tag}">{escape(f"{stage}. {version}.")}</p>'
        for stage, version in zip(paper.stage, paper.version, strict=True)
    )
    return f"<h2>{escape(paper.title)}</h2>{''.join(said)}"


def fonts_script(form: bytes, folder: Path) -> str:
    """A script with the font of fields; `form` is a PDF file that holds it, `folder` that of the fonts."""
    from macros.papers.field_font import field_font

    widths = field_font(folder).widths
    fonts = exchange.Fonts(
        chars="".join(map(chr, widths)), widths=tuple(widths.values()), file=_base64(_embedded_font(form))
    )
    return _script(fonts.json_text())


def _embedded_font(form: bytes) -> bytes:
    """The font of fields as it stands in a form, the same in all: it is shipped once."""
    import pikepdf

    from macros.papers.field_font import FONT

    with pikepdf.open(io.BytesIO(form)) as pdf:
        (letters,) = pdf.Root.AcroForm.DR.Font[f"/{FONT}"].DescendantFonts
        return letters.FontDescriptor.FontFile2.read_raw_bytes()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
