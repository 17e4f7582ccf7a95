"""What a candidate form makes of a question, as named numbers that a person understands.

The ranker weighs them; nothing here knows a wording or a row of this form by its id.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from askperf.execution.rows import World
from askperf.execution.values import Outcome
from askperf.logic import (
    Describe,
    Either,
    Extreme,
    Form,
    Nth,
    Passage,
    Pick,
    Table,
    Tell,
    nodes,
)
from askperf.understanding.asking import (
    answers_asked,
    apiece,
    same_quantity,
    words_of_cells,
)
from askperf.understanding.continuity import continuity
from askperf.understanding.evidence import FAINT, Evidence
from askperf.understanding.grammar import Before, Candidate
from askperf.understanding.grammar.values import RANKING
from askperf.understanding.leftover import leave
from askperf.understanding.minding import MINDED, minded
from askperf.understanding.reading import Reading, mask_of, runs
from askperf.understanding.severed import severed

_MONEY, _RENT = "money", "rent"
_FEW = 4  # rows of an outcome whose words count as accounted for


def picked(form: Form) -> tuple[str, ...]:
    """Ids of the rows that a form names one by one."""
    found: dict[str, None] = {}
    for node in nodes(form):
        if isinstance(node, Pick):
            found |= dict.fromkeys(node.rows)
        elif isinstance(node, Passage) or isinstance(getattr(node, "row", None), str):
            found[node.row] = None
    return tuple(found)


class Featurizer:
    """Features of candidates on one form. Shared between threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ids = tuple(row.id for row in world.form.rows)
        self._index = {row: i for i, row in enumerate(self._ids)}
        self._sizes = tuple(max(4, len(row.name)) for row in world.form.rows)
        units = (row.quantity.unit if row.quantity else "" for row in world.form.rows)
        self._dimensions = tuple(map(world.dimension, units))
        self._sections = Counter(row.section for row in world.form.rows)

    def apt(
        self, reading: Reading, links: Sequence[tuple[int, float]], before: Before | None
    ) -> tuple[tuple[int, float], ...]:
        """Of rows that may be meant, those with a quantity as it is asked for (多少钱, 几天),
        with their log-probability among each other; all of them, where none is asked for. A
        question that asks for nothing (那法律援助呢) asks for what the turn before did.
        """
        wanted = {wanted.dimension for wanted in reading.wanted}
        if any(a.kind == "attribute" and a.value == "amount" for a in reading.anchors):
            wanted.add(_MONEY)
        asks = any(a.kind in ("ask", "attribute", "op") for a in reading.anchors)
        if not wanted and before is not None and before.rows and not asks:
            wanted = {self.dimension_of(row) for row in before.rows}
        wanted |= {_RENT} if _MONEY in wanted else set()
        found = [(row, logp) for row, logp in links if self._dimensions[row] in wanted]
        if not found or len(found) == len(links):
            return tuple(links)
        total = math.log(math.fsum(math.exp(logp) for _, logp in found))
        return tuple((row, logp - total) for row, logp in found)

    def features(
        self,
        candidate: Candidate,
        outcome: Outcome,
        reading: Reading,
        evidence: Evidence,
        before: Before | None,
    ) -> dict[str, float]:
        """Name → value of every feature that isn't 0."""
        rows = picked(candidate.form)
        found = self._links(candidate, outcome, reading, evidence, rows, before)
        indices = [self._index[row] for row in rows]
        leave(found, candidate, reading, evidence, indices, self._sizes)
        shown = outcome.rows if len(outcome.rows) <= _FEW else ()
        meant = {*indices, *(self._index[row] for row in shown)}
        for way in minded(candidate.used, reading, evidence, meant):
            found[f"{MINDED}{way}"] = 1.0
        _unused(found, candidate, reading, self._world.form.year)
        for name in severed(candidate.used | reading.own, evidence.beside):
            found[name] = 1.0
        self._counted(found, candidate.form, outcome, reading)
        _unmet(found, candidate, reading, evidence)
        _types(found, outcome, reading)
        self._wanted(found, outcome, reading)
        if reading.apiece:
            apiece(found, outcome, reading, [self._world.form.rows[i] for i in indices])
        self._outcome(found, candidate.form, outcome, reading)
        answers_asked(found, candidate.form, outcome, reading)
        words_of_cells(found, candidate.form, reading, self._index)
        if before is not None:
            found.update(continuity(candidate, reading, evidence, rows, before))
            same_quantity(found, outcome, before, self.dimension_of)
        return found

    def question(self, reading: Reading, evidence: Evidence, talking: bool) -> dict[str, float]:
        """Features of the question alone, for the decision whether to answer."""
        found = {
            "q:refusal": evidence.refusal,
            "q:likeliest": evidence.likeliest,
            "q:apt": evidence.apt[0][1] if evidence.apt else FAINT,
            "q:length": min(len(reading.text), 40) / 40,
        }
        for anchor in reading.anchors:
            if anchor.kind in ("scope", "ask"):
                found[f"q:{anchor.kind}:{anchor.value}"] = 1.0
        year = self._world.form.year
        if any(n.kind == "year" and n.number != year for n in reading.numbers):
            found["q:year"] = 1.0
        if talking:
            found["q:talking"] = 1.0
        return found

    def _counted(
        self, found: dict[str, float], form: Form, outcome: Outcome, reading: Reading
    ) -> None:
        """Is it about as many rows as the question says (这三项), or of a table of so many?"""
        said = {n.number for n in reading.numbers if n.kind == "rows" and (n.number or 0) > 1}
        if not said:
            return
        sizes = {len(outcome.rows), len(outcome.cited), len(outcome.order)}
        for node in nodes(form):
            if isinstance(node, Pick):
                sizes.add(len(node.rows))
            elif isinstance(node, Table):
                sizes.add(sum(self._sections[section] for section in node.sections))
            elif isinstance(node, (Extreme, Nth)):
                sizes.add(len(node.places))
            elif isinstance(node, Either):
                sizes.add(sum(len(part.rows) for part in node.parts if isinstance(part, Pick)))
        found["counted:agrees" if said & sizes else "counted:differs"] = 1.0

    def dimension_of(self, row: str) -> str:
        """The dimension of the number of a row, by its id; '' if it has none."""
        return self._dimensions[self._index[row]]

    def _links(
        self,
        candidate: Candidate,
        outcome: Outcome,
        reading: Reading,
        evidence: Evidence,
        rows: tuple[str, ...],
        before: Before | None,
    ) -> dict[str, float]:
        found = {f"rule:{candidate.rule}": 1.0, "score": max(-12.0, candidate.score)}
        old = before.mentioned if before else frozenset()
        fresh = [self._index[row] for row in rows if row not in old]
        for name, links in (("link", evidence.links), ("apt", evidence.apt)):
            likely = dict(links)
            logps = [likely.get(row, FAINT) for row in fresh]
            if logps:
                found[f"{name}:mean"] = max(FAINT, sum(logps) / len(logps))
                found[f"{name}:least"] = max(FAINT, min(logps))
                together = math.fsum(math.exp(logp) for logp in logps)
                found[f"{name}:mass"] = max(FAINT, math.log(together))
        if rows:
            found["link:rows"] = min(len(rows), 5) / 5
        if evidence.links:
            row, logp = evidence.links[0]
            top = self._ids[row]
            if top not in rows:
                name = "link:top-within" if top in outcome.cited else "link:top-unused"
                found[name] = math.exp(logp)
        for row, mask in reading.overlap.full.items():
            name = self._ids[row]
            if name not in rows and name not in outcome.cited and mask & ~candidate.used:
                found["link:name-unused"] = found.get("link:name-unused", 0.0) + 1
        return found

    def _wanted(self, found: dict[str, float], outcome: Outcome, reading: Reading) -> None:
        """The unit that is asked in against what is given."""
        units = [amount.unit for amount in outcome.amounts if not amount.given]
        given = [self._world.dimension(unit) for unit in units]
        kind = "verdict" if outcome.verdict is not None else given[0] if given else "text"
        if not reading.wanted:
            if any(anchor.kind == "ask" and anchor.value == "number" for anchor in reading.anchors):
                found[f"wants:any>{kind}"] = 1.0
            return
        for wanted in reading.wanted:
            found[f"wants:{wanted.dimension}>{kind}"] = 1.0
            if wanted.dimension == kind == _MONEY and wanted.unit:
                found["wants:unit" if wanted.unit in units else "wants:other-unit"] = 1.0
        if outcome.verdict is None:
            agrees = any(wanted.dimension in given for wanted in reading.wanted)
            found["wants:agrees" if agrees else "wants:differs"] = 1.0

    def _outcome(
        self, found: dict[str, float], form: Form, outcome: Outcome, reading: Reading
    ) -> None:
        found[f"status:{outcome.status}"] = 1.0
        found["rows"] = math.log(1 + len(outcome.rows))
        found["size"] = sum(1 for _ in nodes(form)) / 10
        if not outcome.cited and not isinstance(form, Describe):
            found["empty"] = 1.0
        own = {amount.value for amount in outcome.amounts if not amount.given}
        _placed(found, form, reading)
        if any(n.kind == "number" and n.number in own for n in reading.numbers):
            found["echo"] = 1.0
        if isinstance(form, Tell) and outcome.amounts and outcome.amounts[0].value < 0:
            found["negative"] = 1.0
        if outcome.amounts and outcome.verdict is None:
            unit = outcome.amounts[0].unit
            dimension = self._world.dimension(unit)
            kind = "money" if dimension in (_MONEY, _RENT) else "other"
            if any(a.kind == "attribute" and a.value == "amount" for a in reading.anchors):
                found[f"asked-money>{kind}"] = 1.0


