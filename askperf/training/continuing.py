"""Examples that nobody wrote: questions asked right after another that they don't lean on.

Writers of conversations write what leans on the turn before. Most people ask one thing and
then another; what was said before must not change a question that stands by itself.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from askperf.training.examples import Example
from askperf.values import replace

NUMBER = 3000
_SEED = 11
_SHORTEST = 6  # characters; what is shorter may well lean on the turn before


def continued(examples: Sequence[Example], number: int = NUMBER) -> tuple[Example, ...]:
    """At most `number` of the given examples, each after another question of its source.

    Always the same for the same examples; their gold is what it was.
    """
    chance = random.Random(_SEED)
    alone = [example for example in examples if not example.before]
    first: dict[str, list[str]] = {}
    for example in alone:
        if example.gold.status == "answered":
            first.setdefault(example.source, []).append(example.text)
    fit = [e for e in alone if len(e.text) >= _SHORTEST and e.source in first]
    chance.shuffle(fit)
    return tuple([_after(chance.choice(first[one.source]), one) for one in fit[:number]])


def _after(question: str, example: Example) -> Example:
    """An example asked after a question."""
    gold = replace(example.gold, in_talk=True)
    return replace(example, id=f"{example.id}-after", before=(question,), gold=gold)
