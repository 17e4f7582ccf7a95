"""Lines of a byte stream, as they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_MARK = b"\xef\xbb\xbf"


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines without their end, each as soon as it is there.

    They end at LF only (a CR before it belongs to the end), so a question may hold
    any other separator. A byte order mark at the very start is dropped.
    """
    for number, line in enumerate(stream):
        text = line.removesuffix(b"\n").removesuffix(b"\r")
        yield text.removeprefix(_MARK) if number == 0 else text
