"""Several: two questions in one, cut at punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from askperf.logic import (
    Arith,
    Find,
    Fold,
    Form,
    Given,
    Meets,
    MeetsPassage,
    Passage,
    Several,
    Show,
    Tell,
    Value,
)
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import COVERED, Found, RowSet, Span, masks, number_of

_CUTS = re.compile("[,，;；。?？、]")
_LONGEST, _MOST_CUTS, _KEPT = 120, 4, 3
_PAIR, _MOST_CLAUSES = 2, 6
_ALIKE = 0.8  # what two parts of one kind are worth more: 用等号的几条，用大于等于的几条
_TABLES = ("key-tasks", "other-tasks", "tasks", "indicators")
_SETS = 4  # sets of rows of a clause
_CLAUSE = 3  # characters of a clause at least
_NUMBERS = 2  # of a clause that may be held against its row
_CELLS = ("content", "goal", "explanation", "level", "unit", "comparator", "line")
_NAMESAKES, _CLEAR = "namesakes", -0.25  # from what score on a row is clearly meant
_MET = (Meets, MeetsPassage)
_SIMPLE = "s"


def several(scene: Scene) -> Iterator[Found]:
    """普法宣传多少钱，目标是什么."""
    cuts = [match.start() for match in _CUTS.finditer(scene.text)]
    if len(scene.text) > _LONGEST:
        return
    whole = list(_all_checks(scene, cuts)) if _PAIR <= len(cuts) <= _MOST_CLAUSES else []
    yield from whole
    for cut in cuts[:_MOST_CUTS]:
        left = scene.chart.trim((0, cut))
        right = scene.chart.trim((cut + 1, scene.span[1]))
        if left[1] - left[0] >= 4 and right[1] - right[0] >= 3:
            for found in _both(_simple(scene, left), _simple(scene, right)):
                if not (whole and _checks_all(found[0])):  # two of three are no answer
                    yield found


def _checks_all(form: Form) -> bool:
    return isinstance(form, Several) and all(isinstance(x, _MET) for x in form.parts)


def _all_checks(scene: Scene, cuts: list[int]) -> Iterator[Found]:
    """考评2次、法援宣传3次、培训1次，三样都够吗: each clause against its own target."""
    found: list[Found] = []
    for start, end in pairwise([0, *(cut + 1 for cut in cuts), scene.span[1] + 1]):
        clause = scene.chart.trim((start, end - 1))
        checks = list(_checks(scene, clause, 0)) if clause[1] - clause[0] >= _CLAUSE else []
        if checks:
            found.append(max(checks, key=lambda x: x[2] + COVERED * x[1].bit_count()))
    if len(found) >= _PAIR:
        used = scene.chart.mask("each") | scene.judged
        for _, its, _, _ in found:
            used |= its
        score = min(score for _, _, score, _ in found) - 0.5
        yield Several(tuple(form for form, _, _, _ in found)), used, score, "several:checks"


def _both(left: list[Found], right: list[Found]) -> Iterator[Found]:
    for one, used, score, _ in left:
        for other, more, its, _ in right:
            # The same rows shown twice are one question, cells and all.
            same = getattr(one, "rows", 0) == getattr(other, "rows", 1)
            if one != other and not (same and type(one) is type(other)):
                alike = _ALIKE if type(one) is type(other) and not isinstance(one, _MET) else 0
                yield Several((one, other)), used | more, score + its + alike - 0.5, "several"


def _simple(scene: Scene, span: Span) -> list[Found]:
    """The best simple forms of a span."""
    asked = scene.chart.mask("ask", span=span)
    found = (x for line in _LINES for x in line(scene, span, asked))
    ranked = sorted(found, key=lambda x: -(x[2] + COVERED * x[1].bit_count()))
    best: dict[Form, Found] = {}
    for one in ranked:
        best.setdefault(one[0], one)
    return [*best.values()][:_KEPT]


def _cells(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """普法宣传多少钱; 目标是什么."""
    named = {a.value: a.mask for a in scene.chart.anchors("attribute", span=span)}
    for one in scene.chart.singles(span, 2):
        yield Show(one.node, ("value",)), one.used | asked, one.score, _SIMPLE
        for cell in _CELLS:
            if cell in named:
                used = one.used | asked | named[cell]
                yield Show(one.node, (cell,)), used, one.score + 0.2, _SIMPLE


def _checks(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """案件160件，宣传2次，都够吗: each against its own target."""
    meets = scene.judged
    for anchor in scene.chart.numbers("number", span=span)[:_NUMBERS]:
        for one in _measured(scene, span):
            if _is_measured(scene, one, anchor):
                node = Meets(one.node, Given(number_of(anchor), anchor.value))
                yield node, one.used | anchor.mask | meets, one.score + 0.1, _SIMPLE
            yield from _of_prose(scene, one, anchor, meets)


def _measured(scene: Scene, span: Span) -> list[RowSet]:
    """The rows that a number may be held against: all of a name where nothing tells which."""
    found = scene.chart.singles(span, 2)
    shared = [x for x in scene.chart.groups(span) if x.tag == _NAMESAKES]
    if not (found and shared) or found[0].score > _CLEAR:
        return found
    meant, alike = (scene.sheet.found_ids(x.node) for x in (found[0], shared[0]))
    return shared[:1] if {*meant} <= {*alike} else found


def _is_measured(scene: Scene, one: RowSet, anchor: Anchor) -> bool:
    """May a row be measured by a number: in none or a unit of its kind (宣传一年3次)?"""
    rows, dimension = scene.sheet.found(one.node) or (), scene.sheet.dimension
    own = [scene.sheet.rows[row].quantity for row in rows]
    return not anchor.value or any(x and dimension(x.unit) == dimension(anchor.value) for x in own)


def _of_prose(scene: Scene, one: RowSet, anchor: Anchor, meets: int) -> Iterator[Found]:
    """培训3天: against a quantity of the row's prose."""
    row, dimension = scene.row(one.node), scene.sheet.dimension
    for index, detail in enumerate(row.details if row else ()):
        if row and dimension(detail.quantity.unit) == dimension(anchor.value):
            given = Given(number_of(anchor), anchor.value)
            node = MeetsPassage(Passage(row.id, index), given)
            yield node, one.used | anchor.mask | meets, one.score, _SIMPLE


