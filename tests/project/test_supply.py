"""What the guide is built from stays what it was: bounds, pinned actions, a recipe, an audit that audits."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.content.site import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MORE_RIGHTS = {("checks", "publish"): {"pages", "id-token"}, ("release", "attach"): {"contents"}}
"""What may write, and what: to publish on Pages, and to attach files to a release."""
TRIGGERS = {"push", "pull_request", "release", "schedule", "workflow_dispatch"}
"""None of them lets who proposes a change use our rights."""


def _jobs(file: Path) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))["jobs"]
    return jobs


def _steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in _jobs(file).values():
        yield from job["steps"]


def test_every_part_has_an_upper_bound() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert [each for each in asked if not re.search(r"==|<\d", each)] == []
    assert "mkdocs==1.6.1" in asked, "MkDocs 2 has no plugins"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(file: Path) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [line for line in lines if not re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_runs_nothing_of_others_and_nothing_that_others_write(file: Path) -> None:
    """What comes from outside, such as the title of a release, stands in variables: in a command it would be run."""
    text = file.read_text("utf-8")
    assert set(yaml.safe_load(text)[True]) <= TRIGGERS, "true is what YAML makes of on"
    assert {job["runs-on"] for job in _jobs(file).values()} == {"ubuntu-24.04"}
    assert [step["uses"] for step in _steps(file) if "uses" in step and not step["uses"].startswith("actions/")] == []
    commands = [step["run"] for step in _steps(file) if "run" in step]
    named = {name for each in commands for name in re.findall(r"\$\{\{\s*([\w.-]+)", each)}
    assert {name for name in named if not name.startswith("matrix.")} == set()
    assert [each for each in commands if re.search(r"\b(curl|wget|pip|npx)\b", each)] == []
    assert "secrets." not in text


def test_only_what_was_checked_on_the_main_branch_is_published() -> None:
    jobs = _jobs(ROOT / ".github" / "workflows" / "checks.yml")
    assert (jobs["build"]["needs"], jobs["publish"]["needs"]) == ("check", "build")
    assert (
        "github.event_name == 'push' && github.ref_name == github.event.repository.default_branch"
        in jobs["build"]["if"]
    )


def test_all_that_is_installed_has_its_hash() -> None:
    makefile, recipe = ((ROOT / name).read_text("utf-8") for name in ("Makefile", "Containerfile"))
    installed = re.findall(r"pip (?:install|download) .*", f"{makefile}\n{recipe}")
    assert len(installed) == 6
    assert [line for line in installed if "--require-hashes" not in line] == []
    assert not re.search(r"--trusted-host|--(?:extra-)?index-url|--find-links", makefile)
    assert "npm ci --silent --ignore-scripts" in makefile
    runs = re.findall(r"^RUN (\S+ \S+ \S+ \S+)", recipe, re.MULTILINE)
    assert runs == ["python -m pip install", "python -m macros build"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_has_no_right_that_it_does_not_need(file: Path) -> None:
    assert yaml.safe_load(file.read_text("utf-8"))["permissions"] == {}
    for name, job in _jobs(file).items():
        writes = {right for right, given in job["permissions"].items() if given == "write"}
        assert writes == MORE_RIGHTS.get((file.stem, name), set()), name
    checkouts = [step for step in _steps(file) if "actions/checkout" in step.get("uses", "")]
    assert [step for step in checkouts if step["with"]["persist-credentials"] is not False] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_calls_targets_and_modules_that_exist(file: Path) -> None:
    text, makefile = file.read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    called = [target for line in re.findall(r"make ([a-z][a-z ]*)", text) for target in line.split()]
    called += [
        each for job in _jobs(file).values() for each in job.get("strategy", {}).get("matrix", {}).get("target", [])
    ]
    assert [each for each in called if f"\n{each}:" not in makefile] == []
    for module in re.findall(r"-m (bench\.\w+)", text):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists()
    assert (ROOT / ".ci" / "run").exists()


def test_the_recipe_installs_the_hashed_list_with_the_python_of_the_release() -> None:
    recipe = (ROOT / "Containerfile").read_text("utf-8")
    (version,) = re.findall(r"^FROM docker\.io/library/python:(3\.\d+)-", recipe, re.MULTILINE)
    assert "--require-hashes -r requirements.txt" in recipe
    release = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    assert f'python-version: "{version}"' in release, "its wheels fit the recipe"


def test_every_quarter_the_newest_python_parts_and_successors_are_tried() -> None:
    quarterly = ROOT / ".github" / "workflows" / "quarterly.yml"
    (job,) = _jobs(quarterly).values()
    tried = {each["tried"]: each for each in job["strategy"]["matrix"]["include"]}
    assert tried["the newest Python"] | {"command": ""} == {
        "tried": "the newest Python",
        "python": "3.x",
        "command": "",
    }
    assert "bench.newest" in tried["the newest parts"]["command"]
    assert "bench.successors --newest" in tried["ProperDocs and Zensical"]["command"]
    assert yaml.safe_load(quarterly.read_text("utf-8"))[True]["schedule"]


def test_a_release_holds_the_papers_the_guide_the_site_and_what_it_is_built_with() -> None:
    attached = [step["run"] for step in _steps(ROOT / ".github" / "workflows" / "release.yml") if "run" in step][-1]
    assert attached.split()[:4] == ["gh", "release", "upload", '"$TAG"']
    assert attached.split()[4:] == [
        "wheels.tar",
        "site.tar.gz",
        "site/documents/*.zip",
        "site/documents/*guide*.pdf",
    ]


def test_all_wheels_of_the_list_are_collected() -> None:
    (command,) = _steps_of_make("wheels", "OUT=kept")
    assert "pip download" in command
    assert command.endswith('--require-hashes -r requirements.txt --dest "kept"')


def test_an_audit_of_nothing_fails(tmp_path: Path) -> None:
    """The programs that ask about no part say that no part is vulnerable."""
    (tmp_path / "pip-audit").symlink_to("/bin/true")
    (tmp_path / "empty.txt").touch()
    given = [f"audit={tmp_path}", f"audited={tmp_path / 'empty.txt'}"]
    done = subprocess.run(
        ["make", "-o", ".venv/audit/done", "audit", *given], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Audited" not in done.stdout


def _steps_of_make(target: str, *given: str) -> list[str]:
    """The lines that `make` would run for a target, whose parts are there."""
    ready = [f"-o{part}" for part in (".venv/build", ".venv/audit/done")]
    done = subprocess.run(
        ["make", "--no-print-directory", "-n", *ready, target, *given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_the_audit_fails_for_a_part_that_it_cannot_ask_about() -> None:
    """pip-audit alone passes over such parts: it once passed with all of them."""
    (command,) = [line for line in _steps_of_make("audit") if "pip-audit" in line]
    assert "--strict" in command.split()
    for name in ("requirements.txt", "requirements-fill.txt"):
        assert f"-r {name}" in command
