"""The line of a search through what was typed before, in Chinese."""

from __future__ import annotations

from prompt_toolkit.layout.controls import BufferControl, SearchBufferControl
from prompt_toolkit.layout.layout import Layout
from prompt_toolkit.layout.processors import (
    ReverseSearchProcessor,
    Transformation,
    TransformationInput,
)

from askperf.interfaces.repl import texts

_LABEL, _TYPED = "class:prompt.search", "class:prompt.search.text"


def speak_chinese(layout: Layout) -> None:
    """Replace the search line of a prompt's layout."""
    control = layout.current_control
    search = control.search_buffer_control if isinstance(control, BufferControl) else None
    if isinstance(search, SearchBufferControl):
        search.input_processors = [_SearchLine()]


class _SearchLine(ReverseSearchProcessor):
    """What prompt_toolkit shows, its first words and marks translated."""

    def apply_transformation(self, ti: TransformationInput) -> Transformation:
        shown = super().apply_transformation(ti)
        parts = list(shown.fragments)
        at = next((n for n, part in enumerate(parts) if part[0] == _TYPED), 0)
        if not at:
            return shown
        before, after = (_LABEL, texts.SEARCH_HEAD), ("", texts.SEARCH_TAIL)
        shift = len(texts.SEARCH_HEAD)
        return Transformation(
            [before, parts[at], after, *parts[at + 2 :]],
            source_to_display=lambda place: place + shift,
            display_to_source=lambda place: place - shift,
        )
