"""Verdicts: the verdict once, then the two numbers compared and how far they are apart."""

from __future__ import annotations

from askperf.execution.numbers import own_number
from askperf.execution.values import Amount, Judged, Outcome
from askperf.execution.verdicts import misses
from askperf.generation.naming import name_number
from askperf.generation.said import Said, Words
from askperf.generation.telling import caveat, detail_of, figure_of, states, worked, workings
from askperf.logic import (
    Arith,
    Claim,
    Fold,
    Given,
    Larger,
    Limit,
    Meets,
    MeetsPassage,
    Number,
    Passage,
    Value,
    nodes,
)

_TURNED = {">": "<", "<": ">", "=": "="}


def _order(judged: Judged) -> str:
    """How the left number really stands to the right one."""
    left, right = judged.left.value, judged.right.value
    return "=" if left == right else ">" if left > right else "<"


def _gap(judged: Judged, stated: tuple[Amount, ...], words: Words) -> tuple[dict[str, str], Amount]:
    gap = words.difference(judged, stated)
    return {"gap": words.amount(gap), "steps": gap.steps}, gap


# ── one number against another ───────────────────────────────────────────────────────


def claim(node: Claim, outcome: Outcome, words: Words) -> Said:
    """The verdict, both numbers, how they stand to each other and their difference."""
    (judged,) = outcome.judged
    left, right = outcome.amounts
    first, second = (node.left, left), (node.right, right)
    order = _order(judged)
    if left.given:
        first, second, order = second, first, _TURNED[order]
    slots, gap = _gap(judged, outcome.amounts, words)
    given = second[1].given
    kind = "given" if given else "other"
    rough = isinstance(node.right, Given) and node.right.upto is not None
    equal = ".equal" if given and node.mark == "=" and not rough else ""
    if equal and judged.holds and judged.left.number != judged.right.number:
        order, equal = "=", ".rounded"
    other = f"{words.amount(second[1])}{_conversion(judged, outcome, words)}"
    relation = words.say(f"said.relation.{kind}.{order}{equal}", other=other, **slots)
    said = [states(*first, words)] if given else [states(*first, words), states(*second, words)]
    verdict = _verdict(node.mark, judged.holds, given, words)
    if _is_achievement(node) and right.bound:
        verdict = words.say(f"said.verdict.target.{'yes' if judged.holds else 'no'}")
    lines = [words.say("said.claim", verdict=verdict, states="，".join(said), relation=relation)]
    figures = [figure_of(n, a, words) for n, a in (first, second) if not a.given]
    if not given and gap.value:
        figures.append(words.figure(gap, words.say("said.label.difference")))
    return Said((*lines, *_notes((first, second), words)), tuple(figures))


def _is_achievement(node: Claim) -> bool:
    """Is what was done, put together of the question's own numbers, held against a target?"""
    rests_on = (Value, Fold, Passage, Limit)
    own = any(isinstance(part, rests_on) for part in nodes(node.left))
    return isinstance(node.left, Arith) and isinstance(node.right, Value) and not own


def _conversion(judged: Judged, outcome: Outcome, words: Words) -> str:
    """The arithmetic of a right number that was converted to compare it, in brackets."""
    return "" if judged.right in outcome.amounts else words.bracket(judged.right.steps)


def _verdict(mark: str, holds: bool, given: bool, words: Words) -> str:
    if given or mark not in ("=", "!="):
        return words.say(f"said.verdict.{'yes' if holds else 'no'}")
    return words.say(f"said.verdict.{mark}.{'yes' if holds else 'no'}")


def _notes(sides: tuple[tuple[Number, Amount], ...], words: Words) -> tuple[str, ...]:
    """The arithmetic of computed sides, and what to know of the money of all tasks."""
    shown = [line for node, amount in sides for line in workings(node, amount, words)]
    warned = [line for node, amount in sides for line in caveat(node, amount, words)]
    return tuple(dict.fromkeys((*shown, *warned)))


