"""Follow-ups with another row, or of another cell of the same one."""

from __future__ import annotations

from askperf.dialogue.before import attributes_before, operand_of_row, talked_of
from askperf.facts import TASK_SECTIONS
from askperf.folding import squeeze
from askperf.operations import (
    Compare,
    Divide,
    Exists,
    Share,
    Topic,
)
from askperf.query import (
    Choose,
    LogicalForm,
    Lookup,
    Mention,
    Passage,
    Refuse,
    Sense,
)
from askperf.turns import Turn
from askperf.understanding.reading import Reading, is_required
from askperf.understanding.rules.common import (
    attributes,
    resolve,
    target_unit,
)
from askperf.understanding.rules.lookup import passages
from askperf.values import replace

_SHARED_WORDS = 3


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


def attached(reading: Reading, turn: Turn) -> LogicalForm | None:
    """这块配了哪些考核指标: what another table says of the last topic."""
    if not reading.has("dialogue", "pronoun") or not reading.has("section", "indicators"):
        return None
    if reading.required or not turn.reading.required or not reading.has("ask", "which", "what"):
        return None
    found = resolve(turn.reading, turn.reading.required, frozenset(), ("indicators",))
    topic = "".join(m.text for m in turn.reading.required)
    return Topic(topic, found.all_rows) if found.links else None


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
        return Share((operand_of_row(turn, links[0]),), turn.form.whole)
    asked = attributes(reading) or attributes_before(turn)
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
        rows = talked_of(reading, turn, 2)
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
