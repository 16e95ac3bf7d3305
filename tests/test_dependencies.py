"""The lists of dependencies are hashed, name no host, and hold what the project asks for."""

from __future__ import annotations

import re
import tomllib

from macros.check import ROOT

LISTS = ("requirements.txt", "requirements-test.txt")
FIXED = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pymdown-extensions", "mkdocs-macros-plugin")


def test_every_dependency_is_pinned_with_a_hash() -> None:
    for name in LISTS:
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8").strip())
        for block in blocks:
            assert re.match(r"[a-z0-9.\[\]-]+==", block), block
            assert "--hash=sha256:" in block, block


def test_no_list_names_a_host() -> None:
    for name in LISTS:
        assert not re.search(r"://|--(extra-)?index-url|--find-links", (ROOT / name).read_text("utf-8"))


def test_the_five_fixed_packages_are_pinned_as_the_project_says() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for package in FIXED:
        (pin,) = [item for item in asked if re.match(rf"{package}==", item)]
        for name in LISTS:
            assert f"\n{pin}" in "\n" + (ROOT / name).read_text("utf-8")
