"""The trained model on disk: plain tables that people can review, read when first needed."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from askperf.errors import AskperfError
from askperf.understanding.alignment import Alignment
from askperf.understanding.associations import Model, Table, Tokens
from askperf.understanding.memory import Memory, untold
from askperf.understanding.warrant import Warrant
from askperf.values import frozen

FILES = (
    "rows.tsv", "structure.tsv", "alignment.tsv", "refusals.tsv", "warrant.tsv", "tokens.tsv",
    "letters.tsv", "weights.json", "memory.bin",
)  # fmt: skip


@frozen()
class Trees:
    """Boosted trees over named features: whether the best form is the right one.

    Each tree is a list of its nodes, a branch before what hangs on it: a branch is
    `[feature, threshold, right]`, its left side comes next, the right one at that place; a
    leaf is its value. A feature that is missing counts as 0.
    """

    names: Sequence[str]
    trees: Sequence[Sequence[float | Sequence[float]]]
    bias: float

    def score(self, features: Mapping[str, float]) -> float:
        """The log-odds for some features."""
        values = [features.get(name, 0.0) for name in self.names]
        total = self.bias
        for tree in self.trees:
            at = 0
            while not isinstance(node := tree[at], (int, float)):
                at = at + 1 if values[int(node[0])] <= node[1] else int(node[2])
            total += node
        return total


@frozen(slots=False)
class Trained:
    """Everything that training yields.

    `ranking`: feature → weight among forms; `joint`: the same with the refusal as a
    rival; `warrant`: what speaks for the best form in the words around it; `decision`: is it
    right; `threshold`: answered from this probability.
    """

    associations: Model
    ranking: Mapping[str, float]
    joint: Mapping[str, float]
    warrant: Warrant
    decision: Trees
    threshold: float
    ask_back: float
    memory: Memory | None = None

    @cached_property
    def untold(self) -> Mapping[str, float]:
        """`ranking` as if nothing were remembered."""
        return untold(self.ranking)


def load_trained(folder: Path) -> Trained:
    """The model in a directory. Raises AskperfError if a file is missing or broken."""
    try:
        data = json.loads((folder / "weights.json").read_bytes())
        associations = Model(
            data["bundles"],
            Table([str(i) for i in range(len(data["bundles"]))], _lines(folder / "rows.tsv")),
            Table(data["tags"], _lines(folder / "structure.tsv")),
            Alignment(data["roles"], _lines(folder / "alignment.tsv")),
            Table(("not_found",), _lines(folder / "refusals.tsv")),
            data["refusal_bias"],
            Tokens(_text(folder / "tokens.tsv")),
            Table(("lean",), _lines(folder / "letters.tsv")),
        )
        trees = Trees(data["features"], data["trees"], data["bias"])
        warrant = Warrant(_lines(folder / "warrant.tsv"), data["warrant_bias"])
        return Trained(
            associations, data["ranking"], data["joint"], warrant, trees,
            data["threshold"], data["ask_back"], Memory(_mapped(folder / "memory.bin")),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AskperfError(
            f"{folder}：理解用的模型读不出来（{error}）；请重新安装，或运行 askperf train。"
        ) from error


def _mapped(path: Path) -> mmap.mmap:
    """A file's bytes, of which only those are read that are wanted."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return _text(path).split("\n")[:-1]
