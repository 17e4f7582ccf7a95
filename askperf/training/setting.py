"""What training works with: the shipped form, its language, and engines with trial models."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from askperf.facts import Form
from askperf.folding import fold
from askperf.knowledge import Knowledge, shipped_directory
from askperf.lexicon import Lexicon
from askperf.training.examples import Example
from askperf.understanding.alignment import Alignment
from askperf.understanding.assembly import own_names
from askperf.understanding.associations import Model, Table
from askperf.understanding.engine import Engine
from askperf.understanding.model_store import Trained, Trees
from askperf.understanding.overlap import FormIndex
from askperf.understanding.parser import Parser
from askperf.understanding.segmentation import Token
from askperf.understanding.sounds import Sounds
from askperf.understanding.warrant import Warrant
from askperf.values import frozen
from askperf.yamlfile import load_yaml

UNTRAINED = Trained(
    Model(
        (),
        Table((), ""),
        Table((), ""),
        Alignment((), ()),
        Table(("not_found",), ""),
        0.0,
        {},
        Table(("lean",), ""),
    ),
    {},
    {},
    Warrant((), 0.0),
    Trees((), (), 0.0),
    0.5,
    0.5,
)


@frozen()
class Spoken:
    """An example as it is heard, and the words that it is cut into."""

    example: Example
    text: str
    words: tuple[str, ...]


class Setting:
    """The shipped form and language, without any knowledge of this machine's user."""

    def __init__(self) -> None:
        knowledge = Knowledge((shipped_directory(),))
        self.form: Form
        self.lexicon: Lexicon
        self.form, self.lexicon = knowledge.load(knowledge.default_form())
        self._segmenter = knowledge.segmenter()
        self.dictionary = self._segmenter.dictionary.path
        # The form's own names say nothing of other forms: there they restrict. What any form
        # calls itself (本部门, 年度) are words like others.
        alone = [name for name in self.lexicon.own["names"] if name[0] + name[-1] == "{}"]
        names = own_names(self.form, alone)
        self._own = {token.text for name in names for token in self._segmenter.cut(name)}
        self._readings = knowledge.readings
        self.sounds = Sounds(knowledge.readings)
        wordings = load_yaml(shipped_directory() / "language" / "training.yaml")
        self.particle = str(wordings["particle"])
        self.narrowing = tuple(map(str, wordings["narrowing"]))
        self.aside = tuple(map(str, wordings["aside"]))
        self.spared = frozenset(map(str, wordings["spared"]))  # sources

    @cached_property
    def _parser(self) -> Parser:
        return self.engine(UNTRAINED).parser

    @property
    def index(self) -> FormIndex:
        """What of a text stands in the form."""
        return self._parser.reader.index

    def cut(self, text: str) -> list[str]:
        """The words of a cell's text."""
        return [token.text for token in self._segmenter.cut(fold(text))]

    def tokens(self, text: str) -> list[Token]:
        """The words of a question."""
        return self._segmenter.cut(fold(text))

    def engine(self, trained: Trained) -> Engine:
        """The stages of understanding with some model."""
        return Engine(self.form, self.lexicon, self._segmenter, self._readings, trained)

    def hear(self, examples: Sequence[Example]) -> list[Spoken]:
        """The examples as they are heard, which takes no model."""
        found = []
        for example in examples:
            text = self._parser.hearing.hear(example.text).text
            words = sorted({token.text for token in self._segmenter.cut(text)} - self._own)
            found.append(Spoken(example, text, tuple(words)))
        return found
