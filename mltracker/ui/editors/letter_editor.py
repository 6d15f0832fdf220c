"""A letter: filled in, changed, copied or opened in the mail program, and kept in the timeline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.messages import MARKS, LetterText, first_name, gaps, greeting, mail_link, swapped
from mltracker.services import messages, preferences
from mltracker.services.messages import SentDraft
from mltracker.ui.editors.editor import Editor
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.form import Choice, line_edit, text_edit
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.notice import IconMark

LINES, FEW_LINES = 14, 9
LINE, AROUND = 20, 480  # px of a line, and of all that stands above and below the letter
AGAIN = (None, 3, 7, 14)


class LetterEditor(Editor):
    """Whatever is still missing stays marked in the text, and keeps the letter from being opened as a mail."""

    def __init__(
        self,
        tools: PageTools,
        parent: QWidget,
        slug: str,
        application_id: int,
        interview_id: int | None = None,
    ) -> None:
        self._letter = messages.prepare(tools.ctx, slug, application_id, interview_id)
        round_of = self._letter.interview_id or 0
        super().__init__(
            tools,
            parent,
            f"{self._letter.title}: {self._letter.company}",
            name="letter",
            ok="Log as sent",
            draft_key=f"editor:letter:{slug}",
            draft_of=("interview", round_of) if round_of else ("application", application_id),
        )
        self.set_text(self._letter.when)
        self._greeted = self._letter.values.get("contact") or MARKS["contact"]
        self._build(parent)
        self.keep_typing()
        self._show_gaps()
        self._subject.textChanged.connect(self._show_gaps)
        self._body.textChanged.connect(self._show_gaps)
        self._go_to_gap()
        self._body.setFocus()

    def _build(self, parent: QWidget) -> None:
        people = [(number, _title(one)) for number, one in enumerate(self._letter.recipients)]
        self._whom = Choice([*people, (-1, self.tr("Somebody else"))], name="letter-whom")
        self._to = line_edit("letter-to", title=self.tr("E-mail address"))
        self._to.setPlaceholderText(self.tr("Needed to open it in the mail program"))
        self._subject = line_edit("letter-subject", self._letter.text.subject, title=self.tr("Subject"))
        lines = min(LINES, max(FEW_LINES, (parent.window().height() - AROUND) // LINE))
        self._body = text_edit(
            "letter-body", self._letter.text.body, lines=lines, title=self.tr("Text of the letter")
        )
        self._marker = MarkHighlighter(self._body.document())
        self._again = Choice([(days, self._again_words(days)) for days in AGAIN], name="letter-again")
        self.form.add("whom", self.tr("To"), self._whom)
        self.form.add("to", self.tr("E-mail address"), self._to, beside=True)
        self.form.add("subject", self.tr("Subject"), self._subject)
        self.form.add("body", self.tr("Letter"), self._body)
        self._gap_mark = IconMark("warning", "warn")
        self._gaps = ElidedLabel(role="small", keep=20, name="letter-gaps")
        self._facts = Button(
            self.tr("From your debrief"), name="letter-facts", size="small", kind="ghost", arrow=True
        )
        if not self._letter.facts:
            self._facts.hide()
        below = QWidget()
        below.setLayout(hbox(self._gap_mark, self._gaps, None, self._facts, spacing=8))
        self.form.add_wide(below)
        self.form.add("again", self.tr("Then follow up"), self._again)
        if not self._letter.values["name"]:
            self._name = line_edit("letter-name", title=self.tr("Your name"))
            self._name.setPlaceholderText(self.tr("Kept for all letters"))
            self.form.add("name", self.tr("Your name"), self._name, beside=True)
            self._name.editingFinished.connect(self._on_name)
        copy = Button(self.tr("Copy"), name="letter-copy", icon_name="copy")
        mail = Button(self.tr("Open in mail program"), name="letter-mail", icon_name="link")
        self.add_left(mail)
        self.add_left(copy)
        self._whom.activated.connect(self._on_whom)
        self._facts.clicked.connect(self._on_facts)
        copy.clicked.connect(self._on_copy)
        mail.clicked.connect(self._on_mail)
        self._fill_address()

    def _again_words(self, days: int | None) -> str:
        return {
            None: self.tr("Not again"),
            3: self.tr("In 3 days"),
            7: self.tr("In a week"),
            14: self.tr("In two weeks"),
        }[days]

    def _written(self) -> LetterText:
        return LetterText(self._subject.text(), self._body.toPlainText())

    def _show(self, text: LetterText) -> None:
        """Put a changed text into the fields, the cursor where it was; Ctrl+Z in the field takes it back."""
        if text.subject != self._subject.text():
            self._subject.setText(text.subject)
            self._subject.setCursorPosition(0)
        if text.body != self._body.toPlainText():
            place = self._body.textCursor().position()
            cursor = self._body.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text.body)
            cursor.setPosition(min(place, len(text.body)))
            self._body.setTextCursor(cursor)

    def _left(self) -> tuple[str, ...]:
        return gaps(self._letter.text, self._written())

    def _show_gaps(self) -> None:
        left = self._left()
        self._gap_mark.set_icon("warning" if left else "done", "warn" if left else "good")
        self._gaps.setText(
            self.tr("Still to fill in: {0}").format(", ".join(left))
            if left
            else self.tr("Everything is filled in")
        )

    def _go_to_gap(self) -> None:
        """Select the first mark, so that typing takes its place."""
        marks = [mark for mark in MARKS.values() if mark in self._body.toPlainText()]
        if marks:
            self._body.setTextCursor(
                min((self._body.document().find(mark) for mark in marks), key=QTextCursor.selectionStart)
            )

    def _fill_address(self) -> None:
        number = self._whom.value
        known = self._letter.recipients[number].email if isinstance(number, int) and number >= 0 else ""
        self._to.setText(known)
        self._to.setCursorPosition(0)

    def _on_whom(self) -> None:
        number = self._whom.value
        name = self._letter.recipients[number].name if number >= 0 else ""
        greeted = first_name(name) or MARKS["contact"]
        self._show(greeting(self._written(), self._greeted, greeted))
        self._greeted = greeted
        self._fill_address()

    def _on_name(self) -> None:
        name = self._name.text().strip()
        if not name:
            return
        try:
            wanted, change = preferences.change(self.tools.ctx, my_name=name)
        except InvalidInput as error:
            self.form.set_error("name", " ".join(error.fields.values()))
            return
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self.form.set_error("name", "")
        self._show(swapped(self._written(), MARKS["name"], wanted.my_name))
        self.tools.events.changed.emit(change)

    def _on_facts(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        metrics = menu.fontMetrics()
        for fact in self._letter.facts:
            shown = metrics.elidedText(fact, Qt.TextElideMode.ElideRight, 420)
            menu.addAction(shown.replace("&", "&&")).setData(fact)
        menu.triggered.connect(self._on_fact)
        menu.popup(self._facts.mapToGlobal(self._facts.rect().bottomLeft()))

    def _on_fact(self, choice: object) -> None:
        """Put it where the mark stands, or in place of the line that was filled in, or at the cursor."""
        fact = str(choice.data())  # type: ignore[attr-defined]
        text = self._written()
        for before in (MARKS["fact"], self._letter.values["fact"]):
            if before and before in text.body:
                self._show(swapped(text, before, fact))
                self._letter.values["fact"] = fact
                return
        self._body.insertPlainText(fact)

    def _on_copy(self) -> None:
        text = self._written()
        QGuiApplication.clipboard().setText(f"{text.subject}\n\n{text.body}")
        left = self._left()
        words = (
            self.tr("Copied; still to fill in: {0}").format(", ".join(left)) if left else self.tr("Copied")
        )
        self.notice.set_notice("warn" if left else "good", words)
        self.notice.show()

    def _on_mail(self) -> None:
        self.form.clear_errors()
        left = self._left()
        if left:
            self.form.set_error("body", self.tr("Fill in first: {0}").format(", ".join(left)))
            self._body.setFocus()
            return
        try:
            link = mail_link(self._to.text(), self._written())
        except InvalidInput as error:
            self.show_errors(error)
            return
        if not link.whole:
            QGuiApplication.clipboard().setText(self._body.toPlainText())
        self.tools.navigator.open_link(link.url)
        words = (
            self.tr("Opened in your mail program. Once it is sent, log it here.")
            if link.whole
            else self.tr(
                "The letter is too long to be handed over, so it was copied: paste it into the mail."
            )
        )
        self.notice.set_notice("info", words)
        self.notice.show()

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            sent = SentDraft.make(
                slug=self._letter.slug,
                application_id=self._letter.application_id,
                interview_id=self._letter.interview_id,
                to=self._to.text() or self._whom_words(),
                subject=self._subject.text(),
                body=self._body.toPlainText(),
                again_in=self._again.value,
            )
        except InvalidInput as error:
            self.show_errors(error)
            return
        words = self.tr("E-mail to {0} logged").format(self._letter.company)
        self.save(words, messages.log, self.tools.ctx, sent)

    def _whom_words(self) -> str:
        number = self._whom.value
        return self._letter.recipients[number].name if isinstance(number, int) and number >= 0 else ""


class MarkHighlighter(QSyntaxHighlighter):
    """Draws what is still to be filled in on the ground of a warning."""

    def highlightBlock(self, text: str) -> None:
        look = QTextCharFormat()
        look.setBackground(tokens().color("warn_soft"))
        look.setForeground(tokens().color("warn"))
        if text.strip() == "-":
            self.setFormat(0, len(text), look)
        for mark in MARKS.values():
            start = text.find(mark)
            while start >= 0:
                # Qt counts in UTF-16
                ahead = len(text[:start].encode("utf-16-le")) // 2
                self.setFormat(ahead, len(mark), look)
                start = text.find(mark, start + len(mark))


def _title(one: messages.Recipient) -> str:
    return f"{one.name}, {one.role}" if one.role else one.name


def write_letter(
    tools: PageTools, parent: QWidget, slug: str, application_id: int, interview_id: int | None = None
) -> None:
    """Open a letter; what it is about may be gone by now, which is said instead."""
    try:
        LetterEditor(tools, parent, slug, application_id, interview_id).open()
    except UserError as error:
        tools.events.notice.emit(Notice.problem(error))
