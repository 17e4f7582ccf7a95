"""Lookups: which row, which cell; several rows where several are named."""

from __future__ import annotations

from collections.abc import Sequence

from askperf.facts import TASK_SECTIONS, Row
from askperf.folding import squeeze
from askperf.query import (
    Choose,
    Link,
    Locate,
    LogicalForm,
    Lookup,
    Mention,
    Passage,
    Refuse,
    TopicBudget,
)
from askperf.understanding.linking import TIERS, Resolution
from askperf.understanding.reading import Reading, dimensions, is_required
from askperf.understanding.rules.common import (
    attributes,
    counted,
    resolve,
    section_ids,
    target_unit,
    units_asked,
    wordings,
)
from askperf.values import replace

_MOST_CHOICES = 6
# Operations that change the answer; a rule above must have taken them up.
_OPERATIONS = frozenset(("mean", "median", "range", "ratio", "position", "most", "least", "divide"))
_PROSE = TIERS["content"]


def lookup(reading: Reading) -> LogicalForm | None:
    """法律援助预算多少; 调解成功率要求多少; 优化公共法律服务的目标."""
    if not reading.required:
        return None
    reading = _without_aside(reading)
    parts = _parts(reading)
    if len(parts) > 1 and (reading.has("op", "each") or _names_several(reading)):
        several = _several(reading, parts)
        if several is not None:
            return several
    whole = reading.linker.resolve(
        reading.required_and_weak, reading.dimensions, _sections(reading), counted(reading)
    )
    if whole.links:
        return _unused(reading, whole) or _finish(reading, whole)
    if len(parts) > 1:
        several = _several(reading, parts)
        if several is not None:
            return several
    return _fallback(reading)


def _names_several(reading: Reading) -> bool:
    """Two wordings that each name rows of their own, none in common."""
    linker = reading.linker
    named = [
        {row for value in mention.values("alias") for row in linker.alias_rows(value)}
        for mention in reading.required
        if mention.has("alias")
    ]
    return any(one and other and not one & other for one in named for other in named)


def _without_aside(reading: Reading) -> Reading:
    """The reading without what 除了…, …不算 sets aside, if something is left."""
    aside: set[Mention] = set()
    leaving, clause = False, list[Mention]()
    for mention in (*reading.mentions, None):
        if mention is None or mention.has("punctuation"):
            if leaving and clause and clause[-1].has("op", "exclude"):
                aside.update(clause)  # 工资那些不算: the words before it are set aside
            leaving, clause = False, []
            continue
        clause.append(mention)
        if mention.has("op", "exclude"):
            leaving = True
        elif leaving:
            aside.add(mention)
    kept = tuple(m for m in reading.mentions if m not in aside)
    return replace(reading, mentions=kept) if any(map(is_required, kept)) else reading


def _unused(reading: Reading, found: Resolution) -> LogicalForm | None:
    """Operations and numbers that a plain lookup would pass over in silence."""
    rows = [reading.linker.row(row) for row in found.rows]
    priced = any("rent" in reading.linker.measures(row) for row in rows)
    operations = _OPERATIONS if not priced else _OPERATIONS - {"divide"}
    for mention in reading.mentions:
        if any(mention.has("op", name) for name in operations) and not mention.has("bound"):
            return Refuse("operation", (mention.text,), found.rows[:3])
    if reading.has("relation", "of") and reading.has("ask", "number"):
        return Refuse("split", tuple(m.text for m in reading.required), found.rows[:3])
    for mention in reading.quantities:
        if priced and mention.unit == "人" and mention.number == 1:
            continue  # 一个人一年: the price is per head
        holders = [row for row in rows if _holds(row, mention)]
        if not holders:
            return Refuse("number", (mention.text,), found.rows[:3])
        own = any(r.quantity and r.quantity.value == mention.number for r in holders)
        unit = reading.linker.lexicon.unit(mention.unit)
        parted = unit is not None and unit.dimension in ("money", "people", "cases")
        if (
            own
            and parted
            and not target_unit(reading)
            and reading.has("ask", "number")
            and len(holders) == len(rows)
        ):
            return Refuse("split", (mention.text,), found.rows[:3])
    return None


def _holds(row: Row, mention: Mention) -> bool:
    """Does the row have this number, in its cell or in its prose?"""
    numbers = [d.quantity.value for d in row.details]
    return mention.number in numbers or (
        row.quantity is not None and row.quantity.value == mention.number
    )


