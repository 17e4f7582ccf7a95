"""Examples that nobody wrote: answered questions, made unanswerable by a word put in or by
a clause behind them, and others that a clause behind them changes nothing of.

An unknown noun beside a row's own words asks for something else, which the form lacks.
People seldom write such questions, so the decision would not learn to mind the noun. The
words are nouns of the dictionary, and those by which a source's own questions ask for
what the form doesn't say: each source's for itself, so that folds stay apart.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import lru_cache

from askperf.facts import Form
from askperf.training.examples import Example
from askperf.training.setting import Setting
from askperf.understanding.gold import ABSENT
from askperf.understanding.overlap import Overlap
from askperf.values import replace

NUMBER, CLAUSES = 4000, 1000
_OWN = 0.5  # the share of words from the source itself, if it has any
_SEED = 9
_LONGEST = 60  # characters; longer questions say more than one thing
_MOST_ROWS = 3
_LEAST_CORE = 4  # characters of a row, next to which a word changes what is asked for
_BEFORE = 0.8  # the share put before the row's words, the others come after them
_BEFORE_JOINED = 0.25  # the share before them that a particle joins; all those after are joined
# jieba's nouns: common, of places, other names, attributes, short forms, of verbs,
# of organisations, of positions, of times; neither rare nor so frequent as to say nothing.
_NOUNS = frozenset(("n", "ns", "nz", "b", "j", "vn", "nt", "s", "t"))
_RESTRICTING = frozenset("nbtsjva")  # classes of words that can restrict
_SIZES = (2, 3)
_ENDS = "。？?！!，, "
_LEAST_FREQUENCY, _MOST_FREQUENCY = 30, 4000


def insert(
    examples: Sequence[Example], setting: Setting, number: int = NUMBER
) -> tuple[Example, ...]:
    """At most `number` examples made from the given ones, whose sources they keep.

    Always the same for the same examples.
    """
    chance = random.Random(_SEED)
    words, own = nouns(setting), restricting(examples, setting)
    pool = [example for example in examples if is_fit(example, setting)]
    chance.shuffle(pool)
    found: list[Example] = []
    for example in pool:
        if len(found) >= number:
            break
        mine = own.get(example.source, [])
        word = chance.choice(mine if mine and chance.random() < _OWN else words)
        how = chance.random()
        text = put_in(word, example, how, setting)
        if text is not None:
            name = f"{example.id}-inserted"
            found.append(Example(name, example.source, text, ABSENT))
    return tuple(found)


def put_in(word: str, example: Example, how: float, setting: Setting) -> str | None:
    """An example's question with a word before or after what names its row, by a number of
    chance (0 to 1); None where it has no place.
    """
    text = setting.hear([example])[0].text
    at = place(text, example.gold.rows, how < _BEFORE, setting)
    return None if at is None else text[:at] + _joined(word, how, setting.particle) + text[at:]


def append(
    examples: Sequence[Example], setting: Setting, number: int = CLAUSES
) -> tuple[Example, ...]:
    """At most twice as many examples as `number`, from the given ones, whose sources they keep.

    One half are narrowed by a clause behind them (只算消防的) and have no answer, the other half
    have one that says who asks, or why, and keep their gold. Always the same for the same.
    """
    chance = random.Random(_SEED + 1)
    words = nouns(setting)
    pool = [example for example in examples if is_fit(example, setting)]
    chance.shuffle(pool)
    found: list[Example] = []
    for example in pool[:number]:
        text = setting.hear([example])[0].text.rstrip(_ENDS)
        narrowed = text + chance.choice(setting.narrowing).format(chance.choice(words))
        name = f"{example.id}-narrowed"
        found.append(Example(name, example.source, narrowed, ABSENT))
        told = text + chance.choice(setting.aside).format(chance.choice(words))
        found.append(replace(example, id=f"{example.id}-aside", text=told))
    return tuple(found)


def restricting(examples: Sequence[Example], setting: Setting) -> dict[str, list[str]]:
    """By source, the words that only its unanswerable questions have, and the form hasn't."""
    known = _known(setting)
    asked: dict[str, dict[str, None]] = {}
    answered: dict[str, set[str]] = {}
    for example in examples:
        words = {token.text: token.pos for token in setting.tokens(example.text)}
        if example.gold.answerable:
            answered.setdefault(example.source, set()).update(words)
        elif example.gold.kind == "absent":
            fit = (w for w, pos in words.items() if pos[:1] in _RESTRICTING and len(w) in _SIZES)
            asked.setdefault(example.source, {}).update(dict.fromkeys(fit))
    found = {}
    for source, made in asked.items():
        had = answered.get(source, set())
        kept = [w for w in made if w not in had and w not in known and w.isalpha()]
        if kept:
            found[source] = sorted(kept)
    return found


