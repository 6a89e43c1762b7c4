"""``rules new``: a rule file to start from, which loads and whose examples hold."""

from __future__ import annotations

import re
from errno import ENOTDIR
from pathlib import Path

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*\Z")

_TEMPLATE = """\
# Имя правила называет ошибку. Проверка: govpost-lint rules test <папка>/{id}.yaml
id: {id}
version: 1
title: Коротко, что не так
status: preview            # сначала пробное: показывается, но баллов не снимает
severity: warning          # error — ошибка, warning — предупреждение, advice — совет
score: {{each: 4, cap: 20}}  # баллов критерия за одну находку и не больше скольких с текста
match:
  patterns:
    # слова без скобок — ровно эта форма; {{слово}} — любая форма; {{noun:gent}} — часть речи
    - "{{плохой}} {{оборот}}"
  unless:
    - "не {{плохой}} {{оборот}}"
message: "«{{match}}» — замените оборотом из обычной речи."
why: Зачем это читателю поста.
source: {{clause: governors/living-language, basis: heuristic}}
examples:
  - {{bad: "Здесь [[плохой оборот]]."}}
  - {{bad: "Мы избегаем [[плохих оборотов]]."}}
  - {{good: "Здесь не плохой оборот."}}     # почти то же, но не ошибка
  - {{good: "Здесь всё сказано просто."}}
"""


_ACCOUNT_TEMPLATE = """\
# Имя правила называет ошибку. Проверка: govpost-lint rules test <папка>/{id}.yaml
id: {id}
version: 1
title: Коротко, что не так на странице
status: preview            # сначала пробное: показывается, но баллов не снимает
severity: warning          # error — ошибка, warning — предупреждение, advice — совет
{score}{params}{body}
message: "{message}"
why: Зачем это читателю страницы.
source: {{clause: governors/regular-posting, basis: heuristic}}
examples:
  # строка — пост; «>» — комментарий жителя, «>>» — ответ страницы; А..Б — по посту в день
{examples}
"""

_BODIES = {
    "history": (
        "",
        "params: {most: 4}\n",
        """\
history:
  window: 30d              # 7d, 4w, all
  of: posts                # posts, replies, comments, questions, promises, lives
  value: max_gap_days
  bands: [{to: $most, points: 0}, {points: -5}]""",
        "Перерыв {value:.1f} дн.: {from:%d.%m} – {to:%d.%m}, нужно не больше {most}.",
        """\
  - {history: ["2026-03-01 пост", "2026-03-10 пост"], today: "2026-03-11", findings: 1}
  - {history: ["2026-03-02 пост", "2026-03-08 пост"], today: "2026-03-09", findings: 1}
  - {history: ["2026-03-01..2026-03-10 пост"], today: "2026-03-11", findings: 0}
  - {history: ["2026-03-01 пост", "2026-03-05 пост"], today: "2026-03-06", findings: 0}""",
    ),
    "follow": (
        "score: {each: 1, cap: 10}\n",
        "params: {hours: 9}\n",
        """\
follow:
  when: {of: questions}
  expect: {of: replies, same: thread}
  within: "$hours h working"   # 30m, 24h, 7d; working — рабочее время""",
        "Вопрос от {date:%d.%m} ждёт ответа больше {hours:.0f} рабочих часов.",
        """\
  - {history: ["2026-03-02 пост", "2026-03-02T13:00 > Где вода?"], today: "2026-03-05", findings: 1}
  - {history: ["2026-03-02 пост", "2026-03-02T13:00 > Когда свет?"],
     today: "2026-03-06", findings: 1}
  - {history: ["2026-03-02 пост", "2026-03-02T13:00 > Где вода?", "2026-03-02T15:00 >> К 18:00."],
     today: "2026-03-05", findings: 0}
  - {history: ["2026-03-02 пост", "2026-03-02T13:00 > Где вода?"],
     today: "2026-03-02", findings: 0}""",
    ),
    "similar": (
        "score: {each: 3, cap: 12}\n",
        "params: {above: 0.8}\n",
        """\
similar:
  of: posts                # posts или replies
  window: 60d
  above: $above            # сходство троек слов, от 0 до 1""",
        "Почти одинаковых текстов {count:.0f}, сходство {value:.0f} %.",
        """\
  - {history: ["2026-03-02 раз два три четыре", "2026-03-05 раз два три четыре"],
     today: "2026-03-06", findings: 1}
  - {history: ["2026-03-02 мы идём на каток", "2026-03-05 мы идём на каток"],
     today: "2026-03-06", findings: 1}
  - {history: ["2026-03-02 раз два три четыре", "2026-03-05 раз два четыре три"],
     today: "2026-03-06", findings: 0}
  - {history: ["2026-03-02 раз два три четыре"], today: "2026-03-06", findings: 0}""",
    ),
}
KINDS = ("match", *_BODIES)


def _text(rule_id: str, kind: str) -> str:
    if kind == "match":
        return _TEMPLATE.format(id=rule_id)
    score, params, body, message, examples = _BODIES[kind]
    return _ACCOUNT_TEMPLATE.format(
        id=rule_id, score=score, params=params, body=body, message=message, examples=examples
    )


def new_rule(rule_id: str, folder: Path, kind: str = "match") -> Path:
    """Write a new rule file.

    Args:
        rule_id: ``criterion/bad-thing`` in lower-case Latin letters, digits and hyphens.
        folder: the rule folder; made where it does not exist.
        kind: one of ``KINDS``.

    Returns:
        The path of the new file.

    Raises:
        ValueError: for an id of another form; the message is Russian.
        FileExistsError: where the rule exists; nothing is overwritten.
        OSError: where the file cannot be written.
    """
    if not _ID.match(rule_id):
        raise ValueError(
            "имя пишут как критерий/что-не-так строчными латинскими буквами и дефисами"
        )
    path = folder / f"{rule_id}.yaml"
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(ENOTDIR, "это не папка", str(folder))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(_text(rule_id, kind))
    return path
