"""When does a question lean on the turn before?"""

from __future__ import annotations

from askperf.operations import (
    Compare,
    Reverse,
    Share,
)
from askperf.query import (
    Choose,
    Locate,
    LogicalForm,
    Lookup,
    Refuse,
    TopicBudget,
)
from askperf.understanding.reading import Reading, is_required
from askperf.understanding.rules.common import (
    operands,
    ordinal_numbers,
)

_POINTING = ("pronoun", "pair", "previous", "next", "same", "within")


def leans(reading: Reading, alone: LogicalForm) -> bool:
    """Words that point back (它, 这两个, 其中), or an operation with one side missing."""
    if isinstance(alone, Reverse):
        return False  # 42.84这个数对应什么: the number is in the question
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


def is_complete(reading: Reading, alone: LogicalForm) -> bool:
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


def _wants(reading: Reading) -> bool:
    return bool(
        reading.dimensions
        or reading.has("attribute")
        or reading.has("op", "sum", "mean")
        or len(operands(reading)) > 1
    )
