"""What became of examples whose sources were left out: right, asked, refused or wrong."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from askperf.training.decision import Judged
from askperf.training.examples import Example
from askperf.training.featured import Dataset
from askperf.training.ranking import Merged
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from askperf.training.featured import Lookups

    Array = np.ndarray[Any, Any]

RIGHT, ASKED, REFUSED, WRONG = "right", "asked", "refused", "wrong"
MOST_WRONG = 0.005  # of all examples
_STEP = 10_000  # thresholds have four places
_CHOICES, _NEAR = 4, 5


@frozen()
class Settled:
    """An example and its outcome; `found`: was a right form among the proposals?"""

    example: Example
    outcome: str
    found: bool


@frozen()
class Point:
    """Answering from this confidence on: the shares answered, wrong and right of all."""

    threshold: float
    answered: float
    wrong: float
    right: float


def pick_threshold(confidence: Array, right: Array) -> float:
    """The smallest (of four places) at which few enough examples are answered wrong."""
    allowed = math.floor(MOST_WRONG * len(confidence))
    wrong: list[float] = sorted(confidence[~right].tolist(), reverse=True)
    if len(wrong) <= allowed:
        return 0.0
    return (math.floor(wrong[allowed] * _STEP) + 1) / _STEP


def settle(
    data: Dataset, seen: Judged, confidence: Array, threshold: float, ask_back: float
) -> tuple[Settled, ...]:
    """What `decision.decide` does with each example that people wrote, against its gold."""
    right = seen.of_each(seen.right)
    found = []
    for number, example in enumerate(data.examples[: data.written]):
        lookups = data.items[number].lookups
        sure = float(confidence[number])
        outcome = REFUSED if example.gold.answerable else RIGHT
        if seen.ranked[number] and sure >= threshold:
            outcome = RIGHT if right[number] else WRONG
        elif sure >= ask_back and (rows := choices(seen.ranked[number], lookups)):
            gold = example.gold
            fitting = gold.status == "ambiguous" and set(rows) == set(gold.rows)
            outcome = RIGHT if fitting else ASKED
        start, end = data.starts[number], data.starts[number + 1]
        found.append(Settled(example, outcome, bool(data.right[start:end].any())))
    return tuple(found)


def choices(ranked: Sequence[Merged], lookups: Lookups) -> tuple[str, ...]:
    """The rows that would be asked back for, () if none: as `decision._choices`."""
    rows: dict[str, None] = {}
    cells: tuple[str, ...] = ()
    for merged in ranked[:_CHOICES]:
        lookup = lookups[merged.best]
        if lookup is None or (cells and lookup[1] != cells):
            if merged is ranked[0]:
                return ()
            continue
        if merged.probability * _NEAR >= ranked[0].probability:
            rows[lookup[0]] = None
            cells = lookup[1]
    return tuple(rows) if len(rows) > 1 else ()


def counted(
    settled: Iterable[Settled], by: Callable[[Example], str]
) -> list[tuple[str, Counter[str]]]:
    """(group, number of each outcome, and of all that were `found`), by group."""
    groups: dict[str, Counter[str]] = {}
    for one in settled:
        counts = groups.setdefault(by(one.example), Counter())
        counts[one.outcome] += 1
        counts["found"] += one.found or not one.example.gold.answerable
    return sorted(groups.items())


def curve(
    data: Dataset, seen: Judged, confidence: Array, thresholds: Iterable[float]
) -> list[Point]:
    """The risk at each threshold for what people wrote, nothing asked back."""
    right, proposed = seen.of_each(seen.right), seen.of_each(True)
    points = []
    for threshold in thresholds:
        answered = proposed & (confidence >= threshold)
        good = (answered & right) | (~answered & ~data.answerable)
        wrong = answered & ~right
        shares = (float(mask[: data.written].mean()) for mask in (answered, wrong, good))
        points.append(Point(threshold, *shares))
    return points
