"""Suppressions: what each form allows, what it cannot hide, and what becomes of a useless one."""

from pathlib import Path

import pytest

from govpost_lint import Report, Ruleset
from govpost_lint.config_file import load_config
from govpost_lint.model import Document
from govpost_lint.sources.text import read_text
from tests.small import load, match_rule, rule, write_folder

RULES = [
    match_rule("мост"),
    match_rule("парк", name="living-language/house"),
    match_rule("ура", name="sincerity/hurrah"),
    rule(
        "living-language/no-date",
        match=None,
        require={"any": ["завтра"]},
        where={"kind": ["announcement"]},
        message="Назовите день.",
    ),
]


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load(*RULES)


def check(ruleset: Ruleset, text: str, kind: str = "") -> Report:
    document = read_text(text.encode(), "post.md", "")
    if kind:
        document = Document(id="post.md", text=document.text, kind=kind)
    return ruleset.check(document)


def outcome(report: Report) -> str:
    """One word a finding: the text found or the name of the remark, «(reason)» where allowed."""
    words = []
    for f in report.findings:
        name = f.rule.removeprefix("suppression/") if "suppression/" in f.rule else f.text
        words.append(
            (name or f.rule.partition("/")[2]) + (f"({f.suppressed})" if f.suppressed else "")
        )
    return " ".join(words)


