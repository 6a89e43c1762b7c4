"""The phrase language: what a phrase finds and what it leaves alone; its mistakes.

A row is a phrase and sentences with ``[[…]]`` around what it must find. A sentence without marks
must stay silent.
"""

from __future__ import annotations

import pytest

from govpost_lint.errors import ConfigErrors
from govpost_lint.ruleset.phrase import parse_phrase
from govpost_lint.ruleset.phrase_error import PhraseError
from tests.small import find, load, marked, match_rule, rule, unmarked

LISTS = {
    "deeds": ["ремонт", "уборка", "проверка"],
    "towns": {"Тверь": "тверской", "Псков": "псковский"},
}

PHRASES: dict[str, list[str]] = {
    # a bare word is exactly this form; letter case and ё do not matter
    "в целях": ["[[В целях]] экономии.", "[[в ЦЕЛЯХ]] экономии", "с целью экономии", "в цели"],
    "берёза": ["Растёт [[береза]].", "Растёт [[берёза]].", "нет берёзы"],
    "в ходе": ["в самом ходе", "[[в ходе]] работ", "В. Ходе нужна", "в\nходе", "в, ходе"],
    "из-за": ["[[из-за]] дождя", "[[Из\u2011за]] дождя", "из за дождя"],
    "корова": ["[[ко\u00adрова]]", "[[коро\u0301ва]]"],
    # punctuation is written; all dashes are one
    "дом, который": ["[[дом, который]] построен", "дом который построен", "дом , — который"],
    "мост — гордость": ["[[мост — гордость]] города", "[[мост - гордость]]", "[[Мост – гордость]]"],
    "спасибо !": ["[[Спасибо!]]", "Спасибо."],
    # braces: any form of a word, of several, of a list, of a part of speech
    "{мост}": ["[[Мосты]], [[мостов]] и [[мостами]]", "мостик", "мостовая"],
    "{дорога|мост}": ["[[дорогами]] и [[мостами]]", "тропинкой"],
    "{дорога:gent}": ["ремонт [[дорог]]", "чиним дороги", "по дороге"],
    "{СУЩ:род}": ["ремонт [[моста]]", "идём к мосту"],
    "{провести:part}": ["[[проведённый]] опрос", "провели опрос"],
    "{провести:short,pssv}": ["опрос [[проведён]]", "проведённый опрос"],
    "{близкий:supr}": ["в [[ближайшее]] время", "в близкое время"],
    "{@deeds}": ["после [[ремонта]] и [[уборки]]", "после покраски"],
    "{@deeds:plur}": ["[[проверки]] идут давно, [[ремонты]] тоже", "ремонт идёт"],
    "{@towns}": ["в [[Твери]] и [[Пскове]]", "в Туле"],
    "{number}": ["[[112]] и [[10 000]]", "сто двенадцать"],
    "{number} {рубль}": ["[[5 рублей]]", "пять рублей", "5 тысяч рублей"],
    "{latin}": ["новый [[hub]]", "хаб"],
    "в {word}": ["[[в доме]]", "[[в г.]] Твери", "в 5", "в, доме", "в 🎉"],
    "{inf}": ["будем [[чинить]]", "мы чиним"],
    "{gerund}": ["[[Открывая]] мост, сказал", "Открыли мост"],
    "{noun~ени[ея]$}": ["после [[построения]]", "после ремонта"],
    "{~^супер}": ["[[Суперцена]] и [[супер]]", "насупер"],
    # a stretch of several words: by when
    "{deadline}": ["Сделаем [[до конца недели]].", "[[К 1 сентября]] откроем",
                   "[[завтра до 18:00]]",
                   "[[в III квартале]] и [[летом]]", "открыли [[1 сентября]]", "после 5 мая",
                   "каждую пятницу", "«до конца недели»", "в прошлом году", "[[до мая]]. Новые"],
    "чиним {0-2} {СРОК}": ["[[чиним мост до пятницы]]", "чиним мост", "чиним, до пятницы"],
    "{deadline} {0-2} чиним": ["[[До пятницы мост чиним]]"],
    "мост {deadline}?": ["[[мост]] наш", "[[мост завтра]]"],
    "{deadline} $": ["Летом чиним [[до осени]]."],
    # gaps: words only, never over a sentence end, as few as possible
    "мы {0-2} мост": ["[[мы мост]]", "[[мы чиним мост]]", "[[Мы быстро чиним мост]]",
                      "мы очень быстро чиним мост", "мы, чиним мост", "мы чиним. мост",
                      "мы чиним\nмост", "[[мы в 5 мост]]"],
    "мы {1-2} мост": ["мы мост", "[[мы чиним мост]]"],
    "а {0-3} {дом}": ["[[а дом]] и дом"],
    # alternation, optional parts
    "(в|на) {мост}": ["[[на мосту]]", "[[в мосте]]", "под мостом"],
    "(в целях|с целью) {экономия}": ["[[в целях экономии]]", "[[с целью экономии]]", "в экономии"],
    "весь [наш] город": ["[[весь город]]", "[[весь наш город]]", "весь мой город"],
    "наш {новый}? мост": ["[[наш мост]]", "[[Наш новый мост]]", "наш старый мост"],
    "(мы|вы)? чиним": ["[[мы чиним]]", "[[чиним]]", "они [[чиним]]"],
    "[очень] [очень] рад": ["[[очень очень рад]]", "[[очень рад]]", "[[рад]]"],
    # the longest of several
    "(мост|мост через реку)": ["[[мост через реку]]", "[[мост]] через лес"],
    # sentence borders; emoji and punctuation before do not count
    "^ мы": ["[[Мы]] и мы", "🎉 [[Мы]] рады", "— [[Мы]] рады", "да и мы", "Ура! [[Мы]] рады"],
    "рады $": ["мы [[рады]]!", "рады мы", "[[рады]] 🎉"],
    "^ мы рады $": ["[[Мы рады]].", "Мы рады всем."],
    # quotations, links, hashtags and code are not the author's speech
    "мост": ["«мост» и [[мост]]", "#мост @мост", "`мост`", "**[[мост]]**", "# [[Мост]]",
             "<!-- мост -->", "https://example.ru/мост"],
    "наш мост": ["наш «Новый» мост", "[[наш **мост]]**"],
}  # fmt: skip

