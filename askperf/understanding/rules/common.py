"""What rules share: attributes, selections, operands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from askperf.facts import TASK_SECTIONS
from askperf.query import Bound, Mention, Operand, Selection
from askperf.understanding.linking import Resolution
from askperf.understanding.reading import Reading, is_required
from askperf.values import replace

_ALL_TASKS = TASK_SECTIONS
_COMPARATORS = re.compile(r">=|<=|[≥≤=<>]")
_CANONICAL = {"≥": ">=", "≤": "<="}
_OPERAND_ENDS = (
    "difference", "ratio", "share", "larger", "smaller", "equal", "same", "sum", "divide", "each",
    "exclude", "rest",
)  # fmt: skip


def section_ids(values: Sequence[str]) -> tuple[str, ...]:
    """Sections of the form that section words name, in the form's order."""
    found: list[str] = []
    for value in values:
        found += _ALL_TASKS if value == "tasks" else [value]
    specific = [s for s in values if s in _ALL_TASKS]
    if specific and "tasks" in values and len(set(specific)) == 1:
        found = [s for s in found if s not in _ALL_TASKS] + specific
    return tuple(dict.fromkeys(found))


def attributes(reading: Reading) -> tuple[str, ...]:
    """Cells asked for: attribute words, and the amount where money is asked."""
    found = list(reading.values("attribute"))
    if "money" in reading.dimensions:
        found.append("amount")
    return tuple(dict.fromkeys(found))


def resolve(
    reading: Reading,
    mentions: Sequence[Mention],
    dimensions: frozenset[str] | None = None,
    sections: tuple[str, ...] = (),
) -> Resolution:
    """Link the content words among the mentions."""
    content = [m for m in mentions if is_required(m) or m.has("weak")]
    if not any(map(is_required, content)) and not any(m.has("weak") for m in content):
        return Resolution()
    wanted = reading.dimensions if dimensions is None else dimensions
    return reading.linker.resolve(content, wanted, sections)


def units_asked(reading: Reading) -> tuple[str, ...]:
    """Units that a question filters by (单位是“个”的, 以人计的)."""
    lexicon = reading.linker.lexicon
    if not reading.has("op", "by-unit") and not reading.has("attribute", "unit"):
        return ()
    text = "".join(m.text for m in reading.mentions)
    compound = [name for name in lexicon.units if "/" in name and name in text]
    if compound:
        return tuple(compound)
    names = [lexicon.unit_words[q] for q in reading.quotes if q in lexicon.unit_words]
    if names:
        return tuple(dict.fromkeys(names))
    found = []
    for before, mention in zip(
        ("", *(m.text for m in reading.mentions)), reading.mentions, strict=False
    ):
        unit = lexicon.unit_words.get(mention.text)
        measured = mention.has("quantity") or _asks_number(reading, before)
        if unit and not measured and not is_required(mention):
            found.append(unit)
    return tuple(dict.fromkeys(found))


def _asks_number(reading: Reading, text: str) -> bool:
    return any(m.text == text and m.has("ask", "number") for m in reading.mentions)


def comparators_asked(reading: Reading) -> tuple[str, ...]:
    """Comparators that a question filters by (对比符号是“>=”的)."""
    found = [_CANONICAL.get(mark, mark) for mark in _COMPARATORS.findall(reading.text)]
    if not found:
        found += reading.values("comparator")
    return tuple(dict.fromkeys(found))


def bounds(reading: Reading) -> tuple[Bound, ...]:
    """Conditions such as 超过50万, 20万以下, 介于20万与50万之间."""
    mentions = reading.mentions
    quantities = reading.quantities
    if reading.has("bound", "between") and len(quantities) == 2:
        low, high = sorted(quantities, key=lambda m: m.number or Decimal(0))
        unit = high.unit
        return (
            Bound(">=", low.number or Decimal(0), low.unit or unit),
            Bound("<=", high.number or Decimal(0), unit),
        )
    found = []
    for index, mention in enumerate(mentions):
        if not mention.has("quantity") or mention.number is None:
            continue
        mark = _bound_near(mentions, index)
        if mark:
            found.append(Bound(mark, mention.number, mention.unit))
    return tuple(found)


def _bound_near(mentions: Sequence[Mention], index: int) -> str:
    """The comparator right before or after a number."""
    after = [m for m in mentions[index + 1 : index + 4] if not m.has("punctuation")]
    if after and after[0].has("filler") and not after[0].has("bound") and len(after) > 1:
        after = after[1:]
    before = [m for m in mentions[max(0, index - 3) : index] if not m.has("punctuation")][-2:]
    for mention in (*after[:1], *reversed(before)):
        values = [v for v in mention.values("bound") if v != "between"]
        if values:
            return values[0]
    return ""


