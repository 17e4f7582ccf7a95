"""What a question's proposals come to: features, labels and denotations, without the forms.

A run has a million proposals; their forms and readings stay in the process that parsed.
"""

from __future__ import annotations

import copy
import zlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from askperf.errors import AskperfError
from askperf.execution.rows import World
from askperf.logic import Show
from askperf.training.examples import Example
from askperf.understanding.alignment import line
from askperf.understanding.dialogue import next_state
from askperf.understanding.engine import Engine
from askperf.understanding.gold import Gold
from askperf.understanding.matching import matches
from askperf.understanding.parser import Parse, Parser, Proposal
from askperf.understanding.structure import tags
from askperf.values import frozen, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Array = np.ndarray[Any, Any]
    Lookup: TypeAlias = tuple[str, tuple[str, ...]]
    Lookups: TypeAlias = tuple[Lookup | None, ...]

# What a question is parsed for is short; the rest of a flood adds nothing.
_LONGEST = 3000
_FORGOTTEN = 8  # of so many examples one is parsed as if nothing were remembered
_ASKED = 6.0  # how much a question that people asked counts, against one that was made up
_END = "\n"  # of each line; none holds one
_NONE: Array = np.zeros(0, np.int32)


@frozen()
class Featured:
    """An example's proposals, in their order; the tuples have one entry for each.

    `names` are the features that occur, `columns` index them, `sizes` says how many
    belong to each proposal; `worth` is a proposal's before ranking. `denotations` number
    what proposals denote, by first occurrence; `lookups` are the row and cells of
    proposals that show a single row.
    `grams` are the question's, `tags` those of the forms that occur, `tagged` index them,
    `tag_sizes` say how many belong to each proposal. `lines` are the question with each
    form's parts in it (`alignment.line`), their symbols set apart by spaces; they are kept
    `packed`, since a run's would take gigabytes.
    """

    id: str
    own: Mapping[str, float]
    names: tuple[str, ...]
    sizes: Array
    worth: Array
    columns: Array
    values: Array
    right: tuple[bool, ...]
    grams: tuple[str, ...]
    tags: tuple[str, ...]
    tag_sizes: Array
    tagged: Array
    packed: bytes
    denotations: tuple[int, ...]
    lookups: Lookups

    @property
    def lines(self) -> tuple[str, ...]:
        """The question with each form's parts in it."""
        text = zlib.decompress(self.packed).decode("utf-8")
        return tuple(text.split(_END)[:-1])


def feature(example: Example, engine: Engine) -> Featured:
    """Parse an example in its conversation, and label what is proposed.

    Raises AskperfError, with the example's id, where parsing does.
    """
    try:
        return compact(_parse(example, engine), example, engine.parser)
    except Exception as error:
        raise AskperfError(
            f"例句 {example.id}（{example.text[:40]}）分析时程序出错"
            f"（{type(error).__name__}：{error}）；请修正程序或这一句。"
        ) from error


def _parse(example: Example, engine: Engine) -> Parse:
    """An example's parse after its turns before, as the engine's own model decides these.

    Some are parsed without what is remembered, as questions on another form are.
    """
    state = None
    for question in example.before:
        decided = engine.understand(question[:_LONGEST], state).decision
        state = next_state(decided.form, decided.outcome, state, engine.parser.world)
    forgets = zlib.crc32(example.id.encode("utf-8")) % _FORGOTTEN == 0
    return engine.parser.parse(example.text[:_LONGEST], state, bare=True, forgets=forgets)


def compact(parse: Parse, example: Example, parser: Parser) -> Featured:
    """A parse as labelled numbers."""
    proposals, gold, world = parse.proposals, example.gold, parser.world
    dimension_of = parser.featurizer.dimension_of
    pairs = [sorted(proposal.features.items()) for proposal in proposals]
    names = tuple(sorted({name for found in pairs for name, _ in found}))
    index = {name: number for number, name in enumerate(names)}
    tagged = [tags(p.candidate.form, p.candidate.rule, dimension_of) for p in proposals]
    known = tuple(sorted({tag for found in tagged for tag in found}))
    place = {tag: number for number, tag in enumerate(known)}
    numbers: dict[tuple[object, ...], int] = {}
    return Featured(
        example.id,
        parse.features,
        names,
        np.array([len(found) for found in pairs], np.int32),
        np.array([proposal.worth for proposal in proposals], np.float64),
        np.array([index[name] for found in pairs for name, _ in found], np.int32),
        np.array([value for found in pairs for _, value in found], np.float32),
        tuple(gold.answerable and _is_right(p, gold, world) for p in proposals),
        parse.grams,
        known,
        np.array([len(found) for found in tagged], np.int32),
        np.array([place[tag] for found in tagged for tag in found], np.int32),
        _packed(" ".join(line(p.candidate.form, parse.ground)) for p in proposals),
        tuple(numbers.setdefault(p.denotation, len(numbers)) for p in proposals),
        tuple(map(_lookup, proposals)),
    )


def _emptied(item: Featured) -> Featured:
    """Without what a dataset's matrix holds."""
    return replace(item, sizes=_NONE, worth=_NONE, columns=_NONE, values=_NONE)


