"""A month of an account as a work: judged as ``govpost-lint history`` judges it."""

from __future__ import annotations

from govpost_lint.account import History
from govpost_lint.course.assignment import Assignment
from govpost_lint.facts.report import AccountReport
from govpost_lint.histories.reporting import report
from govpost_lint.model import Document


def judged(history: History, assignment: Assignment) -> AccountReport:
    """Return the report on the account: the same for any number of processes and any day."""
    return report(
        history,
        assignment.ruleset.checker,
        since=assignment.since,
        until=assignment.until,
        as_of=assignment.until,
        jobs=1,
        keep=False,
    )


def own_texts(account: AccountReport) -> tuple[Document, ...]:
    """Return the account's own posts and replies in order of time, as the report judged them."""
    history = account.history
    posts = {post.id: post for post in history.posts}
    comments = {one.id: one for one in history.comments}
    found = []
    for one in account.documents:
        if one.repost:
            continue
        if one.kind == "reply":
            comment = comments[one.id]
            asked = comments.get(comment.parent)
            document = Document(
                id=one.id,
                text=comment.text,
                kind="reply",
                platform=history.platform,
                reply_to=asked.text if asked else "",
            )
        else:
            post = posts[one.id]
            document = Document(
                id=one.id,
                text=post.text,
                platform=history.platform,
                attachments=post.attachments,
            )
        if document.text.strip():
            found.append(document)
    return tuple(found)


def repeated(account: AccountReport) -> frozenset[str]:
    """Return the ids of posts that say again, nearly word for word, what an earlier one said."""
    again = {later for _, later, _ in account.facts.near_duplicates}
    seen: set[str] = set()
    for post in account.history.posts:  # short ones, too: «Доброе утро!» every day
        said = " ".join(post.text.casefold().split())
        if said and said in seen:
            again.add(post.id)
        seen.add(said)
    return frozenset(again)
