"""What a coder decides: one entry of the journal, never changed and never taken out; another may undo it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Literal, get_args

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError, InputError
from mithaq.linking.evidence import Bearing, Evidence, SourceClass
from mithaq.reading.claims import Modality

Action = Literal["accept", "reject", "correct", "link", "unlink", "join", "split", "score", "note", "undo"]
ACTIONS: frozenset[str] = frozenset(get_args(Action))
ON_EVIDENCE = frozenset({"accept", "reject", "correct", "link", "unlink"})
"""Actions whose subject is a piece of evidence."""
NEEDS_REASON = frozenset({"reject", "correct", "unlink", "score"})
FIELDS = (
    "bearing", "modality", "day", "quantity", "deadline", "stipulation", "source", "side", "speaker",
)  # fmt: skip
"""What of a piece of evidence can be corrected. stipulation: "<accord>/<stipulation>"; speaker: the first voice."""

MOST_WORDS = 4000
"""Characters that a coder may write beside a decision."""
MOST_NAME = 80
RULES = "rules"
"""The name under which the machine's own answers are coded."""
LANGUAGE_MODEL = "llm:"
"""How the name of a language model begins as a coder."""

Promise = tuple[str, str]
"""Ids of an accord and of a stipulation of it ("" for the accord as a whole)."""
Value = str | float | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one coder decided.

    coder: a name, "rules", or "llm:<model>". at: when, UTC, ISO 8601. subject: id of the evidence; for join and
    split "<report>/<claim>"; for a score "<accord>/<stipulation>"; for a note any of them; an undo has that of what it
    undoes. reasons: ids of reasons.yaml; words: free. touches: the promises whose standing it may change. blind: made
    without seeing what others had decided. evidence: as the machine gave it when this was decided, so that the
    decision outlasts another reading; for a link, the evidence made by hand. fields: the new values of a correction.
    other: the second claim of a join or split. level, day: of a score, as of an ISO 8601 day; cited: ids of evidence.
    undoes: `seq` of an earlier decision. seq: the decision's number in the journal, 0 until it is kept.
    """

    coder: str
    at: str
    action: Action
    subject: str
    reasons: tuple[str, ...] = ()
    words: str = ""
    touches: tuple[Promise, ...] = ()
    blind: bool = False
    evidence: Evidence | None = None
    fields: dict[str, Value] = field(default_factory=dict)
    other: str | None = None
    level: int | None = None
    day: str | None = None
    cited: tuple[str, ...] = ()
    undoes: int | None = None
    seq: int = 0

    @property
    def why(self) -> str:
        """The reasons in English, and the coder's words."""
        known = reasons()
        said = [known[id].label["en"] if id in known else id for id in self.reasons if id != "other" or not self.words]
        return "; ".join([*said, *([self.words] if self.words else [])])


def is_machine(coder: str) -> bool:
    """Whether a coder is no person: its answers are kept and compared, and overrule nothing."""
    return coder == RULES or coder.startswith(LANGUAGE_MODEL)


@dataclass(frozen=True, slots=True)
class Reason:
    """One entry of reasons.yaml. actions: those it is offered for; label: language → words."""

    id: str
    actions: frozenset[str]
    label: dict[str, str]


@cache
def reasons() -> dict[str, Reason]:
    """The reasons by id, in the order of the file. DataError naming the entry if one is wrong."""
    path = package_file("review", "reasons.yaml")
    raw = load_yaml(path)
    found: dict[str, Reason] = {}
    for number, entry in enumerate(raw if isinstance(raw, list) else [None], 1):
        place = f"{path}: entry {number}"
        if not isinstance(entry, dict) or set(entry) != {"id", "for", "en", "ru", "ar"}:
            raise DataError("a reason has id, for, en, ru and ar", place=place, mend="see the head of the file")
        id, actions = entry["id"], entry["for"]
        if not isinstance(id, str) or not re.fullmatch(r"[a-z]+(-[a-z]+)*", id) or id in found:
            raise DataError(f"not an id, or given twice: {id!r}", place=place, mend="small letters and hyphens")
        if not isinstance(actions, list) or not actions or not ACTIONS.issuperset(actions):
            raise DataError(f"unknown actions: {actions!r}", place=place, mend=f"some of {', '.join(sorted(ACTIONS))}")
        label = {code: entry[code] for code in ("en", "ru", "ar")}
        if not all(isinstance(words, str) and words for words in label.values()):
            raise DataError("a label is missing", place=place, mend="write it in all three languages")
        found[id] = Reason(id, frozenset(actions), label)
    return found


