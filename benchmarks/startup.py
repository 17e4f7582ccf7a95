"""Start-up of a one-shot answer, in multiples of `python -c pass` of the same run.

    python benchmarks/startup.py [ROUNDS]

Install askperf first (`pip install .`, which compiles it), and run this with that
environment's Python: a checkout that compiles its .pyc anew would be measured instead.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
QUESTION = "法律援助预算多少"


def seconds(command: list[str]) -> float:
    """Wall time of one run. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=HERE)
    return time.perf_counter() - start


def main() -> None:
    """Interleave the commands, so that a busy moment of the machine hits all alike."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    python = sys.executable
    commands = {
        "python -c pass": [python, "-c", "pass"],
        f"askperf {QUESTION}": [str(Path(python).with_name("askperf")), QUESTION],
        "plain script (jieba defaults + yaml + rapidfuzz)": [python, "plain.py", QUESTION],
    }
    for command in commands.values():
        seconds(command)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(seconds(command))
    unit = statistics.median(taken["python -c pass"])
    print(f"median of {rounds} runs; 1x = {unit * 1000:.1f} ms")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{median / unit:7.1f}x  {median * 1000:7.1f} ms  {name}")


if __name__ == "__main__":
    main()
