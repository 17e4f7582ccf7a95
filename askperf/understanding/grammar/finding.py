"""Finding: where a number stands, a grade, a place, and what is asked of the form itself."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.facts import Row
from askperf.logic import Describe, Find, Grade, Position
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import Found, RowSet, given, number_of, section_table
from askperf.understanding.reading import mask_of

_TOPICS = ("form", "help", "who", "tasks")


def finding(scene: Scene) -> Iterator[Found]:
    """All forms that find, grade, rank and describe."""
    for line in _LINES:
        yield from line(scene)


def _numbers(scene: Scene) -> Iterator[Found]:
    """26万是哪一项; 哪个任务是26万."""
    used = scene.asked | scene.op("find", "locate", "list")
    used |= scene.cell("amount", "target", "name")
    sections = scene.chart.anchors("section")
    named = scene.chart.mask("section")
    for anchor in scene.chart.numbers("number", "rows"):
        yield Find(given(anchor), ()), anchor.mask | used, 0, "find"
        for section in sections:
            node = Find(given(anchor), section_table(section.value).sections)
            yield node, anchor.mask | used | named, 0, "find"


def _grades(scene: Scene) -> Iterator[Found]:
    """85分是什么等次; 良好要多少分."""
    for one in scene.one[:3]:
        row = scene.row(one.node)
        if row is not None and row.bands:
            yield from _graded(scene, one, row)


def _graded(scene: Scene, one: RowSet, row: Row) -> Iterator[Found]:
    used = one.used | scene.asked | scene.op("grade")
    yield Grade(row.id), used, one.score - 0.5, "grade:all"
    for anchor in scene.chart.numbers("number"):
        yield Grade(row.id, number_of(anchor)), used | anchor.mask, one.score, "grade:score"
    for label in dict.fromkeys(band.label for band in row.bands):
        at = scene.text.find(label)
        if at >= 0:
            covered = used | mask_of(at, at + len(label))
            yield Grade(row.id, None, label), covered, one.score, "grade:label"


def _places(scene: Scene) -> Iterator[Found]:
    """普法宣传排第几."""
    used = scene.asked | scene.op("position", "descending")
    if not scene.op("position", "descending"):
        return
    for one in (*scene.one[:3], *scene.earlier_one):
        row = scene.row(one.node)
        for rows in scene.tables[:5] if row else ():
            if row is not None:
                node, score = Position(row.id, rows.node), one.score + rows.score
                yield node, one.used | rows.used | used, score, "position"


def _topics(scene: Scene) -> Iterator[Found]:
    """这是什么表; 你能做什么."""
    named = scene.chart.anchors("meta")
    for anchor in named:
        used = anchor.mask | scene.asked
        yield Describe(anchor.value), used, 0, f"describe:{anchor.value}"
    for topic in _TOPICS:
        if all(anchor.value != topic for anchor in named):
            yield Describe(topic), scene.asked, -2, f"describe?:{topic}"


_LINES = (_numbers, _grades, _places, _topics)
