"""What a candidate form makes of a question, as named numbers that a person understands.

The ranker weighs them; nothing here knows a wording or a row of this form by its id.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

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
    Tell,
    nodes,
)
from askperf.understanding.associations import Associations
from askperf.understanding.grammar import Before, Candidate
from askperf.understanding.grammar.values import masks
from askperf.understanding.reading import Reading, mask_of, runs
from askperf.understanding.segmentation import Token
from askperf.understanding.structure import mentioned
from askperf.values import frozen

_LIKELY = 5
_FAINT = -9.0
_TORN = 2.0  # what a pair of characters must say for a refusal to be a word by itself
_SUPPORTED = 0.5
_STRETCH = 3
_OPEN = 3  # a word of fewer sources than this is hardly known
_POS_NAME = frozenset(("ns", "nr", "nt", "nz", "nrt", "nrfg"))
_POS_NOUN = frozenset("njlisf")
_POS_ADJ = frozenset("abz")
_POS_FUNCTION = frozenset("drpcuyeoxwgkh")


@frozen()
class Word:
    """A token of the question: its positions, class, known sources, leaning to refusals."""

    token: Token
    mask: int
    sort: str
    seen: int
    lean: float


@frozen()
class Evidence:
    """What is known of a question before any candidate: links, its words, where cues stand,
    where what seem to be names of rows, and where words that were cut in two (线|上) and that
    unanswerable questions are known by.
    """

    links: tuple[tuple[int, float], ...]
    refusal: float
    words: tuple[Word, ...]
    cues: int
    mentions: int
    support: Mapping[int, Sequence[float]]
    torn: tuple[int, ...]

    @property
    def likeliest(self) -> float:
        """The log-probability of the likeliest row."""
        return self.links[0][1] if self.links else _FAINT


def gather(
    reading: Reading, links: Sequence[tuple[int, float]], associations: Associations
) -> Evidence:
    """The evidence of a reading, given what rows it may mean."""
    words = []
    for token in reading.tokens:
        mask = mask_of(token.start, token.end)
        if mask & reading.content:
            seen, lean = associations.token(token.text)
            words.append(Word(token, mask, _sort(token), seen, lean))
    return Evidence(
        tuple(links),
        associations.refusal(_without_own(reading)),
        tuple(words),
        masks((*reading.anchors, *reading.numbers)),
        mentioned(reading, links),
        associations.support(reading.text, [row for row, _ in links[:_LIKELY]]),
        tuple(_torn(reading, associations)),
    )


def _torn(reading: Reading, associations: Associations) -> Iterator[int]:
    for one, other in pairwise(reading.tokens):
        mask = mask_of(one.start, other.end)
        single = one.end - one.start == other.end - other.start == 1 and one.end == other.start
        if single and mask & reading.content == mask:
            weights = associations.model.refusals.weights(reading.text[one.start : other.end])
            if any(weight >= _TORN for _, weight in weights):
                yield mask


def _without_own(reading: Reading) -> str:
    """The text without the form's year, which n-grams can't tell from other years, and
    without what a keeper calls a row, which they don't know.
    """
    own = 0
    for number in reading.numbers:
        own |= number.mask & reading.own if number.kind == "year" else 0
    for called in reading.overlap.called.values():
        own |= called
    return "".join([char for at, char in enumerate(reading.text) if not own >> at & 1])


def _sort(token: Token) -> str:
    """The class of a word: name, noun, time, verb, adj, num, func, char, latin."""
    text, pos = token.text, token.pos
    if text.isascii():
        return "num" if text.isdigit() else "latin"
    if pos in _POS_NAME:
        return "name"
    if pos in ("vn", "an") or pos[:1] in _POS_NOUN:
        return "noun"
    first = pos[:1]
    if first in ("t", "v"):
        return {"t": "time", "v": "verb"}[first]
    if first in _POS_ADJ:
        return "adj"
    if first in ("m", "q"):
        return "num"
    if first in _POS_FUNCTION:
        return "func"
    return "noun" if len(text) > 1 else "char"


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
        self._left(found, candidate, reading, evidence, rows)
        _unused(found, candidate, reading, self._world.form.year)
        _counted(found, candidate.form, outcome, reading)
        _unmet(found, candidate, reading, evidence)
        _types(found, outcome, reading)
        self._wanted(found, outcome, reading)
        self._outcome(found, candidate.form, outcome, reading)
        if before is not None:
            _dialogue(found, candidate, reading, evidence, rows, before)
        return found

    def question(self, reading: Reading, evidence: Evidence, talking: bool) -> dict[str, float]:
        """Features of the question alone, for the decision whether to answer."""
        found = {
            "q:refusal": evidence.refusal,
            "q:likeliest": evidence.likeliest,
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
        likely = dict(evidence.links)
        old = before.mentioned if before else frozenset()
        fresh = [likely.get(self._index[row], _FAINT) for row in rows if row not in old]
        if fresh:
            found["link:mean"] = max(_FAINT, sum(fresh) / len(fresh))
            found["link:least"] = max(_FAINT, min(fresh))
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
        if not reading.wanted:
            return
        units = [amount.unit for amount in outcome.amounts if not amount.given]
        given = [self._world.dimension(unit) for unit in units]
        kind = "verdict" if outcome.verdict is not None else given[0] if given else "text"
        for wanted in reading.wanted:
            found[f"wants:{wanted.dimension}>{kind}"] = 1.0
            if wanted.dimension == kind == "money" and wanted.unit:
                found["wants:unit" if wanted.unit in units else "wants:other-unit"] = 1.0
        if outcome.verdict is None:
            agrees = any(wanted.dimension in given for wanted in reading.wanted)
            found["wants:agrees" if agrees else "wants:differs"] = 1.0

    def _core(self, reading: Reading, rows: tuple[str, ...]) -> tuple[int, int]:
        """Where the rows' own words stand in a stretch, with sections; the longest stretch."""
        core = longest = 0
        for row in rows:
            for mask in reading.overlap.cells[self._index[row]].values():
                for start, end in runs(mask, len(reading.text)):
                    if end - start >= _STRETCH:
                        core |= mask_of(start, end)
                        longest = max(longest, end - start)
        for anchor in reading.anchors:
            if anchor.kind in ("section", "level"):
                core |= anchor.mask
                longest = max(longest, anchor.end - anchor.start)
        return core, longest

    def _exactness(self, reading: Reading, rows: tuple[str, ...]) -> float:
        best = 0.0 if rows else 0.6
        for row in rows:
            i = self._index[row]
            covered = reading.overlap.telling(i).bit_count() / self._sizes[i]
            best = max(best, 1.0 if reading.overlap.full.get(i) else min(1.0, covered))
        return best

    def _left(
        self,
        found: dict[str, float],
        candidate: Candidate,
        reading: Reading,
        evidence: Evidence,
        rows: tuple[str, ...],
    ) -> None:
        """Words that neither the form's anchors nor its rows' cells account for."""
        stands = 0
        for row in rows:
            stands |= reading.overlap.of(self._index[row])
        exact = self._exactness(reading, rows)
        found["exact"] = exact
        core, run = self._core(reading, rows)
        found["run"] = min(run, 8) / 8
        used = candidate.used | reading.own | stands
        support = [s for row in rows if (s := evidence.support.get(self._index[row])) is not None]
        clauses = {n for at, n in enumerate(reading.clauses) if (stands | candidate.used) >> at & 1}
        left = 0
        for word in evidence.words:
            if _is_covered(word.mask, used, evidence.cues):
                continue
            known = _known(word.seen)
            if word.sort in ("func", "num") and known == "known" and word.lean < 1:
                continue
            left += 1
            start, end = word.token.start, word.token.end
            side = _side(reading, core, start, end)
            if side and (known in ("new", "rare") or word.lean > 1):
                name = f"core:{word.sort}:{known}:{side}"
                found[name] = min(3.0, found.get(name, 0.0) + 1)
                found["core:restricts"] = max(found.get("core:restricts", 0.0), min(run, 8) / 8)
                found["core:lean"] = max(found.get("core:lean", -3.0), min(4.0, word.lean))
            helped = max((sum(s[start:end]) for s in support), default=0.0)
            if helped > _SUPPORTED:
                found["left:supported"] = found.get("left:supported", 0.0) + 1
                continue
            place = _place(reading, used, clauses, start, end)
            _leftover(found, word, known, place, exact)
            found["left:doubt"] = min(found.get("left:doubt", 0.0), max(-1.0, helped))
        found["left:count"] = min(left, 8)
        found["left:share"] = left / max(1, len(evidence.words))

    def _outcome(
        self, found: dict[str, float], form: Form, outcome: Outcome, reading: Reading
    ) -> None:
        found[f"status:{outcome.status}"] = 1.0
        found["rows"] = math.log(1 + len(outcome.rows))
        found["size"] = sum(1 for _ in nodes(form)) / 10
        if not outcome.cited and not isinstance(form, Describe):
            found["empty"] = 1.0
        own = {amount.value for amount in outcome.amounts if not amount.given}
        ranked = {a.start for a in reading.anchors if a.kind == "ranked"}
        if any(n.kind == "places" and {n.end, n.end - 1} & ranked for n in reading.numbers):
            kinds = {type(node).__name__ for node in nodes(form)} & {"Extreme", "Nth"}
            for kind in kinds:
                found[f"places-by-rank>{kind}"] = 1.0
        elif any(n.kind == "places" for n in reading.numbers):
            for kind in {type(node).__name__ for node in nodes(form)} & {"Extreme", "Nth"}:
                found[f"places>{kind}"] = 1.0
        if any(n.kind == "number" and n.number in own for n in reading.numbers):
            found["echo"] = 1.0
        if isinstance(form, Tell) and outcome.amounts and outcome.amounts[0].value < 0:
            found["negative"] = 1.0
        if outcome.amounts and outcome.verdict is None:
            unit = outcome.amounts[0].unit
            dimension = self._world.dimension(unit)
            kind = "money" if dimension in ("money", "rent") else "other"
            if any(a.kind == "attribute" and a.value == "amount" for a in reading.anchors):
                found[f"asked-money>{kind}"] = 1.0


