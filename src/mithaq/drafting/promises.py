"""Which words of a clause promise something: one piece of text for each act, with who is said to do it.

A sentence is cut where a new act begins ("shall withdraw … and shall open …", "X by one day and Y by another").
Everything is found by the words of drafting/data; what a piece owes in detail is read in drafting/terms.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from mithaq.drafting.cues import Cues
from mithaq.languages.base import Language, Normalised
from mithaq.reading.claims import Time
from mithaq.reports.model import Span

Form = Literal["says", "lists"]
"""Whether an act is said in a sentence ("shall withdraw"), or stands as an item of a list ("Withdrawal of …")."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ARABIC_VERB = re.compile(r"(?:و|ف|ثم )?(?:لا |لن )?(?:س)?([يت]\w{2,})")
_ARABIC_DEED = re.compile(r"ت\w\w?ي\w\w?$|تاريخ|توقيع|تحت|تجاه|تلك|تنفيذ\w*|يوم\w*|يناير|يوليو|يونيو")
_ARABIC_OBJECT = re.compile(r"(?<=\w) (?=(?:باي|علي|ضد|تجاه|خلال|قبل|بعد|شرقا|خلف) )")
"""Words behind which a verb's doer is no longer named."""
_ARABIC_FUTURE = re.compile(r"(?<= )(?:لن |[وف]?س(?!يا|يطر|ينا|يد|ير\b|يول|يبر|تين|ته\b|تو|تار|ترات))([يت]\w{3,})")
"""A verb of the future, told by its first letter from nouns that begin like one ("policy", "six")."""
_OWED = re.compile(r"و?علي\s+(?!ان\s)(?=\w)")
_DAMMA = re.compile(r"(?<!\w)[وف]?[يت]ُ")
_ADJECTIVE = re.compile(r"\ban? \w+$")
"""What stands before "and" in "a safe and secure environment": no act follows."""
_THAT = (" that", " что", " ان")
_SPACE = re.compile(r"\s+")
_TO = re.compile(r"\bto $")
_SUBJECTS = frozenset(
    [
        "the",
        "a",
        "an",
        "each",
        "both",
        "they",
        "it",
        "any",
        "all",
        "its",
        "their",
        "these",
        "this",
        "no",
        "neither",
        "we",
    ]
)
"""Words after "which" that begin the subject of its clause: "which the Parties shall set up"."""
_ARTICLES = frozenset(("the", "a", "an"))
_PAIRED = re.compile(r"\bbe \w+ed and $")
_PLANNED = re.compile(r" to (?=\w)")
_PLAN_VERBS = re.compile(r"(?:be|meet|have|go|come|serve|act|sit)\b")
LISTED = 8
"""In an item of a list, an act stands among so many first words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that promise one act; all places are characters of the text the clause was cut from.

    span: the words. subject: where who does it is named, None if nowhere. act: where the act begins.
    form: see Form. passive: the act has no doer of its own. inherited: the subject is that of an earlier piece.
    principle: it only repeats a rule. relative: said in a clause about a noun. again: the act of the piece before it,
    done to something else. renewal: the words that tell how it is renewed.
    goes_on: it says more of the promise before it. ends: it tells when the act before it, which has begun, ends.
    """

    span: Span
    subject: Span | None
    act: int
    form: Form
    passive: bool = False
    inherited: bool = False
    principle: bool = False
    relative: bool = False
    again: bool = False
    renewal: Span | None = None
    goes_on: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """Words before a list ("The Parties shall:") under which its items are read.

    idle: the items promise nothing ("The aims of this Agreement are to:").
    """

    subject: Span | None
    passive: bool
    idle: bool = False


@dataclass(slots=True)
class _Predicate:
    start: int
    end: int
    coordinated: bool = False
    relative: bool = False
    head: int = -1


