"""``--fix`` with the rules that come with the program: right everywhere, or not offered as safe."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpost_lint import Document, Ruleset
from govpost_lint.fixing import SAFE, Fixed, fix, planned
from tests.reporters.test_schemas import written

MENDED = {
    # letters of two alphabets in one word
    "Авaрия на Речной, каток oткрыт.": "Авария на Речной, каток открыт.",
    "МОCКВА — Mосква": "МОСКВА — Москва",
    # piles of marks
    "Каток открыт!!!": "Каток открыт!",
    "Каток открыт !!!! Приходите": "Каток открыт! Приходите",
    "Когда починят лифт???": "Когда починят лифт?",
    "Сил 💪!!!": "Сил 💪!",
    # time
    "В настоящее время двор убирают.": "Сейчас двор убирают.",
    "Двор\nВ данный момент убирают.": "Двор\nСейчас убирают.",
    "- В данный момент времени дождь.": "- Сейчас дождь.",
    "Мост откроют в текущем году.": "Мост откроют в этом году.",
    "Снег лёг в октябре месяце, 5 октября месяца.": "Снег лёг в октябре, 5 октября.",
    "Едем 40 минут времени.": "Едем 40 минут.",
    # words
    "Жители, проживающие на Лесной, ждут.": "Жители, живущие на Лесной, ждут.",
    "Он проживает в доме у реки.": "Он живёт в доме у реки.",
    "Данная дорога ведёт к реке.": "Эта дорога ведёт к реке.",
    "Ходим по данному двору.": "Ходим по этому двору.",
    "Собственные денежные средства целы.": "Собственные деньги целы.",
    "Дорога общей протяжённостью 15,5 км.": "Дорога общей длиной 15,5 км.",
    "Дети приняли участие в забеге.": "Дети участвовали в забеге.",
    "Мы примем участие в забеге.": "Мы будем участвовать в забеге.",
    "Принимая участие в забеге, дети растут.": "Участвуя в забеге, дети растут.",
    "Так более лучше, целиком и полностью за.": "Так лучше, полностью за.",
    "Нужно примерно около ста мешков.": "Нужно около ста мешков.",
    # «в случае если», with its comma
    "В случае если рейс отменят, звоните.": "Если рейс отменят, звоните.",
    "Правила\n• В случае, если рейс отменят, звоните.": "Правила\n• Если рейс отменят, звоните.",
    "Звоните в случае, если рейс отменят.": "Звоните, если рейс отменят.",
}

LEFT = [
    "Аbонент пришёл на IT-урок.",
    "Что, правда?! Да!",
    "Смотрите!!![карта](https://a.b)",
    "В данный момент матча счёт ничейный.",
    "Данный совет дал врач.",
    "Слово, данное людям, сдержали.",
    "По данным синоптиков, похолодает.",
    "Отчёт о движении денежных средств готов.",
    "Успели принять участие в забеге.",
    "Он принял участие в судьбе мальчика.",
    "Без перил нельзя, тем более ниже по склону.",
    "Людям 60 лет и более лучше остаться дома.",
    "Только в случае, если рейс отменят, звоните.",
    "Он сказал, что в случае если рейс отменят, то позвонит.",
    "План на сегодняшний день готов.",
]
"""A replacement would be wrong or in doubt here."""


def mended(pack: Ruleset, text: str) -> Fixed:
    return fix(Document(id="a", text=text), pack.check, SAFE)


@pytest.mark.parametrize("text", MENDED)
def test_mended(pack: Ruleset, text: str) -> None:
    assert mended(pack, text).text == MENDED[text]


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(pack: Ruleset, text: str) -> None:
    assert mended(pack, text).text == text


def without_edits(pack: Ruleset, text: str) -> None:
    """A mended text needs no edit, and its rules find nothing there that they could mend."""
    once = mended(pack, text)
    again = mended(pack, once.text)
    assert (again.text, again.edits) == (once.text, 0)
    assert planned(pack.check(Document(id="a", text=once.text)), SAFE) == ()


@given(st.lists(st.sampled_from([*MENDED, *LEFT]), min_size=1, max_size=8), st.sampled_from("\n "))
@settings(max_examples=40)
def test_a_second_run_finds_nothing(pack: Ruleset, texts: list[str], between: str) -> None:
    without_edits(pack, between.join(texts))


def test_examples_are_mended_once_and_only_at_the_edits(pack: Ruleset) -> None:
    edits = 0
    for document in written():
        once = fix(document, pack.check, SAFE)
        edits += once.edits
        without_edits(pack, once.text)
        by_hand, end = "", 0
        for edit in planned(pack.check(document), SAFE):
            by_hand += document.text[end : edit.span.start] + edit.text
            end = edit.span.end
        assert once.text == by_hand + document.text[end:]
    assert edits >= 5
