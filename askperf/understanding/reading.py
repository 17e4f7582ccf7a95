"""A question as the rules of composition see it: its clauses, words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from askperf.query import Mention
from askperf.understanding.linking import Linker
from askperf.values import field, frozen

# A short question is all question; a longer one has background in it.
SHORT = 48
_SPEAKER = 5  # words within which a speaker is named
_SPEECH = ("询问动词", "听闻动词")
_PREDICATES = frozenset("vadzil")  # jieba: verbs, adjectives, adverbs, states, idioms
_BREAKS = frozenset("，,。！？!?；;：:…()")
_STOPS = frozenset("。！？!?；;…")
# Senses that no rule but a lookup takes up.
_PLAIN = frozenset(
    ("alias", "term", "weak", "filler", "ask", "measure", "attribute", "own", "unit")
)
_CONTENT = ("alias", "total", "term", "weak")
_FUNCTIONAL = (
    "filler", "ask", "measure", "attribute", "section", "level", "op", "bound",
    "relation", "ordinal", "dialogue", "own", "quantity", "unit", "year", "background",
    "meta", "comparator", "punctuation",
)  # fmt: skip


def is_required(mention: Mention) -> bool:
    """A word that a row must explain: it means something of the form and only that."""
    if mention.has("alias") or mention.has("total"):
        return True
    return mention.has("term") and not mention.has("filler") and not mention.has("weak")


def _only_total(mention: Mention) -> bool:
    return mention.has("total") and not (mention.has("alias") or mention.has("term"))


def is_unknown(mention: Mention) -> bool:
    """A word that nothing explains."""
    return not mention.senses


def dimensions(mentions: Sequence[Mention], linker: Linker) -> frozenset[str]:
    """What the asked number measures: by measure words, by 几 + unit, by what is counted."""
    found: set[str] = set()
    for index, mention in enumerate(mentions):
        found.update(mention.values("measure"))
        if mention.has("total"):
            found.add("money")
        if mention.has("ask", "number") or mention.has("op", "count"):
            found.update(_asked_dimension(mentions, index, linker))
    return frozenset(found)


def _asked_dimension(mentions: Sequence[Mention], index: int, linker: Linker) -> set[str]:
    """The dimension of the longest unit wording at 几 / 多少 (几 + 个 + 人 is 人).

    Without a unit: 上访的人有多少 counts what stands before, 多少律师 what follows.
    """
    lexicon = linker.lexicon
    asking = mentions[index].text
    cuts = range(1, len(asking))
    wording = next((asking[cut:] for cut in cuts if lexicon.unit(asking[cut:])), "")
    unit = lexicon.unit(wording)
    following = mentions[index + 1 : index + 4]
    for mention in following:
        wording += mention.text
        unit = lexicon.unit(wording) or unit
        if not (mention.has("filler") or mention.has("unit") or mention.has("weak")):
            break
    if unit is not None:
        return {unit.dimension}
    before = [m for m in mentions[:index] if not m.has("filler") or m.has("filler", "时间")][-1:]
    if not following and before and (unit := lexicon.unit(before[0].text)) is not None:
        return {unit.dimension}
    if following and is_required(following[0]) and not following[0].has("measure"):
        return {"people", "items", "cases", "times"}
    return set()


@frozen(slots=False)
class Reading:
    """The question in focus: `mentions` without background, `spoken` with it.

    `asked` overrides the dimensions that the words give.
    """

    text: str
    spoken: tuple[Mention, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[str, ...]
    linker: Linker = field(repr=False)
    asked: frozenset[str] = frozenset()

    def has(self, kind: str, *values: str) -> bool:
        """Does any mention in focus have a sense of that kind (and one of the values)?"""
        return any(mention.has(kind, *values) for mention in self.mentions)

    def values(self, kind: str) -> tuple[str, ...]:
        """Distinct values of a kind, in order."""
        found = (value for mention in self.mentions for value in mention.values(kind))
        return tuple(dict.fromkeys(found))

    @cached_property
    def content(self) -> tuple[Mention, ...]:
        """Mentions that name something."""
        return tuple(m for m in self.mentions if any(s.kind in _CONTENT for s in m.senses))

    @cached_property
    def required(self) -> tuple[Mention, ...]:
        """Words that the answer's rows must explain; a total is one only by itself."""
        found = tuple(m for m in self.mentions if is_required(m))
        named = tuple(m for m in found if not _only_total(m))
        return named or found

    @cached_property
    def required_and_weak(self) -> tuple[Mention, ...]:
        """Required mentions and general words, in order."""
        return tuple(m for m in self.mentions if m in self.required or m.has("weak"))

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Words in focus that nothing explains, and that an answer must not pass over."""
        odd = (
            m.text
            for i, m in enumerate(self.mentions)
            if is_unknown(m) or self._stray_unit(i) or self._is_role(i)
        )
        return tuple(dict.fromkeys(odd))

    def _is_role(self, index: int) -> bool:
        """老师 is an address at the beginning, and somebody in 老师培训几次."""
        mention = self.mentions[index]
        if not mention.has("background", "称呼"):
            return False
        after = self.mentions[index + 1] if index + 1 < len(self.mentions) else None
        polite = after is None or after.has("filler", "礼貌", "代词") or after.has("punctuation")
        return not (polite and all(m.has("filler") for m in self.mentions[:index]))

    def _stray_unit(self, index: int) -> bool:
        """A measure word of other things (册, 辆) that measures nothing here."""
        mention = self.mentions[index]
        unit = self.linker.lexicon.unit(mention.text) if mention.has("unit") else None
        asked = index > 0 and self.mentions[index - 1].has("ask", "number")
        return unit is not None and unit.dimension == "other" and not asked

    @cached_property
    def quantities(self) -> tuple[Mention, ...]:
        """Numbers that the question is about; 四项任务 and 精确到0.01 only describe."""
        return tuple(
            m for i, m in enumerate(self.mentions) if m.has("quantity") and not self._describes(i)
        )

    def _describes(self, index: int) -> bool:
        """A count of the rows meant (四项重点任务, 两条指标, 三项之和), or a precision."""
        mention = self.mentions[index]
        before = self.mentions[index - 1] if index else None
        if before is not None and (
            before.has("filler", "精确") or before.has("ask", "which") or before.has("op", "each")
        ):
            return True
        unit = self.linker.lexicon.unit(mention.unit)
        if unit is None or unit.dimension != "items":
            return False
        following = [
            m
            for m in self.mentions[index + 1 :]
            if is_required(m) or not (m.has("punctuation") or m.has("filler"))
        ][:1]
        counts_rows = mention.text[-1] in self.linker.lexicon.counting.row_counters
        return self._near_rows(index, 3) or (counts_rows and any(is_required(m) for m in following))

    def _near_rows(self, index: int, reach: int) -> bool:
        after = _up_to_pause(self.mentions[index + 1 : index + 1 + reach])
        before = _up_to_pause(self.mentions[max(0, index - 2) : index][::-1])
        near = (*before, *after)
        return any(
            m.has("section")
            or m.has("level")
            or m.has("op", "sum", "rest", "each", "grade", "topic")
            or m.has("attribute")
            for m in near
        )

    @cached_property
    def ordinals(self) -> tuple[Mention, ...]:
        """Mentions such as 第三项, 最后一个, 前两名."""
        return tuple(m for m in self.mentions if m.has("ordinal"))

    @cached_property
    def dimensions(self) -> frozenset[str]:
        """What the asked number measures; empty if the question leaves it open."""
        return self.asked or dimensions(self.mentions, self.linker)

    @cached_property
    def is_plain(self) -> bool:
        """Does it only name a row and ask for its number? No operation can be meant."""
        words = [m for m in self.mentions if not m.has("punctuation", "?", "？", "。")]
        return bool(
            self.required
            and not self.quotes
            and "score" not in self.dimensions
            and all(s.kind in _PLAIN for m in words for s in m.senses)
            and not self.has("ask", "which", "yesno", "how", "where")
            and not self.has("attribute", "line", "quote")
        )

    def groups(self, boundary: Callable[[Mention], bool]) -> list[list[Mention]]:
        """Mentions between boundaries, empty groups left out."""
        groups: list[list[Mention]] = [[]]
        for mention in self.mentions:
            if boundary(mention):
                groups.append([])
            else:
                groups[-1].append(mention)
        return [group for group in groups if group]


def _up_to_pause(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions before the first break; quotes and brackets are none."""
    found: list[Mention] = []
    for mention in mentions:
        if mention.has("punctuation", *_BREAKS):
            break
        if not mention.has("punctuation"):
            found.append(mention)
    return found


