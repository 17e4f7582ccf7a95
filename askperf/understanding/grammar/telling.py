"""Telling: sums, counts and means of rows, arithmetic, units."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.logic import (
    Arith,
    Convert,
    Fold,
    Given,
    OfLevel,
    Passage,
    Several,
    Show,
    Tell,
    Value,
    Where,
)
from askperf.understanding.grammar.apart import section_pairs
from askperf.understanding.grammar.each import distributed
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.shares import shares_of
from askperf.understanding.grammar.values import (
    INDICATORS,
    KEY,
    OTHER,
    TASKS,
    Found,
    masks,
    unnarrowed,
)

_FOLDS = ("sum", "mean", "median", "range", "count")
_ONLY_ASKED = ("median", "range")
_PARTS = ("sec:key", "sec:other")
_MANY = 12


def telling(scene: Scene) -> Iterator[Found]:
    """All forms that tell numbers."""
    for line in _LINES:
        yield from line(scene)


def _folds(scene: Scene) -> Iterator[Found]:
    """重点任务一共多少钱; 有几项任务."""
    extra = scene.asked | scene.cell("amount")
    cues = {how: scene.op(how) for how in _FOLDS if scene.op(how) or how not in _ONLY_ASKED}
    for rows in scene.sets:
        for how, cue in cues.items():
            used, score = rows.used | extra | cue, rows.score + (0 if cue else -1)
            yield Tell((Fold(how, rows.node),)), used, score, f"fold:{how}"


def _several_folds(scene: Scene) -> Iterator[Found]:
    """总额、均值、中位数各是多少."""
    hows = [how for how in _FOLDS if scene.op(how)]
    if len(hows) < 2 or hows == ["sum", "count"]:  # a sum and a count are told below
        return
    extra = scene.asked | scene.cell("amount") | scene.op(*hows) | scene.chart.mask("each")
    for rows in (*scene.tables[:3], *scene.filtered[:4], *scene.excluded[:3]):
        node = Tell(tuple(Fold(how, rows.node) for how in hows))
        yield node, rows.used | extra, rows.score - 0.3, "folds"


def _folds_of_sections(scene: Scene) -> Iterator[Found]:
    """重点任务和其他任务各有几项."""
    parts = [f for f in scene.filtered if f.tag.startswith(_PARTS)][:2]
    extra = scene.asked | scene.chart.mask("each") | scene.cell("amount")
    for key, other, used in section_pairs(scene.chart, scene.span):
        yield Tell((key, other)), used | extra, 0, "fold2:sec"
    if len(parts) < 2:
        return
    both = parts[0].used | parts[1].used | scene.asked
    for how in ("count", "sum", "mean"):
        used = both | scene.op(how)
        yield Tell(tuple(Fold(how, part.node) for part in parts)), used, 0, f"fold2:{how}"
        tables = (TASKS, KEY, OTHER)
        three = Tell(tuple(Fold(how, table) for table in tables))
        yield three, used, -0.5, f"fold3:{how}"


def _counts_of_levels(scene: Scene) -> Iterator[Found]:
    """数量指标和质量指标各有几条."""
    levels = list(dict.fromkeys(a.value for a in scene.chart.anchors("level")))
    if len(levels) >= 2:
        used = scene.asked | scene.op("count") | scene.chart.mask("level")
        counts = (Fold("count", Where(INDICATORS, OfLevel(level))) for level in levels)
        yield Tell(tuple(counts)), used, 0, "counts:level"


def _count_and_sum(scene: Scene) -> Iterator[Found]:
    """有几项，一共多少钱; 有哪些，一共多少钱."""
    each = scene.chart.mask("each")
    if not scene.op("sum") or not (scene.op("count", "list") or scene.cell("name") or each):
        return
    extra = scene.asked | scene.op("sum", "count", "list") | scene.cell("amount", "name")
    for rows in (*scene.sets[:10], *(scene.joined[:2] if each else ())):
        used, total = rows.used | extra, Fold("sum", rows.node)
        both = Tell((Fold("count", rows.node), total))
        yield both, used, rows.score - 0.2, "fold:count+sum"
        if rows.count <= _MANY:
            several = Several((Tell((total,)), Show(rows.node, ("value",))))
            yield several, used, rows.score - 0.4, "fold+list:sum"


def _with_passages(scene: Scene) -> Iterator[Found]:
    """考评一年几次、每次几天: a row's number, and one of its prose."""
    extra = scene.asked | scene.cell("amount", "target", "explanation")
    for one in scene.one[:3]:
        row = scene.row(one.node)
        for index in range(len(row.details) if row and row.quantity else 0):
            if row is not None:
                used = one.used | extra | scene.passage(row, index)
                node = Tell((Value(one.node), Passage(row.id, index)))
                yield node, used, one.score - 0.8, "value+passage"


