"""The guide's data, its document model and its renderers. Here: registration with mkdocs-macros."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin


def define_env(env: MacrosPlugin) -> None:
    """Registers the editors' macros; each is bound to the page being rendered."""
    from macros.hooks import held, page_macros
    from macros.pages.page_macros import EXAMPLES

    def register(name: str) -> None:
        def macro(*arguments: Any, **keywords: Any) -> Any:
            return held(getattr(page_macros(env.page), name)(*arguments, **keywords), env.page)

        env.macro(macro, name)  # type: ignore[no-untyped-call]

    for name in EXAMPLES:
        register(name)
