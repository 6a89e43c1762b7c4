"""govpost.yaml: every key has its effect, every mistake its place and a way out."""

from datetime import date
from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.config import Account, Config
from govpost_lint.config_file import find_config, load_config
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document
from govpost_lint.reporters.privacy import hide
from tests.small import match_rule, write_folder


def write(folder: Path, text: str) -> Path:
    path = folder / "govpost.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> Config:
    return load_config(write(folder, text))


def test_every_key(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    config = read(
        tmp_path,
        """\
profile: strict
account:
  names: [Ломакин, Виктор Ильич]
  titles: глава города
  places: [Усть-Ярь]
  contacts: ["+7 (4852) 40-40-40", adm-ustyar.ru]
  own_ids: [ustyar]
  timezone: Asia/Vladivostok
  working_hours: 8:00–17:00
rules: [own]
select: [sincerity/*]
skip: [sincerity/shouting]
ignore:
  - {rule: sincerity/*, path: "old/*", reason: архив, until: 2026-12-31}
""",
    )
    assert config.profile == "strict"
    assert config.account == Account(
        names=("Ломакин", "Виктор Ильич"),
        titles=("глава города",),
        places=("Усть-Ярь",),
        contacts=("+7 (4852) 40-40-40", "adm-ustyar.ru"),
        own_ids=("ustyar",),
        timezone="Asia/Vladivostok",
        working_hours=(8, 17),
    )
    assert config.rules == (tmp_path / "own",)
    assert (config.select, config.skip) == (("sincerity/*",), ("sincerity/shouting",))
    [entry] = config.ignore
    assert (entry.rule, entry.path, entry.reason) == ("sincerity/*", "old/*", "архив")
    assert entry.until == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["", "# пусто\n", "account:\n", "ignore:\nrules:\n"])
def test_what_is_not_said_is_the_default(tmp_path: Path, text: str) -> None:
    config = read(tmp_path, text)
    assert config.account == Account()
    assert config.account.timezone == "Europe/Moscow"
    assert config.account.working_hours == (9, 18)
    assert (config.profile, config.rules, config.ignore) == ("", (), ())


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("[user123, -456, 123, club5]", ("user123", "-456", "123", "club5")),
        ("user123", ("user123",)),
        ("-456", ("-456",)),
    ],
)
def test_own_ids_are_texts(tmp_path: Path, written: str, read_as: tuple[str, ...]) -> None:
    assert read(tmp_path, f"account: {{own_ids: {written}}}").account.own_ids == read_as


# text of the file, what is said of it: line:column, message, way out
MISTAKES = [
    ("profil: strict", "1:1: неизвестный ключ «profil»", "возможно, «profile»"),
    ("zzz: 1", "1:1: неизвестный ключ «zzz»", "бывает: profile, account"),
    ("- profile", "1:1: нужны строки «ключ: значение»", "например, profile: governor"),
    ("account: {name: [А]}", "1:11: неизвестный ключ «name»", "возможно, «names»"),
    ("account: Ломакин", "1:10: нужны строки «ключ: значение»", "names"),
    ("account: {names: {a: b}}", "1:18: нужен список", "[первое, второе]"),
    ("account: {names: [Ломакин, ~]}", "1:18: нужен список", "[первое, второе]"),
    ("account: {own_ids: {a: b}}", "1:20: нужен список", "[первое, второе]"),
    ("account: {own_ids: [user1, true]}", "1:20: нужен список", "[первое, второе]"),
    ("profile: [strict]", "1:10: нужен текст", "одно значение"),
    ("account:\n  timezone: Europe/Moskow", "2:13: часового пояса «Europe/Moskow» нет", "Asia/"),
    ("account: {timezone: ../../etc}", "1:21: часового пояса «../../etc» нет", "Asia/"),
    ("account: {working_hours: 9.30-18}", "1:26: рабочие часы не разобраны", "9-18"),
    ("account: {working_hours: 18-9}", "1:26: рабочие часы не разобраны", "9-18"),
    ("account: {working_hours: 9-25}", "1:26: рабочие часы не разобраны", "9-18"),
    ("rules: [nowhere]", "1:9: такой папки нет", "от папки с govpost.yaml"),
    (f"rules: [{'а' * 300}]", "1:9: такой папки нет", "от папки с govpost.yaml"),
    ("rules: [../..]", "1:9: папка правил вне хранилища", "рядом с govpost.yaml"),
    ("rules: /etc", "1:8: папка правил вне хранилища", "рядом с govpost.yaml"),
    ("skip: {a: b}", "1:7: нужен список", "[первое, второе]"),
    ("ignore: {rule: a/b}", "1:9: нужен список", "until: 2026-12-31"),
    ("ignore: [a/b]", "1:10: нужны rule, reason и until", "until: 2026-12-31"),
    ("ignore:\n- {rule: a/b, until: 2026-12-31}", "2:3: нет обязательного", "почему"),
    ('ignore: [{rule: a/b, reason: " ", until: 2026-12-31}]', "«reason»", "почему"),
    ("ignore: [{rule: a/b, reason: так}]", "1:10: нет обязательного ключа «until»", "2026-12-31"),
    ("ignore: [{reason: так, until: 2026-12-31}]", "1:10: нет обязательного ключа «rule»", "rule:"),
    ("ignore: [{rule: [a/b], reason: так, until: 2026-12-31}]", "1:17: нужен текст", "одно"),
    (
        "ignore: [{rule: a/b, reason: так, until: 31.12.2026}]",
        "1:42: дата «31.12.2026» не разобрана",
        "2026-12-31",
    ),
    ("profile: a\nprofile: b", "2:1: ключ «profile» повторён", "оставьте один"),
    ("profile: &a b", "1:10: якоря и ссылки YAML", "повторите значение"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "way_out"), MISTAKES)
