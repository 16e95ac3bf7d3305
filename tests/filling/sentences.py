"""Sentences for trial: what the rules of messages find in them, and what they miss or find in vain.

People who did not know the rules wrote the sentences, and named what each holds. For other files of sentences:

    .venv/bin/python -m tests.filling.sentences FILE…
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from macros.checks.site import checked_site
from macros.content.catalogue import Catalogue
from macros.content.site import ROOT
from macros.filling.scripts import Scripts
from macros.filling.wording import wording_of

ENTRY = ROOT / "tests" / "filling" / "wording.js"
SENTENCES = ROOT / "tests" / "filling" / "sentences"


class Reader:
    """What the scripts find in a text."""

    def __init__(self, scripts: Scripts, catalogue: Catalogue) -> None:
        """`scripts` are those of `ENTRY`."""
        self.scripts = scripts
        scripts.ask("begin", wording=wording_of(catalogue).plain)

    def find(self, text: str, form: str = "message") -> list[dict[str, Any]]:
        """What is found, in its order, each with its rule, its place and what may stand instead."""
        found: list[dict[str, Any]] = self.scripts.ask("find", text=text, form=form)
        return found

    def kinds(self, text: str, form: str = "message") -> set[str]:
        """The rules that warn."""
        return {each["rule"] for each in self.find(text, form)}

    def rewritten(self, text: str, rule: str, form: str = "message") -> str:
        """The text with the first thing that a rule finds written otherwise."""
        found = next(each for each in self.find(text, form) if each["rule"] == rule)
        return str(self.scripts.ask("rewrite", text=text, found=found))


@dataclass
class Trial:
    """How often each kind was in the sentences, was missed, and was found in vain."""

    sentences: int = 0
    meant: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    in_vain: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def misses(self) -> float:
        """The share of what was meant that was missed."""
        return self.missed.total() / self.meant.total()

    @property
    def false_alarms(self) -> float:
        """How many kinds were found in vain, by sentence."""
        return self.in_vain.total() / self.sentences

    def table(self) -> str:
        """A line for each kind, and one for all."""
        lines = [f"{'':<14}{'meant':>7}{'missed':>7}{'in vain':>8}"]
        for kind in sorted({*self.meant, *self.in_vain}):
            lines.append(f"{kind:<14}{self.meant[kind]:>7}{self.missed[kind]:>7}{self.in_vain[kind]:>8}")
        shares = f"{self.misses:.1%} missed, {self.false_alarms:.1%} of {self.sentences} sentences in vain"
        return "\n".join([*lines, f"all: {shares}", *self.wrong])


def trial(reader: Reader, sentences: Iterable[dict[str, Any]]) -> Trial:
    """What the rules make of the sentences."""
    result = Trial()
    for sentence in sentences:
        meant, found = set(sentence["kinds"]), reader.kinds(sentence["text"], sentence["form"])
        result.sentences += 1
        result.meant.update(meant)
        result.missed.update(meant - found)
        result.in_vain.update(found - meant)
        if meant != found:
            differs = [*(f"-{each}" for each in sorted(meant - found)), *(f"+{each}" for each in sorted(found - meant))]
            result.wrong.append(f"{' '.join(differs)}: {sentence['text']}")
    return result


def main(files: Iterable[str]) -> None:
    """Prints the table of each file."""
    with Scripts(ENTRY) as scripts:
        reader = Reader(scripts, checked_site().catalogue)
        for file in files:
            print(file, trial(reader, yaml.safe_load(Path(file).read_text("utf-8"))).table(), sep="\n", end="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:] or map(str, sorted(SENTENCES.glob("*.yml"))))
