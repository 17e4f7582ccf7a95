"""Evaluation of selections, lists and rankings."""

from __future__ import annotations

from decimal import Decimal

from askperf.answer import Denotation, Figure, Statement
from askperf.execution.context import Context, plain, result, unlike_units
from askperf.facts import Row
from askperf.folding import squeeze
from askperf.operations import Duplicates, Exists, Extremes, ListRows, Position, Rank, Topic
from askperf.query import Bound, Selection

_MEETS = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
}


def meets(value: Decimal, comparator: str, target: Decimal) -> bool:
    """Does a value meet a comparator and its target?"""
    return bool(_MEETS[comparator](value, target))


def chosen(selection: Selection, context: Context) -> list[Row]:
    """The rows that meet every condition, in the form's order."""
    if selection.rows:
        return list(context.rows(selection.rows))
    rows = [
        row
        for row in context.form.section(*selection.sections)
        if row.id not in selection.exclude and _fits(row, selection, context)
    ]
    if selection.top or selection.drop:
        return _by_size(rows, selection)
    return rows


def _by_size(rows: list[Row], selection: Selection) -> list[Row]:
    """The largest or smallest rows only, or all but them."""
    number = selection.top or selection.drop
    ranked = sorted((r for r in rows if r.quantity), key=_number, reverse=number > 0)
    picked = ranked[: abs(number)]
    return picked if selection.top else [row for row in rows if row not in picked]


def _fits(row: Row, selection: Selection, context: Context) -> bool:
    q = row.quantity
    if selection.levels and not any(
        level in f"{row.level1}{row.level2}" for level in selection.levels
    ):
        return False
    if selection.units and (q is None or q.unit not in selection.units):
        return False
    if selection.comparators and (q is None or q.bound not in selection.comparators):
        return False
    if any(not _meets_bound(row, bound, context) for bound in selection.bounds):
        return False
    text = squeeze("".join(text for _, text in row.cells()))
    return all(
        any(w[1:] == row.id if w.startswith("@") else squeeze(w) in text for w in words)
        for words in selection.terms
    )


def _meets_bound(row: Row, bound: Bound, context: Context) -> bool:
    q = row.quantity
    if q is None:
        return False
    if not bound.unit:
        return meets(q.value, bound.comparator, bound.value)
    if context.dimension(bound.unit) != context.dimension(q.unit):
        return False
    return meets(
        q.value * context.factor(q.unit),
        bound.comparator,
        bound.value * context.factor(bound.unit),
    )


def describe(selection: Selection, context: Context) -> str:
    """A selection in words, as the answer names it."""
    if selection.rows:
        return "、".join(f"“{row.name}”" for row in context.rows(selection.rows))
    parts = [f"{level}" for level in selection.levels]
    parts += [context.say("select.unit", {"unit": unit}) for unit in selection.units]
    parts += [context.say("select.comparator", {"mark": m}) for m in selection.comparators]
    parts += [
        context.say(
            f"select.{bound.comparator}",
            {"number": context.amount(plain(bound.value), bound.unit)},
        )
        for bound in selection.bounds
    ]
    parts += [
        context.say("select.term", {"term": next(w for w in words if not w.startswith("@"))})
        for words in selection.terms
    ]
    key = "+".join(selection.sections)
    sections = context.say(f"select.{key}") if f"select.{key}" in context.lexicon.responses else ""
    text = "、".join(parts) + (sections if not selection.levels else "")
    if selection.top or selection.drop:
        key = "top" if selection.top else "drop"
        number = selection.top or selection.drop
        size = context.say("select.largest" if number > 0 else "select.smallest")
        text = context.say(f"select.{key}", {"rest": text, "size": size, "count": str(abs(number))})
    if selection.exclude:
        names = "、".join(f"“{row.name}”" for row in context.rows(selection.exclude))
        text = context.say("select.exclude", {"names": names, "rest": text})
    return text


