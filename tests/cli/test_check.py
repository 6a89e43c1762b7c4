"""``check``: exit codes, options, outputs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "Завтра меняем трубу на Садовой."
ADVICE = "В рамках плана меняем трубу."
WARNING = "Служба осуществляет проверку труб."
ERROR = "Меняем трубу!!!"
PREVIEW = "Функционирование трубы налажено."


def stdin(text: str) -> bytes:
    return text.encode()


EXIT_CODES = [
    (GOOD, [], 0),
    (PREVIEW, [], 0),
    (PREVIEW, ["--fail-on", "advice"], 0),
    (ADVICE, [], 0),
    (ADVICE, ["--fail-on", "advice"], 1),
    (ADVICE, ["--fail-on", "warning"], 0),
    (WARNING, [], 0),
    (WARNING, ["--fail-on", "warning"], 1),
    (WARNING, ["--min-score", "94"], 0),
    (WARNING, ["--min-score", "99,5"], 1),
    (ERROR, [], 1),
    (ERROR, ["--fail-on", "never"], 0),
    (ERROR, ["--fail-on", "never", "--min-score", "100"], 1),
    ("…", ["--min-score", "100"], 0),
]


@pytest.mark.parametrize(("text", "options", "code"), EXIT_CODES)
def test_exit_code(run, text, options, code) -> None:
    done = run("check", "-", *options, stdin=stdin(text))
    assert (done.returncode, done.stderr) == (code, "")


def report(done: "subprocess.CompletedProcess[str]") -> dict:
    return json.loads(done.stdout)


def test_kind_and_platform_of_the_command_line_win(run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nkind: post\nplatform: ok\n---\nРазберёмся.", "utf-8")
    options = ["--kind", "reply", "--platform", "vk", "--format", "json"]
    [document] = report(run("check", "a.md", *options))["documents"]
    assert (document["kind"], document["platform"]) == ("reply", "vk")
    assert [finding["rule"] for finding in document["findings"]] == ["feedback/no-deadline"]


def test_profile_changes_weights(run) -> None:
    done = run("check", "-", "--profile", "strict", "--format", "json", stdin=stdin(ERROR))
    assert report(done)["profile"] == "strict"
    assert report(done)["documents"][0]["score"]["criteria"]["sincerity"]["weight"] == 80


def test_offsets_count_code_points_of_the_decoded_source(run) -> None:
    text = "---\r\nkind: post\r\n---\r\n👍 Ура!!!\r\n"
    source = b"\xef\xbb\xbf" + text.encode()
    [document] = report(run("check", "-", "--format", "json", stdin=source))["documents"]
    [finding] = document["findings"]
    assert text[finding["start"] : finding["end"]] == finding["text"] == "!!!"
    assert (finding["line"], finding["column"], finding["end_column"]) == (4, 6, 9)


def test_report_to_a_file(run, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("старый", encoding="utf-8")
    done = run("check", "-", "--format", "json", "--output", "report.json", stdin=stdin(GOOD))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Отчёт записан: report.json\n"
    assert json.loads(target.read_text("utf-8"))["summary"]["documents"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_report_never_replaces_a_draft_of_the_folder(run, tmp_path: Path) -> None:
    draft = tmp_path / "drafts" / "a.md"
    draft.parent.mkdir()
    draft.write_text(GOOD, encoding="utf-8")
    done = run("check", "drafts", "--output", "drafts/a.md")
    assert done.returncode == 2
    assert done.stderr.startswith("drafts/a.md: это проверяемый файл.")
    assert draft.read_text("utf-8") == GOOD


def test_unreadable_input_still_gives_valid_json(run) -> None:
    done = run("check", "нет.md", "--format", "json")
    assert done.returncode == 2
    assert report(done)["documents"] == []


def test_runs_are_the_same_byte_for_byte(run) -> None:
    text = stdin(f"{WARNING}\n{ERROR} {ADVICE}")
    first, second = (run("check", "-", "--format", "json", stdin=text) for _ in range(2))
    assert first.stdout == second.stdout


def test_no_colour_into_a_pipe_and_80_columns(run) -> None:
    done = run("check", "-", stdin=stdin(f"{WARNING} " * 10))
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_colour_where_it_is_asked_for(run) -> None:
    done = run("check", "-", stdin=stdin(WARNING), FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[" in done.stdout
    done = run("check", "-", stdin=stdin(WARNING), FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in done.stdout


def test_output_survives_an_old_terminal(run) -> None:
    done = run("check", "-", stdin=stdin(f"👍 {WARNING}"), PYTHONIOENCODING="ascii")
    assert "👍 Служба" in done.stdout


def test_personal_data_is_in_no_report(run) -> None:
    text = stdin("Звоните мастеру Ивану: 8 912 345-67-53!!!")
    for form in ("console", "json"):
        assert "345" not in run("check", "-", "--format", form, stdin=text).stdout


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_reader_that_leaves_is_no_fault(environment, tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "{ERROR} {number}"}}\n' for number in range(500))
    (tmp_path / "posts.jsonl").write_text(lines, encoding="utf-8")
    rules = Path(__file__).parent / "rules"
    command = [sys.executable, "-m", "govpost_lint", "check", "posts.jsonl", "--rules", str(rules)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


def test_suppressed_findings_are_counted_and_shown_on_demand(run) -> None:
    text = stdin(f"{ERROR} <!-- allow sincerity/shouting: так просил автор -->")
    done = run("check", "-", stdin=text)
    assert done.returncode == 0
    assert "Находок нет. Разрешено: 1." in done.stdout
    assert "Крик" not in done.stdout
    assert (
        "разрешено: так просил автор" in run("check", "-", "--show-suppressed", stdin=text).stdout
    )
    [finding] = report(run("check", "-", "--format", "json", stdin=text))["documents"][0][
        "findings"
    ]
    assert (finding["suppressed"], finding["points"]) == ("так просил автор", 0)


def test_configuration_is_found_upward(run, tmp_path: Path) -> None:
    (tmp_path / "govpost.yaml").write_text("profile: strict\nskip: [sincerity/*]\n", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").write_text(ERROR, "utf-8")
    done = run("check", "deep/a.md", "--format", "json")
    assert done.returncode == 0
    assert report(done)["profile"] == "strict"
    (tmp_path / "other.yaml").write_text("profile: governor\n", "utf-8")
    done = run("check", "deep/a.md", "--config", "other.yaml", "--format", "json")
    assert done.returncode == 1
    assert report(done)["profile"] == "governor"


def test_mistakes_of_the_configuration(run, tmp_path: Path) -> None:
    (tmp_path / "govpost.yaml").write_text("profil: strict\n", "utf-8")
    done = run("check", "-", stdin=stdin(GOOD))
    assert done.returncode == 2
    assert "неизвестный ключ «profil»" in done.stderr
    assert "возможно, «profile»" in done.stderr
    done = run("check", "-", "--config", "нет.yaml", stdin=stdin(GOOD))
    assert (done.returncode, done.stdout) == (2, "")


def test_expired_permissions_are_told(run, tmp_path: Path) -> None:
    entry = "{rule: sincerity/*, reason: праздник, until: 2020-01-31}"
    (tmp_path / "govpost.yaml").write_text(f"ignore:\n  - {entry}\n", "utf-8")
    done = run("check", "-", stdin=stdin(GOOD))
    assert done.returncode == 0
    assert "разрешение «sincerity/*» кончилось 31.01.2020." in done.stderr


def test_own_rules_stand_beside_those_of_the_program(run, tmp_path: Path) -> None:
    rule = (Path(__file__).parent / "rules" / "sincerity" / "shouting.yaml").read_text("utf-8")
    rule = rule.replace("sincerity/shouting", "sincerity/own-shouting")
    rule = rule.replace("'!{2,}'", "'~{2,}'").replace("!", "~")
    rule = rule.replace("test/respect", "governors/human")
    (tmp_path / "own" / "sincerity").mkdir(parents=True)
    (tmp_path / "own" / "sincerity" / "own-shouting.yaml").write_text(rule, "utf-8")
    done = run("check", "-", "--rules", "own", "--format", "json", stdin=stdin("Ура~~~"))
    assert "sincerity/own-shouting" in done.stdout
    done = run("rules", "test", "own")
    assert (done.returncode, done.stdout) == (0, "Правил: 1, примеров: 4, не сошлось: 0\n")
