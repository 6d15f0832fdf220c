"""A date, a time and the zone they are in, as fields of a form: what they mean, and what is wrong with them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from mltracker.domain.errors import AmbiguousTime, InvalidInput
from mltracker.domain.interviews import local_to_utc
from mltracker.services import interviews
from mltracker.ui.editors.taken import Taken
from mltracker.ui.notices import NoticeKind
from mltracker.ui.page import PageTools
from mltracker.ui.prompts import Option
from mltracker.ui.widgets.date_edit import DateEdit, TimeEdit
from mltracker.ui.widgets.form import Form, line_edit
from mltracker.ui.words import clock_time
from mltracker.ui.zones import here_words, zone_completer

FAR = timedelta(days=366)
END_OF_DAY = time(23, 59)


class InstantFields(QObject):
    """Three fields named `{name}-date`, `-time` and `-zone`; errors belong to the keys starts_at, time and zone.

    `taken` tells what another interview may clash with.
    """

    changed = Signal()

    def __init__(self, tools: PageTools, parent: QObject, *, name: str, zone: str) -> None:
        super().__init__(parent)
        self._tools = tools
        self._due = False
        self.taken = Taken(tools, self)
        self.taken.changed.connect(self.changed)
        self.date = DateEdit(name=f"{name}-date", title=self.tr("Date"), today=tools.ctx.today)
        self.time = TimeEdit(name=f"{name}-time", title=self.tr("Time"))
        self.zone = line_edit(f"{name}-zone", zone, title=self.tr("Time zone"))
        self.zone.setCompleter(zone_completer(self))
        self.zone.textChanged.connect(self.changed)
        self.date.changed.connect(self.changed)
        self.time.changed.connect(self.changed)

    @property
    def zone_name(self) -> str:
        """The zone as typed."""
        return self.zone.text().strip()

    def add_to(self, form: Form, *, one_line: bool = False) -> None:
        """Put date and time side by side into a form, the zone below or on the same line."""
        form.add("starts_at", self.tr("Date"), self.date)
        form.add("time", self.tr("Time"), self.time, beside=True)
        form.add("zone", self.tr("Time zone"), self.zone, beside=one_line)

    def set_instant(self, at: datetime | None) -> None:
        """Show an instant on the clock of the zone; None empties date and time."""
        local = at.astimezone(ZoneInfo(self.zone_name)) if at is not None else None
        self.date.set_value(local.date() if local is not None else None)
        self.time.set_value(local.time() if local is not None else None)

    def set_due(self, *, on: bool) -> None:
        """Whether the instant is when something is due: without a time that is the end of the day."""
        self._due = on
        self.time.setPlaceholderText(f"{END_OF_DAY:%H:%M}" if on else "14:00")

    def instant(self, *, ask: bool = False) -> datetime | None:
        """The instant meant, None without a date. Raises InvalidInput at the field.

        A local time that happens twice, or not at all, asks which is meant if `ask`, and is an error otherwise.
        """
        if self.date.is_wrong:
            raise InvalidInput({"starts_at": self.date.problem})
        if self.time.is_wrong:
            raise InvalidInput({"time": self.tr("This is not a time, like 14:00.")})
        if self.date.value is None:
            return None
        clock = self.time.value or (END_OF_DAY if self._due else None)
        if clock is None:
            raise InvalidInput({"time": self.tr("A time is needed with the date.")})
        local = datetime.combine(self.date.value, clock)
        try:
            return local_to_utc("starts_at", local, self.zone_name)
        except AmbiguousTime as error:
            if not ask:
                raise
            return self._asked(local, error)

    def words(
        self, minutes: int, exclude: int | None = None, *, clashing: bool = True
    ) -> tuple[NoticeKind, str]:
        """What to say of the instant, with its kind (info or warn): their time and mine, what clashes, what is odd.

        Empty while nothing is to be said, or nothing whole was typed. `exclude` is the interview that is edited;
        without `clashing` nothing is said of others at the same time.
        """
        try:
            at = self.instant()
        except InvalidInput as error:
            # something is said all the time, or the form would move up under the list of zones
            told = self.tr("Your own time stands here once the time zone is complete.")
            return "info", told if "zone" in error.fields else ""
        if at is None:
            return "info", ""
        now = self._tools.ctx.clock()
        parts = [here_words(at, self.zone_name, now)]
        clashes = (
            [] if self._due or not clashing else interviews.clashes(self.taken.rows, at, minutes, exclude)
        )
        if clashes:
            others = "; ".join(
                f"{row.company}, {clock_time(row.starts_at)}" for row in clashes if row.starts_at is not None
            )
            parts.append(self.tr("At the same time: {0}. You can keep both.").format(others))
        if at < now:
            parts.append(self.tr("This lies in the past."))
        elif at - now > FAR:
            parts.append(self.tr("This is more than a year away."))
        return "warn" if clashes else "info", " ".join(filter(None, parts))

    def _asked(self, local: datetime, error: AmbiguousTime) -> datetime:
        options = [
            Option(offset, self.tr("{0} at UTC{1}").format(f"{local:%H:%M}", offset))
            for offset in error.choices
        ]
        # what to write instead is for where nothing can be chosen
        why, _, _ = error.message.partition(". ")
        chosen = self._tools.prompts.choose_option(
            self.tr("Which time is meant?"), f"{why}.", options, self.tr("Use this one")
        )
        if chosen is None:
            raise error
        return datetime.fromisoformat(f"{local:%Y-%m-%dT%H:%M}{chosen}").astimezone(UTC)
