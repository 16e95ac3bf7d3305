"""The lists of dependencies are hashed, name no host, and hold what the project asks for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata

from macros.content.site import ROOT

LISTS = ("requirements.txt", "requirements-test.txt", "requirements-audit.txt")
ALL_LISTS = (*LISTS, "requirements-fill.txt")
FIXED = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pymdown-extensions", "mkdocs-macros-plugin")


FREE = re.compile(
    r"(MIT(-CMU|-0)?|BSD([- ][23]-Clause)?|Apache( Software| License 2\.0|-2\.0)?|ISC|PSF-2\.0|OFL-1\.1|CC-BY-4\.0"
    r"|MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)|Academic Free License \(AFL\))( License)?"
)
"""Licences under which what we build with may be used and passed on, as packages name them."""


def _licences(package: str) -> list[str]:
    """The licences that a package names, all of which hold or among which one may choose."""
    about = metadata(package)
    classified = [line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    named = [about["License-Expression"]] if about["License-Expression"] else classified or [about["License"] or ""]
    return [licence for name in named for licence in re.split(r" AND | OR ", name)]


def test_all_that_the_guide_is_built_with_is_free() -> None:
    lists = "".join((ROOT / name).read_text("utf-8") for name in ("requirements.txt", "requirements-fill.txt"))
    packages = re.findall(r"^([a-z0-9.-]+)(?:\[\w+\])?==", lists, re.MULTILINE)
    assert len(packages) > 40
    unknown = {package: _licences(package) for package in packages}
    assert {name: found for name, found in unknown.items() if not all(map(FREE.fullmatch, found))} == {}


def test_every_dependency_is_pinned_with_a_hash() -> None:
    for name in ALL_LISTS:
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8").strip())
        for block in blocks:
            assert re.match(r"[a-z0-9.\[\]-]+==", block), block
            assert "--hash=sha256:" in block, block


def test_no_list_names_a_host() -> None:
    for name in (*ALL_LISTS, "tests/scripts/package-lock.json"):
        assert not re.search(r"://|--(extra-)?index-url|--find-links", (ROOT / name).read_text("utf-8")), name


def test_the_site_is_built_without_the_program_that_fills_in_papers() -> None:
    """There is no package of it for some machines."""
    assert not re.search("^deno==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    (filling,) = re.findall("^deno==.*", (ROOT / "requirements-fill.txt").read_text("utf-8"), re.MULTILINE)
    assert filling in (ROOT / "requirements-test.txt").read_text("utf-8"), "what is tested is what is used"


def test_the_five_fixed_packages_are_pinned_as_the_project_says() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for package in FIXED:
        (pin,) = [item for item in asked if re.match(rf"{package}==", item)]
        for name in LISTS:
            assert f"\n{pin}" in "\n" + (ROOT / name).read_text("utf-8")
