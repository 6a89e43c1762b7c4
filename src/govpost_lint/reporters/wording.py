"""Russian words and numbers of the reports for people."""

from __future__ import annotations

SEVERITY = {"error": "ошибка", "warning": "предупреждение", "advice": "совет"}
COUNTED = {
    "error": ("ошибка", "ошибки", "ошибок"),
    "warning": ("предупреждение", "предупреждения", "предупреждений"),
    "advice": ("совет", "совета", "советов"),
}
BASIS = {"norm": "норма", "practice": "практика", "heuristic": "наша оценка"}
CONFIDENCE = {"medium": "уверенность средняя", "low": "уверенность низкая"}
ZONE = {"red": "красная", "yellow": "жёлтая", "green": "зелёная", "top": "топ"}
KIND = {
    "post": "пост",
    "reply": "ответ",
    "announcement": "анонс",
    "emergency": "сообщение о ЧС",
    "live": "эфир",
    "story": "история",
}
PLATFORM = {
    "vk": "ВКонтакте",
    "ok": "Одноклассники",
    "telegram": "Телеграм",
    "max": "MAX",
    "site": "сайт",
}
WORDS = ("слово", "слова", "слов")
TEXTS = ("текст", "текста", "текстов")
PLACES = ("место", "места", "мест")


def plural(number: int, forms: tuple[str, str, str]) -> str:
    """Return «5 слов»: the number with the form of the word that it demands."""
    tens, ones = number % 100, number % 10
    if 11 <= tens <= 14 or ones == 0 or ones >= 5:
        form = forms[2]
    else:
        form = forms[0] if ones == 1 else forms[1]
    return f"{number} {form}"


def decimal(number: float) -> str:
    """Return the number with one decimal and the Russian comma: «71,5», «−3,0»."""
    return f"{round(number, 1) + 0.0:.1f}".replace(".", ",").replace("-", "−")


def short(number: float) -> str:
    """Return the number without superfluous zeros: «−5», «−2,5»."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "−")


def zone(name: str) -> str:
    """Return the zone as the end of a sentence: «зелёная зона», «зона «топ»»."""
    return "топ-зона" if name == "top" else f"{ZONE.get(name, name)} зона"
