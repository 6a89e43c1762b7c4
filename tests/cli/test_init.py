"""``init`` and the hook: two lines of configuration guard a repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from govpost_lint.config_file import load_config
from tests.cli.test_changed import git

ROOT = Path(__file__).parents[2]


def test_the_first_configuration_is_read(run, tmp_path) -> None:
    done = run("init")
    assert (done.returncode, done.stderr) == (0, "govpost.yaml: записан.\n")
    config = load_config(tmp_path / "govpost.yaml")
    assert config.profile == "governor"
    text = (tmp_path / "govpost.yaml").read_text("utf-8")
    lines = [line.replace("# ", "", 1) if ": [" in line or "- {" in line else line
             for line in text.splitlines()]  # fmt: skip
    (tmp_path / "pravila").mkdir()
    (tmp_path / "all.yaml").write_text("\n".join(lines).replace("# ignore:", "ignore:"), "utf-8")
    config = load_config(tmp_path / "all.yaml")
    assert config.account.names == ("Иванов", "Иван")
    assert [entry.reason for entry in config.ignore] == ["старые тексты"]


@pytest.mark.parametrize("system", ["github", "gitlab", "pre-commit"])
def test_snippets_are_yaml_and_name_the_command(run, tmp_path, system) -> None:
    run("init", "--ci", system)
    [path] = [p for p in tmp_path.rglob("*") if p.is_file() and p.name != "govpost.yaml"]
    text = path.read_text("utf-8")
    assert "govpost-lint" in text
    assert yaml.safe_load(text)


def test_nothing_is_overwritten(run, tmp_path) -> None:
    (tmp_path / "govpost.yaml").write_text("profile: agency\n", "utf-8")
    os.symlink("нигде", tmp_path / ".gitlab-ci.yml")
    done = run("init", "--ci", "gitlab", "--ci", "github")
    assert done.returncode == 0
    assert "govpost.yaml: уже есть, не тронут." in done.stderr
    assert ".gitlab-ci.yml: уже есть, не тронут." in done.stderr
    assert (tmp_path / "govpost.yaml").read_text("utf-8") == "profile: agency\n"
    assert not (tmp_path / "нигде").exists()
    assert (tmp_path / ".github/workflows/govpost-lint.yml").is_file()


def test_a_file_where_a_folder_is_wanted(run, tmp_path) -> None:
    (tmp_path / ".github").write_text("", "utf-8")
    done = run("init", "--ci", "github")
    assert done.returncode == 2
    assert ".github: это файл, а нужна папка. Переименуйте его.\n" in done.stderr


def test_no_such_folder(run) -> None:
    done = run("init", "нет/такой")
    assert (done.returncode, done.stderr) == (2, "нет/такой: такой папки нет. Создайте её.\n")


@pytest.fixture(scope="session")
def hook(tmp_path_factory) -> Path:
    """The project as a repository that pre-commit can install the hook from."""
    copy = tmp_path_factory.mktemp("hook") / "govpost-lint"
    copy.mkdir()
    for name in ("src", "rules"):
        ignored = shutil.ignore_patterns("__pycache__", ".mypy_cache")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, copy / name)
    git(copy, "init", "-q")
    git(copy, "add", ".")
    git(copy, "commit", "-qm", "Hook")
    return copy


def test_pre_commit_blocks_a_bad_commit_and_passes_a_good_one(hook, tmp_path) -> None:
    git(tmp_path, "init", "-q")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(hook.parent / "cache")}
    environment.pop("PYTHONPATH", None)

    def commit(text: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "post.md").write_text(text, "utf-8")
        git(tmp_path, "add", "post.md")
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(hook), "govpost-lint"]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True
        )

    bad = commit("Мы вас не звали, учитесь читать объявления!!!\n")
    assert bad.returncode == 1, bad.stderr
    assert "post.md" in bad.stdout
    good = commit("Завтра с утра меняем трубу на Садовой. Воду вернём к обеду.\n")
    assert good.returncode == 0, good.stdout
