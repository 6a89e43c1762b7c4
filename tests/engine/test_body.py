"""Regular expressions see the body of a draft, never its front matter."""

from __future__ import annotations

from govpost_lint import Document, Ruleset

FRONT = "---\nkind: post\nplatform: vk\n---\n"
BODY = "Где ещё не пройти? Пишите улицу и дом."


def test_the_start_of_a_text_is_the_start_of_its_body(pack: Ruleset) -> None:
    plain = Document(id="plain", text=BODY)
    headed = Document(id="headed", text=FRONT + BODY, body_start=len(FRONT))
    assert pack.traits(plain, ["question"]) == {"question": True}
    assert pack.traits(headed, ["question"]) == {"question": True}


def test_offsets_stay_those_of_the_source(pack: Ruleset) -> None:
    text = FRONT + "Мы рады!!!!! Приходите."
    report = pack.check(Document(id="headed", text=text, body_start=len(FRONT)))
    spans = [f.span for f in report.findings if f.rule == "presentation/exclamation-pile"]
    assert [text[span.start : span.end] for span in spans] == ["рады!!!!!"]
