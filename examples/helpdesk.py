"""工单进，带出处的答复或“转人工”出：一行一张工单，一直用同一个 askperf batch 子进程。

用法：python examples/helpdesk.py < 工单.txt

答得出的，答复里带着原文的行；答不出的、子进程出了问题的，都转人工，绝不猜。
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from typing import Any

_PATIENCE = 10  # 秒；正常一问只要几毫秒
_COMMAND = ["askperf", "batch"]


class Desk:
    """一个 askperf batch 子进程；它若意外退出，下一张工单会另起一个。"""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def ask(self, question: str) -> dict[str, Any] | None:
        """问一个问题，得到回答的 JSON；问不成时得到 None。"""
        try:
            child = self._running()
            assert child.stdin is not None
            child.stdin.write(json.dumps({"question": question}).encode() + b"\n")
            child.stdin.flush()
            ready, _, _ = select.select([child.stdout], [], [], _PATIENCE)
            assert child.stdout is not None
            return dict(json.loads(child.stdout.readline())) if ready else self._give_up()
        except (OSError, ValueError):
            return self._give_up()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            self._child = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._child

    def _give_up(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def close(self) -> None:
        """关掉输入，等子进程自己结束。"""
        if self._child is not None:
            self._child.communicate()


def reply(answer: dict[str, Any] | None) -> str:
    """给来信人的答复；不能由表里的原文支持的，一律转人工。"""
    if answer is None or "error" in answer:
        return "转人工：自动答复出了问题"
    if answer["status"] == "not_found":
        return f"转人工：{answer['answer']}"
    if answer["status"] == "ambiguous":
        return f"{answer['text']}\n（请回复要问的是哪一项）"
    return str(answer["text"])


def main() -> None:
    """逐行读工单，逐张答复。"""
    desk = Desk()
    for line in sys.stdin:
        if line.strip():
            print(reply(desk.ask(line.strip())), end="\n\n", flush=True)
    desk.close()


if __name__ == "__main__":
    main()
