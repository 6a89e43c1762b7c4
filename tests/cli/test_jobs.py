"""``check --jobs`` and ``--no-cache``: as fast as wanted, the same report."""

import pytest


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


@pytest.mark.parametrize("jobs", ["0.5", "-1", "много", "1000", "٣"])
def test_a_wrong_number_is_said(run, jobs) -> None:
    done = run("check", "-", "--jobs", jobs, stdin="Мост.".encode())
    assert done.returncode == 2
    assert "нужно целое число от 1 до 64" in done.stderr
