"""Linking: which rows of the form do the words of a phrase mean?

A row is a candidate only if it explains every required word of the phrase, each in
one of its cells or by a wording that the lexicon gives it. Scores rank candidates;
they never make up for a word that nothing explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from askperf.facts import Form, Row
from askperf.folding import squeeze
from askperf.lexicon import Lexicon
from askperf.query import Link, Mention
from askperf.values import frozen

# How much a cell identifies its row: indicators' names repeat, so their
# explanations count nearly as much as names; prose of tasks only mentions things.
WEIGHTS = {"name": 1.0, "explanation": 0.9, "text": 0.9, "content": 0.5, "goal": 0.45}
TIERS = {"name": 3, "explanation": 2, "text": 2, "content": 1, "goal": 1}
_WEAKER = {"name": "explanation", "explanation": "content", "text": "content"} | {
    "content": "goal",
    "goal": "goal",
}
MARGIN = 6
_WHOLE_NAME = 0.95
SPECIFIC = 3  # rows that a word may name and still be about one of them
# Counting words are used loosely (几个 for people, events and cases alike).
_COUNTS = frozenset(("items", "cases", "times"))


@frozen()
class Resolution:
    """Candidate rows of a phrase.

    `links`: the best, tied within the margin; `others`: weaker candidates that still
    explain every word; `missing`: words that keep the phrase from having a candidate.
    """

    links: tuple[Link, ...] = ()
    others: tuple[Link, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the best candidates."""
        return tuple(link.row for link in self.links)

    @property
    def all_rows(self) -> tuple[str, ...]:
        """Ids of all candidates, best first."""
        return tuple(link.row for link in (*self.links, *self.others))