ROWS = [(phrase, text) for phrase, texts in PHRASES.items() for text in texts]


@pytest.mark.parametrize(("phrase", "text"), ROWS)
def test_phrase_finds_what_is_marked(phrase: str, text: str) -> None:
    ruleset = load(match_rule(phrase), lists=LISTS)
    assert marked(find(ruleset, unmarked(text))) == text


def test_text_of_a_markdown_link_is_speech_and_its_address_is_not() -> None:
    report = find(load(match_rule("мост")), "[мост](https://example.ru/мост)")
    assert [(f.span.start, f.text) for f in report.findings] == [(1, "мост")]


def test_overlapping_finds_count_once_and_the_leftmost_wins() -> None:
    ruleset = load(match_rule("{мост} {0-3} {мост}"))
    assert marked(find(ruleset, "мост и мост и мост")) == "[[мост и мост]] и мост"


MISTAKES = [
    ("{мост", 0, "скобка не закрыта, нужна «}»", ""),
    ("дом (а|б", 4, "скобка не закрыта, нужна «)»", ""),
    ("дом [а", 4, "скобка не закрыта, нужна «]»", ""),
    ("дом}", 3, "лишняя «}»", ""),
    ("дом)", 3, "лишняя «)»", ""),
    ("дом]", 3, "лишняя «]»", ""),
    ("а|б", 1, "«|» вне скобок", "напишите (одно|другое)"),
    ("{}", 1, "пустые скобки", "слово в начальной форме, часть речи или @список"),
    ("а {nuon}", 3, "«nuon» — не слово и не часть речи", "возможно, «noun»"),
    ("{noun:gennt}", 6, "«gennt» — не грамматический признак", "возможно, «gent»"),
    ("{noun:gent,plurr}", 11, "«plurr» — не грамматический признак", "возможно, «plur»"),
    ("{дом:gent|мост:gent}", 5, "«gent|мост:gent» — не грамматический признак",
     "признаки пишут один раз, после последнего слова"),
    ("{мост|два слова}", 6, "«два слова» — не слово и не часть речи",
     "слово в начальной форме, часть речи или @список"),
    ("а {deadline:gent}", 11, "у «deadline» нет признаков", "напишите {deadline}"),
    ("{СРОК~в}", 5, "у «СРОК» нет признаков", "напишите {СРОК}"),
    ("{deadlin}", 1, "«deadlin» — не слово и не часть речи", "возможно, «deadline»"),
    ("{deadline}?", 0, "фраза может обойтись без единого слова", "оставьте обязательное слово"),
    ("{@Список}", 1, "«@Список» — не имя списка", "например, @verbal-nouns"),
    ("а {0-11} б", 2, "пропуск {0-11} не годится", "от 0-1 до 0-10 слов"),
    ("а {3-2} б", 2, "пропуск {3-2} не годится", "от 0-1 до 0-10 слов"),
    ("а {0-0} б", 2, "пропуск {0-0} не годится", "от 0-1 до 0-10 слов"),
    ("{0-2}", 0, "фраза может обойтись без единого слова", "оставьте обязательное слово"),
    ("[мост]", 0, "фраза может обойтись без единого слова", "оставьте обязательное слово"),
    ("", 0, "фраза может обойтись без единого слова", "оставьте обязательное слово"),
    ("{noun~(}", 6, "регулярное выражение не разобрано: missing ), unterminated subpattern", ""),
    ("{noun~а*}", 6, "регулярное выражение совпадает с пустым местом", "замените * на +"),
    ("{noun~(а+)+}", 6, "повтор внутри повтора может считаться бесконечно",
     "уберите вложенный + или *"),
    ("[а] [б] [в] [г] [д] [е] [ж] мост", 24, "фраза разворачивается больше чем в 64 вариантов",
     "разбейте её на несколько"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "offset", "message", "hint"), MISTAKES)
