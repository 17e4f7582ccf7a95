"""The conversation on a terminal: start-up to its prompt, and a keystroke's completion.

    python benchmarks/repl.py [ROUNDS]

Start-up is given in multiples of `python -c pass` of the same run, with the shipped form
and with 200 forms; targets: 25x, and 20 ms at the 95th percentile of a keystroke.
"""

from __future__ import annotations

import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from askperf.interfaces.cli import run
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.completion import TalkCompleter, TalkSuggest, prepare, with_forms
from askperf.interfaces.repl.conversation import Conversation
from askperf.interfaces.repl.matching import Entry, Index
from askperf.interfaces.repl.vocabulary import Vocabulary
from askperf.knowledge import Knowledge, load_knowledge, shipped_directory

FORMS = 200
TYPED = (
    "法律援助预算多少", "falvyuanzhu", "flyz", "请问社区矫正对象信息化核查多少人", "shequjiaozheng",
    "那tjcgl要达到多少", "caizhenggongyang", "重点任务一共多少钱", "yicunyifalvguwen", "培训次数",
    "zhishichanquan", "这句话里没有一个词是表里的", "sssssssssssssss", "aaaaaaaaaaaaaaa",
    "/chuchu", "/表 sifaju", "/表 揭阳",
)  # fmt: skip


def until_prompt(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from the start of a command in a terminal to its prompt."""
    prompt = texts.PROMPT.strip().encode()
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], command, environment)
    shown = b""
    while prompt not in shown:
        if not select.select([terminal], [], [], 20)[0]:
            sys.exit(f"no prompt within 20 seconds: {shown!r}")
        shown += os.read(terminal, 65536)
    taken = time.perf_counter() - start
    os.write(terminal, b"\x04")
    os.close(terminal)
    os.waitpid(child, 0)
    return taken


def pass_time() -> float:
    """Seconds of `python -c pass`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - start


def many_forms(root: Path) -> Knowledge:
    """The shipped form and enough others of its size, no two with a name in common."""
    shipped = shipped_directory()
    published = (shipped / "forms" / "jieyang-sfj-2021.txt").read_text(encoding="utf-8")
    (root / "forms").mkdir(parents=True)
    for number in range(FORMS - 1):
        mark = chr(0x4E00 + 7 * number)
        text = published.replace("揭阳", f"{mark}阳").replace("2021年部门", "2020年部门")
        for word in ("法律", "社区", "调解", "宣传", "培训", "公证", "考试", "行政", "政府"):
            text = text.replace(word, f"{mark}{word}")
        path = root / "forms" / f"city{number:03d}-sfj-2020.txt"
        path.write_text(text, encoding="utf-8")
    silent = os.open(os.devnull, os.O_WRONLY)
    kept = os.dup(1)
    os.dup2(silent, 1)
    status = run(["build", f"--knowledge={root}"])
    os.dup2(kept, 1)
    if status:
        sys.exit("the made-up forms could not be built")
    return load_knowledge(root)


def keystrokes(complete: Callable[[str], object]) -> list[float]:
    """Milliseconds of each keystroke of each line that is typed."""
    taken = []
    for line in TYPED:
        for length in range(1, len(line) + 1):
            re.purge()  # what is typed is typed once
            start = time.perf_counter()
            complete(line[:length])
            taken.append((time.perf_counter() - start) * 1000)
    return taken


def of_conversation(knowledge: Knowledge) -> Callable[[str], object]:
    """What a keystroke sets off in a conversation: completions and the greyed rest."""
    talk = Conversation(knowledge, "jieyang-sfj-2021", lambda question, answer: None)
    prepared = with_forms(talk, prepare(talk))
    completer = TalkCompleter(talk, lambda: prepared, lambda: 80)
    suggest = TalkSuggest(talk, lambda: prepared)
    buffer = Buffer()

    def complete(typed: str) -> object:
        document = Document(typed)
        event = CompleteEvent(text_inserted=True)
        completions = list(completer.get_completions(document, event))
        return completions, suggest.get_suggestion(buffer, document)

    return complete


def of_everything(knowledge: Knowledge) -> Callable[[str], object]:
    """A harder case: one index over the words and questions of all forms."""
    from askperf import Assistant

    def entries() -> Iterator[Entry]:
        for form in knowledge.form_ids:
            yield from Vocabulary(Assistant(form, knowledge)).entries()

    return Index(entries(), knowledge.readings).find


def main() -> None:
    """Print start-up and keystrokes, with one form and with many."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    askperf = str(Path(sys.executable).with_name("askperf"))
    with tempfile.TemporaryDirectory() as scratch:
        many = many_forms(Path(scratch) / "knowledge")
        plain = os.environ | {"TERM": "xterm", "XDG_STATE_HOME": scratch}
        starts = {
            "one form": plain | {"ASKPERF_HOME": f"{scratch}/none"},
            f"{FORMS} forms": plain | {"ASKPERF_HOME": f"{scratch}/knowledge"},
        }
        unit: list[float] = []
        taken: dict[str, list[float]] = {name: [] for name in starts}
        for _ in range(rounds):
            unit.append(pass_time())
            for name, environment in starts.items():
                taken[name].append(until_prompt([askperf, "--form=jieyang-sfj-2021"], environment))
        one = statistics.median(unit)
        print(f"start-up to the prompt, median of {rounds}; 1x = {one * 1000:.1f} ms")
        for name, times in taken.items():
            median = statistics.median(times)
            print(f"{median / one:7.1f}x  {median * 1000:7.1f} ms  {name}")
        cases = {
            "one form": of_conversation(load_knowledge()),
            f"{FORMS} forms": of_conversation(many),
            f"one index of all the words of {FORMS} forms": of_everything(many),
        }
        print("a keystroke's completion")
        for name, complete in cases.items():
            times = sorted(keystrokes(complete))
            p95 = times[int(len(times) * 0.95)]
            print(f"  median {statistics.median(times):6.2f} ms, p95 {p95:6.2f} ms,", end=" ")
            print(f"slowest {times[-1]:6.2f} ms  {name}")


if __name__ == "__main__":
    main()
