"""Any text → the character forms the lexicon and the forms are written in.

Nothing is guessed here: compatibility forms, invisible and control characters,
radicals, traditional characters and stray spaces are different ways to write the
same words. Each change of substance is noted.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from askperf.folding import fold, is_han, respaced
from askperf.lexicon import CharacterTables
from askperf.values import frozen

# Past this length a question is background; its beginning and end are kept.
MAX_LENGTH = 2_000
HARD_LIMIT = 200_000
CUT = "note.cut"  # a note: only the ends of a long text are read
_WITHIN = ".,．，"  # of a number
_CLAUSE = 4  # characters between spaces that may be a clause
_ENDS = frozenset("0123456789%％")  # of a number
_PAIR = 2
_SEVERAL, _WORD = 3, 2  # pieces of a list, and characters of one

# Compiled by `re` when a question first needs it.
_ANSI = r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])"
_TAGS = r"</?[a-zA-Z][^<>]{0,200}>"
_SPACED = r"(?:[\u3400-\u9fff][-_.·~*|/]){3,}[\u3400-\u9fff]"
_SPACERS = str.maketrans("", "", "-_.·~*|/")
_MARKS = r"([^\w\s.])\1{2,}"  # ？？？ says no more than ？ does
_FLOOD = r"(?s)(.{1,6}?)\1{7,}"


@frozen()
class Normalized:
    """A question in the lexicon's character forms, and what was changed on the way.

    `notes` are names of templates of the responses.

    `flooded`: nothing but one wording repeated; there is no question in it.
    """

    text: str
    notes: tuple[str, ...] = ()
    flooded: bool = False


def normalize(text: str, tables: CharacterTables) -> Normalized:
    """The question in the forms of the lexicon. Never fails; quick on megabytes."""
    notes = []
    if len(text) > HARD_LIMIT:
        text = text[: HARD_LIMIT // 2] + text[-HARD_LIMIT // 2 :]
    if "\x1b" in text:
        text = re.sub(_ANSI, "", text)
    if "<" in text:
        text = re.sub(_TAGS, "。", text).lstrip("。")  # a sentence ends where there was one
    text = re.sub(_MARKS, _one_mark, text)
    flooded = False
    if len(text) > 60:
        squeezed = re.sub(_FLOOD, _once, text)
        if len(squeezed) < len(text):
            notes.append("note.flood")
            flooded = len(squeezed) <= 8 and len(squeezed) * 8 <= len(text)
            text = squeezed
    if len(text) > MAX_LENGTH:
        notes.append(CUT)
        text = ends_of(text, MAX_LENGTH // 2, MAX_LENGTH // 2)
    text = _expand_circled(text, tables)
    text = fold(_paused("".join(map(_visible, text)), tables.measures))
    text = "".join(tables.radicals.get(char, char) for char in text)
    if not _is_simplified(text):
        table = tables.traditional()
        simplified = "".join(table.get(char, char) for char in text)
        if simplified != text:
            notes.append("note.traditional")
            text = simplified
    return Normalized(_close_up(text), tuple(notes), flooded)


def _once(match: re.Match[str]) -> str:
    """What is repeated, once; all of what may be a number: 1000000000 is not 10."""
    return match[0] if any(map(str.isnumeric, match[1])) else match[1]


def _one_mark(match: re.Match[str]) -> str:
    """A mark once; between digits with a gap, since 3,,,,000 is not 3,000."""
    text, before, behind = match.string, match.start() - 1, match.end()
    digits = before >= 0 and text[before].isdecimal() and text[behind : behind + 1].isdecimal()
    return f"{match[1]} " if digits else match[1]


def ends_of(text: str, head: int, tail: int) -> str:
    """So many characters of the beginning and the end; a number that a cut falls into is left
    out whole, as half of it would be another one.
    """
    end, start = head, len(text) - tail
    while end > 0 and _is_inside(text, end):
        end -= 1
    while start < len(text) and _is_inside(text, start):
        start += 1
    return f"{text[:end]}。{text[start:]}"


def _is_inside(text: str, at: int) -> bool:
    return all(char.isnumeric() or char in _WITHIN for char in text[at - 1 : at + 1])


def _visible(char: str) -> str:
    """The character, or what it amounts to on paper: nothing, a space, a pause."""
    if char == "\n":
        return "，"
    if char in "\t\r\x85\u2028\u2029":
        return " "
    return "" if unicodedata.category(char)[0] == "C" else char


def _paused(text: str, measures: tuple[str, ...]) -> str:
    """我哥刚放出来 帮教这项批了多少: a space between clauses is a pause, as phones are typed on;
    so are those of a list (普法 法考 公证处 各多少), but not of letters or of the words of a short
    question (普法 预算 多少), nor between a number and what it counts (超过 20 万吗).
    """
    pieces = text.split()
    sizes = [len(piece) for piece in pieces]
    several = len(pieces) > _SEVERAL or (len(pieces) == _SEVERAL and max(sizes) > _CLAUSE)
    shortest = _WORD if several and min(sizes) >= _WORD else _CLAUSE

    def gap(left: str, right: str) -> str:
        whole = is_han(left[-1]) or (several and left[-1] in _ENDS)  # 结案率99 普及率85
        whole = whole and not (left[-1].isdecimal() and right.startswith(measures))
        clauses = min(len(left), len(right)) >= shortest and whole and is_han(right[0])
        return "，" if clauses else " "

    return respaced(text, gap)


def _expand_circled(text: str, tables: CharacterTables) -> str:
    """⑤ is 第5项, and 第⑤项 stays one ordinal; ①法考考务 ②普法宣传 are told apart by them."""
    first, last = tables.ordinal
    if _enumerates(text, tables):
        return "".join("，" if c in tables.circled else c for c in text).replace(" ，", "，")
    out: list[str] = []
    for index, char in enumerate(text):
        digit = tables.circled.get(char)
        if digit is None:
            out.append(char)
            continue
        before = "" if text[index - 1 : index] == first else first
        after = "" if text[index + 1 : index + 2] in tables.counters else last
        out.append(f"{before}{digit}{after}")
    return "".join(out)


def _enumerates(text: str, tables: CharacterTables) -> bool:
    """Do ①, ② … stand ahead of clauses, in their order?"""
    found = [at for at, char in enumerate(text) if char in tables.circled]
    if len(found) < _PAIR or tables.ordinal[0] in text:
        return False
    numbers = [tables.circled[text[at]] for at in found]
    long = all(end - at > _CLAUSE for at, end in pairwise([*found, len(text)]))
    return long and numbers == [str(number) for number in range(1, len(found) + 1)]


def _is_simplified(text: str) -> bool:
    """GB 2312 holds simplified characters only; encoding tells at C speed."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _close_up(text: str) -> str:
    """Take out what spaces letters: 基 本 支 出, 基-本-支-出."""
    if len(text.translate(_SPACERS)) < len(text):
        text = re.sub(_SPACED, lambda match: match[0].translate(_SPACERS), text)
    pieces = text.split(" ")
    single = sum(len(piece) == 1 for piece in pieces)
    has_han = any("\u3400" <= char <= "\u9fff" for char in text)
    if has_han and len(pieces) >= 4 and single * 10 >= len(pieces) * 7:
        return "".join(pieces)
    return text
