"""The whole run: models that leave a fold out → features of that fold → structure → rankers
→ decision.

Whatever is learned or measured of an example comes from models that its source took no
part in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from askperf.training.alignment import Lined
from askperf.training.associations import Aligned, Fitted, Structure
from askperf.training.continuing import continued
from askperf.training.decision import Judged, confidences, fit_trees, see, warranted
from askperf.training.evaluating import Settled, pick_threshold, settle
from askperf.training.examples import Example
from askperf.training.featured import Dataset, Featured
from askperf.training.folds import folds
from askperf.training.ranking import Ranker, Weights, recalling
from askperf.training.setting import Spoken
from askperf.training.structure import Tagged, weighed
from askperf.training.warrant import Warranted
from askperf.training.workers import Learned, Workers
from askperf.understanding.model_store import Trees
from askperf.understanding.parser import evaluated
from askperf.understanding.structure import ALIGNMENT, STRUCTURE, features
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Learnt = TypeVar("Learnt")
    Array = np.ndarray[Any, Any]

ASK_BACK = 0.15
_FIRST = Ranker(False, 60, even=True)  # what structure and alignment are learned on top of
_SOME = 3  # of so many examples one is for these; all of them take thrice the memory
_EARLIER = 3  # of so many single questions one teaches what decides the turns before
_MANY = 100_000  # examples, from which on not all that are plain teach the rankers
_TURNS = {True: (1, 1, 0), False: (1, 1, 0, 0, 0)}  # then, of composed examples and of others
_NO_TREES = Trees((), (), 0.0)


@frozen()
class Run:
    """What a run goes by; `tell` is called with a sentence at the beginning of each step.

    `examples` teach the rankers and the decision and are scored; `spoken`, all there are, teach
    the associations and are remembered. `made` are examples that nobody wrote: near misses, and
    questions after others. They are of their sources' folds and aren't scored. `listed` are made
    of lists of words, for the associations of the final model alone.
    """

    workers: Workers
    examples: tuple[Example, ...]
    made: tuple[Example, ...]
    spoken: tuple[Spoken, ...]
    listed: tuple[Spoken, ...]
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
    """A dataset with what is learned of each fold, and what the decision sees by it.

    `plain` is it without the features of alignment; `bare` has all proposals, without those
    of structure too.
    """

    data: Dataset
    plain: Dataset
    bare: Dataset
    fold: Array
    structure: tuple[Structure, ...]
    alignment: tuple[Aligned, ...]
    ranking: tuple[Weights, ...]
    joint: tuple[Weights, ...]
    warrants: tuple[Warranted, ...]
    seen: Judged


@frozen()
class Result:
    """The model, and what became of each example when its source was left out."""

    learned: Learned
    ranked: Ranked
    settled: tuple[Settled, ...]
    confidence: Array


def start(
    workers: Workers,
    examples: Sequence[Example],
    jobs: int,
    threshold: float | None,
    tell: Callable[[str], None],
    words: Path | None = None,
) -> Run:
    """Hear the examples, make some more of them, and deal their sources to folds.

    `words`: the folder of lists of words, if there are any.
    """
    tell(f"共 {len(examples)} 句例句，先读一遍。")
    dealt = folds(examples)
    spoken = tuple(workers.hear(examples))
    taught = _teaching(examples)
    made = (*workers.insert(taught), *continued(taught))
    listed = tuple(workers.frame(examples, words)) if words else ()
    return Run(workers, taught, made, spoken, listed, dealt, jobs, threshold, tell)


def _teaching(examples: Sequence[Example]) -> tuple[Example, ...]:
    """The examples that teach the rankers: of many, all of the sets of rounds, and of the others
    more that are composed, which are ranked worst, than that are not.
    """
    if len(examples) <= _MANY:
        return tuple(examples)
    turns = {composed: cycle(turn) for composed, turn in _TURNS.items()}
    return tuple([e for e in examples if e.was_asked or next(turns[e.composed])])


def train(run: Run) -> Result:
    """All of it. The final model learns from all examples, by out-of-fold features."""
    with threadpool_limits(1):  # sums of floats depend on how many threads share them
        whole = run.workers.fit([run.spoken], run.listed)[0]  # before features want the memory
        fitted = fit_folds(run, run.spoken)
        ranked = rank(run, Dataset(run.examples, _features(run, fitted), run.made))
        confidence = _decide(run, ranked)[1]
        threshold = _threshold(run, ranked, confidence)
        settled = settle(ranked.data, ranked.seen, confidence, threshold, ASK_BACK)
        learned = _finish(run, ranked, whole, threshold)
    return Result(learned, ranked, settled, confidence)


def fit_folds(run: Run, spoken: Sequence[Spoken]) -> list[Fitted]:
    """Associations of each fold, from the examples of the other sources."""
    run.tell("按来源轮流留出，学词与行的联系。")
    parts = [[s for s in spoken if run.folds[s.example.source] != k] for k in range(run.count)]
    return run.workers.fit(parts)


def trials(fitted: Sequence[Fitted]) -> list[Learned]:
    """Models that propose and don't decide."""
    return [_proposing(found) for found in fitted]


