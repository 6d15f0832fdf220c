"""Taking packs in and writing one's own out: nothing by halves, nothing over shipped or edited text, one step back."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from threading import Event, Thread

import pytest

from mltracker import paths
from mltracker.domain.changes import Change
from mltracker.domain.errors import CannotOpen, DiskFull, ImportRejected, InvalidInput
from mltracker.domain.near_prompts import Prompts
from mltracker.domain.questions import QuestionDraft, QuestionFilter, RubricPoint
from mltracker.services import backups, files, practice, question_packs, questions
from mltracker.services.context import Context, open_context
from mltracker.services.question_packs import PackRefused
from mltracker.store import question_packs as store
from tests.conftest import FakeClock
from tests.services.cases import applied

MINE = QuestionFilter(origins=frozenset({"mine"}))
TWO = """
[[question]]
slug = "nlp-tokens-of-ours"
prompt = "Which tokenizer did the last project of ours use, and why that one?"
topic = "nlp"
also = ["transformers"]
rounds = ["ml-breadth"]
tags = ["Ours"]
short_answer = "Byte pairs."

[[question]]
slug = "nlp-tokens-of-ours-speed"
prompt = "How would you measure the throughput of that tokenizer on long documents?"
topic = "nlp"
part_of = "nlp-tokens-of-ours"
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return written(tmp_path, TWO)


