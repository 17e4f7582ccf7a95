"""Words put into questions: where they go, where they don't, and what becomes of the gold."""

from __future__ import annotations

import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from console import ROOT, environment

from askperf.training import inserting
from askperf.training.examples import Example
from askperf.training.inserting import append, insert, nouns, place, restricting
from askperf.training.setting import Setting
from askperf.understanding.gold import ABSENT, Gold

TRAINING, DRIVE, RANK = "indicators/20", "indicators/11", "other-tasks/2"
WORD = "犀鸟"


@pytest.fixture(scope="module")
def setting() -> Setting:
    return Setting()


def asked(number: int, text: str, *rows: str, **more: Any) -> Example:
    own = {key: more.pop(key) for key in ("source", "before", "composed") if key in more}
    gold = Gold(**{"kind": "indicator", "figures": (Decimal(1),), "rows": rows, **more})
    return Example(**{"id": f"w1-{number}-0", "source": "w1", "text": text, "gold": gold, **own})


# Where a word goes: ▲ before the words of the row, ▼ after them.
PLACES = [
    ("▲法律援助培训活动▼一年办几次", TRAINING),
    ("请问▲法律援助培训活动▼办几次", TRAINING),
    ("今年▲刑满释放人员帮教▼的钱是多少", RANK),
    # the longest stretch of any of the rows
    ("▲刑满释放人员帮教▼和基本支出一共多少", f"overview/basic-expenditure {RANK}"),
    # too little of the row
    ("基本的是多少", "overview/basic-expenditure"),
    # not into numbers, nor between them and what they count
    ("得190分以上为优秀▼吗", "indicators/9"),
    ("含▲2020的任务合起来多少", "key-tasks/4"),
    ("▲一村一法律顾问▼多少钱", "other-tasks/6"),
    ("一社区一法律顾问▼多少钱", "other-tasks/6"),
    # not into the name of another row (its explanation isn't one)
    ("▲法援宣传活动次数是多少", "indicators/18"),
]


@pytest.mark.parametrize(("marked", "rows"), PLACES)
def test_where_a_word_goes(setting: Setting, marked: str, rows: str) -> None:
    text = marked.replace("▲", "").replace("▼", "")
    found = [place(text, rows.split(), before, setting) for before in (True, False)]
    before, after = found
    shown = text if after is None else f"{text[:after]}▼{text[after:]}"
    shown = shown if before is None else f"{shown[:before]}▲{shown[before:]}"
    assert shown == marked


def test_before_or_after_with_a_particle_or_without(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inserting, "nouns", lambda _: [WORD])
    made = insert([asked(n, "请问法律援助培训活动办几次", TRAINING) for n in range(60)], setting)
    ways = [
        "请问犀鸟法律援助培训活动办几次",
        "请问犀鸟的法律援助培训活动办几次",
        "请问法律援助培训活动的犀鸟办几次",
    ]
    found = [example.text for example in made]
    assert set(found) == set(ways)
    assert found.count(ways[0]) == max(map(found.count, ways))


def test_the_form_no_longer_holds_it(setting: Setting) -> None:
    example = asked(7, "法律援助培训活动办几次", TRAINING, composed=True, cell="name", words=("a",))
    (made,) = insert([example], setting)
    assert made == Example("w1-7-0-inserted", "w1", made.text, ABSENT)
    assert not made.gold.answerable


@pytest.mark.parametrize(
    "more",
    [
        {"status": "not_found", "figures": ()},
        {"status": "ambiguous"},
        {"figures": ()},
        {"rows": ()},
        {"rows": (TRAINING, DRIVE, RANK, "indicators/1")},
        {"before": ("法律援助办几次",)},
        {"text": "法律援助培训活动办几次" + "啊" * 50},
        {"source": "w21"},
    ],
)
def test_nothing_is_made_of(setting: Setting, more: dict[str, Any]) -> None:
    assert insert([asked(0, "法律援助培训活动办几次", TRAINING)], setting)
    assert (
        insert(
            [asked(0, **{"text": "法律援助培训活动办几次", "rows": (TRAINING,), **more})], setting
        )
        == ()
    )


