"""From the published text to rows: all of it, each cell once, or one clear sentence."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import FORM, oracle

from askperf.errors import AskperfError
from askperf.facts import Form
from askperf.ingestion.build import build, build_compiled, build_facts, structure
from askperf.ingestion.layout import load_layout
from askperf.ingestion.parser import HEADER, Placement, parse_form
from askperf.ingestion.reader import read_text, split_lines
from askperf.ingestion.store import load_facts, render_facts
from askperf.knowledge import Knowledge, shipped_directory
from askperf.understanding.segmentation import import_jieba

KNOWLEDGE = shipped_directory()
PUBLISHED = KNOWLEDGE / "forms" / f"{FORM}.txt"
TITLE = "揭阳市市直2021年部门整体支出预算绩效目标表"
# Of the text as it was published; whoever corrects a typo in it falsifies the source.
SHA256 = "af98ddc0127fc26b4823abfc6dd3b51fd3413ec2f6b9299c65b82cb00b17c819"
LAYOUT = load_layout(KNOWLEDGE / "layouts" / "guangdong-municipal.yaml")
ORACLE = oracle()
TEXT_CELLS = ("text", "content", "goal", "level1", "level2", "explanation")


def parse(text: str) -> tuple[Form, tuple[Placement, ...]]:
    return parse_form(split_lines(text), LAYOUT, FORM, "表.txt")


# The form as it is


def test_the_published_text_is_kept_byte_for_byte() -> None:
    assert hashlib.sha256(PUBLISHED.read_bytes()).hexdigest() == SHA256


def test_rows_are_those_of_the_form_in_its_order(form: Form) -> None:
    assert [found.id for found in form.rows] == [wanted["id"] for wanted in ORACLE]


def test_the_form_knows_whose_it_is(form: Form) -> None:
    assert (form.id, form.department) == (FORM, "揭阳市司法局")
    assert (form.place, form.year) == ("揭阳市", 2021)
    assert form.title == TITLE


@pytest.mark.parametrize("wanted", [pytest.param(w, id=w["id"]) for w in ORACLE])
def test_a_row_holds_what_the_text_says(form: Form, wanted: Mapping[str, Any]) -> None:
    found = form.row(wanted["id"])
    quantity = found.quantity
    said = {"id": found.id, "name": found.name, "line": found.source.line}
    if quantity is not None:
        said |= {"value": quantity.literal, "unit": quantity.unit}
        said |= {} if quantity.bound is None else {"bound": quantity.bound}
        assert quantity.value == Decimal(wanted["value"])
    if found.is_blank:
        said["blank"] = True
    said |= {cell: getattr(found, cell) for cell in TEXT_CELLS if getattr(found, cell)}
    assert said == wanted


@pytest.mark.parametrize("wanted", [pytest.param(w, id=w["id"]) for w in ORACLE])
def test_a_row_is_born_with_its_source(form: Form, wanted: Mapping[str, Any]) -> None:
    source = form.row(wanted["id"]).source
    lines = PUBLISHED.read_bytes().decode("utf-8").split("\n")
    assert (source.form, source.row) == (FORM, wanted["id"])
    assert source.quote in lines[wanted["line"] - 1]
    for cell in ("value", *TEXT_CELLS):
        assert wanted.get(cell, "") in source.quote


def test_a_row_is_found_by_its_short_and_its_full_id(form: Form) -> None:
    assert form.row(f"{FORM}/key-tasks/2") is form.row("key-tasks/2")
    assert form.row("key-tasks/2").full_id == f"{FORM}/key-tasks/2"


# Nothing is lost


def accounted(text: str, form: Form, placements: tuple[Placement, ...]) -> None:
    """Every non-blank cell is a header or a cell of exactly one row, which quotes it."""
    owners = {(p.line, p.column): p.owner for p in placements}
    assert max(Counter((p.line, p.column) for p in placements).values()) == 1
    for number, line in enumerate(text.split("\n"), start=1):
        for column, cell in enumerate(line.split("\t")):
            if not cell.strip():
                continue
            owner = owners[number, column]
            if owner != HEADER:
                assert cell.strip() in form.row(owner).source.quote


def known_headers() -> set[str]:
    """Everything that the layout says is a header, but the title."""
    headers = {*LAYOUT.group_labels, *LAYOUT.fields, *LAYOUT.task_labels, LAYOUT.indicator_heading}
    return headers | {*LAYOUT.task_columns, *LAYOUT.indicator_columns}


def test_every_cell_of_the_text_is_a_header_or_belongs_to_one_row() -> None:
    text = read_text(PUBLISHED)
    accounted(text, *parse(text))


def test_what_counts_as_header_is_known_to_the_layout() -> None:
    text = read_text(PUBLISHED)
    form, placements = parse(text)
    cells = [line.split("\t") for line in text.split("\n")]
    headers = {cells[p.line - 1][p.column].strip() for p in placements if p.owner == HEADER}
    assert headers - {form.title} <= known_headers()


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_text_is_told_or_nothing_of_it_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    lines = read_text(PUBLISHED).split("\n")
    for _ in range(chance.randint(1, 3)):
        number = chance.randrange(len(lines))
        cells = lines[number].split("\t")
        at = chance.randrange(len(cells))
        chance.choice(
            (
                lambda cells=cells, at=at: cells.pop(at),
                lambda cells=cells, at=at: cells.insert(at, "多出来的字"),
                lambda cells=cells, at=at: cells.insert(at, ""),
                lambda cells=cells, at=at: cells.__setitem__(at, ""),
            )
        )()
        lines[number] = "\t".join(cells)
    text = "\n".join(lines)
    try:
        found = parse(text)
    except AskperfError as error:
        assert is_one_clear_sentence(str(error), "表.txt")
    else:
        accounted(text, *found)


# Damage of other kinds is coped with by rule


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def all_lines_shifted(text: str) -> str:
    return "\n\n\t\t\n" + text


COPED = {
    "空行使行号都变了": all_lines_shifted,
    "每行以 CRLF 结尾": lambda text: text.replace("\n", "\r\n"),
    "部门名称的值就在标签右边": replaced(
        "揭阳市司法局\t\t\t\t\t\n部门名称\t", "部门名称\t揭阳市司法局"
    ),
    "别的行也丢了行首制表符": replaced("\t5\t村级信访", "5\t村级信访"),
    "丢了制表符的行又有了": replaced("3\t普法宣传", "\t3\t普法宣传"),
    "没有分页，表头不重复": replaced("\n其他需完成任务\t4", "\n\t4"),
    "分页在别的地方": replaced("\n\t6\t一村", "\n其他需完成任务\t6\t一村"),
    "重点任务表也分页": replaced("\n\t3\t强化依法治市", "\n\n年度重点工作任务\t3\t强化依法治市"),
    "分页把整个表头重复了一遍": replaced(
        "01-产出指标\t01-数量指标\t培训次数\t组织专项",
        "部门履职的整体绩效指标\n01-产出指标\t01-数量指标\t培训次数\t组织专项",
    ),
    "格子里有空格": replaced("基本支出\t2289.69", " 基本支出 \t 2289.69 "),
}  # fmt: skip


@pytest.mark.parametrize("damage", COPED)
def test_damage_that_the_rules_cope_with(damage: str) -> None:
    published = read_text(PUBLISHED)
    text = COPED[damage](published)
    form, placements = parse(text)
    accounted(text, form, placements)
    assert form.rows == parse(published)[0].rows


BLANKED = [
    ("基本支出\t2289.69", "基本支出\t", "overview/basic-expenditure"),
    ("\t136", "\t", "key-tasks/2"),
    (">=\t160\t件", ">=\t\t件", "indicators/21"),
]


@pytest.mark.parametrize(("old", "new", "row_id"), BLANKED)
def test_an_empty_cell_is_kept_as_blank_and_is_not_zero(old: str, new: str, row_id: str) -> None:
    found = parse(replaced(old, new)(read_text(PUBLISHED)))[0].row(row_id)
    assert found.is_blank
    assert found.quantity is None


# Texts that can't be structured


def is_one_clear_sentence(said: str, file: str) -> bool:
    """What is wrong, where, what to do; on one line, whatever the cells it quotes hold."""
    unquoted = re.sub("“.*?”", "“”", said)
    one_line = "\n" not in said and unquoted.endswith("。") and unquoted.count("。") == 1
    return one_line and file in said and bool(re.search("；请.", unquoted))


# (what is wrong, change to the published text, line or None, parts of the sentence)
Broken = tuple[str, Callable[[str], str], int | None, list[str]]
BROKEN: list[Broken] = [
    ("空文件", lambda text: "", None, ["部门名称"]),
    ("不是表", lambda text: "今天天气很好\n明天也好", 1, ["今天天气很好", "标题"]),
    ("没有标题", replaced(TITLE, ""), 5, ["揭阳市司法局", "标题"]),
    ("只有开头", lambda text: "\n".join(text.split("\n")[:16]), None, ["其他需完成任务"]),
    ("没有指标表", lambda text: text.split("部门履职")[0], None, ["三级指标"]),
    ("金额不是数", replaced("\t42.84", "\t四十多"), 23, ["四十多", "一个数"]),
    ("金额带负号", replaced("\t42.84", "\t-42.84"), 23, ["-42.84", "一个数"]),
    ("人数不是数", replaced("\t133\t", "\t约130\t"), 7, ["约130", "一个数"]),
    ("指标值不是数", replaced(">=\t160\t件", ">=\t若干\t件"), 51, ["若干", "一个数"]),
    ("对比符号不认识", replaced("=\t500\t", "≈\t500\t"), 39, ["≈", "对比符号"]),
    ("序号跳了", replaced("\t5\t村级信访", "\t6\t村级信访"), 23, ["村级信访", "序号 5"]),
    ("序号重了", replaced("\t2\t刑满释放", "\t1\t刑满释放"), 19, ["刑满释放", "序号 2"]),
    ("任务少一格", replaced("。\t42.84", "。42.84"), 23, ["村级信访", "拟投入金额"]),
    ("任务多一格", replaced("\t42.84", "\t42.84\t另附"), 23, ["村级信访", "5 格"]),
    ("任务没有名称", replaced("\t5\t村级信访调解专项工作\t", "\t5\t\t"), 23, ["序号 5"]),
    ("指标少一格", replaced(">=\t160\t件", ">=\t160"), 51, ["法律援助事项", "7 格"]),
    ("指标多一格", replaced(">=\t160\t件", ">=\t160\t件\t注"), 51, ["法律援助事项", "7 格"]),
    ("指标没有名称", replaced("指标\t办理法律援助事项数量\t", "指标\t\t"), 51, ["7 格"]),
    ("多了一行话", replaced("\n部门履职", "\n（续表见下页）\n部门履职"), 27, ["续表见下页"]),
    ("概况里有不认识的标签", replaced("项目支出\t", "项目经费\t"), 10, ["项目经费", "标签"]),
    ("概况少一项", replaced("其他资金", ""), None, ["其他资金", "0 次"]),
    ("概况重复一项", replaced("其他资金", "财政拨款"), None, ["财政拨款", "2 次"]),
    ("表头跑到别的表里", replaced("\t2\t优化", "其他需完成任务\t2\t优化"), 14, ["其他需完成任务"]),
    ("悬着的值没有标签", replaced("部门名称\t\t\t\t\t\n", ""), 5, ["揭阳市司法局"]),
    ("别的年份别的表", replaced("绩效目标表", "绩效自评表"), 3, ["绩效自评表", "标题"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "line", "parts"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN]
)
def test_a_text_that_cant_be_structured_gets_one_clear_sentence(
    change: Callable[[str], str], line: int | None, parts: list[str], tmp_path: Path
) -> None:
    path = tmp_path / f"{FORM}.txt"
    path.write_text(change(read_text(PUBLISHED)), encoding="utf-8", newline="")
    with pytest.raises(AskperfError) as raised:
        structure(path, (KNOWLEDGE,))
    said = str(raised.value)
    assert is_one_clear_sentence(said, str(path))
    assert line is None or f"第 {line} 行" in said, said
    assert all(part in said for part in parts), said


UNREADABLE = [
    ("gbk.txt", "揭阳市".encode("gbk"), "UTF-8"),
    ("UPPER.txt", PUBLISHED.read_bytes(), "小写"),
    ("有空格 的名字.txt", PUBLISHED.read_bytes(), "小写"),
    ("binary.txt", bytes(range(256)), "UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "said"), UNREADABLE)
def test_a_file_that_is_no_text_of_a_form(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(AskperfError, match=said) as raised:
        structure(path, (KNOWLEDGE,))
    assert is_one_clear_sentence(str(raised.value), str(path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(AskperfError) as raised:
        structure(tmp_path / "no.txt", (KNOWLEDGE,))
    assert is_one_clear_sentence(str(raised.value), "no.txt")


def test_half_a_knowledge_base_is_never_written(tmp_path: Path) -> None:
    """One good text and one broken one: not even the good one is written."""
    for folder in ("layouts", "lexicon", "responses"):
        shutil.copytree(KNOWLEDGE / folder, tmp_path / folder)
    (tmp_path / "forms").mkdir()
    shutil.copy(PUBLISHED, tmp_path / "forms" / "a-good.txt")
    broken = read_text(PUBLISHED).replace("\t42.84", "\t四十多")
    (tmp_path / "forms" / "b-broken.txt").write_text(broken, encoding="utf-8")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(AskperfError, match="b-broken"):
        build(tmp_path, (tmp_path,), dictionary(), Knowledge.segmenter().words)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


# What is generated


def dictionary() -> Path:
    return Path(import_jieba().__file__).parent / "dict.txt"


def test_facts_survive_being_written_and_read(tmp_path: Path) -> None:
    form, _ = structure(PUBLISHED, (KNOWLEDGE,))
    path = tmp_path / "facts.yaml"
    path.write_text(render_facts(form), encoding="utf-8")
    loaded = load_facts(path)
    assert loaded == form
    assert [found.source for found in loaded.rows] == [found.source for found in form.rows]


def test_numbers_of_the_facts_are_strings_so_that_none_is_rounded() -> None:
    facts = (KNOWLEDGE / "facts" / f"{FORM}.yaml").read_text(encoding="utf-8")
    values = re.findall(r"^ +value: (.*)$", facts, re.MULTILINE)
    assert values
    assert all(re.fullmatch(r"'\d+(\.\d+)?'", value) for value in values)


@pytest.mark.parametrize("text", ["", "rows: 3", "form: a", "- 1", "form: a\nrows: [{id: x}]"])
def test_facts_that_are_none_are_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AskperfError) as raised:
        load_facts(path)
    assert is_one_clear_sentence(str(raised.value), str(path))


GENERATED = [
    f"facts/{FORM}.yaml",
    "compiled/lexicon.json",
    "compiled/jieba.json",
    f"compiled/forms/{FORM}.json",
]


@pytest.mark.parametrize("name", GENERATED)
def test_what_is_committed_is_what_build_makes(name: str) -> None:
    files = build_facts(KNOWLEDGE, (KNOWLEDGE,))
    if not name.startswith("facts"):
        files = build_compiled(KNOWLEDGE, (KNOWLEDGE,), dictionary(), Knowledge.segmenter().words)
    fresh = files[KNOWLEDGE / name] == (KNOWLEDGE / name).read_text(encoding="utf-8")
    assert fresh, f"{name} is out of date: askperf build"  # no diff of megabytes


HIDDEN = [("转义", "\x1b[31m", "U+001B"), ("翻转", "\u202e", "U+202E"), ("退格", "\b", "U+0008")]


@pytest.mark.parametrize(("text", "said"), [pytest.param(*case[1:], id=case[0]) for case in HIDDEN])
def test_a_text_holds_nothing_that_nobody_sees(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "form.txt"
    path.write_text(f"一行\n普法{text}宣传\n", encoding="utf-8")
    with pytest.raises(AskperfError, match=f"第 2 行有看不见的字符（{re.escape(said)}）"):
        read_text(path)
