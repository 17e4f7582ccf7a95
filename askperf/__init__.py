"""askperf: ask a department's budget performance form in plain Chinese.

from askperf import Assistant
print(Assistant().ask("法律援助预算多少").text)
"""

from askperf.answer import Answer
from askperf.assistant import Assistant, Session
from askperf.errors import AskperfError
from askperf.knowledge import load_knowledge

__all__ = ["Answer", "AskperfError", "Assistant", "Session", "load_knowledge"]
