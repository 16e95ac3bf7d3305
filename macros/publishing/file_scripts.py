"""Scripts as a page that is opened from a folder can load them.

Browsers load modules and data only from a server. Here each module is a function in a script of its own, which says
its name; a loader of a few lines runs it when it is imported.
"""

from __future__ import annotations

import json
import re

LOADER = "assets/js/load.js"
"""Where the loader, `load.js`, stands below the root of the site."""

_IMPORT = re.compile(r'\bimport\s*(\{[^}]*\}|[\w$]+)\s*from\s*("[^"]+"|\'[^\']+\');?')
_DYNAMIC = re.compile(r"\bimport\(")
_EXPORT = re.compile(r"\bexport\s+((?:async\s+)?(?:function\s*\*\s*|(?:function|class|const|let)\s+))([\w$]+)")
_PARTS = re.compile(
    r"""(["'`])(?:\\.|(?!\1)[^\\])*\1|(?<=[=(,:[!&|?{};])/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/[\\])+/|[()[\]{},;]"""
)
"""Strings, patterns, and the signs between which values stand."""
_DEFAULT = re.compile(r"\bexport\s+default\s*")
_LEFT = re.compile(r"(?<![\w$.\"'`])(?:import|export)\b(?!\s*[:=])")
_FETCH = re.compile(r"(?<![\w$.])fetch\(")


def registered_module(name: str, script: str) -> str:
    r"""A script that registers a module under its path below the root of the site.

    Raises `ValueError` when it imports or exports in a way that is not known here.

    >>> registered_module("a.js", 'import{b}from"./b.js";export const c=b+1;')
    'guide.register("a.js",async($load)=>{const {b}=await $load("./b.js");const c=b+1;\nreturn{c}});\n'
    """
    if _DEFAULT.match(script):
        exported = _DEFAULT.sub("", script).strip().rstrip(";")
        return f"guide.register({json.dumps(name)},async()=>({{default:{exported}}}));\n"
    names: list[str] = []

    def declared(match: re.Match[str]) -> str:
        if match[1].startswith(("const", "let")) and _has_another(match.string[match.end() :]):
            raise ValueError(f"{name} imports or exports in a way that is not known: several names after {match[0]}")
        names.append(match[2])
        return match[1] + match[2]

    body = _IMPORT.sub(_loaded, script)
    body = _EXPORT.sub(declared, body)
    body = _FETCH.sub("$load.data(", _DYNAMIC.sub("$load(", body))
    if left := _LEFT.search(re.sub(r'"[^"\n]*"|\'[^\'\n]*\'|//[^\n]*', '""', body)):
        raise ValueError(f"{name} imports or exports in a way that is not known: {left[0]}")
    return f"guide.register({json.dumps(name)},async($load)=>{{{body.strip()}\nreturn{{{','.join(names)}}}}});\n"


def _has_another(declaration: str) -> bool:
    """Whether the value at the beginning of this is followed by another name of the same declaration."""
    depth = 0
    for part in (found[0] for found in _PARTS.finditer(declaration)):
        depth += (part in "([{") - (part in ")]}")
        if part in ",;" and depth == 0:
            return part == ","
    return False


def _loaded(match: re.Match[str]) -> str:
    names = match[1] if match[1].startswith("{") else f"{{default:{match[1]}}}"
    return f"const {re.sub(r' as ', ':', names)}=await $load({match[2]});"


def registered_data(name: str, text: str) -> str:
    """A script that registers a JSON file under its path below the root of the site."""
    return f"guide.register({json.dumps(name)},async()=>({text.strip()}));\n"
