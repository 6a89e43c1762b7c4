"""Choosing readings in context, imperatives, and the measuring of both."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.text import training
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.tagger import Tagger, is_imperative
from govpost_lint.text.tagger_figures import evaluate
from govpost_lint.text.tagger_model import MODEL_PATH, load_model, save_model
from govpost_lint.text.treebank import read_conllu


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*|[^\w\s]", text)


def tag(text: str):
    words = tokens(text)
    readings = [get_morphology().readings(word) for word in words]
    return words, readings, Tagger.load().choose(words, readings)


def chosen(text: str, word: str):
    words, readings, choices = tag(text)
    i = words.index(word)
    return readings[i][choices[i]]


@pytest.mark.parametrize(
    ("sentence", "word", "lemma", "pos", "grammemes"),
    [
        ("Администрация района осуществляет проверку дорог.", "дорог", "дорога", "noun", "gent"),
        ("Мы ремонтируем мост.", "мост", "мост", "noun", "accs"),
        ("Новый мост построят через год.", "год", "год", "noun", "accs"),
        ("Директор школы ответил родителям.", "школы", "школа", "noun", "gent sing"),
        ("Глава города открыл новый детский сад.", "новый", "новый", "adj", "accs"),
        ("Глава города открыл новый детский сад.", "сад", "сад", "noun", "accs"),
        ("Сегодня проверили качество воды.", "качество", "качество", "noun", "accs"),
        ("Сегодня проверили качество воды.", "воды", "вода", "noun", "gent sing"),
        ("На площади прошёл концерт.", "площади", "площадь", "noun", "loct sing"),
        ("Площади парков увеличены.", "Площади", "площадь", "noun", "nomn plur"),
        ("Благодарю всех жителей за помощь.", "жителей", "житель", "noun", "accs"),
        ("Мы стали чаще встречаться.", "стали", "стать", "verb", "past"),
        ("Дети стекла не били.", "стекла", "стекло", "noun", ""),
        ("Купил дорогой подарок.", "дорогой", "дорогой", "adj", ""),
        ("Проезд по этой дороге закрыт.", "дороге", "дорога", "noun", "datv"),
        ("Состояние дороги ужасное.", "дороги", "дорога", "noun", "gent sing"),
        ("Он вышел из дома.", "дома", "дом", "noun", "gent"),
        ("Работники банка помогли пенсионерам.", "банка", "банк", "noun", "gent"),
        ("Ждём вас в субботу.", "вас", "вы", "pron", "accs"),
        ("Жители нашего дома ждут ответа.", "дома", "дом", "noun", ""),
        ("Построили три новых дома.", "дома", "дом", "noun", ""),
    ],
)
def test_context_decides(sentence, word, lemma, pos, grammemes):
    reading = chosen(sentence, word)
    assert (reading.lemma, reading.pos) == (lemma, pos)
    assert set(grammemes.split()) <= reading.grammemes


@pytest.mark.xfail(strict=True, reason="known gap of the shipped weights")
@pytest.mark.parametrize(
    ("sentence", "word", "lemma", "pos"),
    [
        ("Вода стекла в подвал.", "стекла", "стечь", "verb"),
    ],
)
def test_context_should_decide(sentence, word, lemma, pos):
    reading = chosen(sentence, word)
    assert (reading.lemma, reading.pos) == (lemma, pos)


def test_tokens_without_readings_get_minus_one():
    words, _, choices = tag("Дом № 5, 👍 online!")
    assert dict(zip(words, choices, strict=True)) == {
        "Дом": choices[0], "№": -1, "5": -1, ",": -1, "👍": -1, "online": -1, "!": -1,
    }  # fmt: skip
    assert choices[0] >= 0


def test_empty_sentence():
    assert Tagger.load().choose([], []) == []


def test_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match="zip"):
        Tagger.load().choose(["мост"], [])


def test_the_answer_does_not_depend_on_earlier_sentences():
    first = tag("Сегодня проверили качество воды.")[2]
    tag("Вода стекла в подвал, а качество осталось.")
    assert tag("Сегодня проверили качество воды.")[2] == first


@given(st.lists(st.text(max_size=12) | st.sampled_from(["мост", "не", ",", "по", "стекла", "5"])))
def test_no_tokens_raise(words):
    readings = [get_morphology().readings(word) for word in words]
    choices = Tagger.load().choose(words, readings)
    for i, (found, choice) in enumerate(zip(readings, choices, strict=True)):
        assert choice in range(len(found)) if found else choice == -1
        is_imperative(words, readings, choices, i)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Пишите в комментариях ваши вопросы!", ["Пишите"]),
        ("Приходите на субботник.", ["Приходите"]),
        ("Друзья, проверьте счётчики и сообщите показания.", ["проверьте", "сообщите"]),
        ("Не выходите на лёд!", ["выходите"]),
        ("Если вы приходите на приём, возьмите паспорт.", ["возьмите"]),
        ("Когда вы получите ответ, он будет полным.", []),
        ("Хотите помочь?", []),
        ("Мы ремонтируем мост.", []),
        ("Вы пишете нам каждый день.", []),
    ],
)
def test_imperatives(sentence, expected):
    words, readings, choices = tag(sentence)
    found = [w for i, w in enumerate(words) if is_imperative(words, readings, choices, i)]
    assert found == expected


def test_a_comma_ends_the_reach_of_stop_words():
    words, readings, choices = tag("Когда придёт мастер, сообщите нам")
    assert is_imperative(words, readings, choices, words.index("сообщите"))


def test_models_of_another_format_are_refused(tmp_path):
    path = tmp_path / "tagger.bin"
    path.write_bytes(MODEL_PATH.read_bytes().replace(b"tagger/1", b"tagger/0"))
    with pytest.raises(ValueError, match="format"):
        load_model(path)


def test_models_survive_saving(tmp_path):
    path = tmp_path / "tagger.bin"
    save_model({"b": {"noun": 3, "verb": -127}, "wдом": {"": 127}, "w👍": {"noun": 1}}, path)
    model = load_model(path)
    assert model.rows(["b", "wдом", "w👍", "нет"]) == [{"noun": 3, "verb": -127}, {"": 127}]
    assert model.single(["wдом", "b"]) == 127


def test_the_shipped_model_is_small():
    assert MODEL_PATH.stat().st_size <= 1_500_000


CONLLU = """\
# sent_id = 1
# genre = social
# text = Сообщите нам, мы чиним мост.
1	Сообщите	сообщить	VERB	_	Mood=Imp|Number=Plur|VerbForm=Fin	0	root	_	_
2	нам	мы	PRON	_	Case=Dat|Number=Plur|Person=1	1	iobj	_	_
3	,	,	PUNCT	_	_	5	punct	_	_
4	мы	мы	PRON	_	Case=Nom|Number=Plur|Person=1	5	nsubj	_	_
5	чиним	чинить	VERB	_	Mood=Ind|Number=Plur|Tense=Pres|VerbForm=Fin	1	conj	_	_
6	мост	мост	NOUN	_	Animacy=Inan|Case=Acc|Gender=Masc|Number=Sing	5	obj	_	_
7	.	.	PUNCT	_	_	1	punct	_	_