def larger(node: Larger, outcome: Outcome, words: Words) -> Said:
    """Which is more, by how much, and what both are."""
    (judged,) = outcome.judged
    sides = tuple(zip((node.left, node.right), outcome.amounts, strict=True))
    names = [name_number(n, words) for n, _ in sides]
    both = "；".join(worked(n, a, words) for n, a in sides)
    figures = [figure_of(n, a, words) for n, a in sides if not a.given]
    if _order(judged) == "=":
        number = words.amount(outcome.amounts[0], bare=True)
        head = words.say("said.larger.same", left=names[0], right=names[1], number=number)
    else:
        more, less = names if judged.holds else names[::-1]
        slots, gap = _gap(judged, outcome.amounts, words)
        size = "more" if node.largest else "less"
        template = f"said.larger.{words.degree(outcome.amounts[0])}.{size}"
        head = words.say(template, winner=more, loser=less, **slots)
        figures.append(words.figure(gap, words.say("said.label.difference")))
    warned = (line for n, a in sides for line in caveat(n, a, words))
    return Said((head, words.say("said.sentence", text=both), *warned), tuple(figures))


# ── an achievement against a target ──────────────────────────────────────────────────


def meets(node: Meets, outcome: Outcome, words: Words) -> Said:
    """Whether each target is met; of several, first whether all are."""
    one_by_one = words.under_a_verdict() if len(outcome.judged) > 1 else words
    lines = [_met(judged, node, one_by_one) for judged in outcome.judged]
    if len(lines) > 1:
        met = {judged.holds for judged in outcome.judged}
        all_of = "some" if len(met) > 1 else "all" if True in met else "none"
        head = words.say(f"said.meets.{all_of}", count=str(len(lines)))
        lines = [head, *(words.say("said.line", text=line) for line in lines)]
    if not node.wanted and outcome.verdict is not None:
        agreed = "said.meets.agreed" if outcome.verdict else "said.meets.denied"
        lines[0] = words.say(agreed, text=lines[0])
    if outcome.status == "ambiguous":
        lines.append(words.say("said.choose.ask"))
    return Said(tuple(lines), words.own_figures(outcome.amounts))


def _met(judged: Judged, node: Meets, words: Words) -> str:
    row = words.row(judged.row)
    target = own_number(row)
    slots, _ = _gap(judged, (target,), words)
    bound = None if node.mark == "=" else node.mark
    unit = node.given.unit or target.unit
    wants = words.say("said.wants", label=words.label(row), number=words.amount(target))
    slots |= {
        "wants": f"{wants}{words.bracket(judged.right.steps)}",
        "given": words.amount(Amount(node.given.value, unit, bound, given=True)),
    }
    return words.say(f"said.meets.{_outcome(judged, node.mark)}", **slots)


def _outcome(judged: Judged, mark: str) -> str:
    """`met`, `exceeded`, `short`, `over`; of less or more than a number `sure` or `missed`,
    or `unsettled` where some such achievement would meet the target and others wouldn't.
    """
    order = _order(judged)
    if mark == "=":
        if judged.holds:
            return "met" if order == "=" else "exceeded"
        return "short" if order == "<" else "over"
    if judged.holds:
        return "sure"
    return "missed" if misses(judged, mark) else "unsettled"


def meets_passage(node: MeetsPassage, outcome: Outcome, words: Words) -> Said:
    """Whether a quantity of the prose is met."""
    (judged,) = outcome.judged
    (target,) = outcome.amounts
    slots, _ = _gap(judged, (target,), words)
    unit = node.given.unit or target.unit
    slots |= {
        "wants": states(node.passage, target, words),
        "given": words.amount(Amount(node.given.value, unit, given=True)),
    }
    line = words.say(f"said.meets.{_outcome(judged, '=')}", **slots)
    detail = detail_of(node.passage, words)
    return Said((line,), (words.figure(target, name_number(node.passage, words), detail),))
