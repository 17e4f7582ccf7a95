"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from askperf.wholefile import append_line, replace_whole, write_new


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_of_that_name_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    replace_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.json"]


def test_on_a_full_disk_the_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        replace_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.json"]


def test_many_who_write_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    path, contents = tmp_path / "a.json", [bytes([n]) * 100_000 for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: replace_whole(path, content), contents))
    assert path.read_bytes() in contents
    assert names(tmp_path) == ["a.json"]


def test_a_new_file_replaces_none(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_new(path, b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"


def test_half_a_line_is_cut_off_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"one\n")
    descriptor, write = os.open(path, os.O_WRONLY | os.O_APPEND), os.write
    monkeypatch.setattr(os, "write", lambda to, line: write(to, line[:2]))
    with pytest.raises(OSError, match="space"):
        append_line(descriptor, b"two\n")
    os.close(descriptor)
    assert path.read_bytes() == b"one\n"