class Finder:
    """Finds promises in one language. Makes nothing of its own: the same words always give the same pieces."""

    def __init__(self, tongue: Language, words: Cues) -> None:
        self._tongue = tongue
        self._cues = words
        self._predicates = {"en": self._english, "ru": self._russian, "ar": self._arabic}[tongue.code]

    def pieces(self, text: str, body: Span, lead: Lead | None) -> tuple[list[Piece], Lead | None]:
        """The promises of a clause's own words, and what they say of a list that follows, if they end with a colon."""
        own = body.words(text)
        found: list[Piece] = []
        left: Lead | None = None
        for sentence in self._tongue.sentences(own):
            span = Span(body.start + sentence.start, body.start + sentence.end)
            said = span.words(text)
            if not any(char.isalpha() for char in said):
                continue
            folded = self._tongue.normalise(said)
            if self._cues["aims"].search(folded.text):
                left = Lead(None, passive=False, idle=True)
                continue
            if said.rstrip().endswith(":") and self._listed(folded.text, strict=True) != "noun":
                left = self._lead(folded, span) or lead
                continue
            if self._cues["never"].search(self._binding(folded.text)):
                continue
            found.extend(self._of_sentence(folded, said, span, lead))
        return _renewed(found, text, self._tongue, self._cues), left

    def _binding(self, text: str) -> str:
        """A sentence without what `never` would see wrongly: a ceasefire that comes into force, and a step that a
        time is counted from ("within ten days after this Agreement enters into force")."""
        if self._cues["effective"].search(text):
            return ""
        out = text
        for step in self._cues.groups["anchors"]["in-force"].finditer(text):
            before = text[: step.start()]
            led = (self._cues["since"], self._cues["conditions"], self._cues["from"], self._cues["subordinate"])
            if any(not before[one.end() :].strip() for cue in led for one in cue.finditer(before)):
                out = out[: step.start()] + " " * len(step.group()) + out[step.end() :]
        return out

    def _lead(self, folded: Normalised, span: Span) -> Lead | None:
        predicates = self._predicates(folded.text)
        sides = self._cues["sides"].search(folded.text)
        if not predicates and sides is None and self._listed(folded.text, strict=True) is None:
            return None
        subject = Span(span.start, span.end)
        return Lead(subject, passive=False)

    def _of_sentence(self, folded: Normalised, said: str, span: Span, lead: Lead | None) -> Iterator[Piece]:
        text = folded.text
        listed = self._listed(text, strict=True)
        if listed is None and lead is not None and not self._predicates(text):
            listed = self._listed(text, strict=False)
        predicates = [] if listed == "verb" else self._predicates(text)
        predicates = [one for one in predicates if not (one.coordinated and self._named(folded, said, one.start))]
        if not predicates:
            if listed or lead is not None:
                yield from self._items(folded, said, span, lead, verbs=listed == "verb")
            return
        bounds = [self._boundary(text, predicates, index) for index in range(len(predicates))]
        bounds[0] = 0
        subject: tuple[int, int] | None = None
        for index, one in enumerate(predicates):
            start = bounds[index]
            end = bounds[index + 1] if index + 1 < len(predicates) else len(text)
            named = self._subject(text, start, one, end)
            inherited = False
            if named is None or one.coordinated:
                inherited, named = subject is not None, subject or named
            else:
                subject = named
            if one.relative:
                inherited = True
            behind = text[one.end : end].lstrip()
            passive = self._passive(text, one, behind, said)
            yield Piece(
                span=self._at(folded, span, start, end),
                subject=self._at(folded, span, *named) if named else (lead.subject if lead else None),
                act=self._at(folded, span, one.start, end).start,
                form="says",
                passive=passive,
                inherited=inherited,
                goes_on=bool(self._cues["same"].search(text[start : one.start])),
                principle=bool(self._cues["principles"].match(behind)),
                relative=one.relative,
            )

    def _passive(self, text: str, one: _Predicate, behind: str, said: str) -> bool:
        passive = self._cues["passive"]
        if self._tongue.code == "ar" and _DAMMA.match(said.lstrip()) and one.start < 3:
            return True
        return bool(passive.match(behind) or passive.match(text, one.start))

    def _at(self, folded: Normalised, span: Span, start: int, end: int) -> Span:
        """The original's span of folded characters, without white space and joining marks around."""
        text = folded.text
        while start < end - 1 and (text[start].isspace() or text[start] in ",;،؛–—-•*·"):
            start += 1
        while end - 1 > start and (text[end - 1].isspace() or text[end - 1] in ",;،؛"):
            end -= 1
        first, last = folded.original(start, max(end, start + 1))
        return Span(span.start + first, span.start + last)

    def _subject(self, text: str, start: int, one: _Predicate, end: int) -> tuple[int, int] | None:
        purpose = self._cues["purposes"].match(text, start, one.start)
        if purpose is not None and purpose.end() < one.start - 1:
            start = purpose.end()
        if self._tongue.code == "ar":
            window = (one.end, min(end, one.end + 45))
            if (ends := _ARABIC_OBJECT.search(text, one.end + 4, window[1])) is not None and not one.coordinated:
                window = (one.end, ends.start())
            if text[start : one.start].strip(" ،,و"):
                return (start, window[1])
            return window if text[slice(*window)].strip() else None
        if re.sub(r"\b(?:and|it|also|и|а также|а|further|shall|will)\b|[,;\s]", "", text[start : one.start]):
            return (start, one.start)
        if self._tongue.code == "ru" and not one.coordinated:
            return (one.end, end)
        return None

    def _boundary(self, text: str, predicates: Sequence[_Predicate], index: int) -> int:
        """Where the words of a predicate begin: behind the last joining word before it."""
        one = predicates[index]
        if one.head >= 0:
            return one.head
        before = predicates[index - 1].end if index else 0
        last = None
        for join in self._cues["joins"].finditer(text, before, one.start):
            if join.group().strip(" ") != "," or last is None:
                last = join
        return one.start if last is None else last.start()

    def _listed(self, text: str, *, strict: bool) -> str | None:
        """Whether a sentence begins as an item of a list does: with a "verb" or a "noun" of an act."""
        openers = self._cues["openers"]
        place = len(text) - len(text.lstrip(" -–—•*·\n\t"))
        before = ""
        for _ in range(LISTED):
            if self._noun_of_act(text, place):
                return "noun"
            verb = before not in _ARTICLES and self._cues["verbs"].match(text, place)  # "the process" is no verb
            if verb or (self._tongue.code == "ru" and _infinitive(text, place)):
                return "verb"
            opened = openers.match(text, place)
            if opened is None:
                if strict:
                    return None
                word = _WORD.search(text, place)
                if word is None:
                    return None
                place = word.end()
            else:
                place, before = opened.end(), opened.group()
            while place < len(text) and not text[place].isalnum():
                place += 1
        return None

    def _noun_of_act(self, text: str, place: int) -> bool:
        found = self._cues["acts"].match(text, place)
        if found is None and self._tongue.code == "ar" and text.startswith("ال", place):
            found = self._cues["acts"].match(text[place + 2 : place + 42])
        if found is not None and self._tongue.code == "ru":
            return _nominative(found.group().split()[0])
        return found is not None

    def _named(self, folded: Normalised, said: str, place: int) -> bool:
        """Whether a word stands in a name ("Security and Cooperation"): a capital letter behind "and" tells it."""
        return self._tongue.cased and said[folded.original(place, place + 1)[0]].isupper()

    def _items(self, folded: Normalised, said: str, span: Span, lead: Lead | None, *, verbs: bool) -> Iterator[Piece]:
        """An item of a list: one act, or several joined by "and" that each begin with a noun or verb of an act.

        verbs: it begins with a verb; then nouns behind "and" are more of what it is done to.
        """
        text = folded.text
        cuts = [0]
        for join in self._cues["joins"].finditer(text):
            place = join.end()
            while place < len(text) and text[place] == " ":
                place += 1
            begins = self._cues["verbs"].match(text, place) or (not verbs and self._noun_of_act(text, place))
            if self._tongue.code == "ru":
                begins = begins or _infinitive(text, place)
            if begins and place < len(text) and self._named(folded, said, place):
                continue
            if begins and len(text[cuts[-1] : join.start()].split()) > 3:
                cuts.append(join.start())
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
            piece = self._at(folded, span, start, end)
            yield Piece(piece, lead.subject if lead else None, piece.start, "lists", passive=lead is None)

    # --- predicates

    def _english(self, text: str) -> list[_Predicate]:
        found = [_Predicate(*said.span()) for said in self._cues["promise"].finditer(text)]
        found = self._kept(text, found)
        first = found[0].start if found else len(text)
        for done in self._cues["performs"].finditer(text, 0, first):
            told = text[: done.start()].split()
            if told and self._cues["relative"].fullmatch(told[-1]):
                continue  # "prisoners who remain in custody": that is no promise
            if done.start() > 2 and not found and not self._subordinated(text, done.start()):
                found.append(_Predicate(done.start(), done.start() + 1))
                break
        if not found and (planned := self._planned(text)) is not None:
            found = [planned]
        out: list[_Predicate] = []
        for index, one in enumerate(found):
            out.append(one)
            stop = found[index + 1].start if index + 1 < len(found) else len(text)
            at = one.end
            for join in re.finditer(
                r"(?:,? and|;|, as well as|,)(?: also)?(?: to| not)? (?=[a-z])", text[one.end : stop]
            ):
                head, place = one.end + join.start(), one.end + join.end()
                verb = self._cues["verbs"].match(text, place)
                if verb is None or len(text[at:head].split()) < 2 or _ADJECTIVE.search(text[at:head]):
                    continue
                if all(self._cues["verbs"].fullmatch(word) for word in re.findall(r"\w+", text[one.end : head])):
                    continue  # "shall monitor, review and verify the …": three verbs of one act
                if "and" not in join.group() and join.group().startswith(","):
                    if "to " not in join.group() or not text[:at].endswith("to"):
                        continue
                out.append(_Predicate(place, place, coordinated=True, head=head))
                at = verb.end()
        return out

    def _planned(self, text: str) -> _Predicate | None:
        """The infinitive of a sentence that has no other verb: "A council to be set up", "The council to meet"."""
        first, *_ = text.split(maxsplit=1) or [""]
        for to in _PLANNED.finditer(text) if first in _SUBJECTS else ():
            verb = self._cues["verbs"].match(text, to.end()) or _PLAN_VERBS.match(text, to.end())
            named = text[: to.start()]
            if (
                verb is not None
                and 0 < len(named.split()) <= 40
                and ("," not in named or text.startswith("be ", to.end()))
            ):
                return _Predicate(to.start() + 1, to.end())
        return None

    def _kept(self, text: str, found: list[_Predicate]) -> list[_Predicate]:
        """Without those in clauses that give a reason or condition; "agree that" gives way to what is agreed."""
        out: list[_Predicate] = []
        for index, one in enumerate(found):
            words = text[one.start : one.end]
            following = found[index + 1] if index + 1 < len(found) else None
            if following and (words.endswith((" that", "что", "ان")) or not text[one.end : following.start].strip()):
                continue
            if self._subordinated(text, one.start):
                continue
            if out and _TO.search(text[out[-1].end : one.start]) and not words.startswith(("to ", "shall", "will")):
                continue  # "shall continue to refrain from"
            if _PAIRED.search(text[: one.start]) and text[one.start : one.end].split()[0].endswith("ed"):
                continue  # "will be discussed and agreed upon"
            clause = re.split(r"[,;،؛]", text[: one.start])[-1]
            led = self._cues["joins"].match(f",{clause}")
            clause = clause[led.end() - 1 :] if led is not None and led.end() > 1 else clause
            agreed = [other.end for other in found[:index] if text[: other.end].endswith(_THAT)]
            if agreed and one.start - agreed[-1] < len(clause):
                clause = text[agreed[-1] : one.start]
            told = [said for said in self._cues["relative"].finditer(clause) if not self._closed(clause[said.end() :])]
            one.relative = bool(told) and (not clause[: told[-1].start()].strip() or self._tongue.code == "ru")
            if told and not (one.relative and self._timed(text, one.end)):
                continue
            out.append(one)
        return out

    def _closed(self, words: str) -> bool:
        """Whether a clause about a noun is over: "that both countries accept" (shall be set up)."""
        last = words.split()[2:][-1:]
        return _closed(words) or (bool(last) and self._cues["verbs"].fullmatch(last[0]) is not None)

    def _timed(self, text: str, place: int) -> bool:
        """Whether a clause about a noun has a time of its own, so that it promises by itself."""
        clause = re.split(r"[,;،؛]", text[:place])[-1] + re.split(r"[,;،؛]", text[place:])[0]
        periods = self._cues.groups["periods"].values()
        return any(one.search(clause) for one in (self._cues["every"], self._cues["at_most"], *periods))

    def _subordinated(self, text: str, place: int) -> bool:
        clause = re.split(r"[,;،؛.]", text[:place])[-1]
        return self._cues["subordinate"].search(clause) is not None

    def _russian(self, text: str) -> list[_Predicate]:
        found: list[_Predicate] = []
        for said in self._cues["promise"].finditer(text):
            found.append(_Predicate(*said.span()))
        taken = [(one.start, one.end) for one in found]
        waiting = -1
        for word in _WORD.finditer(text):
            if any(start <= word.start() < end for start, end in taken):
                continue
            if _finite(word.group()):
                found.append(_Predicate(*word.span()))
        found = self._kept(text, sorted(found, key=lambda one: one.start))
        out: list[_Predicate] = []
        for index, one in enumerate(found):
            out.append(one)
            stop = found[index + 1].start if index + 1 < len(found) else len(text)
            waiting = one.end
            for join in re.finditer(r"(?:, а также|,? и|,|;) ", text[one.end : stop]):
                head, place = one.end + join.start(), one.end + join.end()
                # "и в месячный срок передать": a few words may stand before the verb
                words = [place, *(place + word.end() for word in _SPACE.finditer(text[place : place + 40]))][:5]
                verb = next((at for at in words if _infinitive(text, at)), None)
                if verb is not None and "," not in text[place:verb] and len(text[waiting:head].split()) > 1:
                    out.append(_Predicate(verb, verb, coordinated=True, head=head))
                    waiting = place
        return out

    def _arabic(self, text: str) -> list[_Predicate]:
        found = [_Predicate(*said.span()) for said in self._cues["promise"].finditer(text)]
        starts = [0, *(m.end() for m in re.finditer(r"[،؛,.:]\s*|\sكما\s+|\s(?=و(?:لا )?[يت])", text))]
        for place in starts:
            owed = _OWED.match(text, place)
            if owed is not None and self._cues["acts"].search(text, owed.end(), owed.end() + 45):
                found.append(_Predicate(*owed.span()))  # "على الحكومة سحب قواتها"
                continue
            verb = _ARABIC_VERB.match(text, place)
            if verb is None or self._noun_of_act(text, verb.start(1)):
                continue
            if _ARABIC_DEED.match(verb.group(1)) and text[verb.start(1) - 1 : verb.start(1)] != "س":
                continue
            if not any(other.start <= verb.start(1) < other.end for other in found):
                found.append(_Predicate(*verb.span()))
        for later in _ARABIC_FUTURE.finditer(text):
            # "the guarantors will work": the doer stands before the verb
            if not any(other.start <= later.start(1) < other.end for other in found):
                found.append(_Predicate(later.start(1), later.end()))
        found = self._kept(text, sorted(found, key=lambda one: one.start))
        out: list[_Predicate] = []
        for index, one in enumerate(found):
            out.append(one)
            stop = found[index + 1].start if index + 1 < len(found) else len(text)
            for join in re.finditer(r"(?:،\s*)?(?<!\w)و(?:ب|ل)?(?:ال)?(?=\w{3})", text[one.end : stop]):
                head, place = one.end + join.start(), one.end + join.end()
                if self._cues["acts"].match(text[place : place + 40]) and head - one.end > 12:
                    out.append(_Predicate(place, place, coordinated=True, head=head))
        return out


