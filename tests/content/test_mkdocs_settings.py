"""Settings of the site that cannot be used are told in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.checks import rendered_pages
from macros.content import mkdocs_settings
from macros.content.site import ROOT
from macros.model.problems import GuideError

WHOLE = (ROOT / "mkdocs.yml").read_text("utf-8")
WRONG = {
    "missing": None,
    "empty": b"",
    "of Windows": WHOLE.encode("latin-1"),
    "not closed": WHOLE.replace("[index.html,", "[index.html, [").encode(),
    "a list": b"- strict\n",
    "without Markdown": WHOLE.replace("markdown_extensions:", "markdown:").encode(),
    "with an extension that nobody has": WHOLE.replace("  - tables\n", "  - tables\n  - nowhere\n").encode(),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which settings are looked for, and nothing that was read before."""
    monkeypatch.setattr(mkdocs_settings, "ROOT", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    mkdocs_settings._settings.cache_clear()
    rendered_pages._reader.cache_clear()


def read_settings() -> None:
    rendered_pages._reader()
    mkdocs_settings.static_templates()


@pytest.mark.parametrize("fault", WRONG)
def test_settings_that_cannot_be_used_are_told_with_the_file_and_a_remedy(fault: str, root: Path) -> None:
    if content := WRONG[fault]:
        (root / "mkdocs.yml").write_bytes(content)
    with pytest.raises(GuideError, match="the settings of the site cannot be used") as raised:
        read_settings()
    (problem,) = raised.value.problems
    assert problem.file == "mkdocs.yml"
    assert ("mend line" if problem.line else "git checkout mkdocs.yml") in problem.remedy


def test_a_line_that_cannot_be_read_is_named_and_not_thrown_away(root: Path) -> None:
    (root / "mkdocs.yml").write_text(WHOLE.replace("docs_dir: docs", "docs_dir: [docs"), "utf-8")
    with pytest.raises(GuideError) as raised:
        read_settings()
    (problem,) = raised.value.problems
    line = WHOLE[: WHOLE.index("docs_dir: docs")].count("\n") + 1
    assert problem.line in (line, line + 1)
    assert f"mend line {problem.line} " in problem.remedy
    assert "git" not in problem.remedy
