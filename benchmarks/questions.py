"""Warm latency and peak memory of one process over annotated questions.

python benchmarks/questions.py [FILE ...]     (default: those of tests/questions/)
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from pathlib import Path

from askperf import Assistant
from askperf.keeping.questions import load_questions

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions"
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


def conversations(paths: list[Path]) -> list[list[str]]:
    """The questions of each conversation, in order. Raises AskperfError."""
    return [[*question.before, question.text] for question in load_questions(paths)]


def ask_all(assistant: Assistant, asked: list[list[str]]) -> list[tuple[float, str]]:
    """(seconds, question) of each question, sessions apart."""
    taken = []
    for questions in asked:
        session = assistant.session()
        for question in questions:
            start = time.perf_counter()
            session.ask(question)
            taken.append((time.perf_counter() - start, question))
    return taken


def main() -> None:
    """Ask everything twice, measure the second time; print median, p95 and the slowest."""
    tables = (path for path in QUESTIONS.glob("*.*") if path.stem != "known_failures")
    asked = conversations([Path(name) for name in sys.argv[1:]] or sorted(tables))
    assistant = Assistant()
    ask_all(assistant, asked)
    gc.collect()
    taken = sorted(ask_all(assistant, asked))
    times = [seconds * 1000 for seconds, _ in taken]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    print(f"{len(times)} questions, warm: median {statistics.median(times):.2f} ms,", end=" ")
    print(f"p95 {times[int(len(times) * 0.95)]:.2f} ms, slowest {times[-1]:.2f} ms")
    print(f"peak memory {memory:.1f} MB")
    for seconds, question in taken[-3:]:
        print(f"{seconds * 1000:8.2f} ms  {question[:60]}")


if __name__ == "__main__":
    main()
