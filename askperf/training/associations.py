"""Fits of the associations: n-grams with words of rows, and with refusals.

Rows are classes of a softmax whose scores are bilinear: a text's n-grams
times a matrix times the classes' words. The matrix is found in dual form, as n-grams
times classes, and turned into words when applied (`understanding.associations`).

Both tables are fitted twice: on all n-grams, then once more on the weights that are kept, which
are told what was left out.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from askperf.folding import fold
from askperf.training.letters import fit_letters
from askperf.training.remembering import remember
from askperf.training.setting import Setting, Spoken
from askperf.understanding.alignment import Alignment
from askperf.understanding.associations import Model, Table, grams, row_words
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

_KEPT_ROWS, _KEPT_REFUSALS = 42_000, 6_500  # weights
_LEAST_WEIGHT = 0.005
_MOST_ROWS = 4
_TELLING_LEAN = 1.2
_INVERSE_L2 = 20  # of refusals
_L2, _STEPS = 0.02, 50  # of rows


@frozen()
class Structure:
    """What grams of questions say for tags of forms: the tags by number, a line a gram."""

    tags: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@frozen()
class Aligned:
    """How forms lie along questions: their parts by number, a line an n-gram."""

    roles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def as_text(lines: Iterable[str]) -> str:
    """Lines as they stand in a file."""
    return "".join(f"{line}\n" for line in lines)


@frozen()
class Fitted:
    """Associations as lines of their tables, which is how they are kept, and the memory of
    what they are of.
    """

    bundles: tuple[Mapping[str, float], ...]
    rows: tuple[str, ...]
    refusals: tuple[str, ...]
    bias: float
    tokens: Mapping[str, tuple[int, float]]
    letters: tuple[str, ...]
    memory: bytes

    def model(self, structure: Structure, aligned: Aligned) -> Model:
        """The tables as they are applied, with what was learned of forms on top of them."""
        return Model(
            self.bundles,
            Table([str(number) for number in range(len(self.bundles))], self.rows),
            Table(structure.tags, structure.lines),
            Alignment(aligned.roles, aligned.lines),
            Table(("not_found",), self.refusals),
            self.bias,
            self.tokens,
            Table(("lean",), self.letters),
        )


def fit_associations(
    spoken: Sequence[Spoken], setting: Setting, listed: Sequence[Spoken] = ()
) -> Fitted:
    """The tables, from examples. What leans on a turn before teaches no rows or refusals.

    `listed`: examples made of lists of words (see `framing`), which teach no rows.
    """
    alone = [s for s in spoken if not s.example.before]
    bundles = tuple(_rounded(row_words(row, setting.cut)) for row in setting.form.rows)
    refusals, bias = _fit_refusals(alone, listed, setting)
    tokens = token_statistics(spoken, listed)
    return Fitted(
        bundles,
        _fit_rows(alone, bundles, setting),
        refusals,
        bias,
        tokens,
        fit_letters(tokens),
        remember(spoken, setting.form),
    )


def _rounded(words: Mapping[str, float]) -> dict[str, float]:
    return {word: round(share, 4) for word, share in words.items()}


class _Grams:
    """Texts as vectors of n-grams that enough of them have, scaled by their number."""

    def __init__(self, texts: Sequence[str], least: int, setting: Setting) -> None:
        found = [_grams(text, setting) for text in texts]
        counts = Counter(gram for text in found for gram in text)
        self.names = sorted(gram for gram, count in counts.items() if count >= least)
        index = {gram: number for number, gram in enumerate(self.names)}
        starts, columns = [0], []
        for text in found:
            columns += [index[gram] for gram in text if gram in index]
            starts.append(len(columns))
        ones = np.ones(len(columns), np.float32)
        shape = len(texts), len(self.names)
        self._counts = sparse.csr_matrix((ones, np.array(columns, np.int32), starts), shape=shape)

    @property
    def matrix(self) -> Any:
        """The vectors of all n-grams."""
        return _scaled(self._counts)

    def of(self, kept: Array) -> Any:
        """The vectors of the n-grams that are kept (a mask)."""
        return _scaled(self._counts[:, np.flatnonzero(kept)])

    def lines(self, weights: Array) -> tuple[str, ...]:
        """The weights that count as lines of a table, in hundredths."""
        found = []
        for name, row in zip(self.names, weights, strict=True):
            rounded = np.where(abs(row) >= _LEAST_WEIGHT, np.round(row * 100), 0).astype(int)
            pairs = [f"{k}:{rounded[k]}" for k in np.flatnonzero(rounded)]
            if pairs:
                found.append(f"{name}\t{' '.join(pairs)}")
        return tuple(sorted(found, key=lambda line: (line[:2], line)))


def _scaled(counts: Any) -> Any:
    sizes = np.sqrt(np.maximum(1, np.asarray(counts.sum(1)).ravel()))
    return (sparse.diags((1 / sizes).astype(np.float32)) @ counts).tocsr()


def heaviest(weights: Array, kept: int, least: float = 0.0) -> Array:
    """Which weights to keep (a mask): so many of the heaviest, none of nothing or below `least`."""
    sizes = np.abs(weights)
    if sizes.size > kept:
        least = max(least, float(np.partition(sizes, -kept, axis=None)[-kept]))
    found: Array = (sizes >= least) & (sizes > 0)
    return found


def _grams(text: str, setting: Setting) -> list[str]:
    return sorted(g for g in grams(text, setting.sounds) if not {"\t", "\n"} & set(g))


def _softmax(inputs: Any, targets: Array, classes: Array, start: Array, kept: Array) -> Array:
    """Weights of n-grams × words, for `classes` given by their words: those that are kept
    (a mask), from where they start.
    """
    places = np.flatnonzero(kept)
    kernel = classes @ classes.T
    transposed = inputs.T.tocsr()
    weights: Array = np.zeros(start.shape, np.float32)

    def loss(some: Array) -> tuple[float, Array]:
        weights.ravel()[places] = some
        primal = weights @ kernel
        scores = inputs @ primal
        scores -= scores.max(1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(1, keepdims=True)
        cost = -(targets * np.log(shares + 1e-9)).sum() + 0.5 * _L2 * (weights * primal).sum()
        slope = (transposed @ (shares - targets)) @ kernel + _L2 * primal
        return float(cost), slope.ravel()[places].astype(np.float64)

    options = {"maxiter": _STEPS, "maxcor": 6}
    first = start.ravel()[places].astype(np.float64)
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options=options)
    weights.ravel()[places] = found.x
    return weights


def _fit_rows(
    alone: Sequence[Spoken], bundles: Sequence[Mapping[str, float]], setting: Setting
) -> tuple[str, ...]:
    """What questions on one to four rows, and the rows' own names, say of rows."""
    ids = {row.id: number for number, row in enumerate(setting.form.rows)}
    meant = [
        (s.text, s.example.gold.rows)
        for s in alone
        if s.example.gold.answerable and 1 <= len(s.example.gold.rows) <= _MOST_ROWS
    ]
    rows = setting.form.rows
    meant += [(fold(row.name), (row.id,)) for row in rows]
    meant += [(fold(row.explanation), (row.id,)) for row in rows if row.explanation]
    vectors = _Grams([text for text, _ in meant], 2, setting)
    targets: Array = np.zeros((len(meant), len(ids)), np.float32)
    for number, (_, found) in enumerate(meant):
        targets[number, [ids[row] for row in found]] = 1 / len(found)
    words = sorted({word for bundle in bundles for word in bundle})
    classes = np.array([[b.get(word, 0.0) for word in words] for b in bundles], np.float32)
    nothing: Array = np.zeros((len(vectors.names), len(ids)), np.float32)
    weights = _softmax(vectors.matrix, targets, classes, nothing, np.ones_like(nothing, bool))
    kept = heaviest(weights, _KEPT_ROWS)
    known = kept.sum(1) > 0
    few = _softmax(vectors.of(known), targets, classes, weights[known], kept[known])
    nothing[known] = few
    return vectors.lines(nothing)


