"""Packs files in one ZIP file, always with the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a ZIP file can hold; a real one would change the bytes at every build."""


def zipped(files: Mapping[str, bytes], stored: Container[str] = ()) -> bytes:
    """A ZIP file of `files`, in their order; those named in `stored` are not compressed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, method, 9)
    return written.getvalue()


def repacked(package: bytes) -> bytes:
    """A file of Word or PowerPoint, with the same bytes at every build: its parts in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return zipped({name: source.read(name) for name in names})
