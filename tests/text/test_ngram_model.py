"""Questions learned from marked texts: features, weights on disk, training."""

from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.text.ngram_model import (
    LEARNED,
    NgramModel,
    features,
    learned,
    load_model,
    save_model,
)
from govpost_lint.text.ngram_training import (
    MarkedLine,
    cross_validate,
    main,
    measure,
    read_lines,
    train,
)

LINES = [
    MarkedLine(f"{text} {number}", yes)
    for number, place in enumerate(("Лесной", "Садовой", "Школьной", "Речной", "Полевой"))
    for text, yes in (
        (f"Нет воды на {place}", True),
        (f"Когда починят {place}?", True),
        (f"Спасибо за {place}!", False),
        (f"Красиво на {place}", False),
    )
]


def test_features() -> None:
    assert features("Ёлка, 25!") == {
        "_ел", "елк", "лка", "ка_", "_елк", "елка", "лка_", "_елка", "елка_",
        " ^", " елка", " ,", " 0", " !", " $",
        " ^ елка", " елка ,", " , 0", " 0 !", " ! $",
        " ^ елка ,", " елка , 0", " , 0 !", " 0 ! $",
    }  # fmt: skip


def test_score_is_the_sum_over_the_root_of_the_number_of_features() -> None:
    model = NgramModel({"_я_": 6.0, " я": 2.0, "нет": 100.0}, -1.0)
    assert len(features("я")) == 7
    assert model.score("я") == pytest.approx(8.0 / sqrt(7) - 1.0)
    assert model.holds("Я")
    assert not model.holds("ты")


@pytest.mark.parametrize("text", ["", "   ", "👍👍", "?!", "100"])
def test_a_text_without_words_is_a_no(text: str) -> None:
    assert not NgramModel({" ?": 50.0}, 50.0).holds(text)


def test_the_order_of_features_does_not_tell() -> None:
    # A plain sum gives 0 or 1 here, by the hashes that the process gives to strings.
    model = NgramModel({" а": 1e16, " б": 1.0, " в": -1e16}, 0.0)
    text = "а б в"
    assert model.score(text) == 1.0 / len(features(text)) ** 0.5


@given(st.text(max_size=300))
def test_any_text_has_a_score(text: str) -> None:
    assert isinstance(learned("complaint").score(text), float)


def test_a_long_text_is_read_to_a_limit() -> None:
    assert features("да " * 700) == features("да " * 700_000)


def test_weights_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    save_model({" я": 1.25, "_ты": -0.5}, 0.75, path)
    assert path.read_text("utf-8") == "\t0.75\n я\t1.25\n_ты\t-0.50\n"
    assert load_model(path).score("я") == pytest.approx(1.25 / sqrt(7) + 0.75)


def test_training_tells_apart_what_it_was_shown() -> None:
    model = NgramModel(*train(LINES))
    assert measure(model, LINES)[:2] == (1.0, 1.0)
    assert model.holds("Нет света на Заречной")
    assert not model.holds("Спасибо за фонари!")
    assert cross_validate(LINES, 5)[:2] == (1.0, 1.0)


def test_figures_and_the_wrong_ones() -> None:
    always = NgramModel({}, 1.0)
    lines = [MarkedLine("Где вода?", True), MarkedLine("Спасибо", False)]
    assert measure(always, lines) == (0.5, 1.0, (lines[1],))


def test_marked_lines(tmp_path: Path) -> None:
    path = tmp_path / "marked.txt"
    path.write_text("# remark\nyes | Где | вода?\n\nno | Спасибо\n", "utf-8")
    assert read_lines(path) == [MarkedLine("Где | вода?", True), MarkedLine("Спасибо", False)]
    path.write_text("maybe | Ну\n", "utf-8")
    with pytest.raises(ValueError, match="neither"):
        read_lines(path)


def test_shipped_weights_are_what_training_gives(capsys: pytest.CaptureFixture[str]) -> None:
    marked = Path(__file__).parents[1] / "marked"
    files = [str(path) for path in sorted(marked.glob("comments*.txt"))]
    lines = [line for file in files for line in read_lines(Path(file))]
    again, shipped = NgramModel(*train(lines)), learned("complaint")
    assert all(abs(again.score(line.text) - shipped.score(line.text)) < 0.05 for line in lines)
    assert main(["evaluate", *LEARNED, *files]) == 0
    assert (
        capsys.readouterr().out.splitlines()[-1].startswith(f"{len(lines)} texts: precision 0.99")
    )