def _sections(reading: Reading) -> tuple[str, ...]:
    """Sections that the question confines itself to (指标里…, 重点任务里…)."""
    named = [v for v in reading.values("section") if v in ("indicators", *TASK_SECTIONS)]
    return section_ids(named) if len(set(named)) == 1 else ()


def _parts(reading: Reading) -> list[list[Mention]]:
    """Stretches between conjunctions that name something."""
    groups = reading.groups(
        lambda m: (
            (m.has("punctuation") or m.has("relation", "and", "versus")) and not is_required(m)
        )
    )
    parts: list[list[Mention]] = []
    for group in groups:
        if any(map(is_required, group)):
            parts.append(group)
        elif parts:
            parts[-1] = [*parts[-1], *group]
    return parts


def _several(reading: Reading, parts: Sequence[Sequence[Mention]]) -> LogicalForm | None:
    """One row or one tie for each part, else None."""
    rows: list[str] = []
    wanted: list[str] = []
    for part in parts:
        own = dimensions(part, reading.linker)
        thing = next(filter(is_required, part), None) if counted(reading) else None
        found = reading.linker.resolve(
            [m for m in part if is_required(m) or m.has("weak")],
            own or reading.dimensions,
            (),
            thing,
        )
        if not found.links and own != reading.dimensions:
            found = resolve(reading, part)
        if not found.links:
            found = resolve(reading, part, frozenset())
        announced = any(m.has("punctuation", ":") for m in reading.mentions)
        if part is not parts[0] and (announced or len(found.links) != 1):
            headed = resolve(reading, [*parts[0], *part], own)  # 法援方面：…、培训次数
            found = headed if headed.links else found
        if not found.links:
            return None
        if len(found.links) > 1:
            narrowed = resolve(reading, part)
            found = narrowed if narrowed.links else found
        if len(found.links) > 3:
            return None
        rows += [row for row in found.rows if row not in rows]
    wanted += attributes(reading)
    if len(rows) < 2:
        split = "money" in reading.dimensions and reading.has("op", "each")
        return (
            Refuse("split", tuple(m.text for m in reading.required), tuple(rows)) if split else None
        )
    return Lookup(tuple(rows), tuple(dict.fromkeys(wanted)), target_unit(reading))


def _finish(reading: Reading, found: Resolution) -> LogicalForm:
    links = _narrowed(reading, found.links)
    wanted = _wanted(reading)
    identified = links[0].cell == "name" or reading.has("section")
    ours = reading.linker.row(links[0].row).section == "overview"
    titled = "title" in wanted and not (reading.has("section") or ours)
    if titled or ("name" in wanted and not identified):
        return Refuse("names", tuple(m.text for m in reading.required), found.rows[:3])
    prose = links[0].cell in ("content", "goal")
    numeric = set(wanted) <= {"target", "unit", "comparator"}
    if prose and numeric and not reading.dimensions:
        if reading.has("ask", "number") or wanted:
            return _fallback(reading)  # a number of something that is only talked about
        words = "".join(m.text for m in reading.required)
        return Locate(found.rows[:_MOST_CHOICES], words, wordings(reading.required))
    if "money" in reading.dimensions and prose and not _named_last(reading, links):
        return _budget(reading, found)
    if len(links) == 1:
        return Lookup((links[0].row,), wanted, target_unit(reading))
    if TIERS[links[0].cell] == _PROSE:
        links = links[:3]
    if len(links) > _MOST_CHOICES:
        return Refuse("too-many", tuple(m.text for m in reading.required), found.rows[:6])
    return Choose(tuple(link.row for link in links), wanted)


