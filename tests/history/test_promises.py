"""The ledger: what is promised, by when, what keeps it, and what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from govpost_lint import Ruleset
from govpost_lint.errors import ConfigErrors
from govpost_lint.facts.corrections import check_corrections, read_corrections
from govpost_lint.facts.promises import PROMISE_RULES, Promise, Statement, ledger, statement
from govpost_lint.model import Document

MOSCOW = ZoneInfo("Europe/Moscow")
FIRST, LATER = "2026-03-02", "2026-03-12"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return Ruleset.load()


def _statements(ruleset: Ruleset, *posts: tuple[str, str]) -> list[Statement]:
    """Posts of a day each, with ids from 1."""
    made = []
    for number, (day, text) in enumerate(posts, 1):
        report = ruleset.check(Document(id=str(number), text=text))
        spans = [(f.span.start, f.span.end) for f in report.findings if f.rule in PROMISE_RULES]
        moment = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)
        made.append(statement(str(number), moment, text, spans, MOSCOW))
    return made


def _ledger(
    ruleset: Ruleset, *posts: tuple[str, str], as_of: str = "2026-12-05"
) -> tuple[Promise, ...]:
    moment = datetime.fromisoformat(f"{as_of}T12:00").replace(tzinfo=UTC)
    return ledger(_statements(ruleset, *posts), moment, MOSCOW)


KEPT = """
Отремонтируем мост через Каменку до 1 октября. | Мост через Каменку открыт.
Отремонтируем мост через Каменку до 1 октября. | Движение по мосту через Каменку открыто.
Крышу школы № 3 починим до 1 сентября. | В школе № 3 закончили ремонт крыши.
На Садовой, 14 поставим новые качели до 1 июня. | Качели на Садовой, 14 стоят.
Детскую площадку на улице Мира построим к сентябрю. | Площадка на Мира открыта.
До конца недели вывезем мусор с Лесной. | Лесную почистили: мусор вывезли весь.
Купим автобус для школы в Ключах к 1 сентября. | Новый школьный автобус пришёл в Ключи.
Новый ФАП в Дубках откроем в июне. | ФАП в Дубках принял первых пациентов.
Поручил дорожникам засыпать ямы на Заводской до среды. | Ямы на Заводской засыпали, проверил сам.
Заменим насос на водозаборе к пятнице. | Насос на водозаборе заменили ночью.
Расчистим дорогу на Выселки завтра до 18:00. | Дорога на Выселки открыта.
Стадион «Труд» сдадим к 1 августа. | Стадион «Труд» готов.
"""

NOT_KEPT = """
Отремонтируем мост через Каменку до 1 октября. | Мост через Ольховку открыт.
Отремонтируем мост через Каменку до 1 октября. | Через Каменку открыли лодочную переправу.
Отремонтируем мост через Каменку до 1 октября. | Мост через Каменку ещё не отремонтировали.
Отремонтируем мост через Каменку до 1 октября. | Мост через Каменку отремонтируем в срок.
Отремонтируем мост через Каменку до 1 октября. | Мост через Каменку уже отремонтировали?
Крышу школы № 3 починим до 1 сентября. | Крышу школы № 5 починили.
На Садовой, 14 поставим новые качели до 1 июня. | На Садовой, 20 поставили новые качели.
Детскую площадку на улице Мира построим к сентябрю. | На улице Мира построили магазин.
До конца недели вывезем мусор с Лесной. | Вывезли мусор с Полевой.
Купим автобус для школы в Ключах к 1 сентября. | В Ключах открыли школу после ремонта.
Поручил дорожникам засыпать ямы на Заводской до среды. | На Заводской открылась пекарня.
Фонари на Школьной поставим до ноября. | Жители Школьной поставили скамейку сами.
Расчистим дорогу на Выселки завтра до 18:00. | Дорога на Сосновку расчищена.
Стадион «Труд» сдадим к 1 августа. | На стадионе «Труд» прошёл матч.
"""


def _pairs(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("promise", "report"), _pairs(KEPT))
def test_kept(ruleset: Ruleset, promise: str, report: str) -> None:
    [found] = _ledger(ruleset, (FIRST, promise), (LATER, report))
    assert (found.status, found.report) == ("kept", "2")
    assert found.quote == promise
    assert found.evidence is not None
    assert found.evidence.sentence in report
    assert len(found.evidence.words) > 1, "one shared word proves nothing"


@pytest.mark.parametrize(("promise", "report"), _pairs(NOT_KEPT))
def test_not_kept(ruleset: Ruleset, promise: str, report: str) -> None:
    found = _ledger(ruleset, (FIRST, promise), (LATER, report))
    assert found[0].status == "overdue"
    assert found[0].evidence is None


@pytest.mark.parametrize(
    ("as_of", "status"), [("2026-03-06", "due"), ("2026-03-07", "overdue")]
)  # fmt: skip
def test_the_last_day_is_in_time(ruleset: Ruleset, as_of: str, status: str) -> None:
    [found] = _ledger(ruleset, (FIRST, "Яму на Лесной засыплем в пятницу."), as_of=as_of)
    assert found.due == date(2026, 3, 6)
    assert found.status == status


def test_a_report_before_the_promise_or_after_as_of_is_none(ruleset: Ruleset) -> None:
    posts = (
        ("2026-03-01", "Фонари на Полевой заменили."),
        ("2026-03-02", "Фонари на Полевой заменим до 20 марта."),
        ("2026-03-12", "Фонари на Полевой заменили."),
    )
    [found] = _ledger(ruleset, *posts, as_of="2026-03-10")
    assert (found.status, found.report) == ("due", None)
    [found] = _ledger(ruleset, *posts, as_of="2026-03-14")
    assert (found.status, found.report) == ("kept", "3")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Мост откроем до 30 июня, клуб отремонтируем в августе.", ["2026-06-30", "2026-08-31"]),
        ("К 1 июня, как и обещали, заменим трубы.", ["2026-06-01"]),
        ("Насос поставим в пятницу, а вышку отремонтируем в перспективе.", ["2026-03-06", None]),
    ],
)  # fmt: skip
def test_each_promise_of_a_sentence_has_its_own_day(
    ruleset: Ruleset, text: str, due: list[str | None]
) -> None:
    found = _ledger(ruleset, (FIRST, text))
    assert [one.due and one.due.isoformat() for one in found] == due


def test_undated(ruleset: Ruleset) -> None:
    [found] = _ledger(ruleset, (FIRST, "Отремонтируем спортзал в Ключах."))
    assert (found.status, found.due, found.deadline) == ("undated", None, "")


def test_others_promises_are_none_of_ours(ruleset: Ruleset) -> None:
    assert not _ledger(ruleset, (FIRST, "Россети обещают вернуть свет к 23:00."))
    assert not _ledger(ruleset, (FIRST, "По словам застройщика, дом сдадут к 1 мая."))
    assert _ledger(ruleset, (FIRST, "Обещаю вернуть свет к 23:00."))


@pytest.mark.parametrize(
    "text",
    [
        "На Садовой прорвало трубу, бригада на месте. Следующее сообщение — в 21:30.",
        "На Садовой прорвало трубу. Следующее сообщение опубликую в 15:00.",
        "Дорогу замело. Следующую информацию дам завтра к 9:00.",
        "Света нет в трёх сёлах. Новые данные сообщим сегодня до 18:00.",
    ],
)
def test_the_next_message_is_no_promise(ruleset: Ruleset, text: str) -> None:
    assert not _ledger(ruleset, (FIRST, text))


def test_a_promise_beside_the_next_message_is_kept_in_the_ledger(ruleset: Ruleset) -> None:
    text = "Воду вернём к 23:00. Следующее сообщение — в 21:30."
    [found] = _ledger(ruleset, (FIRST, text))
    assert found.quote == "Воду вернём к 23:00."


def test_a_heating_season_says_on_what_its_day_rests(ruleset: Ruleset) -> None:
    [found] = _ledger(ruleset, (FIRST, "Котёл заменим к началу отопительного сезона."))
    assert found.due == date(2026, 9, 15)
    assert "отопительному периоду" in found.basis


HISTORIES = """
Библиотеку в Ключах не закроем, обещаю. | | undated
Теплотрассу на Заводской переложим. | Теплотрассу на Заводской переложили за неделю. | kept
Обещаю вернуться к вопросу о переправе до 1 июня. | | overdue
Фонтан на площади включим 1 мая. | Включили фонтан на площади, дети первыми. | kept
До 15 декабря посадим сорок лип на Вокзальной. | | due
Скользкую лестницу у вокзала посыплем сегодня. | Лестницу у рынка посыпали. | overdue
Скользкую лестницу у вокзала посыплем сегодня. | Лестницу возле вокзала посыпали. | kept
До конца марта библиотеку в Ключах не закроем. | | undated
До конца марта библиотеку в Ключах не закроем. | Библиотеку в Ключах закрыли. | undated
До 15 декабря библиотеку в Ключах не закроем. | | due
Не допустим повторения до конца марта. | | undated
Библиотеку в Ключах больше не будем закрывать. | | undated
Завтра проведу приём в Дубках. | | overdue
Завтра проведу приём в Дубках. | Провёл приём в Дубках, пришли сорок человек. | kept
До конца марта не придём в Ключи с проверкой. | | none
До мая мост через Каменку не откроют. | | none
Мы не откроем каток, пока лёд тонкий. | | none
Россети заменят трансформатор в Ключах до 1 апреля. | | none
Если снег растает, откроем стадион в апреле. | | overdue
Библиотеку в Ключах не закроем, обещаю. | Библиотеку в Ключах закрыли. | undated
Теплотрассу на Заводской переложим. | Теплотрассу на Лесной переложили. | undated
"""
"""Promise, later post, status: written before the program was asked."""


@pytest.mark.parametrize(
    ("promise", "later", "status"), [line.split("|") for line in HISTORIES.strip().splitlines()]
)
def test_little_histories(ruleset: Ruleset, promise: str, later: str, status: str) -> None:
    posts = [
        (day, text.strip()) for day, text in ((FIRST, promise), (LATER, later)) if text.strip()
    ]
    found = [one.status for one in _ledger(ruleset, *posts)]
    assert found == ([] if status.strip() == "none" else [status.strip()])


@pytest.mark.parametrize(
    "promise",
    [
        "Больше не будем закрывать библиотеку в Ключах.",
        "Библиотеку в Ключах больше не закроем.",
        "Не дадим закрыть библиотеку в Ключах.",
    ],
)
def test_doing_what_was_to_be_left_keeps_nothing(promise: str) -> None:
    """The span is given: it does not matter here which rule finds such a promise."""
    made = [
        statement(str(day), datetime(2026, 3, day, tzinfo=UTC), text, spans, MOSCOW)
        for day, text, spans in (
            (2, promise, [(0, len(promise))]),
            (12, "Библиотеку в Ключах закрыли.", []),
        )
    ]
    [found] = ledger(made, datetime(2026, 12, 5, tzinfo=UTC), MOSCOW)
    assert (found.status, found.report) == ("undated", None)


# ---- corrections ----

LAMPS = (FIRST, "Фонари на Полевой заменим до 20 марта.")
LIGHT = (LATER, "На Полевой светло.")


def _corrected(ruleset: Ruleset, text: str, *posts: tuple[str, str]) -> Promise:
    moment = datetime(2026, 12, 5, tzinfo=UTC)
    corrections = read_corrections(text, "posts.promises.yaml")
    [found] = ledger(_statements(ruleset, *posts), moment, MOSCOW, corrections)
    return found


def test_a_report_is_confirmed(ruleset: Ruleset) -> None:
    text = '- {promise: "1", report: "2", note: видели}'
    found = _corrected(ruleset, text, LAMPS, LIGHT)
    assert (found.status, found.report, found.confirmed) == ("kept", "2", True)
    assert found.note == "видели"
    assert found.evidence is not None
    assert found.evidence.sentence == "На Полевой светло."


def test_a_report_is_denied_and_a_day_moved(ruleset: Ruleset) -> None:
    text = '- {promise: "фонари на полевой", report: none, due: 2027-01-01}'
    found = _corrected(ruleset, text, LAMPS, (LATER, "Фонари на Полевой заменили."))
    assert (found.status, found.report, found.due) == ("due", None, date(2027, 1, 1))


def test_mistakes_have_their_place() -> None:
    text = '- {promis: "1"}\n- {promise: "1", due: завтра}\n- {promise: "1", reprot: "2"}\n'
    with pytest.raises(ConfigErrors) as caught:
        read_corrections(text, "a.promises.yaml")
    shown = "\n".join(str(error) for error in caught.value.errors)
    assert "a.promises.yaml:1:4: неизвестный ключ «promis»" in shown
    assert "a.promises.yaml:2:23: «завтра» — не день" in shown
    assert "возможно, «report»" in shown


def test_corrections_of_nothing_are_refused(ruleset: Ruleset) -> None:
    corrections = read_corrections('- {promise: "1", report: "99"}\n- {promise: "7"}', "a.yaml")
    promises = _ledger(ruleset, LAMPS)
    with pytest.raises(ConfigErrors) as caught:
        check_corrections(corrections, "a.yaml", promises, {"1"})
    shown = "\n".join(str(error) for error in caught.value.errors)
    assert "a.yaml:1: поста «99» нет в выгрузке" in shown
    assert "a.yaml:2: обещания «7» нет в реестре" in shown
