"""``check --jobs`` and ``--no-cache``: as fast as wanted, the same report."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from govpost_lint.ruleset.loading import default_folder


def test_output_is_identical(run, tmp_path) -> None:
    for number in range(120):
        text = f"Служба осуществляет проверку № {number}.\n\nЭто !!! важно.\n"
        (tmp_path / f"{number:03}.md").write_text(text, "utf-8")
    (tmp_path / "050.md").write_bytes(b"\xff\x00\xfe\x00\x00")
    shown = [
        run("check", ".", "--format", "json", "--fail-on", "never", *options)
        for options in (
            ["--no-cache"],
            ["--jobs", "1"],
            ["--jobs", "1"],
            ["--jobs", "2", "--no-cache"],
            ["--jobs", "3"],
        )
    ]
    assert {(one.stdout, one.stderr, one.returncode) for one in shown} == {
        (shown[0].stdout, shown[0].stderr, 2)
    }
    assert "050.md" in shown[0].stderr


def test_fixes_are_identical(run, tmp_path) -> None:
    texts = {
        tmp_path / str(jobs) / f"{number:03}.md": f"Мост {number} [на сегодня] открыт!!!\n"
        for number in range(120)
        for jobs in (1, 3)
    }
    for path, text in texts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    rules = str(default_folder())

    def shown(jobs: int, *options: str) -> tuple[str, str, int]:
        folder = tmp_path / str(jobs)
        more = ("--jobs", str(jobs), "--fail-on", "never", *options)
        done = run("check", ".", "--rules", rules, *more, cwd=folder)
        return done.stdout, done.stderr, done.returncode

    assert shown(1, "--diff") == shown(3, "--diff")
    assert shown(1, "--diff")[0].count("+Мост") == 120
    assert shown(1, "--fix") == shown(3, "--fix")
    for path, text in texts.items():
        assert path.read_text("utf-8") == text.replace("!!!", "!")


def test_two_runs_at_once_share_a_cache(run, tmp_path) -> None:
    folder, cache = tmp_path / "drafts", tmp_path / "cache"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number:03}.md").write_text(f"Служба осуществляет проверку {number}.", "utf-8")

    def check(_: int) -> tuple[str, str, int]:
        options = ("--format", "json", "--fail-on", "never")
        done = run("check", ".", *options, cwd=folder, GOVPOST_CACHE=str(cache))
        return done.stdout, done.stderr, done.returncode

    with ThreadPoolExecutor(2) as pool:
        shown = {*pool.map(check, range(4)), check(0)}
    assert len(shown) == 1
    assert {code for *_, code in shown} == {0}
    assert not list(cache.glob(".*"))  # nothing half written is left


@pytest.mark.parametrize("jobs", ["0.5", "-1", "много", "1000", "٣"])
def test_a_wrong_number_is_said(run, jobs) -> None:
    done = run("check", "-", "--jobs", jobs, stdin="Мост.".encode())
    assert done.returncode == 2
    assert "нужно целое число от 1 до 64" in done.stderr
