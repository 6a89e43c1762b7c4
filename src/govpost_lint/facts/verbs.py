"""Verbs of deeds: which of them report the same («починить» – «исправить» – «ремонт»)."""

from __future__ import annotations

from functools import lru_cache

_FAMILIES = (
    "отремонтировать починить исправить восстановить наладить ремонтировать чинить отстроить "
    "реконструировать обновить устранить "
    "ремонт капремонт реконструкция восстановление",
    "поставить установить смонтировать повесить разместить ставить устанавливать "
    "вкопать оборудовать установка монтаж",
    "заасфальтировать асфальтировать уложить положить класть укладывать",
    "убрать вывезти очистить расчистить почистить вычистить снести разобрать прибрать убирать "
    "вывозить чистить расчищать ликвидировать демонтировать",
    "построить возвести достроить строить соорудить строительство",
    "заменить поменять сменить менять замена",
    "купить приобрести закупить привезти доставить получить поступить завезти прийти "
    "приехать прибыть",
    "посадить высадить озеленить сажать разбить",
    "засыпать заделать залатать подсыпать отсыпать выровнять",
    "выплатить доплатить вернуть перечислить выдать начислить компенсировать",
    "ответить рассказать опубликовать написать выложить отчитаться показать сообщить",
    "подключить дать включить подать пустить провести проложить",
    "покрасить побелить выкрасить перекрасить",
    "осветить зажечь гореть загореться",
    "спилить обрезать срубить",
    "проверить обследовать осмотреть объехать",
    "ходить пойти выйти курсировать поехать",
)
"""Verbs that answer each other; a verb may stand in several lines, the first counts."""

GENERAL = frozenset(
    "сделать закончить завершить доделать открыть открыться сдать выполнить готовый заработать "
    "запустить появиться решить принять ввести исполнить сдержать работать действовать".split()
)
"""They report whatever was promised: «мост открыт», «обещание выполнили»."""

STATES = frozenset("работать гореть ходить действовать курсировать стоять включаться".split())
"""They report in the present tense: «фонари горят», «остановка стоит»."""

REFRAIN = "не"
"""In place of a verb, of a promise not to do something: no later deed reports it kept."""

_PREFIXES = ("пере", "раз", "рас", "под", "при", "про", "за", "от", "об", "до", "на", "по", "вы",
             "с", "у", "о", "из", "ис", "воз", "вос")  # fmt: skip
_ROOT = 4
"""Letters of the root that tell a verb: «заасфальтировать» – «асфальт»."""

_LINES = {verb: line.split()[0] for line in reversed(_FAMILIES) for verb in line.split()}


@lru_cache(maxsize=8192)
def family(verb: str) -> str:
    """Return the name that verbs of the same deed share.

    Args:
        verb: lemma with «е» for «ё»; for participles the infinitive.
    """
    if verb in GENERAL:
        return verb
    return _LINES.get(verb) or _root(verb)


def _root(verb: str) -> str:
    for prefix in _PREFIXES:
        if verb.startswith(prefix) and len(verb) - len(prefix) > _ROOT + 2:
            return verb[len(prefix) :][: _ROOT + 1]
    return verb[: _ROOT + 1]


REPORTS = frozenset(family(verb) for verb in GENERAL | STATES)
"""Families of `GENERAL` and `STATES`."""