# genre = wiki
1-2	из-за	_	_	_	_	_	_	_	_
1	Чашка	чашка	NOUN	_	Animacy=Inan|Case=Nom|Gender=Fem|Number=Sing	0	root	_	_
2	чаю	чай	NOUN	_	Animacy=Inan|Case=Par|Gender=Masc|Number=Sing	1	nmod	_	_
"""


@pytest.fixture
def treebank(tmp_path):
    path = tmp_path / "small.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


def test_right_readings_agree_with_the_treebank(treebank):
    social, wiki = read_conllu(treebank)
    right = [social.readings[5][i] for i in social.right[5]]
    assert [("accs" in r.grammemes, r.lemma) for r in right] == [(True, "мост")]
    assert all("gent" in wiki.readings[1][i].grammemes for i in wiki.right[1])


def test_evaluation_counts_words_of_the_genre(treebank):
    sentences = list(read_conllu(treebank))
    figures = evaluate(sentences, Tagger.load())
    assert (figures.words, figures.imperatives) == (5, 1)
    assert figures.case == figures.pos == figures.lemma == figures.imperative_recall == 100
    assert evaluate(sentences, None, genre=None).words == 7


def test_training_learns_from_a_treebank(treebank, tmp_path):
    sentences = list(read_conllu(treebank)) * 4
    path = tmp_path / "tagger.bin"
    save_model(training.train(sentences, seeds=(1,)), path)
    assert evaluate(sentences, Tagger(load_model(path)), genre=None).case == 100


def test_the_command_prints_both_lines(treebank, capsys):
    training.main(["evaluate", "--corpus", str(treebank.parent), "--file", treebank.name])
    output = capsys.readouterr().out
    assert "first reading" in output
    assert "tagger" in output


def test_the_command_needs_a_corpus(monkeypatch):
    monkeypatch.delenv("GOVPOST_CORPUS", raising=False)
    with pytest.raises(SystemExit, match="GOVPOST_CORPUS"):
        training.main(["evaluate"])


def test_the_order_of_asking_does_not_matter() -> None:
    words, readings, choices = tag("Жители нашего дома попросили отремонтировать дорогу к школе .")
    tagging = Tagger.load().start(words, readings)
    assert [tagging.choice(place) for place in reversed(range(len(words)))] == choices[::-1]