def nothing(selection: Selection, context: Context) -> Denotation:
    """No row meets the conditions: the form settles that there is none."""
    slots = {"label": describe(selection, context)}
    return Denotation("answered", (Statement("list.none", slots),))


def row_line(row: Row, context: Context) -> Statement:
    """One line of a list."""
    said = context.number(row) if row.quantity else (row.text or context.say("empty-cell"))
    return context.statement("list.row", row, number=said)


def list_rows(node: ListRows, context: Context) -> Denotation:
    """The rows of a selection, or that there are none."""
    rows = chosen(node.selection, context)
    if not rows:
        return nothing(node.selection, context)
    label = describe(node.selection, context)
    head = Statement("list", {"label": label, "count": str(len(rows))})
    figures = tuple(context.figure(row) for row in rows if row.quantity)
    ids = tuple(row.id for row in rows)
    lines = tuple(row_line(row, context) for row in rows)
    return Denotation("answered", (head, *lines), figures, ids, order=ids)


def ordered(selection: Selection, descending: bool, context: Context) -> list[Row]:
    """Rows that have a number, by it; equal ones in the form's order."""
    rows = [row for row in chosen(selection, context) if row.quantity]
    sign = -1 if descending else 1
    return sorted(rows, key=lambda row: sign * row.quantity.value if row.quantity else 0)


def topic(node: Topic, context: Context) -> Denotation:
    """All rows that name a topic, each with its number."""
    rows = context.rows(node.rows)
    head = Statement("topic", {"topic": node.topic, "count": str(len(rows))})
    statements = [head]
    figures = []
    for row in rows:
        said = context.number(row) if row.quantity else (row.text or context.say("empty-cell"))
        statements.append(context.statement("topic.row", row, number=said))
        if row.quantity:
            figures.append(context.figure(row))
    return Denotation("answered", tuple(statements), tuple(figures), node.rows, order=node.rows)


def rank(node: Rank, context: Context) -> Denotation:
    """Rows at places of the ranking, or all of them in order."""
    rows = ordered(node.selection, node.descending, context)
    units = {context.dimension(row.quantity.unit) for row in rows if row.quantity}
    label = describe(node.selection, context)
    last = max(node.positions, default=1)
    if not rows or not 1 <= last <= len(rows) or min(node.positions, default=1) < 1:
        slots = {"words": str(last), "count": str(len(rows)), "label": label}
        return Denotation("not_found", (Statement("refuse.rank", slots),))
    picked = _with_ties(rows, node.positions) if node.positions else rows
    direction = "rank.descending" if node.descending else "rank.ascending"
    head = {"scope": label, "count": str(len(rows)), "direction": context.say(direction)}
    statements = []
    if len(units) > 1:
        statements.append(Statement("note.mixed-units"))
    for row in picked:
        place = 1 + _before(rows, row, node.descending)
        slots = {**head, "place": str(place), "number": context.number(row)}
        statements.append(context.statement("rank.row", row, **slots))
    ids = tuple(row.id for row in picked)
    figures = tuple(context.figure(row) for row in picked)
    order = tuple(row.id for row in rows)
    return Denotation("answered", tuple(statements), figures, ids, order=order)


def _number(row: Row) -> Decimal:
    assert row.quantity is not None
    return row.quantity.value


def _before(rows: list[Row], row: Row, descending: bool) -> int:
    """How many rows stand strictly before this one."""
    mine = _number(row)
    return sum(_number(r) > mine if descending else _number(r) < mine for r in rows)


def _with_ties(rows: list[Row], positions: tuple[int, ...]) -> list[Row]:
    """The rows at the positions, with those that share their number: a tie is a tie."""
    picked = [rows[position - 1] for position in dict.fromkeys(positions)]
    if len(positions) > 1:
        return picked
    return [row for row in rows if _number(row) == _number(picked[0])]


