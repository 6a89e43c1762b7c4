"""What a history keeps on disk, file by file: rows of texts, near texts, hidden places."""

from __future__ import annotations

import marshal
import random
import subprocess
import sys
from array import array
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint import Ruleset
from govpost_lint.facts.deeds import Deed, Deeds
from govpost_lint.facts.duplicates import Joins
from govpost_lint.facts.links import Named
from govpost_lint.facts.rows import Row
from govpost_lint.histories import store
from govpost_lint.histories.nearness import KeptJoins, compared
from govpost_lint.histories.store import RowStore
from govpost_lint.reporters.account import masks
from govpost_lint.reporters.account.masks import Masks
from govpost_lint.reporters.account.quoting import Quoter
from govpost_lint.ruleset import cache

ROOT = Path(__file__).parents[2]
HEAD = len(b"govpost-lint plan\n") + 32

DEED = Deed(0, 30, frozenset({"ремонт"}), frozenset({"мост"}), frozenset({"заречны"}), "мост")
OWN = Row(
    words=12, total=91.5, lost=(("sincerity", 8.5),),
    findings=(("promises/promise", 0, 30, "advice", -2.0, "Назовите день.", False),),
    traits=frozenset({"question", "topic:roads"}), triples=b"12345678", topics=("roads",),
    deeds=Deeds((DEED,), (DEED._replace(start=31, end=60),), frozenset({"заречны"})),
    deadlines={1_065_000_600: (Named("к пятнице", date(2026, 3, 6)),),
               1_065_043_770: (Named("скоро", None, "ГК РФ"),)},
)  # fmt: skip
COMMENT = Row(traits=frozenset({"complaint"}))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOVPOST_CACHE", str(tmp_path))
    return tmp_path


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def filled(rows: dict[bytes, Row], name: str = "plan") -> None:
    RowStore(name).save(rows, [*rows])


def some(first: int = 0, number: int = 20) -> dict[bytes, Row]:
    return {key(n): Row(words=n % 3) if n % 2 else OWN for n in range(first, first + number)}


def content(folder: Path, kind: str = "rows") -> tuple[Path, Any]:
    (file,) = folder.glob(f"{kind}-*.bin")
    return file, marshal.loads(file.read_bytes()[HEAD:])


def test_rows_come_back_whole() -> None:
    rows = {key(1): OWN, key(2): COMMENT, key(3): Row()}
    filled(rows)
    again = RowStore("plan")
    assert {name: again.get(name) for name in rows} == rows
    assert again.get(key(4)) is None


def test_equal_rows_are_one(folder: Path) -> None:
    filled({key(n): COMMENT for n in range(1000)})
    file, (_, (_, _, plain)) = content(folder)
    assert len(plain) == 1
    assert file.stat().st_size < 1000 * 21
    again = RowStore("plan")
    assert again.get(key(1)) is again.get(key(999))


def test_new_rows_join_the_kept_ones() -> None:
    filled(some(0, 20))
    filled(some(20, 5))
    again = RowStore("plan")
    assert all(again.get(name) == row for name, row in some(0, 25).items())


def test_a_few_new_rows_have_a_file_beside_the_large_one(folder: Path) -> None:
    filled(some(0, 200))
    file, whole = content(folder)
    before = file.stat().st_mtime_ns
    filled({**some(200, 5), key(0): COMMENT})
    filled(some(205, 5))
    assert file.stat().st_mtime_ns == before
    assert content(folder) == (file, whole)
    assert len(content(folder, "added")[1][1][0]) == 11 * 16
    again = RowStore("plan")
    assert {name: again.get(name) for name in some(0, 210)} == some(0, 210) | {key(0): COMMENT}
    filled(some(210, 20))
    assert content(folder, "added")[1][1] == (b"", b"", [])
    again = RowStore("plan")
    assert {name: again.get(name) for name in some(0, 230)} == some(0, 230) | {key(0): COMMENT}


