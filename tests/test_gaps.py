"""The log of unanswered questions: what is kept, what is masked, what is made of it."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from askperf import Answer, Assistant
from askperf.answer import Choice, Step
from askperf.errors import AskperfError
from askperf.interfaces.gaplog import GapLog
from askperf.interfaces.keeper import run_gaps
from askperf.keeping.masking import mask
from askperf.keeping.questions import load_questions
from askperf.logic import Nothing

# ── masking ──

MASKED = [
    ("手机", "打13800138000找我", "打〔电话〕找我"),
    ("手机分段", "138-0013-8000", "〔电话〕"),
    ("手机带空格", "138 0013 8000", "〔电话〕"),
    ("手机带国家码", "+86 13800138000", "〔电话〕"),
    ("全角手机", "１３８００１３８０００", "〔电话〕"),
    ("夹零宽字符的手机", "138\u200b0013\u200b8000", "〔电话〕"),
    ("中文手机", "一三八零零一三八零零零", "〔号码〕"),
    ("座机", "0663-8768888", "〔电话〕"),
    ("座机带括号", "（0663）8768888", "〔电话〕"),
    ("北京座机", "010 12345678", "〔电话〕"),
    ("没有区号的座机", "电话8768888", "电话〔号码〕"),
    ("客服电话", "400-830-1234", "〔电话〕"),
    ("身份证", "440524199001011234", "〔身份证号〕"),
    ("身份证带字母", "身份证44052419900101123x。", "身份证〔身份证号〕。"),
    ("身份证分段", "440524 19900101 1234", "〔身份证号〕"),
    ("老身份证", "440524900101123", "〔身份证号〕"),
    ("银行卡", "6222021001001234567", "〔银行卡号〕"),
    ("银行卡分段", "6222 0210 0100 1234", "〔银行卡号〕"),
    ("邮箱", "写到zhang.san@qq.com吧", "写到〔邮箱〕吧"),
    ("全角邮箱", "a＠b.cn", "〔邮箱〕"),
    ("两样", "我13800138000，她0663-8768888", "我〔电话〕，她〔电话〕"),
]
KEPT = [
    "基本支出是2289.69万元吗",
    "2021年财政供养133人，共2477.46万元",
    "24774600元是哪一项",
    "1540人×500元/人年",
    "63+136+10+16",
    "12345热线、12348热线",
    "1234567.89万元",
]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in MASKED]
)
def test_personal_numbers_are_masked(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_figures_are_kept(text: str) -> None:
    assert mask(text) == text


# ── the log ──


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant("jieyang-sfj-2021")


def logged(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def refusal(question: str, *words: str) -> Answer:
    """A refusal of a question, as the assistant gives it."""
    form = Nothing("unknown", words)
    step = Step("logical form", repr(form), form)
    return Answer(question, "not_found", "表里查不到。", (), (), "", (), trace=(step,))


def record(path: Path, assistant: Assistant, *questions: str) -> list[dict[str, Any]]:
    log = GapLog(path)
    for question in questions:
        log.record(question, assistant.ask(question))
    return logged(path)


def test_refused_and_asked_back_are_kept_and_nothing_else(
    tmp_path: Path, assistant: Assistant
) -> None:
    questions = ("？！", "培训次数", "财政供养人员数是多少", "其他资金是多少", "  ")
    kept = record(tmp_path / "log", assistant, *questions)
    assert [(data["question"], data["status"]) for data in kept] == [
        ("？！", "not_found"),
        ("培训次数", "ambiguous"),
    ]


def test_the_rows_that_may_be_meant_are_kept(tmp_path: Path, assistant: Assistant) -> None:
    (data,) = record(tmp_path / "log", assistant, "培训次数")
    assert "jieyang-sfj-2021/indicators/19" in [row for row, _ in data["near"]]


def test_the_reason_of_a_refusal_is_kept(tmp_path: Path, assistant: Assistant) -> None:
    (data,) = record(tmp_path / "log", assistant, "？！")
    assert (data["reason"], data["words"]) == ("empty", [])


def test_what_was_not_understood_is_kept(tmp_path: Path) -> None:
    log = GapLog(tmp_path / "log")
    log.record("法官培训次数是多少", refusal("法官培训次数是多少", "法官"))
    (data,) = logged(tmp_path / "log")
    assert (data["reason"], data["words"]) == ("unknown", ["法官"])


def test_no_personal_number_anywhere_in_the_log(tmp_path: Path) -> None:
    question = "飞船多少钱，回我13800138000或zhangsan@example.com，身份证440524199001011234"
    words = ("飞船", "13800138000", "zhangsan", "example", "440524199001011234")
    GapLog(tmp_path / "log").record(question, refusal(question, *words))
    text = (tmp_path / "log").read_text(encoding="utf-8")
    for secret in ("13800138000", "zhangsan", "example", "440524"):
        assert secret not in text
    assert json.loads(text)["words"] == ["飞船"]


def test_a_long_question_is_cut_and_no_number_halved(tmp_path: Path) -> None:
    long = "宇宙飞船" * 123 + "我的13800138000" + "宇宙飞船" * 100
    GapLog(tmp_path / "log").record(long, refusal(long))
    (data,) = logged(tmp_path / "log")
    assert len(data["question"]) < 520
    assert "138" not in data["question"]


def test_odd_characters_make_a_line_too(tmp_path: Path) -> None:
    log = GapLog(tmp_path / "log")
    for question in ("\ud800飞船\u2028多少\x00\n次", "法官有几个"):
        log.record(question, refusal(question, "飞\ud800船\n"))
    assert len(logged(tmp_path / "log")) == 2


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch(mode=0o644)
    for path in (new, old):
        GapLog(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


UNFIT = [
    ("目录", lambda path: path.mkdir(), "日志写不进去"),
    ("链接", lambda path: path.symlink_to(path.with_name("other")), "日志写不进去"),
    ("管道", os.mkfifo, "日志写不进去"),
]


@pytest.mark.parametrize(("make", "said"), [pytest.param(*case[1:], id=case[0]) for case in UNFIT])
def test_what_cant_be_a_log(tmp_path: Path, make: Any, said: str) -> None:
    make(tmp_path / "log")
    with pytest.raises(AskperfError, match=said):
        GapLog(tmp_path / "log")


def test_a_folder_that_isnt_there(tmp_path: Path) -> None:
    with pytest.raises(AskperfError, match="日志写不进去"):
        GapLog(tmp_path / "no" / "log")


def test_threads_write_whole_lines(tmp_path: Path) -> None:
    log = GapLog(tmp_path / "log")
    answer = refusal("法官", "法官")

    def work() -> None:
        for _ in range(50):
            log.record("法官", answer)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(logged(tmp_path / "log")) == 400


# ── what is made of it ──


def line(question: str, status: str, reason: str, *words: str) -> str:
    near = [["f/indicators/12", "培训次数（专项）"], ["f/indicators/19", "培训次数（省厅）"]]
    data = {"question": question, "status": status, "reason": reason, "words": words}
    return json.dumps(data | {"near": near if "培训" in question else []}, ensure_ascii=False)


LOG = [
    line("天气怎么样", "not_found", "chat", "天气"),
    line("法官培训几次", "not_found", "unknown", "法官"),
    line("法官培训几次", "not_found", "unknown", "法官"),
    line("检察官和法官培训几次", "not_found", "unknown", "检察官", "法官"),
    line("培训几次", "ambiguous", ""),
    "这一行坏了",
    '{"question": "缺了几样"}',
    line("打13800138000问飞船", "not_found", "unknown", "飞船"),
]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "gaps.log"
    path.write_text("\n".join(LOG) + "\n", encoding="utf-8")
    yield path


def test_gaps_by_what_was_not_understood_most_frequent_first(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_gaps([str(log)]) == 0
    captured = capsys.readouterr()
    heads = [text.strip() for text in captured.out.splitlines() if "问过" not in text]
    assert [head for head in heads if not head.startswith("相近")] == [
        "没认出的词（3 个）",
        "3 次  法官",
        "1 次  检察官",
        "1 次  飞船",
        "认得，但表里没有（1 个）",
        "1 次  天气",
        "几行都合适（1 个）",
        "1 次  indicators/12、indicators/19",
    ]
    assert "法官培训几次；检察官和法官培训几次" in captured.out
    assert "培训次数（专项）（indicators/12）" in captured.out
    assert "13800138000" not in captured.out
    assert "第 6 行读不懂" in captured.err
    assert "第 7 行读不懂" in captured.err


def test_the_lexicon_draft_does_nothing_until_a_person_decides(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_gaps([str(log), "--yaml"]) == 0
    draft = capsys.readouterr().out
    assert yaml.safe_load(draft) == {"alias": None}
    chosen = draft.replace("#   indicators/19:", "  indicators/19:", 1)
    assert yaml.safe_load(chosen) == {"alias": {"indicators/19": ["法官"]}}


def test_the_questions_draft_can_be_evaluated(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_gaps([str(log), "--golden"]) == 0
    path = tmp_path / "draft.yaml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    questions = load_questions([path])
    assert questions[0].text == "法官培训几次"
    assert {question.status for question in questions} == {("not_found",), ("ambiguous",)}
    assert len(questions) == 5


def test_the_nearest_rows_are_looked_for_where_the_log_has_none(
    tmp_path: Path, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log"
    path.write_text(
        line("地方性法规的审查怎么样", "not_found", "unknown", "怎么样"), encoding="utf-8"
    )
    assert run_gaps(["--form", "jieyang-sfj-2021", str(path)]) == 0
    assert "indicators/7" in capsys.readouterr().out


def test_an_empty_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    GapLog(tmp_path / "log")
    assert run_gaps([str(tmp_path / "log")]) == 0
    assert "没有答不上来的问题" in capsys.readouterr().out


BAD_CALLS = [
    ("没有日志", [], "要写一个日志文件"),
    ("日志不在", ["nowhere.log"], "读不到这个文件"),
    ("两种草稿", ["gaps.log", "--yaml", "--golden"], "要写一个日志文件"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), [pytest.param(*case[1:], id=case[0]) for case in BAD_CALLS]
)
def test_bad_calls_are_told(arguments: list[str], said: str) -> None:
    with pytest.raises(AskperfError, match=said):
        run_gaps(arguments)


def test_an_answer_without_a_trace_is_kept_too(tmp_path: Path) -> None:
    answer = Answer("甲", "not_found", "", (), (), "", (), (Choice("f/a/1", "甲"),))
    odd = Answer("乙", "not_found", "", (), (), "", (), trace=(Step("logical form", "?"),))
    log = GapLog(tmp_path / "log")
    log.record("甲", answer)
    log.record("乙", odd)
    assert [(d["words"], d["near"]) for d in logged(tmp_path / "log")] == [
        ([], [["f/a/1", "甲"]]),
        ([], []),
    ]
