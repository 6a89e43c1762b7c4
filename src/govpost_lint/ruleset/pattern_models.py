"""The form of one pattern of a rule, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

Readings = Literal["chosen", "all", "any"]
Within = Literal["sentence", "paragraph", "post"]
Texts = str | list[str]


class Strict(BaseModel):
    """A mapping with a closed list of keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TokenForm(Strict):
    """One token of the long form of a pattern."""

    form: Texts = []
    lemma: Texts = []
    list_: Texts = Field([], alias="list")
    pos: Texts = []
    gram: Texts = []
    regex: str = ""
    type: Texts = []
    case: Literal["title", "upper", "lower", ""] = ""
    known: bool | None = None
    not_: TokenForm | None = Field(None, alias="not")
    count: int | str = 1
    skip: TokenForm | list[TokenForm] | None = None
    as_: str = Field("", alias="as")
    gap: str = ""
    stretch: Literal["deadline", ""] = ""
    optional: bool = False


class _PatternOptions(Strict):
    suggest: Texts = []
    fix: Literal["safe", "unsafe", "none"] | None = None
    readings: Readings | None = None
    agree: list[list[str]] = []
    disagree: list[list[str]] = []
    within: Within | None = None


class PhrasePattern(_PatternOptions):
    """``phrase`` in the phrase language."""

    phrase: str


class TokensPattern(_PatternOptions):
    """The long form that phrases stand for."""

    tokens: list[TokenForm] = Field(min_length=1)


class RegexPattern(_PatternOptions):
    """A regular expression over the source text, letter case ignored."""

    regex: str


class EndingPattern(_PatternOptions):
    """Sentences that end with these characters."""

    ends_with: str = Field(min_length=1)


def _pattern_form(value: Any) -> str:
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        for key in ("tokens", "regex", "ends_with"):
            if key in value:
                return key
    return "phrase"


Pattern = Annotated[
    Annotated[str, Tag("text")]
    | Annotated[PhrasePattern, Tag("phrase")]
    | Annotated[TokensPattern, Tag("tokens")]
    | Annotated[RegexPattern, Tag("regex")]
    | Annotated[EndingPattern, Tag("ends_with")],
    Discriminator(_pattern_form),
]
PATTERN_TAGS = frozenset({"text", "phrase", "tokens", "regex", "ends_with"})
