"""Documents: what a file is by its name and head, what it is called, and names that any system can write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.documents import (
    PROGRAM,
    UNKNOWN,
    clean_file_name,
    guessed,
    media_type_of,
    next_version,
    same_document,
    size_words,
    stored_name,
)
from mltracker.domain.limits import NAME


@pytest.mark.parametrize(
    ("name", "head", "media"),
    [
        ("resume.pdf", b"%PDF-1.7", "application/pdf"),
        ("RESUME.PDF ", b"", "application/pdf"),
        ("photo.JPEG", b"\xff\xd8", "image/jpeg"),
        ("resume.pdf", b"MZ\x90", PROGRAM),
        ("resume.pdf", b"\x7fELF\x02", PROGRAM),
        ("notes.txt", b"#!/bin/sh\n", PROGRAM),
        ("resume.pdf.exe", b"%PDF", PROGRAM),
        ("take home.PY", b"import os", PROGRAM),
        ("letter.docm", b"PK", PROGRAM),
        ("page.html", b"<html>", PROGRAM),
        ("data.parquet", b"PAR1", UNKNOWN),
        ("README", b"Hello", UNKNOWN),
        ("", b"", UNKNOWN),
    ],
)
def test_a_program_is_one_whatever_it_is_called(name: str, head: bytes, media: str) -> None:
    assert media_type_of(name, head) == media


def test_only_what_a_viewer_opens_is_stored_with_a_suffix() -> None:
    assert stored_name("1f", "application/pdf") == "1f.pdf"
    assert stored_name("1f", "image/jpeg") == "1f.jpg"
    assert [stored_name("1f", media) for media in (PROGRAM, UNKNOWN, "made/up")] == ["1f"] * 3


@pytest.mark.parametrize(
    ("name", "kind", "title", "version"),
    [
        ("resume_v7.pdf", "resume", "Resume", "v7"),
        ("cv_ada.pdf", "resume", "CV ada", ""),
        ("Ada CV (Version 12).docx", "resume", "Ada CV", "v12"),
        ("cover-letter-fernhollow.pdf", "cover-letter", "Cover letter fernhollow", ""),
        ("Offer letter.pdf", "offer", "Offer letter", ""),
        ("take_home.zip", "take-home", "Take home", ""),
        ("v3.pdf", "other", "V3", "v3"),
        ("../../etc/passwd", "other", "Passwd", ""),
        ("", "other", "Document", ""),
    ],
)
def test_a_file_name_tells_kind_title_and_version(name: str, kind: str, title: str, version: str) -> None:
    draft = guessed(name)
    assert (draft.kind, draft.title, draft.version_label) == (kind, title, version)


@given(st.text(max_size=400))
def test_whatever_a_file_is_called_it_gets_a_title(name: str) -> None:
    draft = guessed(name)
    assert 0 < len(draft.title) <= NAME


@pytest.mark.parametrize(
    ("labels", "following"),
    [
        ([], "v1"),
        ([""], "v2"),
        (["v1"], "v2"),
        (["v9", "v10", "v2"], "v11"),
        (["Version 3"], "Version 4"),
        (["final"], "v2"),
        (["2026-11"], "2026-12"),
    ],
)
def test_the_next_version_follows_those_in_use(labels: list[str], following: str) -> None:
    assert next_version(labels) == following


@given(st.lists(st.text(alphabet="v019 -", max_size=8), max_size=6))
def test_the_next_version_is_never_one_in_use(labels: list[str]) -> None:
    assert next_version(labels) not in labels


def test_versions_share_title_and_kind_in_any_spelling() -> None:
    assert same_document("My  Resume", "resume") == same_document("my resume", "resume")
    assert same_document("My Resume", "resume") != same_document("My Resume", "slides")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("resume.pdf", "resume.pdf"),
        ("..\\..\\windows\\resume.pdf", "resume.pdf"),
        ("a/b/../c.pdf", "c.pdf"),
        ("nul.txt", "document nul.txt"),
        ("..", "document"),
        ("", "document"),
        ("re\u202efdp.exe", "refdp.exe"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ('what? "this": <x>|.pdf', "what this x.pdf"),
        ("cafe\u0301.pdf", "caf\u00e9.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_one_that_any_system_can_write(name: str, clean: str) -> None:
    assert clean_file_name(name) == clean


@given(st.text(max_size=300))
def test_a_clean_name_stays_in_its_folder_and_clean(name: str) -> None:
    clean = clean_file_name(name)
    assert clean
    assert not set(clean) & set('/\\\x00\n<>:"|?*')
    assert clean not in (".", "..")
    assert len(clean) <= 120
    assert clean_file_name(clean) == clean


def test_sizes_are_told_as_people_say_them() -> None:
    told = [
        size_words(n) for n in (1, 999, 1_000, 240_000, 999_400, 999_600, 3_200_000_000, 5_000_000_000_000)
    ]
    assert told == ["1 byte", "999 bytes", "1.0 KB", "240 KB", "999 KB", "1.0 MB", "3.2 GB", "5,000 GB"]
