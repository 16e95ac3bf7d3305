"""Writes records as JSON, for the templates of Typst."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any


def as_json(record: object) -> str:
    """A record of the tree, a paper or a book as JSON.

    Each record has its `kind`, the name of its class in small letters, unless it has a field of that name. Bytes become
    a list of numbers, which Typst turns into bytes again.

    Example: `Anchor("cost")` becomes `{"kind": "anchor", "name": "cost"}`.
    """
    return json.dumps(_plain(record), ensure_ascii=False, default=str, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | bytes):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        kind = type(value).__name__.lower()
        return {"kind": kind, **{field.name: _plain(getattr(value, field.name)) for field in fields(value)}}
    return value
