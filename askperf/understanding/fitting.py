"""Of forms that examples can't tell apart, the one that fits how it was asked."""

from __future__ import annotations

from collections.abc import Sequence

from askperf.execution.numbers import SCORE
from askperf.logic import (
    Arith,
    Claim,
    Convert,
    Either,
    Extreme,
    Find,
    Fold,
    Form,
    Given,
    Grade,
    Limit,
    Meets,
    Mentions,
    Nth,
    Number,
    OfUnit,
    Pick,
    Several,
    Show,
    Some,
    Tell,
    Value,
    Where,
    nodes,
)
from askperf.understanding.grammar.values import LIKENED
from askperf.understanding.parser import Parse, Proposal
from askperf.understanding.reading import UnitWord, first_of
from askperf.understanding.segmentation import Token
from askperf.values import replace

_HARDLY = 1.0  # log-probability that sets rows of one name apart
_WHICH = (("ask", "which"), ("op", "list"))
_ORDERS, _ENDS = ("descending", "ascending"), ("most", "least")
_NUMBER, _SEVERAL = (("op", "sum"), ("ask", "number")), 2
_FOLLOWED, _RELATED = "follow:row", ("share", "ratio", "gap", "minus")
_SAYING = ("op", "attribute", "ask", "level", "comparator", "mark", "each", "and", "than")
_CELLS = {"content", "goal", "explanation", "unit", "level", "comparator"}
_EVERY = (("op", "list"), ("op", "count"), ("op", "sum"))  # what asks for all rows


def as_asked(parse: Parse, best: Proposal) -> Proposal:
    """The best proposal, or one that says the same in the way that the question wants."""
    for fit in (
        _checked,
        _met,
        _claimed,
        _graded,
        _above,
        _of_unit,
        _asked_back,
        _converted,
        _rounded,
        _listed,
        _celled,
        _totalled,
        _continued,
        _likened,
        _in_order,
    ):
        found = fit(parse, best)
        if found is not None:
            return found
    return best


def _checked(parse: Parse, best: Proposal) -> Proposal | None:
    """A claim on a row's number as a check of its target, if that is asked: 96%算达标吗.

    Whether the target is just the number is asked otherwise, so the check stands even if
    its verdict is another.
    """
    form, verdict = best.candidate.form, best.outcome.verdict
    asked = any(a.kind == "op" and a.value == "meets" for a in parse.reading.anchors)
    if not asked or not isinstance(form, Claim) or not isinstance(form.left, Value):
        return None
    wanted = (form.left.rows, form.right, form.mark)
    for other in parse.proposals:
        check = other.candidate.form
        alike = isinstance(check, Meets) and (check.rows, check.given, check.mark) == wanted
        if alike and (other.outcome.verdict == verdict or form.mark == "="):
            return other
    return None


def _met(parse: Parse, best: Proposal) -> Proposal | None:
    """A number that is held against the row that is meant, where whether it is enough is asked:
    才搞了两场，够不够数 is not answered by the target alone.
    """
    form, left = best.candidate.form, ~best.candidate.used
    asked = any((a.kind, a.value) == ("op", "meets") for a in parse.reading.anchors)
    numbers = (n for n in parse.reading.numbers if n.kind == "number")
    passed = any(n.mask & left == n.mask for n in numbers)
    if not asked or not passed or not isinstance(form, Show) or form.cells != ("value",):
        return None
    checks = (x for x in parse.proposals if isinstance(x.candidate.form, Meets))
    return next((x for x in checks if x.outcome.rows == best.outcome.rows), None)


def _claimed(parse: Parse, best: Proposal) -> Proposal | None:
    """A claim on the one row that is meant, for that there is such a row: 普法宣传没超过30万吧."""
    form, rows, verdict = best.candidate.form, best.outcome.rows, best.outcome.verdict
    told = isinstance(form, Some) and any(isinstance(node, Mentions) for node in nodes(form))
    for other in parse.proposals if told and len(rows) == 1 else ():
        claim = other.candidate.form
        if not isinstance(claim, Claim) or not isinstance(claim.right, Given):
            continue
        if claim.left == Value(Pick(rows)) and other.outcome.verdict == verdict:
            return other
    return None


def _graded(parse: Parse, best: Proposal) -> Proposal | None:
    """The grade of a score that the question names, for the text that tells all grades."""
    form = best.candidate.form
    scored = isinstance(form, Find) and form.given.unit == SCORE  # 100分是什么等次
    scored = scored or (isinstance(form, Grade) and form.score is None and not form.label)
    if not scored and not (isinstance(form, Show) and "explanation" in form.cells):
        return None
    for other in parse.proposals:
        graded = other.candidate.form
        if isinstance(graded, Grade) and graded.score is not None:
            return other if best.outcome.rows == (graded.row,) else None
    return None


