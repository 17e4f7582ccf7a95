"""What the conversation says. The names of commands are in `commands`."""

from __future__ import annotations

PROMPT = "问> "
CONTINUATION = "  … "
OPENING_FORM = "{department}，{year} 年：{tasks} 项任务，{indicators} 条指标。每个数都注明出处。"
TRY = "可以这样问，输入编号就行："
KEYS = "/帮助 看命令；Tab 补全（拼音、首字母也行）；Ctrl-D 离开。"
BYE = "再见。"
LEAVE_HINT = "要离开请按 Ctrl-D，或输入 /退出"
BAR_FORM = "{department} {year} 年"
BAR_READ = "上一问：{reading}"
BAR_START = "/帮助 看命令"
SEARCH_HEAD, SEARCH_TAIL = "找问过的“", "”："

# Numbered choices.
CHOOSE_ROW = "要问哪一行？输入编号："
CHOOSE_NEAR = "可以改问，输入编号："
CHOOSE_LISTED = "想看哪一项？输入编号："
CHOOSE_FORM = "换哪一张？输入编号："
CHOSEN = "→ {label}"
CHOSEN_ROW = "{label}（第 {line} 行）"
NO_NUMBERS = "现在没有可选的编号；如果 {number} 是要查的数，请写成一句话，如 哪一项是{number}。"
NO_SUCH_NUMBER = (
    "没有第 {number} 个选项，请输入 1 到 {last}；"
    "如果 {number} 是要查的数，请写成一句话，如 哪一项是{number}。"
)

# Typical questions that fit any form of the family; rows and topics fill the rest.
QUESTIONS = (
    "哪项任务花钱最多",
    "全部任务有哪些",
    "重点任务一共多少钱",
    "所有任务加起来多少钱",
    "质量指标有几个",
    "列出所有质量指标",
    "要求100%的指标有哪些",
    "有没有满意度指标",
    "这张表有什么问题",
    "你能回答什么",
)
ROW_QUESTIONS = {
    "overview": "{name}是多少",
    "key-tasks": "{name}拟投入多少",
    "other-tasks": "{name}拟投入多少",
    "indicators": "{name}的指标值是多少",
}
WORDED_QUESTION = "{name}是什么"
TOPIC_QUESTIONS = ("{topic}预算多少", "哪些指标提到{topic}")

# What completions are, beside them in the menu.
KIND_TOPIC = "{count} 行提到"
KIND_QUESTION = "问法"
KIND_DEPARTMENT = "部门"
KIND_NAMESAKES = "{section}，{count} 行同名"

# The headings of the form, in the order of its columns.
TASK_HEADINGS = ("序号", "名称", "主要实施内容", "期望达到的目标", "拟投入金额({unit})")
INDICATOR_HEADINGS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "三级指标解释",
    "对比符号",
    "指标值",
    "计量单位",
)
BLANK = "（空）"
SOURCE_HEAD = "{section}，原文第 {line} 行（{row}）"
MARK, NO_MARK = "> ", "  "
MARK_MEANS = "“>”标出的是回答里用到的数。"
NOTHING_ASKED = "还没有问过问题；先问一个，再看{what}。"
NO_SOURCES = "上一个回答没有引用表里的任何一行。"

TABLE_NUMBER, TABLE_NAME, TABLE_AMOUNT = "编号", "名称", "金额"
TABLE_EXPLANATION, TABLE_TARGET = "解释", "指标值"
NO_ROWS = "这张表里没有{section}。"
BUDGET_OVERVIEW, BUDGET_TASKS = "整体（{unit}）", "各项任务（{unit}）"
BUDGET_NOTE = "条的长短只在同一组里可比。"
BUDGET_NONE = "这张表里没有金额。"

FORMS = "一共 {count} 张表，现在是第 {current} 张。"
ONE_FORM = "现在只有这一张表：{title}（编号 {form}）。要加表，见 askperf build --help。"
NO_SUCH_FORM = "没有叫“{name}”的表；/表 看全部。"
SEVERAL_FORMS = "有 {count} 张表都叫“{name}”："
SAME_FORM = "现在就是这张表。"

NEW = "好，从头开始。前面说过的不再接着算。"
EXPORTED = "已把 {count} 轮问答写到 {path}。"
EXPORT_NAME = "askperf-{form}.md"
EXPORT_TITLE = "问答记录：{title}"
EXPORT_EXISTS = "{path}：已经有这个文件，没有覆盖；请换个名字。"
EXPORT_FAILED = "{path}：写不进去（{reason}）；请换个路径。"
EXPORT_NOTHING = "还没有问答可以导出；先问一个问题。"
EXPORT_SOURCES = "出处"

SETTING = "{name}：{state}。{meaning}"
SETTING_STATES = {True: "开", False: "关"}
SETTING_WORDS = {"开": True, "on": True, "关": False, "off": False}
SETTING_HINT = "改法：/设置 名字 开（或关）。下次打开还是这样。"
NO_SETTING = "没有“{name}”这个设置；可以设的有：{names}。"
NO_STATE = "设置“{name}”只能是开或关；请写 /设置 {name} 开，或 /设置 {name} 关。"
COMPLETION, SUGGESTION, SOURCES, STEPS = "补全", "建议", "出处", "过程"
SETTINGS = {
    COMPLETION: "打字时列出可以接着写的词",
    SUGGESTION: "用灰字提示整句（按 → 接受）",
    SOURCES: "每个回答后面写出依据和理解",
    STEPS: "每个回答后面列出是怎么理解、怎么查的",
}
SETTINGS_OFF = (STEPS,)

UNKNOWN = "没有命令“{typed}”{near}；全部命令见 /帮助。"
UNKNOWN_NEAR = "，相近的有 {names}"
HELP_HEAD = "直接打字就是提问，可以接着上一问说，如：那目标呢。命令有："
HELP_KEYS = (
    "键：Tab 补全，→ 接受灰字，↑↓ 翻看问过的，Ctrl-R 往回找，"
    "Ctrl-C 清空这一行，Ctrl-D 离开。粘贴的几行算一个问题；以空格开头的不记入历史。"
)
NO_ARGUMENT = "{name} 后面不用写什么；如果这是问题，请去掉前面的“/”。"

NO_HISTORY_FILE = "{path}：历史记不下来（{reason}），这次只记在内存里。"
WITH_QUESTION = "选项 {name} 要和问题写在一起，如 askperf {name} 法律援助预算多少。"
FAULT = "程序内部出错（{kind}）；这一问没有答成，可以接着问别的，并请把它报告给维护者。"
