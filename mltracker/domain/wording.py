"""How a typed question is brought to a form that two people asking the same thing share.

Short forms are spelled out, typing mistakes mended against known words, endings taken off, and what is asked about a
subject (why, the difference, how to prevent it) is told apart from the subject.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mltracker.domain.phrases import stem

LONGEST = 2_000
_TOKEN = re.compile(r"a/b|ci/cd|[^\W_]+(?:'[^\W_]+)?|[@#]")
_SEGMENT_END = re.compile(
    r"(?<=[.?!;:])\s+|,?\s(?:and|or)\s(?=(?:why|how|what|when|which|where|would|does|do|is|give|show)\b)|,\s",
    re.IGNORECASE,
)
_REMEMBERED = 50_000


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = _listed(
    """
    all a an the of in on at to for and or is are was were be been do does did you your i me my we our us it its
    this that these those with by from as so if then than can could would should will shall may might must
    have has had there here what which who whom how please some any into about not no give tell just also
    very really one ones get got make makes made let lets go up out explain describe define between versus
    difference use used using example examples when why where while because going want
    """
)
GENERIC_WORDS = _listed(
    """
    advantag disadvantag sql queri query model data machin learn problem work approach method techniqu thing differ type kind way step case good
    bad better best mani much larg small new look find need happen question ask answer time part process
    system real know think take say show come keep run train biggest recent value number set two three
    interview practic handl prevent detect choos evalu implement write code build creat explain compar task
    high low first last long short would always never ever common main import mean basic simpl well someth
    someon anyth each other more most less still wrong right featur algorithm
    """
)
_INTENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b"))
    for name, words in (
        ("compare", "difference|versus|or|improve on|better than|instead of|rather than"),
        ("why", "why|intuition"),
        (
            "when",
            "when (?:would|should|do|to|is|are|not|you|will|prefer)|prefer|in what situation|which would you",
        ),
        ("prevent", "prevent|handle|solve|cure|remedy|remedies|do about|counter|deal|you do|can be done"),
        (
            "detect",
            "detect|signs|symptoms|know (?:if|that|whether|when)|tell (?:if|whether|that)|debug|wrong",
        ),
        ("implement", "implement|code|write|program|from scratch|function"),
        ("derive", "derive|derivation|prove|proof|show (?:that|the)"),
        ("design", "design|architect|architecture of|build"),
        ("choose", "choose|tune|tuning|set the|how many|best number|optimal"),
        ("judge", "advantages?|disadvantages?|assumptions?|strengths?|weaknesses|trade off"),
        ("interpret", "interpret|interpretation|tell you|mean in"),
        ("evaluate", "evaluate|evaluation|measure|metrics?|good enough|how well"),
        ("compute", "calculate|compute|complexity|cost|memory|expected|how much|shape|size"),
        ("how", r"how (?:do|would|can|should|did|could) (?:you|we|i)|how to|ways to"),
        (
            "define",
            r"what is|what are|what does|define|explain|describe|meaning|overview|how (?:does|do|is|are|did) .*\b(?:work|learn|operate)s?|how (?:it|they|this) works?",
        ),
    )
)
# Endings, by what takes their place.
_ENDINGS = {
    ending: instead
    for instead, endings in (
        ("if", "ifications ification ifying ified ifier ifies ify"),
        ("iz", "izations ization izing izers izer ized izes ize"),
        (
            "",
            "ies y ations ation ating ated ates ate ators ator ative ities ity ments ment nesses ness ingly edly ings ing "
            "ions ion ive ed ers er es ly s e",
        ),
    )
    for ending in endings.split()
}
_ENDING_SIZES = sorted({len(ending) for ending in _ENDINGS}, reverse=True)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as compared: its words spelled out, their roots without stop words, and what it asks of them."""

    text: str
    roots: tuple[str, ...]
    intents: frozenset[str]


class Speller:
    """Spells out short forms and mends typing mistakes; what it knows grows with `learn`."""

    def __init__(self, abbreviations: Mapping[str, str], known: Iterable[str] = ()) -> None:
        self._short = {tuple(key.split()): tuple(value.split()) for key, value in abbreviations.items()}
        self._again = {key: value for key, value in self._short.items() if not set(key) <= set(value)}
        self._longest = max((len(key) for key in self._short), default=1)
        self._known: set[str] = set()
        self._roots: set[str] = set()
        self._by_letter: dict[str, list[str]] = {}
        self._mended: dict[str, str] = {}
        self.learn(known)
        self.learn(word for key, value in self._short.items() for word in (*key, *value))
        self.learn(STOP_WORDS)

    def learn(self, words: Iterable[str]) -> None:
        """Take these lower-case words as spelled right."""
        for word in words:
            if word not in self._known:
                self._known.add(word)
                self._roots.add(root(word))
                if len(word) >= 4 and word.isalpha():
                    self._by_letter.setdefault(word[0], []).append(word)
                    self._mended.clear()

    def words(self, text: str, *, mend: bool = True) -> list[str]:
        """The words of a text in lower case, short forms spelled out, typing mistakes mended."""
        plain = (
            unicodedata.normalize("NFKC", text[:LONGEST]).casefold().replace("’", "'").replace("'s ", " is ")
        )
        raw = [token.replace("'", "") for token in _TOKEN.findall(plain)]
        if mend:
            raw = [self._mend(word) for word in raw]
        spelled = self._spell_out(raw, self._short)
        return self._spell_out(spelled, self._again) if spelled != raw else spelled

    def _spell_out(self, raw: Sequence[str], short: Mapping[tuple[str, ...], tuple[str, ...]]) -> list[str]:
        words: list[str] = []
        at = 0
        while at < len(raw):
            for size in range(min(self._longest, len(raw) - at), 0, -1):
                long = short.get(tuple(raw[at : at + size]))
                if long is not None:
                    words += long
                    at += size
                    break
            else:
                words.append(raw[at])
                at += 1
        return words

    def _mend(self, word: str) -> str:
        if (
            len(word) < 4
            or not word.isalpha()
            or word in self._known
            or (root(word) != word and root(word) in self._roots)
        ):
            return word
        mended = self._mended.get(word)
        if mended is None:
            if len(self._mended) > _REMEMBERED:
                self._mended.clear()
            mended = self._mended[word] = self._nearest(word)
        return mended

    def _nearest(self, word: str) -> str:
        allowed = 1 if len(word) < 8 else 2
        near = process.extractOne(
            word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed
        )
        return near[0] if near is not None and abs(len(near[0]) - len(word)) <= allowed else word


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """A word without its ending, so that regularize, regularized and regularization are one."""
    if not word.isalpha() or len(word) < 4:
        return stem(word)
    for size in _ENDING_SIZES:
        instead = _ENDINGS.get(word[-size:])
        if instead is not None and len(word) - size >= 4 - len(instead):
            word = word[:-size] + instead
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def wording(words: Sequence[str]) -> Wording:
    """The compared form of words that a Speller gave."""
    text = " ".join(words)
    roots = tuple(dict.fromkeys(root(word) for word in words if word not in STOP_WORDS))
    return Wording(text, roots, frozenset(name for name, pattern in _INTENTS if pattern.search(text)))


def segments(text: str) -> list[str]:
    """The sentences of a prompt that say enough to be compared by themselves."""
    return [part for part in _SEGMENT_END.split(text.strip()[:LONGEST]) if len(part.split()) >= 2]
