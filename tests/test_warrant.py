"""What the words around a form's parts say for it."""

from __future__ import annotations

import pytest

from askperf.understanding.warrant import Warrant, grams

LINES = [
    ("^ 女 Show:value.rows/row 多 少 $", {"女 @row", "Show|女 @row", "^ 女 @row 多"}),
    ("^ Claim:>.left/row 超 过 Claim:>.right/num 吗 $", {"@row 超 过 @num", "Claim|@num 吗 $"}),
    ("^ 呢 $ !Show:value.rows/row", {"Show|呢", "$ !@row"}),
    ("^ 你 好 $", {"|你 好", "^ 你 好 $"}),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_grams(line: str, expected: set[str]) -> None:
    assert expected <= set(grams(line.split(" ")))


def test_a_part_is_told_by_its_sort_only() -> None:
    """What stands beside a row's name says the same of whichever row it is."""
    one = grams(["^", "Show:value.rows/row&Show:goal.rows/row", "呢", "$"])
    assert one == grams(["^", "Show:goal.rows/row", "呢", "$"])


def test_score() -> None:
    warrant = Warrant(("女 @row\t-200", "Show|吗\t100"), 0.5)
    line = ["^", "女", "Show:value.rows/row", "吗", "$"]
    assert warrant.score(line) == pytest.approx(0.5 - 1.0 / len(grams(line)) ** 0.5)
    assert Warrant((), -1.0).score(line) == -1.0


def test_fit() -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")
    from askperf.training.warrant import Around

    lines = ["^ 女 Show:value.rows/row 多 少 $", "^ Show:value.rows/row 多 少 $"] * 10
    right = np.array([False, True] * 10)
    around = Around(lines)
    found, scores = around.fit(np.arange(20) < 12, right)
    assert scores[0] < 0 < scores[1]
    served = Warrant(found.lines, found.bias)
    assert [served.score(line.split(" ")) for line in lines] == pytest.approx(scores.tolist())
    assert around.fit(np.ones(20, bool), np.ones(20, bool))[0].lines == ()