def _closed(words: str) -> bool:
    """Whether an English clause about a noun has its own verb already: "who gave up their arms" (shall get …)."""
    first, *rest = words.split() or [""]
    return bool(rest) and first.isascii() and first not in _SUBJECTS and not first.endswith("ly")


def _finite(word: str) -> bool:
    """Whether a Russian word is most likely a verb of the present or future, third person, or of us."""
    if len(word) < 4 or not word.endswith(("т", "тся", "ем", "им", "емся", "имся")):
        return False
    from mithaq.languages.russian.morphology import parses

    found = parses(word)
    told = bool(found) and "VERB" in found[0].tag and "past" not in found[0].tag
    return told and ("3per" in found[0].tag or ("1per" in found[0].tag and "plur" in found[0].tag))


def _infinitive(text: str, place: int) -> bool:
    word = _WORD.match(text, place)
    if word is None or not word.group().endswith(("ть", "ти", "чь", "ться", "тись")):
        return False
    from mithaq.languages.russian.morphology import parses

    found = parses(word.group())
    return bool(found) and "INFN" in found[0].tag


def _nominative(word: str) -> bool:
    from mithaq.languages.russian.morphology import parses

    return any("NOUN" in one.tag and "nomn" in one.tag for one in parses(word)[:3])


def _renewed(found: list[Piece], text: str, tongue: Language, words: Cues) -> list[Piece]:
    """Pieces that only tell how a promise is renewed belong to the one before them."""
    out: list[Piece] = []
    for one in found:
        act = tongue.normalise(text[one.act : one.span.end]).text
        renewal = words["renewal"].search(act)
        if out and renewal is not None and renewal.start() < 25 and one.form == "says":
            out[-1] = replace(out[-1], span=Span(out[-1].span.start, one.span.end), renewal=one.span)
        else:
            out.append(one)
    return out