def test_mistakes(tmp_path: Path, text: str, message: str, way_out: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        read(tmp_path, text)
    [error] = caught.value.errors
    assert message in str(error)
    assert str(error).startswith(f"{tmp_path / 'govpost.yaml'}:")
    assert way_out in error.hint


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors) as caught:
        read(tmp_path, "profil: a\naccount: {timezone: Нигде}\nrules: [нет]\n")
    assert [error.line for error in caught.value.errors] == [1, 2, 3]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "govpost.yaml"
    path.write_bytes("profile: строгий".encode("cp1251"))
    with pytest.raises(InputError, match="не в UTF-8"):
        load_config(path)
    with pytest.raises(InputError, match="такого файла или папки нет"):
        load_config(tmp_path / "нет.yaml")


def test_found_upward(tmp_path: Path) -> None:
    deep = tmp_path / "posts" / "may"
    deep.mkdir(parents=True)
    path = write(tmp_path, "")
    assert find_config(deep) == path
    assert find_config(deep / "a.md") == path
    nearer = write(tmp_path / "posts", "")
    assert find_config(deep) == nearer


OWN = [
    # contacts of the account, text of a finding, is it the account's own
    ("8 (4852) 40-40-40", "+7 4852 404040", True),
    ("4852404040", "8 (4852) 40-40-40", True),
    ("40-40-40", "40-40-40", True),
    ("345-67-53", "8 912 345-67-53", False),  # a citizen's mobile may end so
    ("8 4852 40-40-40", "8 912 345-67-53, 8 4852 40-40-40", False),
    ("press@adm.ru", "Press@Adm.ru", True),
    ("press@adm.ru", "xpress@adm.ru", False),
    ("adm.ru", "anna@adm.ru", True),
    ("@adm.ru", "anna@adm.ru", True),
    ("adm76.ru", "anna@post.adm76.ru", True),
    ("adm.ru", "anna@evil-adm.ru", False),
    ("adm.ru", "anna@mail.ru", False),
]


@pytest.mark.parametrize(("contact", "text", "own"), OWN)
def test_own_contacts(contact: str, text: str, own: bool) -> None:
    assert Account(contacts=(contact,)).owns(text) is own


PHONE = match_rule(
    {"regex": r"8 \d{3} \d{3}-\d\d-\d\d"},
    name="sincerity/phone",
    where={"except": ["own-contacts"]},
)
OTHER_PHONE = match_rule({"regex": r"8 \d{3} \d{3}-\d\d-\d\d(?=!)"}, name="sincerity/loud-phone")
NAME = match_rule("{@own-names}", name="sincerity/third-person")
PLACE = match_rule("{@own-places}", name="living-language/place")
OWN_LISTS = {"own-names": [], "own-places": []}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rules = [PHONE, OTHER_PHONE, NAME, PLACE, match_rule("мост")]
    folder = write_folder(tmp_path / "pack", rules, lists=OWN_LISTS, profiles={"strict": {}})
    for name in OWN_LISTS:
        path = folder / f"lists/{name}.yaml"
        path.write_text(f"id: {name}\ntitle: Своё\nown: true\nitems: []\n", "utf-8")
    return folder


def found(folder: Path, config: str, text: str, path: str = "") -> list[str]:
    ruleset = Ruleset.load(folder, config=read(folder.parent, config))
    document = Document(id="draft", text=text, path=path and str(folder.parent / path))
    return [f.rule for f in ruleset.check(document, date(2026, 5, 1)).findings if not f.suppressed]


def test_own_contacts_pass_only_rules_that_except_them(folder: Path) -> None:
    config = "account: {contacts: [8 485 240-40-40]}"
    assert found(folder, config, "Звоните 8 485 240-40-40.") == []
    assert found(folder, config, "Звоните 8 912 240-40-40.") == ["sincerity/phone"]
    assert found(folder, config, "Звоните 8 485 240-40-40!") == ["sincerity/loud-phone"]


def test_own_names_and_places_reach_the_rules(folder: Path) -> None:
    config = "account: {names: [Виктор Ломакин], places: [Усть-Ярь]}"
    assert found(folder, config, "Ломакин открыл школу.") == ["sincerity/third-person"]
    assert found(folder, config, "Дорога на Усть-Ярь готова.") == ["living-language/place"]
    assert found(folder, "", "Ломакин открыл школу на Усть-Ярь.") == []