def selection(reading: Reading, sections: tuple[str, ...] = ()) -> Selection:
    """The rows a question is about, by section, level, unit, comparator, bound, words."""
    levels = reading.values("level")
    marks = comparators_asked(reading) if _filters_comparator(reading) else ()
    units = units_asked(reading)
    named = section_ids([v for v in reading.values("section") if v != "overview"])
    chosen = sections or named
    if not chosen:
        chosen = ("indicators",) if levels or units or marks else _ALL_TASKS
    if levels or marks or (units and not named):
        chosen = ("indicators",)
    elif "indicators" in chosen and len(chosen) > 1 and "money" in reading.dimensions:
        chosen = tuple(s for s in chosen if s != "indicators")
    terms = tuple(_wordings(m) for m in reading.required if not m.has("total"))
    return Selection(
        sections=chosen,
        levels=levels,
        units=units,
        comparators=marks,
        bounds=bounds(reading),
        terms=terms,
    )


def _filters_comparator(reading: Reading) -> bool:
    return (
        reading.has("attribute", "comparator")
        or reading.has("comparator")
        or bool(reading.quotes and _COMPARATORS.search("".join(reading.quotes)))
    )


def _wordings(mention: Mention) -> tuple[str, ...]:
    words = mention.values("term") or (mention.text,)
    return (*words, *(f"@{row}" for row in mention.values("alias")))


