"""Errors of our own in what Qt asks a model: told like any other, once, instead of handed to Qt."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Data = TypeVar("Data", bound=Callable[..., Any])


def guarded(data: Data) -> Data:
    """A `data` that shows nothing where it fails. PySide would keep the error, and end the process on letting it go."""

    @wraps(data)
    def read(*arguments: Any) -> Any:
        try:
            return data(*arguments)
        except Exception as error:  # noqa: BLE001 - the handler of what nobody caught takes it
            sys.excepthook(type(error), error, error.__traceback__)
            return None

    return cast("Data", read)
