"""Finding rows: by number, by place, by words, by order."""

from __future__ import annotations

from decimal import Decimal

from askperf.facts import TASK_SECTIONS
from askperf.folding import squeeze
from askperf.operations import (
    Duplicates,
    Exists,
    Extremes,
    ListRows,
    Position,
    Rank,
    Reverse,
    Topic,
)
from askperf.query import Bound, Locate, LogicalForm, Lookup, Mention, Refuse, Selection
from askperf.understanding.reading import Reading, is_required
from askperf.understanding.rules.common import (
    attributes,
    bounds,
    comparators_asked,
    is_sized,
    ordinal_numbers,
    resolve,
    section_ids,
    selection,
    wordings,
)

_QUOTE_LENGTH = 4
_MOST_PLACES = 4


def duplicates(reading: Reading) -> LogicalForm | None:
    """有没有金额完全相同的任务."""
    same = reading.has("op", "duplicates") or (
        reading.has("op", "same")
        and (reading.has("attribute", "amount") or "money" in reading.dimensions)
    )
    if not same or reading.required:
        return None
    return Duplicates(selection(reading, TASK_SECTIONS))


def position(reading: Reading) -> LogicalForm | None:
    """普法宣传在其他任务里排第几."""
    if not reading.has("op", "position") or not reading.required:
        return None
    found = resolve(reading, reading.mentions, frozenset(("money",)))
    if len(found.rows) != 1 or found.links[0].cell not in ("name", "text"):
        return None
    sections = section_ids([v for v in reading.values("section") if v != "indicators"])
    return Position(found.rows[0], Selection(sections or TASK_SECTIONS))


def extremes(reading: Reading) -> LogicalForm | None:
    """最多和最少的任务各是哪个, 前者是后者的几倍."""
    both = reading.has("op", "extremes") or (
        reading.has("op", "most") and reading.has("op", "least")
    )
    if not both or reading.required:
        return None
    then = next((name for name in ("ratio", "difference") if reading.has("op", name)), "")
    return Extremes(selection(reading), then)


def rank(reading: Reading) -> LogicalForm | None:
    """哪个任务钱最多; 前三名; 倒数第二; 从大到小排."""
    ordered = ("most", "least", "descending", "ascending")
    if not reading.has("op", *ordered):
        return None
    if any(is_required(m) and not m.has("op") for m in reading.mentions):
        return None
    chosen = selection(reading)
    ascending = reading.has("op", "ascending") or (
        reading.has("op", "least") and not reading.has("op", "most", "descending")
    )
    positions, from_end = _positions(reading)
    if from_end:
        ascending = not ascending
    if not positions:
        positions = () if reading.has("op", "descending", "ascending") else (1,)
    return Rank(chosen, not ascending, positions)


def _positions(reading: Reading) -> tuple[tuple[int, ...], bool]:
    for mention in reading.ordinals:
        number = int(mention.number or 0)
        if mention.has("ordinal", "first-n", "last-n"):
            return tuple(range(1, number + 1)), mention.has("ordinal", "last-n")
        if mention.has("ordinal", "nth", "from-end"):
            return (number,), mention.has("ordinal", "from-end")
    before: Mention | None = None
    for mention in reading.mentions:
        superlative = before is not None and before.has("op", "most", "least")
        if superlative and mention.has("quantity", "个") and mention.number:
            return tuple(range(1, int(mention.number) + 1)), False
        if not mention.has("filler"):
            before = mention
    return (), False


def ranked_ordinal(reading: Reading) -> LogicalForm | None:
    """第四大的任务, 金额倒数第二的: an ordinal with money words and no list to count."""
    if not reading.ordinals or reading.required:
        return None
    if not (is_sized(reading) or _money_before_ordinal(reading) or reading.has("op", "position")):
        return None
    positions, from_end = _positions(reading)
    return Rank(selection(reading), not from_end, positions)


def _money_before_ordinal(reading: Reading) -> bool:
    """金额倒数第二的 ranks by money; 倒数第二个，多少钱 counts along the list."""
    money = False
    for mention in reading.mentions:
        money = money or mention.has("measure", "money") or mention.has("attribute", "amount")
        if mention.has("ordinal"):
            return money
    return False


