"""The line that is typed: nothing raw in it, and its search in Chinese."""

from __future__ import annotations

from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.layout.controls import BufferControl, SearchBufferControl
from prompt_toolkit.layout.layout import Layout
from prompt_toolkit.layout.processors import (
    Processor,
    ReverseSearchProcessor,
    Transformation,
    TransformationInput,
)

from askperf.interfaces.repl import texts
from askperf.interfaces.terminal import visible

_LABEL, _TYPED = "class:prompt.search", "class:prompt.search.text"


def speak_chinese(layout: Layout) -> None:
    """Replace the search line of a prompt's layout."""
    control = layout.current_control
    search = control.search_buffer_control if isinstance(control, BufferControl) else None
    if isinstance(search, SearchBufferControl):
        search.input_processors = [_SearchLine()]


class Visible(Processor):
    """Shows what hides or reorders the text around it as U+FFFD, one for one.

    Control characters come as ^X from prompt_toolkit itself.
    """

    def apply_transformation(self, ti: TransformationInput) -> Transformation:
        """The line's fragments, each as long as it was."""
        if fragment_list_to_text(ti.fragments).isprintable():
            return Transformation(ti.fragments)
        return Transformation([(part[0], _shown(part[1])) for part in ti.fragments])


def _shown(text: str) -> str:
    return "".join(char if char < "\xa0" else visible(char) for char in text)


class _SearchLine(ReverseSearchProcessor):
    """What prompt_toolkit shows, its first words and marks translated."""

    def apply_transformation(self, ti: TransformationInput) -> Transformation:
        """The line, its cursor where the typed text ends."""
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
