"""Names of what a form is about: nested rows, conditions and numbers as noun phrases."""

from __future__ import annotations

from collections.abc import Callable

from askperf.execution.rows import rows_of
from askperf.execution.values import Amount
from askperf.facts import SECTIONS, TASK_SECTIONS
from askperf.generation.said import Words
from askperf.logic import (
    Alike,
    Arith,
    Condition,
    Convert,
    Either,
    Except,
    Extreme,
    Fold,
    Given,
    Holds,
    IsBlank,
    IsWhole,
    Limit,
    Mentions,
    Nearest,
    Not,
    Nth,
    Number,
    OfComparator,
    OfLevel,
    OfUnit,
    OnLine,
    Passage,
    Pick,
    Reach,
    Rows,
    Table,
    Value,
    Where,
)

_MOST_NAMES = 3
_OPPOSITE = {"=": "!=", "!=": "=", ">": "<=", "<=": ">", "<": ">=", ">=": "<"}


def name_rows(node: Rows, words: Words) -> str:
    """What rows a node means: 除“普法宣传”以外的全部任务."""
    return _ROWS[type(node)](node, words)


def name_number(node: Number, words: Words) -> str:
    """What number a node means: 年度重点工作任务的合计."""
    return _NUMBERS[type(node)](node, words)


def name_condition(node: Condition, words: Words) -> str:
    """What a condition asks of a row, as it stands before its noun: 单位为“次”."""
    return _CONDITIONS[type(node)](node, words, "if")


def joined(names: list[str], words: Words) -> str:
    """Names in a row, the last one after `and`."""
    if len(names) < 2:
        return "".join(names)
    return words.say("asked.and", first="、".join(names[:-1]), last=names[-1])


# ── rows ─────────────────────────────────────────────────────────────────────────────


def _pick(node: Pick, words: Words) -> str:
    rows = words.rows(node.rows)
    if len(rows) <= _MOST_NAMES:
        return joined([words.short(row) for row in rows], words)
    if table := whole_table(node, words):
        return _table(table, words)
    names = "、".join(words.short(row) for row in rows[:_MOST_NAMES])
    return words.say("asked.more", names=names, count=str(len(rows)))


def whole_table(node: Pick, words: Words) -> Table | None:
    """The table that rows are all the rows of: the four that were listed are 重点任务."""
    tables = (Table((name,)) for name in SECTIONS)
    for table in (*tables, Table(TASK_SECTIONS)):
        if {row.id for row in rows_of(table, words.world)} == {*node.rows}:
            return table
    return None


def _table(node: Table, words: Words) -> str:
    sections = set(node.sections)
    if sections == set(SECTIONS):
        return words.say("asked.table.all")
    if sections == set(TASK_SECTIONS):
        return words.say("asked.table.tasks")
    return joined([words.section(name) for name in SECTIONS if name in sections], words)


def _noun(node: Rows, words: Words) -> str:
    """The name of rows behind conditions; a table of several sections is said shortly."""
    if isinstance(node, Table):
        sections = set(node.sections)
        if sections == set(SECTIONS):
            return words.say("asked.noun.all")
        if sections == set(TASK_SECTIONS):
            return words.say("asked.noun.tasks")
        if sections == {"indicators"}:
            return words.say("asked.noun.indicators")
    return name_rows(node, words)


def _where(node: Where, words: Words) -> str:
    conditions: list[Condition] = []
    rows: Rows = node
    while isinstance(rows, Where):
        conditions.insert(0, rows.condition)
        rows = rows.rows
    noun = _noun(rows, words)
    levels = [c for c in conditions if isinstance(c, OfLevel)]
    if levels and rows == Table(("indicators",)):
        noun = levels[0].name
        conditions.remove(levels[0])
    if not conditions:
        return noun
    said = "、".join(name_condition(condition, words) for condition in conditions)
    if said[-1].isdigit():
        said += " "  # 等于 1 的
    if isinstance(rows, Pick) and len(rows.rows) > _MOST_NAMES:
        return words.say("asked.where.these", conditions=said, count=str(len(rows.rows)))
    return words.say("asked.where", conditions=said, rows=noun)


def _except(node: Except, words: Words) -> str:
    return words.say(
        "asked.except", less=name_rows(node.less, words), rows=name_rows(node.rows, words)
    )


def _either(node: Either, words: Words) -> str:
    found = [set(rows_of(part, words.world)) for part in node.parts]
    named = [
        name_rows(part, words)
        for part, own in zip(node.parts, found, strict=True)
        if not any(own < other for other in found)  # 重点任务和其中一项 are 重点任务
    ]
    return joined(named, words)


def _extreme(node: Extreme, words: Words) -> str:
    rows = name_rows(node.rows, words)
    size = words.say("asked.largest" if node.largest else "asked.smallest")
    count = len(node.places)
    if node.is_end:
        return words.say("asked.extreme.one", rows=rows, size=size)
    if node.places == tuple(range(1, count + 1)):
        return words.say("asked.extreme.some", rows=rows, size=size, count=str(count))
    order = words.say("asked.descending" if node.largest else "asked.ascending")
    places = "、".join(map(str, node.places))
    return words.say("asked.extreme.places", rows=rows, order=order, places=places)