def ordinal(reading: Reading) -> LogicalForm | None:
    """第三项重点任务; 其他任务里的⑤; 最后一个指标; 重点任务1."""
    sections = section_ids(list(reading.values("section")))
    numbers = ordinal_numbers(reading)
    if not numbers or reading.required:
        return None
    specific = [s for s in sections if s in TASK_SECTIONS]
    if len(specific) == 1:
        sections = tuple(specific)
    elif len(sections) > 1 and "indicators" in sections:
        sections = ("indicators",)
    if not sections or sections[0] == "overview":
        return None
    rows = [row.id for row in reading.linker.form.section(*sections)]
    if len(sections) > 1 and all(n > 0 for n in numbers):
        return Refuse("ordinal-section", tuple(str(n) for n in numbers), tuple(rows[:3]))
    found = []
    for number in numbers:
        index = number - 1 if number > 0 else len(rows) + number
        if number == 0 or not 0 <= index < len(rows):
            return Refuse("ordinal", (str(abs(number)), str(len(rows))), tuple(rows[:3]))
        found.append(rows[index])
    return Lookup(tuple(dict.fromkeys(found)), attributes(reading))


def reverse(reading: Reading) -> LogicalForm | None:
    """哪一项是42.84万元; 500元/人年是什么; 86个指什么."""
    claims = [m for m in reading.quantities if m.number is not None]
    conditions = [b for b in bounds(reading) if b.comparator != "="]
    if len(claims) != 1 or conditions or not _asks_which(reading):
        return None
    claim = claims[0]
    assert claim.number is not None
    sections = section_ids(list(reading.values("section")))
    if "money" in reading.dimensions and "indicators" in sections:
        sections = tuple(s for s in sections if s != "indicators")
    unit = claim.unit
    for name in reading.linker.lexicon.units:
        if "/" in name and f"{claim.number}{name}" in reading.text.replace(",", ""):
            unit = name
    if reading.required:
        return _reverse_within(reading, claim, unit)
    return Reverse(claim.number, unit, sections)


def _asks_which(reading: Reading) -> bool:
    if reading.has("ask", "number"):
        return False
    return (
        reading.has("ask", "which", "what", "where")
        or reading.has("op", "locate", "topic")
        or reading.has("attribute", "name", "title", "explanation")
    )


def _reverse_within(reading: Reading, claim: Mention, unit: str) -> LogicalForm | None:
    """A number and words: the rows that have both."""
    found = resolve(reading, reading.mentions, frozenset())
    rows = [
        row
        for row in found.all_rows
        if (q := reading.linker.row(row).quantity) and q.value == claim.number
    ]
    if rows:
        return Lookup(tuple(rows[:3]), attributes(reading) or ("name",))
    details = [
        row
        for row in found.all_rows
        if any(d.quantity.value == claim.number for d in reading.linker.row(row).details)
    ]
    if details:
        return Reverse(claim.number or Decimal(0), unit, (), bound=details[0])
    return None


def exists(reading: Reading) -> LogicalForm | None:
    """有没有满意度指标; 表里提到过仲裁没有; 有超过百万的任务吗."""
    if not reading.has("op", "exists") or reading.has("ask", "number"):
        return None
    if not reading.has("ask", "yesno") and not reading.has("op", "exists"):
        return None
    form = reading.linker.form
    levels = reading.values("level")
    if levels and not reading.required:
        rows = [
            row.id
            for row in form.section("indicators")
            if any(level in f"{row.level1}{row.level2}" for level in levels)
        ]
        return Exists(levels[0], "", "", tuple(rows))
    marks = comparators_asked(reading)
    if marks and not reading.required:
        rows = [r.id for r in form.rows if r.quantity and r.quantity.bound in marks]
        return Exists("", marks[0], "", tuple(rows))
    chosen = selection(reading)
    if chosen.bounds and not reading.required:
        return ListRows(chosen)
    if not reading.required:
        return None
    sections = section_ids(reading.values("section"))
    found = resolve(reading, reading.mentions, frozenset(), sections)
    topic = "".join(m.text for m in reading.required)
    return Exists("", "", topic, found.all_rows) if found.links else None


