"""Letters without case and accents, and words typed without ß and umlauts, as on a keyboard that has none: Strasse for Straße, Mueller for Müller.

Indexes and names are compared without accents, so ü is u there already; ß stays what it is.
"""

from __future__ import annotations

import re
import unicodedata

_SHARP = re.compile("ss|ß")
_SPELLED = re.compile(r"([aou])e(?=[^\W\d_])", re.IGNORECASE)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class _Folds(dict[int, str]):
    """Each character in lower case without accents, by its code; one for one, so that places stay."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        folded = next((form for form in (bare.casefold(), letter.lower()) if len(form) == 1), letter)
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """A composed text with case and accents taken away; as long as it was."""
    return text.translate(_FOLDS)


def either_sharp(pattern: str) -> str:
    """A regular expression that takes ss and ß for the same."""
    return _SHARP.sub("(?:ss|ß)", pattern)


def forms(word: str) -> list[str]:
    """A composed word as it is, with its umlauts spelled out, and each with ss for ß or ß for ss where it has any.

    Only what was typed as an umlaut is read both ways: ue may be one, or the letters of value and queue.
    """
    return list(
        dict.fromkeys(
            form
            for way in (word, spelled_out(word))
            for form in (way, way.replace("ß", "ss"), way.replace("ss", "ß"))
        )
    )


def spelled_out(text: str) -> str:
    """A composed text with ae, oe and ue for its umlauts."""
    return text.translate(_SPELLED_OUT)


def without_e(text: str) -> str:
    """A text with a, o and u for ae, oe and ue inside of words: the umlauts meant, without their dots.

    Words of other languages (fuel, poet) have these letters too, so it is for what was not found as typed.
    """
    return _SPELLED.sub(r"\1", text)
