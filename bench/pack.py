"""Measures how long the starter pack takes: with nothing kept, with everything kept, and after one change.

Run it by hand: `.venv/bin/python -m bench.pack`. It prints a table and changes nothing.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from macros.checks.site import checked_site
from macros.model.language import Edition
from macros.papers.downloads import Pack
from macros.papers.pack import make_pack, set_paper
from macros.papers.paper import Format
from macros.tree.nodes import NewPage

SITE_URL = "https://guide.example/"


def main() -> None:
    """Prints the times and the table."""
    site = checked_site()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "papers"
        start = time.perf_counter()
        pack = make_pack(site, SITE_URL, store)
        cold = time.perf_counter() - start
        start = time.perf_counter()
        make_pack(site, SITE_URL, store)
        warm = time.perf_counter() - start
        changed = pack.papers["charter", Edition.BOTH].paper
        start = time.perf_counter()
        set_paper(replace(changed, nodes=(*changed.nodes, NewPage())), store)
        one = time.perf_counter() - start
    print(f"nothing kept {cold:.2f} s, everything kept {warm:.2f} s, the longest paper alone {one:.2f} s")
    print_table(pack)


def print_table(pack: Pack) -> None:
    """Each paper and edition with the sizes of its files, in thousands of bytes, and its pages."""
    print(f"{'paper':<24}{'edition':<9}" + "".join(f"{each.name:>9}" for each in Format) + f"{'pages':>7}")
    totals: dict[Format, int] = defaultdict(int)
    for (paper_id, edition), packed in pack.papers.items():
        sizes = {each: len(packed.files[each].content) for each in packed.files}
        for each, size in sizes.items():
            totals[each] += size
        row = "".join(f"{sizes[each] / 1000:9.1f}" if each in sizes else f"{'':>9}" for each in Format)
        print(f"{paper_id:<24}{edition:<9}{row}{packed.files[Format.PRINT].pages:>7}")
    print(f"{'all':<33}" + "".join(f"{totals[each] / 1000:9.0f}" for each in Format))


if __name__ == "__main__":
    main()
