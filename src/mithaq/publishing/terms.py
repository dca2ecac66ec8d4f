"""Terms of a promise in words: by when, after which step, and what a later accord wrote anew."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.accords.model import Deadline
from mithaq.accords.terms import BEGINNINGS, SIGNATURE, Written
from mithaq.publishing.wording import Wording


def agreed_words(deadline: Deadline, texts: Wording) -> str:
    """A deadline as agreed: "15 November 2020", "within 30 days after 2a is done"."""
    if deadline.by is not None:
        return texts.day(deadline.by)
    length = texts.duration(deadline.within or "")
    of, _, id = (deadline.after or SIGNATURE).rpartition("/")
    if id not in BEGINNINGS:
        return texts("promise.within_after", duration=length, promise=deadline.after)
    key = "promise.within" if id == SIGNATURE else "promise.within_force"
    if not of:
        return texts(key, duration=length)
    other = "promise.within_other" if id == SIGNATURE else "promise.within_force_other"
    return texts(other, duration=length, accord=of)


def step_words(step: str | None, done: str | None, due: str | None, texts: Wording) -> str:
    """What a deadline that is counted from a step comes to: "2a was done on …, so by …", "waits for 2a"; or ""."""
    if step is None:
        return ""
    if done is None or due is None:
        return texts("promise.waits", promise=step)
    return texts("promise.step_done", promise=step, done=texts.day(done), due=texts.day(due))


def with_step(agreed: str, step: str, texts: Wording) -> str:
    """The words of a deadline with what it comes to: "within 30 days after 2a is done (waits for 2a)"."""
    return f"{agreed} ({step})" if agreed and step else agreed or step


def written_words(written: Written, texts: Wording) -> Iterator[str]:
    """What a later accord wrote anew, one sentence for each term."""
    change = written.change
    where = {"accord": written.accord, "clause": change.provision, "since": texts.day(written.since)}
    if change.deadline is not None:
        yield texts("promise.changed_deadline", new=agreed_words(change.deadline, texts), **where)
    if change.duration is not None:
        yield texts("promise.changed_duration", new=texts.duration(change.duration), **where)
    if change.quantity is not None:
        yield texts("promise.changed_quantity", new=f"{change.quantity:g}", **where)
    if change.ended:
        yield texts("promise.taken_back", **where)
