"""The last steps, once the pages of all languages stand in the folder of the site."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from macros.content.site import Site
from macros.filling.browser_data import BUILDER_FOLDER
from macros.generator.finished_pages import finished_problems
from macros.model.language import Language
from macros.model.problems import GuideError
from macros.pages.builder_form import PAGE as BUILDER_PAGE
from macros.pages.builder_form import in_two
from macros.pages.view import View
from macros.publishing.assets import GUIDE_SHEET, write_lean_assets
from macros.publishing.fingerprint import fingerprint
from macros.publishing.offline import NOT_HERE, WORKER, add_worker
from macros.publishing.servers import host_files


def finish(site: Site, config: MkDocsConfig, store: Path, *, has_service_worker: bool) -> None:
    """Makes the style sheets and scripts of the site, and tells hosts how to serve it.

    `store` is where sheets are kept between builds. With `has_service_worker`, readers may keep pages on their device,
    and scripts, styles and fonts lie in a folder named by their digest. Without, nothing is kept and no folder bears
    one: pages of an own edition are changed later, for a folder, and those that are edited are written again alone.

    Raises:
        GuideError: something stands in a page that may not, or twins differ.
    """
    root, project = Path(config.site_dir), Path(config.docs_dir).parent
    if problems := finished_problems(site, root, config.site_url or "", project):
        raise GuideError(problems)
    (root / "sitemap.xml.gz").unlink()  # it bears the day of the build, and nobody is told of it
    write_lean_assets(root, store)
    for language in Language:
        part_builder(root, View(site, site.page(BUILDER_PAGE, language)))
    worker = root / "assets" / "js" / WORKER
    script = worker.read_text("utf-8")
    worker.unlink()
    if has_service_worker:
        fingerprint(root)
        add_worker(root, script)
    else:
        for page in root.glob(f"*/{NOT_HERE}"):
            page.unlink()
    for name, text in host_files(root, urlsplit(config.site_url or "/").path):
        (root / name).write_text(text, "utf-8")


def awaits_last_steps(config: MkDocsConfig) -> bool:
    """Whether the pages of every language stand in the folder of the site, and what the last steps remove from it."""
    root = Path(config.site_dir)
    return all((root / each).exists() for each in (GUIDE_SHEET, *Language))


def part_builder(root: Path, view: View) -> None:
    """Leaves the later parts of the builder's form out of its page: a script brings them."""
    page = root / view.page.address / "index.html"
    first, later = in_two(page.read_text("utf-8"), view)
    page.write_text(first, "utf-8")
    (root / BUILDER_FOLDER / f"form-{view.language}.js").write_text(later, "utf-8")
