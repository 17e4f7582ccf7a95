"""The processes that hear, fit and parse; each keeps the language and one engine open.

They are started anew (not forked), with a fixed order of hashes and one thread each, so
that a run yields the same however many there are.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache, lru_cache
from pathlib import Path

from askperf.training.associations import Aligned, Fitted, Structure, fit_associations
from askperf.training.examples import Example
from askperf.training.featured import Featured, feature, shared
from askperf.training.framing import framed, load_word_lists
from askperf.training.inserting import append, insert
from askperf.training.ranking import Weights
from askperf.training.setting import Setting, Spoken
from askperf.training.warrant import Warranted
from askperf.understanding.engine import Engine
from askperf.understanding.memory import Memory
from askperf.understanding.model_store import Trained, Trees
from askperf.understanding.warrant import Warrant
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

_CHUNK = 32
_FIXED = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@frozen()
class Learned:
    """A whole model: what `export` writes and what an engine decides by."""

    fitted: Fitted
    structure: Structure
    alignment: Aligned
    ranking: Weights
    joint: Weights
    warrant: Warranted
    trees: Trees
    threshold: float
    ask_back: float

    def trained(self) -> Trained:
        """The model as it serves."""
        model = self.fitted.model(self.structure, self.alignment)
        warrant = Warrant(self.warrant.lines, self.warrant.bias)
        return Trained(
            *(model, self.ranking, self.joint, warrant, self.trees),
            *(self.threshold, self.ask_back, Memory(self.fitted.memory)),
        )


class Workers:
    """A pool of processes, and a folder of its own for what they share."""

    def __init__(self, jobs: int) -> None:
        self._before = {name: os.environ.get(name) for name in _FIXED}
        self._folder = tempfile.TemporaryDirectory(prefix="askperf-train-")
        self._kept = 0
        os.environ.update(_FIXED)
        self._jobs = jobs
        self._pool = self._opened()

    def _opened(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, mp_context=multiprocessing.get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._folder.cleanup()
        for name, value in self._before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value

    def hear(self, examples: Sequence[Example]) -> list[Spoken]:
        """The examples as they are heard, in their order."""
        waiting = [self._pool.submit(_hear, chunk) for chunk in _chunks(examples)]
        return [spoken for found in waiting for spoken in found.result()]

    def insert(self, examples: Sequence[Example]) -> tuple[Example, ...]:
        """Examples made from these (see `inserting`)."""
        return self._pool.submit(_insert, examples).result()

    def fit(
        self, spoken: Sequence[Sequence[Spoken]], listed: Sequence[Spoken] = ()
    ) -> list[Fitted]:
        """Associations of each of these lists of examples (and of words, see `framing`)."""
        waiting = [self._pool.submit(_fit, self._keep((part, listed))) for part in spoken]
        return [found.result() for found in waiting]

    def frame(self, examples: Sequence[Example], folder: Path) -> list[Spoken]:
        """What is made of these by the lists of words of a folder, as it is heard."""
        return self.hear(self._pool.submit(_frame, examples, folder).result())

    def feature(self, parts: Iterable[tuple[Learned, Sequence[Example]]]) -> Mapping[str, Featured]:
        """The proposals that models make for examples, by the examples' ids.

        What the processes kept of the models goes with them, since the next step wants the memory.
        """
        waiting: list[Future[list[Featured]]] = []
        for learned, examples in parts:
            path = self._keep(learned)
            waiting += [self._pool.submit(_feature, path, chunk) for chunk in _chunks(examples)]
        known: dict[str, str] = {}
        items = (shared(item, known) for found in waiting for item in found.result())
        features = {item.id: item for item in items}
        self._pool.shutdown()
        self._pool = self._opened()
        return features

    def _keep(self, value: object) -> Path:
        self._kept += 1
        path = Path(self._folder.name) / str(self._kept)
        path.write_bytes(pickle.dumps(value))
        return path


def _chunks(examples: Sequence[Example]) -> list[Sequence[Example]]:
    return [examples[at : at + _CHUNK] for at in range(0, len(examples), _CHUNK)]


# What follows runs in the workers.


@cache
def _setting() -> Setting:
    return Setting()


@lru_cache(maxsize=1)
def _engine(path: Path) -> Engine:
    learned: Learned = _kept(path)
    return _setting().engine(learned.trained())


def _kept(path: Path) -> Any:
    return pickle.loads(path.read_bytes())


def _hear(examples: Sequence[Example]) -> list[Spoken]:
    return _setting().hear(examples)


def _insert(examples: Sequence[Example]) -> tuple[Example, ...]:
    return (*insert(examples, _setting()), *append(examples, _setting()))


def _fit(path: Path) -> Fitted:
    spoken, listed = _kept(path)
    return fit_associations(spoken, _setting(), listed)


def _frame(examples: Sequence[Example], folder: Path) -> tuple[Example, ...]:
    return framed(load_word_lists(folder), examples, _setting())


def _feature(path: Path, examples: Sequence[Example]) -> list[Featured]:
    return [feature(example, _engine(path)) for example in examples]
