"""From an agreement's text to the draft of its file: parties, provisions and promises, each with the words it rests on.

A draft is made for a person to check. What the machine is unsure of is named in `unsure` and told in `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mithaq.accords.kinds import kinds
from mithaq.accords.model import Accord, Deadline, Party, Provision, Stipulation, Text
from mithaq.accords.words import kind_of
from mithaq.drafting.cues import Cues, cues
from mithaq.drafting.ends import split_by_end
from mithaq.drafting.parties import Found, NameFinder, Parties, find_parties, made_id
from mithaq.drafting.promises import Finder, Lead, Piece, split_by_days
from mithaq.drafting.refusal import refusal
from mithaq.drafting.steps import Steps
from mithaq.drafting.structure import Clause, Structure, structure
from mithaq.drafting.terms import Step, TermReader, Terms, figures_alone
from mithaq.drafting.what import SURE, What
from mithaq.drafting.who import FILL_IN, Who
from mithaq.errors import InputError
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.languages.base import Language, language
from mithaq.reading.claims import Quantity, Time
from mithaq.reading.quantities import find_quantities
from mithaq.reading.scene import Mention
from mithaq.reading.times import find_times
from mithaq.reports.detect import detect_language, other_language
from mithaq.reports.model import Span

HOLDS_PLACE = "implementation-timetable"
"""The kind written, and marked, where none was recognised, so that the file loads."""
FEW = 5
SUMMARY = 300
"""Longest summary of a clause, in characters."""
_PARTS = ("body", "annex")
BULLETS = frozenset("-–—•*·")
"""Marks of items that a paragraph before them leads, where they are not in a clause of their own."""
_LISTED = "/list"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise before it has an id. kinds: (kind, score), best first; unsure: key to the reason."""

    provision: str
    piece: Piece
    kinds: tuple[tuple[str, float], ...]
    obligors: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    places: tuple[str, ...]
    terms: Terms
    unsure: Mapping[str, str]

    @property
    def kind(self) -> str:
        """The likeliest kind, or FILL_IN."""
        return self.kinds[0][0] if self.kinds else FILL_IN


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted accord. notes: (stipulation id or "accord", key) to why a person must look there."""

    accord: Accord
    notes: Mapping[tuple[str, str], str]


def draft(
    text: str,
    *,
    file: str,
    sha256: str,
    code: str | None = None,
    signed: str | None = None,
    title: str | None = None,
    id: str | None = None,
    gazetteer: Gazetteer | None = None,
    parties: Sequence[str] = (),
) -> Draft:
    """The draft of an accord's file.

    Parameters
    ----------
    text: the agreement. file, sha256: its file's name and hash. code: ISO 639-1 of its language, None to tell it
    from the text. signed: ISO day of signing, title: its name, id: of the accord; None to find them in the text.
    parties: ids of the sides, for a text that does not name them; whom it names besides stays as it is.

    Raises InputError for a text that is no agreement or in which no promise is found, LanguageError for a language
    Mithaq does not read.
    """
    code = code or detect_language(text)
    if code is None:
        raise InputError(
            f"the language cannot be told: {other_language(text) or 'nothing to go by'}",
            place=file,
            mend="give --language ar, ru or en",
        )
    found = structure(text, code)
    drafter = _Drafter(text, code, signed, gazetteer or load_gazetteer(), found)
    drafter.parties.give(parties)
    signatories = [one for one in drafter.parties.found.values() if "signatory" in one.roles and not one.unsure]
    promises = list(drafter.promises())
    why = refusal(text, found, code, [one.piece.span for one in promises], parties=len(signatories))
    if why is not None:
        raise InputError(f"this does not read as an agreement: {why.reason}", place=file, mend=why.mend)
    return drafter.draft(file, sha256, title, id, promises)


class _Drafter:
    def __init__(
        self, text: str, code: str, signed: str | None, gazetteer: Gazetteer, found: Structure | None = None
    ) -> None:
        self.text = text
        self.tongue: Language = language(code)
        self.cues: Cues = cues(code)
        self.gazetteer = gazetteer
        self.structure: Structure = found or structure(text, code)
        self.notes: dict[tuple[str, str], str] = {}
        self.signed = signed or self._signed()
        self.names = NameFinder(self.tongue, gazetteer, self.signed)
        self.finder = Finder(self.tongue, self.cues)
        self.terms = TermReader(self.tongue, self.cues)
        self.parties: Parties = find_parties(text, self.structure, self.cues, self.tongue, gazetteer, self.names)
        self.what = What(text, self.tongue, self.cues, self.parties)
        self.who = Who(text, self.tongue, self.cues, gazetteer, self.parties)

    def _signed(self) -> str | None:
        """The day of signing: of the signatures, else of the title and the preamble, else of the end of the text."""
        ends = [span for part, span in self.structure.parts if part == "signatures"]
        heads = [span for part, span in self.structure.parts if part in ("title", "preamble")]
        if self.structure.title is not None:
            heads.insert(0, self.structure.title)
        for span in [*ends, *heads, Span(max(0, len(self.text) - 400), len(self.text))]:
            for time in find_times(span.words(self.text), self.tongue.code, None):
                if time.precision in ("day", "minute", "hour") and re.match(r"\d{4}-\d\d-\d\d", time.value):
                    return time.value[:10]
        return None

    def draft(self, file: str, sha256: str, title: str | None, id: str | None, promises: Sequence[Promise]) -> Draft:
        if not promises:
            raise InputError(
                "no promise was found in the text", place=file, mend="check that the file holds the agreement's clauses"
            )
        name = title or self._title() or file
        day = self.signed or "1900-01-01"
        if self.signed is None:
            self.notes["accord", "signed"] = "no day of signing found: fill it in, or give --signed"
        used = {one.provision for one in promises}
        clauses = [one for one in self.structure.clauses if one.part in _PARTS or one.id in used]
        accord = Accord(
            id=id or made_id(f"{name[:40]}"),
            names={self.tongue.code: (name,)},
            signed=day,
            parties=self._parties(promises),
            provisions=tuple(self._provision(one) for one in clauses),
            stipulations=tuple(self._stipulations(promises)),
            in_force=self._in_force(),
            place=self._place(),
            text=Text(file, sha256, self.tongue.code),
        )
        return Draft(accord, self.notes)

    def _in_force(self) -> str | None:
        """The day of entry into force that a sentence names, or the day of signing where it says so."""
        for part, span in self.structure.parts:
            if part in ("title", "contents"):
                continue
            said = span.words(self.text)
            normalised = self.tongue.normalise(said)
            for one in self.cues.groups["anchors"]["in-force"].finditer(normalised.text):
                at = normalised.original(one.start(), one.end())[0]
                for sentence in self.tongue.sentences(said[max(0, at - 300) : at + 300]):
                    words = sentence.words(said[max(0, at - 300) : at + 300])
                    folded = self.tongue.normalise(words).text
                    if not (
                        self.cues["never"].search(folded) and self.cues.groups["anchors"]["in-force"].search(folded)
                    ):
                        continue
                    days = [time.value[:10] for time in find_times(words, self.tongue.code, self.signed) if time.value]
                    if len(days) == 1 and len(days[0]) == 10:
                        return days[0]
                    if self.cues.groups["anchors"]["signature"].search(folded) and self.signed:
                        return self.signed
        return None

    def _place(self) -> str | None:
        """Where it was signed."""
        for part, span in self.structure.parts:
            if part not in ("title", "preamble", "signatures"):
                continue
            for one in self.names.mentions(self.text, span):
                before = self.tongue.normalise(self.text[max(span.start, one.start - 40) : one.start] or " ").text
                if one.name.type == "place" and one.name.entity and self.cues["signed"].search(before):
                    return one.name.entity
        return None

    def _title(self) -> str | None:
        title = self.structure.title
        return " ".join(title.words(self.text).split()) if title is not None else None

    def _parties(self, promises: Sequence[Promise]) -> tuple[Party, ...]:
        found = list(self.parties.found.values())
        if not found:
            self.notes["accord", "parties"] = "no party was found in the text: fill them in"
            found = [Found(FILL_IN, ["signatory"])]
        for one in found:
            if one.unsure or one.entity not in self.gazetteer:
                self.notes["accord", one.entity] = one.unsure or "not in the gazetteer: correct the id, or add it there"
        return tuple(Party(one.entity, tuple(one.roles), tuple(one.signatories)) for one in found)

    def _provision(self, clause: Clause) -> Provision:
        words = " ".join(clause.body.words(self.text).split())
        title = " ".join(clause.heading.words(self.text).split()) if clause.heading is not None else ""
        first = next((one.words(words) for one in self.tongue.sentences(words)), words)
        summary = first.strip() or title or clause.number or clause.id
        if len(summary) > SUMMARY:
            summary = summary[:SUMMARY].rsplit(" ", 1)[0] + " …"
        code = self.tongue.code
        return Provision(
            id=clause.id,
            summary={code: summary},
            title={code: title} if title else {},
            parent=clause.parent,
            span=(clause.span.start, clause.span.end),
        )

    # --- promises

    def promises(self) -> list[Promise]:
        """All promises of the text, in order."""
        out: list[Promise] = []
        leads: dict[str, Lead] = {}
        for clause in self.structure.clauses:
            if clause.part not in _PARTS:
                continue
            lead = leads.get(clause.parent) if clause.parent is not None else None
            if lead is None and clause.number in BULLETS:
                lead = leads.get(f"{clause.parent}{_LISTED}")
            if lead is not None and lead.idle:
                leads[clause.id] = lead
                continue
            if not clause.body.words(self.text).strip():
                if lead is not None:
                    leads[clause.id] = lead
                continue
            found, left = self.finder.pieces(self.text, clause.body, lead)
            if left is not None:
                leads[clause.id] = leads[f"{clause.parent}{_LISTED}"] = left
            if not found:
                continue
            at = self._continued(clause, found[0], out)
            if at is None:
                out.extend(self._read(clause, found))
            else:
                out[at], *more = self._read(clause, found, out[at])
                out.extend(more)
        return out

    def _continued(self, clause: Clause, first: Piece, out: Sequence[Promise]) -> int | None:
        """Where the promise stands that a paragraph behind a list goes on with ("This withdrawal shall begin …")."""
        if not first.goes_on or clause.number or clause.parent is None:
            return None
        return next((n for n in range(len(out) - 1, -1, -1) if out[n].provision == clause.parent), None)

    def _read(self, clause: Clause, pieces: Sequence[Piece], before: Promise | None = None) -> list[Promise]:
        """The promises of a clause's pieces. before: what they go on with; it comes first, with what they add."""
        body = clause.body
        own = body.words(self.text)
        local = find_times(figures_alone(own, self.tongue.code), self.tongue.code, self.signed)
        times = [_shifted(one, body.start) for one in local]
        quantities = [
            replace(one, start=one.start + body.start, end=one.end + body.start)
            for one in find_quantities(own, self.tongue.code, local)
        ]
        pieces = split_by_days(pieces, self.text, times, self.cues)
        pieces = split_by_end(pieces, self.text, times, self.tongue, self.cues)
        subjects = [one.subject for one in pieces if one.subject is not None]
        start = min([body.start, *(one.start for one in subjects)])
        mentions = self.names.mentions(self.text, Span(start, body.end))
        out: list[Promise] = [] if before is None else [before]
        for piece in pieces:
            for part in self.what.parts(piece, mentions):
                one = self._promise(clause, part, times, quantities, mentions)
                if part.relative and not (one.terms.period or one.terms.by or one.terms.within):
                    continue
                goes_on = bool(out) and self._goes_on(out[-1], part, mentions)
                if out and (part.again or (goes_on and _two_times(out[-1], one))):
                    out.append(_again(out[-1], one))
                elif out and (goes_on or self._same(out[-1], one)):
                    out[-1] = self._merged(out[-1], one)
                else:
                    out.append(one)
        return out

    def _goes_on(self, before: Promise, piece: Piece, mentions: Sequence[Mention]) -> bool:
        """Whether a piece says more of the promise before it, and not what somebody else does for it."""
        agent = self.who.agent(piece, mentions) if piece.goes_on else ()
        return piece.goes_on and (not agent or agent == before.obligors)

    def _same(self, one: Promise, other: Promise) -> bool:
        """Whether two neighbouring pieces say one promise: same doer and kind, and no day or place of its own.

        Of few words without a kind of their own it is taken that they go on with the promise before them.
        """
        if other.kind == FILL_IN and self._length(other.piece) <= FEW and not (other.terms.by or other.terms.period):
            return other.terms.within is None
        if one.kind == FILL_IN or one.kind != other.kind or one.obligors != other.obligors:
            return False
        if one.terms.by != other.terms.by and other.terms.by and one.terms.by:
            return False
        if one.terms.within and other.terms.within and one.terms.within != other.terms.within:
            return False
        return not (other.places and one.places and other.places != one.places)

    def _folded(self, piece: Piece) -> str:
        return self.tongue.normalise(piece.span.words(self.text) or " ").text

    def _length(self, piece: Piece) -> int:
        """How many words a piece has, without what joins it to the one before."""
        folded = self._folded(piece)
        join = self.cues["joins"].match(f" {folded}")
        return len(folded[join.end() - 1 if join is not None else 0 :].split())

    def _merged(self, one: Promise, other: Promise) -> Promise:
        span = Span(one.piece.span.start, other.piece.span.end)
        terms = self.terms_of_both(one.terms, other.terms)
        places = tuple(dict.fromkeys((*one.places, *other.places)))
        return replace(one, piece=replace(one.piece, span=span), terms=terms, places=places)

    @staticmethod
    def terms_of_both(one: Terms, other: Terms) -> Terms:
        """The terms of two pieces of one promise; the first's come first."""
        out = replace(one, unsure={**other.unsure, **one.unsure})
        for key in ("by", "within", "step", "start", "duration", "renewal", "period", "quantity", "unit", "condition"):
            if getattr(out, key) is None:
                setattr(out, key, getattr(other, key))
        return out

    def _promise(
        self,
        clause: Clause,
        piece: Piece,
        times: Sequence[Time],
        quantities: Sequence[Quantity],
        mentions: Sequence[Mention],
    ) -> Promise:
        terms = self.terms.read(self.text, piece.span, times, quantities)
        unsure = dict(terms.unsure)
        found = self.what.kinds(piece, terms, mentions)
        if not found and clause.heading is not None:
            found = kind_of(clause.heading.words(self.text), self.tongue.code)
            unsure["kind"] = "told by the heading alone"
        if not found:
            unsure["kind"] = "no kind was recognised: fill it in"
        elif found[0][1] < SURE or piece.principle:
            unsure["kind"] = "repeats a rule, perhaps no act" if piece.principle else "its words are few or shared"
        inside = [one for one in mentions if piece.span.start <= one.start < piece.span.end]
        beneficiaries = self.who.beneficiaries(inside, piece)
        kind = found[0][0] if found else None
        obligors, why = self.who.obligors(piece, mentions, beneficiaries, kind)
        if kind is not None and (other := self.what.beside(piece, terms, kind)) is not None:
            obligors, why = self.who.named(other, mentions) or obligors, "said of another act at the same time"
        if why:
            unsure["obligors"] = why
        beneficiaries = tuple(one for one in beneficiaries if one not in obligors)
        places = tuple(
            dict.fromkeys(one.name.entity for one in inside if one.name.type == "place" and one.name.entity is not None)
        )
        if terms.by and self.signed is not None and terms.by < self.signed:
            unsure["deadline"] = f"the text names {terms.by}, which is before the signing"
            terms.by = None
        if terms.by and "deadline" in unsure and self.cues["effective"].search(self._folded(piece)):
            terms.start, terms.by = terms.start or terms.by, None
            del unsure["deadline"]
        if terms.within and terms.step is None and (piece.ends or piece.goes_on):
            terms.step = Step("before")
        if terms.within and terms.step is None:
            unsure["deadline"] = "not said from what it is counted: from signature"
        return Promise(clause.id, piece, tuple(found), obligors, beneficiaries, places, terms, unsure)

    # --- stipulations

    def _stipulations(self, promises: Sequence[Promise]) -> list[Stipulation]:
        ids = _ids(promises)
        out: list[Stipulation] = []
        words_of = (one.piece.span.words(self.text) for one in promises)
        steps = Steps(self.tongue, ids, [one.kind for one in promises], words_of)
        for id, one in zip(ids, promises, strict=True):
            unsure = dict(one.unsure)
            near = (other.id for other in reversed(out[-9:]) if f"{one.provision}-".startswith(f"{other.provision}-"))
            last = next(near, None)
            deadline = self._deadline(one, id, last, steps, unsure)
            if deadline is not None and deadline.after is not None:
                steps.wait(id, deadline.after)
            words = " ".join(one.piece.span.words(self.text).split())
            kind = one.kind
            if kind not in kinds():
                unsure["kind"] = "no kind was recognised: this one only holds the place"
                kind = HOLDS_PLACE if HOLDS_PLACE in kinds() else FILL_IN
            renewal = one.terms.renewal
            if one.piece.renewal is not None:
                renewal = " ".join(one.piece.renewal.words(self.text).split())
            for key, why in unsure.items():
                self.notes[id, key] = why
            out.append(
                Stipulation(
                    id=id,
                    provision=one.provision,
                    kind=kind,
                    obligors=one.obligors,
                    beneficiaries=one.beneficiaries,
                    places=one.places,
                    quantity=one.terms.quantity,
                    unit=one.terms.unit,
                    start=one.terms.start,
                    deadline=deadline,
                    duration=one.terms.duration,
                    renewal=renewal,
                    condition=one.terms.condition,
                    summary={self.tongue.code: words},
                    object=self._object(one.piece),
                    period=one.terms.period,
                    span=(one.piece.span.start, one.piece.span.end),
                    unsure=tuple(unsure),
                )
            )
        return out

    def _object(self, piece: Piece) -> str | None:
        """What is done, in the text's words, without those that only promise ("shall")."""
        said = self.text[piece.act : piece.span.end]
        normalised = self.tongue.normalise(said)
        promise = self.cues["promise"].match(normalised.text) or self.cues["joins"].match(normalised.text)
        if promise is not None and promise.end() < len(normalised.text):
            said = said[normalised.original(promise.end(), len(normalised.text))[0] :]
        return " ".join(said.split()).strip(" .;,،؛") or None

    def _deadline(
        self,
        one: Promise,
        id: str,
        last: str | None,
        steps: Steps,
        unsure: dict[str, str],
    ) -> Deadline | None:
        terms = one.terms
        if terms.within is not None:
            step = terms.step or Step("signature")
            after = last if step.anchor == "before" else step.anchor or steps.find(step.words, id)
            if after is None:
                after = "signature"
                unsure["deadline"] = f"counted from a step not found among the promises: {step.words}"
            return Deadline(within=terms.within, after=after)
        if terms.by is None:
            return None
        if terms.start is not None and terms.by < terms.start[:10]:
            unsure["deadline"] = f"the text names {terms.by}, which is before it begins"
            return None
        return Deadline(by=terms.by)