def test_the_words_are_unknown_to_the_form(setting: Setting) -> None:
    found = nouns(setting)
    cells = " ".join(text for row in setting.form.rows for _, text in row.cells())
    assert len(found) == len(set(found)) > 10_000
    assert WORD in found
    assert not [word for word in found if word in cells]
    assert not {"法律", "培训", "经费", "总共", "多少"} & set(found)


def test_no_more_than_wanted(setting: Setting) -> None:
    examples = [asked(n, "法律援助培训活动办几次", TRAINING) for n in range(9)]
    assert len(insert(examples, setting)) == 9
    assert len(insert(examples, setting, 4)) == 4
    assert insert(examples, setting)[:4] == insert(examples, setting, 4)


PROGRAM = """
import sys
from pathlib import Path
from askperf.training.examples import load_examples
from askperf.training.inserting import insert
from askperf.training.setting import Setting
setting = Setting()
examples = load_examples(Path(sys.argv[1]), setting.form)
for made in insert(examples, setting, 60):
    print(made.id, made.text)
"""


def test_it_is_always_the_same(tmp_path: Path) -> None:
    """In other processes, with other orders of hashes."""
    for number in range(1, 6):  # some of the shipped sources: to read all takes a minute
        name = f"w{number:02}.yaml"
        shutil.copy(ROOT / "knowledge" / "examples" / name, tmp_path / name)
    found = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, tmp_path],
            env=environment(ROOT / "no-such-home", PYTHONHASHSEED=seed, PYTHONPATH=str(ROOT)),
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert len(found[0].splitlines()) == 60


def test_a_clause_behind_narrows_or_says_nothing(setting: Setting) -> None:
    examples = [asked(n, "法律援助培训活动办几次？", TRAINING) for n in range(40)]
    made = append(examples, setting)
    narrowed = [example for example in made if example.id.endswith("-narrowed")]
    told = [example for example in made if example.id.endswith("-aside")]
    assert len(narrowed) == len(told) == len(examples)
    assert {example.gold.status for example in narrowed} == {"not_found"}
    assert {(example.gold.rows, example.gold.figures) for example in told} == {
        ((TRAINING,), (Decimal(1),))
    }
    assert all(e.text.startswith("法律援助培训活动办几次") and "？" not in e.text for e in made)
    assert not [example for example in made if "{" in example.text]
    assert append(examples, setting, 3) == append(examples, setting, 3)


def unanswerable(text: str, source: str) -> Example:
    name = f"{source}-{text}"
    return Example(name, source, text, ABSENT)


# What a source's own unanswerable questions ask beyond the form.
RESTRICTING = [
    (["监狱的法律援助办几次"], [], {"w1": ["监狱"]}),
    (["监狱的法律援助办几次"], ["监狱多少钱"], {}),  # answered questions have it too
    (["法律援助办几次"], [], {}),  # the form has its words
]


@pytest.mark.parametrize(("absent", "answered", "expected"), RESTRICTING)
def test_the_words_that_restrict(
    setting: Setting, absent: list[str], answered: list[str], expected: dict[str, list[str]]
) -> None:
    examples = [unanswerable(text, "w1") for text in absent]
    examples += [asked(n, text, TRAINING) for n, text in enumerate(answered)]
    assert restricting(examples, setting) == expected


def test_a_word_stays_in_its_source(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inserting, "nouns", lambda _: [WORD])
    examples = [asked(n, "请问法律援助培训活动办几次", TRAINING) for n in range(30)]
    made = insert([*examples, unanswerable("监狱的法律援助办几次", "w2")], setting)
    assert made and not any("监狱" in example.text for example in made)
    made = insert([*examples, unanswerable("监狱的法律援助办几次", "w1")], setting)
    assert {word for example in made for word in ("监狱", WORD) if word in example.text} == {
        "监狱",
        WORD,
    }
