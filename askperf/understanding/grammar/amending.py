"""Amending: the form before with another number, bound or condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from askperf.logic import (
    Arith,
    Claim,
    Condition,
    Either,
    Except,
    Extreme,
    Fold,
    Form,
    Given,
    Grade,
    Holds,
    Larger,
    Meets,
    MeetsPassage,
    Not,
    Show,
    Tell,
    Value,
    Where,
    nodes,
)
from askperf.understanding.grammar.against import limits
from askperf.understanding.grammar.replacing import replaced
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import (
    Before,
    Found,
    masks,
    narrowed,
    number_of,
    unnarrowed,
)

_CONDITIONS = 6


def _gap_of_check(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """差几件, after 办了158件够不够; 还差几分到优秀, after 82分是什么等次."""
    form, cue = before.form, scene.op("gap")
    if cue and isinstance(form, Claim | Larger):  # 差多少, after 甲超过乙没有
        yield Tell((Arith("gap", form.left, form.right),)), used | cue, 0, "follow:gap"
    if cue and isinstance(form, Meets):
        node = Tell((Arith("gap", Value(form.rows), form.given),))
        yield node, used | cue, 0, "follow:gap"
    if cue and isinstance(form, MeetsPassage):
        yield Tell((Arith("gap", form.passage, form.given),)), used | cue, 0, "follow:gap"
    if cue and isinstance(form, Grade) and form.score is not None:
        for limit, its, _ in limits(scene.chart, scene.span):
            node = Tell((Arith("gap", limit, Given(form.score)),))
            yield node, used | cue | its, 0, "follow:gap"


def _other_number(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """那30万呢."""
    old = [x for x in nodes(before.form) if isinstance(x, Given)]
    graded = before.form if isinstance(before.form, Grade) and before.form.score else None
    for anchor in scene.chart.numbers("number", "rows"):
        if graded is not None:  # 95分呢
            covered = anchor.mask | used | scene.op("grade")
            yield Grade(graded.row, number_of(anchor)), covered, -0.2, "follow:number"
        for number in old:
            new = Given(number_of(anchor), anchor.value or number.unit)
            node: Form = replaced(before.form, number, new)
            covered = anchor.mask | used | scene.op("meets")
            yield node, covered, -0.2, "follow:number"


def _other_condition(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """那40万到50万的呢: the rows before, narrowed otherwise."""
    old = next((x for x in nodes(before.form) if isinstance(x, Where)), None)
    if old is None:
        return
    base = unnarrowed(old)
    units = [x.unit for x in nodes(old) if isinstance(x, Given) and x.unit]
    for narrowing, covered in scene.chart.conditions(scene.span)[:_CONDITIONS]:
        rows = narrowed(base, (_in_unit(condition, units) for condition in narrowing))
        if rows != old:
            form: Form = replaced(before.form, old, rows)
            yield form, covered | used, -0.2, "follow:condition"


def _in_unit(condition: Condition, units: Sequence[str]) -> Condition:
    """没到100的呢, after 100%的有哪些: a bound in the unit of the one before, if it has none."""
    number = condition.number if isinstance(condition, Holds) else None
    if isinstance(condition, Holds) and isinstance(number, Given) and not number.unit and units:
        return Holds(condition.mark, Given(number.value, units[0]))
    return condition


def _opposite(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """没超过的呢, after 超过50万的有几项; 其余的呢: the rows that the condition leaves out."""
    chart = scene.chart
    left = chart.anchors("op", "left")
    cues = [*chart.anchors("neg"), *chart.anchors("others"), *left]
    old = next((x for x in nodes(before.form) if isinstance(x, Where)), None)
    if old is not None and cues:
        met = old.condition
        other = met.condition if isinstance(met, Not) else Not(met)
        form: Form = replaced(before.form, old, Where(old.rows, other))
        covered = used | masks((*cues, *scene.marks)) | scene.op("sum", "count")
        yield form, covered, -0.3, "follow:opposite"


def _other_relation(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """不到的呢, after 超过50万的有几项: the same bound, kept otherwise."""
    old = next((x for x in nodes(before.form) if isinstance(x, Holds)), None)
    if old is None or scene.chart.numbers("number", "rows"):
        return
    for mark in scene.marks:
        if mark.value != old.mark:
            form: Form = replaced(before.form, old, Holds(mark.value, old.number))
            yield form, used | mark.mask | scene.op("sum", "count"), -0.2, "follow:relation"


def _put_in(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """再加上考务呢, after a sum or a list: the rows before, and another."""
    cues = scene.op("plus") | scene.chart.mask("and")
    held = [x.rows for x in nodes(before.form) if isinstance(x, Fold | Show)][:1]
    for rows in held if cues else ():
        for one in scene.names[:3]:
            mine, theirs = scene.sheet.bits(one.node), scene.sheet.bits(rows)
            if mine and theirs and not mine & theirs:
                joined, tag = Either((rows, one.node)), "follow:put-in"
                covered = used | cues | one.used | scene.op("sum", "count", "mean", "list")
                yield replaced(before.form, rows, joined), covered, one.score - 0.1, tag
                yield Tell((Fold("sum", joined),)), covered, one.score, tag


def _taken_away(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """再减掉第二大的呢, after 去掉最大的: what the turn before left, without some more."""
    cues = scene.chart.mask("except") | scene.op("minus")
    held = [x.rows for x in nodes(before.form) if isinstance(x, Fold | Show)][:1]
    sheet = scene.sheet
    for rows in held if cues else ():
        whole, gone = (rows.rows, (rows.less,)) if isinstance(rows, Except) else (rows, ())
        away = sheet.bits(gone[0]) or 0 if gone else 0
        for one in (*scene.names[:3], *scene.special[:4]):
            node, mine = one.node, sheet.bits(one.node) or 0
            if mine and mine & away == mine and isinstance(node, Extreme):
                node = Extreme(rows, node.largest, node.places)  # 再去掉最大的: of what is left
                mine = sheet.bits(node) or 0
            if mine and not mine & away and mine & (sheet.bits(whole) or 0) == mine:
                less = Either((*gone, node)) if gone else node
                form: Form = replaced(before.form, rows, Except(whole, less))
                covered = used | cues | one.used | scene.op("sum", "mean", "left")
                yield _unclaimed(form), covered, one.score - 0.1, "follow:away"


def _unclaimed(form: Form) -> Form:
    """不算普法宣传呢, after 一共是971.11万吧: the number, since what was claimed was of all."""
    restated = isinstance(form, Claim) and form.mark == "=" and isinstance(form.right, Given)
    return Tell((form.left,)) if isinstance(form, Claim) and restated else form


AMENDING = (
    _taken_away,
    _put_in,
    _gap_of_check,
    _other_number,
    _other_condition,
    _opposite,
    _other_relation,
)