def _proposing(fitted: Fitted) -> Learned:
    decides = Warranted(), _NO_TREES, 1.0, 1.0
    return Learned(fitted, Structure(), Aligned(), {}, {}, *decides)


def featured_by(
    run: Run, examples: Sequence[Example], models: Sequence[Learned]
) -> Mapping[str, Featured]:
    """The proposals for examples, each by the model of its fold."""
    run.tell(f"分析 {len(examples)} 句。")
    return run.workers.feature(
        (model, [e for e in examples if run.folds[e.source] == number])
        for number, model in enumerate(models)
    )


def _features(run: Run, fitted: Sequence[Fitted]) -> dict[str, Featured]:
    """Single questions first; what some of them teach decides the turns before of the others."""
    alone = [example for example in run.examples if not example.before]
    made = [example for example in run.made if not example.before]
    talk = [example for example in (*run.examples, *run.made) if example.before]
    featured = dict(featured_by(run, [*alone, *made], trials(fitted)))
    if talk:
        ranked = rank(run, Dataset(alone[::_EARLIER], featured, made[::_EARLIER]))
        trees, confidence = _decide(run, ranked)
        threshold = _threshold(run, ranked, confidence)
        models = [
            Learned(
                *(fitted[k], ranked.structure[k], ranked.alignment[k]),
                *(ranked.ranking[k], ranked.joint[k], ranked.warrants[k]),
                *(trees[k], threshold, ASK_BACK),
            )
            for k in range(run.count)
        ]
        featured |= featured_by(run, talk, models)
    return featured


def fold_of(run: Run, examples: Sequence[Example]) -> Array:
    """The fold of each example."""
    found: Array = np.array([run.folds[example.source] for example in examples])
    return found


def rank(run: Run, data: Dataset) -> Ranked:
    """Structure and rankers of each fold, by the other folds' examples."""
    bare, fold = data, fold_of(run, data.examples)
    data, structure = structured(run, bare, fold)
    plain = data
    data, alignment = lined(run, plain, fold)
    run.tell("学怎样给候选排序。")
    alone = rankers(run, data, fold, Ranker(False))
    ranking = _map_folds(run, fold, None, lambda k, others: recalling(data, others, alone[k]))
    joint = rankers(run, data, fold, Ranker(True))
    seen, warrants = _warranted(run, see(data, fold, ranking, joint), fold)
    return Ranked(data, plain, bare, fold, structure, alignment, ranking, joint, warrants, seen)


def _warranted(run: Run, seen: Judged, fold: Array) -> tuple[Judged, tuple[Warranted, ...]]:
    """What the decision sees, with what the words around the best proposals say for them."""
    where = fold[seen.rows]

    def learn(number: int, others: Array) -> tuple[Warranted, Array]:
        found, scores = seen.around.fit(others, seen.right)
        return found, np.where(where == number, scores, 0.0)

    warrants, scores = _by_fold(run, where, None, learn)
    return warranted(seen, scores), warrants


def structured(
    run: Run, data: Dataset, fold: Array, kept: Array | None = None
) -> tuple[Dataset, tuple[Structure, ...]]:
    """The likeliest proposals with the features of structure, and the structure of each fold."""
    run.tell("学问法与意思的结构。")
    base = rankers(run, data, fold, _FIRST, _some(len(fold), kept))
    tagged = Tagged(data)

    def learn(number: int, others: Array) -> tuple[Structure, Array]:
        found = tagged.fit(others, data.matrix @ data.vector(base[number]))
        return found, tagged.scores(found, fold == number)

    structure, scores = _by_fold(run, fold, kept, learn)
    return likeliest(data, scores), structure


def _some(count: int, kept: Array | None = None) -> Array:
    """A mask of the examples (of those kept) by which the first rankers are learned."""
    some: Array = np.arange(count) % _SOME == 0
    return some if kept is None else some & kept


def lined(
    run: Run, data: Dataset, fold: Array, kept: Array | None = None
) -> tuple[Dataset, tuple[Aligned, ...]]:
    """The dataset with the features of alignment, and the alignment of each fold."""
    run.tell("学意思怎样落在问句里。")
    base = rankers(run, data, fold, _FIRST, kept)
    lines = Lined(data)

    def learn(number: int, others: Array) -> tuple[Aligned, Array]:
        found, scores = lines.fit(others, data.matrix @ data.vector(base[number]))
        return found, np.where((fold == number)[data.owner], scores, 0.0)

    alignment, scores = _by_fold(run, fold, kept, learn)
    return data.extended(features(ALIGNMENT), weighed(data, scores)), alignment


