"""Following a conversation: the form before with a part replaced, one of its rows chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from askperf.logic import (
    Arith,
    Claim,
    Either,
    Except,
    Extreme,
    Fold,
    Form,
    Holds,
    Larger,
    Nth,
    OfUnit,
    Pick,
    Rows,
    Show,
    Table,
    Tell,
    Value,
    Where,
    nodes,
)
from askperf.understanding.grammar.amending import AMENDING
from askperf.understanding.grammar.ordinals import places
from askperf.understanding.grammar.places import sizes
from askperf.understanding.grammar.replacing import replaced
from askperf.understanding.grammar.resuming import of_kind, of_tables, otherwise, part_of
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import (
    EITHER_TABLE,
    TASKS,
    Before,
    Found,
    RowSet,
    masks,
)

_ROWS = (Pick, Table, Where, Except, Extreme, Nth, Either)
_CELLS = ("content", "goal", "value", "explanation", "unit", "comparator", "level", "line", "quote")
_COMPARED = (Arith, Claim, Larger)
_OF_PAIR = ("before:former", "before:latter", "before:earliest", "before:latest")
_FOLLOWED = ("follow:opposite", "follow:relation", "follow:condition", "follow:special")
_FOLDS = ("sum", "count", "mean")
_UNLINKED = -12
_LINKED = 12


def following(scene: Scene) -> Iterator[Found]:
    """All forms that take up the turn before."""
    if scene.before is not None:
        used = scene.asked | scene.pointing
        if any(isinstance(node, _COMPARED) for node in nodes(scene.before.form)):
            used |= scene.chart.mask("than", span=scene.span)  # 比人民调解员工作呢
        for line in _LINES:
            for form, covered, score, rule in line(scene, scene.before, used):
                chosen = Show(form.rows, form.cells) if isinstance(form, Show) else form
                yield chosen, covered, score, rule
                if rule.startswith(_FOLLOWED):
                    yield from _otherwise_told(scene, form, covered, score, rule)


def _otherwise_told(
    scene: Scene, form: Form, used: int, score: float, rule: str
) -> Iterator[Found]:
    """没超过的加起来呢, after 超过50万的有哪些; 不到的是哪些, after how many they are."""
    if isinstance(form, Show):
        for how in _FOLDS:
            if cue := scene.op(how):
                yield Tell((Fold(how, form.rows),)), used | cue, score - 0.1, rule
    elif isinstance(form, Tell) and len(form.numbers) == 1:
        (number,), which = form.numbers, scene.chart.mask("ask", "which") | scene.op("list")
        if which and isinstance(number, Fold):
            yield Show(number.rows, ("value",)), used | which, score - 0.1, rule


def _other_rows(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """那项目支出呢; 最大的呢."""
    cells = scene.cell(*_CELLS)
    # 那单位呢 asks for a cell of the row before, though another row's name has the word.
    news = [(x, "row") for x in scene.names[:4] if not x.used or x.used & ~cells]
    news += [(x, "section") for x in scene.filtered if x.tag.startswith("sec:")]
    news += [(x, "special") for x in (*scene.special[:4], *scene.excluded[:3])]
    news += [(x, "pair") for x in scene.earlier_one if x.tag in _OF_PAIR]  # 那后者呢
    old: dict[Rows, None] = {x: None for x in nodes(before.form) if isinstance(x, _ROWS)}
    away = {x.less for x in nodes(before.form) if isinstance(x, Except)}
    for new, kind in news:
        for rows in old:
            if rows != new.node and not (rows in away and isinstance(new.node, Except)):
                node: Form = replaced(before.form, rows, new.node)
                yield node, new.used | used, new.score - 0.2, f"follow:{kind}"


def _alike_in_kind(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """那法律援助呢, after a sum of money: the likeliest row that is counted in the same unit."""
    old = Pick(before.rows)
    if len(before.rows) != 1 or old not in nodes(before.form) or scene.cells:
        return
    sheet = scene.sheet
    kind = _dimension(scene, sheet.index[before.rows[0]])
    for index, score in scene.chart.links(scene.span)[:_LINKED]:
        words = scene.chart.support(index, scene.span)
        if words and sheet.ids[index] != before.rows[0] and _dimension(scene, index) == kind:
            form: Form = replaced(before.form, old, Pick((sheet.ids[index],)))
            yield form, words | used, max(score, -3.0) - 0.2, "follow:row"
            return


def _dimension(scene: Scene, index: int) -> str:
    quantity = scene.sheet.rows[index].quantity
    return scene.sheet.dimension(quantity.unit) if quantity else ""


def _kin(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """宣传呢, after 法律援助培训几次: of the rows with the word, one akin to the row before."""
    if len(before.rows) != 1 or Pick(before.rows) not in nodes(before.form):
        return
    old = Pick(before.rows)
    for share, index in scene.sheet.kin(scene.sheet.index[before.rows[0]]):
        words = scene.chart.support(index, scene.span) & ~used
        if words:
            form: Form = replaced(before.form, old, Pick((scene.sheet.ids[index],)))
            yield form, words | used, share - 1, "follow:kin"


def _other_section(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """另外那一类呢: the other table of tasks."""
    for cue in scene.chart.anchors("other-part"):
        for rows, other in EITHER_TABLE:
            whole = Pick(tuple(scene.sheet.ids[i] for i in scene.sheet.found(rows) or ()))
            for old in (rows, whole):
                if old in nodes(before.form):
                    node: Form = replaced(before.form, old, other)
                    covered = used | cue.mask | scene.op("sum", "count") | scene.cell("amount")
                    yield node, covered, 0, "follow:section"


def _namesake(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """同名的另外那一条呢; 另一条的解释: the others of the row's name, or of the pair before."""
    chart = scene.chart
    cues = chart.anchors("op", "duplicate", "namesake")
    if not cues and len(before.rows) == 1:
        cues = [*chart.anchors("others"), *chart.anchors("other-part")]
    if not cues or not before.rows or not isinstance(before.form, Show):
        return
    row = before.rows[-1]
    alike = _of_its_name(scene, row)
    others = tuple(x for x in (alike if len(alike) > 1 else before.recent[-2:]) if x != row)
    counts = masks(n for n in chart.numbers("rows") if 0 <= n.start - cues[0].end <= 1)
    covered = used | masks(cues) | counts
    if others:
        yield Show(Pick(others), before.form.cells), covered, 0, "follow:namesake"
    for cell, named in _asked_cells(scene) if others else ():
        yield Show(Pick(others), (cell,)), covered | named, 0, "follow:namesake"


