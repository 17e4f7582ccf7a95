"""Dialogue: what the previous turn fills in where this question leaves it out.

Entity, attribute, operation, filter or list are carried over, the rest replaced. A
question that names its own row and says what it wants of it inherits nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from askperf.facts import TASK_SECTIONS
from askperf.folding import squeeze
from askperf.operations import (
    Aggregate,
    Check,
    Compare,
    Count,
    CountLevels,
    Divide,
    Equal,
    Exists,
    Extremes,
    Grade,
    ListRows,
    Multiply,
    Rank,
    Share,
    Topic,
)
from askperf.query import (
    Choose,
    Locate,
    LogicalForm,
    Lookup,
    Mention,
    Operand,
    Passage,
    Refuse,
    Selection,
    Sense,
    TopicBudget,
)
from askperf.turns import Turn
from askperf.understanding.reading import Reading, is_required
from askperf.understanding.rules.common import (
    attributes,
    comparable,
    comparators_asked,
    operands,
    ordinal_numbers,
    resolve,
    section_ids,
    selection,
    summed,
    target_unit,
    units_asked,
)
from askperf.understanding.rules.lookup import passages
from askperf.values import replace

_SHARED_WORDS = 3
_POINTING = ("pronoun", "pair", "previous", "next", "same", "within")


Rule = Callable[[Reading, Turn], LogicalForm | None]


def resume(reading: Reading, turn: Turn, alone: LogicalForm) -> tuple[str, LogicalForm] | None:
    """The first rule that makes sense of the question in the light of the turn before.

    None where the question is one by itself; `alone` is what it means then.
    """
    if reading.unknown or reading.has("scope") or (reading.has("meta") and not reading.required):
        return None
    if not _leans(reading, alone) and _is_complete(reading, alone):
        return None
    for rule in RULES:
        form = rule(reading, turn)
        if form is not None:
            return f"dialogue.{rule.__name__}", form
    return None


def _leans(reading: Reading, alone: LogicalForm) -> bool:
    """Words that point back (它, 这两个, 其中), or an operation with one side missing."""
    if _points_back(reading):
        return True
    first = next((m for m in reading.mentions if not m.has("dialogue", "continue")), None)
    if first is not None and first.has("relation", "of", "than"):
        return not isinstance(alone, Share | Compare)  # 占全部任务的比重呢
    if not isinstance(alone, Refuse | Lookup | Choose | TopicBudget | Locate):
        return False  # an operation found both its sides
    if first is not None and first.has("relation", "and"):
        return True  # 跟财政拨款对得上吗
    return _needs_two(reading) and len(operands(reading)) < 2


def _points_back(reading: Reading) -> bool:
    """A pronoun before anything is named; after that it points within the question."""
    for mention in reading.mentions:
        if mention.has("dialogue", *_POINTING):
            return True
        if is_required(mention) or mention.has("section") or mention.has("level"):
            return False
    return False


def _needs_two(reading: Reading) -> bool:
    binary = reading.has("op", "difference", "larger", "equal", "same", "ratio", "share")
    binary = binary or reading.has("relation", "than")
    return binary or (reading.has("op", "rest", "exclude") and not reading.has("section"))


def _is_complete(reading: Reading, alone: LogicalForm) -> bool:
    """It names rows and says what it wants of them; 呢 and 那 leave that to be seen."""
    if isinstance(alone, Refuse):
        return bool(reading.required and _wants(reading))
    operation = not isinstance(alone, Lookup | Choose | TopicBudget | Locate)
    if operation and not reading.has("dialogue", "continue"):
        return not ordinal_numbers(reading) or reading.has("section")
    named = reading.required or reading.has("section") or reading.has("level")
    asks = reading.has("ask") or reading.has("op") or _wants(reading)
    if reading.has("dialogue", "continue"):
        return bool(named and asks)
    return bool(named) or reading.has("ask")


def _wants(reading: Reading) -> bool:
    return bool(
        reading.dimensions
        or reading.has("attribute")
        or reading.has("op", "sum", "mean")
        or len(operands(reading)) > 1
    )


def revived(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那2021年的 after 2020年基本支出多少: the old question without what was refused."""
    if not isinstance(turn.form, Refuse) or reading.required or not turn.reading.required:
        return None
    if not reading.has("own"):
        return None
    from askperf.understanding.composition import compose

    kept = tuple(
        m for m in turn.reading.mentions if m.senses and not m.has("scope") and not m.has("own")
    )
    return compose(replace(turn.reading, mentions=kept))[1]


