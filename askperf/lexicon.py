"""The language of a form at run time: wordings and what they stand for, units, templates.

Everything here was read from YAML under `knowledge/` and compiled; the code names
kinds of wordings, never wordings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from askperf.numerals import NumberFinder, Numerals
from askperf.values import frozen

# Kinds a lexicon file may use, and what their values are.
KINDS = {
    "term": "a word of the forms, which the wordings stand for",
    "alias": "a row id, or the name of a row",
}


@frozen()
class Unit:
    """A unit of measure: its dimension and factor to that dimension's base unit."""

    name: str
    dimension: str
    factor: Decimal


@frozen()
class Counting:
    """Words around numbers: counters of places and of rows, the words for year and tenth."""

    counters: tuple[str, ...]
    row_counters: tuple[str, ...]
    year: str
    tenth: str


@frozen()
class CharacterTables:
    """Character maps of the lexicon; the last three are read only when needed.

    `measures`: the units that a number may have behind it, but those of rates.
    """

    radicals: Mapping[str, str]
    circled: Mapping[str, str]
    ordinal: tuple[str, str]
    counters: frozenset[str]
    measures: tuple[str, ...]
    traditional: Callable[[], Mapping[str, str]]
    shapes: Callable[[], Mapping[str, tuple[str, str]]]
    pairs: Callable[[], Mapping[str, str]]


class Readings(Mapping[str, tuple[str, ...]]):
    """Character → toneless readings, of which a question needs a few."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts`: the readings of a character, set apart by spaces."""
        self._texts = texts
        self._read: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, char: str) -> tuple[str, ...]:
        found = self._read.get(char)
        if found is None:
            found = self._read[char] = tuple(self._texts[char].split())
        return found

    def __contains__(self, char: object) -> bool:
        return char in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class CueTable:
    """Wordings of operations, attributes and the like with their senses, by first character.

    They are 24,000: those of a character stay one text, `wording TAB kind TAB value …` a
    line, until a question has it.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def of(self, initial: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """The wordings with that first character, each with its (kind, value) pairs."""
        text = self._texts.get(initial)
        found = (line.split("\t") for line in text.split("\n")) if text else ()
        return [(parts[0], list(zip(parts[1::2], parts[2::2], strict=True))) for parts in found]

    def items(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """All of them."""
        for initial in self._texts:
            yield from self.of(initial)

    def __iter__(self) -> Iterator[str]:
        for wording, _ in self.items():
            yield wording


@frozen(slots=False)
class Lexicon:
    """The wordings of a language, with its units, numerals and templates.

    `unit_words`: wording → name of a unit. `cues`: wordings of operations, attributes and
    the like. `dialect`: wording → standard one. `own`: patterns of
    what the form calls itself. `synonyms`: wording → words of the forms. `aliases`:
    wording → ids or names of rows.
    """

    units: Mapping[str, Unit]
    unit_words: Mapping[str, str]
    numerals: Numerals
    counting: Counting
    responses: Mapping[str, str]
    tables: CharacterTables
    cues: CueTable
    dialect: Mapping[str, str]
    own: Mapping[str, Sequence[str]]
    grammar: Mapping[str, Sequence[str]]
    synonyms: Mapping[str, Sequence[str]]
    aliases: Mapping[str, tuple[str, ...]]

    @cached_property
    def numbers(self) -> NumberFinder:
        """Finds numbers in text."""
        return NumberFinder(self.numerals)

    def unit(self, name: str) -> Unit | None:
        """The unit of that name or wording, or None."""
        return self.units.get(self.unit_words.get(name, name))
