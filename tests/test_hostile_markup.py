"""HTML that is written in an unusual way is read as a browser reads it, wherever pages are read or changed."""

from __future__ import annotations

import jinja2
import pytest

from macros.rendering.jinja import Unindented

TEMPLATE = jinja2.Environment(extensions=[Unindented], trim_blocks=True, lstrip_blocks=True)


@pytest.mark.parametrize(
    "code",
    [
        "<PRE class='a > b'>\n  one\n\n  two\n</PRE>",
        "<textarea>\n  one\n\n  two\n</textarea>",
        "<script>\n  const text = `\n    one`;\n</script>",
        '<a title="one\n  two">',
        "<!--\n  <pre>\n-->",
    ],
)
def test_what_fills_in_a_template_keeps_its_lines(code: str) -> None:
    template = TEMPLATE.from_string("<div>\n    {{ code }}\n\n    <p>\n      end\n    </p>\n</div>")
    assert template.render(code=code) == f"<div>\n{code}\n<p>\nend\n</p>\n</div>"


def test_words_after_a_block_of_a_template_stay_apart() -> None:
    template = TEMPLATE.from_string("<b>one</b>{% if true %}{% endif %}\n    <b>two</b>")
    assert template.render() == "<b>one</b> <b>two</b>"
