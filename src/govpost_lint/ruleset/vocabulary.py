"""Names of parts of speech and grammemes in the rule language, with their Russian synonyms."""

from __future__ import annotations

POS = (
    "noun", "adj", "verb", "inf", "part", "gerund", "short", "num", "pron", "prep", "conj",
    "adv", "particle", "comp", "pred", "intj",
)  # fmt: skip

TOKEN_KINDS = {"number": ("number",), "latin": ("word",), "word": ("word", "abbreviation")}
"""Names that stand beside parts of speech but ask for the type of the token."""

STRETCHES = ("deadline",)
"""Names of stretches of several words that the language layer finds."""

GRAMMEMES = frozenset(
    (
        "nomn gent datv accs ablt loct voct sing plur masc femn neut ms-f gndr past pres "
        "futr 1per 2per 3per perf impf impr indc tran intr pssv actv anim inan name surn "
        "patr geox orgn abbr apro anum supr qual poss fixd pltm sgtm dmns prnt"
    ).split()
)

POS_RUSSIAN = {
    "СУЩ": "noun", "ПРИЛ": "adj", "ГЛ": "verb", "ИНФ": "inf", "ПРИЧ": "part", "ДЕЕПР": "gerund",
    "КР": "short", "ЧИСЛ": "num", "МЕСТ": "pron", "ПРЕДЛ": "prep", "СОЮЗ": "conj", "НАР": "adv",
    "ЧАСТ": "particle", "СРАВ": "comp", "ПРЕДИК": "pred", "МЕЖД": "intj", "ЦИФРЫ": "number",
    "ЛАТ": "latin", "СЛОВО": "word",
}  # fmt: skip

GRAMMEMES_RUSSIAN = {
    "им": "nomn", "род": "gent", "дат": "datv", "вин": "accs", "твор": "ablt", "пред": "loct",
    "ед": "sing", "мн": "plur", "муж": "masc", "жен": "femn", "ср": "neut", "прош": "past",
    "наст": "pres", "буд": "futr", "1л": "1per", "2л": "2per", "3л": "3per", "сов": "perf",
    "несов": "impf", "пов": "impr", "страд": "pssv", "действ": "actv", "одуш": "anim",
    "неод": "inan", "имя": "name", "фам": "surn", "отч": "patr", "гео": "geox", "орг": "orgn",
    "превосх": "supr",
}  # fmt: skip


STRETCHES_RUSSIAN = {"СРОК": "deadline"}

RECORD_TRAITS = (
    "repost", "image", "video", "media", "poll", "live", "closed", "open", "small-image", "text",
    "night", "weekend", "answered", "kept", "overdue", "due", "undated", "private",
)  # fmt: skip
"""Traits of posts, comments and promises that no detector gives; see ``facts.rows``."""

TOPIC = "topic:"
"""Beginning of a trait that names a topic: ``topic:roads`` for the list ``topic-roads``."""

FOUND = "found:"
"""Beginning of a trait that names a rule which found something in the text."""


def pos_name(text: str) -> str | None:
    """Return the canonical name of a part of speech or token kind, or ``None``."""
    if text in POS or text in TOKEN_KINDS:
        return text
    return POS_RUSSIAN.get(text)


def stretch_name(text: str) -> str | None:
    """Return the canonical name of a stretch of several words, or ``None``."""
    return text if text in STRETCHES else STRETCHES_RUSSIAN.get(text)


def grammeme_name(text: str) -> str | None:
    """Return the canonical name of a grammeme or part of speech, or ``None``."""
    lowered = text.lower()
    if lowered in GRAMMEMES or lowered in POS:
        return lowered
    return GRAMMEMES_RUSSIAN.get(lowered) or POS_RUSSIAN.get(text)
