"""The whole run: models that leave a fold out → features of that fold → rankers → decision.

Whatever is learned or measured of an example comes from models that its source took no
part in. The first round has no operations to learn from: its rankers say which of the
right forms an example means, and so label the operations that the second round learns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from threadpoolctl import threadpool_limits

from askperf.training.associations import Fitted, Operations
from askperf.training.decision import Judged, confidences, fit_trees, see
from askperf.training.evaluating import Settled, pick_threshold, settle
from askperf.training.examples import Example
from askperf.training.featured import Dataset, Featured
from askperf.training.folds import folds
from askperf.training.ranking import Ranker, Weights
from askperf.training.setting import Spoken
from askperf.training.workers import Learned, Workers
from askperf.understanding.model_store import Trees
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

ASK_BACK = 0.15
_FIRST_STEPS = 60
_LEAST_SHARE = 0.05
_NO_TREES = Trees((), (), 0.0)


@frozen()
class Run:
    """What a run goes by; `tell` is called with a sentence at the beginning of each step.

    `made` are examples that teach the joint rankers and the decision what to refuse. They
    are of their sources' folds, teach nothing else and aren't scored.
    """

    workers: Workers
    examples: tuple[Example, ...]
    made: tuple[Example, ...]
    spoken: tuple[Spoken, ...]
    folds: Mapping[str, int]
    jobs: int
    threshold: float | None
    tell: Callable[[str], None]

    @property
    def count(self) -> int:
        """The number of folds."""
        return len(set(self.folds.values()))


@frozen()
class Ranked:
    """A dataset with the rankers of each fold, and what the decision sees by them."""

    data: Dataset
    fold: Array
    ranking: tuple[Weights, ...]
    joint: tuple[Weights, ...]
    seen: Judged


@frozen()
class Result:
    """The model, and what became of each example when its source was left out."""

    learned: Learned
    ranked: Ranked
    operations: Operations
    settled: tuple[Settled, ...]
    confidence: Array


def start(
    workers: Workers,
    examples: Sequence[Example],
    jobs: int,
    threshold: float | None,
    tell: Callable[[str], None],
) -> Run:
    """Hear the examples, make some more of them, and deal their sources to folds."""
    tell(f"共 {len(examples)} 句例句，先读一遍。")
    dealt = folds(examples)
    spoken = tuple(workers.hear(examples))
    made = workers.insert(examples)
    return Run(workers, tuple(examples), made, spoken, dealt, jobs, threshold, tell)


def train(run: Run) -> Result:
    """All of it. The final model learns from all examples, by out-of-fold features."""
    with threadpool_limits(1):  # sums of floats depend on how many threads share them
        operations = first_operations(run)
        fitted = fit_folds(run, run.spoken, operations)
        featured = _features(run, fitted, operations)
        ranked = rank(run, Dataset(run.examples, featured, run.made))
        confidence = _decide(run, ranked)[1]
        threshold = _threshold(run, ranked, confidence)
        settled = settle(ranked.data, ranked.seen, confidence, threshold, ASK_BACK)
        operations = label_operations(ranked.data, ranked.fold, ranked.ranking)
        learned = _finish(run, ranked, operations, threshold)
    return Result(learned, ranked, operations, settled, confidence)


def first_operations(run: Run) -> Operations:
    """The operations of single questions, as rankers that know none of them see it."""
    alone = [example for example in run.examples if not example.before]
    fitted = fit_folds(run, run.spoken, {})
    data = Dataset(alone, featured_by(run, alone, trials(fitted)))
    run.tell("第一轮排序：看例句要做哪种运算。")
    fold = fold_of(run, alone)
    ranking = rankers(run, data, fold, Ranker(False, _FIRST_STEPS))
    return label_operations(data, fold, ranking)


def fit_folds(run: Run, spoken: Sequence[Spoken], operations: Operations) -> list[Fitted]:
    """Associations of each fold, from the examples of the other sources."""
    run.tell("按来源轮流留出，学词与行的联系。")
    parts = [[s for s in spoken if run.folds[s.example.source] != k] for k in range(run.count)]
    return run.workers.fit(parts, operations)


def trials(fitted: Sequence[Fitted]) -> list[Learned]:
    """Models that propose and don't decide."""
    return [Learned(found, {}, {}, _NO_TREES, 1.0, 1.0) for found in fitted]


