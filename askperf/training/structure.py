"""The fit of `understanding.structure`: what a question's grams say for the tags of forms.

A conditional model of an example's right proposals, on top of what the other features
already say of them. By AdaGrad over batches in a fixed order, so that a run is repeatable:
first all weights, then once more those that are kept, which are told what was left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from askperf.training.associations import Structure, heaviest
from askperf.training.featured import Dataset
from askperf.understanding.structure import FARTHEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

_LEAST_GRAM, _LEAST_TAG = 10, 40  # examples that must have it
_EPOCHS, _AGAIN, _BATCH, _STEP, _L2 = 2, 2, 128, 0.5, 0.0005
_KEPT = 47_000
_ROWS = 32  # grams that a step changes at a time, so that they stay in the cache
_LEAST_WEIGHT = 0.005
_FAR = -1e9


class Tagged:
    """A dataset's grams and tags as matrices; made once for all folds."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        items = data.items
        grams = Counter(gram for item in items for gram in item.grams)
        self.grams = sorted(
            g for g, count in grams.items() if count >= _LEAST_GRAM and not {"\t", "\n"} & set(g)
        )
        tags = Counter(tag for item in items if any(item.right) for tag in _right_tags(item))
        self.tags = sorted(tag for tag, count in tags.items() if count >= _LEAST_TAG)
        self.inputs = _matrix([item.grams for item in items], self.grams)
        self.inputs.data[:] = np.repeat(
            [1 / math.sqrt(max(1, len(item.grams))) for item in items], np.diff(self.inputs.indptr)
        )
        index = {tag: number for number, tag in enumerate(self.tags)}
        starts, columns = [0], []
        for item in items:
            numbers = np.array([index.get(tag, -1) for tag in item.tags], np.int32)
            at = 0
            for size in item.tag_sizes:
                mine = numbers[item.tagged[at : at + size]]
                mine = mine[mine >= 0]
                columns.append(mine)
                starts.append(starts[-1] + len(mine))
                at += size
        flat = np.concatenate([np.zeros(0, np.int32), *columns])
        ones = np.ones(len(flat), np.float32)
        shape = len(starts) - 1, len(self.tags)
        self.forms: Any = sparse.csr_matrix((ones, flat, np.array(starts)), shape=shape)

    def fit(self, chosen: Array, base: Array) -> Structure:
        """Weights by the chosen examples (a mask), given the proposals' scores without them."""
        data = self.data
        hits = np.bincount(data.owner, data.right, len(data.examples))
        totals = np.bincount(data.owner, minlength=len(data.examples))
        order = np.flatnonzero(chosen & (hits > 0) & (hits < totals))
        weights = np.zeros((len(self.grams), len(self.tags)), np.float32)
        seen = np.full_like(weights, 1e-6)
        random = np.random.default_rng(0)
        for epoch in range(_EPOCHS + _AGAIN):
            if epoch == _EPOCHS:
                left_out = ~heaviest(weights, _KEPT, _LEAST_WEIGHT)
                seen[left_out], weights[left_out] = np.inf, 0  # and it stays 0
            random.shuffle(order)
            for at in range(0, len(order), _BATCH):
                self._step(np.sort(order[at : at + _BATCH]), base, weights, seen)
        return _kept(self.tags, self.grams, weights)

    def _step(self, batch: Array, base: Array, weights: Array, seen: Array) -> None:
        data = self.data
        counts = data.starts[batch + 1] - data.starts[batch]
        places = np.concatenate([np.arange(data.starts[n], data.starts[n + 1]) for n in batch])
        owner = np.repeat(np.arange(len(batch)), counts)
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        inputs, forms = self.inputs[batch], self.forms[places]
        columns = np.unique(inputs.indices)
        rows = inputs[:, columns].T.tocsr()
        parts = [slice(at, at + _ROWS) for at in range(0, len(columns), _ROWS)]
        asked = np.zeros((len(batch), weights.shape[1]), np.float32)
        for part in parts:
            asked += rows[part].T @ weights[columns[part]]
        scores = base[places] + _sums(forms, asked, owner)
        share = _shares(scores, owner, firsts)
        right = _shares(np.where(data.right[places], scores, _FAR), owner, firsts)
        slope = sparse.csr_matrix(
            ((share - right).astype(np.float32), (owner, np.arange(len(places)))),
            shape=(len(batch), len(places)),
        )
        missed = (slope @ forms).toarray()
        for part in parts:
            _adapt(weights, seen, columns[part], rows[part] @ missed)

    def scores(self, structure: Structure, kept: Array) -> Array:
        """The score of each proposal of the kept examples (a mask), 0 of the others."""
        index = {gram: number for number, gram in enumerate(self.grams)}
        numbers_of = {tag: number for number, tag in enumerate(self.tags)}
        columns = [numbers_of[tag] for tag in structure.tags]
        weights = np.zeros((len(self.grams), len(self.tags)), np.float32)
        for line in structure.lines:
            gram, _, pairs = line.partition("\t")
            for pair in pairs.split(" "):
                number, _, weight = pair.partition(":")
                weights[index[gram], columns[int(number)]] = int(weight) / 100
        numbers = np.flatnonzero(kept)
        found = np.zeros(len(self.data.owner))
        for at in range(0, len(numbers), 512):
            batch = numbers[at : at + 512]
            places = np.concatenate(
                [np.arange(self.data.starts[n], self.data.starts[n + 1]) for n in batch]
            )
            counts = self.data.starts[batch + 1] - self.data.starts[batch]
            owner = np.repeat(np.arange(len(batch)), counts)
            found[places] = _sums(self.forms[places], self.inputs[batch] @ weights, owner)
        return found


