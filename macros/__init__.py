"""The guide: its data, its papers, its pages. Here: registration with mkdocs-macros."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin

if sys.argv[:1] == ["-m"] and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # So Python calls the command line while it looks for it. Who interrupts it as it is loaded, half a second, would
    # read where; it ends in silence until `__main__` listens.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def define_env(env: MacrosPlugin) -> None:
    """Registers the editors' macros; each is bound to the page being rendered."""
    from macros.generator.page_html import held
    from macros.pages.page_macros import EXAMPLES, PageMacros

    def register(name: str) -> None:
        def macro(*arguments: Any, **keywords: Any) -> Any:
            return held(getattr(PageMacros(env.page.meta["view"]), name)(*arguments, **keywords), env.page)

        env.macro(macro, name)  # type: ignore[no-untyped-call]

    for name in EXAMPLES:
        register(name)