def _two_times(one: Promise, other: Promise) -> bool:
    """Whether both have a deadline: the act has to begin by one and to end by the other."""
    return bool((one.terms.within or one.terms.by) and (other.terms.within or other.terms.by))


def _again(before: Promise, one: Promise) -> Promise:
    """A piece that does the act before it to something else: the kind and the doer are those of the other."""
    unsure = {key: why for key, why in one.unsure.items() if key not in ("kind", "obligors")}
    for key in ("kind", "obligors"):
        if key in before.unsure:
            unsure[key] = before.unsure[key]
    return replace(one, kinds=before.kinds, obligors=before.obligors, beneficiaries=before.beneficiaries, unsure=unsure)


def _shifted(time: Time, by: int) -> Time:
    return replace(time, start=time.start + by, end=time.end + by)


def _ids(promises: Sequence[Promise]) -> list[str]:
    """ "6" for the only promise of clause 6, "6a", "6b" … for several, "2-1-p1" where letters would not be plain."""
    counts: dict[str, int] = {}
    for one in promises:
        counts[one.provision] = counts.get(one.provision, 0) + 1
    seen: dict[str, int] = {}
    taken: set[str] = set()
    out = []
    for one in promises:
        id = one.provision
        if counts[id] > 1:
            n = seen[id] = seen.get(id, 0) + 1
            letter = f"{chr(96 + n)}" if counts[id] <= 26 and id[-1].isdigit() else f"-p{n}"
            id = f"{id}{letter}"
        while id in taken:
            id += "-p"
        taken.add(id)
        out.append(id)
    return out