def _narrowed(reading: Reading, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Of several rows, those that have the unit or the number that the question names."""
    row = reading.linker.row
    units = units_asked(reading) if len(links) > 1 else ()
    if units:
        kept = tuple(x for x in links if (q := row(x.row).quantity) and q.unit in units)
        links = kept or links
    stated = reading.quantities if len(links) > 1 else ()
    if "money" in reading.dimensions:  # 组织一次要多少经费: 一次 says nothing of the amount
        stated = tuple(m for m in stated if _is_money(m, reading))
    return tuple(x for x in links if any(_holds(row(x.row), m) for m in stated)) or links


def _is_money(mention: Mention, reading: Reading) -> bool:
    unit = reading.linker.lexicon.unit(mention.unit)
    return unit is not None and unit.dimension in ("money", "rent")


def _wanted(reading: Reading) -> tuple[str, ...]:
    """Cells asked for, less those that only helped to name the row (单位是“个”的那条)."""
    wanted = attributes(reading)
    if len(wanted) > 1 and units_asked(reading):
        wanted = tuple(a for a in wanted if a not in ("unit", "explanation"))
    if not wanted and reading.has("meta", "form"):
        return ("content",)  # 写的是哪一年的: a year in the row's prose
    return wanted


def _named_last(reading: Reading, links: tuple[Link, ...]) -> bool:
    """…就是优化公共法律服务那个: described by its content, then called by its name."""
    last = reading.linker.explain(reading.required[-1])
    if len(links) == 1 and last.get(links[0].row) == "name" and len(reading.required) > 1:
        return True
    names = [m for m in reading.required if reading.linker.explain(m).get(links[0].row) == "name"]
    return len(links) == 1 and bool(names) and len(reading.required) > 3


def _budget(reading: Reading, found: Resolution) -> LogicalForm:
    """Money of something that tasks only mention in their prose.

    It has no line of its own: the answer is the task that pays for it, said as such.
    Asked as a part of an amount (其中…占多少, …各多少), it is refused.
    """
    required = reading.required
    topic = "".join(m.text for m in required)
    words = [w for m in required for w in (m.values("term") or (m.text,))]
    everywhere = [set(reading.linker.explain(m)) for m in required]
    rows = set.intersection(*everywhere)
    tasks = [link for link in (*found.links, *found.others) if link.row in rows]

    def density(link: Link) -> float:
        return sum(reading.linker.occurrences(w, link.row) for w in words)

    tasks.sort(key=lambda link: -density(link))
    ids = tuple(link.row for link in tasks)
    order = [row.id for row in reading.linker.form.rows]
    mentions = tuple(sorted(rows - set(ids), key=order.index))
    if _asks_part(reading):
        return Refuse("mentioned-only", (topic,), ids[:1])
    return TopicBudget(topic, ids[:2], (*ids[2:], *mentions))


def _asks_part(reading: Reading) -> bool:
    """其中…多少, …占多少, 甲、乙各多少: a split that the form doesn't give."""
    return (
        reading.has("op", "each", "share")
        or reading.has("relation", "of")
        or reading.has("dialogue", "within")
        or bool(reading.quantities)
    )


def _fallback(reading: Reading) -> LogicalForm:
    """No row fits with the right kind of number: prose quantities, or say what's missing."""
    passage = _passage(reading)
    if passage is not None:
        return passage
    loose = resolve(reading, reading.required_and_weak, frozenset())
    if not loose.links:
        tight = resolve(reading, reading.required_and_weak)
        missing = loose.missing or tight.missing
        return Refuse("unexplained", missing, _near(reading))
    return Refuse("no-such-number", tuple(m.text for m in reading.required), loose.rows[:3])


def _passage(reading: Reading) -> LogicalForm | None:
    """Quantities in the prose of rows that explain every word (培训时间不少于3天)."""
    loose = resolve(reading, reading.required_and_weak, frozenset())
    hits = passages(reading, loose.all_rows)
    return Passage(hits) if hits else None


def passages(reading: Reading, rows: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """(row, detail) of the prose quantities of the asked kind in the rows, at most three."""
    hits: list[tuple[str, int]] = []
    for row in map(reading.linker.row, rows):
        for index, detail in enumerate(row.details):
            unit = reading.linker.lexicon.unit(detail.quantity.unit)
            asked = unit is not None and (
                not reading.dimensions or unit.dimension in reading.dimensions
            )
            stated = [m.number for m in reading.quantities if m.unit == detail.quantity.unit]
            named = not row.is_task or _named_in(reading, row.id, detail.clause)
            if asked and named and (not stated or detail.quantity.value in stated):
                hits.append((row.id, index))
    return tuple(hits[:3])


def _named_in(reading: Reading, row: str, clause: str) -> bool:
    """Does the clause itself hold a word of the question?"""
    text = squeeze(clause)
    return any(
        squeeze(word) in text for m in reading.required for word in (m.values("term") or (m.text,))
    )


def _near(reading: Reading) -> tuple[str, ...]:
    known = [m for m in reading.required if reading.linker.knows(m)]
    for drop in range(len(known)):
        found = reading.linker.resolve(known[: len(known) - drop])
        if found.links:
            return found.all_rows[:3]
    return ()