def _adapt(weights: Array, seen: Array, rows: Array, change: Array) -> None:
    """A step of AdaGrad on some rows, in place."""
    mine, squares = weights[rows], seen[rows]
    change += _L2 * mine
    squares += change * change
    seen[rows] = squares
    change *= _STEP
    change /= np.sqrt(squares, out=squares)
    weights[rows] = mine - change


def _right_tags(item: Any) -> set[str]:
    at, found = 0, set()
    for size, right in zip(item.tag_sizes, item.right, strict=True):
        if right:
            found |= {item.tags[number] for number in item.tagged[at : at + size]}
        at += size
    return found


def _matrix(texts: Sequence[Sequence[str]], names: Sequence[str]) -> Any:
    index = {name: number for number, name in enumerate(names)}
    rows = [[index[gram] for gram in text if gram in index] for text in texts]
    columns = np.array([number for row in rows for number in row], np.int32)
    starts = np.cumsum([0, *map(len, rows)])
    values = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((values, columns, starts), shape=(len(texts), len(names)))


def _sums(forms: Any, asked: Array, owner: Array) -> Array:
    """The sum of what is asked over each form's tags."""
    rows = np.repeat(np.arange(forms.shape[0]), np.diff(forms.indptr))
    return np.bincount(rows, asked[owner[rows], forms.indices], forms.shape[0])


def _shares(scores: Array, owner: Array, firsts: Array) -> Array:
    top = np.maximum.reduceat(scores, firsts)
    powers = np.exp(scores - top[owner])
    found: Array = powers / np.add.reduceat(powers, firsts)[owner]
    return found


def _kept(tags: Sequence[str], grams: Sequence[str], weights: Array) -> Structure:
    """The heaviest weights, in hundredths; the tags used most come first, as short numbers."""
    kept = heaviest(weights, _KEPT, _LEAST_WEIGHT)
    uses = kept.sum(0)
    order = [number for number in np.argsort(-uses, kind="stable").tolist() if uses[number]]
    place = {number: at for at, number in enumerate(order)}
    lines = []
    for number in np.flatnonzero(kept.any(1)).tolist():
        row, found = weights[number], np.flatnonzero(kept[number]).tolist()
        pairs = sorted((place[tag], round(float(row[tag]) * 100)) for tag in found)
        lines.append(f"{grams[number]}\t{' '.join(f'{tag}:{weight}' for tag, weight in pairs)}")
    lines.sort(key=lambda line: (line[:2], line))
    return Structure(tuple(tags[number] for number in order), tuple(lines))


def weighed(data: Dataset, scores: Array) -> Any:
    """`structure.features` of each proposal, by its score and the best of its example's."""
    best = np.full(len(data.examples), -np.inf)
    np.maximum.at(best, data.owner, scores)
    gap = best[data.owner] - scores
    size = np.zeros(len(data.examples))
    np.add.at(size, data.owner, np.exp(-gap))
    sure = -gap - np.log(size[data.owner])
    made = [np.maximum(sure, -FARTHEST), np.minimum(gap, FARTHEST), gap < 1e-9]
    return sparse.csr_matrix(np.stack(made, 1).astype(np.float32))