def likeliest(data: Dataset, scores: Array) -> Dataset:
    """The proposals that the parser would keep, with the features of structure."""
    kept = []
    for number, example in enumerate(data.examples):
        start, end = data.starts[number], data.starts[number + 1]
        order = data.worth[start:end] + scores[start:end]
        most = evaluated(bool(example.before))
        kept.append(np.argsort(-order, kind="stable")[:most])
    found, own = data.chosen(kept), scores[data.places(kept)]
    return found.extended(features(STRUCTURE), weighed(found, own))


def rankers(
    run: Run, data: Dataset, fold: Array, ranker: Ranker, kept: Array | None = None
) -> tuple[Weights, ...]:
    """One ranker for each fold, by the other folds' examples (of those that are kept)."""
    return _map_folds(run, fold, kept, lambda _, others: ranker.fit(data, others))


def _by_fold(
    run: Run,
    fold: Array,
    kept: Array | None,
    learn: Callable[[int, Array], tuple[Learnt, Array]],
) -> tuple[tuple[Learnt, ...], Array]:
    """What is learned for each fold, and the scores that each gives to the fold's own."""
    pairs = _map_folds(run, fold, kept, learn)
    scores: Array = np.sum([mine for _, mine in pairs], 0)
    return tuple(found for found, _ in pairs), scores


def _map_folds(
    run: Run, fold: Array, kept: Array | None, learn: Callable[[int, Array], Learnt]
) -> tuple[Learnt, ...]:
    """`learn` for each fold, with a mask of the other folds' examples (of those kept)."""
    chosen = np.ones(len(fold), bool) if kept is None else kept
    with ThreadPoolExecutor(run.jobs) as pool:
        waiting = [pool.submit(learn, k, chosen & (fold != k)) for k in range(run.count)]
        return tuple(found.result() for found in waiting)


def _decide(run: Run, ranked: Ranked) -> tuple[list[Trees], Array]:
    """Trees of each fold, and how sure they are of the examples of that fold."""
    run.tell("学什么时候有把握。")
    where = ranked.fold[ranked.seen.rows]
    trees = list(_map_folds(run, where, None, lambda _, others: _trees(ranked, others)))
    return trees, confidences(ranked.seen, ranked.fold, trees)


def _trees(ranked: Ranked, chosen: Array) -> Trees:
    return fit_trees(ranked.seen, chosen, ranked.data.weight[ranked.seen.rows])


def _threshold(run: Run, ranked: Ranked, confidence: Array) -> float:
    if run.threshold is not None:
        return run.threshold
    written = ranked.data.written
    return pick_threshold(confidence[:written], ranked.seen.of_each(ranked.seen.right)[:written])


def _finish(run: Run, ranked: Ranked, fitted: Fitted, threshold: float) -> Learned:
    """The model that is kept."""
    run.tell("用全部例句学最后的模型。")
    everyone: Array = np.ones(len(ranked.data.examples), bool)
    every: Array = np.ones(len(ranked.seen.rows), bool)
    with ThreadPoolExecutor(run.jobs) as pool:
        structure = pool.submit(_all_of_structure, ranked.bare, everyone)
        alignment = pool.submit(_all_of_alignment, ranked.plain, everyone)
        ranking = pool.submit(_all_of_ranking, ranked.data, everyone)
        joint = pool.submit(Ranker(True).fit, ranked.data, everyone)
        warrant = pool.submit(lambda: ranked.seen.around.fit(every, ranked.seen.right)[0])
        trees = pool.submit(_trees, ranked, every)
        shapes, lines = structure.result(), alignment.result()
        decides = warrant.result(), trees.result(), threshold, ASK_BACK
        return Learned(fitted, shapes, lines, ranking.result(), joint.result(), *decides)


def _all_of_ranking(data: Dataset, everyone: Array) -> Weights:
    return recalling(data, everyone, Ranker(False).fit(data, everyone))


def _all_of_structure(bare: Dataset, everyone: Array) -> Structure:
    base = _FIRST.fit(bare, _some(len(everyone)))
    return Tagged(bare).fit(everyone, bare.matrix @ bare.vector(base))


def _all_of_alignment(plain: Dataset, everyone: Array) -> Aligned:
    base = _FIRST.fit(plain, everyone)
    return Lined(plain).fit(everyone, plain.matrix @ plain.vector(base))[0]