def _arithmetic(scene: Scene) -> Iterator[Found]:
    """甲比乙多多少."""
    extra = scene.asked | scene.cell("amount")
    for one in scene.sums:
        yield Tell((one.node,)), one.used | extra, one.score, f"arith:{one.tag}"


def _value_beside(scene: Scene) -> Iterator[Found]:
    """最大的任务是几万，占全部任务百分之几; 公证处投多少，比普法宣传多多少."""
    extra = scene.asked | scene.cell("amount")
    twice = len(scene.chart.anchors("ask", "number")) > 1
    hows = ("share", "gap", "ratio") if twice else ("share",)
    for one in scene.sums[:6]:
        if isinstance(one.node, Arith) and one.node.how in hows:
            rule = f"value+{one.node.how}"
            yield Tell((one.node.left, one.node)), one.used | extra, one.score - 0.4, rule
            for unit, mask in scene.chart.reading.target_units:  # 是多少万，占几成
                told = Tell((Convert(one.node.left, unit), one.node))
                yield told, one.used | extra | mask, one.score - 0.4, rule


def _count_beside_share(scene: Scene) -> Iterator[Found]:
    """超过20万的占几项，折成百分比呢; 有几项，合起来占几成: how many rows a condition leaves, or
    what they come to, and that as a part of the whole table's; or all three.
    """
    cue = scene.op("share")
    for _, mask in scene.chart.reading.target_units:
        cue |= mask
    hows = [how for how in ("count", "sum") if scene.op(how)]
    if not cue or not hows:
        return
    extra = scene.asked | scene.cell("amount") | cue | scene.op(*hows)
    for rows in scene.filtered[:_MANY]:
        if rows.narrowed and rows.count:
            whole = unnarrowed(rows.node)
            parts = {how: Fold(how, rows.node) for how in ("count", "sum")}
            shares = {how: Arith("share", parts[how], Fold(how, whole)) for how in hows}
            for how, share in shares.items():
                yield Tell((parts[how], share)), rows.used | extra, rows.score - 0.4, "fold+share"
            if "sum" in shares and "count" in hows:
                told = Tell((parts["count"], shares["sum"]))
                yield told, rows.used | extra, rows.score - 0.5, "fold+share"
                told = Tell((*parts.values(), shares["sum"]))  # 有几项，一共多少，占几成
                yield told, rows.used | extra, rows.score - 0.5, "folds+share"


def _shares_of_sections(scene: Scene) -> Iterator[Found]:
    """两类任务各占几成; 四项重点任务各占多少: each part of its whole."""
    cues = scene.chart.anchors("op", "share", span=scene.span)
    each = scene.chart.mask("each")
    if not cues or not (each or len(cues) > 1):  # 重点占百分之几、其他占百分之几
        return
    extra = scene.asked | masks(cues) | each
    whole = Fold("sum", TASKS)
    for key, other, used in section_pairs(scene.chart, scene.span):
        both = Tell((Arith("share", key, whole), Arith("share", other, whole)))
        yield both, used | extra, 0, "shares:sec"
    money = {*scene.sheet.of_dimension("money")}
    for table in scene.tables[:3]:
        rows = scene.sheet.found(table.node) or ()
        if 1 < len(rows) <= _MANY and money.issuperset(rows):
            node = shares_of(scene.sheet.found_ids(table.node), Fold("sum", table.node))
            yield node, table.used | extra, table.score - 0.3, "shares:rows"


