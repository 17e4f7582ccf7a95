"""A question → its candidate forms, evaluated, with their features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from askperf.execution.evaluate import evaluate
from askperf.execution.rows import World
from askperf.execution.values import Outcome, Undefined
from askperf.understanding.associations import Associations, link
from askperf.understanding.features import Evidence, Featurizer, gather
from askperf.understanding.grammar import Before, Candidate, Grammar, Wordings
from askperf.understanding.reading import Reader, Reading
from askperf.understanding.text import Heard, Hearing
from askperf.values import frozen

_LINKED = 12
_EVALUATED = 90
_PER_POSITION = 0.3  # what a position that is accounted for is worth before ranking


@frozen()
class Proposal:
    """A candidate form with what it denotes and its features."""

    candidate: Candidate
    outcome: Outcome
    features: dict[str, float]


@frozen()
class Parse:
    """A question heard and read, its evidence, its proposals, and its own features."""

    heard: Heard
    reading: Reading
    evidence: Evidence
    proposals: tuple[Proposal, ...]
    features: dict[str, float]


class Parser:
    """Proposes forms for questions on one form. Shared between threads."""

    def __init__(
        self,
        hearing: Hearing,
        reader: Reader,
        associations: Associations,
        world: World,
        wordings: Wordings,
    ) -> None:
        self.hearing, self.reader = hearing, reader
        self.associations, self.world, self.wordings = associations, world, wordings
        self.featurizer = Featurizer(world)

    def parse(self, question: str, before: Before | None = None) -> Parse:
        """All proposals for a question, the most covering first. Never fails."""
        heard = self.hearing.hear(question)
        reading = self.reader.read(heard.text)
        evidence = gather(reading, self._links(reading, _whole(reading)), self.associations)
        proposals = tuple(self._propose(reading, evidence, before)) if reading.content else ()
        own = self.featurizer.question(reading, evidence, before is not None)
        return Parse(heard, reading, evidence, proposals, own)

    def _links(self, reading: Reading, span: tuple[int, int]) -> list[tuple[int, float]]:
        """(row, log-probability) of the rows that a span may mean."""
        scores = self.associations.scores(reading.text[span[0] : span[1]])
        for row, extra in enumerate(overlaps(reading, span)):
            scores[row] += extra
        return link(scores, _LINKED)

    def _propose(
        self, reading: Reading, evidence: Evidence, before: Before | None
    ) -> Iterable[Proposal]:
        def links(reading: Reading, span: tuple[int, int]) -> list[tuple[int, float]]:
            known = span == _whole(reading)
            return list(evidence.links) if known else self._links(reading, span)

        grammar = Grammar(reading, links, self.world, self.reader.index, before, self.wordings)
        found = sorted(
            grammar.candidates(),
            key=lambda c: -(c.score + _PER_POSITION * c.used.bit_count()),
        )
        for candidate in islice(found, _EVALUATED):
            try:
                outcome = evaluate(candidate.form, self.world)
            except Undefined:
                continue
            features = self.featurizer.features(candidate, outcome, reading, evidence, before)
            yield Proposal(candidate, outcome, features)


def _whole(reading: Reading) -> tuple[int, int]:
    return 0, len(reading.text)


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