def test_mistake_in_a_phrase(phrase: str, offset: int, message: str, hint: str) -> None:
    with pytest.raises(PhraseError) as caught:
        parse_phrase(phrase)
    error = caught.value
    assert (error.offset, error.message, error.hint) == (offset, message, hint)


def test_mistake_is_shown_at_its_place_in_the_file() -> None:
    with pytest.raises(ConfigErrors) as caught:
        load(match_rule("дом {мост"))
    (error,) = caught.value.errors
    assert error.source[error.column - 1 :].startswith("{мост")


@pytest.mark.parametrize("count", [2, 64])
def test_words_in_alternation_are_one_condition(count: int) -> None:
    words = [f"слово{chr(ord('а') + number % 32)}{number // 32 * 'б'}" for number in range(count)]
    assert len(parse_phrase(f"({'|'.join(words)}) мост")) == 1


def test_captured_deadline_stands_in_message_and_suggestion() -> None:
    pattern = {"phrase": "мост {when=deadline}", "suggest": "{when} мост"}
    rule = match_rule(pattern, message="Срок — «{when}».")
    (finding,) = find(load(rule), "Откроем мост завтра до 18:00.").findings
    assert finding.message == "Срок — «завтра до 18:00»."
    assert finding.suggestions == ("завтра до 18:00 мост",)


def test_deadline_in_require_count_and_unless() -> None:
    patterns = {"require": {"any": ["{deadline}"]}}
    required = rule("living-language/required", match=None, message="Когда?", **patterns)
    counted = rule(
        "living-language/counted", match=None, score=None, message="Много сроков: {value:.0f}.",
        measure={"count": {"dates": ["{deadline}"]}, "value": "dates",
                 "bands": [{"to": 1, "points": 0}, {"points": -1}]},
    )  # fmt: skip
    vetoed = rule(
        "sincerity/vetoed",
        match={"patterns": ["мост"], "unless": [{"phrase": "{deadline}", "within": "sentence"}]},
    )
    ruleset = load(required, counted, vetoed)
    found = {f.rule for f in find(ruleset, "Чиним мост.").findings}
    assert found == {"living-language/required", "sincerity/vetoed"}
    found = {f.rule for f in find(ruleset, "Чиним мост до 1 мая и ещё раз в июне.").findings}
    assert found == {"living-language/counted"}
