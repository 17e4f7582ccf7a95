"""What is said out of courtesy, or for want of it, and asks nothing: 你好, 谢谢, 你真笨."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

# In this order: 你好，谢谢 is answered as thanks.
KINDS = ("rude", "goodbye", "thanks", "praise", "greeting", "heard")
_LONGEST = 40  # characters; who says more wants something


class Courtesy:
    """The lists of `grammar.yaml` for it. Shared between threads."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        return {kind: tuple(map(str, self._lists.get(kind, ()))) for kind in KINDS}

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        words = [word for words in self._words.values() for word in words]
        fillers = map(str, self._lists.get("courtesy_filler", ()))
        longest_first = sorted((*words, *fillers), key=len, reverse=True)
        # Possessive: no way to part the words is tried twice, however long the text.
        return re.compile(f"(?>{'|'.join(map(re.escape, longest_first))}|[\\W_])++")

    def kind(self, text: str) -> str:
        """Which it is, '' if there is anything else in the text."""
        if len(text) > _LONGEST or not self._whole.fullmatch(text.lower()):
            return ""
        said = ((kind, word) for kind in KINDS for word in self._words[kind])
        return next((kind for kind, word in said if word in text.lower()), "")
