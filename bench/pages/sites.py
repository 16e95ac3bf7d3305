"""The three sites, each built for the address at which it will be served."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from bench.pages.content import Content, Section, contents, navigation
from macros.content.page_files import Page
from macros.content.site import ROOT, Site
from macros.model.language import Language

CACHE = ROOT / ".cache" / "bench"
NODE = CACHE / "node"
PACKAGES = {"astro": "5.18.2", "@astrojs/starlight": "0.37.7", "lighthouse": "12.8.2"}
"""The newest that run on Node 20."""


def ours(address: str) -> Path:
    """The folder of our site, built anew."""
    target = CACHE / "ours"
    _run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)], ROOT, SITE_URL=address)
    return target


def install_packages() -> None:
    """Installs the pinned Node packages, unless they are there."""
    manifest, installed = json.dumps({"private": True, "dependencies": PACKAGES}), NODE / "installed.json"
    if installed.exists() and installed.read_text() == manifest:
        return
    NODE.mkdir(parents=True, exist_ok=True)
    (NODE / "package.json").write_text(manifest)
    _run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"], NODE)
    installed.write_text(manifest)


def material(site: Site, built: Path, address: str) -> Path:
    """The folder of Material as shipped with our content: search, static-i18n, no option but `font: false`.

    As shipped it asks Google for two fonts. Without them it is lighter and quicker than it would be.
    """
    found = list(contents(site, built, material_address))
    files = {f"docs/{each.page.language}/{each.page.path}": _markdown(each, with_heading=True) for each in found}
    files["mkdocs.yml"] = yaml.safe_dump(_material_settings(address), allow_unicode=True, sort_keys=False)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return _generated("material", files, command, "site")


def material_address(page: Page) -> str:
    """Where static-i18n puts a page."""
    return _clean(page.path) if page.language is Language.FR else f"nl/{_clean(page.path)}"


def _material_settings(address: str) -> dict[str, object]:
    sections = navigation()
    dutch = {each.names[Language.FR]: each.names[Language.NL] for each in sections if each.names[Language.FR]}
    languages = [
        {"locale": "fr", "name": "Français", "default": True},
        {"locale": "nl", "name": "Nederlands", "nav_translations": dutch},
    ]
    return {
        "site_name": "Entre voisins · Onder buren",
        "site_url": address,
        "theme": {"name": "material", "language": "fr", "font": False},
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": languages}}],
        "nav": [entry for each in sections for entry in _material_entries(each)],
    }


def _material_entries(section: Section) -> list[object]:
    return [{section.names[Language.FR]: list(section.paths)}] if section.names[Language.FR] else list(section.paths)


def starlight(site: Site, built: Path, address: str) -> Path:
    """The folder of Starlight as shipped with our content, in two languages."""
    found = contents(site, built, starlight_address)
    pages = "src/content/docs"
    files = {f"{pages}/{each.page.language}/{each.page.path}": _markdown(each, with_heading=False) for each in found}
    files["astro.config.mjs"] = _starlight_settings(address)
    files["src/content.config.ts"] = STARLIGHT_COLLECTIONS
    files["public/favicon.svg"] = (ROOT / "docs" / "assets" / "mark.svg").read_text("utf-8")
    files["package.json"] = json.dumps({"private": True, "type": "module"})
    return _generated("starlight", files, [str(NODE / "node_modules" / ".bin" / "astro"), "build"], "dist")


def starlight_address(page: Page) -> str:
    """Where Starlight puts a page when each language has its folder."""
    return f"{page.language}/{_clean(page.path)}"


STARLIGHT_COLLECTIONS = """\
import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""


def _starlight_settings(address: str) -> str:
    options = {
        "title": {"fr": "Entre voisins", "nl": "Onder buren"},
        "defaultLocale": "fr",
        "locales": {"fr": {"label": "Français"}, "nl": {"label": "Nederlands"}},
        "sidebar": [entry for each in navigation() for entry in _starlight_entries(each)],
    }
    return (
        'import { defineConfig } from "astro/config";\n'
        'import starlight from "@astrojs/starlight";\n'
        f"const integrations = [starlight({json.dumps(options)})];\n"
        f"export default defineConfig({{ site: {json.dumps(address)}, integrations }});\n"
    )


def _starlight_entries(section: Section) -> list[object]:
    items = [slug for path in section.paths if (slug := _clean(path).rstrip("/"))]
    if not section.names[Language.FR]:
        return list(items)
    return [{"label": section.names[Language.FR], "translations": {"nl": section.names[Language.NL]}, "items": items}]


def _clean(path: str) -> str:
    """The address of a Markdown file: `understand/cost.md` is at `understand/cost/`, an index at its folder."""
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/" if path != "index.md" else ""


def _markdown(content: Content, *, with_heading: bool) -> str:
    front_matter = {"title": content.heading, "description": content.page.front_matter.description}
    heading = f"# {content.heading}\n\n" if with_heading else ""
    return f"---\n{yaml.safe_dump(front_matter, allow_unicode=True)}---\n\n{heading}{content.body}\n"


def _generated(name: str, files: Mapping[str, str], command: list[str], result: str) -> Path:
    """What a generator makes of `files`: the folder `result`, made again only when the files have changed."""
    source = json.dumps([sorted(files.items()), PACKAGES])
    folder = NODE / f"{name}-{hashlib.sha256(source.encode()).hexdigest()[:12]}"
    if not (folder / result / "404.html").exists():
        for old in NODE.glob(f"{name}-*"):
            shutil.rmtree(old)
        for file, text in files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, "utf-8")
        _run(command, folder, ASTRO_TELEMETRY_DISABLED="1")
    return folder / result


def _run(command: list[str], folder: Path, **environment: str) -> None:
    known = os.environ | environment
    done = subprocess.run(command, cwd=folder, env=known, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
