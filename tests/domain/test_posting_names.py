"""Company and role that a posting names: taken from plain forms only, left empty otherwise."""

from __future__ import annotations

import pytest

from mltracker.domain.posting_names import posting_names

BODY = "\n\nWhat you will do\n- Train rankers in PyTorch\n"


@pytest.mark.parametrize(
    ("head", "company", "role"),
    [
        (
            "Senior ML Engineer (m/f/d)\nFernhollow Labs, Dunmere (hybrid)",
            "Fernhollow Labs",
            "Senior ML Engineer",
        ),
        ("Data Scientist, Pricing at Quillmere", "Quillmere", "Data Scientist, Pricing"),
        (
            "Pebblewick | Research Engineer - Agents\n\nPebblewick makes maps.",
            "Pebblewick",
            "Research Engineer - Agents",
        ),
        (
            "Company: Larkspindle Ltd\nRole: MLOps Engineer\nLocation: anywhere",
            "Larkspindle Ltd",
            "MLOps Engineer",
        ),
        ("**Vision Engineer**\n\nAbout Saltmarrow\nWe look at weeds.", "Saltmarrow", "Vision Engineer"),
        ("Harrowmint is looking for a data scientist who counts bread.", "Harrowmint", ""),
        ("<h1>NLP Engineer</h1><p>Kestrelby &amp; Sons GmbH</p>", "Kestrelby & Sons GmbH", "NLP Engineer"),
        (
            "Mossgrave Institute\nResearch Engineer, Safety\nYou train models.",
            "Mossgrave Institute",
            "Research Engineer, Safety",
        ),
        ("ML Engineer @Quillmere", "Quillmere", "ML Engineer"),
        ("Senior ML Engineer @ Quillmere - Dunmere", "Quillmere", "Senior ML Engineer - Dunmere"),
        ("ML Engineer @ Quillmere, Dunmere", "Quillmere", "ML Engineer"),
        ("ML Engineer @ Fernhollow Labs — Remote (EU)", "Fernhollow Labs", "ML Engineer - Remote (EU)"),
        ("Join us @ Quillmere\nML Engineer", "Quillmere", "ML Engineer"),
        ("We are hiring @Quillmere!\nML Engineer", "Quillmere", "ML Engineer"),
        ("ML Engineer @ Work", "", "ML Engineer @ Work"),
        ("ML Engineer\nMeet us @ Dunmere Fair", "", "ML Engineer"),
        ("ML Engineer - Load Forecasting", "", "ML Engineer - Load Forecasting"),
        ("ML Engineer\nMinimum Qualifications", "", "ML Engineer"),
        ("ML Engineer\nRemote, full-time", "", "ML Engineer"),
        ("About the role\nYou will join us as an engineer who trains models.", "", ""),
        ("We are hiring an engineer", "", ""),
    ],
)
def test_names_are_taken_from_plain_forms(head: str, company: str, role: str) -> None:
    found = posting_names(head + BODY)
    assert (found.company, found.role) == (company, role)


@pytest.mark.parametrize(
    "text", ["", " ", "\0" * 50, "a" * 200_000, "漢字 " * 900, "Engineer at " * 9_000, "(" * 5_000]
)
def test_anything_is_read_without_harm_and_in_the_limits_of_a_name(text: str) -> None:
    found = posting_names(text)
    assert len(found.company) <= 200
    assert len(found.role) <= 200
