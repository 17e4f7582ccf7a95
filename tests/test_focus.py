"""Where a text that tells a story comes to its question, and what is no story."""

from __future__ import annotations

import pytest

from askperf import Assistant

CASES = [
    # who tells a story asks at its end
    (
        "我表姐是公证员，她总说想去省城学习但是排不上，家里孩子又小，公证员参加省厅培训的次数目标写的是多少",
        "公证员参加省厅培训的次数目标写的是多少",
    ),
    # what the question is about may stand a clause before
    (
        "昨天单位停电，我在楼道里坐着没事，同事问我一个数，普法宣传那项任务，一共安排了几万",
        "普法宣传那项任务,一共安排了几万",
    ),
    # a table and an operation name enough
    (
        "车停在楼下怕被贴条，麻利点哈，重点任务第三项和第四项共投入多少",
        "重点任务第三项和第四项共投入多少",
    ),
    # what comes behind the question stays
    (
        "家里老人念叨了一个礼拜，我也不懂，法律援助预算多少，回头好跟他说",
        "法律援助预算多少,回头好跟他说",
    ),
    # a pronoun leans on what was told
    (
        "小陈昨天交的汇总，把依法治市统筹和行政立法都填成10万，我看着别扭，这两条的金额真的一样吗",
        None,
    ),
    # what is alone meant is no story
    ("我只看退休了的那些老同志，别的我一概不管，财政供养人员有多少", None),
    # several questions are no story
    ("基本支出多少？项目支出多少？财政供养人员多少人？二级预算单位有几个？", None),
    # what an instruction adds is no other question
    ("按“人”计的指标中，目标大于1的有哪些？指标值一并给出", None),
    # numbers that are held against a target are no story, other numbers are
    ("80件行政复议，79件按期办结，法定期限结案率达标吗", None),
    ("调解成功率98.2%，普法普及率79%，出庭应诉率100%，过关了吗", None),
    (
        "我今年68岁了，腿脚不好，家里还有三口人，想问问法律援助办了150件达标吗",
        "想问问法律援助办了150件达标吗",
    ),
    # short, or of one piece
    ("您好，请问，法律援助预算多少", None),
    ("我表姐是公证员她总说想去省城学习公证员参加省厅培训的次数目标写的是多少", None),
    ("基本支出多少，项目支出多少，财政拨款多少", None),
]


@pytest.mark.parametrize(("text", "asked"), CASES)
def test_a_story_is_read_where_it_asks(assistant: Assistant, text: str, asked: str | None) -> None:
    heard = assistant.engine.parser.parse(text).heard
    assert ("note.focused" in heard.notes) == (asked is not None), heard.text
    assert asked is None or heard.text == asked


def test_what_was_left_out_is_said(assistant: Assistant) -> None:
    answer = assistant.ask(CASES[0][0])
    assert answer.status == "answered"
    assert "前面讲的情况不算进问题" in answer.text
