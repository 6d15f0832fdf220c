"""The raw text of a job posting made plain: tags, entities, links, odd bullets and hard line breaks are taken off."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

LONGEST = 200_000

_HIDDEN = (("<script", "</script>"), ("<style", "</style>"), ("<head>", "</head>"), ("<!--", "-->"))
_HEADING_TAG = r"<h[1-6]\b[^<>]{0,500}>"
_BLOCK_TAG = r"</?(?:p|div|br|ul|ol|tr|table|section|article|header|footer|h[1-6]|hr|dl|dt|dd)\b[^<>]{0,500}>"
_ITEM_TAG = r"<(?:li|td)\b[^<>]{0,500}>"
_BOLD_LINE = r"<(?:strong|b|u)\b[^<>]{0,200}>([^<>]{2,80}?)</(?:strong|b|u)\s*>"
_TAG = r"</?[a-zA-Z][^<>]{0,500}>"
_ADDRESS = r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,80}(?:\.[\w-]{1,40})+"
_LINK = r"\[([^\[\]\n]{1,200})\]\([^()\s]{1,500}\)"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
_DENYING_BULLETS = "❌✗✘✖⛔🚫"
_FIRST_EMBLEM = "\U0001f300"
_SIGN = r"\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\ue000-\uf8ff\U0001f300-\U0001faff"
_BULLET = rf"\s*[•·●○◦▪▫■□▸►▶‣⁃{_SIGN}]+\ufe0f?\s*"
_FRAMED = r"^[ \t]*([-=*~#:<>|_+]{2,})[ \t]*(\w[^\n]{1,60}?)[ \t]*[-=*~#:<>|_+]{2,}[ \t]*$"
_LINE_BULLET = r"^\s*(?:[-*+–—>~]+|\(?[a-z]\)|o(?=\s))\s+"
_LINE_NUMBER = r"^\s*(?:\d{1,2}(?:\.\d{1,2}){1,2}[.)]?|\(?\d{1,2}[.)]|[A-Z]\d{1,2}[.)])\s+"
_DEGREE_DOTS = (
    r"\b(?:ph\.\s?d|m\.\s?sc|b\.\s?sc|m\.\s?s|b\.\s?s|m\.\s?a|b\.\s?a|b\.\s?tech|m\.\s?tech|b\.\s?eng)\b\.?"
)
_ABBREVIATION = r"\b(?:e\.\s?g|i\.\s?e|f\.\s?ex)\.?,?"
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "\u00a0": " ", "\t": " "})
_UNFINISHED = (",", " and", " or", " with", " of", " the", " a", " in", " to", " for")


@dataclass(slots=True)
class Line:
    """One line, without its bullet or number.

    `denied` is one whose bullet is a cross, `emblem` one that a picture leads in; `spaced` says that an empty line or a
    heading tag stood before it.
    """

    text: str
    bulleted: bool = False
    numbered: bool = False
    denied: bool = False
    emblem: bool = False
    spaced: bool = False


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, ignoring case; made when it is first needed, since starting the app needs none."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def compiled_lower(pattern: str) -> re.Pattern[str]:
    """The pattern for texts in lower case, which are searched three times as fast."""
    return re.compile(pattern)


def plain_text(text: str) -> str:
    """The text without tags, entities, links and invisible characters; block tags become line breaks."""
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        for start, end in _HIDDEN:
            text = _without(text, start, end)
        text = compiled(_HEADING_TAG).sub("\n\n# ", text)
        text = compiled(_BOLD_LINE).sub(r" **\1** ", text)
        text = compiled(_ITEM_TAG).sub("\n• ", text)
        text = compiled(_TAG).sub("", compiled(_BLOCK_TAG).sub("\n", text))
    text = compiled(_LINK).sub(r"\1", text).replace("\r\n", "\n").replace("\r", "\n")
    text = compiled(_INVISIBLE).sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))
    if "@" in text or "http" in text or "www." in text:
        text = compiled(_ADDRESS).sub(" ", text)
    text = compiled(_ABBREVIATION).sub("such as", compiled(_DEGREE_DOTS).sub("PhD", text))
    return compiled(r"[^\S\n]{2,}|[^\S\n ]").sub(" ", text)


def capitals_matter(text: str) -> bool:
    """Whether a text uses capitals as usual, so that CV and RAG differ from cv and rag."""
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    return letters > 0 and 0.008 < capitals / letters < 0.6


def lines_of(text: str) -> list[Line]:
    """The lines of a plain text, hard wraps mended; bullets within a line start lines of their own."""
    lines: list[Line] = []
    joinable = spaced = False
    for raw in text.split("\n"):
        if not raw.strip():
            joinable, spaced = False, True
            continue
        sign = raw.lstrip()[0]
        framed = compiled(_FRAMED).match(raw)
        for number, piece in enumerate(compiled(_BULLET).split(f"# {framed[2]}" if framed else raw)):
            line = _line(piece, bulleted=number > 0)
            if not line.text:
                continue
            line.denied, line.emblem = sign in _DENYING_BULLETS, number == 1 and sign >= _FIRST_EMBLEM
            line.spaced, spaced = spaced, False
            free = not (line.bulleted or line.numbered)
            if joinable and free and (line.text[0].islower() or lines[-1].text.endswith(_UNFINISHED)):
                lines[-1].text = f"{lines[-1].text} {line.text}"
            else:
                lines.append(line)
            joinable = not line.text.endswith((".", "!", "?", ":", ";")) and len(line.text) > 30
    return lines


def _line(piece: str, *, bulleted: bool) -> Line:
    text = compiled(_LINE_BULLET).sub("", piece)
    bulleted = bulleted or text != piece
    bare = compiled(_LINE_NUMBER).sub("", text)
    return Line(bare.strip(), bulleted, numbered=bare != text)


def _without(text: str, start: str, end: str) -> str:
    """The text without what stands from `start` to `end`; a start without an end stays."""
    lower, kept, at = text.lower(), [], 0
    if len(lower) != len(text):
        return text
    while (opened := lower.find(start, at)) >= 0 and (closed := lower.find(end, opened)) >= 0:
        kept.append(text[at:opened])
        at = closed + len(end)
    return "".join([*kept, text[at:]])