# text, what remains: allowed findings with their reason in brackets
TABLE = [
    ("Мост. <!-- allow living-language/word: имя -->", "Мост(имя)"),
    ("<!-- allow living-language/word: имя --> Мост.", "Мост(имя)"),
    ("<!-- allow living-language/word: имя -->\nМост.", "Мост(имя)"),
    ("<!-- allow living-language/word: имя -->\n\n\nМост.\nМост.", "Мост(имя) Мост"),
    ("Мост.\n<!-- allow living-language/word: имя -->\nПарк.", "Мост Парк unused"),
    ("Мост. <!-- allow living-language/word: имя -->\nМост.", "Мост(имя) Мост"),
    ("Мост.\nМост. <!-- allow living-language/word: имя -->", "Мост Мост(имя)"),
    ("Мост, парк. <!-- allow living-language/*: имя -->", "Мост(имя) парк(имя)"),
    ("Мост, ура. <!-- allow living-language/*: имя -->", "Мост(имя) ура"),
    ("Мост, парк. <!-- allow */house: имя -->", "Мост парк(имя)"),
    ("Мост, парк, ура. <!-- allow */word, sincerity/hurrah: а -->", "Мост(а) парк ура(а)"),
    ("Мост. <!-- allow living-language/word — так зовут -->", "Мост(так зовут)"),
    ("Мост. <!-- govpost-lint: allow living-language/word: имя -->", "Мост(имя)"),
    ("Мост. <!--allow living-language/word:имя-->", "Мост(имя)"),
    ("Мост. <!-- ALLOW living-language/word: имя -->", "Мост(имя)"),
    ("Мост. <!-- allow living-language/word:\nдва\nслова -->", "Мост(два слова)"),
    # two comments, one for each rule, above one line
    ("<!-- allow living-language/word: а -->\n<!-- allow living-language/house: б -->\nМост, парк.",
     "Мост(а) парк(б)"),
    # void and useless ones
    ("Мост. <!-- allow living-language/word -->", "Мост no-reason"),
    ("Мост. <!-- allow living-language/word: -->", "Мост no-reason"),
    ("Мост. <!-- allow -->", "Мост no-reason"),
    ("Мост. <!-- allow living-language/word причина -->", "Мост no-reason"),
    ("Мост. <!-- allow living-language/house: имя -->", "Мост unused"),
    ("Окно. <!-- allow living-language/*: имя -->", "unused"),
    ("Окно.\n<!-- allow living-language/word: имя -->", "unused"),
    # no permissions at all
    ("Мост. <!-- заметка: living-language/word -->", "Мост"),
    ("Мост. <!-- allowed living-language/word: имя -->", "Мост"),
    ("Мост. <!-- allow living-language/word: имя", "Мост"),
    # in front matter, for the whole draft
    ("---\nallow: {living-language/word: имя}\n---\nМост.\nМост.", "Мост(имя) Мост(имя)"),
    ("---\nallow: {living-language/*: имя}\n---\nПарк, ура.", "Парк(имя) ура"),
    ("---\nallow: {living-language/word: ~}\n---\nМост.", "Мост no-reason"),
    ("---\nallow: {living-language/word: имя}\n---\nПарк.", "Парк unused"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_suppression(ruleset: Ruleset, text: str, expected: str) -> None:
    assert outcome(check(ruleset, text)) == expected


def test_only_front_matter_allows_what_the_whole_text_lacks(ruleset: Ruleset) -> None:
    head = "---\nkind: announcement\n"
    comment = "<!-- allow living-language/no-date: день назван на картинке -->"
    report = check(ruleset, f"{head}---\nСлово. {comment}")
    assert outcome(report) == "no-date unused"
    report = check(ruleset, f"{head}allow: {{living-language/no-date: на картинке}}\n---\nСлово.")
    assert outcome(report) == "no-date(на картинке)"


def test_suppressed_findings_cost_nothing(ruleset: Ruleset) -> None:
    assert check(ruleset, "Мост.").score.total == 97.0
    report = check(ruleset, "Мост. <!-- allow living-language/word: имя -->")
    assert report.score.total == 100.0
    assert [finding.points for finding in report.findings] == [0.0]


def test_remarks_on_suppressions(ruleset: Ruleset) -> None:
    report = check(ruleset, "Окно.\n<!-- allow a/b: в -->\n<!-- allow c/d -->\nОкно.")
    void, unused = sorted(report.findings, key=lambda f: f.rule)
    assert (unused.severity, unused.line, unused.points) == ("warning", 2, 0.0)
    assert unused.message == "Разрешение «a/b» ничего не снимает: уберите его."
    assert (void.severity, void.line, void.points) == ("error", 3, 0.0)
    assert void.message.startswith("Разрешение «c/d» без причины не действует")
    assert report.score.total == 100.0


def test_ignores_of_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "govpost.yaml"
    config.write_text(
        "ignore:\n"
        "- {rule: living-language/word, reason: имя, until: 2099-01-01}\n"
        "- {rule: sincerity/hurrah, reason: праздник, until: 2099-01-01}\n",
        encoding="utf-8",
    )
    ruleset = Ruleset.load(write_folder(tmp_path / "pack", RULES), config=load_config(config))
    path = str(tmp_path / "a.md")
    report = ruleset.check(Document(id=path, path=path, text="Мост, парк."))
    assert (
        outcome(report) == "Мост(имя) парк"
    )  # the entry that this draft does not need is no fault


HOSTILE = {
    "unclosed": "<!-- allow " * 20_000 + "мост",
    "huge": f"<!-- allow {'a' * 200_000} --> мост",
    "huge reason": f"<!-- allow a/b: {'я ' * 100_000} --> мост",
    "blanks": f"<!-- allow{' ' * 200_000}x --> мост <!--{' ' * 200_000} мост",
    "nested": "<!-- allow <!-- allow living-language/word: x --> --> мост",
    "stacked": "<!-- allow a/b: в -->\n" * 5_000 + "мост",
    "in one line": "мост <!-- allow a/b: в --> " * 2_000,
    "brackets": "<!-- allow [[a-/!*: в --> мост",
    "dashes": "<!-- allow a/b: " + "->" * 50_000 + "-->",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_comments_are_read_through(ruleset: Ruleset, name: str) -> None:
    report = check(ruleset, HOSTILE[name])
    assert len([f for f in report.findings if f.criterion == "suppression"]) <= 500
    assert all(len(f.message) < 300 for f in report.findings)
    assert not any(f.suppressed for f in report.findings)