def featured_by(
    run: Run, examples: Sequence[Example], models: Sequence[Learned]
) -> Mapping[str, Featured]:
    """The proposals for examples, each by the model of its fold."""
    run.tell(f"分析 {len(examples)} 句。")
    return run.workers.feature(
        (model, [e for e in examples if run.folds[e.source] == number])
        for number, model in enumerate(models)
    )


def _features(run: Run, fitted: Sequence[Fitted], operations: Operations) -> dict[str, Featured]:
    """Single questions first; what they teach decides the turns before of the others."""
    alone = [example for example in run.examples if not example.before]
    talk = [example for example in run.examples if example.before]
    featured = dict(featured_by(run, [*alone, *run.made], trials(fitted)))
    if talk:
        ranked = rank(run, Dataset(alone, featured, run.made))
        trees, confidence = _decide(run, ranked)
        threshold = _threshold(run, ranked, confidence)
        parts = zip(fitted, ranked.ranking, ranked.joint, trees, strict=True)
        models = [Learned(*part, threshold, ASK_BACK) for part in parts]
        featured |= featured_by(run, talk, models)
    return featured


def fold_of(run: Run, examples: Sequence[Example]) -> Array:
    """The fold of each example."""
    found: Array = np.array([run.folds[example.source] for example in examples])
    return found


def rank(run: Run, data: Dataset) -> Ranked:
    """Rankers of each fold, by the other folds' examples."""
    run.tell("学怎样给候选排序。")
    fold = fold_of(run, data.examples)
    ranking = rankers(run, data, fold, Ranker(False))
    joint = rankers(run, data, fold, Ranker(True))
    return Ranked(data, fold, ranking, joint, see(data, fold, ranking, joint))


def rankers(
    run: Run, data: Dataset, fold: Array, ranker: Ranker, kept: Array | None = None
) -> tuple[Weights, ...]:
    """One ranker for each fold, by the other folds' examples (of those that are kept)."""
    chosen = np.ones(len(fold), bool) if kept is None else kept
    with ThreadPoolExecutor(run.jobs) as pool:
        waiting = [pool.submit(ranker.fit, data, chosen & (fold != k)) for k in range(run.count)]
        return tuple(found.result() for found in waiting)


def _decide(run: Run, ranked: Ranked) -> tuple[list[Trees], Array]:
    """Trees of each fold, and how sure they are of the examples of that fold."""
    run.tell("学什么时候有把握。")
    where = ranked.fold[ranked.seen.rows]
    trees = [fit_trees(ranked.seen, where != number) for number in range(run.count)]
    return trees, confidences(ranked.seen, ranked.fold, trees)


def _threshold(run: Run, ranked: Ranked, confidence: Array) -> float:
    if run.threshold is not None:
        return run.threshold
    written = ranked.data.written
    return pick_threshold(confidence[:written], ranked.seen.of_each(ranked.seen.right)[:written])


def _finish(run: Run, ranked: Ranked, operations: Operations, threshold: float) -> Learned:
    """The model that is kept."""
    run.tell("用全部例句学最后的模型。")
    fitted = run.workers.fit([run.spoken], operations)[0]
    everyone: Array = np.ones(len(ranked.data.examples), bool)
    ranking = Ranker(False).fit(ranked.data, everyone)
    joint = Ranker(True).fit(ranked.data, everyone)
    trees = fit_trees(ranked.seen, np.ones(len(ranked.seen.rows), bool))
    return Learned(fitted, ranking, joint, trees, threshold, ASK_BACK)


def label_operations(data: Dataset, fold: Array, ranking: Sequence[Weights]) -> Operations:
    """The operations of each example's right forms, by the probability of these."""
    weights = [data.vector(by_name) for by_name in ranking]
    found = {}
    for number, item in enumerate(data.items):
        start, end = data.starts[number], data.starts[number + 1]
        right = data.right[start:end]
        if right.any():
            scores = (data.matrix[start:end] @ weights[fold[number]])[right]
            powers = np.exp(scores - scores.max())
            shares: dict[str, float] = {}
            wanted = (kind for kind, good in zip(item.operations, right, strict=True) if good)
            for kind, power in zip(wanted, (powers / powers.sum()).tolist(), strict=True):
                shares[kind] = shares.get(kind, 0.0) + power
            found[item.id] = {k: round(s, 4) for k, s in shares.items() if s > _LEAST_SHARE}
    return found
