"""The JSON Schema for editors says what the loader says."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from govpost_lint.ruleset.loading import default_folder
from govpost_lint.ruleset.models import RuleFile
from govpost_lint.ruleset.schema import json_schema
from govpost_lint.yaml_reader import read_yaml
from tests.small import rule

BESIDE = {"lists", "profiles", "detectors"}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_every_rule_of_the_pack_is_valid(validator: Draft202012Validator) -> None:
    wrong = {}
    paths = [p for p in sorted(default_folder().glob("*/*.yaml")) if p.parent.name not in BESIDE]
    assert len(paths) >= 30
    for path in paths:
        file = read_yaml(path.read_text("utf-8-sig"), str(path))
        error = next(validator.iter_errors(file.data), None)
        if error is not None:
            wrong[f"{path.parent.name}/{path.name}"] = f"{error.json_path}: {error.message}"
    assert wrong == {}


WRONG: list[dict[str, Any]] = [
    {"title": None},
    {"message": None},
    {"examples": None},
    {"version": "1"},
    {"version": 0},
    {"severity": "grave"},
    {"status": "new"},
    {"titel": "Опечатка"},
    {"where": {"kind": ["pots"]}},
    {"where": {"kinds": ["post"]}},
    {"score": {"each": -1}},
    {"match": {"patterns": []}},
    {"match": {"patterns": [{"phrase": "мост", "sugest": ["дом"]}]}},
    {"match": {"patterns": [{"tokens": []}]}},
    {"measure": {"value": "words", "bands": [{"points": 5}]}},
    {"source": {"clause": "norms/plain", "basis": "guess"}},
    {"examples": [{"bed": "Опечатка"}, {"good": "Дом."}]},
]


def test_the_rule_to_spoil_is_valid(validator: Draft202012Validator) -> None:
    assert validator.is_valid(rule())


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_a_wrong_rule_is_refused(validator: Draft202012Validator, change: dict[str, Any]) -> None:
    assert not validator.is_valid(rule(**change))


def test_every_key_is_described_in_russian() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == set(RuleFile.model_fields)
    for name, about in schema["properties"].items():
        assert any("а" <= char <= "я" for char in about["description"]), name
