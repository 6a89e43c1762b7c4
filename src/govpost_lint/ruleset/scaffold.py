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


def new_rule(rule_id: str, folder: Path) -> Path:
    """Write a new rule file.

    Args:
        rule_id: ``criterion/bad-thing`` in lower-case Latin letters, digits and hyphens.
        folder: the rule folder; made where it does not exist.

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
        file.write(_TEMPLATE.format(id=rule_id))
    return path