def _shares_of_some(scene: Scene) -> Iterator[Found]:
    """占比不足一成的有哪些，各占多少: of rows that a condition left, each of the whole table."""
    cue = scene.op("share")
    for rows in scene.filtered if cue else ():
        if rows.narrowed and 0 < rows.count <= _MANY:
            whole = Fold("sum", unnarrowed(rows.node))
            node = shares_of(scene.sheet.found_ids(rows.node), whole)
            used = rows.used | scene.asked | cue | scene.op("list") | scene.chart.mask("each")
            yield node, used, rows.score - 0.6, "shares:some"


def _numbers(scene: Scene) -> Iterator[Found]:
    """最大的三项合计."""
    for one in scene.numbers:
        if not isinstance(one.node, Given | Value):
            used = one.used | scene.asked
            yield Tell((one.node,)), used, one.score - 0.3, f"number:{one.tag}"


def _conversions(scene: Scene) -> Iterator[Found]:
    """普法宣传折合多少元; 总额是多少亿."""
    each = scene.chart.mask("each")
    for unit, mask in scene.chart.reading.target_units:
        extra = mask | scene.asked | scene.op("convert")
        for rows in scene.one[:4]:
            row = scene.row(rows.node)
            if row is not None and row.quantity and row.quantity.unit != unit:
                used = rows.used | extra | scene.cell("amount")
                yield Tell((Convert(Value(rows.node), unit),)), used, rows.score - 0.2, "convert"
        for one in (*scene.sums[:14], *scene.numbers, *scene.chart.scaled(scene.span)[:4]):
            if not isinstance(one.node, Given | Value):
                amount = scene.sheet.amount(one.node)
                if (amount.unit if amount else "") != unit:
                    node = Tell((Convert(one.node, unit),))
                    yield node, one.used | extra, one.score - 0.3, f"convert:{one.tag}"
                    parts = distributed(scene, one.node) if each else ()
                    if 1 < len(parts) <= _MANY:  # 普法和考务各折合多少元
                        node = Tell(tuple(Convert(part, unit) for part in parts))
                        yield node, one.used | extra | each, one.score - 0.2, "each:convert"
        for number in scene.before.numbers[-2:] if scene.before else ():
            node = Tell((Convert(number, unit),))
            yield node, extra | scene.pointing, -0.3, "convert:before"


def _rounded(scene: Scene) -> Iterator[Found]:
    """村级信访调解取整是多少万: a number, in its own unit, as one to be rounded."""
    if not (rounding := scene.chart.reading.rounding):
        return
    for rows in scene.one[:4]:
        row = scene.row(rows.node)
        if row is not None and row.quantity and row.quantity.unit:
            used = rows.used | rounding | scene.asked | scene.cell("amount")
            node = Tell((Convert(Value(rows.node), row.quantity.unit),))
            yield node, used, rows.score - 0.2, "rounded"
    for one in scene.numbers:
        amount = scene.sheet.amount(one.node)
        if amount is not None and amount.unit and isinstance(one.node, Fold):
            node = Tell((Convert(one.node, amount.unit),))
            yield node, one.used | rounding | scene.asked, one.score - 0.2, "rounded:fold"


def _scaled(scene: Scene) -> Iterator[Found]:
    """普法宣传的一半是多少; 重点任务上浮一成是多少."""
    chart, span = scene.chart, scene.span
    for one in (*chart.scaled(span), *chart.scenarios(span)):
        used = one.used | scene.asked | scene.cell("amount")
        yield Tell((one.node,)), used, one.score - 0.2, one.tag


_LINES = (
    _folds,
    _several_folds,
    _folds_of_sections,
    _counts_of_levels,
    _count_and_sum,
    _with_passages,
    _arithmetic,
    _value_beside,
    _count_beside_share,
    _shares_of_sections,
    _shares_of_some,
    _numbers,
    _conversions,
    _rounded,
    _scaled,
)