def wordings(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """All that the mentions may be called in the form."""
    found = (word for m in mentions for word in (m.text, *m.values("term")))
    return tuple(dict.fromkeys(found))


def ends_operand(mention: Mention) -> bool:
    """Conjunctions, relations and operation words stand between operands."""
    return (
        mention.has("punctuation")
        or mention.has("relation")
        or (mention.has("op", *_OPERAND_ENDS) and not is_required(mention))
    )


def operands(reading: Reading) -> list[Operand]:
    """The sides of an arithmetic question, in order."""
    found: list[Operand] = []
    pending: list[Mention] = []
    for group in reading.groups(ends_operand):
        operand = operand_of(reading, [*pending, *group])
        if operand is None and pending:
            operand = operand_of(reading, group)
        several = [operand] if operand else _split(reading, group)
        if not several:
            pending = [m for m in group if is_required(m)]
            continue
        pending = []
        found += [each for each in several if each not in found]
    return _without_counted(reading, found)


def _split(reading: Reading, group: Sequence[Mention]) -> list[Operand]:
    """财政拨款中基本支出: two rows side by side with nothing but particles between."""
    for index in range(1, len(group)):
        left = operand_of(reading, group[:index])
        right = operand_of(reading, group[index:]) if left else None
        if left and right and left.rows != right.rows:
            return [left, right]
    return []


def _without_counted(reading: Reading, found: list[Operand]) -> list[Operand]:
    """甲与乙两项任务: 两项任务 counts the rows named before, it is no operand."""
    rows = [operand for operand in found if operand.mode == "value"]
    digits = reading.linker.lexicon.numerals.digits
    counts = [m.number for m in reading.mentions if m.has("quantity") and m.unit == "个"]
    for mention in reading.mentions:
        if mention.has("dialogue", "pair"):
            counts += [Decimal(digits[char]) for char in mention.text if char in digits]
    return rows if len(rows) >= 2 and Decimal(len(rows)) in counts else found


def summed(sides: Sequence[Operand]) -> Operand:
    """Several operands as one sum."""
    rows = tuple(row for side in sides for row in side.rows)
    return Operand(rows, "sum", " + ".join(side.label for side in sides))


def comparable(reading: Reading, sides: Sequence[Operand]) -> bool:
    """Do all sides have numbers of one dimension? (率 against 人 is no comparison.)"""
    lexicon = reading.linker.lexicon
    found = set()
    for side in sides:
        for row_id in side.rows if side.mode != "count" else ():
            row = reading.linker.row(row_id)
            unit = lexicon.unit(row.quantity.unit) if row.quantity else None
            found.add(unit.dimension if unit else "")
    return len(found) <= 1 and "" not in found


def operand_of(reading: Reading, group: Sequence[Mention]) -> Operand | None:
    """One operand: a row, the sum of a section, or a sum that the lexicon names."""
    for mention in group:
        for value in mention.values("total"):
            return Operand(tuple(value.split("+")), "sum", mention.text)
    content = [m for m in group if is_required(m)]
    sections = section_ids([v for m in group for v in m.values("section")])
    if content:
        return _row_operand(reading, group, sections)
    placed = _placed_operand(reading, group, sections)
    if placed is not None:
        return placed
    task_sections = tuple(s for s in sections if s in _ALL_TASKS)
    if task_sections:
        rows = tuple(r.id for r in reading.linker.form.section(*task_sections))
        label = next(m.text for m in group if m.has("section"))
        return Operand(rows, "sum", label)
    return None


def _placed_operand(
    reading: Reading, group: Sequence[Mention], sections: tuple[str, ...]
) -> Operand | None:
    """重点任务最后一项 as an operand."""
    numbers = ordinal_numbers(replace(reading, mentions=tuple(group)))
    if len(numbers) != 1 or len(sections) != 1:
        return None
    rows = reading.linker.form.section(sections[0])
    index = numbers[0] - 1 if numbers[0] > 0 else len(rows) + numbers[0]
    if numbers[0] == 0 or not 0 <= index < len(rows):
        return None
    return Operand((rows[index].id,), "value", rows[index].name)


def _row_operand(
    reading: Reading, group: Sequence[Mention], sections: tuple[str, ...]
) -> Operand | None:
    wanted = reading.dimensions - {"rate", "items"} or frozenset()
    found = resolve(reading, group, wanted, ())
    if not found.links and wanted:
        found = resolve(reading, group, frozenset())
    if not found.links and "money" not in wanted:
        return None
    rows = found.rows
    if len(rows) > 1:
        money = [r for r in rows if "money" in reading.linker.measures(reading.linker.row(r))]
        inside = [r for r in rows if reading.linker.row(r).section in sections]
        rows = tuple(inside or money or rows)
    if len(rows) != 1:
        return None
    row = reading.linker.row(rows[0])
    return Operand((row.id,), "value", row.name)


def ordinal_numbers(reading: Reading) -> list[int]:
    """1-based positions; negative ones count from the end. 0 is refused later."""
    numbers: list[int] = []
    previous: Mention | None = None
    for mention in reading.mentions:
        number = int(mention.number) if mention.number is not None else 0
        if mention.has("ordinal", "first"):
            numbers.append(1)
        elif mention.has("ordinal", "last"):
            numbers.append(-1)
        elif mention.has("ordinal", "nth"):
            numbers.append(number)
        elif mention.has("ordinal", "from-end"):
            numbers.append(-number)
        elif mention.has("ordinal", "first-n"):
            numbers += range(1, number + 1)
        elif mention.has("ordinal", "last-n"):
            numbers += [-n for n in range(number, 0, -1)]
        elif _bare_after_section(mention, previous):
            numbers.append(number)
        if not mention.has("filler"):
            previous = mention
    return numbers


def _bare_after_section(mention: Mention, previous: Mention | None) -> bool:
    return (
        (mention.has("quantity") or mention.has("filler", "numeral"))
        and mention.number is not None
        and mention.unit == ""
        and previous is not None
        and (previous.has("section") or previous.has("attribute", "number"))
        and mention.number == (mention.number or Decimal(0)).to_integral_value()
    )


def counted(reading: Reading) -> Mention | None:
    """The thing right after 几个 / 多少个: what is to be counted."""
    asked = False
    for mention in reading.mentions:
        if mention.has("ask", "number") or mention.has("op", "count"):
            asked = True
        elif asked and (is_required(mention) or mention.has("weak")):
            return mention
        elif asked and not (mention.has("unit") or mention.has("filler")):
            asked = False
    return None


def target_unit(reading: Reading) -> str:
    """The money unit that the answer is asked in (多少元, 用亿元表示), '' if none."""
    asked = ""
    converts = reading.has("op", "convert", "by-unit")
    before: Mention | None = None
    for mention in reading.mentions:
        unit = reading.linker.lexicon.unit(mention.text)
        after_number = before is not None and before.has("ask", "number")
        money = unit is not None and unit.dimension == "money" and not mention.has("quantity")
        if unit and money and (after_number or converts or mention.text == unit.name):
            asked = unit.name
        if not mention.has("punctuation"):
            before = mention
    return asked


def is_sized(reading: Reading) -> bool:
    """第四大的, 第二多的: an ordinal that counts from the largest."""
    sizes = reading.linker.lexicon.counting.sizes
    return any(mention.text[-1] in sizes for mention in reading.ordinals)


def equal_values(reading: Reading) -> tuple[Bound, ...]:
    """指标值恰为1的, 定为100的: a number without a comparison means equality."""
    return tuple(Bound("=", m.number, m.unit) for m in reading.quantities if m.number is not None)
