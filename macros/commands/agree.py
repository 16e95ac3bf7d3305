"""Notes that the texts of the guide say the same in both languages.

`make agree` takes texts that are new or have changed in both languages as they are. A text that changed in
one language only must be named by its place when the other needs no change: `data/terms.yml:12`, or a whole file.
"""

from __future__ import annotations

import sys

from macros.checks.agreed_lock import LOCK, one_sided_problems, read_lock, renewed
from macros.checks.site import checked_site
from macros.checks.twin_texts import texts_in
from macros.content.site import ROOT
from macros.model.problems import GuideError


def main(places: list[str]) -> int:
    """Renews the lock; returns 1 when the guide is unsound, or a text changed in one language is not named."""
    lock = ROOT / LOCK
    try:
        texts = texts_in(ROOT, checked_site().pages)
        text, found = renewed(texts, read_lock(lock.read_text("utf-8") if lock.exists() else ""), places)
        lock.write_text(text, "utf-8")
        print(f"{LOCK}: {len(found.fresh)} texts or facts are new or changed, {len(found.gone)} are gone.")
        if found.one_sided:
            raise GuideError(one_sided_problems(found))
    except GuideError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
