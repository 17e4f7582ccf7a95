"""A question → its candidate forms, evaluated, with their features."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from askperf.execution.evaluate import evaluate
from askperf.execution.rows import World
from askperf.execution.values import Outcome, Undefined
from askperf.logic import Claim, Form, Larger, Rows, Show, Tell
from askperf.understanding.alignment import Ground, grounded
from askperf.understanding.associations import Associations, link
from askperf.understanding.enumerated import listed
from askperf.understanding.evidence import Evidence, gather
from askperf.understanding.features import Featurizer
from askperf.understanding.focus import question_start
from askperf.understanding.grammar import Before, Candidate, Grammar, Listed, TooDense, Wordings
from askperf.understanding.memory import Memory, Recollection
from askperf.understanding.reading import Reader, Reading
from askperf.understanding.structure import ALIGNMENT, STRUCTURE, grams, scorer, weighed_by
from askperf.understanding.text import Heard, Hearing
from askperf.values import frozen, replace

_LINKED = 12
_TASK = "task"  # the kind of rows of either table of tasks
FOCUSED = "note.focused"  # a note: only the end of a long text was read as the question
_EVALUATED, _TALKED, _UNTAUGHT = 16, 24, 40
# Cells that are seldom asked for without a cue, and how many of one row are evaluated.
_SELDOM = tuple((cell,) for cell in ("line", "quote", "section", "comparator", "level", "unit"))
_CELLS = 3
_PER_POSITION = 0.3  # what a position that is accounted for is worth before ranking


@frozen()
class Proposal:
    """A candidate form with what it denotes, its worth before ranking, and its features.

    `denotation` tells denotations apart: forms that agree in it say the same.
    """

    candidate: Candidate
    outcome: Outcome
    denotation: tuple[object, ...]
    worth: float
    features: dict[str, float]


@frozen()
class Parse:
    """A question heard and read, its evidence, where parts of forms may stand (`ground`), its
    grams, proposals, and its own features.

    `rows`: the ids of the form's rows, by the indices that the evidence speaks of; `dense`: more
    was to be put together than there is time for, so nothing was proposed; `named`: the ids of rows
    that are listed one after the other.
    """

    heard: Heard
    reading: Reading
    evidence: Evidence
    ground: Ground
    grams: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    features: dict[str, float]
    rows: tuple[str, ...]
    dense: bool = False
    named: tuple[str, ...] = ()


class Parser:
    """Proposes forms for questions on one form. Shared between threads."""

    def __init__(
        self,
        hearing: Hearing,
        reader: Reader,
        associations: Associations,
        world: World,
        wordings: Wordings,
        memory: Memory | None = None,
    ) -> None:
        """`memory`: what is remembered of questions on the form."""
        self.hearing, self.reader = hearing, reader
        self.associations, self.world, self.wordings = associations, world, wordings
        self.featurizer, self._memory = Featurizer(world), memory
        self._ids = tuple(row.id for row in world.form.rows)

    def parse(
        self,
        question: str,
        before: Before | None = None,
        bare: bool = False,
        forgets: bool = False,
    ) -> Parse:
        """The proposals for a question, the likeliest before ranking first. Never fails.

        `bare`: many, and without the features of structure, which training adds itself;
        `forgets`: as if nothing were remembered of other questions.
        """
        heard = self.hearing.hear(question)
        reading = self.reader.read(heard.text)
        listing = listed(reading, self._links, self._kind_of)
        if not listing.rows and (start := question_start(reading, self.wordings.alone)):
            heard = replace(heard, text=heard.text[start:], notes=(*heard.notes, FOCUSED))
            reading = self.reader.read(heard.text)
        links = self._meant(reading, listing)
        apt = self.featurizer.apt(reading, links, before)
        evidence = gather(reading, links, apt, self.associations)
        ground = grounded(reading, self._ids, evidence.mentions)
        signs = grams(reading, evidence.mentions, before)
        proposals: tuple[Proposal, ...] = ()
        dense = False
        if reading.content:
            asked = {} if bare else self.associations.asked(signs)
            try:
                proposals = tuple(self._propose(reading, evidence, ground, before, asked, listing))
            except TooDense:
                dense = True
        own = self.featurizer.question(reading, evidence, before is not None)
        like = self._recollection(reading, before, forgets)
        own |= like.question()
        for one in proposals:
            one.features.update(like.of(one.candidate.form, one.outcome))
        parts = (heard, reading, evidence, ground, signs, proposals, own, self._ids)
        return Parse(*parts, dense, tuple([self._ids[row] for row in listing.rows]))

    def _recollection(self, reading: Reading, before: Before | None, forgets: bool) -> Recollection:
        """The remembered questions that are most like it, if any of this form are."""
        talking = before is not None
        if self._memory is None or forgets or not reading.content:
            return Recollection(None, talking, self.world)
        return Recollection(self._memory.near(reading.text, talking), talking, self.world)

    def _kind_of(self, row: int) -> str:
        """Is a row a task or of which other table?"""
        one = self.world.form.rows[row]
        return _TASK if one.is_task else one.section

    def _meant(self, reading: Reading, named: Listed) -> list[tuple[int, float]]:
        """The rows that a question may mean: all of those that it lists, alike."""
        whole = _whole(reading)
        if not named.within(whole):
            return self._links(reading, whole)
        return [(row, -math.log(len(named.rows))) for row in named.rows]

    def _links(self, reading: Reading, span: tuple[int, int]) -> list[tuple[int, float]]:
        """(row, log-probability) of the rows that a span may mean."""
        scores = self.associations.scores(reading.text[span[0] : span[1]])
        unheard = self.associations.unheard
        for row, extra in enumerate(overlaps(reading, span)):
            scores[row] += extra * (1 + _UNHEARD * unheard[row])
        return link(scores, _LINKED)

    def _propose(
        self,
        reading: Reading,
        evidence: Evidence,
        ground: Ground,
        before: Before | None,
        asked: Mapping[str, float],
        listing: Listed,
    ) -> list[Proposal]:
        """The likeliest candidates evaluated; features are found of these only."""

        def links(reading: Reading, span: tuple[int, int]) -> list[tuple[int, float]]:
            known = span == _whole(reading)
            return list(evidence.links) if known else self._links(reading, span)

        grammar = Grammar(
            reading, links, self.world, self.reader.index, before, self.wordings, listing
        )
        found: list[Proposal] = []
        scores = []
        most = evaluated(before is not None) if asked else _UNTAUGHT
        cells: Counter[Rows] = Counter()
        for candidate, worth, score in _ordered(
            grammar.candidates(), asked, self.featurizer.dimension_of
        ):
            form = candidate.form
            if asked and isinstance(form, Show) and form.cells in _SELDOM:
                cells[form.rows] += 1
                if cells[form.rows] > _CELLS:
                    continue  # a row has so many that they leave no room for other forms
            if len(found) >= most:
                if asked:
                    break
                if not candidate.floats:
                    continue  # only examples can tell what floats
            try:
                outcome = evaluate(candidate.form, self.world)
            except Undefined:
                continue
            features = self.featurizer.features(candidate, outcome, reading, evidence, before)
            found.append(
                Proposal(candidate, outcome, _denotation(candidate.form, outcome), worth, features)
            )
            scores.append(score)
        if asked:
            _weigh(found, STRUCTURE, scores)
            align = self.associations.model.alignment.score
            _weigh(found, ALIGNMENT, [align(one.candidate.form, ground) for one in found])
        return found


def evaluated(in_talk: bool) -> int:
    """How many candidates are evaluated: more after another turn, which may be taken up in many
    ways.
    """
    return _TALKED if in_talk else _EVALUATED


def _weigh(proposals: Sequence[Proposal], family: str, scores: Sequence[float]) -> None:
    """Add a family's features to those of the proposals."""
    for proposal, weighed in zip(proposals, weighed_by(family, scores), strict=True):
        proposal.features.update(weighed)


