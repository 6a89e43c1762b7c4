"""``--changed-since``: a pull request is judged by what it changes."""

import json
import subprocess
from pathlib import Path

import pytest

BAD = "Служба осуществляет проверку труб.\n"


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "посты").mkdir()
    for name in ("old.md", "changed.md", "gone.md", "посты/тоже старый.md"):
        (tmp_path / name).write_text(BAD, "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Первые посты")
    (tmp_path / "changed.md").write_text(f"Мост.\n{BAD}", "utf-8")
    (tmp_path / "gone.md").unlink()
    (tmp_path / "посты/новый пост.md").write_text(BAD, "utf-8")
    (tmp_path / "notes.odt").write_text("x")
    return tmp_path


def paths(done) -> list[str]:
    return [document["path"] for document in json.loads(done.stdout)["documents"]]


def test_new_and_changed_drafts_only(run, repository) -> None:
    done = run("check", ".", "--changed-since", "HEAD", "--format", "json")
    assert paths(done) == ["changed.md", "посты/новый пост.md"]
    assert paths(run("check", "посты", "--changed-since", "HEAD", "--format", "json")) == [
        "посты/новый пост.md"
    ]
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Новые")
    done = run(
        "check", ".", "--changed-since", "HEAD~1", "--format", "json", cwd=repository / "посты"
    )
    assert paths(done) == ["новый пост.md"]


def test_renamed_drafts_are_found_by_their_new_name(run, repository) -> None:
    git(repository, "checkout", "-q", "changed.md")
    (repository / "посты/новый пост.md").unlink()
    git(repository, "mv", "посты/тоже старый.md", 'посты/ёлка «№ 5» "x".md')
    done = run("check", ".", "--changed-since", "HEAD", "--format", "json")
    assert paths(done) == ['посты/ёлка «№ 5» "x".md']
    git(repository, "commit", "-qm", "Новое имя")
    done = run("check", "посты", "--changed-since", "HEAD~1", "--format", "json")
    assert paths(done) == ['посты/ёлка «№ 5» "x".md']


def test_nothing_changed_is_no_fault(run, repository) -> None:
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Новые")
    done = run("check", ".", "--changed-since", "HEAD")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Изменённых черновиков с версии HEAD нет.\n"


@pytest.mark.parametrize("revision", ["нет-такой", "--output=взлом", "HEAD~99", ""])
def test_no_such_revision(run, repository, revision) -> None:
    done = run("check", ".", f"--changed-since={revision}")
    assert done.returncode == 2
    assert done.stderr == f"--changed-since: версии «{revision}» в хранилище нет.\n"
    assert not (repository / "взлом").exists()


def test_no_repository(run, tmp_path) -> None:
    (tmp_path / "a.md").write_text(BAD, "utf-8")
    done = run(
        "check", ".", "--changed-since", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent)
    )
    assert done.returncode == 2
    assert done.stderr.startswith("--changed-since: ")
    assert done.stderr.count("\n") == 1
