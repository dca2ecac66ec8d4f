"""Arabic names in no list. Without capitals they are known by given names, titles and heads before them, by the table
of cities, and by being no word of the vocabulary; they end where known words, particles and marks stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from mithaq.gazetteer.world import name_words
from mithaq.languages.arabic.normalise import normalise
from mithaq.languages.lexicon import Hit
from mithaq.reading.claims import NameType
from mithaq.reading.name_evidence import folded_words, known, mention, world_of
from mithaq.reading.scene import Mention

_TOKEN = re.compile(r"[\u0621-\u063a\u0641-\u064a]+|[A-Za-z][\w.&'-]*")
_QUOTED = re.compile(r"[ \u00a0]?[\"«“]([^\"»”«“\n]{2,40})[\"»”]")
_FOREIGN_ON = re.compile(r"(?:لتون|نتون|غتون|نسون|لسون|كسون|ندون|ستون|لدون|ردون|رتون|بسون|يسون|ليون|ميلون|كرون|رلون)\Z")
_NOT_NAME = re.compile(r"(?:ية|ات|ون|هم|ها|هما|تين|تان|ياً|ائية|ويين|يين|يون)\Z")
_TIES = folded_words("ar", "ties")
_BEHIND = folded_words("ar", "behind")
_PLACE_BEFORE = folded_words("ar", "place_cues")
_STOP_PARTICLES = folded_words("ar", "particles")


_AFTER_THAT = folded_words("ar", "after_that")


_BEFORE_ANY = frozenset(("ابو", "ابي", "بن", "ابن"))


@dataclass(frozen=True, slots=True)
class _Lists:
    given: frozenset[str]
    weak: frozenset[str]
    titles: frozenset[str]
    heads: frozenset[str]
    groups: frozenset[str]
    places: frozenset[str]
    common: frozenset[str]
    generic: frozenset[str]
    famous: frozenset[str]
    sport: frozenset[str]
    ends: tuple[str, ...]


@cache
def _lists() -> _Lists:
    words = name_words("ar")

    def folded(key: str) -> frozenset[str]:
        return frozenset(normalise(word).text for word in words[key])

    given = folded("given")
    return _Lists(
        given=given - folded("given_weak") - _STOP_PARTICLES,
        weak=folded("given_weak") - _STOP_PARTICLES,
        titles=folded("titles"),
        heads=folded("org_heads"),
        groups=folded("group_heads"),
        places=folded("place_heads"),
        common=folded("common") - given,
        generic=folded("generic"),
        famous=folded("famous"),
        sport=folded("sport_titles"),
        ends=tuple(sorted(folded("foreign_ends"))),
    )


@cache
def _firsts() -> frozenset[str]:
    """First words of names of the table that have several."""
    return frozenset(name.split(" ", 1)[0] for name in world_of("ar") if " " in name)


@cache
def _famous_firsts() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in _lists().famous if " " in name)


@lru_cache(maxsize=40_000)
def _stems(word: str) -> tuple[tuple[str, str], ...]:
    """The word with fewer and fewer letters of clitics before it: (clitic, rest)."""
    out = [("", word)]
    if len(word) > 3:
        if word[0] in "وف":
            out.append((word[0], word[1:]))
            if len(word) > 4 and word[1] in "بلك":
                out.append((word[:2], word[2:]))
                if word[1] == "ل" and word[2] == "ل":
                    out.append((word[:2], "ا" + word[1:]))
        elif word[0] in "بلك":
            out.append((word[0], word[1:]))
            if word.startswith("لل"):
                out.append(("ل", "ا" + word))
    return tuple(out)


@lru_cache(maxsize=40_000)
def _is_common(word: str) -> bool:
    """Whether a word is known as no name, with or without article and clitics."""
    lists = _lists()
    for clitic, stem in _stems(word):
        if stem in lists.given:
            return False
        if stem in lists.common or (stem.startswith("ال") and stem[2:] in lists.common):
            return True
        if clitic == "" and stem in lists.titles:
            return True
    if word.endswith("ة") and len(word) > 3:
        return True
    if len(word) > 3 and word.endswith("ا") and word[:-1] in lists.common:
        return True
    if len(word) > 6 and word.startswith("ال") and word.endswith(("ين", "ون")):
        return True
    if _FOREIGN_ON.search(word) is not None:
        return False
    return len(word) > 4 and _NOT_NAME.search(word) is not None


@lru_cache(maxsize=40_000)
def _foreign(word: str) -> bool:
    """Whether a word has the look of a name from another language."""
    if len(word) < 4 or word.startswith("ال"):
        return False
    return (
        word.endswith(_lists().ends)
        or "تش" in word[1:]
        or word.count("و") + word.count("ي") + word.count("ا") >= max(3, len(word) // 2)
    )


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    word: str
    listed: Mention | None = None
    taken: bool = False
    hit: bool = False
    """A word of doing, saying or of an accord's vocabulary."""


