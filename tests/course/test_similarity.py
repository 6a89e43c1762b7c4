"""Near-copies: found, shown with the shared passages, never punished."""

from __future__ import annotations

from pathlib import Path

from govpost_lint.course.similarity import likenesses
from tests.course.small import GOOD, graded

OTHER = (
    "Мост закрыт. Понимаю, что объезд через Заречье длинный, зато к маю поедем по новым доскам. "
    "Смету в 12 млн рублей выложил в комментариях, спрашивайте. С 14 по 20 апреля не ездим."
)


def test_copy_is_shown_with_its_passages() -> None:
    copy = "Соседи! " + GOOD.replace("ездить по ним страшно", "чиним их снова")
    (found,) = likenesses({"А": GOOD, "Б": copy, "В": OTHER}, [], "", {})
    assert (found.kind, found.first, found.second) == ("student", "А", "Б")
    assert found.share > 0.8
    for run in found.runs:
        assert GOOD[run.first.start : run.first.end] == copy[run.second.start : run.second.end]
        assert len(GOOD[run.first.start : run.first.end].split()) == run.words


def test_what_all_were_given_is_no_likeness_between_students() -> None:
    assert likenesses({"А": GOOD, "Б": GOOD}, [GOOD], "", {}) == ()


def test_source_and_earlier_years() -> None:
    found = likenesses({"А": GOOD}, [], GOOD, {"2025/Я.md": GOOD})
    assert [(one.kind, one.second, one.share) for one in found] == [
        ("earlier", "2025/Я.md", 1.0), ("source", "источник", 1.0),
    ]  # fmt: skip


def test_short_texts_say_nothing() -> None:
    assert likenesses({"А": "Мост откроем в мае.", "Б": "Мост откроем в мае."}, [], "", {}) == ()


def test_copy_is_not_punished(tmp_path: Path) -> None:
    book = graded(tmp_path, {"А.md": GOOD, "Б.md": GOOD})
    assert [one.total for one in book.students] == [100.0, 100.0]
    assert len(book.likenesses) == 1
