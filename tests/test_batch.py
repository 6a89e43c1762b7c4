"""Many drafts: the same reports from any number of processes, from a cache whole or broken."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.baseline import Baseline
from govpost_lint.batch import FEW, Result, judge_all
from govpost_lint.batch.store import Keys
from govpost_lint.checking import Checker
from govpost_lint.config_file import load_config
from govpost_lint.errors import InputError
from govpost_lint.model import Attachment, Document
from tests.benchmarks.posts import posts

SECRET = "Мария Ильинична с Лесной 14, телефон 8 912 345-67-89, осуществляет проверку труб."
CLUMSY = "В целях обеспечения безопасности осуществляется проверка дорог № {}."


def drafts() -> list[Document]:
    texts = [*posts(FEW), *(CLUMSY.format(n) for n in range(9)), SECRET, "а" * 5000]
    found = [Document(f"{n}.md", text, f"{n}.md") for n, text in enumerate(texts)]
    found[3] = replace(found[3], kind="reply", reply_to="Когда починят?")
    found[5] = replace(found[5], attachments=(Attachment("image", "а.jpg", 300, 200),))
    found[7] = replace(found[7], meta={"allow": {"living-language/*": "так надо"}})
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Ruleset) -> Path:
    """An empty cache folder; the plan of the pack is loaded already."""
    monkeypatch.setenv("GOVPOST_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def results(pack: Ruleset, given: list[Document] | None = None, **options: object) -> list[Result]:
    readings = drafts() if given is None else given
    return list(judge_all(readings, pack.checker, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def expected(pack: Ruleset) -> list[Result]:
    return [pack.check(document) for document in drafts()]


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("cached", [False, True])
def test_reports_do_not_depend_on_the_number_of_jobs(
    folder: Path, pack: Ruleset, expected: list[Result], jobs: int, cached: bool
) -> None:
    assert results(pack, jobs=jobs, cached=cached) == expected
    assert folder.exists() == cached


def test_unchanged_drafts_are_not_judged_again(
    folder: Path, pack: Ruleset, expected: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    results(pack, jobs=1)
    changed = drafts()
    changed[4] = replace(changed[4], text=SECRET)
    judged: list[Document] = []
    run = pack.linter.run
    monkeypatch.setattr(pack.linter, "run", lambda d: judged.append(d) or run(d))
    assert results(pack, jobs=1) == expected
    assert not judged
    results(pack, changed, jobs=1)
    # The text is known, and only texts and what decides findings count, not names.
    assert not judged
    changed[4] = replace(changed[4], text=SECRET + " Да.")
    results(pack, changed, jobs=1)
    assert judged == [changed[4]]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Иначе."},
        {"kind": "reply"},
        {"platform": "vk"},
        {"reply_to": "Когда?"},
        {"body_start": 1},
        {"attachments": ()},
        {"attachments": (Attachment("image", "а.jpg", 1, 2),)},
        {"meta": {"tags": ["x"]}},
        {"meta": {"allow": {"a/b": "в"}}},
    ],
)
def test_everything_that_decides_is_in_the_key(pack: Ruleset, change: dict[str, object]) -> None:
    keys = Keys(pack.checker, date(2026, 3, 1))
    document = Document("a.md", "Мост.", "a.md")
    assert keys.of(replace(document, **change)) != keys.of(document)  # type: ignore[arg-type]
    assert keys.of(replace(document, id="b.md", path="b.md")) == keys.of(document)


def test_an_ignore_that_runs_out_changes_the_key(pack: Ruleset, tmp_path: Path) -> None:
    until = date(2026, 3, 1)
    (tmp_path / "govpost.yaml").write_text(
        f'ignore: [{{rule: sincerity/*, path: "a.md", reason: так, until: {until}}}]', "utf-8"
    )
    checker = Checker(pack.plan, load_config(tmp_path / "govpost.yaml"))
    document = Document("a.md", "Мост.", str(tmp_path / "a.md"))
    keys = [Keys(checker, until + timedelta(days=n)).of(document) for n in (-1, 0, 1)]
    assert keys[0] == keys[1] != keys[2]


def test_no_text_is_readable_in_the_cache(folder: Path, pack: Ruleset) -> None:
    results(pack, jobs=1)
    (file,) = folder.glob("drafts-*.bin")
    content = file.read_bytes()
    for word in ("Ильинична", "Лесной", "осуществля", "проверк", "living-language", "345"):
        assert word.encode() not in content
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


def damages(content: bytes) -> Iterator[bytes]:
    yield b""
    yield content[: len(content) // 2]
    yield bytes(len(content))
    for place in range(60, len(content), len(content) // 3):
        yield content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def test_a_damaged_cache_is_made_anew(folder: Path, pack: Ruleset, expected: list[Result]) -> None:
    results(pack, jobs=1)
    (file,) = folder.glob("drafts-*.bin")
    for damaged in damages(file.read_bytes()):
        file.write_bytes(damaged)
        assert results(pack, jobs=1) == expected


def test_entries_that_are_not_ours_are_not_believed(
    folder: Path, pack: Ruleset, expected: list[Result]
) -> None:
    """The checksum of the file proves nothing to who can write it; the entries prove themselves."""
    from govpost_lint.ruleset import cache

    results(pack, jobs=1)
    (file,) = folder.glob("drafts-*.bin")
    name = file.name.split("-")[-1].removesuffix(".bin")
    import marshal

    key, entries = marshal.loads(file.read_bytes()[len(b"govpost-lint plan\n") + 32 :])
    assert name in key
    names = list(entries)
    swapped = dict(zip(names, [entries[name] for name in reversed(names)], strict=True))
    for poisoned in (swapped, dict.fromkeys(names, b"x" * 40), dict.fromkeys(names, 5), [1], "x"):
        cache.store_data("drafts", key, poisoned)
        assert results(pack, jobs=1) == expected


def test_errors_stay_in_their_place(folder: Path, pack: Ruleset) -> None:
    error = InputError("сломан")
    readings = [*drafts()[:60], error, *drafts()[60:]]
    for jobs in (1, 2):
        found = results(pack, readings, jobs=jobs, cached=False)  # type: ignore[arg-type]
        assert found[60] is error
        assert len(found) == len(readings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_baseline_counts_the_same(folder: Path, pack: Ruleset, jobs: int) -> None:
    reports = [pack.check(document) for document in drafts()[FEW:]]
    known = Baseline.of(reports, Path())

    def again() -> Baseline:
        return Baseline(Path(), known.entries)

    serial, expected = again(), []
    for document in drafts():
        expected.append(pack.check(document, baseline=serial))
    for _ in range(2):  # the second time from the cache
        marked = again()
        assert results(pack, baseline=marked, jobs=jobs) == expected
        assert marked.stale() == serial.stale()


def test_the_cache_is_bounded(folder: Path, pack: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    from govpost_lint.batch import store

    monkeypatch.setattr(store, "LARGEST", 20_000)
    results(pack, jobs=1)
    (file,) = folder.glob("drafts-*.bin")
    assert file.stat().st_size < 30_000
    monkeypatch.setattr(store, "MOST", 3)
    results(pack, [replace(d, text=d.text + " Да.") for d in drafts()], jobs=1)
    assert file.stat().st_size < 5_000
