"""Belonging and existence: is a row one of some, are there such rows?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from askperf.facts import Row
from askperf.logic import (
    Belongs,
    Claim,
    Condition,
    Except,
    Extreme,
    Fold,
    Given,
    Holds,
    Mentions,
    Not,
    Nth,
    OfComparator,
    OfLevel,
    OfUnit,
    Rows,
    Some,
    Table,
    Where,
    nodes,
)
from askperf.understanding.grammar.places import sizes
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import (
    EVERYTHING,
    INDICATORS,
    TASKS,
    Found,
    RowSet,
    narrowed,
    section_table,
)
from askperf.understanding.reading import first_of, mask_of

_TOLD, _LIKELY = 2, -1.2  # letters of a row, or how sure it is that it is meant
_BOUNDED = 2  # pairs of bounds, and words of the prose, that are looked at
_CELLS = ("level", "comparator")
_NOUNS = frozenset("nvaj")  # classes of words that may be a topic


def existence(scene: Scene) -> Iterator[Found]:
    """All forms that ask whether rows are of a kind, or whether there are any."""
    kinds = scene.chart.mask("level") | scene.chart.mask("section")
    for one in scene.one[:3]:
        row = scene.row(one.node)
        told = (one.used & ~kinds).bit_count()
        meant = told >= _TOLD or (one.score > _LIKELY and (told or not scene.op("exists")))
        for line in _OF_A_ROW if row and meant else ():
            for rows, used, score, rule in line(scene):
                if row is not None:
                    yield _belongs(row, one, rows, used | scene.judged, score, rule)
    for other in _LINES:
        yield from other(scene)


def _belongs(row: Row, one: RowSet, rows: Rows, used: int, score: float, rule: str) -> Found:
    return Belongs(row.id, rows), one.used | used, one.score + score, f"belongs:{rule}"


# ── what a row may be one of: rows, positions, score, rule ───────────────────────────


def ends(scene: Scene) -> Iterator[tuple[Rows, int, float, str]]:
    """普法宣传是不是最大的."""
    for cue, largest in sizes(scene.chart, scene.span):
        for rows in (*scene.tables[:4], *scene.told_of[:2]):
            node = Extreme(rows.node, largest, (1,))
            yield node, rows.used | cue.mask, rows.score, "ext"


def _tops(scene: Scene) -> Iterator[tuple[Rows, int, float, str]]:
    """公证处能进前三吗; 是不是排第二; 是不是重点任务第三条."""
    for rows in scene.special[:8]:
        if isinstance(rows.node, Extreme) and not rows.node.is_end:
            yield rows.node, rows.used | scene.op("enter", "position"), rows.score, "place"
        if isinstance(rows.node, Nth) and isinstance(rows.node.rows, Table) and rows.count == 1:
            yield rows.node, rows.used | scene.cell("number"), rows.score, "nth"


def kinds(scene: Scene) -> Iterator[tuple[Rows, int, float, str]]:
    """普法宣传是重点任务吗; 是质量指标吗. 是数量指标还是质量指标 asks which of two it is."""
    named = {(a.kind, a.value) for a in scene.chart.reading.anchors}
    either = Counter(kind for kind, _ in named)
    for anchor in scene.chart.reading.anchors:
        if anchor.kind in _CELLS and either[anchor.kind] > 1:
            continue
        if anchor.kind == "section":
            used = anchor.mask | scene.op("locate")
            yield section_table(anchor.value), used, 0, "section"
        if anchor.kind == "level":
            yield Where(INDICATORS, OfLevel(anchor.value)), anchor.mask, 0, "level"
        if anchor.kind == "comparator":
            yield Where(INDICATORS, OfComparator(anchor.value)), anchor.mask, 0, "comparator"


def _units(scene: Scene) -> Iterator[tuple[Rows, int, float, str]]:
    """培训次数的单位是次吗."""
    for unit in scene.chart.units(scene.span):
        yield Where(EVERYTHING, OfUnit(unit.units)), unit.mask, 0, "unit"


def _lines(scene: Scene) -> Iterator[tuple[Rows, int, float, str]]:
    """基本支出在原文第9行，对吗."""
    for rows in scene.special:
        if rows.tag == "line":
            yield rows.node, rows.used | scene.cell("line", "quote"), rows.score, "line"


_OF_A_ROW = (ends, _tops, kinds, _units, _lines)

# ── are there any ────────────────────────────────────────────────────────────────────


def _some(scene: Scene) -> Iterator[Found]:
    """有没有超过20万的任务."""
    used = scene.judged | scene.op("exists", "list")
    for rows in scene.sets:
        if rows.tag != "tied":
            narrowed = rows.narrowed or rows.tag == "rel"
            kind = "cond" if narrowed else rows.tag.partition(":")[0]
            yield Some(rows.node), rows.used | used, rows.score - 0.3, f"some:{kind}"


def _all_or_none(scene: Scene) -> Iterator[Found]:
    """任务都超过1万吗; 没有超过20万的任务, 对吗."""
    every = scene.every
    denied = scene.chart.mask("neg")
    found = scene.judged | scene.op("exists", "list")
    for rows in scene.sets:
        turned = _turned(rows.node)
        if turned is None:
            continue
        if every:
            used = rows.used | scene.judged | every
            yield Some(turned, False), used, rows.score - 0.3, "some:all"
        twice = any(isinstance(x, Not) for x in nodes(rows.node)) and not denied & ~rows.used
        if denied and not twice:  # 没有一项过70万 has but one negation
            yield Some(rows.node, False), rows.used | found | denied, rows.score - 0.5, "some:not"


def _turned(node: Rows) -> Rows | None:
    """Rows that don't meet the condition, of narrowed ones; of others None."""
    if isinstance(node, Except):
        rows = _turned(node.rows)
        return None if rows is None else Except(rows, node.less)
    if not isinstance(node, Where):
        return None
    condition = node.condition
    other = condition.condition if isinstance(condition, Not) else Not(condition)
    return Where(node.rows, other)