def _fit_refusals(
    alone: Sequence[Spoken], listed: Sequence[Spoken], setting: Setting
) -> tuple[tuple[str, ...], float]:
    """What n-grams say for the form not holding an answer, and the log-odds without any."""
    wanted = np.array([not s.example.gold.answerable for s in (*alone, *listed)])
    if len(set(wanted.tolist())) < 2:
        return (), 0.0
    vectors = _Grams([s.text for s in (*alone, *listed)], 2, setting)
    first = LogisticRegression(C=_INVERSE_L2, max_iter=300).fit(vectors.matrix, wanted)
    kept = heaviest(first.coef_.ravel(), _KEPT_REFUSALS)
    fitted = LogisticRegression(C=_INVERSE_L2, max_iter=300).fit(vectors.of(kept), wanted)
    weights: Array = np.zeros((len(vectors.names), 1), np.float32)
    weights[kept] = fitted.coef_.T
    # As many are refused as people's own questions are, whatever the lists hold.
    bias = float(fitted.intercept_[0]) - _odds(wanted) + _odds(wanted[: len(alone)])
    return vectors.lines(weights), round(bias, 4)


def _odds(wanted: Array) -> float:
    return math.log((wanted.sum() + 0.5) / ((~wanted).sum() + 0.5))


def token_statistics(
    spoken: Sequence[Spoken], listed: Sequence[Spoken] = ()
) -> dict[str, tuple[int, float]]:
    """Word → (sources of answerable questions that have it, its leaning to refusals).

    Words that only a few refused questions have, and that say little, are left out.
    """
    refused: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for s in (*spoken, *listed):
        (answered if s.example.gold.answerable else refused).update(s.words)
        if s.example.gold.answerable:
            for word in s.words:
                sources[word].add(s.example.source)
    total = sum(s.example.gold.answerable for s in spoken)
    found = {}
    for word in sorted({*answered, *refused}):
        lean = math.log((refused[word] + 0.5) / (len(spoken) - total + 1))
        lean -= math.log((answered[word] + 0.5) / (total + 1))
        seen = len(sources[word])
        if word.strip() and (seen or abs(lean) >= _TELLING_LEAN):
            found[word] = (seen, round(lean, 2))
    return found
