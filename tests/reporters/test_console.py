"""The report for people."""

import io
from collections.abc import Sequence

import pytest

from govpost_lint.model import Report
from govpost_lint.reporters import Run, console
from govpost_lint.reporters.excerpt import cells

TEXT = "Добрый день!\nСегодня администрация осуществляет проверку дорог. Ждём вас."
PLACE = "осуществляет проверку"


def render(reports: Sequence[Report], run: Run, **options: object) -> str:
    stream = io.StringIO()
    console.write(reports, run, stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def test_one_report(run, find, report) -> None:
    finding = find(TEXT, PLACE, suggestions=("проверяет", "смотрит"))
    whole = find(
        TEXT, rule="sincerity/no-date", criterion="sincerity", severity="error", basis="norm"
    )
    assert (
        render([report(TEXT, finding, whole)], run)
        == """\
── post.md ── пост · 9 слов ────────────────────────────────────────────────────

2:23  предупреждение  Пустой глагол
    Сегодня администрация осуществляет проверку дорог.
                          ^^^^^^^^^^^^^^^^^^^^^
    «осуществляет проверку» — скажите проще.
    Лучше: «проверяет» / «смотрит»
    основание: практика · Живой язык −5 · living-language/empty-verb

весь текст  ошибка  Пустой глагол
    Добавьте дату.
    основание: норма · Искренность −5 · sincerity/no-date

                                         балл   вес  с итога
    Живой язык   ███████████████████░    95,0    50     −2,5
    Искренность  ███████████████████░    95,0    50     −2,5
Итог: 95,0 из 100, топ-зона
Исправить в первую очередь:
    1. Пустой глагол (1 место): +2,5 к итогу
    2. Пустой глагол (1 место): +2,5 к итогу
Находки: 1 ошибка, 1 предупреждение.

"""
    )


def test_clean_report(run, report) -> None:
    assert (
        render([report("Всё починили.", kind="reply", platform="vk")], run)
        == """\
── post.md ── ответ · ВКонтакте · 2 слова ──────────────────────────────────────

Итог: 100,0 из 100, топ-зона
Находок нет.

"""
    )


def test_text_without_words_has_no_score(run, report) -> None:
    assert "Оценки нет: в тексте нет слов." in render([report("")], run)


def test_preview_costs_nothing_and_suppressed_is_only_counted(run, find, report) -> None:
    preview = find(TEXT, "дорог", points=0.0, status="preview", basis="heuristic")
    allowed = find(TEXT, "Ждём", points=0.0, suppressed="так просил глава")
    shown = render([report(TEXT, preview, allowed)], run)
    assert "основание: наша оценка · пробное, баллов не снимает" in shown
    assert "Находки: 1 предупреждение. Разрешено: 1." in shown
    assert "так просил глава" not in shown
    shown = render([report(TEXT, preview, allowed)], run, show_suppressed=True)
    assert "разрешено: так просил глава" in shown


def test_what_returns_most_points_comes_first(run, find, report) -> None:
    findings = [
        find(TEXT, "дорог", rule="living-language/a", title="А", points=-1.0),
        find(TEXT, "Ждём", rule="living-language/b", title="Б", points=-3.0),
        find(TEXT, "вас", rule="living-language/b", title="Б", points=-3.0),
        find(TEXT, "день", rule="sincerity/c", criterion="sincerity", title="В", points=-4.0),
        find(TEXT, "Добрый", rule="sincerity/d", criterion="sincerity", title="Г", points=-2.0),
    ]
    lines = render([report(TEXT, *findings)], run).splitlines()
    start = lines.index("Исправить в первую очередь:")
    assert lines[start + 1 : start + 4] == [
        "    1. Б (2 места): +3,0 к итогу",
        "    2. В (1 место): +2,0 к итогу",
        "    3. Г (1 место): +1,0 к итогу",
    ]


def test_many_reports_end_with_a_table_of_the_worst(run, find, report) -> None:
    bad = report(TEXT, find(TEXT, PLACE, points=-80.0, severity="error"), path="", id="плохой")
    good = report("Всё починили.", path="папка/общий.jsonl", id="7")
    lines = render([good, bad], run, quiet=True).splitlines()
    assert lines == [
        "Текст                               Балл  Зона      Ошибок  Предупр.  Советов",
        "плохой                              60,0  зелёная        1         0        0",
        "папка/общий.jsonl · 7              100,0  топ            0         0        0",
        "",
        "Проверено: 2 текста. Находки: 1 ошибка.",
        "Средний итог: 80,0 из 100, топ-зона",
    ]


def test_quiet_shows_the_score_without_findings(run, find, report) -> None:
    shown = render([report(TEXT, find(TEXT, PLACE))], run, quiet=True)
    assert "Итог: 97,5 из 100" in shown
    assert PLACE not in shown


HOSTILE = (
    "Привет \x1b]0;взлом\x07 и \x1b[2J конец, [bold red]разметка[/] и [link=http://x]ссылка[/link] "
    "\u202eобратно\u202c \u2028 :smile: {0} %s [/] конец \x9b31m"
)


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_is_inert(run, find, report, monkeypatch, colour) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if colour:
        monkeypatch.setenv("FORCE_COLOR", "1")
    finding = find(
        HOSTILE,
        HOSTILE,
        title=HOSTILE,
        message=HOSTILE,
        suggestions=(HOSTILE,),
        rule=f"a/{HOSTILE}",
        suppressed=HOSTILE,
    )
    document = report(HOSTILE, finding, id=HOSTILE, path=HOSTILE, notes=(HOSTILE,))
    shown = render([document, document], run, show_suppressed=True)
    for sign in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "\u202e", "\u2028"):
        assert sign not in shown
    assert "[bold red]разметка[/]" in shown.replace("\n    ", " ")
    assert ":smile:" in shown
    assert ("\x1b[" in shown) is colour


