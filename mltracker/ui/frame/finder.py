"""What the palette offers for a text, and where each of its rows leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mltracker.domain.errors import UserError
from mltracker.domain.finding import HOLDS, INITIALS, Marked, Names, marked
from mltracker.domain.practice import PracticeRequest
from mltracker.services import preferences, search
from mltracker.services.hits import Hit, HitKind, Lead
from mltracker.ui.actions import ACTIONS
from mltracker.ui.delegates.palette import PaletteEntry
from mltracker.ui.frame.menus import Actions
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.words import day_and_time, outcome_words, tr

Scored = tuple[float, PaletteEntry]
# icon, what it is, and the group in which it is shown
KINDS: dict[HitKind, tuple[str, str, str]] = {
    "interview": ("interviews", "Interview", "work"),
    "application": ("pipeline", "Application", "work"),
    "company": ("company", "Company", "work"),
    "contact": ("person", "Contact", "rest"),
    "story": ("library", "Story", "rest"),
    "question": ("questions", "Question", "rest"),
    "ask": ("ask", "Question to ask", "rest"),
    "document": ("document", "Document", "rest"),
    "note": ("note", "Note", "texts"),
    "posting": ("document", "Posting", "texts"),
    "asked": ("edit", "Asked question", "texts"),
    "answer": ("ask", "Answer of an employer", "texts"),
    "offer": ("money", "Offer", "texts"),
}
STATE_WORDS = {"archived": "archived", "cancelled": "cancelled", "no-show": "did not happen"}
GROUPS = {
    "work": "Interviews and applications",
    "actions": "Actions",
    "rest": "People, stories, questions",
    "texts": "In notes and texts",
}
MOST = {"work": 6, "actions": 5, "rest": 6, "texts": 6}
AT_FIRST, ALONE = 8, 20
ACTIONS_ONLY, QUESTIONS_ONLY = ">", "?"
NO_ICON = "arrow-right"
LIBRARY = {"contact": "people", "story": "stories", "document": "documents", "company": "companies"}


class Finder:
    """Lives as long as the database is open in the window."""

    def __init__(self, tools: PageTools, actions: Actions) -> None:
        self._tools, self._actions = tools, actions
        # the palette's own action leads nowhere from there
        self._specs = [spec for spec in ACTIONS if spec.key != "palette"]
        self._names = Names((tr(spec.text), spec.menu) for spec in self._specs)

    def get_ready(self) -> None:
        """Read every name before the first letter is typed."""
        try:
            search.get_ready(self._tools.ctx)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))

    def find(self, typed: str) -> Sequence[PaletteEntry]:
        """Groups by their best match, so that Enter opens what was meant; actions alone while nothing is typed."""
        try:
            if typed.startswith(ACTIONS_ONLY):
                found = list(self._matching_actions(typed[1:], ALONE))
            elif typed.startswith(QUESTIONS_ONLY):
                found = [self._entry(hit) for hit in search.questions(self._tools.ctx, typed[1:], ALONE)]
            else:
                hits = search.everything(self._tools.ctx, typed)
                found = [self._entry(hit) for hit in hits]
                found += [*self._about(hits), *self._matching_actions(typed, MOST["actions"])]
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return []
        return _grouped(found)

    def go(self, entry: PaletteEntry) -> None:
        """Do or open what a row stands for."""
        key = entry.key
        if isinstance(key, Lead):
            self._open(key)
        elif isinstance(key, str):
            self._actions[key].trigger()
        elif callable(key):
            key()

    def _open(self, lead: Lead) -> None:
        navigator = self._tools.navigator
        if lead.to == "application":
            navigator.open_application(lead.id, lead.part, lead.entry)
        elif lead.to == "interview":
            navigator.open_interview(lead.id, lead.part)
        elif lead.to == "question":
            navigator.open_question(lead.id)
        elif lead.to == "ask":
            navigator.open_ask(lead.id)
        else:
            navigator.open_library(LIBRARY[lead.to], lead.id)

    def _matching_actions(self, typed: str, limit: int) -> Iterable[Scored]:
        usable = [self._actions[spec.key].isEnabled() for spec in self._specs]
        if typed.strip():
            ranked = [pair for pair in self._names.best(typed, len(usable)) if usable[pair[0]]][:limit]
        else:
            shown = ALONE if limit == ALONE else AT_FIRST
            ranked = [(place, 0.0) for place, on in enumerate(usable) if on][:shown]
        for place, score in ranked:
            spec = self._specs[place]
            keys = spec.keys[0] if spec.keys else ""
            title = marked(tr(spec.text), typed, letters=score <= INITIALS)
            yield (
                score,
                PaletteEntry(
                    tr(GROUPS["actions"]),
                    tr("Action"),
                    title,
                    spec.key,
                    icon=spec.icon or NO_ICON,
                    shortcut=keys,
                ),
            )

    def _about(self, hits: Sequence[Hit]) -> Iterable[Scored]:
        """What may be done about the interview and the application that were meant, if it is clear which."""
        meant = [hit for hit in hits if hit.score >= HOLDS - 1 and not hit.state]
        if len({hit.company for hit in meant if hit.kind in ("interview", "application")}) != 1:
            return
        coming = next((hit for hit in meant if hit.kind == "interview" and hit.ahead), None)
        live = next((hit for hit in meant if hit.kind == "application"), None)
        if coming is not None:
            minutes = preferences.get(self._tools.ctx).practice_minutes
            request = PracticeRequest.make(mode="interview", minutes=minutes, interview_id=coming.id)
            words = tr("Practice {0} min for {1}").format(minutes, coming.company)
            yield self._action(words, coming, "play", _later(self._tools.navigator.practice, request))
        if live is not None:
            words = tr("Add a note to {0}").format(live.company)
            yield self._action(words, live, "note", _later(self._tools.navigator.add, "note", live.id))

    def _action(self, words: str, hit: Hit, icon: str, do: Callable[[], None]) -> Scored:
        at = words.rfind(hit.company)
        marks = tuple(
            (at + start, length) for start, length in hit.title.marks if start + length <= len(hit.company)
        )
        title = Marked(words, marks if at >= 0 else ())
        return hit.score - 3, PaletteEntry(tr(GROUPS["actions"]), tr("Action"), title, do, icon=icon)

    def _entry(self, hit: Hit) -> Scored:
        icon, what, group = KINDS[hit.kind]
        detail = hit.detail
        if hit.at is not None and hit.kind == "interview" and not detail.text:
            detail = Marked(day_and_time(hit.at, self._tools.ctx.clock()))
        note = ", ".join(outcome_words(state) or tr(STATE_WORDS[state]) for state in hit.state)
        entry = PaletteEntry(tr(GROUPS[group]), tr(what), hit.title, hit.lead, detail, icon, note=note)
        return hit.score, entry


def _later(do: Callable[..., None], *arguments: object) -> Callable[[], None]:
    def run() -> None:
        do(*arguments)

    return run


def _grouped(found: Iterable[Scored]) -> list[PaletteEntry]:
    """At most so many of each group, the group with the best row first."""
    groups: dict[str, list[PaletteEntry]] = {}
    for _, entry in sorted(found, key=_best_first):
        groups.setdefault(entry.section, []).append(entry)
    alone = len(groups) == 1
    most = {tr(GROUPS[key]): number for key, number in MOST.items()}
    return [entry for name, group in groups.items() for entry in group[: ALONE if alone else most[name]]]


def _best_first(scored: Scored) -> float:
    return -scored[0]