@pytest.mark.parametrize("kind", ["rows", "added"])
def test_a_damaged_file_leaves_the_other_alone(folder: Path, kind: str) -> None:
    filled(some(0, 200))
    filled(some(200, 5))
    file, _ = content(folder, kind)
    file.write_bytes(file.read_bytes()[:-1])
    again = RowStore("plan")
    lost = [number for number in range(205) if again.get(key(number)) is None]
    assert lost == (list(range(200)) if kind == "rows" else list(range(200, 205)))
    filled(some(0, 205))
    assert all(RowStore("plan").get(key(number)) for number in range(205))


def test_a_row_is_replaced() -> None:
    filled({key(1): COMMENT, key(2): OWN})
    filled({key(1): OWN})
    again = RowStore("plan")
    assert again.get(key(1)) == again.get(key(2)) == OWN


@pytest.mark.parametrize("other", ["", "plan ", "another plan"])
def test_rows_of_another_plan_are_not_seen(other: str) -> None:
    filled(some())
    assert RowStore(other).get(key(0)) is None


def test_rows_of_another_layout_are_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    filled(some())
    monkeypatch.setattr(store, "_LAYOUT", "rows-of-tomorrow")
    assert RowStore("plan").get(key(0)) is None


def test_a_file_under_a_wrong_name_is_not_believed(folder: Path) -> None:
    filled(some(), "another plan")
    (file,) = folder.glob("rows-*.bin")
    filled(some(30, 1))
    (own,) = set(folder.glob("rows-*.bin")) - {file}
    own.write_bytes(file.read_bytes())
    assert RowStore("plan").get(key(0)) is None