def test_odd_names_break_nothing(folder: Path) -> None:
    config = r'account: {names: ["*", "{noun}", "О' 'Нил", "()", ".", "Анна-Мария"]}'
    assert found(folder, config, "Мы чиним дом.") == []


SELECTED = [
    ("", ["living-language/word", "sincerity/loud-phone"]),
    ("skip: [living-language/*]", ["sincerity/loud-phone"]),
    ("skip: living-language/word", ["sincerity/loud-phone"]),
    ("select: [living-language/*]", ["living-language/word"]),
    ('select: ["*"]\nskip: ["*/word"]', ["sincerity/loud-phone"]),
]


@pytest.mark.parametrize(("config", "rules"), SELECTED)
def test_select_and_skip(folder: Path, config: str, rules: list[str]) -> None:
    own = "account: {contacts: [8 485 240-40-40]}\n"
    assert found(folder, own + config, "Мост: 8 485 240-40-40!") == rules


def test_a_rule_that_is_switched_off_still_hides_personal_data(tmp_path: Path) -> None:
    phone = match_rule({"regex": r"8 912 \d{3}-\d\d-\d\d"}, name="sincerity/phone", private=True)
    folder = write_folder(tmp_path / "pack", [phone, match_rule("мост")])
    ruleset = Ruleset.load(folder, config=read(tmp_path, "skip: [sincerity/phone]"))
    report = hide(ruleset.check(Document(id="draft", text="Мост: 8 912 345-67-53.")))
    assert [finding.rule for finding in report.findings] == ["living-language/word"]
    assert report.document.text == "Мост: 8 ••• •••-••-••."


def test_former_names_of_rules_still_work(tmp_path: Path) -> None:
    bridge = match_rule("мост", replaces=["sincerity/bridge"])
    folder = write_folder(tmp_path / "pack", [bridge, match_rule("ура", name="sincerity/ura")])
    text = "Мост, ура. <!-- allow sincerity/bridge: имя -->"
    assert found(folder, "", text) == ["sincerity/ura"]
    assert found(folder, "skip: [sincerity/bridge]", "Мост, ура.") == ["sincerity/ura"]
    assert found(folder, "select: [sincerity/bridge]", "Мост, ура.") == ["living-language/word"]


NO_SUCH = [
    ("skip: [living-language/wrod]", "1:8", "living-language/wrod", "«living-language/word»"),
    ("select: [a/*]", "1:10", "a/*", "govpost-lint rules list"),
    ("skip: [lists/*]", "1:8", "lists/*", "govpost-lint rules list"),
    (
        "ignore:\n- {rule: sincerity/fone, reason: так, until: 2026-12-31}",
        "2:10",
        "sincerity/fone",
        "возможно, «sincerity/phone»",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("config", "place", "name", "way_out"), NO_SUCH)
def test_patterns_that_name_no_rule(folder, config, place, name, way_out) -> None:
    with pytest.raises(ConfigErrors) as caught:
        found(folder, config, "")
    [error] = caught.value.errors
    assert f"{error.line}:{error.column}" == place
    assert error.message == f"ни одного правила «{name}» нет"
    assert way_out in error.hint


def test_profile_of_the_file_and_of_the_caller(folder: Path) -> None:
    config = read(folder.parent, "profile: strict")
    assert Ruleset.load(folder, config=config).profile == "strict"
    assert Ruleset.load(folder, "governor", config=config).profile == "governor"
    assert Ruleset.load(folder).profile == "governor"


def test_a_profile_that_does_not_exist_is_shown_in_the_file(folder: Path) -> None:
    with pytest.raises(ConfigErrors) as caught:
        found(folder, "profile: strikt", "")
    [error] = caught.value.errors
    assert (error.line, error.column, error.hint) == (1, 10, "возможно, «strict»")


IGNORED = [
    # path pattern, last day, is the finding in posts/a.md of 1 May 2026 ignored
    ("posts/*", "2026-05-01", True),
    ("*", "2026-12-31", True),
    ("*.md", "2026-12-31", True),
    ("posts/*", "2026-04-30", False),
    ("archive/*", "2026-12-31", False),
]


@pytest.mark.parametrize(("path", "until", "ignored"), IGNORED)
def test_ignores(folder: Path, path: str, until: str, ignored: bool) -> None:
    entry = f'{{rule: living-language/*, path: "{path}", reason: так, until: {until}}}'
    rules = found(folder, f"ignore: [{entry}]", "Это мост.", path="posts/a.md")
    assert rules == ([] if ignored else ["living-language/word"])


def test_expired_entries(tmp_path: Path) -> None:
    config = read(tmp_path, "ignore: [{rule: a/b, reason: так, until: 2026-04-30}]")
    assert config.expired(date(2026, 4, 30)) == []
    assert config.expired(date(2026, 5, 1)) == list(config.ignore)
