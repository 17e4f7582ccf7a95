"""A bound, an exclusion or a negation that a form leaves unread beside what it is about."""

from __future__ import annotations

import pytest

from askperf import Assistant
from askperf.understanding.reading import mask_of
from askperf.understanding.severed import severed

# The question, what a form reads of it, and what that leaves severed.
CASES = [
    ("普法宣传超过20万吗", "普法宣传超过20万", []),
    ("普法宣传超过20万吗", "普法宣传20万", ["severed:mark>:number:read"]),
    ("普法宣传超过20万吗", "普法宣传", ["severed:mark>:number:unread"]),
    ("不算普法宣传还有几项任务", "任务", ["severed:except:mention:unread"]),
    ("不算普法宣传还有几项任务", "普法宣传", ["severed:except:mention:read"]),
    ("不算普法宣传还有几项任务", "不算普法宣传任务", []),
    ("除了重点任务还有哪些", "重点任务", ["severed:except:section:read"]),
    ("哪些指标不是质量指标", "质量指标", ["severed:neg:level:read"]),
    ("普法宣传多少钱", "", []),
]


@pytest.mark.parametrize(("asked", "read", "left"), CASES, ids=[f"{c[0]}:{c[1]}" for c in CASES])
def test_what_is_severed(assistant: Assistant, asked: str, read: str, left: list[str]) -> None:
    parse, used, at = assistant.engine.parser.parse(asked), 0, 0
    for char in read:  # its characters, in their order, wherever they stand
        at = asked.index(char, at) + 1
        used |= mask_of(at - 1, at)
    found = set(severed(used, parse.evidence.beside))
    kinds = {name for name in found if name.split(":")[1] in {w.split(":")[1] for w in left}}
    assert (kinds if left else found) == set(left)
