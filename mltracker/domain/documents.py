"""Documents: what is kept of a file, what may be opened from here, and the names files are given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal, get_args

from mltracker.domain.drafts import Draft
from mltracker.domain.limits import NAME, Name, OneLine, name_key

DocumentKind = Literal["resume", "cover-letter", "take-home", "offer", "slides", "other"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
KIND_TITLES: dict[DocumentKind, str] = {
    "resume": "Resume",
    "cover-letter": "Cover letter",
    "take-home": "Take-home",
    "offer": "Offer",
    "slides": "Slides",
    "other": "Other",
}
PROGRAM, UNKNOWN = "application/x-executable", "application/octet-stream"
# what a viewer shows and nothing runs; the suffix is the one its copy is given. Everything else is not opened from here
_OPENED: dict[str, str] = {
    "pdf": "application/pdf",
    "txt": "text/plain",
    "md": "text/markdown",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "tiff": "image/tiff",
    "tif": "image/tiff",
    "heic": "image/heic",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
}
_SUFFIX = {media: suffix for suffix, media in reversed(_OPENED.items())}
_PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
_RUN = (
    "app appimage bat bin cmd com cpl deb desktop dll dmg docm dotm exe hta htm html ipynb iso jar jnlp js jse lnk"
    " mjs msc msi pif pkg pl pptm ps1 py pyc pyw r rb reg rpm run scf scr service sh slk svg url vb vbe vbs webloc"
    " wsf wsh xlam xll xlsb xlsm xltm zsh"
)
_PROGRAM_SUFFIXES = frozenset(_RUN.split())
_KIND_WORDS: tuple[tuple[DocumentKind, tuple[str, ...]], ...] = (
    ("offer", ("offer", "contract", "compensation")),
    ("cover-letter", ("cover", "letter")),
    ("resume", ("resume", "résumé", "cv", "curriculum")),
    ("take-home", ("take", "takehome", "assignment", "exercise", "challenge", "homework")),
    ("slides", ("slides", "deck", "presentation", "talk")),
)
_VERSION = re.compile(r"\bv(?:ersion)?\s?(\d{1,4})\b", re.IGNORECASE)
_TRAILING = re.compile(r"^(.*?)(\d{1,6})$")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*')
_LONGEST_NAME = 120


class DocumentDraft(Draft):
    """What the user says of a document; the file itself never changes."""

    kind: DocumentKind = "other"
    title: Name
    version_label: OneLine = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A kept document. `linked_at` is when it came to the application whose list this is; `sent` to how many it did."""

    id: int
    kind: DocumentKind
    title: str
    version_label: str
    file_uuid: str
    original_name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    linked_at: datetime | None = None
    sent: int = 0

    @property
    def name(self) -> str:
        """Title and version: "Resume v7"."""
        return f"{self.title} {self.version_label}".strip()

    @property
    def stored_name(self) -> str:
        """The name of its file in the documents folder."""
        return stored_name(self.file_uuid, self.media_type)

    @property
    def opens(self) -> bool:
        """Whether it is of a kind that is opened from here."""
        return self.media_type in _SUFFIX


@dataclass(frozen=True, slots=True)
class Sent:
    """An application that a document went to, and when."""

    document_id: int
    application_id: int
    company: str
    role_title: str
    linked_at: datetime


def media_type_of(name: str, head: bytes) -> str:
    """What a file is by its name and first bytes: a program or script is one whatever it is called."""
    suffix = PurePosixPath(name.strip()).suffix.lstrip(".").casefold()
    if head.startswith(_PROGRAM_HEADS) or suffix in _PROGRAM_SUFFIXES:
        return PROGRAM
    return _OPENED.get(suffix, UNKNOWN)


def stored_name(file_uuid: str, media_type: str) -> str:
    """The file's name in our folder: its id, and a suffix only where a viewer opens it."""
    suffix = _SUFFIX.get(media_type)
    return f"{file_uuid}.{suffix}" if suffix else file_uuid


def guessed(original_name: str) -> DocumentDraft:
    """Kind, title and version as the file's name tells them: "cv_ada_v7.pdf" is a resume "CV ada", "v7"."""
    stem = PurePosixPath(clean_file_name(original_name)).stem
    words = re.sub(r"[_\s]+", " ", re.sub(r"(?<=\w)-(?=\w)", " ", stem)).strip() or stem
    found = _VERSION.search(words)
    version = f"v{int(found[1])}" if found else ""
    title = re.sub(r"\s+", " ", _VERSION.sub(" ", words)).strip(" -,.()") or words
    title = title.replace("cv", "CV") if title.split()[0] == "cv" else title[0].upper() + title[1:]
    parts = set(re.findall(r"[^\W\d_]+", words.casefold()))
    kind = next((kind for kind, hints in _KIND_WORDS if parts & set(hints)), "other")
    return DocumentDraft.make(kind=kind, title=title[:NAME], version_label=version)


def next_version(labels: Iterable[str]) -> str:
    """The label after those in use: one higher than the highest that ends in a number, else by their count."""
    used = [label.strip() for label in labels]
    numbered = [(int(found[2]), found[1]) for label in used if (found := _TRAILING.match(label))]
    if not numbered:
        return f"v{len(used) + 1}"
    number, lead = max(numbered)
    return f"{lead}{number + 1}"


def same_document(title: str, kind: str) -> tuple[str, str]:
    """What versions of one document share."""
    return kind, name_key(title)


def clean_file_name(name: str) -> str:
    """A name that any system can write: the last part of a path, without control, bidi and reserved characters."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    kept = "".join(
        letter
        for letter in base.encode("utf-8", "replace").decode()
        if letter not in _FORBIDDEN and unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ).strip(" .")
    if not kept or _RESERVED.fullmatch(kept):
        kept = f"document {kept}".strip()
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > _LONGEST_NAME and dot and len(suffix) <= 10:
        return f"{stem[: _LONGEST_NAME - len(suffix) - 1].rstrip()}.{suffix}"
    return kept[:_LONGEST_NAME].rstrip()


def size_words(size: int) -> str:
    """A number of bytes: "840 bytes", "240 KB", "3.2 GB"."""
    if size < 1_000:
        return "1 byte" if size == 1 else f"{size} bytes"
    scaled, units = size / 1_000, ["KB", "MB", "GB"]
    while scaled >= 999.5 and len(units) > 1:
        scaled /= 1_000
        units.pop(0)
    return f"{scaled:.1f} {units[0]}" if scaled < 9.95 else f"{scaled:,.0f} {units[0]}"