def quoted(reading: Reading) -> LogicalForm | None:
    """“…”这句话在哪一栏: the words of the form themselves, so nothing need be known."""
    asks = reading.has("op", "locate") or reading.has("attribute", "line", "quote")
    which = reading.has("ask", "which", "where") and reading.has("section", "tasks", "indicators")
    if not (asks or which) or reading.quantities:
        return None
    for quote in reading.quotes:
        rows = tuple(reading.linker.find(quote)) if len(squeeze(quote)) >= _QUOTE_LENGTH else ()
        named = len(rows) == 1 and squeeze(reading.linker.row(rows[0]).name) == squeeze(quote)
        if rows and not named:
            return Locate(rows, quote)
    return None


def locate(reading: Reading) -> LogicalForm | None:
    """X写在哪个任务里; 出自哪一行."""
    asks = reading.has("op", "locate") or reading.has("attribute", "line", "quote")
    which = reading.has("ask", "which") and reading.has("section", "tasks", *TASK_SECTIONS)
    plain = not (reading.dimensions or reading.quantities or reading.has("attribute"))
    asks = asks or (which and plain)
    if not asks or not reading.required:
        return None
    sections = section_ids(reading.values("section"))
    found = resolve(reading, reading.mentions, frozenset(), sections)
    if not found.links:
        return None
    wording = "".join(m.text for m in reading.required)
    if any(reading.linker.row(row).is_blank for row in found.rows):
        return Lookup(found.rows, ())
    rows = found.all_rows if len(found.all_rows) <= _MOST_PLACES else found.rows
    return Locate(rows, wording, wordings(reading.required))


def list_rows(reading: Reading) -> LogicalForm | None:
    """列出所有质量指标; 超过50万的任务; 指标值为2的指标; 全部任务."""
    if reading.required:
        return None
    chosen = selection(reading)
    lists = reading.has("op", "list") or reading.has("ask", "which")
    filters = chosen.levels or chosen.units or chosen.comparators or chosen.bounds
    values = tuple(
        Bound("=", m.number, m.unit)
        for m in reading.quantities
        if m.number is not None and not chosen.bounds
    )
    if values and "indicators" in chosen.sections and (lists or reading.has("op", "exists")):
        return ListRows(
            Selection(chosen.sections, chosen.levels, chosen.units, chosen.comparators, values)
        )
    if chosen.levels and lists and not listed_levels(reading, chosen):
        return Exists(chosen.levels[0], "", "", ())
    if filters and (lists or reading.has("section") or reading.has("level")):
        return ListRows(chosen)
    if reading.has("section") and (lists or _bare(reading)):
        return ListRows(chosen)
    return None


def listed_levels(reading: Reading, chosen: Selection) -> bool:
    """Does the form have indicators of the levels at all?"""
    rows = reading.linker.form.section("indicators")
    return any(level in f"{row.level1}{row.level2}" for row in rows for level in chosen.levels)


def _bare(reading: Reading) -> bool:
    """Nothing but a section and cells of it (重点任务的名称和金额)."""
    return bool(attributes(reading)) or not reading.has("ask")


def topic(reading: Reading) -> LogicalForm | None:
    """提到法律援助的地方都找出来; 跟公证沾边的有哪几条."""
    if not reading.has("op", "topic") or not reading.required:
        return None
    numbers = reading.has("ask", "number") and not (
        reading.has("op", "count", "list") or reading.has("ask", "which")
    )
    if numbers or "money" in reading.dimensions:
        return None
    sections = section_ids(reading.values("section"))
    found = resolve(reading, reading.mentions, frozenset(), sections)
    if not found.links:
        return None
    words = "".join(m.text for m in reading.required)
    order = [row.id for row in reading.linker.form.rows]
    return Topic(words, tuple(sorted(found.all_rows, key=order.index)))