def _of_its_name(scene: Scene, row: str) -> tuple[str, ...]:
    """The ids of the rows of a row's name, itself among them."""
    sheet = scene.sheet
    return tuple([sheet.ids[i] for i in sheet.namesakes[sheet.rows[sheet.index[row]].name]])


def _namesake_of_unit(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """单位写“个”的那条呢: the row of that unit among those of the name."""
    if len(before.rows) != 1:
        return
    alike = _of_its_name(scene, before.rows[0])
    cells = before.form.cells if isinstance(before.form, Show) else ("value",)
    for unit in scene.chart.units(scene.span) if len(alike) > 1 else ():
        node = Show(Where(Pick(alike), OfUnit(unit.units)), cells)
        yield node, unit.mask | used, 0.3, "follow:namesake"


def _also(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """还有谁也是10万, after a row that is: the others that a condition leaves."""
    more = scene.chart.mask("and") | scene.chart.mask("others")
    for rows in scene.filtered[:4] if len(before.rows) == 1 and more else ():
        if rows.narrowed and rows.count > 1:
            node = Except(rows.node, Pick(before.rows))
            yield Show(node, ("value",)), rows.used | used | more, rows.score - 0.2, "follow:also"


def _of_its_number(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """还有哪项也是这个数: the rows of a table that have the number of the row before."""
    row = scene.sheet.row(Pick(before.rows)) if len(before.rows) == 1 else None
    cues = scene.chart.anchors("same-number")
    if row is None or not cues:
        return
    alike = Holds("=", Value(Pick(before.rows)))
    more = scene.chart.mask("and") | scene.chart.mask("others") | scene.op("list", "exists")
    tables = [x for x in scene.tables[:2] if x.used]
    for table in (*tables, RowSet(TASKS if row.is_task else Table((row.section,)), 0, 0.0, "own")):
        node = Except(Where(table.node, alike), Pick(before.rows))
        covered = used | masks(cues) | more | table.used
        yield Show(node, ("value",)), covered, table.score, "follow:number"


def _other_place(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """第二大的呢; 最小的呢: of the rows that the place before was among."""
    old = [x for x in nodes(before.form) if isinstance(x, Extreme | Nth)]
    for rows in old[:2]:
        for place in places(scene.chart, scene.span):
            largest = rows.largest if isinstance(rows, Extreme) else True
            ranked = Extreme(rows.rows, largest, place.by_size)
            listed = () if isinstance(rows, Extreme) else (Nth(rows.rows, place.places),)
            for node in (ranked, *listed):
                if node != rows:
                    form: Form = replaced(before.form, rows, node)
                    yield form, place.used | used, -0.2, "follow:place"
        for cue, largest in sizes(scene.chart, scene.span):
            node = Extreme(rows.rows, largest, rows.places if len(rows.places) > 1 else (1,))
            if node != rows:
                form = replaced(before.form, rows, node)
                yield form, cue.mask | used, -0.2, "follow:place"


def _nth_shown(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """第二个呢, after several rows were shown or told of: one of them, by its place."""
    form = before.form
    if isinstance(form, Show) and len(before.order) > 1:
        for row, its in _by_place(scene, before.order):
            yield Show(Pick((row,)), form.cells), its | used, 2, "choose:nth"
        return
    for row, its in _by_place(scene, before.recent):  # told of one after the other
        for cell, named in (("value", 0), *_asked_cells(scene)):
            yield Show(Pick((row,)), (cell,)), its | named | used, -0.2, "choose:told"


def _by_place(scene: Scene, rows: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The rows that a question points to by their place among some, with its positions."""
    for place in places(scene.chart, scene.span):
        at = place.places[0]
        if len(place.places) == 1 and 0 < abs(at) <= len(rows) > 1:
            yield rows[at - 1 if at > 0 else at], place.used


def _next_place(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """再往下一名呢: the place after the one before, where that was by size."""
    old = [x for x in nodes(before.form) if isinstance(x, Extreme) and len(x.places) == 1]
    for anchor in scene.chart.anchors("dialogue", "next", "previous", span=scene.span):
        step = 1 if anchor.value == "next" else -1
        for rows in old[:1]:
            if rows.places[0] + step > 0:
                node = Extreme(rows.rows, rows.largest, (rows.places[0] + step,))
                form: Form = replaced(before.form, rows, node)
                yield form, anchor.mask | used, 0, "follow:next"


def _choice(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """法考的那个: one of the rows that were shown."""
    if len(before.rows) < 2:
        return
    links, index = dict(scene.chart.links(scene.span)), scene.sheet.index
    ranked = sorted(((links.get(index[r], _UNLINKED), r) for r in before.rows), reverse=True)
    cells = getattr(before.form, "cells", None)
    for link, row in ranked[:3]:
        covered = scene.chart.support(index[row], scene.span) | used
        score = max(link, -3)
        yield Show(Pick((row,)), ("value",)), covered, score + 0.5, "choose"
        if cells and cells != ("value",):
            yield Show(Pick((row,)), cells), covered, score + 0.4, "choose"
    for unit in scene.chart.units(scene.span):
        node = Show(Where(Pick(before.rows), OfUnit(unit.units)), ("value",))
        yield node, unit.mask | used, 0.5, "choose:unit"


def _again(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """再说一遍."""
    yield before.form, used, -1.5, "repeat"


def _other_cell(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """目标呢."""
    if isinstance(before.form, Show):
        for cell, named in _asked_cells(scene):
            yield Show(before.form.rows, (cell,)), named | used, -0.1, "follow:cell"


def _asked_cells(scene: Scene) -> Iterator[tuple[str, int]]:
    """The cells that a question names, each with the positions of its wordings."""
    for cell in _CELLS:
        if named := scene.cell("amount" if cell == "value" else cell):
            yield cell, named


_LINES = (
    *AMENDING,
    _other_section,
    _namesake,
    _namesake_of_unit,
    _also,
    _of_its_number,
    _other_rows,
    _alike_in_kind,
    _kin,
    _other_place,
    _nth_shown,
    _next_place,
    _choice,
    _again,
    _other_cell,
    otherwise,
    part_of,
    of_tables,
    of_kind,
)