def _placed(found: dict[str, float], form: Form, reading: Reading) -> None:
    """A place by size or along the table, against how it is asked for: is it one of a rank
    (第三名), is a size or an amount named ahead of it (金额排第三)?
    """
    asked = [n for n in reading.numbers if n.kind == "places"]
    kinds = {type(node).__name__ for node in nodes(form)} & {"Extreme", "Nth"} if asked else ()
    if not kinds:
        return
    starts = {a.start for a in reading.anchors if a.kind == "ranked"}
    by_rank = any({n.end, n.end - 1} & starts for n in asked)
    first = min(n.start for n in asked)
    sized = any(
        (a.kind == "op" and a.value in RANKING) or (a.kind == "attribute" and a.value == "amount")
        for a in reading.anchors
        if a.start < first
    )
    for kind in sorted(kinds):
        found[f"places{'-by-rank' if by_rank else ''}>{kind}"] = 1.0
        found[f"places:{'sized' if sized else 'bare'}>{kind}"] = 1.0


_VALUED = frozenset(("op", "mark", "attribute", "section", "scope", "dialogue", "order", "ask"))
# Of these, how much it says that one is left unread depends on the word: 百分之几 or 率.
_WORDED = frozenset(("op", "mark", "attribute", "order", "except", "others", "neg", "each"))


