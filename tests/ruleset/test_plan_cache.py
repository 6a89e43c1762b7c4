"""The plan cache: the same results cold and warm; damage and strangers' files change nothing."""

from __future__ import annotations

import json
import marshal
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.ruleset import cache, loading
from tests.small import find, match_rule, write_folder

TEXT = "Мы проводим ремонт. Мосты и мост."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rules = [
        match_rule({"phrase": "{проводить} {act=@deeds:accs}", "suggest": ["{act} идёт"]}),
        match_rule("{мост}", {"regex": "!{2,}"}, id="sincerity/word"),
    ]
    return write_folder(tmp_path / "rules", rules, lists={"deeds": ["ремонт"]},
                        profiles={"strict": {"weights": {"sincerity": 50}}})  # fmt: skip


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOVPOST_CACHE", str(tmp_path / "plans"))
    return tmp_path / "plans"


def stored(plans: Path) -> list[Path]:
    return sorted(plans.glob("plan-*.bin"))


def result(folder: Path, profile: str = "governor") -> object:
    report = find(Ruleset.load(folder, profile), TEXT)
    return report.findings, report.score


def test_warm_equals_cold(folder: Path, plans: Path) -> None:
    cold = result(folder)
    (path,) = stored(plans)
    before = path.read_bytes()
    assert result(folder) == cold
    assert path.read_bytes() == before


def test_warm_load_compiles_nothing(folder: Path, plans: Path) -> None:
    Ruleset.load(folder)
    program = (
        "import sys; from govpost_lint import Ruleset; Ruleset.load(sys.argv[1]);"
        "print(sorted(set(sys.modules) & {'pydantic', 'yaml', 'govpost_lint.ruleset.compiler'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def stamps(plans: Path) -> list[Path]:
    return sorted(plans.glob("stamp-*.bin"))


def test_files_changed_a_moment_ago_are_read_again(folder: Path, plans: Path) -> None:
    result(folder)
    assert not stamps(plans)


def test_files_at_rest_are_known_by_size_and_times(
    folder: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_REST", 0)
    cold = result(folder)
    (stamp,) = stamps(plans)
    assert result(folder) == cold
    stamp.write_bytes(b"")
    assert result(folder) == cold


def test_change_that_keeps_size_and_time_is_noticed(
    folder: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_REST", 0)
    before = result(folder)
    path = folder / "sincerity" / "word.yaml"
    times, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("{мост}", "{рост}"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert result(folder) != before


def damage(content: bytes) -> dict[str, bytes]:
    """Ways in which a cache file may be broken."""
    middle = len(content) // 2
    return {
        "empty": b"",
        "cut short": content[:middle],
        "head only": content[:50],
        "one byte changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:],
        "text": "план".encode(),
        "pickle": pickle.dumps({"format": 1}),
        "marshal without a checksum": marshal.dumps({"format": 1}),
        "zeros": bytes(len(content)),
    }  # fmt: skip


@pytest.mark.parametrize("kind", list(damage(b"plan")))
def test_damaged_file_is_made_anew(kind: str, folder: Path, plans: Path) -> None:
    cold = result(folder)
    (path,) = stored(plans)
    sound = path.read_bytes()
    path.write_bytes(damage(sound)[kind])
    assert result(folder) == cold
    assert path.read_bytes() == sound


def test_sound_file_under_another_name_is_refused(folder: Path, plans: Path) -> None:
    """A plan of other rules copied over ours must not be taken for ours."""
    ours = result(folder)
    (our_path,) = stored(plans)
    theirs = result(folder, "strict")
    (their_path,) = [path for path in stored(plans) if path != our_path]
    our_path.write_bytes(their_path.read_bytes())
    assert ours != theirs
    assert result(folder) == ours


def test_cache_that_cannot_be_written_is_no_mistake(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("это не папка")
    monkeypatch.setenv("GOVPOST_CACHE", str(blocked / "plans"))
    assert result(folder)


def test_two_writers_at_once(folder: Path, plans: Path) -> None:
    program = (
        "import sys; from govpost_lint import Ruleset, check_text;"
        "print(len(check_text(sys.argv[2], Ruleset.load(sys.argv[1])).findings))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(folder), TEXT], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [writer.communicate(timeout=60)[0].strip() for writer in writers] == [b"3", b"3"]
    assert len(stored(plans)) == 1
    assert list(plans.glob(".plan-*")) == []


def test_old_plans_are_dropped(folder: Path, plans: Path) -> None:
    for number in range(40):
        cache.store(f"sha256:{number:040}", {"format": 1, "fingerprint": "x"})
    Ruleset.load(folder)
    assert len(stored(plans)) <= 25


CHANGES = {
    "rule": ("living-language/word.yaml", "Слово", "Слова"),
    "list": ("lists/deeds.yaml", "ремонт", "уборка"),
    "profile": ("profiles/governor.yaml", "Профиль", "Настройки"),
    "standard": ("standard.yaml", "Просто.", "Очень просто."),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_change_of_a_file_changes_the_fingerprint(kind: str, folder: Path, plans: Path) -> None:
    before = Ruleset.load(folder).fingerprint
    name, old, new = CHANGES[kind]
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert Ruleset.load(folder).fingerprint != before


def test_profile_and_a_new_file_change_the_fingerprint(folder: Path, plans: Path) -> None:
    one = Ruleset.load(folder).fingerprint
    other = Ruleset.load(folder, "strict").fingerprint
    (folder / "lists" / "more.yaml").write_text(
        json.dumps({"id": "more", "title": "Ещё", "items": ["дом"]}, ensure_ascii=False),
        encoding="utf-8",
    )
    assert len({one, other, Ruleset.load(folder).fingerprint}) == 3


def test_changed_list_changes_what_is_found(folder: Path, plans: Path) -> None:
    before = len(find(Ruleset.load(folder), TEXT).findings)
    path = folder / "lists/deeds.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ремонт", "уборка"), encoding="utf-8")
    assert len(find(Ruleset.load(folder), TEXT).findings) == before - 1


def test_fingerprint_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    """The same rules in another place give the same report: CI and desk must agree."""
    folders = [write_folder(tmp_path / name, [match_rule("мост")]) for name in ("a", "b")]
    one, other = (Ruleset.load(folder).fingerprint for folder in folders)
    assert one == other


def test_cache_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVPOST_CACHE", "/somewhere")
    assert cache.cache_folder() == Path("/somewhere")
    monkeypatch.delenv("GOVPOST_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    if sys.platform == "linux":
        assert cache.cache_folder() == Path("/cache/govpost-lint")
