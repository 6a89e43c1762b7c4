"""Profiles: a chain with one parent each, the child's settings over the parent's."""

from __future__ import annotations

from dataclasses import dataclass, field

from govpost_lint.errors import ConfigError, ConfigErrors, closest
from govpost_lint.ruleset.files import Sources


@dataclass(slots=True)
class Settings:
    """What a profile and its parents set; see ``models.ProfileFile``."""

    min_confidence: str = "low"
    weights: dict[str, float] = field(default_factory=dict)
    params: dict[str, dict[str, float]] = field(default_factory=dict)
    severity: dict[str, str] = field(default_factory=dict)
    skip: set[str] = field(default_factory=set)


def resolve(sources: Sources, profile: str) -> Settings:
    """Return the settings of ``profile``; mistakes in profile files are noted there.

    Raises:
        ConfigErrors: where there is no standard or no such profile.
    """
    if sources.standard is None:
        errors = sources.errors or [
            ConfigError("standard.yaml", 0, 0, "нет standard.yaml", "добавьте папку rules целиком")
        ]
        raise ConfigErrors(errors)
    chain: list[str] = []
    name: str | None = profile
    while name:
        if name not in sources.profiles:
            hint = closest(name, sources.profiles) or f"есть: {', '.join(sorted(sources.profiles))}"
            if chain:
                file = sources.profiles[chain[-1]][1]
                file.report(("extends",), f"профиля «{name}» нет", hint)
                break
            error = ConfigError("--profile", 0, 0, f"профиля «{name}» нет", hint)
            raise ConfigErrors([*sources.errors, error])
        if name in chain:
            sources.profiles[name][1].report(("extends",), "профили ссылаются друг на друга")
            break
        chain.append(name)
        name = sources.profiles[name][0].extends
    settings = Settings()
    for name in reversed(chain):
        _apply(settings, sources, name)
    return settings


def _apply(settings: Settings, sources: Sources, name: str) -> None:
    form, file = sources.profiles[name]
    assert sources.standard is not None
    criteria = {criterion.id for criterion in sources.standard[0].criteria}
    for criterion, weight in form.weights.items():
        if criterion not in criteria:
            hint = closest(criterion, criteria)
            file.report(("weights", criterion), f"критерия «{criterion}» нет", hint, key=True)
        settings.weights[criterion] = weight
    for rule, params in form.params.items():
        if rule not in sources.rules:
            hint = closest(rule, sources.rules)
            file.report(("params", rule), f"правила «{rule}» нет", hint, key=True)
            continue
        declared = sources.rules[rule][0].params
        for param in params.keys() - declared.keys():
            hint = closest(param, declared)
            file.report(("params", rule, param), f"параметра «{param}» нет", hint, key=True)
        settings.params.setdefault(rule, {}).update(params)
    for group, rules in (("severity", form.severity), ("skip", form.skip)):
        for rule in rules:
            if rule not in sources.rules:
                file.report((group,), f"правила «{rule}» нет", closest(rule, sources.rules))
    settings.severity.update(form.severity)
    settings.skip.update(form.skip)
    settings.min_confidence = form.min_confidence or settings.min_confidence