def _above(parse: Parse, best: Proposal) -> Proposal | None:
    """The grade of a score that is beyond the grade asked about: 92分算良好吗."""
    form = best.candidate.form
    if not isinstance(form, Claim) or not isinstance(form.right, Limit) or not best.outcome.verdict:
        return None
    for other in parse.proposals:
        graded = other.candidate.form
        if isinstance(graded, Grade) and graded.score is not None:
            beyond = form.right.label not in {band.label for band in other.outcome.bands}
            return other if beyond else None
    return None


def _of_unit(parse: Parse, best: Proposal) -> Proposal | None:
    """All rows of a unit that is named, where they are asked for: 哪几个指标的单位是人."""
    form, reading = best.candidate.form, parse.reading
    asked = any((a.kind, a.value) in _WHICH for a in reading.anchors)
    one = isinstance(form, Show) and "unit" in form.cells and len(best.outcome.rows) == 1
    named = [w for w in reading.unit_words if not _is_within(w, reading.tokens)]
    if not (one and asked and named):
        return None
    for other in parse.proposals:
        listed = other.candidate.form
        rows = listed.rows if isinstance(listed, Show) else None
        if isinstance(rows, Where) and isinstance(rows.condition, OfUnit):
            return other
    return None


def _is_within(unit: UnitWord, tokens: Sequence[Token]) -> bool:
    """Is it but a part of a longer word (分 of 分别)?"""
    size = unit.end - unit.start
    held = (t for t in tokens if t.start <= unit.start and unit.end <= t.end)
    return any(token.end - token.start > size for token in held)


def _asked_back(parse: Parse, best: Proposal) -> Proposal | None:
    """Rows of one name asked back for, unless all of them are asked for: 审查数量多少."""
    reading, best = parse.reading, _namesakes(parse, best) or best
    form = best.candidate.form
    if best.candidate.rule != "list:namesakes" or not isinstance(form, Show):
        return None
    every = any(a.kind == "each" or (a.kind, a.value) in _EVERY for a in reading.anchors)
    if every or any(number.kind == "rows" for number in reading.numbers):
        return None
    asking = replace(best.candidate, form=Show(form.rows, form.cells, True))
    return replace(best, candidate=asking, outcome=replace(best.outcome, status="ambiguous"))


def _namesakes(parse: Parse, best: Proposal) -> Proposal | None:
    """All the rows that a name is of, where one was found that is hardly likelier."""
    form, likely = best.candidate.form, dict(parse.evidence.links)
    if not isinstance(form, Show) or form.cells != ("value",) or len(best.outcome.rows) != 1:
        return None
    index, full = parse.rows.index(best.outcome.rows[0]), parse.reading.overlap.full
    if best.candidate.leans or index not in full or parse.reading.numbers:
        return None
    least = likely.get(index, 0.0) - _HARDLY
    alike = {parse.rows[i] for i in full if full[i] == full[index] and likely.get(i, -9.0) > least}
    listed = (p for p in parse.proposals if p.candidate.rule == "list:namesakes")
    return next((p for p in listed if len(alike) > 1 and {*p.outcome.rows} == alike), None)


def _converted(parse: Parse, best: Proposal) -> Proposal | None:
    """A row's number in the unit that the question names: 财政拨款是多少亿元."""
    form, amounts = best.candidate.form, best.outcome.amounts
    if not isinstance(form, Show) or form.cells != ("value",) or len(amounts) != 1:
        return None
    for unit, mask in parse.reading.target_units:
        start = first_of(mask)
        spoken = parse.reading.text[start : mask.bit_length()]
        if unit != amounts[0].unit and spoken in unit:  # 块 may be no money at all
            return _proposed(parse, Tell((Convert(Value(form.rows), unit),)))
    return None


def _rounded(parse: Parse, best: Proposal) -> Proposal | None:
    """A row's number as one that may be rounded, where places are asked for: 取整是多少万."""
    form, amounts = best.candidate.form, best.outcome.amounts
    if not parse.reading.rounding or len(amounts) != 1 or amounts[0].bound:
        return None
    number: Number | None = None
    if isinstance(form, Show) and form.cells == ("value",):
        number = Value(form.rows)
    elif isinstance(form, Tell):
        number = form.numbers[0]
    return _proposed(parse, Tell((Convert(number, amounts[0].unit),))) if number else None


def _listed(parse: Parse, best: Proposal) -> Proposal | None:
    """The largest few by name, where no number of them is asked for: 花钱最多的三项任务."""
    form, anchors = best.candidate.form, parse.reading.anchors
    number = _only_number(form)
    if not (isinstance(number, Fold) and number.how == "sum" and isinstance(number.rows, Extreme)):
        return None
    if any((a.kind, a.value) in _NUMBER for a in anchors) or len(best.outcome.rows) < _SEVERAL:
        return None
    return _proposed(parse, Show(number.rows, ("value",)))


