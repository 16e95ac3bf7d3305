"""How our own rules refuse a value while pydantic reads a record."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def refused(sentence: str, /, **values: object) -> PydanticCustomError:
    """The error to raise: its kind is the id of a fault in `macros/messages`, its context what the fault names.

    `content/explanations.py` puts it into words, as it does with the kinds of error of pydantic itself.
    """
    return PydanticCustomError(sentence, f"refused: {sentence}", values)