def _unused(found: dict[str, float], candidate: Candidate, reading: Reading, year: int) -> None:
    """Operators, numbers and bounds that the form leaves unread."""
    used = candidate.used | reading.own
    for anchor in reading.anchors:
        if anchor.mask & used == anchor.mask:
            if anchor.kind in ("op", "mark", "except", "neg"):
                found[f"used:{anchor.kind}"] = 1.0
        else:
            valued = anchor.kind in _VALUED
            name = f"unused:{anchor.kind}:{anchor.value}" if valued else f"unused:{anchor.kind}"
            found[name] = 1.0
            if anchor.kind in _WORDED:
                found[f"cue:{reading.text[anchor.start : anchor.end]}"] = 1.0
    read = left = 0
    for number in reading.numbers:
        if number.mask & used == number.mask:
            read += number.kind != "year"
            continue
        if number.kind != "year":
            one = number.number == 1  # 看一下, 一笔钱: as a rule no number at all
            left += not one
            name = f"unused:{number.kind}{':one' if one else ''}"
            found[name] = found.get(name, 0.0) + 1
        elif number.number != Decimal(year):
            found["unused:year"] = 1.0
    if left and not read:
        found["unused:every-number"] = 1.0


def _unmet(
    found: dict[str, float], candidate: Candidate, reading: Reading, evidence: Evidence
) -> None:
    """What seem to be names of rows, of which the form uses nothing."""
    apart = [
        mask
        for start, end in runs(evidence.mentions, len(reading.text))
        if not (mask := mask_of(start, end)) & candidate.used
    ]
    if apart:
        found["unused:mention"] = min(3.0, len(apart))


def _types(found: dict[str, float], outcome: Outcome, reading: Reading) -> None:
    """The type of answer asked for against the type given."""
    gives = "verdict" if outcome.verdict is not None else "number" if outcome.amounts else "text"
    rows = "row" if len(outcome.rows) == 1 else "rows" if outcome.rows else "no-row"
    asked = {anchor.value for anchor in reading.anchors if anchor.kind == "ask"}
    for kind in sorted(asked) or ["nothing"]:
        found[f"asked-{kind}>{gives}"] = 1.0
        found[f"asked-{kind}>{rows}"] = 1.0