def _celled(parse: Parse, best: Proposal) -> Proposal | None:
    """The cell that is asked for of several rows, where their numbers aren't: 目标各写了哪些."""
    form, rows = best.candidate.form, best.outcome.rows
    asked = {a.value for a in parse.reading.anchors if a.kind == "attribute"}
    if not isinstance(form, Show) or form.cells != ("value",) or len(rows) < _SEVERAL:
        return None
    if not isinstance(form.rows, Either | Pick):
        return None  # 解释里提到公证的指标 asks for no cell
    if len(asked) != 1 or not asked <= _CELLS:
        return None
    shown = (p for p in parse.proposals if {*p.outcome.rows} == {*rows})
    return next((p for p in shown if {*getattr(p.candidate.form, "cells", ())} == asked), None)


def _totalled(parse: Parse, best: Proposal) -> Proposal | None:
    """The sum of rows that were only listed, where it is asked for: 30万以上的几项一共多少."""
    form, anchors = best.candidate.form, {(a.kind, a.value) for a in parse.reading.anchors}
    if not isinstance(form, Show) or len(best.outcome.rows) < _SEVERAL:
        return None
    if not anchors.issuperset(_NUMBER) or any(kind == "each" for kind, _ in anchors):
        return None
    total = Tell((Fold("sum", form.rows),))
    return _proposed(parse, Several((total, form))) or _proposed(parse, total)


def _continued(parse: Parse, best: Proposal) -> Proposal | None:
    """What was reckoned of another row before, for one that is named and nothing more:
    普法宣传占总额多少 ⇒ 那公证处呢.
    """
    form = best.candidate.form
    said = any(anchor.kind in _SAYING for anchor in parse.reading.anchors) or parse.reading.numbers
    if not (isinstance(form, Show) and form.cells == ("value",)) or said:
        return None
    row = Value(form.rows)
    followed = (one for one in parse.proposals if one.candidate.rule == _FOLLOWED)
    return next((one for one in followed if _is_reckoned_of(one.candidate.form, row)), None)


def _likened(parse: Parse, best: Proposal) -> Proposal | None:
    """How a row compares with the one before, for its number alone: 普法宣传多少 ⇒ 比公证处呢."""
    form, anchors = best.candidate.form, parse.reading.anchors
    told = isinstance(form, Show) and form.cells == ("value",) and len(best.outcome.rows) == 1
    if not told or not any(a.kind == "than" and a.start == 0 for a in anchors):
        return None
    likened = (one for one in parse.proposals if one.candidate.rule == LIKENED)
    return next((one for one in likened if best.outcome.rows[0] in one.outcome.cited), None)


def _is_reckoned_of(form: Form, row: Number) -> bool:
    if isinstance(form, Claim):
        return form.left == row
    number = _only_number(form)
    return isinstance(number, Arith) and number.how in _RELATED and number.left == row


def _only_number(form: Form) -> Number | None:
    return form.numbers[0] if isinstance(form, Tell) and len(form.numbers) == 1 else None


def _in_order(parse: Parse, best: Proposal) -> Proposal | None:
    """A list with its rows by size, where that is asked for: 任务金额从高到低排一下."""
    form, outcome = best.candidate.form, best.outcome
    orders = [a.value for a in parse.reading.anchors if a.kind == "op" and a.value in _ORDERS]
    if not orders or not isinstance(form, Show):
        return None
    if isinstance(form.rows, Extreme | Nth):
        whole = _unplaced(parse, form)
        return None if whole is None else _in_order(parse, whole)
    amounts, rows = outcome.amounts, outcome.rows
    if len(rows) < 2 or [amount.rows for amount in amounts] != [(row,) for row in rows]:
        return None
    if len({amount.unit for amount in amounts}) > 1:
        return None
    down = orders[0] == "descending"
    pairs = sorted(zip(rows, amounts, strict=True), key=lambda x: x[1].value, reverse=down)
    ids = tuple(row for row, _ in pairs)
    ordered = replace(outcome, rows=ids, amounts=tuple(x for _, x in pairs), order=ids)
    return replace(best, outcome=ordered)


def _unplaced(parse: Parse, form: Show) -> Proposal | None:
    """All the rows of which one end was taken, where only their order is asked for."""
    if not isinstance(form.rows, Extreme) or not form.rows.is_end:
        return None
    ends = any(a.kind == "op" and a.value in _ENDS for a in parse.reading.anchors)
    placed = any(number.kind == "places" for number in parse.reading.numbers)
    return None if ends or placed else _proposed(parse, replace(form, rows=form.rows.rows))


def _proposed(parse: Parse, form: Form) -> Proposal | None:
    return next((p for p in parse.proposals if p.candidate.form == form), None)
