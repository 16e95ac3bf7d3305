"""A municipality's own edition of the guide: its name, contact and local notes on every page.

`make edition COMMUNE=berchem-sainte-agathe OUT=folder` builds it. The folder can be put on a web space, at any
address, or opened without a server or a network: `decisions/own-edition.md` says what differs then.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.build import build
from macros.content.communes import OWN_COMMUNE, find_commune
from macros.model.problems import GuideError
from macros.publishing.atomic_folder import written_beside
from macros.publishing.file_scripts import LOADER, loader_script, registered_data, registered_module

_RELATIVE = re.compile(r'(?<= href=")((?:\.{1,2}/|[\w-]+/)(?:[^":?#]*/)?|)((?:[?#][^"]*)?)(?=")')
"""A link to a page, which ends with a slash, and what follows it."""
_MODULE = re.compile(r'<script src="([^"]+)" type="module"[^>]*></script>')
_PRELOAD = re.compile(r'[ \t]*<link rel="(?:module)?preload" [^>]*>\n?')
_ELSEWHERE = re.compile(
    r'[ \t]*<(?:link rel="(?:canonical|alternate)"|meta (?:property="og:(?:url|image(?::alt)?)"|name="twitter:card"))'
    r'[^>]*>\n?|[ \t]*<script type="application/ld\+json">.*?</script>\n?',
    re.DOTALL,
)
"""What names the address of a site that has one."""


@click.command()
@click.argument("commune_id", metavar="COMMUNE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="the folder to write")
@click.option("--address", default="", help="the address at which it will stand, such as https://plp.example.be/")
def main(commune_id: str, output: Path, address: str) -> None:
    """Builds the edition of COMMUNE, the id of its file in data/communes."""
    try:
        find_commune(commune_id, checked_site().catalogue)
    except GuideError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    if output.exists() and any(output.iterdir()) and not (output / LOADER).exists():
        sys.exit(f"{output} holds something else than an edition: choose another folder, or empty it")
    with written_beside(output) as site:
        build(site, {OWN_COMMUNE: commune_id} | ({"SITE_URL": address} if address else {}))
        make_local(site, has_address=bool(address))
    print(f"The edition stands in {output}: open {output / 'index.html'}, or put the folder on a web space.")


def make_local(site: Path, *, has_address: bool) -> None:
    """Changes a built site so that it also works from a folder, without a server."""
    for page in site.rglob("*.html"):
        page.write_text(_local_page(page, site, has_address=has_address), "utf-8")
    for script in [*site.glob("assets/js/**/*.js"), *site.glob("assets/builder/*.js")]:
        name = script.relative_to(site).as_posix()
        if name != "assets/js/page.js":
            script.write_text(registered_module(name, script.read_text("utf-8")), "utf-8")
    for data in site.glob("*/search/**/*.json"):
        name = data.relative_to(site).as_posix()
        data.with_name(f"{data.name}.js").write_text(registered_data(name, data.read_text("utf-8")), "utf-8")
    (site / LOADER).write_text(loader_script(), "utf-8")


def _local_page(page: Path, site: Path, *, has_address: bool) -> str:
    """A page whose links name files, and whose scripts need no server."""
    html = page.read_text("utf-8")
    if not has_address:
        html = _ELSEWHERE.sub("", html)
    root = os.path.relpath(site, page.parent)
    html = _PRELOAD.sub("", html)  # fonts from a folder have another origin than the page, and a preload would fail
    html = _RELATIVE.sub(_to_file, html)
    started = _MODULE.findall(html)
    names = " ".join(os.path.relpath(page.parent / script, site) for script in started)
    loader = f'<script src="{root}/{LOADER}" data-root="{root}/" data-start="{names}" async></script>'
    tags = iter([loader])  # one loader starts them all
    return _MODULE.sub(lambda _: next(tags, ""), html)


def _to_file(match: re.Match[str]) -> str:
    folder, rest = match.groups()
    return f"{folder}index.html{rest}" if folder else rest


if __name__ == "__main__":
    main()