def split_by_days(pieces: Sequence[Piece], text: str, times: Sequence[Time], words: Cues) -> list[Piece]:
    """Pieces in which two things have each its own day ("X by one day and Y by another") cut between them."""
    out: list[Piece] = []
    for one in pieces:
        days = [time for time in times if one.span.start <= time.start < one.span.end and _is_day(time)]
        cuts = [one.span.start]
        for first, second in pairwise(days):
            between = text[first.end : second.start]
            said = between.lower()
            if not first.relation == second.relation == "by" or len(said.strip()) < 8:
                continue
            if words["joins"].match(said) or words["joins"].match(said.lstrip()):
                cuts.append(first.end + len(between) - len(between.lstrip(" ,;،؛")))
            elif near := [join for join in words["joins"].finditer(said) if len(said) - join.end() < 12]:
                skipped = len(said[near[0].start() :]) - len(said[near[0].start() :].lstrip(" ,;،؛"))
                cuts.append(first.end + near[0].start() + skipped)
        for start, end in zip(cuts, [*cuts[1:], one.span.end], strict=True):
            piece = replace(one, span=Span(start, end))
            out.append(piece if start == one.span.start else replace(piece, inherited=True, again=True, act=start))
    return out


def _is_day(time: Time) -> bool:
    return bool(time.value) and time.precision in ("day", "minute", "hour", "part", "month", "year")