def _chosen(item: Featured, kept: Array) -> Featured:
    """Only some proposals, by their numbers, in that order; of the structure nothing."""
    lines = item.lines
    return replace(
        item,
        right=tuple(item.right[n] for n in kept),
        grams=(),
        tags=(),
        tag_sizes=_NONE,
        tagged=_NONE,
        packed=_packed(lines[n] for n in kept),
        denotations=tuple(item.denotations[n] for n in kept),
        lookups=tuple(item.lookups[n] for n in kept),
    )


def shared(item: Featured, known: dict[str, str]) -> Featured:
    """The same, its texts by those that are `known` already, which saves a run gigabytes."""

    def one(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple([known.setdefault(text, text) for text in texts])

    own = {known.setdefault(name, name): value for name, value in item.own.items()}
    return replace(item, own=own, names=one(item.names), grams=one(item.grams), tags=one(item.tags))


def _packed(lines: Iterable[str]) -> bytes:
    return zlib.compress("".join(f"{line}{_END}" for line in lines).encode("utf-8"), 1)


def _is_right(proposal: Proposal, gold: Gold, world: World) -> bool:
    return matches(proposal.candidate.form, proposal.outcome, gold, world)


def _lookup(proposal: Proposal) -> Lookup | None:
    form, rows = proposal.candidate.form, proposal.outcome.rows
    return (rows[0], form.cells) if isinstance(form, Show) and len(rows) == 1 else None


class Dataset:
    """The proposals of examples as one matrix, examples in the given order.

    `matrix` has a row for each proposal, `own` one for each example (its question's
    features and `null`); both have the columns `names`. The first `written` examples are
    those that people wrote; what was `made` from them comes last, learned from but not scored.
    `weight`: how much each example counts in what is learned.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        featured: Mapping[str, Featured],
        made: Sequence[Example] = (),
    ) -> None:
        from scipy import sparse

        self.examples = (*examples, *made)
        self.written = len(examples)
        self.items = tuple(featured[example.id] for example in self.examples)
        own = [{**item.own, "null": 1.0} for item in self.items]
        everything = {n for item in self.items for n in item.names} | {n for f in own for n in f}
        self.names = tuple(sorted(everything))
        index = {name: number for number, name in enumerate(self.names)}
        sizes = _joined([item.sizes for item in self.items])
        columns = _joined(
            [np.array([index[n] for n in i.names], np.int32)[i.columns] for i in self.items]
        )
        values = _joined([item.values for item in self.items]).astype(np.float32)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        shape = len(sizes), len(self.names)
        self.matrix: Any = sparse.csr_matrix((values, columns, starts), shape=shape)
        self.own: Any = sparse.csr_matrix(
            (
                np.array([value for f in own for value in f.values()], np.float32),
                np.array([index[name] for f in own for name in f], np.int32),
                np.cumsum([0, *map(len, own)]),
            ),
            shape=(len(own), len(self.names)),
        )
        counts = [len(item.sizes) for item in self.items]
        self.owner: Array = np.repeat(np.arange(len(counts)), counts)
        self.starts = np.cumsum([0, *counts])
        self.worth = _joined([item.worth for item in self.items]).astype(np.float64)
        self.right = np.array([right for item in self.items for right in item.right], bool)
        asked = [n < self.written and e.was_asked for n, e in enumerate(self.examples)]
        self.weight: Array = np.where(asked, _ASKED, 1.0)
        self.answerable = np.array([example.gold.answerable for example in self.examples], bool)
        self.items = tuple(map(_emptied, self.items))

    def places(self, kept: Sequence[Array]) -> Array:
        """The rows of some proposals of each example, given by their numbers in the example."""
        return _joined([start + few for start, few in zip(self.starts, kept, strict=False)])

    def chosen(self, kept: Sequence[Array]) -> Dataset:
        """Only some proposals of each example, by their numbers, in that order; their structure,
        which is learned of all, goes.
        """
        rows, counts = self.places(kept), [len(few) for few in kept]
        fewer = copy.copy(self)
        fewer.items = tuple(map(_chosen, self.items, kept))
        fewer.matrix = self.matrix[rows]
        fewer.owner = np.repeat(np.arange(len(counts)), counts)
        fewer.starts = np.cumsum([0, *counts])
        fewer.worth, fewer.right = self.worth[rows], self.right[rows]
        return fewer

    def extended(self, names: Sequence[str], columns: Any) -> Dataset:
        """The same with more features of its proposals."""
        from scipy import sparse

        more = copy.copy(self)
        more.names = (*self.names, *names)
        more.matrix = sparse.hstack([self.matrix, columns], format="csr")
        nothing = sparse.csr_matrix((self.own.shape[0], len(names)), dtype=np.float32)
        more.own = sparse.hstack([self.own, nothing], format="csr")
        return more

    def vector(self, weights: Mapping[str, float]) -> Array:
        """Weights by name as a vector of the matrix's columns."""
        found: Array = np.array([weights.get(name, 0.0) for name in self.names])
        return found


def _joined(parts: Sequence[Array]) -> Array:
    found: Array = np.concatenate([np.zeros(0, np.int32), *parts])
    return found