def ordinal(reading: Reading, turn: Turn) -> LogicalForm | None:
    """第二个呢; 最后一项呢; 前两个加起来; 2呢."""
    numbers = ordinal_numbers(reading) or _bare_numbers(reading)
    if not numbers or reading.required or reading.has("section"):
        return None
    rows = _list_of(turn)
    if isinstance(turn.form, Rank) and turn.form.positions and all(n > 0 for n in numbers):
        return replace(turn.form, positions=tuple(numbers))  # equal amounts share a place
    if isinstance(turn.form, Rank) and any(n < 0 for n in numbers):
        numbers = [abs(n) if turn.form.descending is False else n for n in numbers]
    picked = []
    for number in numbers:
        index = number - 1 if number > 0 else len(rows) + number
        if number == 0 or not 0 <= index < len(rows):
            return Refuse("ordinal", (str(abs(number)), str(len(rows))))
        picked.append(rows[index])
    if len(picked) > 1 and reading.has("op", "sum", "mean"):
        operation = "mean" if reading.has("op", "mean") else "sum"
        return Aggregate(Selection((), rows=tuple(picked)), operation, target_unit(reading))
    return Lookup(tuple(picked), attributes(reading) or _attributes(turn))


def _bare_numbers(reading: Reading) -> list[int]:
    bare = [m for m in reading.quantities if m.unit == "" and m.number is not None]
    others = [
        m
        for m in reading.mentions
        if not (m.has("filler") or m.has("punctuation") or m.has("dialogue") or m in bare)
    ]
    return [int(bare[0].number or 0)] if len(bare) == 1 and not others else []


def _list_of(turn: Turn) -> tuple[str, ...]:
    """The list that an ordinal counts in: the turn's own, else its row's section."""
    form = turn.reading.linker.form
    if len(turn.order) > 1:
        return turn.order
    if turn.rows:
        section = form.row(turn.rows[0]).section
        return tuple(row.id for row in form.section(section))
    return ()


def _attributes(turn: Turn) -> tuple[str, ...]:
    return getattr(turn.form, "attributes", ()) or attributes(turn.reading)


def neighbour(reading: Reading, turn: Turn) -> LogicalForm | None:
    """它前面那一项呢; 下一个."""
    step = -1 if reading.has("dialogue", "previous") else int(reading.has("dialogue", "next"))
    if not step or reading.required or not turn.rows:
        return None
    form = turn.reading.linker.form
    rows = [row.id for row in form.section(form.row(turn.rows[-1]).section)]
    index = rows.index(turn.rows[-1]) + step
    if not 0 <= index < len(rows):
        return Refuse("ordinal", (str(index + 1), str(len(rows))))
    return Lookup((rows[index],), attributes(reading) or _attributes(turn))


