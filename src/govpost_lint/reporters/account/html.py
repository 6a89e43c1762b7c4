"""The report on an account as one HTML file: no script, no network, prints, fits a phone.

The page is made by jinja2 with every text escaped; its policy forbids whatever it does not need.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from govpost_lint.facts.report import AccountReport, DocumentFinding, JudgedDocument
from govpost_lint.reporters import account, badness, wording
from govpost_lint.reporters.account import AccountRun, charts, ledger
from govpost_lint.reporters.html_parts import environment, opening, pieces

_MOST_DOCUMENTS = 500
"""Posts and replies shown whole; of a longer history those that lost most."""

_MOST_QUESTIONS = 200


def write(report: AccountReport, run: AccountRun, stream: TextIO) -> None:
    """Write the page.

    Args:
        report: on the account.
        run: with what it was made.
        stream: where to.
    """
    templates = environment()
    templates.filters.update(percent=account.percent, hours=account.hours)
    stream.write(templates.get_template("account.html").render(_view(report, run)))


def _view(report: AccountReport, run: AccountRun) -> dict[str, Any]:
    """Return everything that the template names."""
    facts, zone = report.facts, report.period.zone
    moments = account.moments_of(report)
    shown = _chosen(report.documents)
    texts = account.OwnTexts(report, run)
    return {
        "report": report,
        "facts": facts,
        "run": run,
        "wording": wording,
        "period": account.span_of(report),
        "counted": account.counted(report),
        "platform": wording.PLATFORM.get(report.history.platform, report.history.platform),
        "zone": run.zone(report.score.total),
        "criteria": _criteria(report, run),
        "first": account.priorities(report, run),
        "weeks": charts.weeks(report),
        "trend": charts.trend(report),
        "calendar": charts.calendar(report),
        "mix": account.mix(report),
        "topics": account.topics(report, run),
        "times": charts.reply_times(report),
        "questions": _questions(report, run),
        "promises": ledger.rows(report, run),
        "findings": account.fired(report.findings),
        "documents": [_document(one, texts[one.id], report, run) for one in shown],
        "hidden": len(report.documents) - len(shown),
        "shown_ids": {one.id for one in shown},
        "when": lambda name: account.day(moments[name], zone) if name in moments else "",
        "day": lambda moment: account.day(moment, zone),
        "status": account.STATUS,
    }


def _criteria(report: AccountReport, run: AccountRun) -> list[dict[str, Any]]:
    return [
        {
            "title": run.criteria.get(name, name),
            "score": one.score,
            "weight": one.weight,
            "taken": -one.cost,
        }
        for name, one in report.score.criteria.items()
    ]


def _questions(report: AccountReport, run: AccountRun) -> list[dict[str, Any]]:
    comments = {comment.id: comment for comment in report.history.comments}
    calendar, as_of = report.period.calendar, report.period.as_of
    return [
        {
            "id": name,
            "moment": comments[name].moment,
            "post": comments[name].post,
            "quote": run.quote(comments[name].text, 240),
            "topics": [run.topic(topic) for topic in report.topics_of.get(name, ())],
            "waits": account.waited(
                calendar.working_hours(comments[name].moment, as_of) if as_of else 0.0,
                calendar.hours_a_day,
            ),
        }
        for name in report.facts.questions.unanswered[:_MOST_QUESTIONS]
    ]


def _chosen(documents: Sequence[JudgedDocument]) -> list[JudgedDocument]:
    """Return the documents to show, newest first."""
    worst = sorted(documents, key=lambda d: badness(d.total))
    return sorted(worst[:_MOST_DOCUMENTS], key=lambda d: (d.moment, d.id), reverse=True)


def _document(
    one: JudgedDocument, text: str, report: AccountReport, run: AccountRun
) -> dict[str, Any]:
    findings = [f for f in one.findings if not f.suppressed]
    return {
        "id": one.id,
        "moment": one.moment.astimezone(report.period.zone),
        "kind": "репост" if one.repost else wording.KIND.get(one.kind, one.kind),
        "total": one.total,
        "zone": run.zone(one.total),
        "pieces": [] if one.repost else list(pieces(text, findings)),
        "opening": "" if one.repost else opening(text),
        "findings": [(f, _message(f, one, run)) for f in findings],
    }


def _message(finding: DocumentFinding, one: JudgedDocument, run: AccountRun) -> str:
    """Return what a finding says; in a reply it may quote the name of a reader."""
    return run.mask(finding.message) if one.kind == "reply" else finding.message