def _alike(node: Alike, words: Words) -> str:
    name = "asked.alike.named" if node.named else "asked.alike"
    return words.say(name, rows=name_rows(node.rows, words))


def _nearest(node: Nearest, words: Words) -> str:
    number = name_number(node.number, words)
    return words.say("asked.nearest", rows=name_rows(node.rows, words), number=number)


def _nth(node: Nth, words: Words) -> str:
    places = [
        words.say("asked.nth" if place > 0 else "asked.last", place=str(abs(place)))
        for place in node.places
    ]
    return words.say("asked.places", rows=name_rows(node.rows, words), places="、".join(places))


_ROWS: dict[type, Callable[..., str]] = {
    Pick: _pick,
    Table: _table,
    Where: _where,
    Except: _except,
    Either: _either,
    Extreme: _extreme,
    Alike: _alike,
    Nearest: _nearest,
    Nth: _nth,
}

# ── conditions: each as it holds (`if`) and as it doesn't (`not`) ────────────────────


def _of_level(node: OfLevel, words: Words, sign: str) -> str:
    return words.say(f"asked.{sign}.level", name=node.name)


def _of_unit(node: OfUnit, words: Words, sign: str) -> str:
    return words.say(f"asked.{sign}.unit", units=words.say("asked.or").join(node.units))


def _of_comparator(node: OfComparator, words: Words, sign: str) -> str:
    return words.say(f"asked.{sign}.comparator", mark=node.mark)


def _holds(node: Holds, words: Words, sign: str) -> str:
    mark = node.mark if sign == "if" else _OPPOSITE[node.mark]
    return words.say(f"asked.mark.{mark}", number=name_number(node.number, words))


def _mentions(node: Mentions, words: Words, sign: str) -> str:
    said = "、".join(words.say("asked.quoted", word=word) for word in node.words)
    if not node.cell:
        return words.say(f"asked.{sign}.mentions", words=said)
    return words.say(f"asked.{sign}.mentions-in", words=said, cell=words.say(f"cell.{node.cell}"))


def _on_line(node: OnLine, words: Words, sign: str) -> str:
    return words.say(f"asked.{sign}.line", number=str(node.number))


def _is_blank(node: IsBlank, words: Words, sign: str) -> str:
    return words.say(f"asked.{sign}.blank")


def _is_whole(node: IsWhole, words: Words, sign: str) -> str:
    return words.say(f"asked.{sign}.whole")


def _not(node: Not, words: Words, sign: str) -> str:
    inner = node.condition
    return _CONDITIONS[type(inner)](inner, words, "not" if sign == "if" else "if")


_CONDITIONS: dict[type, Callable[..., str]] = {
    OfLevel: _of_level,
    OfUnit: _of_unit,
    OfComparator: _of_comparator,
    Holds: _holds,
    Mentions: _mentions,
    OnLine: _on_line,
    IsBlank: _is_blank,
    IsWhole: _is_whole,
    Not: _not,
}

# ── numbers ──────────────────────────────────────────────────────────────────────────


def _value(node: Value, words: Words) -> str:
    return name_rows(node.rows, words)


def _passage(node: Passage, words: Words) -> str:
    row = words.row(node.row)
    clause = row.details[node.index].clause
    return words.say("asked.passage", row=words.short(row), clause=clause)


def _limit(node: Limit, words: Words) -> str:
    return words.say("asked.limit", row=words.short(words.row(node.row)), grade=node.label)


def _given(node: Given, words: Words) -> str:
    return words.amount(Amount(node.value, node.unit, given=True))


def _fold(node: Fold, words: Words) -> str:
    return words.say(f"asked.fold.{node.how}", rows=name_rows(node.rows, words))


def _reach(node: Reach, words: Words) -> str:
    slots = {"rows": name_rows(node.rows, words), "number": name_number(node.number, words)}
    return words.say(f"asked.reach.{node.order}.{node.mark}", **slots)


def _arith(node: Arith, words: Words) -> str:
    how = node.how
    if is_once(node):
        return name_number(node.left, words)
    if isinstance(node.right, Given) and how in ("per", "times"):  # halved, a tenth of, doubled
        unit = node.right.unit
        how = {"": f"{how}.bare", "%": "times.part"}.get(unit, how)
    return words.say(
        f"asked.arith.{how}",
        left=name_number(node.left, words),
        right=name_number(node.right, words),
    )


def is_once(node: Number) -> bool:
    """Is it a number times one (one head, one year)?"""
    if not isinstance(node, Arith) or node.how != "times" or not isinstance(node.right, Given):
        return False
    return node.right.value == 1 and node.right.unit != "%"


def _convert(node: Convert, words: Words) -> str:
    return words.say("asked.convert", number=name_number(node.number, words), unit=node.unit)


_NUMBERS: dict[type, Callable[..., str]] = {
    Value: _value,
    Passage: _passage,
    Limit: _limit,
    Given: _given,
    Fold: _fold,
    Reach: _reach,
    Arith: _arith,
    Convert: _convert,
}