def _ordered(
    candidates: Iterable[Candidate],
    asked: Mapping[str, float],
    dimension_of: Callable[[str], str],
) -> list[tuple[Candidate, float, float]]:
    """Candidates with their worth and what examples say for their structure, best first."""
    found, score = [], scorer(asked, dimension_of)
    for candidate in candidates:
        worth = candidate.score + _PER_POSITION * candidate.used.bit_count()
        said = score(candidate.form, candidate.rule) if asked else 0.0
        found.append((candidate, worth, said))
    return sorted(found, key=lambda x: -(x[1] + x[2]))


def _denotation(form: Form, outcome: Outcome) -> tuple[object, ...]:
    """What sets an answer apart from others: of two numbers held against each other, neither
    which is named first nor in which unit; of a number worked out, not in which order its rows
    are named.
    """
    if isinstance(form, Claim | Larger):
        sides = [side.number for one in outcome.judged for side in (one.left, one.right)]
        return outcome.verdict, tuple(sorted(outcome.rows)), tuple(sorted(sides))
    amounts = tuple([(amount.value, amount.unit) for amount in outcome.amounts])
    kind = () if amounts else (type(form).__name__, getattr(form, "cells", None))
    labels = tuple([band.label for band in outcome.bands])
    topic = getattr(form, "topic", None)
    rows = tuple(sorted(outcome.rows)) if isinstance(form, Tell) else outcome.rows
    return outcome.status, outcome.verdict, rows, amounts, kind, labels, topic


def _whole(reading: Reading) -> tuple[int, int]:
    return 0, len(reading.text)


_UNHEARD = 6.0  # of a row that nobody was taught, its letters must say more
_FULL, _TELLING, _ANY, _NAME = 1.0, 0.6, 0.6, 0.8
_CALLED = 8.0  # a keeper's own name for a row outweighs what was learned


def overlaps(reading: Reading, span: tuple[int, int]) -> Sequence[float]:
    """What the letters that a span shares with each row's cells add to its score."""
    positions = ((1 << (span[1] - span[0])) - 1) << span[0]
    size = max(1, (reading.content & positions).bit_count())
    found = []
    for row, cells in enumerate(reading.overlap.cells):
        telling = (cells["name"] | cells["explanation"]) & positions
        anywhere = (telling | cells["content"] | cells["goal"]) & positions
        full = reading.overlap.full.get(row, 0)
        whole = _FULL if full and full & positions == full else 0.0
        whole += _CALLED if reading.overlap.called.get(row, 0) & positions else 0.0
        found.append(
            whole
            + _NAME * ((cells["name"] & positions).bit_count() / size)
            + _TELLING * (telling.bit_count() / size)
            + _ANY * (anywhere.bit_count() / size)
        )
    return found
