"""Answer, ask back or refuse: by the probability that the best form is the right one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from askperf.execution.values import Amount, Outcome
from askperf.logic import Form, Nothing, Pick, Show
from askperf.understanding.alignment import line
from askperf.understanding.enumerated import holds
from askperf.understanding.evidence import Word
from askperf.understanding.fitting import as_asked
from askperf.understanding.guards import (
    GUARDS,
    another_size,
    is_another_quantity,
    is_beside,
)
from askperf.understanding.minding import no_such_place
from askperf.understanding.model_store import Trained
from askperf.understanding.normalization import CUT
from askperf.understanding.parser import Parse, Proposal
from askperf.values import frozen

_TINY = 1e-6
_CHOICES = 4
_MEANT = 2  # forms that may have been meant where none is sure
_CALLED = 0.3  # of the threshold, where a keeper's own name for a row was used
_TALKING = 0.1  # how much surer it must be where a turn before may have been mistaken
_CUT = 0.9  # and where only the ends of a text were read
_REST, _TORN = "rest:", 0.15  # or what is left of one table or another, of which this is as likely
_ASKED = 0.3  # from which rows that look alike are asked back for
_ALIKE = ("open:tied", "open:namesakes", "open:cluster", "list:tied", "list:namesakes")
_CHOSEN = "choose:nth"
_EXISTS = ("some", "belongs", "claim")
_NEAR, _NEAREST = 0.1, 3
_LIKELY = 0.6  # how likely a row must be to be what a refused question was about
_WELL_KNOWN = 30  # a word that so many sources answer questions with is understood
_LEANING = 1.0  # unless it leans to what can't be answered, in log-odds


@frozen()
class Ranked:
    """A denotation's best proposal and the probability of the denotation."""

    proposal: Proposal
    probability: float
    score: float


@frozen()
class Decision:
    """What is done with a question: the form, how sure it is, and the ranking behind it."""

    form: Form
    outcome: Outcome
    confidence: float
    ranked: tuple[Ranked, ...]
    action: str  # answer, ask, refuse


def rank(parse: Parse, weights: Mapping[str, float]) -> list[Ranked]:
    """Denotations by probability, each with its best-scored proposal."""
    scores = [_score(weights, proposal.features) for proposal in parse.proposals]
    if not scores:
        return []
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares)
    merged: dict[tuple[object, ...], Ranked] = {}
    for proposal, score, share in zip(parse.proposals, scores, shares, strict=True):
        key = proposal.denotation
        before = merged.get(key)
        if before is None:
            merged[key] = Ranked(proposal, share / total, score)
        else:
            better = (proposal, score) if score > before.score else (before.proposal, before.score)
            merged[key] = Ranked(better[0], before.probability + share / total, better[1])
    return sorted(merged.values(), key=lambda r: (-r.probability, -r.score))


