"""Suppressions: findings that the author allows, each with a reason.

In a draft: ``<!-- allow living-language/empty-verb: так называется процедура -->``, alone on its
line for the line below, at the end of a line for that line; several rules stand side by side with
commas, ``living-language/*`` stands for all rules of a criterion. In front matter ``allow``
maps rules to reasons for the whole draft. In govpost.yaml ``ignore`` does so for paths, with an
end date. One that has no reason does not work, one that nothing needs is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from govpost_lint.engine.findings import Found, make_found
from govpost_lint.engine.run import DocumentRun
from govpost_lint.model import Span
from govpost_lint.ruleset.plan import Rule, Where

_ALLOW = re.compile(r"\s*(?:govpost-lint:?\s+)?allow\b", re.IGNORECASE)
_MOST = 500
"""Comments of one draft that are obeyed: more would cost time, and allow everything anyway."""

_LONGEST_NAME = 80
_TEXT_LINE = re.compile(r"\S[^\n]*")
_BODY = re.compile(r"(?P<rules>[a-z0-9*/, -]*[a-z0-9*])\s*(?:[:—–]\s*(?P<reason>.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One permission.

    Attributes:
        rules: ids or patterns with ``*``.
        reason: why; empty makes the permission void.
        span: where it is written; empty for front matter and govpost.yaml.
        reach: offsets of the text it covers.
        must_be_used: whether it is a finding when nothing needs it.
    """

    rules: tuple[str, ...]
    reason: str
    span: Span
    reach: Span
    must_be_used: bool = True


def suppress(
    run: DocumentRun, found: list[Found], ignores: Iterable[tuple[str, str]] = ()
) -> list[Found]:
    """Mark the allowed findings, and add findings about permissions that are void or unused.

    Args:
        run: the document.
        found: what the rules found.
        ignores: rule patterns and reasons of govpost.yaml that hold for this document.
    """
    permissions = [*_comments(run), *_front_matter(run)]
    whole = Span(0, len(run.document.text))
    permissions += [Suppression((rule,), reason, Span(0, 0), whole, False)
                    for rule, reason in ignores]  # fmt: skip
    used: set[int] = set()
    marked = []
    for item in found:
        for number, permission in enumerate(permissions):
            if permission.reason and _covers(permission, item):
                used.add(number)
                place = "text" if permission.must_be_used else "config"
                allowed = replace(item.finding, suppressed=permission.reason, suppressed_in=place)
                item = Found(allowed, item.rule)
                break
        marked.append(item)
    for number, permission in enumerate(permissions):
        names = ", ".join(permission.rules) or "…"
        if not permission.reason:
            marked.append(_remark(run, _NO_REASON, permission.span, names))
        elif permission.must_be_used and number not in used:
            marked.append(_remark(run, _UNUSED, permission.span, names))
    return marked


def _covers(permission: Suppression, item: Found) -> bool:
    finding = item.finding
    if finding.span.start == finding.span.end:
        reached = permission.span.start == permission.span.end
    else:
        reached = permission.reach.overlaps(finding.span)
    names = (finding.rule, *item.rule.replaces)
    return reached and any(fnmatchcase(name, rule) for name in names for rule in permission.rules)


def _comments(run: DocumentRun) -> list[Suppression]:
    """Read the comments from the last to the first: one alone reaches what the next one reaches."""
    text = run.document.text
    found: list[Suppression] = []
    below: tuple[Span, Span] | None = None  # the comment below, and its reach
    for span in reversed(_allowing(text, run.document.body_start)):
        reach = _reach(text, span, below)
        below = span, reach
        body = text[span.start + 4 : span.end - 3]
        allowed = _ALLOW.match(body)
        assert allowed is not None
        body = body[allowed.end() :].strip()
        read = _BODY.match(body)
        rules, reason = (read["rules"], read["reason"]) if read else (body, "")
        found.append(
            Suppression(
                tuple(rule.strip() for rule in rules.split(",") if rule.strip()),
                " ".join((reason or "").split()),
                span,
                reach,
            )
        )
    return found[::-1]


def _allowing(text: str, start: int) -> list[Span]:
    """Return the comments that begin with «allow»; one without an end is none."""
    found: list[Span] = []
    while len(found) < _MOST:
        start = text.find("<!--", start)
        end = text.find("-->", start + 4) if start >= 0 else -1
        if end < 0:
            break
        if _ALLOW.match(text, start + 4, end):
            found.append(Span(start, end + 3))
        start = end + 3
    return found


def _reach(text: str, span: Span, below: tuple[Span, Span] | None) -> Span:
    """The line of the comment, or the next line with text where the comment stands alone."""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    if text[line_start : span.start].strip() or text[span.end : line_end].strip():
        return Span(line_start, line_end)
    following = _TEXT_LINE.search(text, line_end)
    if following is None:
        return Span(line_end, line_end)
    if below and following.start() == below[0].start:
        return below[1]
    return Span(following.start(), following.end())


def _front_matter(run: DocumentRun) -> list[Suppression]:
    allowed = run.document.meta.get("allow")
    if not isinstance(allowed, Mapping):
        return []
    whole = Span(0, len(run.document.text))
    return [
        Suppression((str(rule),), str(reason or "").strip(), Span(0, 0), whole)
        for rule, reason in allowed.items()
    ]


def _own_rule(name: str, title: str, severity: str, message: str, why: str) -> Rule:
    return Rule(
        id=f"suppression/{name}", version=1, title=title, status="stable", severity=severity,
        confidence="high", criterion="suppression", each=0.0, cap=0.0, where=Where(), params={},
        kind="suppression", patterns=(), groups={}, captures=(), unless=(), spec={},
        fix="none", message=message, why=why, clauses=(), basis="heuristic", note="", url="",
        path="",
    )  # fmt: skip


_UNUSED = _own_rule(
    "unused", "Лишнее разрешение", "warning",
    "Разрешение «{names}» ничего не снимает: уберите его.",
    "Забытое разрешение скроет будущую ошибку.",
)  # fmt: skip
_NO_REASON = _own_rule(
    "no-reason", "Разрешение без причины", "error",
    "Разрешение «{names}» без причины не действует: допишите её после двоеточия.",
    "Через месяц никто не вспомнит, почему здесь можно.",
)  # fmt: skip

OWN_RULES = (_UNUSED, _NO_REASON)
"""What is found about permissions, by rules that stand in no file."""


def _remark(run: DocumentRun, rule: Rule, span: Span, names: str) -> Found:
    if len(names) > _LONGEST_NAME:
        names = names[:_LONGEST_NAME] + "…"
    return make_found(run, rule, rule.message.replace("{names}", names), span, 0.0)
