"""Cutting into words: those of jieba, read lazily."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askperf import load_knowledge
from askperf.understanding.segmentation import Dictionary, Segmenter, import_jieba

SENTENCES = [
    "法律援助预算多少",
    "一村一法律顾问的钱够不够用",
    "社区矫正对象信息化核查租用费是多少",
    "揭阳市司法局2021年部门整体支出预算绩效目标表",
    "财政供养人员数有多少人",
    "基本支出和项目支出加起来等于财政拨款吗",
    "重点任务里哪一项花钱最多",
    "刑满释放人员帮教帮扶工作的内容是什么",
    "国家统一法律职业资格考试揭阳考区考务工作",
    "人民调解员工作拟投入多少万元",
    "办理法律援助事项数量不少于一百六十件",
    "出庭应诉率和法定期限结案率都是百分之百",
    "全市八十六个乡镇街道综合行政执法改革",
    "公证员参加省厅培训几次",
    "我是村里的，想问问请律师要花多少钱",
    "打官司没钱怎么办",
    "今天天气怎么样",
    "长春市长春节讲话",
    "南京市长江大桥",
    "乒乓球拍卖完了",
    "研究生命的起源",
    "结婚的和尚未结婚的",
    "他说的确实在理",
    "武汉市长江大桥通车",
    "小明硕士毕业于中国科学院计算所",
    "下雨天留客天留我不留",
    "一二三四五上山打老虎",
    "我来到北京清华大学",
    "这个把手该换了请把手拿开",
    "永和服装饰品有限公司",
    "㐀㐁㐂龘靐齉",
    "司法局局长的电话号码",
]


@pytest.fixture(scope="module")
def jieba() -> Any:
    return import_jieba()


@pytest.fixture(scope="module")
def dictionary(jieba: Any) -> Dictionary:
    path = Path(jieba.__file__).parent / "dict.txt"
    return Dictionary(path, load_knowledge().jieba_index(path))


@pytest.fixture(scope="module")
def segmenter(jieba: Any, dictionary: Dictionary) -> Segmenter:
    return Segmenter(jieba, dictionary)


@pytest.fixture(scope="module")
def whole(jieba: Any) -> Any:
    """jieba as it is made: the whole dictionary in memory, nothing cached on disk."""
    path = Path(jieba.__file__).parent / "dict.txt"
    tokenizer = jieba.Tokenizer()
    with path.open("rb") as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    return tokenizer


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tokens_are_those_of_jieba(segmenter: Segmenter, whole: Any, sentence: str) -> None:
    han = "".join(c for c in sentence if "\u3400" <= c <= "\u9fff")
    assert [token.text for token in segmenter.cut(han)] == whole.lcut(han, HMM=False)


@settings(max_examples=40)
@given(st.text("法律援助预算一村人民调解社区矫正办公室多少的了不是", max_size=20))
def test_any_mix_of_characters_is_cut_as_jieba_does(
    segmenter: Segmenter, whole: Any, text: str
) -> None:
    assert [token.text for token in segmenter.cut(text)] == whole.lcut(text, HMM=False)


# (question, its words)
CUT = [
    ("法律援助预算多少", ["法律援助", "预算", "多少"]),
    ("社区矫正多少人", ["社区", "矫正", "多少", "人"]),
    ("基本支出2289.69万元", ["基本", "支出", "2289.69", "万元"]),
    ("gdp是多少", ["gdp", "是", "多少"]),
    ("财政拨款,2,477.46", ["财政拨款", ",", "2,477.46"]),
]


@pytest.mark.parametrize(("question", "words"), CUT)
def test_words_of_a_question(segmenter: Segmenter, question: str, words: list[str]) -> None:
    assert [token.text for token in segmenter.cut(question)] == words


@given(st.text(st.characters(exclude_categories=("C", "Z")), max_size=60))
def test_tokens_cover_the_text(segmenter: Segmenter, text: str) -> None:
    tokens = segmenter.cut(text)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize(
    ("text", "pos"), [("abc", "eng"), ("42.84", "m"), ("？", "x"), ("多少", "m"), ("培训", "vn")]
)
def test_a_token_knows_its_kind(segmenter: Segmenter, text: str, pos: str) -> None:
    assert [token.pos for token in segmenter.cut(text)] == [pos]


def test_a_cold_segmenter_in_many_threads_cuts_alike(jieba: Any, segmenter: Segmenter) -> None:
    wanted = [segmenter.cut(sentence) for sentence in SENTENCES]
    path = Path(jieba.__file__).parent / "dict.txt"
    index = load_knowledge().jieba_index(path)
    for _ in range(3):
        cold = Segmenter(jieba, Dictionary(path, index))
        with ThreadPoolExecutor(8) as pool:
            for cut in pool.map(lambda _, s=cold: [s.cut(x) for x in SENTENCES], range(8)):
                assert cut == wanted


def test_our_jieba_is_not_the_hosts() -> None:
    """A program that embeds askperf and imports jieba gets all of it."""
    import_jieba()
    assert "jieba" not in sys.modules or hasattr(sys.modules["jieba"].finalseg, "cut")


def test_nothing_is_cached_outside_the_knowledge(
    jieba: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """jieba's own cache lies where another user may have written it."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = Path(jieba.__file__).parent / "dict.txt"
    cold = Segmenter(jieba, Dictionary(path, load_knowledge().jieba_index(path)))
    cold.cut(SENTENCES[0])
    assert list(tmp_path.iterdir()) == []
