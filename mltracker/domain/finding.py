"""Finding by a few letters: names however they are typed, and where in a text the words stand."""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from mltracker.domain.spelling import either_sharp, fold, spelled_out, without_e

Span = tuple[int, int]
# scores of a name, by how it matches what was typed; nearly so lies below all of them
SAME, BEGINS, HOLDS, WORDS, BEHIND, INITIALS, INSIDE, NEARLY = 100.0, 98.0, 95.0, 92.0, 88.0, 86.0, 82.0, 76.0
A_SLIP = 4.0
MOST_LETTERS = 200
MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")
_ALIKE = 65.0
_LAST = chr(0x10FFFF)
_LONGEST = 500
_LOOKED_AT = 60  # places of a long text
# letters of a word from which on one slip is forgiven, and two; a shorter one is soon another word
_FEW, _MANY = 5, 8


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain text on one line, and the stretches of it that match, as (start, length)."""

    text: str
    marks: tuple[Span, ...] = ()


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    plain = text.lower() if text.isascii() else fold(unicodedata.normalize("NFC", text))
    return _WORD.findall(plain)


def _compared(text: str) -> list[str]:
    """The words of a name as they are compared, however its ß is written."""
    return [word.replace("ß", "ss") for word in words_of(text)]


def _spelled_out(text: str) -> list[str]:
    """The words of a name with its umlauts spelled out; none where it has none."""
    spelled = _spelled(text)
    return _compared(spelled) if spelled else []


def _spelled(text: str) -> str:
    """A text with its umlauts spelled out; empty where it has none."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    spelled = spelled_out(composed)
    return spelled if spelled != composed else ""


def _ways(typed: str) -> list[list[str]]:
    """The words typed, and the same with their umlauts spelled out; none where there are none."""
    ways = [words_of(typed)[:MOST_WORDS], words_of(_spelled(typed))[:MOST_WORDS]]
    return [way for way in ways if way]


