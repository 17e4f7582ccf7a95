"""A form with one of its parts replaced: what a question that follows asks anew."""

from __future__ import annotations

from askperf.logic import Pick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def replaced(node: Any, old: Any, new: Any) -> Any:
    """A node with one of its parts replaced wherever it stands, by id too."""
    if node == old:
        return new
    return type(node)(
        *[_replaced(name, getattr(node, name), old, new) for name in node.__match_args__]
    )


def _replaced(name: str, value: Any, old: Any, new: Any) -> Any:
    if isinstance(value, tuple):
        return tuple([replaced(x, old, new) if hasattr(x, "__match_args__") else x for x in value])
    if hasattr(value, "__match_args__"):
        return replaced(value, old, new)
    if name == "row" and isinstance(old, Pick) and isinstance(new, Pick) and old.rows == (value,):
        return new.rows[0]
    return value
