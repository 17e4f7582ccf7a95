"""The answers of turns that one text holds, as one answer."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from askperf.execution.evaluate import evaluate
from askperf.execution.rows import World
from askperf.execution.values import Outcome
from askperf.logic import Belongs, Claim, Form, Nothing, Several, Show, Some, Tell
from askperf.understanding.decision import Decision
from askperf.values import replace

_SURE = 0.8  # how sure each must be where the text as a whole is refused
_MANY = 3  # things that are asked, of which none may be left out
_CLEAR = 0.9  # how sure the answer to a text as a whole must be, to look no further
_DOUBT = 0.2  # how much less sure they may be than the text as a whole, where they say all of it
_NUMBER = "value"  # a cell that is said as an amount
_ECHO = "echo"  # a feature: what is shown was told


def decide_in_turn(
    whole: Decision, turns: Sequence[Decision], told: int, world: World
) -> Decision | None:
    """The answers of turns as one, but for those that the text only `told` first; None where they
    don't say more than the answer to the text as a whole, or where that is as sure and says what
    they don't. After what was told they must be surer, and needn't say more.
    """
    asked = turns[told:]
    if not asked or not all(map(_is_true, turns[:told])):
        return None
    form = joined([turn.form for turn in asked])
    outcome = evaluate(form, world)
    sure = min(turn.confidence for turn in asked)
    if whole.action == "answer":
        more, less = tells_more(form, outcome, whole.form, whole.outcome)
        doubt = 0 if less or told else _DOUBT
        better = (more or bool(told and less)) and sure > whole.confidence - doubt
    else:
        better = sure >= _SURE or all(map(_is_true, asked))
    return Decision(form, outcome, sure, whole.ranked, "answer") if better else None


def tells_enough(whole: Decision, asked: int) -> bool:
    """Does the answer to a text as a whole surely tell as many things as are asked?"""
    told = _things(whole.form, whole.outcome)
    return whole.action == "answer" and whole.confidence >= _CLEAR and told >= asked


def tells_too_little(whole: Decision, numbers: int) -> bool:
    """Are fewer rows shown than numbers asked for, of three or more (甲多少钱乙多少钱丙多少钱)?"""
    shown = isinstance(whole.form, Show) and whole.action == "answer"
    return shown and numbers >= _MANY and len(whole.outcome.rows) < numbers


def refused_in_part(whole: Decision) -> Decision:
    """Some of what is asked was understood, and it isn't answered by a part of it."""
    refused = whole.outcome if whole.action == "refuse" else Outcome("not_found")
    return replace(whole, form=Nothing("partial"), outcome=refused, action="refuse")


def _things(form: Form, outcome: Outcome) -> int:
    """How many things a form tells; a verdict says how far its sides are apart, too."""
    if isinstance(form, Several):
        parts = zip(form.parts, outcome.parts, strict=True)
        return sum(_things(part, its) for part, its in parts)
    if isinstance(form, Tell):
        return len(form.numbers)
    return 2 if outcome.judged else 1


def _is_true(turn: Decision) -> bool:
    """Does a turn tell what the form says too? Anything else is a part of what is asked."""
    if isinstance(turn.form, Claim | Belongs):
        return turn.outcome.verdict is True
    return any(_ECHO in best.proposal.features for best in turn.ranked[:1])


def joined(forms: Sequence[Form]) -> Form:
    """One form that answers all of them, none of its parts twice."""
    parts: list[Form] = []
    for form in forms:
        parts += form.parts if isinstance(form, Several) else (form,)
    kept = [
        part
        for at, part in enumerate(parts)
        if part not in parts[:at] and not any(_shows_more(other, part) for other in parts)
    ]
    return kept[0] if len(kept) == 1 else Several(tuple(kept))


def _shows_more(form: Form, other: Form) -> bool:
    """Does a form show the rows of another one and more of them?"""
    if not (isinstance(form, Show) and isinstance(other, Show)):
        return False
    return form.rows == other.rows and {*form.cells} > {*other.cells}


def tells_more(form: Form, outcome: Outcome, other: Form, its: Outcome) -> tuple[bool, bool]:
    """Does a form say what another one doesn't; and does that say what it doesn't?"""
    mine, others = {*_said(form, outcome)}, {*_said(other, its)}
    return bool(mine - others), bool(others - mine)


def _said(form: Form, outcome: Outcome) -> Iterator[Hashable]:
    """The numbers, verdicts, rows and cells that a form says; one that asks back says nothing."""
    if isinstance(form, Show) and form.open:
        return
    if isinstance(form, Several):
        for part, its in zip(form.parts, outcome.parts, strict=True):
            yield from _said(part, its)
        return
    yield from (amount.value for amount in outcome.amounts if not amount.given)
    for judged in outcome.judged:
        yield from (judged.left.value, judged.right.value)
        yield abs(judged.left.number - judged.right.number)
    if outcome.verdict is not None and not isinstance(form, Some):  # whose rows say it
        yield outcome.verdict, "verdict"
    if isinstance(form, Show):
        cells = ("row", *(cell for cell in form.cells if cell != _NUMBER))
        yield from ((row, cell) for row in outcome.rows for cell in cells)
    elif not isinstance(form, Tell):
        yield from ((row, "row") for row in outcome.rows if not outcome.judged)
