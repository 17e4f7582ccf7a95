"""askperf inside another program: shared between threads, sessions independent and cheap."""

from __future__ import annotations

import gc
import random
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest

from askperf import AskperfError, Assistant
from askperf.interfaces.serialization import answer_to_data, to_json

THREADS = 8
# Questions that need the lazily read parts too: other characters, pinyin, typos.
ASKED = [
    "法律援助预算多少",
    "基本支出多少",
    "培训次数",
    "重点任务一共多少钱",
    "哪一项是42.84万元",
    "法律援助預算多少",
    "falv yuanzhu",
    "社区娇正多少钱",
    "火星基地预算多少",
    "一村一法律顾问花多少",
    "财政拨款折合多少元",
    "办理法律援助事项办了150件够不够",
]
CONVERSATIONS = [
    ["基本支出多少", "那项目支出呢", "折合多少元"],
    ["年度重点工作任务第一项", "它多少钱", "下一个呢"],
    ["年度重点工作任务有哪些", "第二个呢", "目标呢"],
    ["火星", "它多少钱"],
]


def written(assistant: Assistant, question: str) -> str:
    return to_json(answer_to_data(assistant.ask(question), trace=True))


def talk(assistant: Assistant, questions: list[str]) -> list[str]:
    session = assistant.session()
    return [to_json(answer_to_data(session.ask(question))) for question in questions]


def test_many_threads_get_the_answers_of_one() -> None:
    wanted = {question: written(Assistant(), question) for question in ASKED}
    shared = Assistant()
    start = threading.Barrier(THREADS)

    def hammer(seed: int) -> list[tuple[str, str]]:
        asked = ASKED * 5
        random.Random(seed).shuffle(asked)
        start.wait()
        return [(question, written(shared, question)) for question in asked]

    with ThreadPoolExecutor(THREADS) as pool:
        for answers in pool.map(hammer, range(THREADS)):
            assert all(wanted[question] == answer for question, answer in answers)


def test_conversations_in_many_threads_keep_apart() -> None:
    wanted = [talk(Assistant(), questions) for questions in CONVERSATIONS]
    shared = Assistant()

    def hammer(number: int) -> tuple[int, list[str]]:
        which = number % len(CONVERSATIONS)
        return which, talk(shared, CONVERSATIONS[which])

    with ThreadPoolExecutor(THREADS) as pool:
        for which, answers in pool.map(hammer, range(THREADS * 10)):
            assert answers == wanted[which]


def test_interleaved_conversations_keep_apart() -> None:
    assistant = Assistant()
    wanted = [talk(assistant, questions) for questions in CONVERSATIONS]
    sessions = [assistant.session() for _ in CONVERSATIONS]
    got: list[list[str]] = [[] for _ in CONVERSATIONS]
    for turn in range(3):
        for number, questions in enumerate(CONVERSATIONS):
            if turn < len(questions):
                answer = sessions[number].ask(questions[turn])
                got[number].append(to_json(answer_to_data(answer)))
    assert got == wanted


def test_a_reset_session_is_a_new_one() -> None:
    assistant = Assistant()
    session = assistant.session()
    session.ask("基本支出多少")
    session.reset()
    assert session.last is None
    assert session.ask("它折合多少元") == assistant.ask("它折合多少元")


def test_ten_thousand_sessions_stay_small_and_are_let_go() -> None:
    assistant = Assistant()
    assistant.ask("基本支出多少")
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    sessions = [assistant.session() for _ in range(10_000)]
    for session in sessions[:1000]:
        session.ask("基本支出多少")
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - before
    del sessions, session
    gc.collect()
    left = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert held < 20_000_000
    assert left < held / 10


def test_pick_settles_an_ambiguity_as_a_choice_of_it_says() -> None:
    assistant = Assistant()
    asked = assistant.ask("培训次数")
    assert asked.status == "ambiguous"
    for choice in asked.choices:
        answer = assistant.ask("培训次数", pick=choice.row)
        assert answer.status == "answered"
        assert [f"{s.form}/{s.row}" for s in answer.sources] == [choice.row]


def test_a_pick_that_the_question_does_not_speak_of_is_noted() -> None:
    assistant = Assistant()
    noted = [assistant.ask("普法宣传多少钱", row) for row in ("indicators/1", "other-tasks/3")]
    assert ["没有说到这一行" in answer.text for answer in noted] == [True, False]


def test_a_row_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AskperfError, match="key-tasks/99"):
        Assistant().ask("培训次数", pick="key-tasks/99")
    with pytest.raises(AskperfError, match="mars-2021"):
        Assistant("mars-2021")
