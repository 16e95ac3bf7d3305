"""The licences of what others made and the site holds: each asks that its text goes with every copy."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import distribution

LICENCES_FOLDER = "licences"
HELD = {
    "bricolage-grotesque": "fontpkg-bricolage-grotesque",
    "material-for-mkdocs": "mkdocs-material",  # rules of our style sheet began as its
    "source-sans-3": "fontpkg-source-sans-3",  # shown as "Guide Sans": decisions/fonts.md
}
"""What the site holds of others, and the package that it comes from."""


def licence_files() -> Iterator[tuple[str, str]]:
    """The name and the text of each licence, such as `source-sans-3.txt`.

    Raises `FileNotFoundError` for a package that does not hold its licence.
    """
    for name, package in HELD.items():
        text = distribution(package).read_text("licenses/LICENSE")
        if text is None:
            raise FileNotFoundError(f"the package {package} holds no licenses/LICENSE")
        yield f"{name}.txt", text
