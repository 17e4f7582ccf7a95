"""One assistant, eight threads, the golden questions: the answers of a single thread.

What is embedded in a program otherwise (sessions, their size) is in `test_embedding`.
"""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from askperf import Answer, Assistant
from askperf.keeping.questions import load_questions

TABLES = sorted((Path(__file__).parent / "questions").glob("*.jsonl"))
THREADS, EACH = 8, 200


def test_eight_threads_that_hammer_a_cold_assistant_get_the_answers_of_one(
    assistant: Assistant,
) -> None:
    texts = sorted({question.text for question in load_questions(TABLES)})
    chosen = random.Random(2021).sample(texts, min(EACH, len(texts)))
    wanted = {text: assistant.ask(text) for text in chosen}
    cold = Assistant("jieyang-sfj-2021")
    start = threading.Barrier(THREADS)

    def hammer(seed: int) -> list[tuple[str, Answer]]:
        order = random.Random(seed).sample(chosen, len(chosen))
        start.wait()
        return [(text, cold.ask(text)) for text in order]

    with ThreadPoolExecutor(THREADS) as pool:
        for answers in pool.map(hammer, range(THREADS)):
            assert [text for text, answer in answers if answer != wanted[text]] == []
