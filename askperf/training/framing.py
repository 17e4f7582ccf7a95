"""Words that narrow a question to what the form lacks, and phrases that only frame it.

Sayings teach a few new words each; a list teaches hundreds. A file of
`knowledge/examples/words` is by one writer: `restricting` (put before what is asked about, they
ask for something else), `front` and `back` (put around a question, they change nothing). They
are put into questions of others, and only what words and n-grams say for a refusal is learned
of them, in the final model.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from askperf.errors import AskperfError
from askperf.training.examples import Example
from askperf.training.inserting import is_fit, put_in
from askperf.training.setting import Setting
from askperf.understanding.gold import ABSENT
from askperf.values import frozen, replace
from askperf.yamlfile import load_yaml

FOLDER = "words"
_LISTS = ("restricting", "front", "back")
_SEED = 17
_TIMES = 2  # how many questions a restricting word is put into
_ENDS = "。？?！!，,、；; "


@frozen()
class WordList:
    """What one writer listed."""

    source: str
    restricting: tuple[str, ...]
    front: tuple[str, ...]
    back: tuple[str, ...]


def load_word_lists(folder: Path) -> tuple[WordList, ...]:
    """The lists of a folder, files by name. Raises AskperfError (file, what to do)."""
    return tuple(_of_file(path) for path in sorted(folder.glob("*.yaml")))


def _of_file(path: Path) -> WordList:
    data = load_yaml(path)
    if not isinstance(data, dict) or set(data) != set(_LISTS):
        raise AskperfError(f"{path}：应当正好有这几列：{'、'.join(_LISTS)}；请改写。")
    return WordList(path.stem, *(_texts(data, name, path) for name in _LISTS))


def _texts(data: Mapping[str, Any], name: str, path: Path) -> tuple[str, ...]:
    texts = data[name]
    if not isinstance(texts, list) or not all(isinstance(x, str) and x.strip() for x in texts):
        raise AskperfError(f"{path}的“{name}”应当是一列词；请改正，会被读成数或是否的词要加引号。")
    return tuple(dict.fromkeys(texts))


def framed(
    lists: Sequence[WordList], examples: Sequence[Example], setting: Setting
) -> tuple[Example, ...]:
    """Examples made of answered ones by the words of lists; always the same for the same.

    Their source is the list's.
    """
    pool = [example for example in examples if is_fit(example, setting)]
    return tuple(made for one in lists for made in _of_list(one, pool, setting))


def _of_list(one: WordList, pool: Sequence[Example], setting: Setting) -> Iterator[Example]:
    chance = random.Random(f"{_SEED}{one.source}")
    bases = list(pool)
    chance.shuffle(bases)
    rest = iter(bases)
    for number, word in enumerate(one.restricting * _TIMES):
        how = chance.random()
        for base in rest:
            narrowed = put_in(word, base, how, setting)
            if narrowed is not None:
                name = f"{one.source}-restricting-{number}"
                yield Example(name, one.source, narrowed, ABSENT)
                break
    for number, (front, back, base) in enumerate(_around(one, rest)):
        bare = base.text.rstrip(_ENDS)
        for where, text in (("front", front + bare), ("back", f"{bare}，{back.lstrip(_ENDS)}")):
            name = f"{one.source}-{where}-{number}"
            yield replace(base, id=name, source=one.source, text=text)


def _around(one: WordList, rest: Iterator[Example]) -> Iterator[tuple[str, str, Example]]:
    times = 2 * max(len(one.front), len(one.back), 1)
    fronts, backs = cycle(one.front or ("",)), cycle(one.back or ("",))
    yield from zip(fronts, backs, islice(rest, times), strict=False)