class Linker:
    """Finds rows of one form; holds an index of its squeezed cells."""

    def __init__(self, form: Form, lexicon: Lexicon) -> None:
        self.form = form
        self.lexicon = lexicon
        self._cells = {
            row.id: tuple((cell, squeeze(text)) for cell, text in row.cells()) for row in form.rows
        }
        self._names = {row.id: squeeze(row.name) for row in form.rows}
        self._by_name: dict[str, list[str]] = {}
        for row_id, name in self._names.items():
            self._by_name.setdefault(name, []).append(row_id)
        self._found: dict[str, Mapping[str, str]] = {}

    def row(self, row_id: str) -> Row:
        """The row of that id."""
        return self.form.row(row_id)

    def find(self, word: str) -> Mapping[str, str]:
        """Rows whose cells hold the word, each with the most telling such cell."""
        word = squeeze(word)
        found = self._found.get(word)
        if found is None:
            found = {}
            longer = [s.value for s in self.lexicon.senses(word) if s.kind == "except"]
            for row_id, cells in self._cells.items() if word else ():
                for cell, text in cells:
                    for other in longer:
                        text = text.replace(other, "")
                    if word in text:
                        found[row_id] = cell
                        break
            if len(self._found) < 5_000:
                self._found[word] = found
        return found

    def occurrences(self, word: str, row_id: str) -> float:
        """Occurrences of a word in a row per character of its prose."""
        text = "".join(text for _, text in self._cells[row_id])
        return text.count(squeeze(word)) / len(text)

    def explain(self, mention: Mention) -> dict[str, str]:
        """Rows that explain a mention, by the cell that does."""
        rows: dict[str, str] = {}
        for value in mention.values("alias"):
            for row_id in self.alias_rows(value):
                rows[row_id] = "name"
        if rows and not mention.has("term"):
            return self._in_pieces(mention.text) | rows
        if rows:  # the name of a row; rows that only contain it come second
            for row_id, cell in self.find(mention.text).items():
                rows.setdefault(row_id, _WEAKER[cell])
            return self._in_pieces(mention.text) | rows
        own = self.find(mention.text)
        exact = any(TIERS[cell] > TIERS["content"] for cell in own.values())
        for word in mention.values("term"):
            for row_id, cell in self.find(word).items():
                if exact and row_id not in own:
                    cell = _WEAKER[cell]  # the form has the very word elsewhere
                if row_id not in rows or TIERS[rows[row_id]] < TIERS[cell]:
                    rows[row_id] = cell
        for row_id, cell in own.items():
            if row_id not in rows or TIERS[rows[row_id]] < TIERS[cell]:
                rows[row_id] = cell
        return rows

    def _in_pieces(self, wording: str) -> dict[str, str]:
        """Rows that hold both halves of a wording, though not side by side."""
        found: dict[str, str] = {}
        for cut in range(2, len(wording) - 1):
            left, right = self.find(wording[:cut]), self.find(wording[cut:])
            for row in left.keys() & right.keys():
                weaker = min(left[row], right[row], key=lambda cell: WEIGHTS[cell])
                found[row] = min(weaker, "content", key=lambda cell: WEIGHTS[cell])
        return found

    def alias_rows(self, value: str) -> Sequence[str]:
        """Rows an alias names, by id or by the row's name in this form."""
        if value in self._names:
            return (value,)
        return self._by_name.get(squeeze(value), ())

    def knows(self, mention: Mention) -> bool:
        """Does any row explain the mention?"""
        return bool(self.explain(mention))

    def resolve(
        self,
        mentions: Iterable[Mention],
        dimensions: frozenset[str] = frozenset(),
        sections: tuple[str, ...] = (),
        counted: Mention | None = None,
    ) -> Resolution:
        """Rank the rows that explain every required mention.

        `dimensions`: what the answer measures, empty = anything; `counted`: the thing
        asked how many of, which a row doesn't count if it stands there per each (每个村).
        """
        mentions = tuple(mentions)
        required = [m for m in mentions if not m.has("weak")] or list(mentions)
        maps = [(m, self.explain(m)) for m in required]
        if not maps:
            return Resolution()
        missing = tuple(m.text for m, rows in maps if not rows)
        if missing:
            return Resolution(missing=missing)
        common = set.intersection(*(set(rows) for _, rows in maps))
        if sections:
            common = {row for row in common if self.row(row).section in sections}
        if dimensions:
            common = {
                row
                for row in common
                if (self.measures(self.row(row)) & dimensions or self.row(row).is_blank)
                and self._priced(row, maps, dimensions)
            }
        if counted is not None:
            common = {row for row in common if self._counts(row, counted)}
        if dimensions:
            common = {row for row in common if not self._only_per(row, required)}
        if not common:
            return Resolution(missing=self._odd_one_out(maps))
        extra = [self.explain(m) for m in mentions if m.has("weak")]
        ranked = sorted(
            (self._link(row, maps, extra) for row in common),
            key=lambda link: (-TIERS[link.cell], -link.score, self._order(link.row)),
        )
        best = ranked[0]
        top = tuple(
            link
            for link in ranked
            if TIERS[link.cell] == TIERS[best.cell] and link.score >= best.score - MARGIN
        )
        return Resolution(top, tuple(link for link in ranked if link not in top))

    def measures(self, row: Row) -> frozenset[str]:
        """Dimensions in which a row's number may be asked."""
        if row.is_task:
            return frozenset(("money",))
        found = set()
        unit = self.lexicon.unit(row.quantity.unit) if row.quantity else None
        if unit is not None:
            found.add(unit.dimension)
        for sense in self.lexicon.senses(squeeze(row.name)[-2:]):
            if sense.kind == "measure":
                found.add(sense.value)
        if "rent" in found:
            found.add("money")  # but see _priced
        if found & (_COUNTS | {"people"}):
            found.add("items")
        if "items" in found and unit is not None and unit.dimension == "items":
            found |= _COUNTS
        return frozenset(found)

    def _only_per(self, row: str, required: Sequence[Mention]) -> bool:
        """Is the row found only by what it counts per each (村 in 每个村配备…数量)?"""
        return all(not self._counts(row, m) for m in required) and not any(
            m.text[:1] in self.lexicon.counting.per or m.has("alias") for m in required
        )

    def _counts(self, row: str, counted: Mention) -> bool:
        text = "".join(text for _, text in self._cells[row])
        words = [squeeze(w) for w in (*counted.values("term"), counted.text)]
        per = self.lexicon.counting.per
        return not any(f"{each}{word}" in text for each in per for word in words if word)

    def _priced(
        self,
        row: str,
        maps: Sequence[tuple[Mention, Mapping[str, str]]],
        dimensions: frozenset[str],
    ) -> bool:
        """A unit price answers a question for money only if a word is about the price."""
        measures = self.measures(self.row(row))
        if "rent" not in measures or "rent" in dimensions:
            return True
        return any(row in rows and len(rows) <= SPECIFIC for _, rows in maps)

    def _link(
        self,
        row: str,
        maps: Sequence[tuple[Mention, Mapping[str, str]]],
        extra: Sequence[Mapping[str, str]],
    ) -> Link:
        total = earned = 0.0
        weakest = "name"
        for _, rows in maps:
            idf = log(1 + len(self._cells) / len(rows))
            total += idf
            earned += idf * WEIGHTS[rows[row]]
            if WEIGHTS[rows[row]] < WEIGHTS[weakest]:
                weakest = rows[row]
        bonus = sum(WEIGHTS[rows[row]] for rows in extra if row in rows)
        name = self._names[row]
        covered = sum(len(squeeze(m.text)) for m, rows in maps if rows[row] == "name")
        share = min(1.0, covered / len(name))
        named = 12 if share >= _WHOLE_NAME else 4 * share
        score = 80 * earned / total + named + min(4.0, 2 * bonus)
        return Link(row, round(score), weakest)

    def _order(self, row: str) -> int:
        return next(i for i, r in enumerate(self.form.rows) if r.id == row)

    def _odd_one_out(self, maps: Sequence[tuple[Mention, Mapping[str, str]]]) -> tuple[str, ...]:
        """The words without which the others would have a row in common."""
        for mention, _ in maps:
            rest = [set(rows) for m, rows in maps if m is not mention]
            if rest and set.intersection(*rest):
                return (mention.text,)
        return tuple(m.text for m, _ in maps)
