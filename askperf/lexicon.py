"""The language of a form at run time: wordings and what they stand for, units, templates.

Everything here was read from YAML under `knowledge/` and compiled; the code names
kinds of wordings, never wordings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """Character maps of the lexicon; `traditional` and `shapes` are read only when needed."""

    radicals: Mapping[str, str]
    circled: Mapping[str, str]
    ordinal: tuple[str, str]
    counters: frozenset[str]
    traditional: Callable[[], Mapping[str, str]]
    shapes: Callable[[], Mapping[str, tuple[str, str]]]


@frozen(slots=False)
class Lexicon:
    """The wordings of a language, with its units, numerals and templates.

    `unit_words`: wording → name of a unit. `cues`: wording of an operation, attribute and
    the like → `kind TAB value` lines. `dialect`: wording → standard one. `own`: patterns of
    what the form calls itself. `synonyms`: wording → words of the forms. `aliases`:
    wording → ids or names of rows.
    """

    units: Mapping[str, Unit]
    unit_words: Mapping[str, str]
    numerals: Numerals
    counting: Counting
    responses: Mapping[str, str]
    tables: CharacterTables
    cues: Mapping[str, str]
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
