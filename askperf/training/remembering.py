"""The memory of `understanding.memory`, made of examples as they are heard."""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections.abc import Iterable, Sequence

from askperf.facts import Form
from askperf.training.setting import Spoken
from askperf.understanding.gold import Gold
from askperf.understanding.memory import BLOCK, BUCKETS, NORMS, buckets, rarity

_COMMON = 0.03  # a pair that more of the sayings have tells too little for the time it takes
_LARGEST = (1 << 16) - 1


def remember(spoken: Iterable[Spoken], form: Form) -> bytes:
    """The memory's file. What stands alone comes first; each text is kept once for a gold."""
    known: dict[tuple[str, Gold], None] = {}
    for one in spoken:
        known.setdefault((one.text, one.example.gold))
    sayings = sorted(known, key=lambda pair: pair[1].in_talk)
    pairs = [buckets(text) for text, _ in sayings]
    counts = [0] * BUCKETS
    for found in pairs:
        for pair in found:
            counts[pair] += 1
    size = len(sayings)
    common = {pair for pair, count in enumerate(counts) if count > max(8, _COMMON * size)}
    told = [[pair for pair in found if pair not in common] for found in pairs]
    golds = {gold: number for number, gold in enumerate(dict.fromkeys(g for _, g in sayings))}
    starts, postings = _by_pair(told)
    ids = [row.id for row in form.rows]
    where, texts = _golds(golds, ids)
    head = {
        "form": form.id,
        "rows": ids,
        "size": size,
        "alone": sum(not gold.in_talk for _, gold in sayings),
        "common": sorted(common),
        "postings": len(postings),
        "golds": len(golds),
    }
    lengths = [math.sqrt(math.fsum(rarity(counts[p], size) for p in found)) for found in told]
    return b"".join(
        (
            json.dumps(head, separators=(",", ":")).encode() + b"\n",
            _bytes("H", [golds[gold] for _, gold in sayings]),
            _bytes("H", [min(_LARGEST, max(1, round(NORMS * length))) for length in lengths]),
            *map(_bytes, "IH", (starts, postings)),
            _bytes("I", where),
            texts,
        )
    )


def _by_pair(told: Sequence[Sequence[int]]) -> tuple[array[int], array[int]]:
    """Where the sayings of each pair begin, block by block, and the sayings within blocks."""
    starts, postings = array("I"), array("H")
    for first in range(0, len(told), BLOCK):
        having: dict[int, list[int]] = {}
        for number, found in enumerate(told[first : first + BLOCK]):
            for pair in found:
                having.setdefault(pair, []).append(number)
        for pair in range(BUCKETS):
            starts.append(len(postings))
            postings.extend(having.get(pair, ()))
        starts.append(len(postings))
    return starts, postings


def _golds(golds: Iterable[Gold], ids: Sequence[str]) -> tuple[Sequence[int], bytes]:
    """Where each gold begins, and the golds."""
    place = {row: number for number, row in enumerate(ids)}
    where, texts = [0], []
    for gold in golds:
        rows, figures = [place[row] for row in gold.rows], list(map(str, gold.figures))
        cells = (
            *(gold.kind, gold.status, rows, figures, gold.cell, gold.verdict),
            *(gold.words, gold.in_talk),
        )
        text = json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        texts.append(text)
        where.append(where[-1] + len(text))
    return where, b"".join(texts)


def _bytes(kind: str, numbers: Iterable[int]) -> bytes:
    """Little-endian numbers. Raises OverflowError where one is too large."""
    found = array(kind, numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()
