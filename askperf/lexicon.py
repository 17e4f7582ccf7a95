"""The language of a form at run time: wordings and their senses, units, templates.

Everything here was read from YAML under `knowledge/` and compiled; the code names
kinds of senses, never wordings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from askperf.numerals import NumberFinder, Numerals
from askperf.query import Sense
from askperf.values import frozen

# Kinds a lexicon file may use, and what their values are (checked by `askperf check`).
KINDS = {
    "term": "a word of the forms, which the wordings stand for",
    "except": "a longer word of the forms in which the wordings are not meant",
    "alias": "a row id, or the name of a row",
    "total": "row ids joined by +, whose sum the wordings mean",
    "weak": "a group of words too general to tell rows apart",
    "filler": "a group of words without content",
    "background": "words that mark a clause as background",
    "ask": "what | which | number | yesno | how | why | when | who | where",
    "measure": "a dimension of units.yaml",
    "attribute": "a cell of a row",
    "section": "a section",
    "level": "a level of indicators",
    "op": "an operation",
    "bound": "a comparison with a number in the question",
    "comparator": "a comparator of the form",
    "relation": "a relation between two operands",
    "ordinal": "a position",
    "scope": "a reason why the form can't say",
    "own": "a name of the form's own department, place or year",
    "dialogue": "a sign that a question leans on the one before",
    "meta": "a question about the assistant or the form",
}


# Kinds whose wordings are words of their own; fillers are put together from jieba's
# tokens, or they would break the words around them.
SEGMENTED = frozenset(
    ("term", "alias", "total", "section", "level", "scope", "own", "weak", "attribute", "op", "ask")
)


@frozen()
class Unit:
    """A unit of measure: its dimension and factor to that dimension's base unit."""

    name: str
    dimension: str
    factor: Decimal


@frozen()
class Counting:
    """Words around numbers: ordinals by kind, counters, the words for year and tenth."""

    ordinals: Mapping[str, tuple[str, ...]]
    counters: tuple[str, ...]
    not_ordinal: tuple[str, ...]
    year: str
    tenth: str
    sizes: tuple[str, ...]
    per: tuple[str, ...]
    row_counters: tuple[str, ...]
    suffixes: tuple[str, ...]


@frozen()
class CharacterTables:
    """Character maps of the lexicon; `traditional` is read only when needed."""

    radicals: Mapping[str, str]
    circled: Mapping[str, str]
    ordinal: tuple[str, str]
    counters: frozenset[str]
    traditional: Callable[[], Mapping[str, str]]


@frozen(slots=False)
class Lexicon:
    """Wordings → senses, with the units, numerals and templates of a language.

    `layers` are compiled tables of wordings (see `ingestion.compiler`), general first;
    `words` those that segmentation keeps whole, by first character; `unit_words` maps
    a wording to the name of its unit.
    """

    layers: tuple[Mapping[str, str], ...]
    words: tuple[Mapping[str, str], ...]
    units: Mapping[str, Unit]
    unit_words: Mapping[str, str]
    numerals: Numerals
    counting: Counting
    responses: Mapping[str, str]
    tables: CharacterTables
    cues: Mapping[str, str]
    dialect: Mapping[str, str]
    own: Mapping[str, Sequence[str]]
    synonyms: Mapping[str, Sequence[str]]
    aliases: Mapping[str, tuple[str, ...]]

    @cached_property
    def numbers(self) -> NumberFinder:
        """Finds numbers in text."""
        return NumberFinder(self.numerals)

    @cached_property
    def _senses(self) -> dict[str, tuple[Sense, ...]]:
        return {}

    def starting_with(self, char: str) -> Sequence[str]:
        """The naming words that begin with a character, for segmentation."""
        lines = (layer[char].split("\n") for layer in self.words if char in layer)
        ours = [word for found in lines for word in found]
        return ours + [word for word in self.unit_words if word[0] == char]

    def wordings(self) -> Iterator[str]:
        """Every wording, general ones first."""
        for layer in self.layers:
            yield from layer

    def unit(self, name: str) -> Unit | None:
        """The unit of that name or wording, or None."""
        return self.units.get(self.unit_words.get(name, name))

    def senses(self, wording: str) -> tuple[Sense, ...]:
        """What the lexicon says of a wording, () if nothing."""
        found = self._senses.get(wording)
        if found is None:
            lines = [layer[wording] for layer in self.layers if wording in layer]
            if not lines:
                return ()
            pairs = (line.partition("\t") for line in "\n".join(lines).split("\n"))
            found = self._senses[wording] = tuple(Sense(kind, value) for kind, _, value in pairs)
        return found