def clauses(mentions: Iterable[Mention], breaks: frozenset[str]) -> list[list[Mention]]:
    """Mentions cut at punctuation; the mark stays with the clause before it."""
    found: list[list[Mention]] = [[]]
    for mention in mentions:
        found[-1].append(mention)
        if mention.has("punctuation", *breaks):
            found.append([])
    return [clause for clause in found if clause]


def focus(mentions: Sequence[Mention], length: int) -> tuple[Mention, ...]:
    """The clauses that ask; background is recognised, not ignored by luck.

    Background is a clause with a background wording (我是…, 听说…) that asks nothing,
    or, in a long text, a sentence or clause that asks nothing and holds words that
    nothing explains.
    """
    everything = clauses(mentions, _BREAKS)
    kept = [c for c in everything if not _is_background(c)]
    if not any(_says_something(clause) for clause in kept):
        kept = everything
    kept = [_without_speaker(clause) for clause in _last_sentence(kept)]
    if length > SHORT:
        kept = _narrow(kept)
    kept = [c for c in kept if not _is_aside(c)] if _answerable(kept) else kept
    if not any(is_required(m) for clause in kept for m in clause):
        told = [c for c in everything if _is_background(c) and any(map(is_required, c))]
        kept = [*told[-1:], *kept]
    return tuple(mention for clause in kept for mention in clause)