@lru_cache(maxsize=1)
def nouns(setting: Setting) -> list[str]:
    """Nouns of jieba's dictionary that neither the form nor the operators' wordings have."""
    cues = {wording for wording in setting.lexicon.cues if len(wording) > 1}
    known = _known(setting)
    with setting.dictionary.open(encoding="utf-8") as lines:
        words = [word for line in lines for word in _noun(line)]
    return [word for word in words if word not in known and not cues & set(_parts(word))]


def _known(setting: Setting) -> str:
    """All that the form's cells and the operators' wordings say."""
    cues = (wording for wording in setting.lexicon.cues if len(wording) > 1)
    return "\n".join((*(text for row in setting.form.rows for _, text in row.cells()), *cues))


def _noun(line: str) -> Iterator[str]:
    word, frequency, pos = line.split()
    common = _LEAST_FREQUENCY <= int(frequency) <= _MOST_FREQUENCY
    if pos in _NOUNS and len(word) in _SIZES and common:
        yield word


def _parts(word: str) -> Iterator[str]:
    """The stretches of a word, itself included."""
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            yield word[start:end]


def is_fit(example: Example, setting: Setting) -> bool:
    """A short question by itself that wants figures of a few rows?"""
    gold = example.gold
    few = 1 <= len(gold.rows) <= _MOST_ROWS and len(example.text) < _LONGEST
    wanted = gold.status == "answered" and bool(gold.figures) and not example.before
    return few and wanted and example.source not in setting.spared


def place(text: str, rows: Sequence[str], before: bool, setting: Setting) -> int | None:
    """Where a word goes into a heard question about rows: before or after what names them.

    None where nothing long enough does, and where the place is in a number, between it and
    its unit, or in another row's name.
    """
    overlap = setting.index.overlap(text)
    start, end = _core(overlap, rows, setting.form)
    at = start if before else end
    numbers = setting.lexicon.numbers.find(text)
    if end - start < _LEAST_CORE or any(n.start < at <= n.end for n in numbers):
        return None
    others = (m for n, m in overlap.full.items() if setting.form.rows[n].id not in rows)
    return None if any(_is_inside(at, mask) for mask in others) else at


def _core(overlap: Overlap, rows: Sequence[str], form: Form) -> tuple[int, int]:
    """The longest stretch that stands in one cell of one of the rows, the first of equals."""
    index = {row.id: number for number, row in enumerate(form.rows)}
    masks = (mask for row in rows for mask in overlap.cells[index[row]].values())
    stretches = (stretch for mask in masks for stretch in _stretches(mask))
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0], default=(0, 0))


def _stretches(mask: int) -> Iterator[tuple[int, int]]:
    """The runs of set bits, from the lowest."""
    at = 0
    while mask >> at:
        start = at
        while mask >> at & 1:
            at += 1
        if at > start:
            yield start, at
        at += 1


def _is_inside(at: int, mask: int) -> bool:
    """Do the positions on both sides belong to the mask?"""
    return at > 0 and mask >> (at - 1) & 3 == 3


def _joined(word: str, how: float, particle: str) -> str:
    if how >= _BEFORE:
        return particle + word
    return word + particle if how < _BEFORE_JOINED else word
