"""The stages of one question as values for people: what `--explain` prints."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.answer import Step
from askperf.execution.values import Outcome
from askperf.facts import Form as Published
from askperf.logic import Form
from askperf.understanding.engine import Engine, Understood

_SHOWN = 5
_REASONS = 8
_LONGEST = 200


def trace(
    understood: Understood, form: Form, outcome: Outcome, published: Published, engine: Engine
) -> tuple[Step, ...]:
    """Every stage of a question, in order."""
    parse, decision = understood.parse, understood.decision
    reading = parse.reading
    tokens = " ".join(token.text for token in reading.tokens[:80])
    anchors = " ".join(
        f"{reading.text[a.start : a.end]}[{a.kind}{':' + a.value if a.value else ''}]"
        for a in (*reading.anchors, *reading.numbers)
    )
    links = " ".join(
        f"{published.rows[row].id}({logp:.2f})" for row, logp in parse.evidence.links[:_SHOWN]
    )
    ranked = decision.ranked
    rule = ranked[0].proposal.candidate.rule if ranked else ""
    return (
        Step("normalization", reading.text[:_LONGEST]),
        Step("tokens", tokens),
        Step("anchors", anchors),
        Step("links", links),
        Step("candidates", "\n".join(_candidates(understood)), rule),
        Step("features", "\n".join(_reasons(understood, engine))),
        *_turns(understood),
        Step("decision", f"{decision.action} {decision.confidence:.3f}"),
        Step("logical form", repr(form), form),
        Step("denotation", repr(outcome), outcome),
    )


def _turns(understood: Understood) -> Iterator[Step]:
    """The questions that a text was taken apart to, each with its form."""
    told = (
        f"{turn.parse.heard.text} {turn.decision.confidence:.3f} {turn.decision.form!r}"
        for turn in understood.turns
    )
    if understood.turns:
        yield Step("turns", "\n".join(told))


def _candidates(understood: Understood) -> Iterator[str]:
    for found in understood.decision.ranked[:_SHOWN]:
        candidate = found.proposal.candidate
        yield f"{found.probability:.3f} {candidate.rule} {candidate.form!r}"


def _reasons(understood: Understood, engine: Engine) -> Iterator[str]:
    """The features that weigh most in the first candidate, against the second if any."""
    ranked = understood.decision.ranked
    if not ranked:
        return
    weights = engine.trained.ranking
    first = ranked[0].proposal.features
    second = ranked[1].proposal.features if len(ranked) > 1 else {}
    gains = {
        name: weights.get(name, 0.0) * (first.get(name, 0.0) - second.get(name, 0.0))
        for name in {**first, **second}
    }
    for name in sorted(gains, key=lambda n: (-abs(gains[n]), n))[:_REASONS]:
        if gains[name]:
            yield f"{name} = {first.get(name, 0.0):.2f}（{gains[name]:+.2f}）"