def test_no_colour_when_asked(run, find, report, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in render([report(TEXT, find(TEXT, PLACE))], run)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_line_fits(run, find, report, width) -> None:
    long = TEXT + " " + "Очень длинное предложение о дорогах и мостах " * 5 + "👍 в городе."
    findings = (
        find(long, PLACE, title="Длинное название " * 8, message="Совет. " * 40),
        find(long, "мостах Очень длинное", suggestions=("замена " * 30,)),
    )
    one = report(long, *findings, path="папка/" * 30 + "имя.md", notes=("прочитано " * 20,))
    shown = render([one, one], run, width=width)
    assert max(map(cells, shown.splitlines())) <= width


def test_width_is_that_of_columns(run, report, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    assert cells(render([report("Починили.")], run).splitlines()[0]) == 70


def test_personal_data_is_hidden(run, find, report) -> None:
    text = "Звонила Иванова Анна, 8 912 345-67-53, просит яму закрыть."
    private = {"rule": "legal/citizen-phone", "criterion": "legal"}
    shown = render(
        [
            report(
                text,
                find(text, "8 912 345-67-53", **private),
                find(text, "Иванова Анна", **private),
                find(text, "яму"),
            )
        ],
        run,
    )
    assert "Звонила И•••••• ••••, 8 ••• •••-••-••, просит яму закрыть." in shown
    assert "«8 ••• •••-••-••» — скажите проще." in shown
    assert "912" not in shown
    assert "Анна" not in shown


def test_names_beside_personal_data_are_hidden_in_excerpts(run, find, report) -> None:
    text = "Добрый день! Воду Савельевой Марии (ул. Мельничная, д. 14, кв. 3) дали.\nМост на Луге."
    private = find(text, "кв. 3", rule="legal/citizen-address", criterion="legal")
    shown = render([report(text, private, find(text, "Мост"))], run)
    assert "В••• С••••••••• М•••• (ул. М•••••••••, д. 1•, к•. •) дали." in shown
    assert "Мост на Луге." in shown
