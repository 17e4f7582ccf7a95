"""Several questions in one text, each asked in the light of those before: 有几项，一共多少，占几成
is a talk of three turns, and is understood as one. So is a text that tells several numbers.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from askperf.execution.evaluate import evaluate
from askperf.execution.rows import World
from askperf.execution.values import Outcome
from askperf.logic import Form, Several, Show, Some, Tell
from askperf.understanding.anchors import Anchor
from askperf.understanding.decision import Decision
from askperf.understanding.grammar.values import Span
from askperf.understanding.reading import Reading, mask_of

_CUTS = re.compile("[,，;；。?？!！、:：]")
_MOST = 4  # questions in one text
_LONGEST = 160  # characters of a text
_SURE = 0.8  # how sure each must be where the text as a whole is refused
_DOUBT = 0.2  # how much less sure they may be than the text as a whole, where they say all of it
_NUMBER = "value"  # a cell that is said as an amount
_WHETHER, _NUMBER_ASKED = "yesno", "number"
_TAG = 1  # letters beside what asks, in a clause that asks about the one before: 对吗, 是不是啊


def asking_clauses(reading: Reading) -> tuple[str, ...]:
    """The clauses that ask, each with those that lead up to it; () unless there are several.

    A clause that only asks whether the one before holds (对吗) belongs to that.
    """
    text = reading.text
    if len(text) > _LONGEST:
        return ()
    found = _marked(reading)
    if not 1 < len(found) <= _MOST:
        found = _unmarked(reading) if len(found) == 1 else []
    if not 1 < len(found) <= _MOST:
        return ()
    found[-1] = (found[-1][0], len(text))
    return tuple(text[start:end] for start, end in found)


def _unmarked(reading: Reading) -> list[Span]:
    """Where nothing is written between questions (多少件普法宣传多少钱): each ends with the number
    that it asks for and the unit.
    """
    tokens = reading.tokens
    ends = []
    for ask in reading.asks[:_MOST]:
        at = next((n for n, token in enumerate(tokens) if token.end >= ask.end), None)
        if ask.value == _NUMBER_ASKED and at is not None:
            end, after = tokens[at].end, tokens[at + 1 : at + 2]
            unit = end == ask.end and bool(after) and len(after[0].text) == 1
            ends.append(after[0].end if unit else end)
    starts = [0, *ends[:-1]]
    return [*zip(starts, ends, strict=False)] if len(ends) > 1 else []


def _marked(reading: Reading) -> list[Span]:
    text, start = reading.text, 0
    found: list[Span] = []
    for end in (*(match.start() for match in _CUTS.finditer(text)), len(text)):
        if _asks(reading, start, end):
            found.append((start, end))
            start = end + 1
        elif found and _is_tag(reading, start, end):
            found[-1] = (found[-1][0], end)
            start = end + 1
    return found


def told_clauses(reading: Reading) -> tuple[str, ...]:
    """The clauses of a text that asks nothing and tells several numbers (普法26万，考务25万), each
    with what follows it; () of any other.
    """
    text = reading.text
    asked = reading.asks or any(anchor.kind == "op" for anchor in reading.anchors)
    if asked or len(text) > _LONGEST:
        return ()
    starts: list[int] = []
    begin = 0
    for end in (*(match.start() for match in _CUTS.finditer(text)), len(text)):
        if any(begin <= n.start < end for n in reading.numbers if n.kind == "number"):
            starts.append(begin)
        begin = end + 1
    if not 1 < len(starts) <= _MOST:
        return ()
    return tuple(text[a : b - 1] for a, b in pairwise([0, *starts[1:], len(text) + 1]))


def _asking(reading: Reading, start: int, end: int) -> int:
    """The positions of what asks in a span."""
    found = 0
    for anchor in reading.asks:
        found |= anchor.mask & mask_of(start, end)
    return found


def _asks(reading: Reading, start: int, end: int) -> bool:
    if any(a.end == end and a.start > start for a in reading.anchors if _goes_on(a)):
        return True
    return bool(_asking(reading, start, end)) and not _is_tag(reading, start, end)


def _goes_on(anchor: Anchor) -> bool:
    """Does it ask the same of something else (考务呢)?"""
    return (anchor.kind, anchor.value) == ("dialogue", "continue")


def _is_tag(reading: Reading, start: int, end: int) -> bool:
    here = mask_of(start, end)
    if any(a.value != _WHETHER and a.mask & here for a in reading.asks):
        return False
    rest = here & reading.content & ~_asking(reading, start, end)
    return rest.bit_count() <= _TAG


def decide_in_turn(whole: Decision, turns: Sequence[Decision], world: World) -> Decision | None:
    """The turns' answers as one, where they say more than the answer to the text as a whole; None
    where they don't, or where that is as sure and says what they don't.
    """
    if not turns:
        return None
    form = joined([turn.form for turn in turns])
    outcome = evaluate(form, world)
    sure = min(turn.confidence for turn in turns)
    if whole.action == "answer":
        more, less = tells_more(form, outcome, whole.form, whole.outcome)
        less_sure = sure <= whole.confidence - (0 if less else _DOUBT)
        better = more and not less_sure
    else:
        better = sure >= _SURE
    return Decision(form, outcome, sure, whole.ranked, "answer") if better else None


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
    """The numbers, verdicts, rows and cells that a form says."""
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
