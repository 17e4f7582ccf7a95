"""Alignment: how a form lies along its question, and what examples say of that."""

from __future__ import annotations

from decimal import Decimal

import pytest

from askperf import Assistant
from askperf.logic import Arith, Claim, Except, Fold, Form, Given, Meets, Pick, Table, Tell, Value
from askperf.understanding.alignment import Alignment, Ground, grams, grounded, line
from askperf.understanding.gold import Gold

PUBLICITY, EXAM = Value(Pick(("other-tasks/3",))), Value(Pick(("other-tasks/4",)))
TASKS = Table(("key-tasks", "other-tasks"))
GAP, TURNED = Tell((Arith("gap", PUBLICITY, EXAM),)), Tell((Arith("gap", EXAM, PUBLICITY),))
SECTION, OF = "Arith:share.right/Fold:sum.rows/sec", "Arith:share.left/row"
SHARE = Tell((Arith("share", PUBLICITY, Fold("sum", Table(("key-tasks",)))),))
REST = Tell((Fold("sum", Except(TASKS, PUBLICITY.rows)),))


def ground(assistant: Assistant, question: str) -> Ground:
    parse = assistant.engine.parser.parse(question)
    return grounded(parse.reading, parse.rows, parse.evidence.mentions)


DONE = Meets(PUBLICITY.rows, Given(Decimal(150)))

LINES: list[tuple[str, Form, str]] = [
    ("普法宣传比考务多多少", GAP, "^ Arith:gap.left/row 比 Arith:gap.right/row 多 多 少 $"),
    ("普法宣传比考务多多少", TURNED, "^ Arith:gap.right/row 比 Arith:gap.left/row 多 多 少 $"),
    ("普法宣传占重点任务几成", SHARE, f"^ {OF} 占 {SECTION} 几 成 $"),
    ("除了普法宣传一共多少", REST, "^ 除 了 Fold:sum.rows/Except.less/row 一 共 多 少 $"),
    ("办了150", DONE, "^ 办 了 Meets:=.given/num $ !Meets:=.rows/row"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "form", "expected"), LINES)
def test_parts_stand_in_the_place_of_their_words(
    assistant: Assistant, question: str, form: Form, expected: str
) -> None:
    assert " ".join(line(form, ground(assistant, question))) == expected


def test_n_grams_begin_or_end_with_a_part_and_tell_the_order() -> None:
    found = grams(("^", "a/row", "比", "b/row", "多", "$", "!c/num"))
    assert {"^ a/row", "a/row 比 b/row", "> a/row b/row", "!c/num"} <= set(found)
    assert "多" not in found
    assert "比" not in found


def test_what_examples_say_of_either_side(assistant: Assistant) -> None:
    known = Alignment(("Arith:gap.left/row", "Arith:gap.right/row"), ("@0 比\t50", "@1 比\t-50"))
    here = ground(assistant, "普法宣传比考务多多少")
    assert known.score(GAP, here) > 0 > known.score(TURNED, here)
    assert Alignment((), ()).score(GAP, here) == 0
    assert known.score(Claim(PUBLICITY, ">", EXAM), here) == 0


def test_training_weighs_as_the_parser_does(assistant: Assistant) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")
    from askperf.training.alignment import Lined, aligned
    from askperf.training.examples import Example
    from askperf.training.featured import Dataset, compact

    parser = assistant.engine.parser
    made = [
        Example(f"w-0-{n}", "w", "普法宣传比考务多多少", Gold("derived", rows=("other-tasks/3",)))
        for n in range(6)  # as many as must have an n-gram
    ]
    parse = parser.parse(made[0].text)
    items = {example.id: compact(parse, example, parser) for example in made}
    lined = Lined(Dataset(made, items))
    weights = [(gram, number % 90 - 45) for number, gram in enumerate(lined.grams)]
    found = aligned(weights)
    known = Alignment(found.roles, found.lines)
    here = grounded(parse.reading, parse.rows, parse.evidence.mentions)
    served = [known.score(proposal.candidate.form, here) for proposal in parse.proposals]
    scores = lined.matrix @ np.array([weight / 100 for _, weight in weights])
    assert scores[: len(served)].tolist() == pytest.approx(served, abs=1e-5)
