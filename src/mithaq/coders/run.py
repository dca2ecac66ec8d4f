"""A language model codes reports: its answers become decisions under its own name, which overrule nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from mithaq.accords.model import Accord
from mithaq.coders.answers import SCHEMA, Coding, MalformedError, Refused, checked, parse
from mithaq.coders.client import Answer, Client, NoAnswerError
from mithaq.coders.prompt import messages, parts, promises_of
from mithaq.errors import InputError
from mithaq.linking.evidence import Evidence
from mithaq.reports.model import Report
from mithaq.review import Decision, standing
from mithaq.review.apply import value_of
from mithaq.review.model import LANGUAGE_MODEL, Value

ASKED_AGAIN = 2
"""How often a malformed answer is asked for anew."""
NOT_CODED = "not among the model's codings of this report"


class Decided(Protocol):
    """What is needed of a record."""

    def decide(self, decision: Decision) -> Decision: ...
    def decisions(self, *, coder: str | None = None) -> list[Decision]: ...


@dataclass
class Account:
    """What a run did. reports: how many were coded; asked, cached: requests sent, and answered from the folder.

    codings: taken; agreed: of them those that say what the machine says; kept: decisions new in the record, known:
    those it had. refused: by report, what was not taken and why. failed: reports that could not be coded, with the
    reason. tokens_in, tokens_out: as the server counts them, those of cached answers left out; seconds: of waiting.
    """

    reports: int = 0
    asked: int = 0
    cached: int = 0
    codings: int = 0
    agreed: int = 0
    kept: int = 0
    known: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    refused: list[tuple[str, Refused]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def cost(self, price_in: float, price_out: float) -> float:
        """What the run cost at these prices for a million tokens."""
        return (self.tokens_in * price_in + self.tokens_out * price_out) / 1e6


class Coder:
    """One language model, coding the reports of one record."""

    def __init__(self, client: Client, record: Decided, accords: Mapping[str, Accord]) -> None:
        self._client, self._record, self._accords = client, record, accords
        self.name = f"{LANGUAGE_MODEL}{client.model}"
        self.account = Account()
        self._known = {_gist(one) for one in standing(record.decisions(coder=self.name))}

    def code(self, report: Report, machine: Sequence[Evidence]) -> None:
        """Code one report and keep what holds. machine: the machine's evidence from it.

        What the model cannot do is counted; ServerError and errors of the record end the run.
        """
        if not report.published:
            self.account.failed.append((report.id, "it has no day of publication"))
            return
        about = {id: self._accords[id] for id in dict.fromkeys(one.accord for one in machine) if id in self._accords}
        accords = about or self._accords
        promises = promises_of(accords)
        found: list[Coding] = []
        for start, part in parts(report.text):
            try:
                said = self._said(report, part, promises)
            except (NoAnswerError, MalformedError) as error:
                self.account.failed.append((report.id, str(error)))
                return
            taken, refused = checked(said, part, promises, report.published[:10])
            found += [replace(one, start=one.start + start, end=one.end + start) for one in taken]
            self.account.refused += [(report.id, one) for one in refused]
        self.account.reports += 1
        self.account.codings += len(found)
        mine = [one for one in machine if one.accord in accords and one.stipulation]
        for decision in decisions_of(self.name, report, found, mine):
            self._keep(decision)
            self.account.agreed += decision.action == "accept"

    def _said(self, report: Report, part: str, promises: Mapping[str, str]) -> list[Any]:
        asked = messages(report, part, promises)
        for left in range(ASKED_AGAIN, -1, -1):
            answer = self._client.ask(asked, SCHEMA)
            self._count(answer)
            try:
                return parse(answer.words)
            except MalformedError as error:
                self._client.forget(asked, SCHEMA)
                if not left:
                    raise MalformedError(f"the model's answer is malformed: {error}") from error
        raise AssertionError("unreachable")

    def _count(self, answer: Answer) -> None:
        if answer.cached:
            self.account.cached += 1
            return
        self.account.asked += 1
        self.account.tokens_in += answer.tokens_in
        self.account.tokens_out += answer.tokens_out
        self.account.seconds += answer.seconds

    def _keep(self, decision: Decision) -> None:
        if _gist(decision) in self._known:
            self.account.known += 1
            return
        try:
            self._record.decide(decision)
        except InputError as error:  # the record was read again meanwhile, and the evidence is another now
            self.account.refused.append((decision.subject, Refused(error.message, decision.why)))
            return
        self._known.add(_gist(decision))
        self.account.kept += 1


def decisions_of(coder: str, report: Report, codings: Iterable[Coding], machine: Sequence[Evidence]) -> list[Decision]:
    """The codings as decisions: on the machine's evidence where both speak of one promise in the same words, else new.

    The machine's evidence of which the model says nothing is rejected by it.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    left = list(machine)
    found: list[Decision] = []
    for one in codings:
        twin = max(
            (other for other in left if f"{other.accord}/{other.stipulation}" == one.promise and _shared(one, other)),
            key=lambda other: (_shared(one, other), other.bearing == one.bearing, other.id),
            default=None,
        )
        if twin is None:
            made = _made(coder, report, one, machine)
            found.append(Decision(coder, at, "link", made.id, words="coded by the model", blind=True, evidence=made))
            continue
        left.remove(twin)
        fields = _differing(one, twin)
        if fields:
            words = "coded otherwise by the model"
            found.append(Decision(coder, at, "correct", twin.id, words=words, blind=True, fields=fields))
        else:
            found.append(Decision(coder, at, "accept", twin.id, blind=True))
    found += [Decision(coder, at, "reject", other.id, words=NOT_CODED, blind=True) for other in left]
    return found


def _shared(one: Coding, other: Evidence) -> int:
    return max(0, min(one.end, other.quote_end) - max(one.start, other.quote_start))


def _differing(one: Coding, other: Evidence) -> dict[str, Value]:
    said: dict[str, Value] = {
        "bearing": one.bearing, "modality": one.modality, "day": one.day, "quantity": one.quantity,
    }  # fmt: skip
    return {
        name: value
        for name, value in said.items()
        if value is not None and value != value_of(other, name)
    }  # fmt: skip


def _made(coder: str, report: Report, one: Coding, machine: Sequence[Evidence]) -> Evidence:
    """Evidence as the model would have it. Whose word it is, it takes from the machine's on the same words, if any."""
    accord, _, stipulation = one.promise.rpartition("/")
    key = [coder, report.id, one.promise, one.bearing, one.modality, one.day, one.start, one.end]
    digest = hashlib.sha256(json.dumps(key, ensure_ascii=True).encode("ascii")).hexdigest()[:20]
    beside = max(
        (other for other in machine if _shared(one, other)), key=lambda other: _shared(one, other), default=None
    )
    published = (report.published or "")[:10]
    return Evidence(
        id=f"e-{digest}",
        claim="",
        report=report.id,
        accord=accord,
        stipulation=stipulation,
        bearing=one.bearing,  # type: ignore[arg-type]
        modality=one.modality,
        day=one.day or published,
        dated=one.day is not None,
        known=published,
        quote_start=one.start,
        quote_end=one.end,
        source="unknown",
        side=beside.side if beside is not None else None,
        voices=beside.voices if beside is not None else ("unknown",),
        quantity=one.quantity,
        reasons=(f"coded by {coder}",),
    )


def _gist(one: Decision) -> tuple[object, ...]:
    return one.action, one.subject, tuple(sorted((name, str(value)) for name, value in one.fields.items()))