def _such_a_row(scene: Scene) -> Iterator[Found]:
    """有普法宣传吗; 有没有单位是亩的."""
    used = scene.judged | scene.op("exists", "list")
    for one in scene.one[:3]:
        yield Some(one.node), one.used | used, one.score - 0.6, "some:row"
    for rows in scene.filtered:
        if rows.narrowed and not rows.count:
            yield Some(rows.node), rows.used | used, rows.score + 1.5, "some:none"


def _nowhere(scene: Scene) -> Iterator[Found]:
    """有没有仲裁方面的任务: a word that stands nowhere in the form."""
    cue = scene.op("exists")
    if not cue:
        return
    used = scene.judged | cue | scene.op("list")
    for token in scene.chart.reading.tokens:
        mask = mask_of(token.start, token.end)
        if len(token.text) < 2 or mask & scene.chart.busy or token.text in scene.sheet.prose:
            continue
        if token.pos[:1] not in _NOUNS or scene.chart.index.synonyms(token.text):
            continue
        for base in scene.chart.bases(scene.span)[:3]:
            node = Some(Where(base.node, Mentions((token.text,))))
            yield node, base.used | mask | used, base.score - 0.6, "some:nowhere"


def _within(scene: Scene) -> Iterator[Found]:
    """基本支出在2200万到2300万之间吗; 是不是八百多万: two bounds that a row keeps."""
    bounded = [x for x in scene.chart.conditions(scene.span) if len(x[0]) > 1]
    for narrowing, covered in bounded[:_BOUNDED]:
        if _bounds(narrowing):
            first = max(scene.span[0], first_of(covered))
            ahead = scene.chart.singles((scene.span[0], first), 1) if first > scene.span[0] else ()
            for one in dict.fromkeys((*scene.one[:3], *ahead)):
                used = one.used | covered | scene.judged
                if not one.used & covered:
                    yield Some(narrowed(one.node, narrowing)), used, one.score - 0.2, "some:within"


def _bounds(narrowing: tuple[Condition, ...]) -> bool:
    """Are they bounds on a number, and nothing else?"""
    return all(isinstance(condition, Holds) for condition in narrowing)


def _only(scene: Scene) -> Iterator[Found]:
    """只有一村一法律顾问超过百万，对吗: it does, and the rows that do are one."""
    said = next(scene.words.only.finditer(scene.text, *scene.span), None)
    one_row = Given(Decimal(1), scene.words.counter)
    for one in scene.names[:2] if said else ():
        row = scene.row(one.node)
        table = TASKS if row and row.section in TASKS.sections else INDICATORS
        for narrowing, covered in scene.chart.conditions(scene.span)[:_BOUNDED]:
            rows = narrowed(table, narrowing)
            if said and row and _bounds(narrowing) and row.id in scene.sheet.found_ids(rows):
                used = one.used | covered | mask_of(*said.span()) | scene.judged
                yield Claim(Fold("count", rows), "=", one_row), used, one.score, "claim:only"


def _told_in(scene: Scene) -> Iterator[Found]:
    """普法宣传里写到宪法日吗: what may stand in the prose of a row that is named."""
    if scene.op("meets", "misses") and scene.chart.numbers("number", span=scene.span):
        return  # 社区矫正培训5天够吗 asks of a target, not of a word
    texts = scene.chart.mask("attribute")
    found = scene.chart.conditions(scene.span)
    for one in scene.one[:3]:
        row = scene.row(one.node)
        if row is None:
            continue
        own = scene.chart.reading.overlap.telling(scene.sheet.index[row.id])
        told = [x for x in found if _is_beside_name(x[0], row)]
        for narrowing, covered in told[:_BOUNDED]:
            if (own & ~covered).bit_count() >= _TOLD:  # else the word itself leads to the row
                used = one.used | covered | scene.judged | texts | scene.op("exists")
                yield Some(narrowed(one.node, narrowing)), used, one.score - 0.4, "some:told"


def _is_beside_name(narrowing: tuple[Condition, ...], row: Row) -> bool:
    """Is it a word to be mentioned that is no part of the row's name?"""
    if len(narrowing) != 1 or not isinstance(narrowing[0], Mentions):
        return False
    return narrowing[0].words[0] not in row.name


_LINES = (_some, _all_or_none, _such_a_row, _within, _only, _told_in, _nowhere)
