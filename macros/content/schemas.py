"""The JSON Schemas of `data/`, for completion and checks while an editor types."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from macros.content.catalogue import SHELVES
from macros.content.site import ROOT

SCHEMAS_FOLDER = ROOT / "data" / "schema"


def schemas() -> dict[str, str]:
    """The text of each schema by file name, one for every file or folder of `data/`."""
    by_file: dict[str, dict[str, Any]] = {}
    for shelf in SHELVES.values():
        name = shelf.place.removesuffix(".yml").removesuffix("/*")
        if shelf.key is not None:
            whole = by_file.setdefault(name, {"type": "object", "properties": {}, "required": []})
            whole["properties"][shelf.key] = TypeAdapter(tuple[shelf.type, ...]).json_schema()  # type: ignore[name-defined]
            whole["required"].append(shelf.key)
        elif "*" in shelf.place or shelf.single:
            by_file[name] = TypeAdapter(shelf.type).json_schema()
        elif name == "labels":
            by_file[name] = TypeAdapter(dict[str, shelf.type]).json_schema()  # type: ignore[name-defined]
        else:
            by_file[name] = TypeAdapter(tuple[shelf.type, ...]).json_schema()  # type: ignore[name-defined]
    return {f"{name}.schema.json": _written(name, schema) for name, schema in by_file.items()}


def _written(name: str, schema: dict[str, Any]) -> str:
    # The nested definitions of `questions.yml` must stand at the top, where "#/$defs" points.
    definitions: dict[str, Any] = {}
    for part in schema.get("properties", {}).values():
        definitions |= part.pop("$defs", {})
    if definitions:
        schema["$defs"] = schema.get("$defs", {}) | definitions
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"data/{name}"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
