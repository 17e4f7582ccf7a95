"""Restricting: what is asked of the rows that an exclusion leaves.

剔除普法宣传后，重点任务的平均数比其他任务的高多少: the exclusion stands apart from the
question, and holds for every table in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from askperf.logic import Except, Form, Pick, Rows, Table, nodes
from askperf.understanding.grammar.replacing import replaced
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import COVERED, Found, Span

_LESS, _FORMS, _PARTS = 4, 12, 2
_OF_ONE_KIND = 4  # of these forms, of one family of rules
_STOPS = "，,。；;"
_SHORTEST = 4


def restricting(
    scene: Scene, families: Sequence[Callable[[Scene], Iterator[Found]]]
) -> Iterator[Found]:
    """What the families find in the rest of the question, without what is left out."""
    less: dict[Rows, int] = {}
    # What is left out by as few words as may be: the others say what it is left out of.
    for rows in scene.excluded:
        if isinstance(rows.node, Except):
            said = (rows.used, less.get(rows.node.less, rows.used))
            less[rows.node.less] = min(said, key=int.bit_count)
    for rest in _rests(scene)[:_PARTS] if less else ():
        part = Scene(scene.chart, rest)
        found = [x for family in families for x in family(part) if not _excludes(x[0])]
        found.sort(key=lambda x: -(x[2] + COVERED * x[1].bit_count()))
        kept = _of_all_kinds(found)[:_FORMS]
        for node, used in list(less.items())[:_LESS]:
            for form, its, score, rule in kept:
                made = _without(scene, form, node)
                if made is not None:
                    yield made, its | used, score - 0.2, f"rest:{rule.partition(':')[0]}"


def _of_all_kinds(found: Sequence[Found]) -> list[Found]:
    """The first of some forms, a few of each family of rules (lists must not crowd out 有没有)."""
    counts: Counter[str] = Counter()
    kept = []
    for one in found:
        family = one[3].partition(":")[0]
        counts[family] += 1
        if counts[family] <= _OF_ONE_KIND:
            kept.append(one)
    return kept


def _rests(scene: Scene) -> list[Span]:
    """The parts of the question beside the clause that leaves something out."""
    start, end = scene.span
    found: dict[Span, None] = {}
    for cue in scene.chart.anchors("except"):
        stops = [at for at in range(start, end) if scene.text[at] in _STOPS]
        after = next((at + 1 for at in stops if at >= cue.end), None)
        if after is None:
            match = scene.words.left_out_ends.search(scene.text, cue.end + 2)
            after = match.end() if match else end
        before = max((at for at in stops if at < cue.start), default=start)
        found |= dict.fromkeys(((after, end), (start, before)))
    return [span for span in found if span[1] - span[0] >= _SHORTEST]


def _excludes(form: Form) -> bool:
    return any(isinstance(node, Except) for node in nodes(form))


def _without(scene: Scene, form: Form, less: Rows) -> Form | None:
    """A form without some rows, None if none of its tables has any of them."""
    if any(isinstance(node, Pick) and node == less for node in nodes(form)):
        return None
    away, made, changed = scene.sheet.bits(less) or 0, form, False
    for table in dict.fromkeys(node for node in nodes(form) if isinstance(node, Table)):
        rows = scene.sheet.bits(table) or 0
        if rows & away and rows & ~away:
            made, changed = replaced(made, table, Except(table, less)), True
    return made if changed else None