def _score(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return math.fsum(weights.get(name, 0.0) * value for name, value in features.items())


def _alone(parse: Parse, best: Ranked, trained: Trained) -> dict[str, float]:
    """What would speak for the best form if nothing were remembered: one that only the memory
    brought to the front is less sure.
    """
    ranked = rank(parse, trained.untold)
    (mine,) = [r for r in ranked if r.proposal.denotation == best.proposal.denotation]
    rival = max((r.probability for r in ranked if r is not mine), default=0.0)
    return {
        "alone:p": mine.probability,
        "alone:margin": math.log((mine.probability + _TINY) / (rival + _TINY)),
        "alone:score": mine.score,
        "alone:entropy": _entropy(ranked),
    }


def _entropy(ranked: Sequence[Ranked]) -> float:
    return -math.fsum(r.probability * math.log(r.probability + 1e-9) for r in ranked)


def decision_features(parse: Parse, ranked: Sequence[Ranked], trained: Trained) -> dict[str, float]:
    """What the decision looks at: the best form's features, the question's, the margins, and
    what the words around the form say for it.
    """
    best = ranked[0]
    second = ranked[1].probability if len(ranked) > 1 else 0.0
    refusal = _score(trained.joint, {**parse.features, "null": 1.0})
    joint = [_score(trained.joint, p.features) for p in parse.proposals]
    top = max([*joint, refusal])
    total = sum(math.exp(z - top) for z in [*joint, refusal])
    keys = [proposal.denotation for proposal in parse.proposals]
    mine = best.proposal.denotation
    share = sum(math.exp(z - top) for z, k in zip(joint, keys, strict=True) if k == mine)
    found = {**best.proposal.features, **parse.features, **_alone(parse, best, trained)}
    found["best:p"] = best.probability
    found["best:second"] = second
    found["best:margin"] = math.log((best.probability + _TINY) / (second + _TINY))
    found["best:score"] = best.score
    found["best:entropy"] = _entropy(ranked)
    found["joint:p"] = share / total
    found["joint:refusal"] = math.exp(refusal - top) / total
    found["warrant"] = trained.warrant.score(line(best.proposal.candidate.form, parse.ground))
    return found


def decide(parse: Parse, trained: Trained, within: bool = False) -> Decision:
    """Answer with the best form, ask back among ties, or refuse.

    `within`: the turn before stands in the same text, so it isn't mistaken by itself.
    """
    ranked = tuple(_whole_first(parse, rank(parse, trained.ranking)))
    refused = Outcome("not_found", order=_about(parse))
    if not ranked:
        why = "dense" if parse.dense else "nothing" if parse.reading.content else "empty"
        return Decision(Nothing(why), refused, 0.0, (), "refuse")
    odds = trained.decision.score(decision_features(parse, ranked, trained))
    confidence = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
    if (chosen := _chosen(parse)) is not None:
        return Decision(chosen.candidate.form, chosen.outcome, confidence, ranked, "answer")
    best = ranked[0].proposal
    if not _is_whole(parse, best):
        return Decision(Nothing("partial"), refused, confidence, ranked, "refuse")
    if (beyond := no_such_place(parse.reading, parse.rows)) and not best.candidate.rule.startswith(
        _EXISTS
    ):
        return Decision(Nothing("beyond", (beyond,)), refused, confidence, ranked, "refuse")
    likely = ranked[:1] if confidence >= trained.threshold else ranked[:_MEANT]
    if size := next((x for one in likely if (x := another_size(parse, one.proposal))), ""):
        return Decision(Nothing("size", (size,)), refused, confidence, ranked, "refuse")
    if is_another_quantity(best):
        return Decision(Nothing("quantity"), refused, confidence, ranked, "refuse")
    if is_beside(best, confidence) or any(guard(parse, best) for guard in GUARDS):
        return Decision(refusal(parse, best), refused, confidence, ranked, "refuse")
    called = parse.reading.overlap.called
    named = any(index in called for index, _ in parse.evidence.links[:1])
    talking = "q:talking" in parse.features and not within
    sure = trained.threshold + (_TALKING if talking else 0.0)
    sure = max(sure, _CUT) if CUT in parse.heard.notes or _is_torn(ranked) else sure
    if confidence >= sure * (_CALLED if named else 1.0):
        said = as_asked(parse, best)
        return Decision(said.candidate.form, said.outcome, confidence, ranked, "answer")
    asked = _several(best, confidence) or _choices(ranked, confidence, trained, parse.rows)
    if asked is not None and not _says_nothing(parse) and _is_apt(parse, asked[1].rows):
        return Decision(asked[0], asked[1], confidence, ranked, "ask")
    return Decision(refusal(parse, best), refused, confidence, ranked, "refuse")


def _is_whole(parse: Parse, proposal: Proposal) -> bool:
    return holds(proposal.candidate.form, proposal.outcome, parse.named)


def _whole_first(parse: Parse, ranked: list[Ranked]) -> list[Ranked]:
    """Answers about all the rows that a question lists go before those about a part of them."""
    if not parse.named:
        return ranked
    return sorted(ranked, key=lambda one: not _is_whole(parse, one.proposal))


def _about(parse: Parse) -> tuple[str, ...]:
    """The row that a question is about, though it may ask for what isn't in it: 那预算呢 may
    follow.
    """
    links = parse.evidence.links
    if links and math.exp(links[0][1]) >= _LIKELY and parse.reading.overlap.of(links[0][0]):
        return (parse.rows[links[0][0]],)
    return ()


def _is_torn(ranked: Sequence[Ranked]) -> bool:
    """除了普法，其他任务一共多少: may it as well be what is left of another table?"""
    rules = [one.proposal.candidate.rule for one in ranked[:2]]
    alike = len(rules) > 1 and rules[0] == rules[1] and rules[0].startswith(_REST)
    return alike and ranked[1].probability >= _TORN


def _chosen(parse: Parse) -> Proposal | None:
    """One of the rows shown before, where a turn says its place and nothing else: 第二个呢."""
    for one in parse.proposals:
        if one.candidate.rule == _CHOSEN and not parse.reading.content & ~one.candidate.used:
            return one
    return None


def _several(best: Proposal, confidence: float) -> tuple[Form, Outcome] | None:
    """The rows of the best form to choose from, where it isn't sure that all are meant."""
    form, rows, amounts = best.candidate.form, best.outcome.rows, best.outcome.amounts
    if confidence < _ASKED or best.candidate.rule not in _ALIKE or not isinstance(form, Show):
        return None
    few = 2 <= len(rows) <= _CHOICES
    return _to_choose(rows, form.cells, amounts) if few and amounts else None


def _says_nothing(parse: Parse) -> bool:
    """Is it but words of grammar, none of them a cue?"""
    words = parse.evidence.words
    return not parse.reading.anchors and all(word.sort == "func" for word in words)


def _is_apt(parse: Parse, rows: tuple[str, ...]) -> bool:
    """Has any of the rows the quantity that is asked for (no counts for 预算多少)?"""
    apt = {parse.rows[row] for row, _ in parse.evidence.apt}
    return not apt or not apt.isdisjoint(rows)


def _to_choose(
    rows: tuple[str, ...], cells: tuple[str, ...], amounts: tuple[Amount, ...]
) -> tuple[Form, Outcome]:
    outcome = Outcome("ambiguous", rows, rows, amounts, order=rows)
    return Show(Pick(rows), cells, True), outcome


def _choices(
    ranked: Sequence[Ranked], confidence: float, trained: Trained, order: tuple[str, ...]
) -> tuple[Form, Outcome] | None:
    """Rows among which the words don't settle: the leading look-ups, if near each other.

    They stand in the form's `order`.
    """
    if confidence < trained.ask_back:
        return None
    amounts: dict[str, tuple[Amount, ...]] = {}
    cells: tuple[str, ...] = ()
    for found in ranked[:_CHOICES]:
        form, outcome = found.proposal.candidate.form, found.proposal.outcome
        alone = isinstance(form, Show) and len(outcome.rows) == 1
        if not isinstance(form, Show) or not alone or (cells and form.cells != cells):
            if found is ranked[0]:
                return None  # what was asked is no look-up
            continue
        if found.probability * 5 >= ranked[0].probability:
            amounts.setdefault(outcome.rows[0], outcome.amounts)
            cells = form.cells
    if len(amounts) < 2:
        return None
    ids = tuple(row for row in order if row in amounts)
    return _to_choose(ids, cells, tuple(x for row in ids for x in amounts[row]))


_NAMES = ("noun", "name", "adj")  # words that the form lacks, rather than weren't understood
_SCOPES = {"actual": "actual", "time": "other-year"}


def refusal(parse: Parse, best: Proposal) -> Nothing:
    """Why a question is refused: what it asks beyond the form, else the costliest word."""
    reading = parse.reading
    for number in reading.numbers:
        if number.kind == "year" and number.mask & ~reading.own:
            return Nothing("year", (reading.text[number.start : number.end],))
    for anchor in reading.anchors:
        if anchor.kind == "scope":
            beside = [n for n in reading.numbers if n.start < anchor.start <= n.end <= anchor.end]
            start = min([anchor.start, *(n.start for n in beside)])  # 前三个月, not 个月
            return Nothing(_SCOPES[anchor.value], (reading.text[start : anchor.end],))
    word = costliest(parse, best)
    if word is None:
        return Nothing("nothing")
    overlap = parse.reading.overlap
    stands = any(overlap.of(row) & word.mask for row in range(len(parse.rows)))
    absent = word.sort in _NAMES and not stands
    return Nothing("absent" if absent else "unknown", (word.token.text,))


def costliest(parse: Parse, best: Proposal) -> Word | None:
    """The word that speaks most against the best form: unaccounted for, no cue, little known."""
    used = best.candidate.used | parse.reading.own
    stands = 0
    for index, _ in parse.evidence.links[:3]:
        stands |= parse.reading.overlap.of(index)
    left = [
        word
        for word in parse.evidence.words
        if (word.mask & (used | stands)).bit_count() * 2 < word.mask.bit_count()
        and word.mask & ~parse.evidence.cues
        and word.sort not in ("func", "num")
        and (word.seen < _WELL_KNOWN or word.lean >= _LEANING)
    ]
    return max(left, key=lambda w: (w.lean - w.seen / 4, len(w.token.text)), default=None)


def nearest(parse: Parse, least: float = 0.0) -> tuple[int, ...]:
    """The rows that come nearest to what was asked (with a probability of so much at least),
    in the form's order.
    """
    bound = max(least, _NEAR)
    likely = [row for row, logp in parse.evidence.links if math.exp(logp) >= bound]
    return tuple(sorted(likely[:_NEAREST]))