def test_a_cut_file_holds_nothing(folder: Path) -> None:
    filled(some())
    (file,) = folder.glob("rows-*.bin")
    whole = file.read_bytes()
    for size in (0, 5, HEAD - 1, HEAD, HEAD + 1, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        assert RowStore("plan").get(key(0)) is None, size


def test_a_changed_byte_is_noticed(folder: Path) -> None:
    filled(some())
    (file,) = folder.glob("rows-*.bin")
    whole = file.read_bytes()
    for place in range(0, len(whole), 37):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert RowStore("plan").get(key(0)) is None, place
    filled(some())
    assert RowStore("plan").get(key(0)) == OWN


@pytest.mark.parametrize(
    "change",
    [
        lambda keys, numbers, plain: None,
        lambda keys, numbers, plain: 5,
        lambda keys, numbers, plain: "rows",
        lambda keys, numbers, plain: [],
        lambda keys, numbers, plain: (keys, numbers),
        lambda keys, numbers, plain: (keys[:-16], numbers, plain),
        lambda keys, numbers, plain: (keys, numbers[:-1], plain),
        lambda keys, numbers, plain: (keys, array("I", [9] * 20).tobytes(), plain),
        lambda keys, numbers, plain: (keys, numbers, plain[:-1]),
        lambda keys, numbers, plain: (keys, numbers, [one[:-1] for one in plain]),
        lambda keys, numbers, plain: (keys, numbers, [7 for _ in plain]),
        lambda keys, numbers, plain: (keys, numbers, 7),
    ],
)
def test_other_data_under_the_right_name_is_no_row(
    folder: Path, change: Callable[..., Any]
) -> None:
    filled(some())
    _, (name, data) = content(folder)
    cache.store_data("rows", name, change(*data))
    again = RowStore("plan")
    missing = [one for one in some() if again.get(one) is None]
    assert missing
    again.save(some(), missing)
    assert RowStore("plan").get(missing[0]) == some()[missing[0]]


def test_what_is_not_needed_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST", 25)
    filled(some(0, 20))
    filled(some(20, 5))
    assert RowStore("plan").get(key(0)) == OWN
    filled(some(25, 5))
    again = RowStore("plan")
    assert again.get(key(0)) is None
    assert again.get(key(26)) == OWN


def test_a_folder_that_cannot_be_written_is_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    monkeypatch.setenv("GOVPOST_CACHE", str(taken))
    filled(some())
    assert RowStore("plan").get(key(0)) is None


def write_often(first: int) -> None:
    for _ in range(30):
        filled(some(first, 200))


def test_files_written_at_once_are_whole(folder: Path) -> None:
    filled(some(0, 1))
    program = "from tests.history.test_stores import write_often; write_often({})"
    writers = [
        subprocess.Popen([sys.executable, "-c", program.format(first)], cwd=ROOT)
        for first in (1000, 2000)
    ]
    while any(writer.poll() is None for writer in writers):
        assert RowStore("plan").get(key(0)) == OWN
    assert [writer.wait() for writer in writers] == [0, 0]
    again = RowStore("plan")
    whole = [all(again.get(key(n)) for n in range(first, first + 200)) for first in (1000, 2000)]
    assert any(whole)  # who wrote last has all that it knew
    assert [*folder.glob(".*")] == []


# ---- hidden places ----

QUOTES = (
    "Звоните Анне Петровне Смирновой, 8 912 345-67-89.", "Починили мост в Заречном.", "",
    "Спасибо, Ольга! Садовая, 14, квартира 7.", "Уже • скрыто •••", "Пишите: a.b@primer.ru 🙂",
)  # fmt: skip


def quotes(pack: Ruleset, known: Masks | None) -> list[str]:
    quoter = Quoter(pack.private, ("Заречный",), known)
    return [quoter.masked(text) for text in QUOTES for _ in range(2)]


def test_quotations_are_the_same_with_and_without(folder: Path, pack: Ruleset) -> None:
    plain = quotes(pack, None)
    first = Masks("plan")
    assert quotes(pack, first) == plain
    first.save()
    assert [*folder.glob("masks-*.bin")]

    def refused(document: object) -> Any:
        raise AssertionError("judged again")

    quoter = Quoter(refused, ("Заречный",), Masks("plan"))
    assert [quoter.masked(text) for text in QUOTES for _ in range(2)] == plain
    assert [len(text) for text in plain[::2]] == [len(text) for text in QUOTES]


def test_no_word_is_in_the_file(folder: Path, pack: Ruleset) -> None:
    known = Masks("plan")
    quotes(pack, known)
    known.save()
    file, _ = content(folder, "masks")
    for word in ("Анн", "Смирн", "345", "Ольга", "Садов", "primer"):
        assert word.encode() not in file.read_bytes(), word


def test_a_damaged_file_hides_nothing_less(folder: Path, pack: Ruleset) -> None:
    plain = quotes(pack, None)
    known = Masks("plan")
    quotes(pack, known)
    known.save()
    file, (name, entries) = content(folder, "masks")
    whole = file.read_bytes()
    for damaged in (b"", whole[:60], whole[:-1], whole[:-3] + b"abc"):
        file.write_bytes(damaged)
        assert quotes(pack, Masks("plan")) == plain
    for other in (None, 5, [1], "x", dict.fromkeys(entries), dict.fromkeys(entries, (1,)),
                  dict.fromkeys(entries, ("a", "b")), dict.fromkeys(entries, (5, 2)),
                  dict.fromkeys(entries, (0, 10**9)), dict.fromkeys(entries, 3)):  # fmt: skip
        cache.store_data("masks", name, other)
        assert quotes(pack, Masks("plan")) == plain, other


def test_another_plan_hides_by_itself(pack: Ruleset) -> None:
    known = Masks("plan")
    quotes(pack, known)
    known.save()
    asked: list[str] = []
    Masks("another").of(QUOTES[0], lambda text: asked.append(text) or ())
    assert asked


def test_nothing_new_is_not_written(folder: Path, pack: Ruleset) -> None:
    first = Masks("plan")
    quotes(pack, first)
    first.save()
    file, _ = content(folder, "masks")
    before = file.stat().st_mtime_ns
    again = Masks("plan")
    quotes(pack, again)
    again.save()
    assert file.stat().st_mtime_ns == before


def test_old_places_go_when_there_are_too_many(
    folder: Path, pack: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masks, "_MOST", 3)
    for texts in (("раз", "два", "три"), ("четыре", "пять")):
        known = Masks("plan")
        for text in texts:
            known.of(text, lambda text: ())
        known.save()
    _, (_, entries) = content(folder, "masks")
    assert len(entries) == 2


# ---- near texts ----


def texts(seed: int, number: int = 60) -> list[bytes]:
    """Sets of word triples, many of them near each other; those of a seed overlap its next."""
    rng = random.Random(seed // 10)
    bases = [rng.sample(range(400), rng.randint(1, 25)) for _ in range(12)]
    rng = random.Random(seed)
    found = set()
    while len(found) < number:
        base = rng.choice(bases)
        kept = {n for n in base if rng.random() < 0.93} | {
            *rng.sample(range(400), rng.randint(0, 2))
        }
        if kept:
            found.add(array("Q", sorted(kept)).tobytes())
    return sorted(found)


def nearness(joins: Joins, asked: list[bytes], above: float) -> list[tuple[bytes, bytes, float]]:
    pairs = joins.near(asked, above)
    return sorted((*sorted((one, other)), similarity) for one, other, similarity in pairs)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govpost_lint.histories.nearness._MANY", 2)


@pytest.mark.parametrize("above", [0.3, 0.5, 0.7, 0.9, 1.0])
@pytest.mark.parametrize("seed", [10, 20, 30])
def test_near_texts_are_the_same_with_and_without(few: None, seed: int, above: float) -> None:
    first = texts(seed)
    later = [*first[5:], *texts(seed + 1)[:9]]
    expected = [nearness(Joins(), [*dict.fromkeys(one)], above) for one in (first, later)]
    for asked, wanted in zip(
        (first, later, later, first), (*expected, *expected[::-1]), strict=True
    ):
        kept = KeptJoins("plan")
        assert nearness(kept, [*dict.fromkeys(asked)], above) == wanted
        kept.save()
    if above < 1:
        assert expected[1]


@given(sets=st.lists(st.frozensets(st.integers(0, 15), min_size=1), min_size=1, unique=True),
       new=st.integers(0, 4), above=st.sampled_from([0.2, 0.5, 2 / 3, 0.7, 0.9, 1.0]))  # fmt: skip
def test_new_texts_are_compared_with_all(
    sets: list[frozenset[int]], new: int, above: float
) -> None:
    coded = {array("Q", sorted(one)).tobytes(): one for one in sets}
    asked = [*coded]
    found = [{one, other} for one, other, _ in compared(asked[:new], asked, above)]
    wanted = [
        {one, other}
        for one, other in combinations(asked, 2)
        if one in asked[:new]
        and len(coded[one] & coded[other]) / len(coded[one] | coded[other]) >= above
    ]
    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted))