def position(node: Position, context: Context) -> Denotation:
    """The place of a row among others, largest first; equal numbers share a place."""
    rows = ordered(node.selection, True, context)
    row = context.row(node.row)
    if row not in rows:
        return unlike_units(context.label(row))
    place = 1 + _before(rows, row, True)
    slots = {
        "place": str(place),
        "count": str(len(rows)),
        "scope": describe(node.selection, context),
        "number": context.number(row),
    }
    figures = (context.figure(row),)
    order = tuple(r.id for r in rows)
    said = context.statement("position", row, **slots)
    return Denotation("answered", (said,), figures, (row.id,), order=order)


def extremes(node: Extremes, context: Context) -> Denotation:
    """The largest and the smallest row, and how many times the one is the other."""
    rows = ordered(node.selection, True, context)
    if not rows:
        return nothing(node.selection, context)
    top, bottom = rows[0], rows[-1]
    statements = [
        context.statement("extremes.most", top, number=context.number(top)),
        context.statement("extremes.least", bottom, number=context.number(bottom)),
    ]
    figures = [context.figure(top), context.figure(bottom)]
    derived = _between(top, bottom, node.then, context)
    if derived is not None:
        slots = {
            "number": context.amount(plain(derived.value), derived.unit),
            "derivation": derived.derivation or "",
        }
        statements.append(Statement(f"extremes.{node.then}", slots))
        figures.append(derived)
    ids = tuple(dict.fromkeys((top.id, bottom.id)))
    return Denotation("answered", tuple(statements), tuple(figures), ids, order=ids)


def _between(top: Row, bottom: Row, then: str, context: Context) -> Figure | None:
    """How many times or by how much the one exceeds the other; units must be the same."""
    assert top.quantity and bottom.quantity
    high, low = top.quantity, bottom.quantity
    if not then or high.unit != low.unit or not low.value:
        return None
    mark, unit = ("÷", "倍") if then == "ratio" else ("-", high.unit)
    exact = context.divide(high.value, low.value) if then == "ratio" else high.value - low.value
    value, rounded = context.round(exact)
    derivation = result(f"{high.literal} {mark} {low.literal}", value, rounded)
    label = context.say(f"label.{then}")
    return Figure(value, unit, None, label, top.full_id, derivation)


def duplicates(node: Duplicates, context: Context) -> Denotation:
    """Rows that share their number, group by group."""
    groups: dict[Decimal, list[Row]] = {}
    for row in chosen(node.selection, context):
        if row.quantity:
            groups.setdefault(row.quantity.value, []).append(row)
    shared = [rows for rows in groups.values() if len(rows) > 1]
    if not shared:
        return Denotation("answered", (Statement("duplicates.none"),))
    statements, figures, ids = [], [], []
    for rows in shared:
        labels = "；".join(context.label(row) for row in rows)
        slots = {"labels": labels, "number": context.number(rows[0]), "count": str(len(rows))}
        statements.append(Statement("duplicates", slots))
        figures += [context.figure(row) for row in rows]
        ids += [row.id for row in rows]
    return Denotation("answered", tuple(statements), tuple(figures), tuple(ids), tuple(ids))


def exists(node: Exists, context: Context) -> Denotation:
    """Does the form have such rows? Where it has none, which kinds it has."""
    rows = context.rows(node.rows)
    what = node.level or node.comparator or node.topic
    slots = {"what": what, "count": str(len(rows))}
    if rows:
        kind = "topic" if node.topic else "kind"
        lines = tuple(row_line(row, context) for row in rows)
        figures = tuple(context.figure(row) for row in rows if row.quantity)
        ids = tuple(row.id for row in rows)
        head = Statement(f"exists.{kind}", slots)
        return Denotation("answered", (head, *lines), figures, ids, order=ids)
    kinds: dict[str, None] = {}
    for row in context.form.section("indicators"):
        kinds[(row.level1 or "").partition("-")[2]] = None
    slots |= {"kinds": "、".join(kinds), "total": str(len(context.form.section("indicators")))}
    return Denotation("answered", (Statement("exists.none", slots),))
