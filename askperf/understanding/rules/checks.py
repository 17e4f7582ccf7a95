"""Is it enough, is it true, do two sums agree, which grade is it?"""

from __future__ import annotations

from decimal import Decimal

from askperf.operations import Check, CheckCell, CheckPassage, Equal, Grade
from askperf.query import LogicalForm, Mention, Operand
from askperf.understanding.reading import Reading, is_required
from askperf.understanding.rules.common import comparable, operands, resolve
from askperf.understanding.rules.lookup import passages
from askperf.values import replace

_COUNTS = frozenset(("items", "cases", "times", "people"))


def grade(reading: Reading) -> LogicalForm | None:
    """75分是什么等次; 多少分算优秀; 等次有没有重叠."""
    graded = [row for row in reading.linker.form.rows if row.bands]
    labels = {band.label for row in graded for band in row.bands}
    text = "".join(m.text for m in reading.mentions)
    named = [label for label in labels if label in text]
    if not graded or not (reading.has("op", "grade", "overlap") or named):
        return None
    row = graded[0]
    links = resolve(reading, reading.mentions, frozenset()).rows
    if links and row.id not in links:
        return None
    scores = [m for m in reading.quantities if m.unit in ("", "分")]
    if reading.has("op", "overlap"):
        return Grade(row.id, None, overlap=True)
    if scores:
        return Grade(row.id, scores[0].number)
    label = max(named, key=len, default="")
    return Grade(row.id, None, label)


def check(reading: Reading) -> LogicalForm | None:
    """做到96%算达标吗; 是600元对吧; 怎么才给16万."""
    claims = [m for m in reading.quantities if m.number is not None]
    verdict = reading.has("op", "meets", "truth", "equal") or _asks_yes_or_no(reading)
    if not claims or not verdict or reading.has("op", "ratio", "share", "count", "list"):
        return None
    if reading.has("op", "sum") and not reading.has("op", "meets"):
        return None
    if reading.has("ask", "which"):
        return None
    found: list[Check] = []
    for claim in reversed(claims):
        rows = _rows_for(reading, claim)
        if rows and claim.number is not None:
            found.append(Check(rows, claim.number, claim.unit, _claim_kind(reading, rows)))
    # 79.9%能当80%交差吗: the claim is the number that the row doesn't have.
    odd = [c for c in found if not any(_states(reading, row, c.value) for row in c.rows)]
    if odd or found:
        return (odd or found)[0]
    return _check_passage(reading, claims)


def _states(reading: Reading, row: str, value: Decimal) -> bool:
    quantity = reading.linker.row(row).quantity
    return quantity is not None and quantity.value == value


def _check_passage(reading: Reading, claims: list[Mention]) -> LogicalForm | None:
    """96个乡镇街道，对得上吗: a number of a row's prose."""
    rest = tuple(m for m in reading.mentions if m not in claims)
    for claim in claims:
        unit = reading.linker.lexicon.unit(claim.unit)
        rows = resolve(reading, reading.required, frozenset()).all_rows
        if unit is None or claim.number is None or not rows:
            continue
        asked = replace(reading, mentions=rest, asked=frozenset((unit.dimension,)))
        hits = passages(asked, rows)
        if hits:
            kind = "performance" if reading.has("op", "meets") else "statement"
            return CheckPassage(hits, claim.number, claim.unit, kind)
    return None


def _asks_yes_or_no(reading: Reading) -> bool:
    return reading.has("ask", "yesno") and not reading.has("ask", "number", "which")


def _rows_for(reading: Reading, claim: Mention) -> tuple[str, ...]:
    """The rows a claim is about: named, and measured in the claim's kind of unit."""
    unit = reading.linker.lexicon.unit(claim.unit)
    dimensions = frozenset((unit.dimension,)) if unit else frozenset()
    if dimensions & _COUNTS:
        dimensions |= {"items"}
    if dimensions == {"money"}:
        dimensions |= {"rent"}
    found = resolve(reading, reading.mentions, dimensions)
    if not found.links and unit is None:
        found = resolve(reading, reading.mentions, frozenset())
    return found.rows


def _claim_kind(reading: Reading, rows: tuple[str, ...]) -> str:
    """`performance` (做到96%) or `statement` (目标是95%以上)."""
    if any(reading.linker.row(row).section != "indicators" for row in rows):
        return "statement"
    if reading.has("op", "meets") or reading.has("scope", "actual"):
        return "performance"
    if reading.has("op", "truth") or reading.has("attribute"):
        return "statement"
    return "performance"


def check_cell(reading: Reading) -> LogicalForm | None:
    """出庭应诉率归在时效指标名下，是吗; 普法宣传是重点任务吗."""
    if not (reading.has("op", "truth") or reading.has("ask", "yesno")) or reading.quantities:
        return None
    levels, sections = reading.values("level"), reading.values("section")
    wanted = [s for s in sections if s in ("key-tasks", "other-tasks")]
    found = resolve(reading, reading.mentions, frozenset())
    if len(found.rows) != 1 or not any(map(is_required, reading.mentions)):
        return None
    row = reading.linker.row(found.rows[0])
    if levels and row.section == "indicators":
        return CheckCell(row.id, "level", levels[0])
    if wanted and row.is_task and found.links[0].cell == "name":
        return CheckCell(row.id, "section", wanted[0])
    return None


def equal(reading: Reading) -> LogicalForm | None:
    """基本支出加项目支出等于财政拨款吗."""
    asks = reading.has("bound", "=") and reading.has("ask", "yesno")
    if not (asks or reading.has("op", "equal", "same")) or reading.quantities:
        return None
    sides = operands(reading)
    if len(sides) < 2 or not comparable(reading, sides):
        return None
    if len(sides) == 2:
        return Equal(sides[0], sides[1])
    left, right = sides[:-1], sides[-1]
    rows = tuple(row for side in left for row in side.rows)
    label = " + ".join(side.label for side in left)
    return Equal(Operand(rows, "sum", label), right)