def written(folder: Path, text: str, name: str = "ours.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def counts(found: question_packs.PackPlan) -> tuple[int, int, int, int]:
    return len(found.new), len(found.updated), len(found.duplicates), len(found.skipped)


def taken(ctx: Context, path: Path, *, duplicates: bool = False) -> question_packs.PackPlan:
    return question_packs.take_in(ctx, question_packs.plan(ctx, path), duplicates=duplicates)[0]


def slugs(ctx: Context) -> list[str | None]:
    return sorted(str(row.slug) for row in questions.search(ctx, MINE).rows)


def everything(ctx: Context) -> list[tuple[object, ...]]:
    with ctx.read() as session:
        tables = (
            "question",
            "question_topic",
            "question_round",
            "question_tag",
            "tag",
            "attempt",
            "my_answer",
        )
        return [
            tuple(row)
            for name in tables
            for row in session.connection().exec_driver_sql(
                f"SELECT * FROM {name} ORDER BY id" if name != "my_answer" else "SELECT * FROM my_answer"
            )
        ]


def test_looking_at_a_pack_keeps_nothing(ctx: Context, pack: Path) -> None:
    before = everything(ctx)
    found = question_packs.plan(ctx, pack)
    assert counts(found) == (2, 0, 0, 0)
    assert [remark.what for remark in found.ask] == ["nlp-tokens-of-ours", "nlp-tokens-of-ours-speed"]
    assert everything(ctx) == before
    assert ctx.undo_label is None
    assert backups.listed(ctx) == []


def test_a_pack_is_taken_in_whole_with_its_links(ctx: Context, pack: Path) -> None:
    found, change = question_packs.take_in(ctx, question_packs.plan(ctx, pack))
    assert (counts(found), change) == ((2, 0, 0, 0), Change.QUESTIONS)
    whole = questions.by_slug(ctx, "nlp-tokens-of-ours")
    assert (whole.row.origin, whole.row.complete, whole.tags) == ("mine", True, ("Ours",))
    assert (whole.also, whole.rounds, whole.short_answer) == (
        ("transformers",),
        ("ml-breadth",),
        "Byte pairs.",
    )
    drill = questions.by_slug(ctx, "nlp-tokens-of-ours-speed")
    assert (drill.row.part_of_id, drill.row.complete) == (whole.row.id, False)
    assert [row.slug for row in questions.search(ctx, QuestionFilter(text="byte pairs tokenizer")).rows][
        :1
    ] == ["nlp-tokens-of-ours"]


def test_an_import_is_backed_up_and_one_step_to_take_back(ctx: Context, pack: Path) -> None:
    before = everything(ctx)
    taken(ctx, pack)
    assert [made.reason for made in backups.listed(ctx)] == ["before-import"]
    assert ctx.undo_label == "Import 2 questions"
    after = everything(ctx)
    ctx.undo()
    assert everything(ctx) == before
    ctx.redo()
    assert everything(ctx) == after


def test_importing_again_changes_nothing(ctx: Context, pack: Path) -> None:
    taken(ctx, pack)
    before = everything(ctx)
    found = question_packs.plan(ctx, pack)
    assert counts(found) == (0, 0, 0, 2)
    assert {held.reason for held in found.skipped} == {"nothing has changed since it was imported"}
    done, change = question_packs.take_in(ctx, found)
    assert (done.changes, change) == (0, Change.NONE)
    assert everything(ctx) == before
    assert len(backups.listed(ctx)) == 1


def test_a_new_version_of_a_pack_changes_what_was_not_edited(
    ctx: Context, pack: Path, tmp_path: Path
) -> None:
    taken(ctx, pack)
    practice.add_attempt(ctx, "nlp-tokens-of-ours", "good")
    key = questions.by_slug(ctx, "nlp-tokens-of-ours-speed").row.id
    draft = questions.draft_of(ctx, key)
    questions.edit(ctx, key, draft.model_copy(update={"prompt": "Mine by now?"}))
    newer = written(tmp_path, TWO.replace("Byte pairs.", "Unigrams.").replace("long documents", "short ones"))
    found = taken(ctx, newer)
    assert counts(found) == (0, 1, 0, 0)
    whole = questions.by_slug(ctx, "nlp-tokens-of-ours")
    assert (whole.short_answer, whole.row.attempts, whole.tags) == ("Unigrams.", 1, ("Ours",))
    assert questions.detail(ctx, key).row.prompt == "Mine by now?"
    (held,) = question_packs.plan(ctx, newer).skipped[1:]
    assert held.reason == "you edited it here; your text stays"


def test_a_pack_never_writes_over_a_shipped_question(ctx: Context, tmp_path: Path) -> None:
    shipped = questions.search(ctx).rows[0]
    text = f'[[question]]\nslug = "{shipped.slug}"\nprompt = "Something quite different is asked here, is it not?"\ntopic = "nlp"\n'
    before = everything(ctx)
    found = taken(ctx, written(tmp_path, text), duplicates=True)
    assert counts(found) == (0, 0, 0, 0)
    assert everything(ctx) == before
    (held,) = question_packs.plan(ctx, written(tmp_path, text)).skipped
    assert "the shipped bank has a question of this slug" in held.reason


def test_what_the_bank_asks_already_is_held_back_unless_wanted(ctx: Context, tmp_path: Path) -> None:
    prompt = questions.search(ctx).rows[0].prompt
    text = TWO.replace(
        "Which tokenizer did the last project of ours use, and why that one?",
        prompt.upper().replace('"', "'"),
    )
    found = question_packs.plan(ctx, written(tmp_path, text))
    assert counts(found) == (0, 0, 2, 0)
    assert found.duplicates[0].reason.startswith("the bank asks the same: ")
    assert found.duplicates[1].reason == "it drills 'nlp-tokens-of-ours', which is held back"
    done, _ = question_packs.take_in(ctx, found, duplicates=True)
    assert counts(done) == (2, 0, 0, 0)
    assert slugs(ctx) == ["nlp-tokens-of-ours", "nlp-tokens-of-ours-speed"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('part_of = "nlp-tokens-of-ours"', 'part_of = "nowhere"'), "there is no question 'nowhere'"),
        (('tags = ["Ours"]', 'part_of = "nlp-tokens-of-ours-speed"'), "is a drill itself"),
        (('topic = "nlp"', 'topic = "nlpp"'), "there is no topic 'nlpp'"),
        (("[[question]]", "[question]"), "is not TOML"),
    ],
)
def test_a_faulty_pack_is_refused_whole(
    ctx: Context, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    before = everything(ctx)
    with pytest.raises(PackRefused, match=said) as refused:
        question_packs.plan(ctx, written(tmp_path, TWO.replace(*change)))
    assert str(refused.value).startswith("ours.toml was not imported: ")
    assert str(refused.value).endswith("Nothing was changed.")
    assert everything(ctx) == before


def test_a_drill_of_a_shipped_question_finds_it(ctx: Context, tmp_path: Path) -> None:
    shipped = next(row for row in questions.search(ctx).rows if row.part_of_id is None)
    text = TWO.replace('part_of = "nlp-tokens-of-ours"', f'part_of = "{shipped.slug}"')
    taken(ctx, written(tmp_path, text))
    assert questions.by_slug(ctx, "nlp-tokens-of-ours-speed").row.part_of_id == shipped.id


def test_a_long_list_of_faults_is_cut(ctx: Context, tmp_path: Path) -> None:
    text = "".join(f'[[question]]\nslug = "a-{n}"\nprompt = "q"\ntopic = "nowhere"\n' for n in range(30))
    with pytest.raises(PackRefused, match="and 10 more") as refused:
        question_packs.plan(ctx, written(tmp_path, text))
    assert len(refused.value.faults) == 30


def test_files_that_are_none_are_refused(ctx: Context, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.toml").touch()
    for name, said in (
        ("gone.toml", "it is not there"),
        ("a.toml/b.toml", "it is not there"),
        (f"{'ü' * 300}.toml", "^ü{79}… cannot be read: its name is too long"),
        ("", "is a folder"),
        ("pipe", "a device or a channel"),
        ("a\0b", "its name cannot be used"),
    ):
        with pytest.raises(ImportRejected, match=said):
            question_packs.plan(ctx, tmp_path / name)
    (tmp_path / "large.toml").write_bytes(b"#" * 10_000_000)
    with pytest.raises(ImportRejected, match=r"of up to 4 MB can be read"):
        question_packs.plan(ctx, tmp_path / "large.toml")


def test_where_a_pack_cannot_be_written_is_said_in_words_and_odd_names_are_names(
    ctx: Context, pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question_packs.take_in(ctx, question_packs.plan(ctx, pack))
    folder = tmp_path / "Für Müller & Söhne, 漢字"
    folder.mkdir()
    for name in ("meine Fragen.toml", "'; -- %s {0}.toml", "ohne", "ü" * 100):
        question_packs.export_mine(ctx, folder / name)
        assert question_packs.plan(ctx, folder / name).changes == 0
    long = folder / f"{'ü' * 300}.toml"
    for path, said in (
        (folder, "is a folder; a file name is needed"),
        (Path(), "is a folder; a file name is needed"),
        (long, "^ü{79}… cannot be written: its name is too long"),
        (folder / "gone" / "mine.toml", "^mine.toml cannot be written: its folder is not there"),
        (folder / "ohne" / "mine.toml", "its folder is not there"),
    ):
        with pytest.raises(CannotOpen, match=said):
            question_packs.export_mine(ctx, path, replace=True)
    for number in (errno.EACCES, errno.EROFS):

        def closed(*_: object, number: int = number, **__: object) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patch:
            patch.setattr(os, "stat", closed)
            patch.setattr(os, "open", closed)
            with pytest.raises(CannotOpen, match="permission to write there is missing"):
                files.write_file(folder / "other.toml", "")
    assert len(list(folder.iterdir())) == 4
    with pytest.raises(CannotOpen, match="cannot be written"):
        backups.create(ctx, long.with_suffix(".db"))
    with pytest.raises(CannotOpen, match="cannot be reached"):
        backups.restore(ctx.folder.parent / "other", long, ctx.clock())


def test_nothing_is_kept_when_the_backup_cannot_be_written(
    ctx: Context, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("Disk full.")

    before = everything(ctx)
    found = question_packs.plan(ctx, pack)
    monkeypatch.setattr(question_packs.backups, "create", full)
    with pytest.raises(DiskFull):
        question_packs.take_in(ctx, found)
    assert everything(ctx) == before


def test_nothing_is_kept_when_writing_breaks_off(
    ctx: Context, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    before = everything(ctx)
    found = question_packs.plan(ctx, pack)
    monkeypatch.setattr(store, "update", fail)
    with pytest.raises(ZeroDivisionError):
        question_packs.take_in(ctx, found)
    assert everything(ctx) == before
    assert ctx.undo_label is None


def add_own(ctx: Context) -> None:
    draft = QuestionDraft.make(
        prompt='What is "theirs" \\ ours?\nOn two lines',
        topic="nlp",
        short_answer="It depends.",
        tags=("B", "a"),
    )
    rubric = (RubricPoint("Says that it depends", "must"), RubricPoint("", "bonus"))
    row, _ = questions.add(ctx, draft.model_copy(update={"rubric": rubric, "hints": ("Think", " ")}))
    questions.add(ctx, draft)
    questions.save_my_answer(ctx, row.id, "In my words")


def test_own_questions_go_out_and_come_back_elsewhere_as_they_were(
    ctx: Context, pack: Path, tmp_path: Path, clock: FakeClock
) -> None:
    taken(ctx, pack)
    add_own(ctx)
    out = question_packs.export_mine(ctx, tmp_path / "mine.toml")
    assert (out.counts, out.left_out) == ({"questions": 4}, ())
    entries, _ = question_packs.mine(ctx)
    assert [entry.slug for entry in entries][2:] == [
        "nlp-what-is-theirs-ours-on-two",
        "nlp-what-is-theirs-ours-on-two-2",
    ]
    other = open_context(tmp_path / "other", clock, "write")
    found = question_packs.plan(other, out.path)
    assert counts(question_packs.take_in(other, found, duplicates=True)[0]) == (4, 0, 0, 0)
    assert sorted(question_packs.mine(other)[0], key=str) == sorted(entries, key=str)
    other.close()


def test_what_was_written_out_is_known_when_it_comes_in_again(
    ctx: Context, pack: Path, tmp_path: Path
) -> None:
    taken(ctx, pack)
    add_own(ctx)
    before = everything(ctx)
    out = question_packs.export_mine(ctx, tmp_path / "mine.toml")
    found = question_packs.plan(ctx, out.path)
    assert counts(found) == (0, 0, 2, 2)
    question_packs.take_in(ctx, found)
    assert everything(ctx) == before


def test_archived_and_shipped_questions_stay_out_of_the_pack(
    ctx: Context, pack: Path, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match="no questions of your own"):
        question_packs.export_mine(ctx, tmp_path / "mine.toml")
    taken(ctx, pack)
    questions.archive(ctx, questions.by_slug(ctx, "nlp-tokens-of-ours-speed").row.id)
    assert [entry.slug for entry in question_packs.mine(ctx)[0]] == ["nlp-tokens-of-ours"]


def test_an_export_never_replaces_a_file_unless_told_to(ctx: Context, pack: Path, tmp_path: Path) -> None:
    taken(ctx, pack)
    target = written(tmp_path, "precious", "mine.toml")
    with pytest.raises(CannotOpen, match="exists already"):
        question_packs.export_mine(ctx, target)
    assert target.read_text() == "precious"
    question_packs.export_mine(ctx, target, replace=True)
    assert "nlp-tokens-of-ours" in target.read_text()
    with pytest.raises(CannotOpen, match="is a folder"):
        question_packs.export_mine(ctx, tmp_path)
    with pytest.raises(CannotOpen):
        question_packs.export_mine(ctx, tmp_path / "no" / "where.toml")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_damaged_question_is_left_out_and_told(ctx: Context, pack: Path, tmp_path: Path) -> None:
    taken(ctx, pack)
    with ctx.write("damage") as session:
        session.connection().exec_driver_sql(
            "UPDATE question SET \"references\" = '[{\"title\": 3}]' WHERE slug = 'nlp-tokens-of-ours'"
        )
    out = question_packs.export_mine(ctx, tmp_path / "mine.toml")
    assert out.counts == {"questions": 1}
    assert "references" in out.left_out[0]


def test_code_of_a_pack_is_not_run_by_importing_it(ctx: Context, tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    text = (
        TWO
        + f"""
[[question]]
slug = "nlp-endless"
prompt = "Write a loop that never ends, and say how you would notice it?"
topic = "nlp"
kind = "coding"
coding = {{ language = "python", starter = "", solution = "open({str(trap)!r}, 'w')", tests = ">>> while True: pass" }}
"""
    )
    assert counts(taken(ctx, written(tmp_path, text))) == (3, 0, 0, 0)
    assert not trap.exists()


def test_a_reader_can_look_but_not_take(ctx: Context, pack: Path, clock: FakeClock) -> None:
    reader = open_context(ctx.folder, clock, "read")
    found = question_packs.plan(reader, pack)
    assert counts(found) == (2, 0, 0, 0)
    with pytest.raises(Exception, match="reading only"):
        question_packs.take_in(reader, found)
    reader.close()
    assert paths.database(ctx.folder).exists()


def test_an_export_writes_over_nothing_that_lies_beside_its_file(
    ctx: Context, pack: Path, tmp_path: Path
) -> None:
    taken(ctx, pack)
    precious = written(tmp_path, "precious", "precious.txt")
    (tmp_path / ".mine.toml.tmp").symlink_to(precious)
    question_packs.export_mine(ctx, tmp_path / "mine.toml")
    assert precious.read_text() == "precious"


def test_everything_can_be_saved_while_a_pack_is_compared_with_the_bank(
    data_dir: Path, clock: FakeClock, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_context(data_dir, clock, "window")
    comparing, saved = Event(), Event()
    nearest = Prompts.nearest

    def slowly(self: Prompts[int], prompt: str) -> tuple[int, float] | None:
        comparing.set()
        saved.wait(5)
        return nearest(self, prompt)

    monkeypatch.setattr(Prompts, "nearest", slowly)
    worker = Thread(target=question_packs.plan, args=(window, pack))
    worker.start()
    assert comparing.wait(5)
    try:
        assert applied(window).company == "Fernhollow Labs"
    finally:
        saved.set()
        worker.join()
        window.close()
