"""JSON Schema of rule files for editors, made of the models that also check them."""

from __future__ import annotations

from typing import Any

from govpost_lint.ruleset.models import RuleFile

_DESCRIPTIONS = {
    "id": "Путь файла без .yaml: критерий/что-не-так.",
    "version": "Целое число; +1, когда тот же текст может дать другой результат.",
    "title": "Короткое название для списка и отчёта.",
    "status": "preview — пробное, баллов не снимает; stable — действует; deprecated — отживает.",
    "replaces": "Прежние имена правила: старые разрешения продолжат действовать.",
    "private": "true — находки — личные данные: отчёты их скрывают, даже без правила.",
    "severity": "error — ошибка, warning — предупреждение, advice — совет.",
    "confidence": "Насколько правило надёжно.",
    "score": "each — баллов критерия за одну находку; cap — не больше скольких с текста.",
    "where": "Какие тексты и какая их часть.",
    "params": "Именованные числа: $имя в полосах, {имя} в сообщении.",
    "parts": "Именованные части регулярных выражений; в выражении — (?&имя).",
    "match": "Где это встречается? patterns и unless; once — только первое из одинаковых мест.",
    "require": "Есть ли хотя бы одно? any или all с названными частями.",
    "measure": "Сколько этого? count, value и полосы bands.",
    "history": "Одно число за окно истории страницы: of, where, value и полосы bands.",
    "follow": "Было ли за событием when то, что expect (или forbid), в срок within?",
    "similar": "Повторяет ли текст почти дословно более ранний?",
    "suggest": "Шаблоны замены для образцов без своих.",
    "fix": "safe — замена всегда верна; unsafe — нужно проверить; none — не заменять.",
    "message": "Что сделать здесь; кончается точкой.",
    "why": "Зачем это читателю поста.",
    "source": "Пункт стандарта и основание: norm, practice или heuristic.",
    "examples": "Плохие и хорошие примеры; [[…]] отмечает, что должно найтись.",
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a rule file, described in Russian."""
    schema = RuleFile.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Правило govpost-lint"
    for key, description in _DESCRIPTIONS.items():
        schema["properties"][key]["description"] = description
    return schema