def _finds(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """42.84万是哪项，48.77万又是哪项: where each number stands."""
    which = scene.chart.mask("ask", "which", span=span)
    which |= masks(scene.chart.anchors("op", "find", "list", span=span))
    for anchor in scene.chart.numbers("number", span=span)[:1] if which else ():
        node = Find(Given(number_of(anchor), anchor.value))
        yield node, which | anchor.mask | asked, 0.2, _SIMPLE


def _gaps(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """监控1480人、法援152件，各差多少: each from its own target."""
    cue = scene.op("gap")
    for anchor in scene.chart.numbers("number", span=span)[:1] if cue else ():
        for one in scene.chart.singles(span, 2):
            node = Tell((Arith("gap", Value(one.node), Given(number_of(anchor), anchor.value)),))
            yield node, one.used | anchor.mask | asked | cue, one.score, _SIMPLE


def _folds(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """一共多少钱."""
    cues = scene.chart.operations(span)
    for how in ("sum", "count", "mean"):
        if how in cues:
            for rows in [*_plain(scene, span), *scene.chart.excluded(span)[:2]]:
                used = rows.used | asked | cues[how].mask
                yield Tell((Fold(how, rows.node),)), used, rows.score + 0.4, _SIMPLE


def _plain(scene: Scene, span: Span) -> list[RowSet]:
    """The sets of a clause whose conditions hold no number of the form: 写“>=”的."""
    return [x for x in scene.chart.filtered(span) if x.tag != "rel"][:_SETS]


def _lists(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """不到10万的有哪些; 上百万的又有哪些."""
    cue = scene.chart.mask("ask", "which", span=span)
    cue |= masks(scene.chart.anchors("op", "list", span=span))
    for rows in _plain(scene, span) if cue else ():
        if rows.narrowed and rows.count:
            used = rows.used | asked | cue
            yield Show(rows.node, ("value",)), used, rows.score + 0.2, _SIMPLE


def _places(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """最大的是哪项; 最少是多少人 of a row that is named ahead asks for no other."""
    which = scene.chart.mask("ask", "which", span=span)
    which |= masks(scene.chart.anchors("op", "find", "list", "locate", span=span))
    which |= masks(scene.chart.anchors("section", *_TABLES, span=span))
    for rows in scene.chart.special(span)[:3] if which else ():
        yield Show(rows.node, ("value",)), rows.used | asked, rows.score, _SIMPLE


def _sums(scene: Scene, span: Span, asked: int) -> Iterator[Found]:
    """甲比乙多多少."""
    for one in scene.chart.infix(span, inner=True)[:2]:
        yield Tell((one.node,)), one.used | asked, one.score + 0.3, _SIMPLE


_LINES = (_cells, _checks, _finds, _gaps, _folds, _lists, _places, _sums)