def _asking_sentences(kept: list[list[Mention]]) -> list[list[list[Mention]]]:
    """The sentences, as clauses, that ask something."""
    sentences: list[list[list[Mention]]] = [[]]
    for clause in kept:
        sentences[-1].append(clause)
        if clause[-1].has("punctuation", *_STOPS):
            sentences.append([])
    return [s for s in sentences if any(m.has("ask") for c in s for m in c)]


def _last_sentence(kept: list[list[Mention]]) -> list[list[Mention]]:
    """The last sentence by itself, where it alone asks, and names what it asks of."""
    asking = _asking_sentences(kept)
    return asking[0] if len(asking) == 1 and _answerable(asking[0]) else kept


def _answerable(kept: Sequence[Sequence[Mention]]) -> bool:
    """Is there a clause that both asks and names something, all of it known?"""
    return any(
        any(m.has("ask") for m in clause)
        and any(is_required(m) for m in clause)
        and not any(map(is_unknown, clause))
        for clause in kept
    )


def _is_aside(clause: Sequence[Mention]) -> bool:
    """我都看糊涂了, 怕被人坑: nothing of the form, nothing asked, no unknown thing named.

    An unknown noun may restrict the question (法官的，培训几次), so it stays, unless
    the speaker talks of himself.
    """
    if any(m.has("ask") or m.has("scope") or _names_something(m) for m in clause):
        return False
    unknown = [m for m in clause if is_unknown(m)]
    if not unknown:
        return False
    announces = clause[-1].has("punctuation", ":") and any(map(_is_verb, clause))
    own = any(m.has("filler", "代词") for m in clause)
    return announces or own or all(m.pos[:1] in _PREDICATES for m in unknown)


def _is_verb(mention: Mention) -> bool:
    return mention.has("filler", *_SPEECH, "泛指动词") or mention.pos[:1] == "v"


def _without_speaker(clause: list[Mention]) -> list[Mention]:
    """读者问, 同事让我查: who asks is no part of what is asked."""
    for index, mention in enumerate(clause[:_SPEAKER]):
        if is_required(mention) or mention.has("ask") or mention.has("section"):
            break
        speaks = mention.has("filler", *_SPEECH)
        if speaks and index and any(map(is_unknown, clause[:index])):
            return clause[index:]
    return clause


def _names_something(mention: Mention) -> bool:
    kinds = ("alias", "term", "total", "section", "level", "attribute", "measure", "quantity")
    return any(mention.has(kind) for kind in (*kinds, "ordinal", "op", "year"))


def _is_background(clause: Sequence[Mention]) -> bool:
    asks = any(m.has("ask") for m in clause)
    if any(m.has("background") for m in clause):
        return not asks or any(m.has("background", "撇开") for m in clause)
    if not any(m.has("op", "exclude") for m in clause) or asks:
        return False
    if clause[0].has("op", "exclude") and clause[0].has("background"):
        return True
    return any(m.has("scope", "other-body", "other-place") for m in clause) or (
        clause[-1].has("punctuation", ")")
    )


def _says_something(clause: Sequence[Mention]) -> bool:
    return any(not m.has("filler") and not m.has("punctuation") for m in clause)


def _narrow(kept: list[list[Mention]]) -> list[list[Mention]]:
    """In a long text: the last asking sentence, less clauses that explain nothing."""
    asking = _asking_sentences(kept)
    if not asking:
        return kept
    sentence = asking[-1]
    narrowed = [
        clause
        for clause in sentence
        if any(m.has("ask") for m in clause) or not any(map(is_unknown, clause))
    ]
    asks = [clause for clause in narrowed if any(m.has("ask") for m in clause)]
    if asks and not any(is_required(m) for clause in asks for m in clause):
        first = sentence.index(asks[0])  # 那项，安排了好多钱: what it is stands before
        named = [c for c in sentence[:first] if any(map(is_required, c))]
        return [*named[-1:], *asks]
    if sum(len(c) for c in narrowed) > 40 and any(
        is_required(m) for clause in asks for m in clause
    ):
        return asks
    return narrowed
