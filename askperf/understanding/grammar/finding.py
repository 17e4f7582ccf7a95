"""Finding: where a number stands, a grade, a place, and what is asked of the form itself."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.facts import Row
from askperf.logic import (
    Arith,
    Describe,
    Find,
    Grade,
    Kinds,
    OfComparator,
    OfLevel,
    Position,
    Several,
    Value,
    Where,
)
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import (
    INDICATORS,
    STRICT,
    TASKS,
    Found,
    Operand,
    RowSet,
    given,
    masks,
    number_of,
    section_table,
    stands_by,
)
from askperf.understanding.reading import mask_of

_TOLD_APART = ("level1", "level", "unit", "comparator")
_FILTERED = 10
_SEVERAL = 4  # rows whose places are asked for at once
_OF_ITS_KIND = -0.8  # what a table costs at most that holds the row whose place is asked for
_TOPICS = ("form", "help", "who", "tasks")


def finding(scene: Scene) -> Iterator[Found]:
    """All forms that find, grade, rank and describe."""
    for line in _LINES:
        yield from line(scene)


def _numbers(scene: Scene) -> Iterator[Found]:
    """26万是哪一项; 哪个任务是26万."""
    used = scene.asked | scene.op("find", "locate", "list")
    used |= scene.cell("amount", "target", "name")
    sections = scene.chart.anchors("section")
    named = scene.chart.mask("section")
    beyond = [mark for mark in scene.chart.marks() if mark.value in STRICT]
    for anchor in scene.chart.numbers("number", "rows"):
        if any(stands_by(mark, anchor, 0) for mark in beyond):
            continue  # 低于80%的 are no rows that say 80%: no form prints < or >
        yield Find(given(anchor), ()), anchor.mask | used, 0, "find"
        for section in sections:
            node = Find(given(anchor), section_table(section.value).sections)
            yield node, anchor.mask | used | named, 0, "find"


def _grades(scene: Scene) -> Iterator[Found]:
    """85分是什么等次; 良好要多少分."""
    for one in scene.one[:3]:
        row = scene.row(one.node)
        if row is not None and row.bands:
            yield from _graded(scene, one, row)


def _graded(scene: Scene, one: RowSet, row: Row) -> Iterator[Found]:
    used = one.used | scene.asked | scene.op("grade")
    yield Grade(row.id), used, one.score - 0.5, "grade:all"
    gaps = scene.chart.anchors("op", "gap")
    for anchor in scene.chart.numbers("number"):
        before = scene.text[anchor.start - 1 : anchor.start] if anchor.start else ""
        after = scene.text[anchor.end : anchor.end + 1]
        relative = before in scene.words.sizes or any(gap.end == anchor.start for gap in gaps)
        if relative or scene.words.times in (anchor.value, after):
            continue  # 比目标高25分, 差3分到优秀, 目标的1.5倍 say no score
        yield Grade(row.id, number_of(anchor)), used | anchor.mask, one.score, "grade:score"
    for label in dict.fromkeys(band.label for band in row.bands):
        at = scene.text.find(label)
        if at >= 0:
            covered = used | mask_of(at, at + len(label))
            yield Grade(row.id, None, label), covered, one.score, "grade:label"


def _places(scene: Scene) -> Iterator[Found]:
    """普法宣传排第几."""
    used = scene.asked | scene.op("position", "descending")
    if not scene.op("position", "descending"):
        return
    for one in (*scene.one[:3], *scene.earlier_one):
        row, mine = scene.row(one.node), scene.sheet.bits(one.node) or 0
        tables = (*scene.tables[:5], *scene.told_of[:2], *_all_tasks(scene))
        for rows in (*tables, *scene.excluded[:4]) if row else ():
            if row is not None and mine & (scene.sheet.bits(rows.node) or 0):
                covered = one.used | rows.used | used
                score = one.score + max(rows.score, _OF_ITS_KIND)
                yield Position(row.id, rows.node), covered, score, "position"
                for new in _changed(scene, one):
                    node = Position(row.id, rows.node, number=new.node)
                    yield node, covered | new.used, score, "position:changed"
                if up := scene.op("ascending", "least"):  # 从小到大排第几
                    node = Position(row.id, rows.node, False)
                    yield node, covered | up, score, "position:smallest"


def _changed(scene: Scene, one: RowSet) -> list[Operand]:
    """What a row's number may be changed to: 普法宣传添20万, 砍一半."""
    own, scaled = Value(one.node), scene.chart.scaled(scene.span)
    return [x for x in scaled if isinstance(x.node, Arith) and x.node.left == own]


def _places_of_each(scene: Scene) -> Iterator[Found]:
    """公证处保障和村级信访调解各排第几: the place of each of some rows."""
    used = scene.asked | scene.op("position", "descending") | scene.chart.mask("each")
    for rows in scene.joined[:2] if scene.op("position", "descending") else ():
        ids = scene.sheet.found_ids(rows.node)
        for table in (*scene.tables[:3], *_all_tasks(scene)):
            among = scene.sheet.found_ids(table.node)
            if 1 < len(ids) <= _SEVERAL and {*ids} <= {*among}:
                node = Several(tuple(Position(row, table.node) for row in ids))
                yield node, rows.used | table.used | used, rows.score - 0.3, "several:position"


def _all_tasks(scene: Scene) -> list[RowSet]:
    """重点任务里的第二名在11项中排第几: among all tasks, if they are counted or all are meant."""
    size = scene.sheet.size(TASKS)
    cues = [n for n in scene.chart.numbers("rows") if n.number == size]
    cues += scene.chart.anchors("total")
    told = any(table.node == TASKS for table in scene.tables)
    return [RowSet(TASKS, masks(cues), -0.3, "def:tasks")] if cues and not told else []


def _kinds(scene: Scene) -> Iterator[Found]:
    """二级指标有哪几种; 用了几种单位; 哪种单位最多: the kinds that a cell tells apart."""
    top = scene.chart.mask("top-level")
    asked = scene.chart.mask("kinds") | scene.op("list", "count")
    sizes = asked | scene.op("most", "least", "exists")
    known = asked | scene.asked | scene.cell("unit")  # 单 and 位 are no units here
    named_units = [u for u in scene.chart.units(scene.span) if not u.mask & known]
    if not asked or named_units:
        return  # 单位呢 asks for that of a row, 单位是次的有几条 for rows
    tables = [x for x in scene.filtered[:_FILTERED] if _is_sorted(x)]
    tables = tables or [RowSet(INDICATORS, 0, -0.5, "def:indicators")]
    for cell in _TOLD_APART:
        named = scene.cell("level" if cell == "level1" else cell)
        if not named or (cell == "level1") != bool(top):
            continue
        for rows in tables[:3]:
            used = rows.used | named | top | sizes | scene.asked
            yield Kinds(rows.node, cell), used, rows.score - 0.2, f"kinds:{cell}"


def _is_sorted(rows: RowSet) -> bool:
    """Are they indicators, all of them or those of a level or a comparator?"""
    node = rows.node
    while isinstance(node, Where) and isinstance(node.condition, OfLevel | OfComparator):
        node = node.rows
    return node == INDICATORS


def _topics(scene: Scene) -> Iterator[Found]:
    """这是什么表; 你能做什么."""
    named = scene.chart.anchors("meta")
    for anchor in named:
        used = anchor.mask | scene.asked
        yield Describe(anchor.value), used, 0, f"describe:{anchor.value}"
    for topic in _TOPICS if not named else ():
        yield Describe(topic), scene.asked, -2, f"describe?:{topic}"


_LINES = (_numbers, _grades, _places, _places_of_each, _kinds, _topics)
