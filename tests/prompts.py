"""Prompts that answer as a test told them to; a question nobody announced fails the test."""

from collections import deque
from typing import Any

from mltracker.ui.prompts import Prompts


class ScriptedPrompts(Prompts):
    """`will("confirm", True)` answers the next question, which must be of that kind; `asked` keeps them all."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: deque[tuple[str, Any]] = deque()
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def will(self, kind: str, answer: Any) -> None:
        self._answers.append((kind, answer))

    @property
    def unused(self) -> list[tuple[str, Any]]:
        return list(self._answers)

    def confirm(self, *words: Any, danger: bool = False) -> bool:
        return bool(self._answer("confirm", words))

    def choose_option(self, *words: Any, chosen: Any = None) -> Any:
        return self._answer("choose_option", words)

    def ask_text(self, *words: Any, ok_label: str = "", multiline: bool = False) -> str | None:
        return self._answer("ask_text", words)

    def choose_file(self, *words: Any) -> Any:
        return self._answer("choose_file", words)

    def choose_folder(self, *words: Any) -> Any:
        return self._answer("choose_folder", words)

    def save_file(self, *words: Any) -> Any:
        return self._answer("save_file", words)

    def _answer(self, kind: str, words: tuple[Any, ...]) -> Any:
        self.asked.append((kind, words))
        assert self._answers, f"nobody told how to answer {kind}{words}"
        expected, answer = self._answers.popleft()
        assert expected == kind, f"asked {kind}{words}, but an answer to {expected} was ready"
        return answer