def _is_covered(word: int, used: int, cues: int) -> bool:
    """Are most of a word's positions accounted for; half of them, if a cue begins or ends
    in it (中排第几: words are cut wrongly around cues)?
    """
    covered = (word & used).bit_count() * 2
    size = word.bit_count()
    return covered > size or (covered == size and bool(word & used & cues))


def _side(reading: Reading, core: int, start: int, end: int) -> str:
    """Does a word stand right before or after the core, but for a particle?"""
    if core >> end & 1:
        return "before"
    if end < len(reading.text) and not _is_word(reading, end) and core >> (end + 1) & 1:
        return "before-particle"
    if start and core >> (start - 1) & 1:
        return "after"
    if start > 1 and not _is_word(reading, start - 1) and core >> (start - 2) & 1:
        return "after-particle"
    return ""


def _known(seen: int) -> str:
    return "new" if seen == 0 else "rare" if seen < _OPEN else "seen" if seen < 8 else "known"


def _place(reading: Reading, used: int, clauses: set[int], start: int, end: int) -> str:
    """Where a word stands: far from what is used, before it, after it, between."""
    text = reading.text
    if reading.clauses[start] not in clauses:
        return "far"
    if used >> end & 1:
        return "before"
    if end < len(text) and not _is_word(reading, end) and used >> (end + 1) & 1:
        return "before-particle"
    if start and used >> (start - 1) & 1:
        return "after"
    return "amid"