class _Text:
    def __init__(self, text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.lists = _lists()
        folded = normalise(text)
        self.folded = folded.text
        same = folded.offsets is None
        self.tokens: list[_Token] = []
        for match in _TOKEN.finditer(folded.text):
            start, end = match.span()
            if not same:
                start, end = folded.original(start, end)
            self.tokens.append(_Token(start, end, match.group()))
        self.found: list[Mention] = []
        self.dropped: set[int] = set()
        self.persons: dict[str, Mention] = {}
        self._mark(hits, mentions)

    def _mark(self, hits: Sequence[Hit], mentions: Sequence[Mention]) -> None:
        """Tell each token what the lexicon found there."""
        at = 0
        tokens = self.tokens
        size = len(tokens)
        for one in mentions:
            while at < size and tokens[at].end <= one.start:
                at += 1
            place = at
            while place < size and tokens[place].start < one.end:
                tokens[place].listed = one
                place += 1
            if one.name.type == "person":
                last = normalise(self.text[one.start : one.end].split()[-1]).text
                self.persons.setdefault(last, one)
        at = 0
        for hit in hits:
            if hit.what not in ("event", "speech", "cue", "concept", "marker", "attribution"):
                continue
            while at and tokens[at - 1].end > hit.start:
                at -= 1
            while at < size and tokens[at].end <= hit.start:
                at += 1
            place = at
            while place < size and tokens[place].start < hit.end:
                tokens[place].hit = True
                place += 1

    def adjacent(self, index: int) -> bool:
        """Whether token index stands right behind the one before it."""
        if index <= 0 or index >= len(self.tokens):
            return False
        gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return gap in (" ", "  ", "\u00a0", "-", " - ") or (len(gap) < 4 and not gap.strip(" ـ\u200f\u200e\u00a0"))


def find(text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> tuple[list[Mention], set[int]]:
    """Mentions of names in no list, and the ids of listed ones that are no names there."""
    world = _Text(text, hits, mentions)
    tokens = world.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.taken:
            index += 1
            continue
        used = 0
        if token.listed is None:
            used = (
                _latin(world, index)
                or _body(world, index)
                or _place(world, index)
                or _person(world, index)
                or _city(world, index)
            )
        elif token.listed.start == token.start or token.listed.start > token.start:
            used = _extended(world, index)
        index += max(1, used)
    _later(world)
    return world.found, world.dropped


def _put(world: _Text, first: int, last: int, type: NameType, clitic: str = "", country: str | None = None) -> int:
    """Make a mention of tokens first to last; how many tokens it took."""
    tokens = world.tokens
    start = tokens[first].start + len(clitic)
    if clitic.endswith("ل") and world.text.startswith("لل", start - 1):
        start -= 1
    for token in tokens[first : last + 1]:
        token.taken = True
        if token.listed is not None and type == "person":
            world.dropped.add(id(token.listed))
    role = {"ب": "in", "ل": "to"}.get(clitic[-1:]) if clitic else None
    found = mention(
        start, tokens[last].end, type, country, clitic=role or ("and" if clitic == "و" else None), joined=clitic == "و"
    )
    world.found.append(found)
    if type == "person":
        names = [token.word for token in tokens[first : last + 1]]
        tail = names[-1]
        if len(names) > 1 and len(tail) > 3 and tail not in world.lists.given and tail not in _BEHIND:
            world.persons.setdefault(tail, found)
    return last - first + 1


def _latin(world: _Text, index: int) -> int:
    word = world.tokens[index].word
    if not word[0].isascii():
        return 0
    original = world.text[world.tokens[index].start : world.tokens[index].end]
    if original[0].isupper() and len(original) > 2:
        last = index
        while (
            world.adjacent(last + 1)
            and world.tokens[last + 1].word[0].isascii()
            and world.text[world.tokens[last + 1].start].isupper()
        ):
            last += 1
        if original.isupper() and last == index and len(original) <= 6:
            return _put(world, index, last, "organisation")
        return last - index + 1
    return 1


def _surname(world: _Text, index: int, count: int) -> bool:
    """Whether a token may go on with a person's name that has `count` words already."""
    token = world.tokens[index]
    word = token.word
    lists = world.lists
    if not world.adjacent(index) or token.taken or word[0].isascii():
        return False
    if word in _STOP_PARTICLES or word in _AFTER_THAT:
        return False
    if word in lists.given or word in _TIES or word in _BEHIND:
        return True
    if world.tokens[index - 1].word in _BEFORE_ANY and token.listed is None and not token.hit:
        return True
    if token.listed is not None:
        name = token.listed.name
        if name.via == "demonym":
            # "محمد المصري", but not "محمد العراقي الجنسية"; "الرئيس الأمريكي" never comes here
            return count == 1 and word.startswith("ال") and not word.endswith(("ة", "ين", "ون"))
        if name.type == "person" and token.listed.start >= token.start:
            return True
        if name.type in ("place", "state") and token.listed.start == token.start and count == 1:
            return False
        return False
    if token.hit or len(word) < 2:
        return False
    if word in lists.weak:
        return True
    previous = world.tokens[index - 1].word
    if word.startswith("ال") and _foreign(previous) and previous not in lists.given and previous not in lists.weak:
        return False  # "بيدرو مارتينيز المحاط"
    if word[0] == "و" and len(word) > 4 and word[1] not in "اوي" and word not in lists.given and _foreign(word[1:]):
        return False  # "رذرفورد ونيلز"
    if word in lists.titles or word in lists.heads or word in lists.places:
        return False
    if _is_common(word):
        return False
    if word[0] in "وف" and (word[1:] in lists.given or word[1:] in lists.weak):
        return False
    if (
        len(word) > 4
        and word[0] in "وبل"
        and (word[1:3] == "ال" or word[1:] in lists.given or known("ar", word[1:]) is not None)
    ):
        return False
    if word[0] in "يت" and len(word) <= 5 and count >= 1 and not word.startswith("ال") and count > 1:
        return False
    where = known("ar", word)
    return not (where is not None and where.size > 500_000 and count >= 2)


def _go_on(world: _Text, index: int, count: int, limit: int = 8) -> int:
    """The last token of a person's name whose first words end at index."""
    last = index
    while count < limit and last + 1 < len(world.tokens):
        if not _surname(world, last + 1, count):
            break
        last += 1
        count += 1
    # a name does not end in a tie
    while last > index and world.tokens[last].word in _TIES and world.tokens[last].word not in ("عبد",):
        last -= 1
    return last


def _person(world: _Text, index: int) -> int:
    """A person's name that begins here."""
    lists, tokens = world.lists, world.tokens
    token = tokens[index]
    stems = _stems(token.word)
    if any(stem in _STOP_PARTICLES or stem in _AFTER_THAT for _, stem in stems):
        return 0
    titled = _titled(world, index)
    for clitic, stem in _stems(token.word):
        strong = stem in lists.given or stem == "عبد"
        if strong and token.hit and stem in lists.common:
            strong = False
        if stem == "عبد" and not (
            index + 1 < len(tokens) and world.adjacent(index + 1) and tokens[index + 1].word.startswith("ال")
        ):
            strong = False
        if strong:
            last = index
            if stem == "عبد":
                last = index + 1
            last = _go_on(world, last, 1)
            if last == index and clitic and clitic not in ("و",) and known("ar", token.word) is not None:
                continue
            if last == index and len(stem) < 4 and not titled:
                continue
            return _put(world, index, last, "person", clitic)
        if stem in lists.weak and not token.hit:
            nxt = index + 1
            if clitic and not titled and stem not in ("محمد",):
                if not (nxt < len(tokens) and world.adjacent(nxt) and tokens[nxt].word in lists.given):
                    continue
            if titled or (
                nxt < len(tokens)
                and world.adjacent(nxt)
                and (
                    tokens[nxt].word in lists.given
                    or tokens[nxt].word in ("بن", "ابو", "الدين", "الدولة")
                    or (tokens[nxt].word in lists.weak and not clitic)
                    or (tokens[nxt].listed is None and tokens[nxt].word.startswith("ال") and _surname(world, nxt, 1))
                    or (
                        tokens[nxt].listed is None
                        and _surname(world, nxt, 1)
                        and stem not in lists.common
                        and not tokens[nxt].word.startswith("ال")
                        and not clitic
                    )
                )
            ):
                last = _go_on(world, index, 1)
                if last > index or titled:
                    return _put(world, index, last, "person", clitic)
        if (
            stem in ("ابو", "ابي", "ابا", "ابن", "بن")
            and index + 1 < len(tokens)
            and world.adjacent(index + 1)
            and tokens[index + 1].listed is None
        ):
            if not _is_common(tokens[index + 1].word) or titled:
                last = _go_on(world, index + 1, 2)
                return _put(world, index, last, "person", clitic)
    word = token.word
    if (
        titled
        and not token.hit
        and not _is_common(word)
        and word not in lists.heads
        and len(word) > 2
        and known("ar", word) is None
    ):
        if (word[0] in "وفبلك" and word.endswith(("ه", "ها", "هم"))) or re.fullmatch("الا...", word):
            return 0
        nxt = index + 1
        goes_on = nxt < len(tokens) and world.adjacent(nxt) and not tokens[nxt].hit
        if word.startswith("ال"):
            if titled < 2:
                return 0
            if goes_on and (
                ((beside := tokens[nxt].listed) is not None and beside.name.type != "place")
                or tokens[nxt].word in lists.given
                or tokens[nxt].word in lists.weak
                or _foreign(tokens[nxt].word)
                or tokens[nxt].word.startswith("ال")
            ):
                return 0  # "المدير الفني البرتغالي", "السيناتور الجمهوري جون ماكين"
        elif titled == 1 and (word[0] == "و" or not _foreign(word)):
            office = tokens[index - 1].listed
            if office is None or office.name.type != "office" or word[0] == "و":
                return 0
            if not goes_on or not _surname(world, nxt, 1):
                return 0
        if word[0] in "وفبلك" and len(word) > 4 and (_is_common(word[1:]) or word[1:3] == "ال"):
            return 0
        if (
            word[0] in "يتنس"
            and len(word) < 6
            and not _foreign(word)
            and index + 1 < len(tokens)
            and not _surname(world, index + 1, 1)
        ):
            return 0
        last = _go_on(world, index, 1, 4)
        return _put(world, index, last, "person")
    if (
        _said(world, index)
        and not token.hit
        and not _is_common(word)
        and not word.startswith("ال")
        and len(word) > 3
        and known("ar", word) is None
    ):
        last = _go_on(world, index, 1, 3)
        if last > index or _foreign(word):
            return _put(world, index, last, "person")
    # two words that both look foreign
    if (
        not token.hit
        and _foreign(word)
        and not _is_common(word)
        and index + 1 < len(tokens)
        and _surname(world, index + 1, 1)
    ):
        following = tokens[index + 1]
        if (
            following.listed is None
            and _foreign(following.word)
            and not _is_common(following.word)
            and word[0] not in "وبلفسيت"
            and known("ar", word) is None
        ):
            last = _go_on(world, index + 1, 2, 4)
            return _put(world, index, last, "person")
    return 0


def _titled(world: _Text, index: int) -> int:
    """Whether a title stands before: 2 right before, 1 with adjectives between, else 0."""
    tokens, lists = world.tokens, world.lists
    at = index
    steps = 0
    while at > 0 and world.adjacent(at) and steps < 5:
        before = tokens[at - 1]
        for _, stem in _stems(before.word):
            if stem in lists.titles or (stem.startswith("ال") is False and "ال" + stem in lists.titles and steps):
                if (
                    steps == 0
                    and not stem.startswith("ال")
                    and stem not in ("نجل", "ابن", "شقيق", "زوجته", "زوجها", "نظيره")
                ):
                    return (
                        2
                        if stem in ("د", "نظيره", "نظيرته", "سلفه", "خلفه", "مواطنه", "زميله", "نجله", "شقيقه", "والده")
                        else 1
                    )
                return 2 if steps == 0 else 1
        if before.listed is not None and before.listed.name.type == "office":
            return 1
        if before.listed is None and not before.word.startswith("ال") and not before.word.endswith(("ه", "ها")):
            return 0
        if before.word in _STOP_PARTICLES:
            return 0
        if (
            before.listed is None
            and before.word.startswith("ال")
            and not (_NOT_NAME.search(before.word) or before.word.endswith(("ي", "ة", "ق")) or _is_common(before.word))
        ):
            return 0
        if before.listed is not None and before.listed.name.type == "person":
            return 0
        if (
            steps == 0
            and before.listed is not None
            and before.listed.name.via == "demonym"
            and before.word.startswith("ال")
        ):
            two = index + 1 < len(tokens) and world.adjacent(index + 1) and _foreign(tokens[index].word)
            if (
                two
                and _surname(world, index + 1, 1)
                and not tokens[index + 1].word.startswith("ال")
                and _foreign(tokens[index + 1].word)
            ):
                return 1  # "الهولندي ممفيس ديباي"
        at -= 1
        steps += 1
    return 0


def _said(world: _Text, index: int) -> bool:
    if index == 0 or not world.adjacent(index):
        return False
    before = world.tokens[index - 1]
    return before.hit and any(stem in _SAYING for _, stem in _stems(before.word))


_SAYING = folded_words("ar", "saying")


def _body(world: _Text, index: int) -> int:
    """A body that begins here: a head and what follows it."""
    lists, tokens = world.lists, world.tokens
    token = tokens[index]
    for clitic, stem in _stems(token.word):
        group = stem in lists.groups
        if stem not in lists.heads and not group:
            continue
        if token.hit and stem in ("دعم",):
            return 0
        # "شركة «بيبسي»"
        quoted = _QUOTED.match(world.text, token.end)
        if quoted is not None and not stem.startswith("ال"):
            last = index
            while last + 1 < len(tokens) and tokens[last + 1].start < quoted.end(1):
                last += 1
            if 0 < last - index <= 5:
                for one in tokens[index : last + 1]:
                    one.taken = True
                world.found.append(
                    mention(
                        quoted.start(1), quoted.end(1), "group" if group and stem not in lists.heads else "organisation"
                    )
                )
                return last - index + 1
        last = _complement(world, index, stem)
        if last > index and tokens[index + 1].word not in lists.generic:
            if stem.startswith("ال") and not _owned(world, index, last):
                continue
            return _put(world, index, last, "group" if group and stem not in lists.heads else "organisation", clitic)
    return 0


def _owned(world: _Text, index: int, last: int) -> bool:
    """Whether a definite head ("المجلس") is made a name by a people's adjective, "for the …" or a place behind it."""
    for token in world.tokens[index + 1 : last + 1]:
        if token.listed is not None and token.listed.name.via in ("demonym", "name"):
            return True
        if token.word.startswith("لل"):
            return True
    return any(one.word in _GENERAL for one in world.tokens[index + 1 : last + 1])


_GENERAL = folded_words("ar", "general")


def _complement(world: _Text, index: int, stem: str) -> int:
    """The last token of a body's complement; index itself if there is none."""
    lists, tokens = world.lists, world.tokens
    definite = stem.startswith("ال")
    last = index
    count = 0
    at = index + 1
    while at < len(tokens) and count < 5 and world.adjacent(at):
        token = tokens[at]
        word = token.word
        if word in _STOP_PARTICLES or token.taken:
            break
        if token.listed is not None:
            name = token.listed.name
            if name.type == "person" and count:
                break
            if name.type == "office":
                break
            if name.via == "demonym" and not word.startswith("ال") and count == 0:
                # "شركة أمريكية": some company
                break
            if definite and count == 0 and name.via != "demonym":
                break
            stop = at
            while stop + 1 < len(tokens) and tokens[stop + 1].listed is token.listed:
                stop += 1
            if token.listed.start < token.start and word[0] == "و" and count:
                break
            last = stop
            count += stop - at + 1
            at = stop + 1
            continue
        if word.startswith(("ال", "لل")):
            if count == 0 and not definite and token.hit and not _noun_like(word):
                break
            if count and word in lists.titles and not word.endswith("ة"):
                break
            last = at
            count += 1
            at += 1
            continue
        if definite:
            break
        if word.startswith("وال") and count and last == at - 1 and tokens[at - 1].word.startswith("ال"):
            if (
                stem
                in (
                    "وزارة",
                    "هيئة",
                    "مجلس",
                    "لجنة",
                    "منظمة",
                    "معهد",
                    "كلية",
                    "مركز",
                    "جمعية",
                    "مؤسسة",
                    "وكالة",
                    "ادارة",
                    "غرفة",
                )
                and not token.hit
            ):
                last = at
                count += 1
                at += 1
                continue
            break
        if (
            count == 0
            and not token.hit
            and (
                word in lists.given
                or (not _is_common(word) and len(word) > 2 and not _verb_like(word))
                or known("ar", word) is not None
            )
        ):
            last = at
            count += 1
            at += 1
            # what follows a foreign name in its complement goes on with it if it looks so too
            while (
                at < len(tokens)
                and count < 4
                and world.adjacent(at)
                and tokens[at].listed is None
                and not tokens[at].hit
                and (
                    tokens[at].word in lists.given
                    or (
                        _foreign(tokens[at].word)
                        and not _is_common(tokens[at].word)
                        and tokens[at].word[0] not in "وبل"
                    )
                )
            ):
                last = at
                count += 1
                at += 1
            continue
        if (
            count == 0
            and stem in ("وزارة", "مجلس", "لجنة", "حزب", "بنك", "اتحاد", "جامعة", "منظمة", "كلية", "معهد", "هيئة")
            and not token.hit
        ):
            # "مجلس أمناء", "كلية طب القاهرة": only with something definite behind
            following = at + 1
            if (
                following < len(tokens)
                and world.adjacent(following)
                and (tokens[following].word.startswith("ال") or tokens[following].listed is not None)
                and word not in _STOP_PARTICLES
                and not word.endswith(("ية", "ين"))
            ):
                last = following
                count += 2
                at = following + 1
                continue
        break
    return last


def _noun_like(word: str) -> bool:
    return word.startswith(("ال", "لل"))


def _place(world: _Text, index: int) -> int:
    """A place that begins here with a word for its kind."""
    lists, tokens = world.lists, world.tokens
    token = tokens[index]
    for clitic, stem in _stems(token.word):
        if stem not in lists.places:
            continue
        at = index + 1
        if at >= len(tokens) or tokens[at].taken:
            return 0
        gap = world.text[token.end : tokens[at].start]
        if not world.adjacent(at) and gap.strip(" \"«“'(") != "":
            return 0
        following = tokens[at]
        word = following.word
        if following.listed is not None:
            name = following.listed.name
            if name.via == "demonym" or name.type in ("office", "person", "group"):
                if name.type == "person" or (
                    name.via == "demonym" and word.startswith("ال") and stem in ("شارع", "حي", "بلاد", "جزيرة", "جبل")
                ):
                    return _put(world, index, at, "place", clitic)
                return 0
            return 0 if name.type in ("place", "state") else _put(world, index, at, "place", clitic)
        if word in _STOP_PARTICLES or (following.hit and word not in lists.given and not word.startswith("ال")):
            return 0
        only_ending = word.endswith("ة") and not word.startswith("ال") and word not in lists.common
        if (
            _is_common(word)
            and word not in lists.given
            and word not in lists.weak
            and not (
                only_ending
                and stem in ("مدينة", "قرية", "بلدة", "جزيرة", "محافظة", "جبل", "نهر", "حي", "مخيم", "بحيرة")
            )
        ):
            # "مدينة كبيرة", "المنطقة الشمالية": no names; "محافظة الغربية" is in the tables
            if not (
                word.startswith("ال")
                and stem
                in (
                    "حي",
                    "شارع",
                    "ميدان",
                    "مدينة",
                    "قرية",
                    "بلدة",
                    "قصر",
                    "جسر",
                    "ملعب",
                    "مطار",
                    "مخيم",
                    "برج",
                    "جزيرة",
                    "جبل",
                    "معبر",
                    "ساحة",
                )
                and known("ar", word) is None
            ):
                return 0
            if stem in ("مدينة", "قرية", "بلدة", "جزيرة", "جبل", "مطار") and (
                word.endswith(("ية", "ة")) or word[2:] in lists.common
            ):
                return 0
        last = at
        if word in lists.given or word in lists.weak or word in _TIES or (not word.startswith("ال")):
            while last + 1 < len(tokens) and last - index < 3 and world.adjacent(last + 1):
                nxt = tokens[last + 1]
                if tokens[last].word == "عبد" and nxt.word.startswith("ال"):
                    last += 1
                    continue
                if nxt.word == "عبد" or (nxt.word in lists.weak and not nxt.hit and nxt.word not in lists.common):
                    last += 1
                    continue
                if (
                    nxt.listed is not None
                    or nxt.taken
                    or nxt.hit
                    or _is_common(nxt.word)
                    or nxt.word in _STOP_PARTICLES
                ):
                    break
                if not (
                    tokens[last].word in _TIES
                    or nxt.word in lists.given
                    or nxt.word in _BEHIND
                    or (_foreign(nxt.word) and nxt.word[0] not in "وبلفيتس")
                    or (word in lists.given and nxt.word.startswith("ال"))
                ):
                    break
                last += 1
        return _put(world, index, last, "place", clitic)
    return 0


def _city(world: _Text, index: int) -> int:
    """A city or body of the table that begins here."""
    tokens, lists = world.tokens, world.lists
    token = tokens[index]
    for clitic, stem in _stems(token.word):
        if stem in _famous_firsts():
            for size in (3, 2):
                words = " ".join([stem, *(one.word for one in tokens[index + 1 : index + size])])
                if words in lists.famous and all(world.adjacent(one) for one in range(index + 1, index + size)):
                    return _put(world, index, index + size - 1, "person", clitic)
        if stem in lists.famous and not token.hit:
            return _put(world, index, index, "person", clitic)
        if stem in _firsts():
            for size in (4, 3, 2):
                if index + size <= len(tokens) and all(world.adjacent(one) for one in range(index + 1, index + size)):
                    words = " ".join([stem, *(one.word for one in tokens[index + 1 : index + size])])
                    found = known("ar", words)
                    if found is not None and not found.weak:
                        return _put(world, index, index + size - 1, found.type, clitic, found.country)
        if len(stem) < 3:
            continue
        found = known("ar", stem)
        if found is None:
            continue
        if token.hit and found.size < 1_000_000:
            return 0
        if found.type == "organisation":
            if not found.weak and not (_is_common(stem) and stem in lists.common):
                return _put(world, index, index, found.type, clitic, found.country)
            continue
        before = tokens[index - 1].word if world.adjacent(index) else ""
        cued = any(one in _PLACE_BEFORE for _, one in _stems(before)) or clitic.endswith("ب")
        bare = stem[2:] if stem.startswith("ال") else stem
        common = (
            stem in lists.common
            or bare in lists.common
            or stem in lists.titles
            or (clitic == "" and _is_common(stem) and not stem.endswith("ة"))
        )
        if common or stem in lists.weak:
            continue
        if found.weak and not cued:
            continue
        if before in lists.sport and clitic == "":
            return _put(world, index, index, "organisation", clitic, found.country)
        if (found.size >= 400_000 and len(stem) > 3) or (cued and len(stem) > 3) or (cued and found.size > 1_000_000):
            if clitic and len(stem) < 4:
                continue
            return _put(world, index, index, found.type, clitic, found.country)
    return 0


def _extended(world: _Text, index: int) -> int:
    """A listed name here that is only the middle of a longer one."""
    token = world.tokens[index]
    listed = token.listed
    assert listed is not None
    last = index
    while last + 1 < len(world.tokens) and world.tokens[last + 1].listed is listed:
        last += 1
    lists = world.lists
    name = listed.name
    if name.type in ("place", "state") and name.via != "demonym" and last == index and token.word in lists.given:
        if last + 1 < len(world.tokens) and _surname(world, last + 1, 1) and world.tokens[last + 1].listed is None:
            stop = _go_on(world, last, 1)
            return _put(world, index, stop, "person")
    return last - index + 1


def _later(world: _Text) -> None:
    """The last word of a person's name, standing alone later or before."""
    if not world.persons:
        return
    for token in world.tokens:
        if token.taken or token.listed is not None:
            continue
        for clitic, stem in _stems(token.word):
            person = world.persons.get(stem)
            if person is None or (token.hit and _is_common(stem)) or len(stem) < 4 or stem in world.lists.common:
                continue
            if abs(person.start - token.start) < 2:
                continue
            name = person.name
            world.found.append(
                mention(
                    token.start + len(clitic),
                    token.end,
                    "person",
                    name.country,
                    "mention",
                    name.entity,
                    clitic={"ب": "in", "ل": "to"}.get(clitic[-1:]) if clitic else None,
                    joined=clitic == "و",
                )
            )
            token.taken = True
            break


def _verb_like(word: str) -> bool:
    """Whether a word may be a verb of the present: its letters are those of "yaf'al" and of no name from abroad."""
    return word[0] in "يت" and 4 <= len(word) <= 5 and not _foreign(word)
