"""Colours that can be read on light and on dark ground, and a dress without colour."""

from __future__ import annotations

import os

from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

# Bold and reverse show on any ground; the colours have a contrast of 3.5 and more to both.
_COLOURED = {
    "prompt": "bold",
    "heading": "bold",
    "number": "bold",
    "label": "",
    "figure": "bold",
    "used": "bold reverse",
    "note": "#808080",
    "bar": "#5f87d7",
    "wrong": "#d75f5f",
    "auto-suggestion": "#808080",
}
# Without colour a suggestion must still look unlike what was typed.
_PLAIN = _COLOURED | {"note": "", "bar": "", "wrong": "bold", "auto-suggestion": "underline"}


def without_colour() -> bool:
    """Does the user want none (https://no-color.org)?"""
    return bool(os.environ.get("NO_COLOR"))


def style() -> Style:
    """The dress of everything that the conversation shows."""
    return Style.from_dict(_PLAIN if without_colour() else _COLOURED)


def depth() -> ColorDepth | None:
    """How many colours; None for what the terminal says."""
    return ColorDepth.MONOCHROME if without_colour() else None
