"""The JSON documents of the command line, as its page gives them, a check that says where one differs, and two commands."""

from __future__ import annotations

import math
import re
from typing import Any

ADD = ("application", "add", "--company", "Tarnwick", "--role", "ML Engineer")
BOOK = ("interview", "add", "--application", "1", "--round", "coding")

ROUND = {
    "id": int,
    "application_id": int,
    "round": str,
    "starts_utc": (str, None),
    "due_utc": (str, None),
    "zone": str,
    "minutes": int,
    "status": {"planned", "done", "cancelled", "no-show"},
    "result": {"pending", "passed", "failed"},
}
APPLICATION = {
    "id": int,
    "company": str,
    "role": str,
    "role_family": str,
    "stage": {"saved", "applied", "screening", "interviewing", "offer", "closed"},
    "stage_name": str,
    "furthest_stage": {"saved", "applied", "screening", "interviewing", "offer"},
    "outcome": {"open", "accepted", "declined", "rejected", "withdrawn", "ghosted", "expired"},
    "applied_on": (str, None),
    "url": str,
}
LABELS = {"ready", "on-course", "not-yet", "little-data"}
FACTOR = {
    "kind": str,
    "topic": (str, None),
    "points": float,
    "count": int,
    "days": (int, None),
    "direction": {"raises", "lowers"},
    "certainty": {"high", "medium", "low"},
}
FIGURES = {"mean": float, "low": float, "high": float, "label": LABELS}
READINESS = FIGURES | {"factors": [FACTOR]}
AGENDA = {
    "interview": ROUND,
    "company": str,
    "role": str,
    "readiness": READINESS,
    "checklist": [{"text": str, "due": (str, None), "overdue": bool}],
}
RECOMMENDATION = {
    "rank": int,
    "slug": (str, None),
    "id": int,
    "prompt": str,
    "topic": str,
    "minutes": int,
    "p_asked": float,
    "p_now": float,
    "p_after": float,
    "gain": float,
    "reasons": [{"kind": str, "value": object}],
    "pinned": bool,
    "practiced": bool,
    "points": float,
    "factors": [FACTOR],
}
SUMMARY = READINESS | {
    "target": float,
    "on": str,
    "topics": [
        {
            "slug": str,
            "mean": float,
            "low": float,
            "high": float,
            "answers": int,
            "coverage": float,
            "points_per_hour": (float, None),
        }
    ],
    "after": None,
}
AFTER = FIGURES | {"questions": int, "minutes": int}
SHARE = {"count": int, "total": int}
SCORECARD = {
    **dict.fromkeys(("interviews", "asked", "recommended_asked", "practiced_only", "unforeseen"), int),
    "topic_expected": int,
    "recall": SHARE,
    "precision": SHARE,
    "in_vain": SHARE,
}
SCORE = {
    "interview_id": int,
    "company": str,
    "round_kind": str,
    "on": str,
    "lines": [{"recommended", "practiced", "unforeseen"}],
    "in_vain": [int],
    "scorecard": SCORECARD,
}
CALIBRATION = {
    "answers": int,
    "needed": int,
    "bins": [{"low": float, "high": float, "predicted": float, "happened": float, "count": int}],
    **dict.fromkeys(
        ("brier", "brier_constant", "gap_error", "mean_predicted", "mean_happened"), (float, None)
    ),
}
POSTING = {
    "role_family": str,
    "topics": [{"slug": str, "probability": float, "detected": bool, "phrases": [str]}],
}
MATCH = {
    "topics": [{"slug": str, "title": str, "score": float}],
    "questions": [
        {
            "id": (int, None),
            "slug": (str, None),
            "prompt": str,
            "topic": (str, None),
            "score": float,
            "times_asked": int,
        }
    ],
}
GRADE = {"again", "hard", "good", "easy"}
ATTEMPT = {
    "id": int,
    "question": (str, int),
    "topic": str,
    "grade": GRADE,
    "answered_at": str,
    "predicted": float,
}
ASKED = {
    "id": int,
    "interview_id": int,
    "text": str,
    "topic": str,
    "question": (str, int, None),
    "grade": (GRADE, None),
    "predicted": float,
}
RATING = {"topic": str, "rating": int, "rated_at": str}
QUESTION = {
    "id": int,
    "slug": (str, None),
    "prompt": str,
    "topic": str,
    "kind": str,
    "difficulty": int,
    "minutes": int,
    "origin": {"shipped", "mine", "asked"},
}
BACKUP = {
    "path": str,
    "made_at": str,
    "reason": str,
    "version": int,
    "sha256": str,
    "counts": dict,
}

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def fits(value: Any, shape: Any, where: str = "document") -> None:
    """Assert that a document has exactly the keys and types of a shape; every number finite."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), f"{where}: {value!r} is no object"
        assert set(value) == set(shape), f"{where}: {sorted(set(value) ^ set(shape))}"
        for key, inner in shape.items():
            fits(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), f"{where}: {value!r} is no list"
        for index, item in enumerate(value):
            fits(item, shape[0], f"{where}[{index}]")
    else:
        _fits_one(value, shape, where)


def _fits_one(value: Any, shape: Any, where: str) -> None:
    choices = shape if isinstance(shape, tuple) else (shape,)
    assert any(_is(value, choice) for choice in choices), f"{where}: {value!r} is not {shape}"
    if isinstance(value, float):
        assert math.isfinite(value), f"{where}: {value!r}"


def _is(value: Any, choice: Any) -> bool:
    if choice is None:
        return value is None
    if isinstance(choice, set):
        return value in choice
    # a bool is an int to Python; a whole number is no fault where a fraction may stand
    if isinstance(value, bool):
        return choice in (bool, object)
    return isinstance(value, (int, float) if choice is float else choice)
