"""What TypeScript is to know of `exchange.py`: its shapes as declarations, which the comments of the scripts name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import indent
from typing import Any

from pydantic.json_schema import models_json_schema

from macros.content.site import ROOT
from macros.filling.exchange import PASSED

DECLARATIONS = ROOT / "tests" / "scripts" / "exchange.d.ts"
_HEAD = "// What passes between Python and the builder's scripts: from macros/filling/exchange.py, by `make schemas`.\n"
_SIMPLE = {"boolean": "boolean", "integer": "number", "null": "undefined", "number": "number", "string": "string"}


def declarations() -> str:
    """The text of the file `DECLARATIONS`."""
    _, schema = models_json_schema([(record, "validation") for record in PASSED])
    return "\n".join([_HEAD, *(_declared(name, shape) for name, shape in sorted(schema["$defs"].items()))])


def _declared(name: str, shape: dict[str, Any]) -> str:
    """One shape, with what it says of itself: `export interface Pieces {…}` or `export type Segment = …;`."""
    if "properties" not in shape:
        return _comment(shape) + _folded(f"export type {name} = {_type(shape)};\n")
    return f"{_comment(shape)}export interface {name} {{\n{''.join(_members(shape))}}}\n"


def _members(shape: dict[str, Any]) -> Iterator[str]:
    for name, member in shape["properties"].items():
        optional = "" if name in shape.get("required", ()) else "?"
        yield indent(_comment(member) + _folded(f"{name}{optional}: {_type(member)};\n"), "  ")


def _folded(line: str) -> str:
    return line if len(line) <= 118 else line.replace(" | ", "\n  | ")


def _comment(shape: dict[str, Any]) -> str:
    """The first line of what a shape says of itself; empty when it says nothing."""
    first, *_ = shape.get("description", "").splitlines() or [""]
    return f"/** {first} */\n" if first else ""


def _type(shape: dict[str, Any]) -> str:
    """A shape of JSON Schema as a type; raises `ValueError` for one that nothing here has had yet."""
    match shape:
        case {"$ref": reference}:
            return str(reference).rpartition("/")[2]
        case {"const": value}:
            return json.dumps(value)
        case {"enum": values}:
            return " | ".join(map(json.dumps, values))
        case {"anyOf": kinds} | {"oneOf": kinds}:
            return " | ".join(map(_type, kinds))
        case {"type": "array", "prefixItems": items}:
            return f"[{', '.join(map(_type, items))}]"
        case {"type": "array", "items": items}:
            return f"Array<{_type(items)}>"
        case {"type": "object", "additionalProperties": values}:
            return f"Record<string, {_type(values)}>"
        case {"type": "object", "patternProperties": patterns}:
            return f"Record<string, {' | '.join(map(_type, patterns.values()))}>"
        case {"type": kind} if kind in _SIMPLE:
            return _SIMPLE[kind]
    raise ValueError(f"no type in TypeScript for {shape}")
