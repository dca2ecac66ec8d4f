"""English names in no list, by their capitals, the words in them and beside them.

Runs of capitalised words are cut where a title, a people's adjective or a common word stands; each piece is judged by
its head ("University", "River"), its first word (a given name), the title before it, the table of cities, and what the
same word is elsewhere in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mithaq.gazetteer.world import name_words
from mithaq.languages.english.normalise import normalise
from mithaq.languages.lexicon import Hit
from mithaq.reading.claims import NameType
from mithaq.reading.name_evidence import Cover, known, mention
from mithaq.reading.scene import Mention

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚƏ"
_WORD = re.compile(
    rf"(?<![\w@#/])(?:(?:[{_UP}]\.){{2,}}|[{_UP}]\.(?![{_UP}]?\w)|"
    rf"(?:(?:al|el|as|ash|ad|an|ar|az|at|de|d|l|ul|bin)[-'’])?[{_UP}][\w]*"
    rf"(?:(?:[-–&][\w]+|['’](?!s\b)\w+))*)"
)
_BRIDGE = re.compile(
    r"\s(of(?: the)?|for(?: the)?|and(?: the)?|on|in|to|at|"
    r"(?:al|el|bin|ibn|ben|bint|abu|abd|de la|de los|de las|de|da|di|du|del|della|dos|das|do|la|le|"
    r"van der|van den|van de|van|von der|von|der|den|ter|ten|zu|"
    r"oglu|oglou|ul|ur|y|e|und|et))\s"
)
_PARTICLES = (
    frozenset({"de la", "de los", "de las", "van der", "van den", "van de", "von der"}) | name_words("en")["particles"]
)
_STARTS = re.compile(r"(?:\A|[.!?:;•*|\n…])[\s\"“”‘’'«(\[*—–-]*\Z")
_AFTER = re.compile(r" ([a-z][\w-]*)")
_LINE_END = re.compile(r"\n")
_LOWER = re.compile(r"(?<![\w'’-])[a-z]{2,}(?![\w])")
_SAID = re.compile(r",? (?:said|says|told|added|adds|wrote|writes|warned|insisted|replied|who|whose|himself|herself)\b")
_BORN = re.compile(r" \((?:born|b\.|c\.|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4}|\d{4}[-–])")
_SCORE = re.compile(r"[ \t]+\d{1,3}(?:[ \t]+(?:[A-Z]|[\d.]+\b|\()|[ \t]*(?:\Z|\n))")
_FIXTURE = re.compile(r"[A-Z][\w.]*(?: [A-Z][\w.]*){0,2} at [A-Z][\w.]*(?: [A-Z][\w.]*){0,2}")
_INITIAL = re.compile(rf"(?:[{_UP}]\.)+")
_ACRONYM = re.compile(rf"[{_UP}][{_UP}&0-9-]{{1,6}}s?")
_ROMAN = re.compile(r"[IVXLC]+")
_COMMON_ENDS = (
    "ing",
    "ly",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ism",
    "isms",
    "ised",
    "ized",
    "able",
    "ible",
    "ous",
    "ful",
    "less",
    "wards",
    "self",
    "ities",
    "ity",
)
_WORD_ENDS = (
    "s",
    "ed",
    "al",
    "ic",
    "ive",
    "ary",
    "ory",
    "ant",
    "ent",
    "ance",
    "ence",
    "age",
    "ure",
    "ship",
    "hood",
    "ters",
    "ted",
    "ess",
    "ally",
    "ward",
)
_DEMONYM_ENDS = ("ese", "ish")


@dataclass(frozen=True, slots=True)
class _Lists:
    given: frozenset[str]
    weak: frozenset[str]
    titles: frozenset[str]
    heads: frozenset[str]
    of: frozenset[str]
    starts: frozenset[str]
    groups: frozenset[str]
    places: frozenset[str]
    first: frozenset[str]
    misc: frozenset[str]
    common: frozenset[str]
    not_bodies: frozenset[str]
    place_cues: frozenset[str]
    team_cues: frozenset[str]
    place_words: frozenset[str]
    place_nouns: frozenset[str]
    org_words: frozenset[str]
    org_nouns: frozenset[str]
    sport_words: frozenset[str]


@cache
def _lists() -> _Lists:
    words = name_words("en")
    return _Lists(
        given=words["given"],
        weak=words["given_weak"],
        titles=words["titles"] | {one.lower() for one in words["titles"]},
        heads=words["org_heads"],
        of=words["org_of"],
        starts=words["org_first"],
        groups=words["group_heads"],
        places=words["place_heads"],
        first=words["place_first"],
        misc=words["misc_heads"],
        common=words["common"],
        not_bodies=words["not_acronyms"],
        place_cues=words["place_cues"],
        team_cues=words["team_cues"],
        place_words=words["place_words"],
        place_nouns=words["place_nouns"],
        org_words=words["org_words"],
        org_nouns=words["org_nouns"],
        sport_words=words["sport_words"],
    )


@dataclass(slots=True)
class _Unit:
    """A capitalised word, or a listed name in the run."""

    start: int
    end: int
    word: str
    listed: Mention | None = None
    link: str = ""
    """What small word joins it to the unit before: "" for a space alone."""

    @property
    def type(self) -> str:
        return self.listed.name.type if self.listed is not None else ""

    @property
    def demonym(self) -> bool:
        return self.listed is not None and self.listed.name.via == "demonym"


class _Text:
    """A text with what has been found in it."""

    def __init__(self, text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self.by_start = {m.start: m for m in mentions}
        self.lists = _lists()
        self.found: list[Mention] = []
        self.dropped: set[int] = set()
        self.persons: dict[str, Mention] = {
            m_word: m for m in mentions if m.name.type == "person" for m_word in (text[m.start : m.end].split()[-1],)
        }
        self.types: dict[str, NameType] = {}
        self.titled = {hit.end for hit in hits if hit.what == "title" and hit.entry.detail == "office"}
        self.words = {
            hit.start for hit in hits if hit.what in ("event", "speech", "cue", "concept", "marker", "attribution")
        }
        self._lower: set[str] | None = None
        self.lines = [0, *(m.end() for m in _LINE_END.finditer(text)), len(text) + 1]
        self.headlines: dict[int, int] = {}
        self.doubtful: list[tuple[_Unit, bool]] = []
        self.places: dict[int, Mention] | None = None
        self.place_starts: set[int] = set()

    @property
    def lower(self) -> set[str]:
        """Words the text writes in small letters."""
        if self._lower is None:
            self._lower = set(_LOWER.findall(self.text))
        return self._lower

    def line(self, at: int) -> int:
        return bisect_right(self.lines, at) - 1

    def shouted(self, at: int) -> int:
        """1 in a line where every word has a capital, 2 in a line all in capitals, else 0."""
        number = self.line(at)
        found = self.headlines.get(number)
        if found is None:
            line = self.text[self.lines[number] : self.lines[number + 1] - 1][:300].strip()
            found = 0
            if line.isupper() and " " in line:
                found = 2
            elif len(line) < 200 and not line.endswith((".", ",", '"', "”", "?!", ":")):
                words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
                high = sum(word[0].isupper() for word in words)
                found = int(len(words) >= 4 and high / len(words) > 0.74 and high >= 4)
            self.headlines[number] = found
        return found

    def opens(self, at: int) -> bool:
        """Whether a sentence, a line or a quotation begins here."""
        return (
            _STARTS.search(self.text, max(0, at - 6), at) is not None
            if at > 6
            else (at == 0 or _STARTS.search(self.text[:at]) is not None)
        )

    def before(self, at: int) -> str:
        """The word before, in the same line."""
        text = self.text
        end = at
        while end > 0 and text[end - 1] in " \u00a0\"“‘'«(":
            end -= 1
        start = end
        while start > 0 and end - start < 20 and (text[start - 1].isalnum() or text[start - 1] in "-.'’"):
            start -= 1
        return text[start:end] if end < at else ""

    def after(self, at: int) -> str:
        """The word in small letters behind, in the same line."""
        match = _AFTER.match(self.text, at)
        return match.group(1) if match else ""


@cache
def _commonish(word: str) -> bool:
    """Whether a capitalised word is a common one."""
    lists = _lists()
    if word in lists.common:
        return True
    small = word[0] + word[1:].lower()
    return small in lists.common or (len(word) > 6 and small.endswith(_COMMON_ENDS) and small not in lists.given)


def find(text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> tuple[list[Mention], set[int]]:
    """Mentions of names in no list, and the ids of listed ones that are no names there."""
    world = _Text(text, hits, mentions)
    run: list[_Unit] = []
    ends = 0
    inside = Cover(mentions)
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start < ends or inside.covers(start):
            continue
        listed = world.by_start.get(start)
        if listed is not None:
            end = listed.end
        unit = _Unit(start, end, text[start:end], listed)
        ends = end
        if run:
            gap = text[run[-1].end : start]
            if _joins(run[-1], gap, unit):
                run.append(unit)
                continue
            _read(world, run)
        run = [unit]
    if run:
        _read(world, run)
    _settle(world)
    return world.found, world.dropped


def _joins(last: _Unit, gap: str, unit: _Unit) -> bool:
    if gap in (" ", "\u00a0", " & "):
        return True
    if gap == "" and last.word.endswith("."):
        return True
    if gap == ". " and last.word in (
        "St",
        "Mt",
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "Gen",
        "Sen",
        "Gov",
        "Col",
        "Lt",
        "Sgt",
        "Prof",
        "Ft",
    ):
        return True
    bridge = _BRIDGE.fullmatch(gap)
    if bridge is None:
        return False
    unit.link = bridge.group(1)
    return True


def _pieces(world: _Text, run: list[_Unit]) -> list[list[_Unit]]:
    """The run cut at small words that do not join in it."""
    lists = world.lists
    out: list[list[_Unit]] = []
    piece = [run[0]]
    for unit in run[1:]:
        link = unit.link
        if not link or link in _PARTICLES:
            joins = True
            if link in ("y", "e", "la", "le", "do", "da") and piece[-1].type in ("state", "place"):
                joins = False
        else:
            head = piece[-1].word
            formal = any(one.word in lists.heads or one.word in lists.of for one in piece if not one.listed)
            if link.startswith("of"):
                joins = (
                    head in lists.heads
                    or head in lists.of
                    or head in lists.places
                    or head in lists.groups
                    or (piece[-1].type == "organisation")
                    or (head in lists.misc)
                    or head == "House"
                )
            elif link.startswith("for"):
                joins = formal
            elif link in ("and", "and the"):
                inside = any(one.link.startswith(("of", "for")) for one in piece)
                joins = (
                    formal
                    and inside
                    and unit.listed is None
                    and head not in lists.heads
                    and (unit.word not in lists.heads and unit.word not in lists.given)
                )
            else:
                joins = False
        if joins:
            piece.append(unit)
        else:
            out.append(piece)
            unit.link = ""
            piece = [unit]
    out.append(piece)
    return out


def _read(world: _Text, run: list[_Unit]) -> None:
    for piece in _pieces(world, run):
        _judge(world, piece)


def _judge(world: _Text, piece: list[_Unit]) -> None:
    """Name what one piece of capitalised words is."""
    _lists, _text = world.lists, world.text
    loud = world.shouted(piece[0].start)
    # multi-word cities and bodies first
    units = _gathered(world, piece, loud)
    # leading words that are no part of a name
    at = 0
    opening = world.opens(units[0].start)
    while at < len(units):
        unit = units[at]
        if unit.listed is not None:
            break
        if unit.word in ("The", "A", "An", "By") or (
            ((at == 0 and opening) or loud) and _drops(world, unit, units[at + 1 :], loud)
        ):
            at += 1
            continue
        break
    units = units[at:]
    if units:
        units[0].link = ""
        _cut(world, units, loud, opening and at == 0)


def _drops(world: _Text, unit: _Unit, rest: list[_Unit], loud: int) -> bool:
    word = unit.word
    if not _commonish(word):
        return False
    lists = world.lists
    if word in lists.given or word in lists.weak:
        return not (rest and rest[0].listed is None and not _commonish(rest[0].word))
    if rest and not loud:
        tail = rest[-1].word
        if (word in lists.of and rest[0].link.startswith("of")) or word in lists.first:
            return False
        if any(one.word in lists.heads or one.word in lists.groups for one in rest) and tail not in lists.misc:
            return word.lower() in world.lower or word in (
                "In",
                "On",
                "At",
                "For",
                "By",
                "From",
                "With",
                "And",
                "But",
                "As",
            )
    return True


def _gathered(world: _Text, piece: list[_Unit], loud: int) -> list[_Unit]:
    """The piece with words that together are a city's or body's name of the table joined to one unit."""
    out: list[_Unit] = []
    at = 0
    while at < len(piece):
        best = 0
        if piece[at].listed is None:
            for size in range(min(4, len(piece) - at), 1, -1):
                if any(one.listed is not None and one.type != "place" for one in piece[at + 1 : at + size]):
                    continue
                words = world.text[piece[at].start : piece[at + size - 1].end]
                if known("en", normalise(words).text) is not None:
                    best = size
                    break
        if best:
            first, last = piece[at], piece[at + best - 1]
            for one in piece[at : at + best]:
                if one.listed is not None:
                    world.dropped.add(id(one.listed))
            out.append(_Unit(first.start, last.end, world.text[first.start : last.end], None, first.link))
            at += best
        else:
            out.append(piece[at])
            at += 1
    return out


def _cut(world: _Text, units: list[_Unit], loud: int, opening: bool) -> None:
    """Split at titles, peoples and offices, and name the parts."""
    lists = world.lists
    for place in range(len(units) - 1):
        one, other = units[place], units[place + 1]
        if (
            one.type in ("place", "state")
            and other.type == "organisation"
            and not other.link
            and other.listed is not None
        ):
            if other.word.split()[-1] in lists.heads and " " in other.word:
                # "Kurdistan Democratic Party", where another party of that name is listed
                if place:
                    _cut(world, units[:place], loud, opening)
                world.dropped.add(id(other.listed))
                _put(world, [one, other], "organisation")
                if place + 2 < len(units):
                    _cut(world, units[place + 2 :], loud, False)
                return
    heads = [
        place
        for place, one in enumerate(units)
        if one.listed is None
        and (one.word in lists.heads or one.word in lists.groups)
        and (place > 0 or (len(units) > 1 and units[1].link.startswith(("of", "for"))))
    ]
    if loud and heads and len(units) > 4:
        heads = []
    if heads:
        head = heads[0]
        while head + 1 < len(units) and head + 1 in heads and not units[head + 1].link:
            head += 1
        # what stands before the head belongs to it, unless a title cuts it off
        first = 0
        for place in range(head):
            if units[place].listed is not None and units[place].type == "office":
                first = place + 1
            if units[place].word in lists.titles and place + 1 < head and units[place].listed is None:
                first = place + 1 if units[place + 1].word in lists.given else first
        last = head
        while last + 1 < len(units) and (
            units[last + 1].link.startswith(("of", "for", "and"))
            or (
                units[last].link.startswith(("of", "for", "and"))
                and units[last + 1].listed is None
                and units[last + 1].word not in lists.titles
                and not units[last + 1].link
            )
        ):
            last += 1
        if units[first].listed is not None and units[first].type in ("organisation", "group") and first < head:
            pass
        if first > 0:
            _cut(world, units[:first], loud, opening)
        _body(world, units[first : last + 1])
        if last + 1 < len(units):
            _cut(world, units[last + 1 :], loud, False)
        return
    misc = [place for place, one in enumerate(units) if one.listed is None and one.word in lists.misc]
    if misc and len(units) > 1:
        for one in units[misc[-1] + 1 :]:
            _cut(world, [one], loud, False)
        for one in units[: misc[-1]]:
            if one.listed is None and known("en", normalise(one.word).text) is not None and len(units) == 2:
                return
        return
    places = [
        place
        for place, one in enumerate(units)
        if one.listed is None
        and one.word in lists.places
        and (place > 0 or (len(units) > 1 and units[1].link.startswith("of")))
    ]
    if places and not (
        len(units) == 2 and units[0].word in lists.given and units[1].word in ("Hill", "Park", "Hall", "Lane", "Forest")
    ):
        last = places[-1]
        while last + 1 < len(units) and units[last + 1].link.startswith("of"):
            last += 1
        if not loud or len(units) <= 4:
            _put(world, units[: last + 1], "place")
            if last + 1 < len(units):
                _cut(world, units[last + 1 :], loud, False)
            return
    # titles and peoples end what stands before them
    part: list[_Unit] = []
    titled = world.before(units[0].start) in lists.titles or units[0].start - 1 in world.titled
    for place, unit in enumerate(units):
        cuts = unit.listed is not None and (unit.demonym or unit.type in ("office", "state", "organisation", "group"))
        if (
            unit.listed is not None
            and unit.type in ("place", "state")
            and (
                (
                    part
                    and part[-1].listed is None
                    and not known("en", normalise(part[-1].word).text)
                    and (
                        part[-1].word in lists.given
                        or part[-1].word in lists.weak
                        or _INITIAL.fullmatch(part[-1].word)
                        or titled
                    )
                )
                or (
                    not part
                    and unit.word in lists.given
                    and place + 1 < len(units)
                    and units[place + 1].listed is None
                    and units[place + 1].word not in lists.titles
                    and not _commonish(units[place + 1].word)
                )
            )
        ):
            cuts = False
        if unit.listed is None and unit.word in lists.titles and not _INITIAL.fullmatch(unit.word):
            # "President", but not the last word of a name ("Stephen King")
            if not (part and place == len(units) - 1 and part[-1].listed is None):
                _part(world, part, loud, titled, opening and place == len(part))
                part, titled = [], True
                continue
            cuts = False
        if cuts:
            _part(world, part, loud, titled, opening and place == len(part))
            part, titled = [], unit.type == "office" or (unit.demonym and titled)
            continue
        if unit.listed is None and _commonish(unit.word) and not part and place + 1 < len(units) and loud:
            continue
        part.append(unit)
    _part(world, part, loud, titled, opening and len(part) == len(units))


def _body(world: _Text, units: list[_Unit]) -> None:
    """A body: an organisation, or those who bear arms."""
    lists = world.lists
    if len(units) == 1 and units[0].listed is None:
        return
    while units and units[0].listed is None and units[0].word in ("The", "A", "An", "This", "Mr", "Our"):
        units = units[1:]
    # "Moscow Police": what is only common words is no name
    group = any(one.word in lists.groups and one.word not in lists.heads for one in units if one.listed is None)
    own = [one for one in units if one.listed is not None or not (one.word in lists.heads or one.word in lists.groups)]
    if not own and len(units) < 3:
        return
    _put(world, units, "group" if group else "organisation")


def _put(world: _Text, units: list[_Unit], type: NameType) -> None:
    start, end = units[0].start, units[-1].end
    country = next((one.listed.name.country for one in units if one.listed is not None), None)
    if len(units) == 1 and units[0].listed is not None:
        return
    for one in units:
        if one.listed is not None and type == "person":
            world.dropped.add(id(one.listed))
    found = mention(start, end, type, country)
    world.found.append(found)
    if type == "person":
        world.persons.setdefault(units[-1].word, found)
        if len(units) > 1 and units[0].word in world.lists.given:
            world.persons.setdefault(units[0].word, found)
    else:
        world.types.setdefault(units[0].word if len(units) == 1 else world.text[start:end], type)


def _part(world: _Text, units: list[_Unit], loud: int, titled: bool, opening: bool) -> None:
    """A piece without head, title or people in it."""
    lists, _text = world.lists, world.text
    while units and units[-1].listed is None and (units[-1].word in lists.misc and len(units) > 1):
        units = units[:-1]
    if not units:
        return
    first = units[0]
    if len(units) == 1:
        if first.listed is None:
            _single(world, first, loud, titled, opening)
        return
    listed = [one for one in units if one.listed is not None]
    if first.word in lists.starts and first.listed is None and not titled:
        _put(world, units, "organisation")
        return
    if any(one.type == "person" for one in listed):
        place = next(index for index, one in enumerate(units) if one.type == "person")
        ahead = units[:place]
        behind = units[place + 1 :]
        if (
            not ahead
            and behind
            and first.listed is not None
            and first.listed.name.entity is not None
            and (" " not in first.word and all(one.listed is None and not _commonish(one.word) for one in behind))
        ):
            _put(world, units, "person")
            return
        if (
            ahead
            and all(one.listed is None for one in ahead)
            and (
                any(one.word in lists.given or one.word in lists.weak or _INITIAL.fullmatch(one.word) for one in ahead)
                or titled
                or (units[place].listed is not None and " " not in units[place].word and not _commonish(ahead[-1].word))
            )
        ):
            _put(world, units, "person")
        return
    where = [known("en", normalise(one.word).text) if one.listed is None else None for one in units]
    strong = any(one.word in lists.given for one in units[:-1]) or first.word in lists.weak
    if not strong and "-" in first.word:
        strong = first.word.split("-")[0] in lists.given
    initials = any(_INITIAL.fullmatch(one.word) for one in units[:-1]) and not _INITIAL.fullmatch(units[-1].word)
    if loud == 2:
        return
    if strong or initials or titled:
        if not strong and not initials and all(_commonish(one.word) for one in units):
            return
        # "Lee Kuan Yew Singapore": a city behind a name is no part of it; words that are common end it
        stop = len(units)
        for index in range(1, len(units)):
            one = units[index]
            if loud and one.listed is None and _commonish(one.word):
                stop = index
                break
        if stop >= 2 or titled:
            _put(world, units[:stop], "person")
            return
    if (
        where[0] is not None
        and where[0].size >= 100_000
        and all(one.listed is not None or w is not None for one, w in zip(units, where, strict=True))
    ):
        for one in units:
            if one.listed is None:
                _single(world, one, loud, False, False)
        return
    if first.word in lists.first and first.listed is None:
        _put(world, units, "place")
        return
    if loud == 1 and world.before(first.start) in ("By", "by") and not any(_commonish(one.word) for one in units):
        _put(world, units, "person")
        return
    if loud:
        for one, w in zip(units, where, strict=True):
            if one.listed is None and w is not None and w.size >= 300_000 and not _commonish(one.word):
                _put(world, [one], w.type)
        return
    last = units[-1]
    if len(units) == 2 and first.type == "place" and last.listed is None and last.word.endswith("s"):
        if not _commonish(last.word) and not loud:
            _put(world, units, "organisation")  # "New York Cosmos"
            return
    if len(units) == 2 and first.type == "place" and last.listed is None and not loud:
        if not _commonish(last.word) and known("en", normalise(last.word).text) is None:
            _put(world, units, "place")  # "Fukushima Daiichi"
            return
    if any(one.type in ("place", "state") for one in listed):
        rest = [one for one in units if one.listed is None]
        for one in rest:
            _single(world, one, loud, False, opening and one is first)
        return
    common = sum(_commonish(one.word) for one in units)
    if common == len(units):
        return
    before = world.before(first.start)
    after = world.after(units[-1].end)
    if first.word in _SHIPS:
        return
    if after in lists.org_words or after in lists.place_words:
        _put(world, units, "organisation" if after in lists.org_words else "place")
        return
    if before == "in" and world.before(first.start - 3) in _SHARES:
        _put(world, units, "organisation")
        return
    if (
        where[0] is not None
        and where[0].size >= 200_000
        and len(units) == 2
        and not _commonish(units[1].word)
        and where[0].type == "place"
    ):
        # "Leeds Rhinos": a club named for its city
        _put(world, units, "organisation" if units[1].word.endswith("s") else "person")
        return
    if all(_ACRONYM.fullmatch(one.word) for one in units):
        _put(world, units, "organisation")
        return
    if common and units[0].word not in lists.given and _commonish(units[0].word):
        if before in lists.place_cues or (before in ("from", "at") and len(units) == 2):
            _put(world, units, "place")
        elif before.lower() == "the" or before in lists.org_words:
            _put(world, units, "organisation")
        return
    if before in lists.org_words:
        _put(world, units, "organisation")
    elif (
        before in lists.place_words
        or before in lists.place_cues
        or (before == "of" and world.before(first.start - 4) in lists.place_words)
    ):
        _put(world, units, "place")
    elif before.lower() == "the":
        _put(world, units, "organisation")
    elif common:
        _put(world, units, "organisation" if _commonish(units[-1].word) else "person")
    else:
        _put(world, units, "person")


def _single(world: _Text, unit: _Unit, loud: int, titled: bool, opening: bool) -> None:
    """One capitalised word, or one name of the table."""
    lists, text, word = world.lists, world.text, unit.word
    if len(word) < 2 or _INITIAL.fullmatch(word):
        if "." in word and len(word) > 3:
            _put(world, [unit], "organisation")
        return
    if word in lists.groups and (numbered := _NUMBERED.search(text, max(0, unit.start - 8), unit.start)) is not None:
        world.found.append(mention(numbered.start(), unit.end, "group"))
        return
    if any(char.isdigit() for char in word):
        return  # "Il-76", "G7": a model, or listed
    where = known("en", normalise(word).text)
    before = world.before(unit.start)
    comma = text[unit.end : unit.end + 2] == ", " and _state_follows(world, unit.end + 2)
    if where is not None and " " in word:
        if (
            where.size >= 40_000 or before in lists.place_cues or comma or before in ("from", "of", "to", "at")
        ) and not where.weak:
            _put_known(world, unit, where.type, where.country, loud)
        return
    if loud == 2:
        if (
            where is not None
            and where.size >= 200_000
            and word not in lists.not_bodies
            and len(word) > 3
            and not _commonish(word.capitalize())
            and word.capitalize() not in lists.given
        ):
            _put_known(world, unit, where.type, where.country, 0)
        elif text[unit.end : unit.end + 1] == "," and opening and where is not None:
            _put_known(world, unit, "place", where.country, 0)
        return
    if _ACRONYM.fullmatch(word) and not (len(word) > 6 and where is not None):
        if opening and unit.end < len(text) and text[unit.end] == "," and where is not None and len(word) > 3:
            _put_known(world, unit, "place", where.country, 0)
        elif word not in lists.not_bodies and not _ROMAN.fullmatch(word) and not (loud and _commonish(word)):
            if not (len(word) > 5 and (opening or _commonish(word))) and not any(c.isdigit() for c in word):
                _put(world, [unit], "organisation")
            elif where is not None and word.isupper():
                _put_known(world, unit, where.type, where.country, 0)
        return
    if word.isupper() and len(word) > 3:
        if where is not None and where.size > 50_000:
            _put_known(world, unit, "organisation" if _scored(world, unit) else where.type, where.country, 0)
        return
    common = _commonish(word)
    if (common and (opening or loud)) or (
        common and not titled and before.lower() in ("the", "a", "an", "this", "and", "or", "of", "in", "")
    ):
        return
    if (
        titled
        and not common
        and not (before.islower() and where is not None and where.size >= 200_000 and word not in lists.given)
    ):
        _put(world, [unit], "person")
        return
    after = world.after(unit.end)
    placed = (
        before in lists.place_cues
        or before in lists.place_words
        or comma
        or after in lists.place_words
        or (
            before in ("of", "from", "to")
            and world.before(unit.start - len(before) - 1) in lists.place_nouns | lists.place_words
        )
    )
    if where is not None and word in world.persons and not placed:
        where = None  # "Darwin", named in full before
    if where is not None and not where.weak and not common:
        owns = word in lists.given or word in lists.weak
        if placed or (where.size >= 100_000 and not owns) or (before in ("from", "to", "at") and not owns):
            if where.type == "place" and (_scored(world, unit) or after in lists.sport_words):
                _put(world, [unit], "organisation")
            elif where.type == "place" and before in lists.team_cues and not comma:
                world.doubtful.append((unit, opening))
            else:
                _put_known(world, unit, where.type, where.country, loud)
            return
        if not owns and where.type == "organisation":
            _put_known(world, unit, where.type, where.country, loud)
            return
    if (
        where is not None
        and where.weak
        and before.lower() in ("the", "of", "at", "by")
        and where.type == "organisation"
    ):
        _put_known(world, unit, where.type, where.country, loud)
        return
    if common:
        return
    if _CAMEL.search(word) is not None or (before == "in" and world.before(unit.start - 3) in _SHARES):
        _put(world, [unit], "organisation")
        return
    if placed and not loud and not (word in world.persons and before not in lists.place_words):
        _put(world, [unit], "place")
        return
    if after in lists.org_words and not opening and before in ("the", "a", "The", "", "by", "of"):
        _put(world, [unit], "organisation")
        return
    world.doubtful.append((unit, opening or bool(loud)))


def _put_known(world: _Text, unit: _Unit, type: NameType, country: str | None, loud: int) -> None:
    found = mention(unit.start, unit.end, type, country)
    world.found.append(found)
    world.types.setdefault(unit.word, type)


def _state_follows(world: _Text, at: int) -> bool:
    follows = world.by_start.get(at)
    if follows is None and world.text.startswith("the ", at):
        follows = world.by_start.get(at + 4)
    if follows is None:
        return False
    return follows.name.type in ("state", "place") and follows.name.via == "name"


_CAMEL = re.compile(r"(?<!\AMc)(?<!\AMac)(?<!\ADe)(?<!\ALe)(?<!\ALa)(?<!\ADi)(?<=[a-z])[A-Z]")
_SHARES = frozenset({"Shares", "shares", "stake", "Stakes", "stakes", "invested", "investors"})
_BEAT = re.compile(
    r"(?: (?:beat|beating|drew|thrashed|lost|defeated|edged|crushed|held) [^.\n]{0,40}?)? [0-5]-[0-5]\b(?!,? \d-\d)"
)
_SHIPS = frozenset({"HMS", "USS", "RMS", "MV", "SS"})
_NUMBERED = re.compile(r"(?<!\w)\d+(?:st|nd|rd|th)? \Z")
_LISTING = re.compile(r"(?:,| and| or|, and) (?:the )?")


def _beside(world: _Text, unit: _Unit) -> NameType | None:
    """The type of the place it is listed with: "Tyre and Nabatieh"."""
    if world.places is None:
        every = [*world.mentions, *world.found]
        world.places = {
            m.end: m for m in every if m.name.type in ("place", "state") and m.name.via in ("name", "metonym")
        }
        world.place_starts = {m.start for m in world.places.values()}
    for size in (5, 2, 6, 4, 9):
        low = unit.start - size
        if low in world.places and _LISTING.fullmatch(world.text, low, unit.start):
            return "place"
    match = _LISTING.match(world.text, unit.end)
    if match is not None and match.end() in world.place_starts and "and" in match.group():
        return "place"
    return None


def _scored(world: _Text, unit: _Unit) -> bool:
    """Whether it stands in a table of results: at the start of a line with a number behind it."""
    if _SCORE.match(world.text, unit.end) is not None:
        return True
    line = world.line(unit.start)
    start, end = world.lines[line], world.lines[line + 1] - 1
    return end - start < 50 and _FIXTURE.fullmatch(world.text, start, end) is not None


def _settle(world: _Text) -> None:
    """Single words that nothing beside them explains: by what they are elsewhere in the text."""
    lists, text = world.lists, world.text
    tails: dict[str, NameType] = {}
    for one in world.found:
        if one.name.type in ("organisation", "group", "place"):
            words = text[one.start : one.end].split()
            if len(words) > 1 and len(words[0]) > 3 and not _commonish(words[0]):
                tails.setdefault(words[0], one.name.type)
    seen: dict[str, NameType | None] = {}
    firm = {unit.word for unit, opening in world.doubtful if not opening}
    for unit, opening in world.doubtful:
        word = unit.word
        person = world.persons.get(word)
        if person is not None:
            name = person.name
            world.found.append(mention(unit.start, unit.end, "person", name.country, "mention", name.entity))
            continue
        before = world.before(unit.start)
        type: NameType | None = world.types.get(word) or tails.get(word) or seen.get(word)
        if type is None:
            if opening and word not in firm and word.lower() in world.lower:
                continue
            where = known("en", normalise(word).text)
            after = _SAID.match(text, unit.end)
            if after and before.lower() == "the" and word.endswith("s"):
                type = "organisation"
            elif after or _BORN.match(text, unit.end):
                type = "person"
            elif (
                before in lists.team_cues
                or before in lists.org_words
                or _scored(world, unit)
                or _BEAT.match(text, unit.end)
            ):
                type = "organisation"
            elif where is not None and word not in lists.given and word not in lists.weak and not where.weak:
                type = where.type if where.size >= 30_000 or before in ("from", "to", "of", "at", "and") else "person"
            elif (beside := _beside(world, unit)) is not None:
                type = beside
            elif (before in ("from", "at") and not opening) or (
                before == "the" and world.before(unit.start - 4) in lists.place_cues
            ):
                type = "place"
            elif before == "of" and world.before(unit.start - 3) in lists.org_nouns:
                type = "organisation"
            elif before.lower() == "the":
                type = "organisation" if word.endswith("s") or not opening else None
                if word.endswith(_DEMONYM_ENDS) or word.endswith(("ian", "ians")):
                    type = None
            elif word.endswith(_DEMONYM_ENDS) or word.endswith(("ian", "ians", "ism", "ist", "ists")):
                type = None
            elif opening and word not in firm and word not in lists.given:
                # the first word of a sentence, found nowhere else
                type = None if word.endswith(_WORD_ENDS) or unit.start in world.words else "person"
            else:
                type = "person"
            if type is not None and not opening:
                seen[word] = type
        if type is not None:
            world.found.append(found := mention(unit.start, unit.end, type))
            if type == "place" and world.places is not None:
                world.places[unit.end] = found