def test_only_new_texts_are_compared(few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = texts(10, 100)
    kept = KeptJoins("plan")
    nearness(kept, first, 0.7)
    kept.save()
    asked: list[int] = []

    def counting(new: Any, *rest: Any) -> Any:
        asked.append(len(new))
        return compared(new, *rest)

    monkeypatch.setattr("govpost_lint.histories.nearness.compared", counting)
    new = [one for one in texts(11, 100) if one not in first][:7]
    nearness(KeptJoins("plan"), [*first, *new], 0.7)
    nearness(KeptJoins("another plan"), first, 0.7)
    assert asked == [7]


def test_damaged_nearness_is_made_anew(few: None, folder: Path) -> None:
    asked = texts(20)
    kept = KeptJoins("plan")
    wanted = nearness(kept, asked, 0.7)
    kept.save()
    file, (name, data) = content(folder, "near")
    whole = file.read_bytes()
    for damaged in (b"", whole[:-2], whole[:70]):
        file.write_bytes(damaged)
        assert nearness(KeptJoins("plan"), asked, 0.7) == wanted
    names, pairs = data[0.7]
    for other in (None, 3, {}, {0.7: None}, {0.7: (names, [(0, 10**6, 0.9)])}, {0.7: (names, 4)},
                  {0.7: (names[:-8], pairs)}, {0.7: (names, [(-1, 0, 0.9)])},
                  {0.7: (names, [(0, 1)])}, {0.7: (names, [("a", "b", "c")])}):  # fmt: skip
        cache.store_data("near", name, other)
        assert nearness(KeptJoins("plan"), asked, 0.7) == wanted, other
