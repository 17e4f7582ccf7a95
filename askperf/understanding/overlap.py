"""Which positions of a question stand in which cells of which rows, by letter or by sound."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping

from askperf.facts import Form, Row
from askperf.folding import fold, squeeze
from askperf.understanding.sounds import Sounds
from askperf.values import frozen

CELLS = ("name", "explanation", "content", "goal")
_SKIPPED = frozenset(" ，,。、；;：:（）()《》“”\"'‘’·【】[]<>「」『』-?？!！")
_ASIDE = re.compile(r"[（(].*?[)）]")
_CLAUSES = re.compile(r"[,，（）()]")
_TELLING = 4  # characters from which a clause of a name tells a row
_LONGEST_SYNONYM = 12


@frozen()
class Overlap:
    """Positions (bit masks) of a question found in a form.

    `cells`: for each row, positions by cell. `full`: row index → positions of its whole
    name (or of a clause that tells it). `named`: positions within names of rows.
    `called`: row index → positions of a wording that the lexicon lists as its name.
    """

    cells: tuple[Mapping[str, int], ...]
    full: Mapping[int, int]
    named: int
    called: Mapping[int, int]

    def of(self, row: int) -> int:
        """All positions that stand in a row."""
        found = 0
        for mask in self.cells[row].values():
            found |= mask
        return found

    def telling(self, row: int) -> int:
        """Positions that stand in a row's name or explanation."""
        return self.cells[row]["name"] | self.cells[row]["explanation"]


class FormIndex:
    """Pairs of characters and of syllables of a form's cells, made once for a form."""

    def __init__(
        self,
        form: Form,
        synonyms: Mapping[str, tuple[str, ...]],
        aliases: Mapping[str, tuple[str, ...]],
        sounds: Sounds,
    ) -> None:
        """`synonyms`: wording → words of forms; `aliases`: wording → row ids or names."""
        self.rows = form.rows
        self.names = tuple(squeeze(row.name) for row in form.rows)
        self._sounds = sounds
        self._synonyms = {fold(w): tuple(map(fold, ts)) for w, ts in synonyms.items() if len(w) > 1}
        self._wholes = [_wholes(row) for row in form.rows]
        self._aliases: dict[str, list[int]] = {}
        for wording, targets in aliases.items():
            names = set(map(squeeze, targets))
            rows = [
                i
                for i, row in enumerate(form.rows)
                if row.id in targets or squeeze(row.name) in names
            ]
            if rows and len(wording) > 1:
                self._aliases[fold(wording)] = rows
        self._longest = max([_LONGEST_SYNONYM, *map(len, self._aliases)])
        self._pairs: dict[str, list[tuple[int, str]]] = {}
        self._heard: dict[str, list[tuple[int, str]]] = {}
        for index, row in enumerate(form.rows):
            for cell, text in _texts(row):
                self._add(index, cell, squeeze(text))

    def _add(self, index: int, cell: str, text: str) -> None:
        for at in range(len(text) - 1):
            places = self._pairs.setdefault(text[at : at + 2], [])
            if (index, cell) not in places:
                places.append((index, cell))
        if cell in ("name", "explanation"):
            for run in self._sounds.runs(text):
                for (left, _, _), (right, _, _) in itertools.pairwise(run):
                    places = self._heard.setdefault(f"{left} {right}", [])
                    if (index, cell) not in places:
                        places.append((index, cell))

    def overlap(self, text: str) -> Overlap:
        """What of a normalised text stands in the form."""
        cells = tuple(dict.fromkeys(CELLS, 0) for _ in self.rows)
        at = [i for i, char in enumerate(text) if char not in _SKIPPED]
        for left, right in itertools.pairwise(at):
            for row, cell in self._pairs.get(text[left] + text[right], ()):
                cells[row][cell] |= (1 << left) | (1 << right)
        full: dict[int, int] = {}
        self._by_synonyms(text, cells, full)
        called = dict(full)
        self._by_sound(text, cells)
        named = self._by_name(text, at, full)
        return Overlap(cells, full, named, called)

    def _by_synonyms(
        self, text: str, cells: tuple[dict[str, int], ...], full: dict[int, int]
    ) -> None:
        for start in range(len(text)):
            for size in range(min(self._longest, len(text) - start), 1, -1):
                word = text[start : start + size]
                mask = ((1 << size) - 1) << start
                for row in self._aliases.get(word, ()):
                    full[row] = full.get(row, 0) | mask
                    cells[row]["name"] |= mask
                if word in self._synonyms:
                    for term in self._synonyms[word]:
                        for at in range(len(term) - 1):
                            for row, cell in self._pairs.get(term[at : at + 2], ()):
                                cells[row][cell] |= mask
                    break

    def _by_sound(self, text: str, cells: tuple[dict[str, int], ...]) -> None:
        for run in self._sounds.runs(text):
            for (left, a, b), (right, c, d) in itertools.pairwise(run):
                places = self._heard.get(f"{left} {right}")
                if places:
                    mask = (((1 << (b - a)) - 1) << a) | (((1 << (d - c)) - 1) << c)
                    for row, cell in places:
                        cells[row][cell] |= mask

    def _by_name(self, text: str, at: list[int], full: dict[int, int]) -> int:
        bare = "".join(text[i] for i in at)
        named = 0
        pieces = {bare[i : i + _TELLING] for i in range(len(bare) - _TELLING + 1)}
        for row, wholes in enumerate(self._wholes):
            for name in wholes:
                found = bare.find(name)
                if found >= 0:
                    mask = 0
                    for i in at[found : found + len(name)]:
                        mask |= 1 << i
                    full[row] = full.get(row, 0) | mask
                    named |= mask
                for piece in pieces:
                    if piece in name:
                        found = bare.find(piece)
                        for i in at[found : found + _TELLING]:
                            named |= 1 << i
        return named

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Words of forms that a wording stands for (two at most)."""
        return tuple(term for term in self._synonyms.get(word, ()) if term != word)[:2]


def _texts(row: Row) -> Iterable[tuple[str, str]]:
    for cell in CELLS:
        text = row.text if cell == "content" and row.section == "overview" else getattr(row, cell)
        if text:
            yield cell, text


def _wholes(row: Row) -> tuple[str, ...]:
    """A row's name, without its asides, and the clauses of it that can stand for it."""
    name = squeeze(row.name)
    found = {name, squeeze(_ASIDE.sub("", row.name))}
    found |= {part for part in map(squeeze, _CLAUSES.split(row.name)) if len(part) >= _TELLING}
    return tuple(sorted(word for word in found if len(word) > 2))
