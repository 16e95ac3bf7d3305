"""Scripts and styles that name what there is not are told, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks.assets import asset_problems


def told(root: Path, texts: dict[str, str]) -> list[str]:
    for name, text in texts.items():
        file = root / "docs" / "assets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return [str(problem) for problem in asset_problems(root)]


SOUND = {
    "an export below a text with the sign of a comment": {
        "js/a.js": 'input.accept = "image/*";\nexport const a = 1; /** A number. */\n',
        "js/b.js": 'import { a } from "./a.js";\n',
    },
    "words of a text that read as an import": {"js/a.js": "say(\"import 'x' from it\");\n"},
    "an import in a comment": {"js/a.js": '/** @import { A } from "types" */\n// import { b } from "./b.js";\n'},
    "names that are exported together": {
        "js/a.js": "const a = 1;\nexport { a };\n",
        "js/b.js": 'import { a } from "./a.js";\n',
    },
    "names on lines of their own, one under another name": {
        "js/a.js": "export function a() {}\nexport async function b() {}\n",
        "js/b.js": 'import {\n  a,\n  b as other,\n} from "./a.js";\n',
    },
    "a script that the build makes": {"js/builder/a.js": 'import { a } from "../../builder/made.js";\n'},
    "a variable that a script sets": {
        "css/a.css": "p { width: var(--part); }",
        "js/a.js": 'p.style.setProperty("--part", 1);',
    },
    "a variable in a comment": {"css/a.css": "/* was var(--old) */ p { color: red; }"},
    "a variable that may be missing": {"css/a.css": "p { color: var(--ink, red); }"},
}
WRONG = {
    "a script that there is not, loaded whole": ({"js/a.js": 'import * as b from "./b.js";\n'}, "loads ./b.js"),
    "a script that there is not, loaded later": ({"js/a.js": 'await import("./b.js");\n'}, "loads ./b.js"),
    "a name that is not exported, on its line": (
        {"js/a.js": "export const a = 1;\n", "js/b.js": '// A line before.\nimport { a, b } from "./a.js";\n'},
        "docs/assets/js/b.js:2 the script takes b from docs/assets/js/a.js",
    ),
    "a variable that is only used elsewhere": (
        {"css/a.css": "p { color: var(--ink, red); }\na { color: var(--ink); }"},
        "docs/assets/css/a.css:2 the style uses --ink",
    ),
    "a variable whose name a class has": ({"css/a.css": ".card--ink:hover { color: var(--ink); }"}, "uses --ink"),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_there_is_is_no_fault(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, SOUND[name]) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_there_is_not_is_told_once(name: str, tmp_path: Path) -> None:
    texts, said = WRONG[name]
    (problem,) = told(tmp_path, texts)
    assert said in " ".join(problem.split())
