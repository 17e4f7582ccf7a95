"""What Latin letters spell: whole questions, parts of them, and what is no Chinese."""

from __future__ import annotations

import pytest

from askperf import Assistant

SPELLED = [
    ("pufa xuanchuan yao hua duoshao qian", "普法宣传要花多少钱"),
    (
        "cunji xinfang tiaojie zhuanxiang gongzuo gei le duoshao wan",
        "村级信访调解专项工作给了多少万",
    ),
    ("falv yuanzhu shixiang zui shao yao ban duoshao jian", "法律援助事项最少要办多少件"),
    ("gongzhengyuan qu sheng ting peixun yao ji ci", "公证员去省厅培训要几次"),
    ("sifaju xiangmu zhichu shi ji wan", "司法局项目支出是几万"),
    ("falu yuanzhu gei le duoshao qian", "法律援助给了多少钱"),  # ü typed as u
    ("fǎlǜ yuánzhù yùsuàn duōshao", "法律援助预算多少"),
    ("zheng fu gu wen lv shi you ji ge ren", "政府顾问律师有几个人"),
    ("pufaxuanchuanduoshaoqian", "普法宣传多少钱"),
    # numbers and characters among letters
    ("pufa xuanchuan chaoguo 20 wan ma", "普法宣传超过20万吗"),
    ("普法 xuanchuan 多少钱", "普法 宣传 多少钱"),
    # what nobody asked about stays, sooner than become a word that says something else
    ("jiedu renyuan bangfu yusuan duoshao", "jiedu人员帮扶预算多少"),
    ("xiaofang peixun duoshao qian", "消防培训多少钱"),
    # what is no Chinese stays
    ("please", "please"),
    ("change", "change"),
    ("KPI是多少", "kpi是多少"),
    ("法律援助预算 thanks", "法律援助预算 thanks"),
]


@pytest.mark.parametrize(("typed", "heard"), SPELLED, ids=[typed for typed, _ in SPELLED])
def test_letters_are_spelled_out(assistant: Assistant, typed: str, heard: str) -> None:
    assert assistant.engine.parser.hearing.hear(typed).text.strip() == heard


def test_what_was_spelled_out_is_said(assistant: Assistant) -> None:
    heard = assistant.engine.parser.hearing.hear("普法 xuanchuan 多少钱")
    assert heard.corrected == (("xuanchuan", "宣传"),)