def other_end(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那最少的呢 after 哪个最多; 第二多的呢."""
    if not isinstance(turn.form, Rank) or reading.required or reading.has("section"):
        return None
    if not reading.has("op", "most", "least", "position"):
        return None
    return Rank(turn.form.selection, reading.has("op", "most"), (1,))


def narrowed(reading: Reading, turn: Turn) -> LogicalForm | None:
    """其中超过40万的有几项; 里面单位是“人”的有哪些: the last list, filtered."""
    before = getattr(turn.form, "selection", None)
    if isinstance(turn.form, Count):
        before = turn.form.selections[0] if len(turn.form.selections) == 1 else None
    if not isinstance(before, Selection) or reading.required or reading.has("section"):
        return None
    mine = selection(reading, before.sections)
    if not (mine.bounds or units_asked(reading) or comparators_asked(reading) or mine.levels):
        return None
    merged = replace(
        before,
        levels=mine.levels or before.levels,
        units=mine.units or before.units,
        comparators=before.comparators or mine.comparators,
        bounds=(*before.bounds, *mine.bounds),
    )
    return Count((merged,)) if reading.has("op", "count") else ListRows(merged)


def recomputed(reading: Reading, turn: Turn) -> LogicalForm | None:
    """平均每项呢; 把一村一法律顾问刨掉还剩多少; 换算成元: the last sum, changed."""
    form = turn.form
    if isinstance(form, Aggregate):
        if reading.has("op", "exclude", "rest") and reading.required:
            rows = resolve(reading, reading.required, frozenset()).rows
            if len(rows) == 1:
                chosen = replace(form.selection, exclude=(*form.selection.exclude, *rows))
                return Aggregate(chosen, form.operation, target_unit(reading))
        for operation in ("mean", "median", "range"):
            if reading.has("op", operation) and not reading.required:
                return Aggregate(form.selection, operation, target_unit(reading))
        if target_unit(reading) and not reading.required:
            return Aggregate(form.selection, form.operation, target_unit(reading))
    if (isinstance(form, Count) and reading.has("op", "levels")) or (
        isinstance(form, Count) and reading.has("op", "exclude") and reading.has("level")
    ):
        return CountLevels(reading.values("level"))
    return None


def other_section(reading: Reading, turn: Turn) -> LogicalForm | None:
    """其他需完成任务呢 after 重点任务一共多少钱: the same operation on another section."""
    sections = section_ids([v for v in reading.values("section") if v != "indicators"])
    if not sections and isinstance(turn.form, Aggregate) and reading.has("op", "sum"):
        sections = _sections_of_size(reading)
        if sections:
            return replace(turn.form, selection=Selection(sections))
    if not sections or reading.required or ordinal_numbers(reading):
        return None
    if reading.has("ask") or reading.has("op") or reading.has("relation", "of"):
        return None
    form = turn.form
    if isinstance(form, Aggregate | Rank | Extremes) and form.selection.sections:
        return replace(form, selection=replace(form.selection, sections=sections))
    if isinstance(form, Count):
        return Count(tuple(replace(s, sections=sections) for s in form.selections[:1]))
    return None


def rented(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那100个人戴一年一共多少钱: the price of the last row times heads."""
    people = [m for m in reading.quantities if m.has("quantity", "人")]
    if not people or reading.required or len(turn.rows) != 1:
        return None
    if "rent" not in reading.linker.measures(reading.linker.row(turn.rows[0])):
        return None
    count = Operand((), "value", people[0].text, people[0].number, people[0].unit)
    return Multiply(turn.rows[0], count)


def attached(reading: Reading, turn: Turn) -> LogicalForm | None:
    """这块配了哪些考核指标: what another table says of the last topic."""
    if not reading.has("dialogue", "pronoun") or not reading.has("section", "indicators"):
        return None
    if reading.required or not turn.reading.required or not reading.has("ask", "which", "what"):
        return None
    found = resolve(turn.reading, turn.reading.required, frozenset(), ("indicators",))
    topic = "".join(m.text for m in turn.reading.required)
    return Topic(topic, found.all_rows) if found.links else None


def _sections_of_size(reading: Reading) -> tuple[str, ...]:
    """另外那七项加起来: the section that has so many rows."""
    form = reading.linker.form
    counts = [m.number for m in reading.mentions if m.has("quantity") and m.unit == "个"]
    sizes: dict[tuple[str, ...], int] = {(name,): len(form.section(name)) for name in TASK_SECTIONS}
    sizes[TASK_SECTIONS] = len(form.section(*TASK_SECTIONS))
    found = [sections for sections, size in sizes.items() if size in counts]
    return found[0] if len(found) == 1 and not reading.has("dialogue", "pronoun", "pair") else ()


def combined(reading: Reading, turn: Turn) -> LogicalForm | None:
    """加起来一共多少; 差多少; 哪个多; 这俩加一块: over the rows talked of."""
    if reading.required:
        return None
    if reading.has("op", "divide") and len(turn.recent) >= 2:
        return _divided(turn)
    binary = next(
        (n for n in ("difference", "ratio", "larger", "same") if reading.has("op", n)), ""
    )
    rows = _talked_of(reading, turn, 2 if binary else 0)
    if len(rows) < 2:
        return None
    if binary and len(rows) == 2:
        operation = {"same": "larger"}.get(binary, binary)
        left, right = (_operand(turn, row) for row in rows)
        return Compare(left, right, operation)
    if reading.has("op", "sum", "mean"):
        operation = "mean" if reading.has("op", "mean") else "sum"
        return Aggregate(Selection((), rows=rows), operation, target_unit(reading))
    return None


def _talked_of(reading: Reading, turn: Turn, count: int) -> tuple[str, ...]:
    """The rows of the last turn if several, else those of the last turns."""
    wanted = count
    for mention in reading.mentions:
        if mention.has("dialogue", "pair"):
            digits = reading.linker.lexicon.numerals.digits
            found = [digits[c] for c in mention.text if c in digits]
            wanted = found[0] if found else 2
    if wanted and len(turn.recent) >= wanted:
        return turn.recent[-wanted:]
    if 2 <= len(turn.rows) <= 4:
        return turn.rows
    return turn.recent


def _divided(turn: Turn) -> LogicalForm | None:
    rows = [turn.reading.linker.form.row(r) for r in turn.recent[-3:]]
    heads = [r for r in rows if r.quantity and r.quantity.unit == "人"]
    money = [r for r in rows if r.quantity and r.quantity.unit == "万元"]
    if not heads or not money:
        return None
    return Divide(_operand(turn, money[-1].id), _operand(turn, heads[-1].id))


def _operand(turn: Turn, row_id: str) -> Operand:
    return Operand((row_id,), "value", turn.reading.linker.form.row(row_id).name)


def against(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那比法考考务多还是少; 占全部任务的比重呢; 跟财政拨款对得上吗."""
    mine = operands(reading)
    if len(mine) > 1 and reading.has("op", "sum") and reading.has("op", "share"):
        mine = [summed(mine)]
    theirs = _turn_operand(turn)
    if len(mine) != 1 or theirs is None or mine[0].rows == theirs.rows:
        return None
    if not comparable(reading, [theirs, *mine]):
        return None
    if reading.has("op", "equal") or (reading.has("op", "same") and theirs.mode == "sum"):
        return Equal(theirs, mine[0])
    if reading.has("op", "share") or (
        reading.has("relation", "of") and "rate" in reading.dimensions
    ):
        return Share((theirs,), mine[0])
    for operation in ("ratio", "difference", "larger", "smaller", "same"):
        if reading.has("op", operation):
            name = operation if operation in ("ratio", "difference") else "larger"
            return Compare(theirs, mine[0], name)
    if reading.has("relation", "than"):
        return Compare(theirs, mine[0], "larger")
    return None


def _turn_operand(turn: Turn) -> Operand | None:
    """What the last turn was about, as one side of an operation."""
    form = turn.form
    if isinstance(form, Aggregate) and form.operation == "sum" and turn.rows:
        rows = tuple(r for r in turn.order if r in turn.rows)
        label = "、".join(m.text for m in turn.reading.mentions if m.has("section"))
        return Operand(rows, "sum", label or "合计")
    return _operand(turn, turn.rows[0]) if len(turn.rows) == 1 else None


def checked(reading: Reading, turn: Turn) -> LogicalForm | None:
    """只做了1500个行不行; 那65分嘞: a number held against the last row."""
    claims = [m for m in reading.quantities if m.number is not None]
    if not claims or reading.required or not turn.rows:
        return None
    claim = claims[-1]
    assert claim.number is not None
    graded = [r for r in turn.rows if turn.reading.linker.form.row(r).bands]
    if graded and claim.unit in ("", "分") and not reading.has("op", "meets"):
        return Grade(graded[0], claim.number)
    if not (reading.has("op", "meets", "truth") or reading.has("ask", "yesno")):
        return None
    section = turn.reading.linker.form.row(turn.rows[0]).section
    kind = "performance" if section == "indicators" else "statement"
    unit = claim.unit if claim.unit not in ("个", "人") else ""
    return Check(turn.rows[:3], claim.number, unit, kind)


def part_of(reading: Reading, turn: Turn) -> LogicalForm | None:
    """这里面给培训的是几万: a part of the last amount, which the form doesn't split."""
    if not reading.has("dialogue", "within") or "money" not in reading.dimensions:
        return None
    if not reading.required or len(turn.rows) != 1:
        return None
    return Refuse("mentioned-only", tuple(m.text for m in reading.required), turn.rows)


def within(reading: Reading, turn: Turn) -> LogicalForm | None:
    """里头的业务培训要几天: a quantity in the prose of the last row."""
    if len(turn.rows) != 1 or not reading.has("dialogue", "within", "pronoun"):
        return None
    if not reading.required or not reading.dimensions:
        return None
    hits = passages(reading, turn.rows)
    return Passage(hits) if hits else None


def inside(reading: Reading, turn: Turn) -> LogicalForm | None:
    """里头有没有提到修房子; 法律援助也在里面吗: within the last row."""
    if len(turn.rows) != 1 or not reading.required or not reading.has("op", "exists"):
        return None
    if reading.has("ask", "number") or reading.has("section"):
        return None
    explained = [reading.linker.explain(m) for m in reading.required]
    if all(turn.rows[0] in rows for rows in explained):
        topic = "".join(m.text for m in reading.required)
        return Exists("", "", topic, turn.rows)
    return None


def replaced(reading: Reading, turn: Turn) -> LogicalForm | None:
    """规章的呢; 项目支出呢; 换成刑满释放人员那项: another row, the same question."""
    if not reading.required or reading.has("op", "mean", "divide", "ratio", "most", "least"):
        return None
    binary = isinstance(turn.form, Share | Compare | Divide)
    wanted = reading.dimensions or (frozenset() if binary else turn.reading.dimensions)
    links = resolve(reading, reading.required_and_weak, wanted).rows
    if not links and turn.reading.required:  # 村里的呢: what was asked before, for another
        both = (*turn.reading.required, *reading.required_and_weak)
        links = reading.linker.resolve(both, wanted).rows
    if not links and not wanted:
        links = resolve(reading, reading.required_and_weak, frozenset()).rows
    if isinstance(turn.form, Choose | Lookup) and len(links) != 1:
        among = [
            r for r in turn.rows if all(r in reading.linker.explain(m) for m in reading.required)
        ]
        if len(among) == 1 and isinstance(turn.form, Choose):
            links = tuple(among)
    if len(links) > 1:
        links = _closest(links, reading, turn) or links
    if isinstance(turn.form, Share) and len(links) == 1:
        return Share((_operand(turn, links[0]),), turn.form.whole)
    asked = attributes(reading) or _attributes(turn)
    if not links:
        return None
    if len(links) > 1:
        return Choose(links[:6], asked)
    row = turn.reading.linker.form.row(links[0])
    return Lookup((row.id,), asked, target_unit(reading))


def _closest(rows: tuple[str, ...], reading: Reading, turn: Turn) -> tuple[str, ...]:
    """Of several rows, the one that shares most with the words of the last question."""
    said = squeeze("".join(m.text for m in turn.reading.mentions if is_required(m)))
    for row_id in turn.rows[:1]:
        said += squeeze("".join(text for _, text in reading.linker.form.row(row_id).cells()))
    shared = {
        row: _common(said, squeeze("".join(t for _, t in reading.linker.form.row(row).cells())))
        for row in rows
    }
    best = max(shared.values())
    top = tuple(row for row, size in shared.items() if size == best)
    return top if best >= _SHARED_WORDS and len(top) == 1 else ()


def _common(one: str, other: str) -> int:
    """Length of the longest common substring."""
    best, row = 0, [0] * (len(other) + 1)
    for char in one:
        previous = 0
        for index, mine in enumerate(other, start=1):
            here = row[index]
            row[index] = previous + 1 if char == mine else 0
            best, previous = max(best, row[index]), here
    return best


def among(reading: Reading, turn: Turn) -> LogicalForm | None:
    """单位写成“个”的那条呢: a filter that picks from an ambiguity."""
    if not isinstance(turn.form, Choose | ListRows | Lookup) or len(turn.rows) < 2:
        return None
    units = units_asked(reading)
    if reading.required or not units:
        return None
    form = turn.reading.linker.form
    rows = tuple(r for r in turn.rows if (q := form.row(r).quantity) and q.unit in units)
    return Lookup(rows, _attributes(turn)) if rows else None


def attribute(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那目标呢; 它多少钱; 单位是什么; 出自哪一行; 换算成元."""
    if reading.required or not turn.rows or reading.has("section", *TASK_SECTIONS):
        return None
    asked = attributes(reading)
    if reading.has("op", "locate") and "line" not in asked:
        asked = (*asked, "line", "name")
    unit = target_unit(reading)
    if not asked and not unit and not reading.dimensions:
        return None
    rows = turn.rows if len(turn.rows) <= 4 else turn.rows[:1]
    if len(rows) == 1 and reading.has("dialogue", "pair"):
        rows = _talked_of(reading, turn, 2)
    if "days" in reading.dimensions:
        merged = _with_rows(reading, rows)
        from askperf.understanding.rules.lookup import lookup

        return lookup(merged)
    if isinstance(turn.form, Choose):
        return Choose(rows, asked)
    kept = _mismatch(reading, rows)
    return kept or Lookup(rows, asked, unit)


def again(reading: Reading, turn: Turn) -> LogicalForm | None:
    """是哪两项，各多少: the rows of the last answer once more."""
    if reading.required or not turn.rows or reading.has("section") or reading.has("ask", "how"):
        return None
    if not (reading.has("ask", "which", "number") or reading.has("dialogue", "pronoun")):
        return None
    return Lookup(turn.rows[:6], ())


def _mismatch(reading: Reading, rows: tuple[str, ...]) -> LogicalForm | None:
    """Money asked of an indicator that counts people, and the like: not in the form."""
    linker = reading.linker
    wanted = reading.dimensions - {"items"}
    if not wanted or reading.has("attribute") or len(rows) != 1:
        return None
    row = linker.form.row(rows[0])
    if linker.measures(row) & wanted:
        return None
    details = {linker.lexicon.unit(d.quantity.unit) for d in row.details}
    if any(unit is not None and unit.dimension in wanted for unit in details):
        from askperf.understanding.rules.lookup import lookup

        return lookup(_with_rows(reading, rows))
    return Refuse("no-such-number", (row.name,), (row.id,))


def _with_rows(reading: Reading, rows: tuple[str, ...]) -> Reading:
    """The reading as if it had named the rows."""
    senses = tuple(Sense("alias", row) for row in rows)
    name = reading.linker.form.row(rows[0]).name
    return replace(reading, mentions=(Mention(name, 0, 0, senses), *reading.mentions))


RULES: tuple[Rule, ...] = (
    revived,
    rented,
    attached,
    ordinal,
    other_end,
    among,
    narrowed,
    other_section,
    recomputed,
    against,
    combined,
    neighbour,
    checked,
    part_of,
    within,
    inside,
    replaced,
    attribute,
    again,
)
