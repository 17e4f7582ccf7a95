"""What the letters of a word say where nothing is known of the word."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from askperf.understanding.associations import Table
from askperf.understanding.letters import letters

LEVELS = {f"{place}级": (1, 3.0) for place in "省市州县镇乡村部厅处"}
PLAIN = {f"{first}{second}": (9, -1.0) for first in "怎么请给我" for second in "样问说讲看听查找"}


@pytest.mark.parametrize(
    ("word", "parts"),
    [("区级", {"区", "级", "^区", "级$", "区级"}), ("区", set()), ("abc", set()), ("第3", set())],
)
def test_letters_are_told_by_their_place(word: str, parts: set[str]) -> None:
    assert set(letters(word)) == parts


def _fitted(words: Mapping[str, tuple[int, float]]) -> tuple[str, ...]:
    for needed in ("numpy", "sklearn"):
        pytest.importorskip(needed)
    from askperf.training.letters import fit_letters

    return tuple(fit_letters(words))


def test_an_unknown_word_leans_as_words_of_its_letters_do() -> None:
    lines = _fitted({**LEVELS, **PLAIN})
    table = Table(("lean",), lines)

    def lean(word: str) -> float:
        return sum(w for part in ("", *letters(word)) for _, w in table.weights(part))

    assert list(lines) == sorted(lines)
    assert lean("区级") > 1 > 0 > lean("请讲")


def test_few_words_tell_nothing() -> None:
    assert _fitted(LEVELS) == ()