def check(decision: Decision) -> None:
    """Refuse a decision that is not whole. InputError with the mend; whether its subject exists is not asked here."""
    _check_coder(decision.coder)
    if decision.action not in ACTIONS:
        raise InputError(f"there is no such action: {decision.action!r}", mend=f"one of {', '.join(get_args(Action))}")
    try:
        if datetime.fromisoformat(decision.at).utcoffset() is None:
            raise ValueError("no offset from UTC")
    except ValueError as error:
        raise InputError(f"not a time: {decision.at!r}", mend="write it as 2021-03-01T12:00:00+00:00") from error
    if not decision.subject:
        raise InputError("the decision is about nothing", mend="name the evidence, claim or promise it is about")
    if len(decision.words) > MOST_WORDS:
        raise InputError(f"the words are longer than {MOST_WORDS} characters", mend="shorten them")
    if any("\ud800" <= char <= "\udfff" for char in decision.words + decision.subject):
        raise InputError("the words hold half a character", mend="write them anew, in UTF-8")
    _check_reasons(decision)
    if decision.action in ("correct", "link"):
        check_fields(decision.fields)
    if decision.action == "correct" and not decision.fields:
        raise InputError("nothing is corrected", mend=f"give a new value for one of {', '.join(FIELDS)}")
    if decision.action in ("join", "split") and (not decision.other or decision.other == decision.subject):
        raise InputError("two claims are needed", mend="name both as REPORT/CLAIM")
    if decision.action == "score":
        if decision.level not in (0, 1, 2, 3):
            raise InputError(f"not a level: {decision.level!r}", mend="a level is 0, 1, 2 or 3")
        _check_day(decision.day, "the day of the score")
    if decision.action == "undo" and not decision.undoes:
        raise InputError("nothing is named to undo", mend="name the number of a decision; see `mithaq journal show`")
    if decision.action == "note" and not decision.words:
        raise InputError("an empty note", mend="write some words")


def _check_coder(coder: str) -> None:
    if not coder.strip() or coder != coder.strip() or len(coder) > MOST_NAME or not coder.isprintable():
        raise InputError(
            f"not the name of a coder: {coder[:MOST_NAME]!r}",
            mend=f"give a name of at most {MOST_NAME} letters with --coder, or set MITHAQ_CODER",
        )


def _check_reasons(decision: Decision) -> None:
    known = reasons()
    for id in decision.reasons:
        if id not in known:
            offered = [one.id for one in known.values() if decision.action in one.actions]
            raise InputError(f"there is no reason {id!r}", mend=f"one of {', '.join(offered)}, or words of your own")
    if decision.action in NEEDS_REASON and not decision.reasons and not decision.words.strip():
        raise InputError(f"why {decision.action}? A reason is needed", mend="give --reason, with an id or in words")
    if "other" in decision.reasons and not decision.words.strip():
        raise InputError("another reason: which one?", mend="say it in words")


def check_fields(fields: dict[str, Value]) -> None:
    """Refuse a value that no evidence can have. InputError names the field."""
    choices: dict[str, tuple[str, ...]] = {
        "bearing": get_args(Bearing), "modality": get_args(Modality), "source": get_args(SourceClass),
    }  # fmt: skip
    for name, value in fields.items():
        if name not in FIELDS:
            raise InputError(f"{name!r} cannot be corrected", mend=f"one of {', '.join(FIELDS)}")
        if name in choices:
            if value not in choices[name]:
                raise InputError(f"{name} cannot be {value!r}", mend=f"one of {', '.join(choices[name])}")
        elif name == "quantity":
            if value is not None and (isinstance(value, str) or not 0 <= value < 1e12):
                raise InputError(f"quantity cannot be {value!r}", mend="a number, or nothing to take it away")
        elif name in ("day", "deadline"):
            if value is None and name == "deadline":
                continue
            first, slash, last = str(value).partition("/")
            _check_day(first, name)
            if slash:
                _check_day(last, name)
                if name == "deadline" or last < first:
                    raise InputError(f"{name} cannot be {value!r}", mend="a day, or for the day of a fact FIRST/LAST")
        elif name == "side":
            if value is not None and (not isinstance(value, str) or not value.strip()):
                raise InputError(f"side cannot be {value!r}", mend="an id such as ARM, or nothing")
        elif not isinstance(value, str) or not value.strip() or (name == "stipulation" and "/" not in value):
            raise InputError(f"{name} cannot be {value!r}", mend="ACCORD/ID for a promise, an id for a speaker")


def _check_day(value: object, name: str) -> None:
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{name} is no day: {value!r}", mend="write it as 2020-11-16") from None
