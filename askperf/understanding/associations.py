"""What examples taught: n-grams of questions joined with words of rows.

The weights are a file that is reviewed; nothing here knows a row by its id, so what was
learned on one form speaks of another's rows as far as they share words.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from askperf.facts import Row
from askperf.understanding.alignment import Alignment
from askperf.understanding.letters import letters
from askperf.understanding.sounds import Sounds
from askperf.values import frozen

_NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LONGEST = 4
_SCALE = 100.0  # weights are kept as hundredths
_KEPT = 30_000  # n-grams remembered
_TEXTS = 64
_UNKNOWN = (0, 0.0)  # what is known of a word that isn't


def grams(text: str, sounds: Sounds) -> list[str]:
    """The n-grams of a text: characters (1 to 4) and, marked by ~, syllables (2 and 3).

    Numbers are one mark, the ends are marked. Syllables carry what was mistyped by sound
    or typed in Latin letters. Each once, in the order of the text: sums of floats must not
    hang on the order of a set.
    """
    marked = f"^{_NUMBERS.sub('#', text)}$"
    found = {
        marked[start : start + size]: None
        for size in range(1, _LONGEST + 1)
        for start in range(len(marked) - size + 1)
    }
    for run in sounds.runs(text):
        for size in (2, 3):
            for start in range(len(run) - size + 1):
                found["~" + " ".join(s for s, _, _ in run[start : start + size])] = None
    return list(found)


def row_words(row: Row, cut: Callable[[str], Iterable[str]]) -> dict[str, float]:
    """The words that stand for a row, with their shares (their squares sum to 1)."""
    made: dict[str, float] = {}
    cells = ((row.name, 1.0), (row.explanation, 0.8), (row.content, 0.4), (row.goal, 0.3))
    text = row.text if row.section == "overview" else None
    for cell, share in (*cells, (text, 0.3)):
        for word in cut(cell) if cell else ():
            if len(word) > 1:
                made[word] = max(made.get(word, 0.0), share)
    made[f"@{row.section}"] = 0.7
    made["@task" if row.is_task else f"@{row.section}"] = 0.7
    if row.quantity:
        made[f"@unit:{row.quantity.unit}"] = 0.7
    if row.level2:
        made[f"@level:{row.level2}"] = 0.4
    size = math.sqrt(sum(share * share for share in made.values()))
    return {word: share / size for word, share in made.items()}


class Table:
    """Lines `gram TAB name:weight …` in their order, parsed when a gram is asked for."""

    def __init__(self, names: Sequence[str], lines: Sequence[str]) -> None:
        """`names`: what the numbers before the colons stand for; `lines`: sorted."""
        self.names, self._lines = tuple(names), lines

    def weights(self, gram: str) -> list[tuple[int, float]]:
        """(number of the name, weight) of a gram, [] if it has none."""
        start = f"{gram}\t"
        at = bisect_left(self._lines, start)
        if at == len(self._lines) or not self._lines[at].startswith(start):
            return []
        pairs = (pair.partition(":") for pair in self._lines[at][len(start) :].split(" "))
        return [(int(name), int(weight) / _SCALE) for name, _, weight in pairs]


class Tokens:
    """Words with (sources of answered questions that have it, log-odds of standing in one that
    the form can't answer), as one text: a question looks up a dozen of 30,000.
    """

    def __init__(self, text: str) -> None:
        """`text`: lines `word word … TAB sources TAB hundredths`."""
        self._text = " " + text.replace("\n", "\n ")

    def get(self, word: str, default: tuple[int, float]) -> tuple[int, float]:
        """What is known of a word."""
        at, size = self._text.find(f" {word}"), len(word) + 1
        while at >= 0 and self._text[at + size] not in " \t":
            at = self._text.find(f" {word}", at + size)
        if at < 0 or " " in word:
            return default
        start = self._text.index("\t", at) + 1
        seen, _, lean = self._text[start : self._text.index("\n", start)].partition("\t")
        return int(seen), int(lean) / _SCALE


@frozen()
class Model:
    """The trained tables: n-grams with bundles of words, with tags of forms, with how forms
    lie along questions, with refusals.

    `bundles` are the words, with their shares, that stand together in rows of the forms
    that were learned from; a row of any form is as near to a bundle as it shares words.
    `tokens`: word → (sources of answered questions that have it, log-odds of standing in
    one that the form can't answer). `letters`: what the letters of other words say for that.
    """

    bundles: Sequence[Mapping[str, float]]
    rows: Table
    structure: Table
    alignment: Alignment
    refusals: Table
    bias: float
    tokens: Tokens | Mapping[str, tuple[int, float]]
    letters: Table


def _nearness(bundle: Mapping[str, float], words: Mapping[str, float]) -> float:
    return math.fsum(share * words[word] for word, share in bundle.items() if word in words)


class Associations:
    """A model applied to a form's rows. Shared between threads."""

    def __init__(
        self, model: Model, rows: Sequence[Row], cut: Callable[[str], Iterable[str]], sounds: Sounds
    ) -> None:
        self.model = model
        # A text's n-grams are wanted for its rows, support and refusal alike.
        self._grams = lru_cache(maxsize=_TEXTS)(lambda text: tuple(grams(text, sounds)))
        words = [row_words(row, cut) for row in rows]
        shares = [
            [(i, near) for i, found in enumerate(words) if (near := _nearness(bundle, found))]
            for bundle in model.bundles
        ]
        self._shares, self._count = shares, len(rows)
        nearest = [0.0] * len(rows)
        for found in shares:
            for i, near in found:
                nearest[i] = max(nearest[i], near)
        # How little examples can know of each row: 0 for the rows that were learned from.
        self.unheard = tuple(max(0.0, 1.0 - near) for near in nearest)
        self._zero = (0.0,) * len(rows)
        self._by_row: dict[str, tuple[float, ...] | None] = {}

    def rows_of(self, gram: str) -> tuple[float, ...] | None:
        """What a gram adds to each row's score, None if nothing."""
        if gram in self._by_row:
            return self._by_row[gram]
        if len(self._by_row) > _KEPT:
            self._by_row.clear()
        found = None
        weights = self.model.rows.weights(gram)
        if weights:
            made = [0.0] * self._count
            for word, weight in weights:
                for index, share in self._shares[word]:
                    made[index] += weight * share
            found = tuple(made)
        self._by_row[gram] = found
        return found

    def scores(self, text: str) -> list[float]:
        """The score of each row for a text."""
        vectors = [v for g in self._grams(text) if (v := self.rows_of(g)) is not None]
        if not vectors:
            return list(self._zero)
        size = math.sqrt(len(vectors))
        return [sum(column) / size for column in zip(*vectors, strict=True)]

    def support(self, text: str, rows: Sequence[int]) -> dict[int, list[float]]:
        """For some rows, what the characters of a text add to them beyond the average."""
        made = {row: [0.0] * (len(text) + 2) for row in rows}
        marked = f"^{text}$"
        used = sum(self.rows_of(g) is not None for g in self._grams(text)) or 1
        for size in range(1, _LONGEST + 1):
            for start in range(len(marked) - size + 1):
                vector = self.rows_of(marked[start : start + size])
                if vector is None:
                    continue
                mean = math.fsum(vector) / self._count
                for row in rows:
                    share = (vector[row] - mean) / size
                    for at in range(start, start + size):
                        made[row][at] += share
        scale = math.sqrt(used)
        return {row: [x / scale for x in found[1:-1]] for row, found in made.items()}

    def asked(self, grams: Sequence[str]) -> dict[str, float]:
        """What the grams of a question's structure say for tags of forms."""
        table = self.model.structure
        made: dict[int, float] = {}
        for gram in grams:
            for tag, weight in table.weights(gram):
                made[tag] = made.get(tag, 0.0) + weight
        size = math.sqrt(max(1, len(grams)))
        return {table.names[tag]: weight / size for tag, weight in made.items()}

    def refusal(self, text: str) -> float:
        """Log-odds that the form can't answer a text."""
        found = [w for g in self._grams(text) for _, w in self.model.refusals.weights(g)]
        return self.model.bias + math.fsum(found) / math.sqrt(max(1, len(found)))

    def token(self, word: str) -> tuple[int, float]:
        """(sources of answered questions that have a word, its leaning to refusals).

        A word that isn't known leans as its letters do.
        """
        known = self.model.tokens.get(word, _UNKNOWN)
        if known is not _UNKNOWN or not (parts := letters(word)):
            return known
        said = (w for part in ("", *parts) for _, w in self.model.letters.weights(part))
        return 0, math.fsum(said)


def link(scores: Sequence[float], most: int) -> list[tuple[int, float]]:
    """(row, log-probability) of the likeliest rows, by their scores."""
    top = max(scores, default=0.0)
    total = top + math.log(sum(math.exp(x - top) for x in scores) or 1.0)
    ranked = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:most]
    return [(i, scores[i] - total) for i in ranked]