class Names:
    """Names to search, each with what stands behind it (a role, a company); better ones first where they match alike."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._titles: list[str] = []
        self._joined: list[str] = []
        self._initials: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._behind: dict[str, list[int]] = {}
        for place, (name, behind) in enumerate(names):
            title = _compared(name)
            # with a space before each word, so that the beginning of a word is found by searching for text
            self._titles.append(f" {' '.join(title)}")
            self._joined.append("".join(title))
            self._initials.append("".join([word[0] for word in title]))
            for word in dict.fromkeys(title + _spelled_out(name)):
                self._places.setdefault(word, []).append(place)
            for word in dict.fromkeys(_compared(behind) + _spelled_out(behind)):
                self._behind.setdefault(word, []).append(place)
        self._words, self._words_behind = sorted(self._places), sorted(self._behind)

    def best(self, typed: str, limit: int, *, nearly: bool = True) -> list[tuple[int, float]]:
        """Positions and scores of the names that match, best first.

        First letters, pieces of words and what is written nearly so only count where no name matches as typed, and only
        if `nearly`: they are right for names, and chance in sentences.
        """
        typed = typed[:MOST_LETTERS]
        wanted = _compared(typed)[:MOST_WORDS]
        if not wanted:
            return []
        spelled = _spelled_out(typed)[:MOST_WORDS]
        # a loose accent behind an umlaut parts the word, but not the letters that stand for it
        ways = [wanted, spelled] if len(spelled) == len(wanted) else [wanted]
        found = self._as_typed(ways, limit)
        if not found and nearly:
            found = self._inside(wanted) or self._nearly(wanted)
        return heapq.nsmallest(limit, found, key=_order)

    def _as_typed(self, ways: list[list[str]], limit: int) -> list[tuple[int, float]]:
        """Names of which every word typed begins a word; one of what stands behind them only if there are too few."""
        wanted = list(zip(*ways, strict=True))
        in_title = [_having(forms, self._words, self._places) for forms in wanted]
        starts = [f" {' '.join(way)}" for way in ways]
        found = [(place, _score(self._titles[place], starts)) for place in set.intersection(*in_title)]
        if len(found) < limit:
            anywhere = [
                of | _having(forms, self._words_behind, self._behind)
                for forms, of in zip(wanted, in_title, strict=True)
            ]
            found += [
                (place, BEHIND)
                for place in set.intersection(*anywhere).difference(place for place, _ in found)
            ]
        return found

    def _inside(self, wanted: list[str]) -> list[tuple[int, float]]:
        """Names whose first letters were typed, or that hold it all when nobody minds the spaces."""
        letters = "".join(wanted)
        if len(letters) < 2:
            return []
        found = {place: INITIALS for place, first in enumerate(self._initials) if first.startswith(letters)}
        if len(letters) > 2:
            for place, title in enumerate(self._titles):
                if letters in title or self._joined[place].startswith(letters):
                    found.setdefault(place, INSIDE)
        return list(found.items())

    def _nearly(self, wanted: list[str]) -> list[tuple[int, float]]:
        """Names of which every word typed begins a word, but for a slip or two."""
        costs = []
        for typed in wanted:
            anywhere = _having((typed,), self._words, self._places) | _having(
                (typed,), self._words_behind, self._behind
            )
            cost = dict.fromkeys(anywhere, 0) or self._slips(typed)
            if not cost:
                return []
            costs.append(cost)
        return [
            (place, NEARLY - A_SLIP * sum(cost[place] for cost in costs))
            for place in min(costs, key=len)
            if all(place in cost for cost in costs)
        ]

    def _slips(self, typed: str) -> dict[int, int]:
        """Names with a word that begins nearly like what was typed, and the number of slips."""
        found: dict[int, int] = {}
        for known, places in ((self._words, self._places), (self._words_behind, self._behind)):
            for word, slips in sorted(_nearly(typed, known).items(), key=lambda pair: -pair[1]):
                found.update(dict.fromkeys(places[word], slips))
        return found


def _having(forms: Iterable[str], words: Sequence[str], places: Mapping[str, Sequence[int]]) -> set[int]:
    """The names that have a word beginning like one of these; the words are sorted."""
    found: set[int] = set()
    for start in forms:
        first = bisect_left(words, start)
        begun = words[first : bisect_left(words, start + _LAST, first)]
        found.update(chain.from_iterable(places[word] for word in begun))
    return found


def _nearly(typed: str, known: Sequence[str]) -> dict[str, int]:
    """Words that begin nearly like what was typed, and the number of slips."""
    most = (len(typed) >= _FEW) + (len(typed) >= _MANY)
    found: dict[str, int] = {}
    if most:
        words = [word for word in known if len(word) >= len(typed) - most]
        for length in range(len(typed) - most, len(typed) + most + 1):
            starts = [word[:length] for word in words]
            for _, slips, at in process.extract_iter(typed, starts, scorer=OSA.distance, score_cutoff=most):
                found[words[at]] = min(int(slips), found.get(words[at], most))
    return found


def _score(title: str, starts: Sequence[str]) -> float:
    """How well a title matches of which every word typed begins a word; `starts` is what was typed behind a space."""
    if any(map(title.startswith, starts)):
        return SAME if title in starts else BEGINS
    return HOLDS if any(start in title for start in starts) else WORDS


def alike(name: str, names: Sequence[str], limit: int) -> list[int]:
    """Positions of the names that look most like one, the most alike first; none that hardly do."""
    folded = [" ".join(words_of(other)) for other in names]
    found = process.extract(
        " ".join(words_of(name)), folded, scorer=fuzz.WRatio, limit=limit, score_cutoff=_ALIKE
    )
    return [place for _, _, place in found]


def marks(text: str, typed: str, *, letters: bool = False) -> tuple[Span, ...]:
    """Where the words typed begin words of a text; else where they stand inside; else, if asked, letter by letter.

    The text is taken as it is; one that is not composed is only marked where its letters are plain.
    """
    ways = _ways(typed[:MOST_LETTERS])
    folded = fold(text)
    if not ways:
        return ()
    found = _words_in(folded, ways)
    if not found and not text.isascii():
        found = _words_in(folded, [[without_e(word) for word in ways[0]]])
    return found or (_letters(folded, "".join(ways[0])) if letters else ())


def _words_in(folded: str, ways: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    together = _alternatives([" ".join(way) for way in ways])
    whole = re.search(rf"(?<![^\W_]){together}", folded)
    if whole is not None:
        return (_span(whole),)
    each = _alternatives([word for way in ways for word in way])
    if found := [_span(match) for match in re.finditer(rf"(?<![^\W_]){each}", folded)]:
        return tuple(found)
    inside = re.search(together, folded)
    return (_span(inside),) if inside is not None else ()


def _span(match: re.Match[str]) -> Span:
    return match.start(), match.end() - match.start()


def marked(text: str, typed: str, *, letters: bool = False) -> Marked:
    """A name or sentence on one line, with the words typed marked in it."""
    line = unicodedata.normalize("NFC", _SPACES.sub(" ", text[:_LONGEST]).strip())
    return Marked(line, marks(line, typed, letters=letters))


def snippet(texts: Iterable[str], typed: str, room: int) -> Marked | None:
    """The stretch of some texts, at most `room` characters, where most of the words typed stand; None where none does.

    Words before the last are whole ones, the last may be begun only, as the index reads them.
    """
    ways = _ways(typed)
    if not ways:
        return None
    composed = [unicodedata.normalize("NFC", text) for text in texts]
    return _snippet(composed, ways, room) or _snippet(composed, [[*map(without_e, ways[0])]], room)


def _snippet(texts: Iterable[str], ways: Sequence[Sequence[str]], room: int) -> Marked | None:
    pattern = _in_text(ways)
    best, most = None, 0
    for text in texts:
        places = {hit.start(): hit.group() for hit in islice(pattern.finditer(fold(text)), _LOOKED_AT)}
        if len(set(places.values())) > most:
            best, most = (text, places), len(set(places.values()))
    if best is None:
        return None
    line = _stretch(best[0], _densest(best[1], room), room)
    return Marked(line, tuple(map(_span, pattern.finditer(fold(line)))))


def _in_text(ways: Sequence[Sequence[str]]) -> re.Pattern[str]:
    sharp = [[either_sharp(re.escape(word)) for word in way] for way in ways]
    whole = [rf"{word}(?![^\W_])" for way in sharp for word in way[:-1]]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([*whole, *(way[-1] for way in sharp)])})")


def _alternatives(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(either_sharp(re.escape(word)) for word in longest_first)})"


def _densest(places: dict[int, str], room: int) -> int:
    """Of the places of words the one after which most different words stand close together; the first of several."""
    if len(set(places.values())) == 1:
        return min(places)
    reach = room * 2 // 3
    return max(places, key=lambda at: (len({w for p, w in places.items() if at <= p < at + reach}), -at))


def _stretch(text: str, at: int, room: int) -> str:
    """About `room` characters around a place on one line, cut at spaces where there are some near."""
    start = max(0, at - room // 4)
    if start:
        start = next((place + 1 for place in range(start, at) if text[place].isspace()), start)
    end = min(len(text), start + room)
    if end < len(text):
        end = next((place for place in range(end, end - 20, -1) if text[place].isspace()), end)
    line = _SPACES.sub(" ", text[start:end]).strip()
    return ("… " if start else "") + line + (" …" if text[end:].strip() else "")


def _letters(folded: str, wanted: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    at = 0
    for letter in wanted:
        at = folded.find(letter, at)
        if at < 0:
            return ()
        if spans and sum(spans[-1]) == at:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        else:
            spans.append((at, 1))
        at += 1
    return tuple(spans)


def _order(found: tuple[int, float]) -> tuple[float, int]:
    return -found[1], found[0]
