"""The words of a typed question: short forms spelled out, typing mistakes mended, endings taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mltracker.domain.phrases import stem
from mltracker.domain.spelling import fold

LONGEST = 2_000
_TOKEN = re.compile(r"a/b|ci/cd|[^\W_]+(?:'[^\W_]+)?|#")
_REMEMBERED = 50_000
_VOWELS = frozenset("aeiouy")
_ALIKE = (frozenset("sz"), frozenset("sc"), frozenset("ck"))


_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
} | {"zero": "0"}
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")


def digits(text: str) -> str:
    """Number words as digits, except one, which mostly counts nothing."""
    return _NUMBER.sub(lambda match: _NUMBERS[match.group()], text)


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
# Endings, by what takes their place.
_ENDINGS = {
    ending: instead
    for instead, endings in (
        ("if", "ifications ification ifying ified ifier ifies ify"),
        (
            "is",
            "izations ization izing izers izer ized izes ize isations isation ising isers iser ised ises ise",
        ),
        ("ys", "yzing yzers yzer yzed yzes yze ysing ysers yser ysed yses yse ysis"),
        (
            "",
            "ies y ations ation ating ated ates ate ators ator ative ities ity ments ment nesses ness ingly edly ings ing "
            "ions ion ive ed ers er es ly s e",
        ),
    )
    for ending in endings.split()
}
# British spellings, other than of endings
_AMERICAN = {
    "behaviour": "behavior",
    "catalogue": "catalog",
    "centre": "center",
    "centring": "centering",
    "colour": "color",
    "defence": "defense",
    "favour": "favor",
    "flavour": "flavor",
    "grey": "gray",
    "honour": "honor",
    "judgement": "judgment",
    "labour": "labor",
    "licence": "license",
    "neighbour": "neighbor",
    "programme": "program",
}
_BRITISH = re.compile("|".join(_AMERICAN))
_ENDING_SIZES = sorted({len(ending) for ending in _ENDINGS}, reverse=True)


class Speller:
    """Spells out short forms and mends typing mistakes; what it knows grows with `learn`."""

    def __init__(
        self, abbreviations: Mapping[str, str], known: Iterable[str] = (), sound: Container[str] = ()
    ) -> None:
        """`known` words are spelled right and may be meant by others; those of `sound` roots are only spelled right."""
        self._sound = sound
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
        """The words of a text in lower case without accents, short forms spelled out, typing mistakes mended."""
        plain = (
            fold(unicodedata.normalize("NFKC", text[:LONGEST]).casefold())
            .replace("’", "'")
            .replace("'s ", " is ")
            .replace("@", " at ")
        )
        raw = [token.replace("'", "") for token in _TOKEN.findall(plain)]
        if mend:
            raw = [self._mend(word) for word in raw]
        spelled = self._spell_out(raw, self._short)
        if spelled != raw:
            spelled = self._spell_out(spelled, self._again)
        return [_NUMBERS.get(word, word) for word in spelled]

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
        if len(word) < 4 or not word.isalpha() or word in self._known or root(word) in self._sound:
            return word
        mended = self._mended.get(word)
        if mended is None:
            if len(self._mended) > _REMEMBERED:
                self._mended.clear()
            mended = self._mended[word] = self._nearest(word)
        return mended

    def _nearest(self, word: str) -> str:
        inflected = root(word) != word and root(word) in self._roots
        words = self._by_letter.get(word[0], ())
        for found, _, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=5):
            if _is_slip(word, found) and (not inflected or root(found) == root(word)):
                return found
        return word


def _is_slip(typed: str, meant: str) -> bool:
    """Whether one is easily typed for the other: letters swapped, doubled or dropped, one vowel for another.

    Most other changes make another English word (draft and drift, ages and aces), so they are no slips.
    """
    if len(typed) == len(meant):
        pairs = [{a, b} for a, b in zip(typed, meant, strict=True) if a != b]
        return len(pairs) == 2 or (len(typed) > 5 and (pairs[0] <= _VOWELS or pairs[0] in _ALIKE))
    short, long = sorted((typed, meant), key=len)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return long[at] == long[at - 1] or (len(short) > 4 and at < len(short))


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """A word without its ending, so that regularize, regularised and regularization are one."""
    if not word.isalpha() or len(word) < 4:
        return stem(word)
    word = _BRITISH.sub(lambda british: _AMERICAN[british.group()], word)
    for size in _ENDING_SIZES:
        instead = _ENDINGS.get(word[-size:])
        if instead is not None and len(word) - size >= 4 - len(instead):
            word = word[:-size] + instead
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


GENERIC_WORDS = frozenset(
    root(word)
    for word in _listed(
        """
        advantage disadvantage sql query model data machine learn problem work approach method technique
        thing differ type kind way step case good bad better best many much large small new look find
        need happen question ask answer time part process system real know think take say show come keep
        run train biggest recent value number set two three interview practice handle prevent detect
        evaluate implement write code build create explain compare task avoid fix stop reduce deal treat
        tackle mitigate pick select decide spot notice distinguish contrast purpose reason benefit help
        matter cause affect effect point drawback downside upside pros cons limit useful asked they them
        their over both whether tried try wanted suppose assume given however often high low first last
        long short would always never ever common main important mean basic simple well something someon
        anything each other more most less still wrong right feature algorithm role play strategy option
        worthwhile possible several different various key concept idea term definition detail brief
        overview consequence situation scenario choose understand issue sort sense stuff lots proper
        properly exactly actual actually usual usually typical major certain specific general
        """
    )
)
