"""Made-up posts for speed measurements: sentence templates of our own with many fillings."""

from __future__ import annotations

import random
from collections.abc import Iterator

_SLOTS = {
    "place": "на улице Садовой|в посёлке Заречном|у школы № 5|на площади Мира|у дома 14|"
    "в сквере Победы|на набережной|в селе Ольховка|на проспекте Ленина|у детской поликлиники|"
    "на Вокзальной|в микрорайоне Южном|у рынка|в центре города|за старой мельницей",
    "thing": "дорогу|мост|детскую площадку|тротуар|теплотрассу|крышу школы|спортзал|фонтан|"
    "остановку|пандус|лестницу к реке|футбольное поле|водопровод|сквер|освещение|библиотеку",
    "who": "Анна Петровна|Игорь Соколов|тренер Руслан|учительница Вера Ильинична|фельдшер Ольга|"
    "мастер участка Павел|волонтёры|соседи|школьники|жители дома 7|бригада Михаила|родители",
    "when": "завтра|в пятницу|к 1 сентября|до конца недели|сегодня вечером|в субботу в 10:00|"
    "через две недели|весной|в понедельник утром|до пятницы|летом",
    "did": "починили|открыли|покрасили|закончили|начали|разобрали|осмотрели|приняли|собрали|"
    "перекрыли|освободили|вернули",
    "number": "3|12|48|150|1 200|27 тысяч|5,4 миллиона|18|64|900",
    "unit": "деревьев|метров труб|фонарей|рублей|человек|машин|окон|скамеек|домов|книг",
    "feel": "Спасибо, что помогли|Честно скажу, волновался|Обрадовался как ребёнок|Было холодно|"
    "Вышло не сразу|Сам удивился|Поспорили, но договорились|Устали, но довольны",
    "office": "осуществляется проверка|проводятся мероприятия по благоустройству|"
    "в целях обеспечения безопасности|в рамках реализации программы|"
    "оказывается содействие населению|обеспечено функционирование объекта|"
    "принято решение о проведении работ|вопрос находится на контроле",
}
_SENTENCES = (
    "{Did} {thing} {place}.",
    "{When} {did} {thing} {place}, работала {number} {unit}.",
    "{Who} рассказал, как {did} {thing} прошлой осенью.",
    "{Feel}: {number} {unit} за одно утро!",
    "Заехал {place} и поговорил с людьми: {who} просит не тянуть и сделать {thing} {when}.",
    "А вы как думаете, хватит ли {number} {unit}?",
    "Деньги нашли: {number} рублей, подрядчик выходит {when}.",
    "Если увидите яму {place}, пишите сюда, передам мастеру и отвечу {when}.",
    "Мы {did} {thing}, потому что {who} написал нам ещё зимой.",
    "Напомню: {when} {place} отключат воду, запаситесь заранее.",
    "Вместе с командой {office} {place}.",
    "{When} {office}, о сроках сообщим дополнительно.",
    "Дочка спросила, почему {place} темно, и пришлось проверять фонари самому.",
    "{Who} и {who} посадили {number} {unit}, приходите посмотреть {when}.",
    "Пока не получилось: {thing} сделали с браком, переделают за счёт подрядчика {when}.",
)
_ENDINGS = ("", "", " 🙂", "\n\n#наш_город", "\n\nЖду вас в комментариях 👇", "\n\nvk.com/example")


def posts(count: int, seed: int = 5) -> Iterator[str]:
    """Yield ``count`` different posts of about 40–60 words, always the same for one ``seed``."""
    chance = random.Random(seed)
    values = {name: text.split("|") for name, text in _SLOTS.items()}
    seen: set[str] = set()
    while len(seen) < count:
        sentences = chance.sample(_SENTENCES, 5)
        words = " ".join(_fill(sentence, values, chance) for sentence in sentences)
        post = words.replace(". ", ".\n\n", 1) + chance.choice(_ENDINGS)
        if post not in seen:
            seen.add(post)
            yield post


def draft(words: int = 150, seed: int = 3) -> str:
    """Return one draft of at least ``words`` words."""
    text = ""
    for post in posts(20, seed):
        text = f"{text}\n\n{post}".strip()
        if len(text.split()) >= words:
            break
    return " ".join(text.split(" ")[: words + 10])


def _fill(sentence: str, values: dict[str, list[str]], chance: random.Random) -> str:
    text = sentence
    for name, options in values.items():
        for slot in (f"{{{name}}}", f"{{{name.capitalize()}}}"):
            while slot in text:
                chosen = chance.choice(options)
                if slot[1].isupper():
                    chosen = chosen[0].upper() + chosen[1:]
                text = text.replace(slot, chosen, 1)
    return text