def _is_word(reading: Reading, at: int) -> bool:
    """Does a word of two characters or more begin there?"""
    return at in reading.starts


def _leftover(found: dict[str, float], word: Word, known: str, place: str, exact: float) -> None:
    nounish = word.sort in ("noun", "name", "adj", "time", "latin")
    kind = "noun" if nounish else word.sort if word.sort in ("verb", "char") else "other"
    name = f"left:{kind}:{known}:{place}"
    found[name] = min(4.0, found.get(name, 0.0) + 1)
    lean = max(-3.0, min(4.0, word.lean))
    found["left:lean"] = max(found.get("left:lean", -3.0), lean)
    if nounish:
        found["left:noun-lean"] = max(found.get("left:noun-lean", -3.0), lean)
        if word.seen < _OPEN and place in ("before", "before-particle", "after"):
            found["left:restricts"] = 1.0
            found["left:restricts*exact"] = exact
    if (nounish or kind == "verb") and word.seen < _OPEN:
        found["left:open"] = found.get("left:open", 0.0) + 1
        found["left:open*exact"] = found.get("left:open*exact", 0.0) + exact


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
            left += 1
            name = f"unused:{number.kind}"
            found[name] = found.get(name, 0.0) + 1
        elif number.number != Decimal(year):
            found["unused:year"] = 1.0
    if left and not read:
        found["unused:every-number"] = 1.0


def _counted(found: dict[str, float], form: Form, outcome: Outcome, reading: Reading) -> None:
    """Is it about as many rows as the question says (这三项)?"""
    said = {n.number for n in reading.numbers if n.kind == "rows" and (n.number or 0) > 1}
    if not said:
        return
    sizes = {len(outcome.rows), len(outcome.cited), len(outcome.order)}
    for node in nodes(form):
        if isinstance(node, Pick):
            sizes.add(len(node.rows))
        elif isinstance(node, (Extreme, Nth)):
            sizes.add(len(node.places))
        elif isinstance(node, Either):
            sizes.add(sum(len(part.rows) for part in node.parts if isinstance(part, Pick)))
    found["counted:agrees" if said & sizes else "counted:differs"] = 1.0


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


def _dialogue(
    found: dict[str, float],
    candidate: Candidate,
    reading: Reading,
    evidence: Evidence,
    rows: tuple[str, ...],
    before: Before,
) -> None:
    """How the form leans on the turn before."""
    leans = candidate.leans or any(row in before.mentioned for row in rows)
    kind = "leans" if leans else "new"
    refers = any(anchor.kind == "dialogue" for anchor in reading.anchors)
    found[f"talk:{kind}"] = 1.0
    found[f"talk:{kind}:{'refers' if refers else 'bare'}"] = 1.0
    found[f"talk:{kind}:length"] = min(len(reading.text), 20) / 20
    found[f"talk:{kind}:likeliest"] = math.exp(evidence.likeliest)
    if set(rows) & set(before.rows):
        found["talk:last-rows"] = 1.0
    if type(candidate.form) is type(before.form):
        found["talk:same-type"] = 1.0
    if getattr(candidate.form, "cells", None) == getattr(before.form, "cells", ()):
        found["talk:same-cells"] = 1.0
    if candidate.form == before.form:
        found["talk:same"] = 1.0
