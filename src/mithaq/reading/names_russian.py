"""Russian names in no list: by capitals, the dictionary's word classes, endings, quotation marks and words beside them.

pymorphy3 tells given names, patronymics, surnames and places it knows; everything asked of it is kept by word, so that
a word is looked up once. Cities are found in any case by undoing the endings of nouns.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from mithaq.gazetteer.world import name_words
from mithaq.languages.lexicon import Hit
from mithaq.languages.russian.morphology import parses
from mithaq.languages.russian.normalise import normalise
from mithaq.reading.claims import NameType
from mithaq.reading.name_evidence import Cover, Known, folded_words, known, mention
from mithaq.reading.scene import Mention

_WORD = re.compile(
    r"(?<![\w@#/.-])(?:(?:аль|эль|ад|ан|ар|ас|аш|ат|ибн|д|о)[-'’])?[А-ЯЁA-Z](?:\.(?=[\s А-ЯЁ])|[\w]*(?:[-'’&][\w]+)*)"
)
_QUOTE = re.compile(r"[«„\"“]([^«»„“”\"\n]{2,60})[»“”\"]")
_BETWEEN = re.compile(
    r"[\s\u00a0]+(ван|фон|де|да|ди|дю|дер|ден|ла|ле|аль|эль|бен|ибн|бин|оглы|кызы|ван дер|ван ден)[\s\u00a0]+"
)
_TAIL = re.compile(r"\s(?:оглы|кызы|оглу)\b")
_STARTS = re.compile(r"(?:\A|[.!?:;•*|\n…])[\s\"“”«»(\[*—–-]*\Z")
_NEXT = re.compile(r"[\s\u00a0]([а-яё][а-яё-]*)")
_PREVIOUS = re.compile(r"([А-Яа-яЁёA-Za-z][\w.-]*)[\s\u00a0]*[«„\"“(]?\Z")
_INITIAL = re.compile(r"[А-ЯЁ]\.")
_ACRONYM = re.compile(r"[А-ЯЁA-Z][А-ЯЁA-Z0-9-]{1,7}")
_SURNAME = re.compile(
    r"(?:ов|ев|ёв|ин|ын|ова|ева|ина|ына|ский|цкий|ская|цкая|ской|цкой|ых|их|ко|енко|чук|юк|ук|як|ян|янц|швили|дзе|ия|уа|ич|вич|оглу|"
    r"сон|ссон|сен|ман|берг|штейн|ер|ертс|айтис|зен|ту|эску|еску|ис|ас|ос|ус|унов|заде|пур|нен|дис|кис|и|ли|ий|у)\Z"
)
_CASES = (
    "ского",
    "скому",
    "ским",
    "ском",
    "цкого",
    "цкому",
    "цким",
    "цком",
    "ового",
    "овой",
    "евой",
    "иной",
    "ыной",
    "ову",
    "еву",
    "ину",
    "ыну",
    "овым",
    "евым",
    "иным",
    "ыным",
    "ову",
    "ова",
    "ева",
    "ина",
    "ове",
    "еве",
    "ине",
    "ому",
    "ого",
)
_LOWER = re.compile(r"(?<![\w-])[а-яё]{3,}")


@dataclass(frozen=True, slots=True)
class _Lists:
    given: frozenset[str]
    titles: frozenset[str]
    heads: frozenset[str]
    groups: frozenset[str]
    quoted: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    cues: frozenset[str]
    nouns: frozenset[str]
    not_bodies: frozenset[str]
    not_names: frozenset[str]
    particles: frozenset[str]


@cache
def _lists() -> _Lists:
    words = name_words("ru")

    def folded(key: str) -> frozenset[str]:
        return frozenset(normalise(word).text for word in words[key])

    return _Lists(
        given=folded("given"),
        titles=folded("titles"),
        heads=folded("org_heads"),
        groups=folded("group_heads"),
        quoted=folded("quoted_org"),
        things=folded("quoted_thing"),
        places=folded("place_words"),
        cues=folded("place_cues"),
        nouns=folded("place_nouns"),
        not_bodies=words["not_acronyms"],
        not_names=folded("not_names"),
        particles=folded("particles"),
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of one written word, in small letters."""

    given: bool
    patronymic: bool
    surname: bool
    place: bool
    body: bool
    common: bool
    adjective: bool
    genitive: bool
    lemma: str
    lemmas: frozenset[str]
    known: bool
    cases: frozenset[str]


_COMMON = frozenset(
    [
        "NOUN",
        "VERB",
        "INFN",
        "ADJF",
        "ADJS",
        "ADVB",
        "PREP",
        "CONJ",
        "PRCL",
        "NPRO",
        "NUMR",
        "PRTF",
        "PRTS",
        "GRND",
        "COMP",
        "PRED",
        "INTJ",
    ]
)
_PROPER = frozenset(["Name", "Surn", "Patr", "Geox", "Orgn", "Trad"])


@lru_cache(maxsize=60_000)
def _about(word: str) -> _Word:
    small = normalise(word).text
    found = parses(small)
    given = patronymic = surname = place = body = common = adjective = genitive = False
    is_known = False
    lemmas: list[str] = []
    cases: set[str] = set()
    best_common = best_proper = 0.0
    for one in found:
        marks = one.tag.grammemes
        if one.is_known:
            is_known = True
        if marks & _PROPER:
            if one.is_known:
                given |= "Name" in marks
                patronymic |= "Patr" in marks
                surname |= "Surn" in marks
                place |= "Geox" in marks
                body |= "Orgn" in marks or "Trad" in marks
                best_proper = max(best_proper, one.score)
            elif "Patr" in marks:
                patronymic = True
        elif one.is_known and marks & _COMMON and "Abbr" not in marks:
            common = True
            best_common = max(best_common, one.score)
        adjective |= bool(marks & {"ADJF", "PRTF"})
        genitive |= "gent" in marks
        if one.tag.case:
            cases.add(str(one.tag.case))
        lemmas.append(one.normal_form)
    if common and best_proper > 2 * best_common and small not in ("и", "а", "в", "с", "к", "о", "у"):
        common = False
    lists = _lists()
    if any(lemma in lists.given for lemma in lemmas) or any(base in lists.given for base in _bases(small)):
        given = True
        common = common and small in _LIKE_WORDS
    names = frozenset(normalise(lemma).text for lemma in lemmas)
    return _Word(
        given,
        patronymic,
        surname,
        place,
        body,
        common,
        adjective,
        genitive,
        normalise(lemmas[0]).text if lemmas else small,
        names | {small},
        is_known,
        frozenset(cases),
    )


_LIKE_WORDS = folded_words("ru", "given_weak")


def _bases(word: str) -> Iterator[str]:
    """What the nominative may be of a word in some case, itself first."""
    yield word
    last = word[-1:]
    if last in "ауеыи":
        stem = word[:-1]
        yield stem
        yield stem + "а"
        if last in "еи":
            yield stem + "я"
            yield stem + "ь"
            yield stem + "й"
        if last in "ыи":
            yield stem + "ы"
            yield stem + "и"
        if last == "е":
            yield stem + "о"
        if last in "ау":
            yield stem + "о"
    elif last in "юя":
        stem = word[:-1]
        yield stem + "й"
        yield stem + "ь"
        yield stem + "я"
        yield stem
    elif word.endswith(("ом", "ем", "ой", "ей", "ых", "ам", "ах", "ями", "ами", "ью")):
        cut = 3 if word.endswith(("ями", "ами")) else 2
        stem = word[:-cut]
        yield stem
        yield stem + "а"
        yield stem + "я"
        yield stem + "ь"
        yield stem + "й"
        yield stem + "о"
        yield stem + "ы"
        yield stem + "ый"
        yield stem + "ая"


@lru_cache(maxsize=60_000)
def _world(words: str) -> Known | None:
    """What the table of cities says of a name in any case."""
    small = normalise(words).text
    found = known("ru", small)
    if found is not None or len(small) < 4:
        return found
    head, sep, last = small.rpartition(" ") if " " in small else small.rpartition("-")
    for base in _bases(last):
        if len(base) > 2:
            found = known("ru", head + sep + base)
            if found is not None:
                return found
    if sep:
        firsts = {head, *_bases(head), *_adjectives(head)}
        lasts = {last, *_bases(last), *_adjectives(last)}
        if len(firsts) < 20:
            for one in firsts:
                for other in lasts:
                    found = known("ru", one + sep + other)
                    if found is not None:
                        return found
    return None


def _adjectives(word: str) -> Iterator[str]:
    for end in ("ого", "ому", "ым", "ом", "ой", "ую", "ий", "его"):
        if word.endswith(end):
            stem = word[: -len(end)]
            yield stem + "ый"
            yield stem + "ий"
            yield stem + "ая"
            yield stem + "ое"
            yield stem + "ой"


@dataclass(slots=True)
class _Unit:
    start: int
    end: int
    word: str
    listed: Mention | None = None
    link: str = ""

    @property
    def type(self) -> str:
        return self.listed.name.type if self.listed is not None else ""


def surname_base(word: str) -> str:
    """A surname without its case and gender, for telling one person's mentions together."""
    small = normalise(word).text
    for end in (
        "скими",
        "ского",
        "скому",
        "ским",
        "ском",
        "ский",
        "ская",
        "скую",
        "ской",
        "цкого",
        "цкому",
        "цким",
        "цком",
        "цкий",
        "цкая",
        "цкую",
        "цкой",
    ):
        if small.endswith(end):
            return small[: -len(end)] + end[:2]
    for end in ("овым", "евым", "иным", "ыным", "овой", "евой", "иной", "ыной"):
        if small.endswith(end):
            return small[:-2]
    if len(small) > 4 and small[-1] in "ауеыюяи":
        return small[:-1]
    if len(small) > 5 and small.endswith(("ом", "ем", "ей", "ой")):
        return small[:-2]
    return small[:-1] if small.endswith(("ь", "й")) else small


class _Text:
    def __init__(self, text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.lists = _lists()
        self.by_start = {m.start: m for m in mentions}
        self.mentions = mentions
        self.starts = [m.start for m in mentions]
        self.found: list[Mention] = []
        self.dropped: set[int] = set()
        self.persons: dict[str, Mention] = {
            surname_base(text[m.start : m.end].split()[-1]): m for m in mentions if m.name.type == "person"
        }
        self.titled = {hit.end for hit in hits if hit.what == "title" and hit.entry.detail == "office"}
        self.said = {hit.end for hit in hits if hit.what == "speech"} | {
            hit.start for hit in hits if hit.what == "speech"
        }
        self.doubtful: list[tuple[_Unit, bool]] = []
        self.types: dict[str, NameType] = {}
        self._lower: set[str] | None = None
        self.quoted: list[tuple[int, int]] = []
        self.lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n"), len(text) + 1]
        self.loud: dict[int, bool] = {}

    @property
    def lower(self) -> set[str]:
        if self._lower is None:
            self._lower = set(_LOWER.findall(self.text))
        return self._lower

    def shouted(self, at: int) -> bool:
        number = bisect_right(self.lines, at) - 1
        found = self.loud.get(number)
        if found is None:
            line = self.text[self.lines[number] : self.lines[number + 1] - 1][:200].strip()
            found = line.isupper() and " " in line
            self.loud[number] = found
        return found

    def opens(self, at: int) -> bool:
        return (
            _STARTS.search(self.text[max(0, at - 7) : at]) is not None
            if at > 7
            else (at == 0 or _STARTS.search(self.text[:at]) is not None)
        )

    def before(self, at: int) -> str:
        """The word before, if nothing but a space or a quotation mark stands between."""
        match = _PREVIOUS.search(self.text, max(0, at - 32), at)
        return match.group(1) if match else ""


def find(text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> tuple[list[Mention], set[int]]:
    """Mentions of names in no list, and the ids of listed ones that are no names there."""
    world = _Text(text, hits, mentions)
    _find_quoted(world)
    run: list[_Unit] = []
    ends = 0
    inside = Cover(mentions)
    quoted = iter([*world.quoted, (len(text) + 1, len(text) + 1)])
    low, high = next(quoted)
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start < ends:
            continue
        while start >= high:
            low, high = next(quoted)
        if low <= start < high or inside.covers(start):
            continue
        listed = world.by_start.get(start)
        if listed is not None:
            end = listed.end
        unit = _Unit(start, end, text[start:end], listed)
        ends = end
        if run:
            gap = text[run[-1].end : start]
            if gap in (" ", "\u00a0", "") or (bridge := _BETWEEN.fullmatch(gap)) is not None:
                if gap not in (" ", "\u00a0", ""):
                    assert bridge is not None
                    unit.link = bridge.group(1)
                run.append(unit)
                continue
            _judge(world, run)
        run = [unit]
    if run:
        _judge(world, run)
    _settle(world)
    return world.found, world.dropped


def _lemma_in(word: str, words: frozenset[str]) -> bool:
    if not word:
        return False
    small = normalise(word).text
    return small in words or not words.isdisjoint(_about(small).lemmas)


def _find_quoted(world: _Text) -> None:
    """Names in quotation marks: «Спартак», компания «Рога и копыта»."""
    text, lists = world.text, world.lists
    for match in _QUOTE.finditer(text):
        start, end = match.span(1)
        words = match.group(1).split()
        if not words[0][0].isupper() and not words[0][0].isdigit():
            continue
        if len(words) > 6 or words[-1][-1] in ",;:…?" or (len(words) > 1 and words[-1].endswith(".")):
            continue
        if len(words) == 1 and not _about(words[0]).lemmas.isdisjoint(lists.not_names):
            continue
        before = world.before(start)
        inside = world.mentions[bisect_left(world.starts, start) : bisect_left(world.starts, end)]
        named_body = bool(before) and _lemma_in(before, lists.quoted | lists.heads)
        if any(m.end >= end and not (named_body and m.name.type == "place") for m in inside) or any(
            m.start < start and m.end >= end for m in _around(world, start)
        ):
            continue  # listed already
        if before and _lemma_in(before, lists.things):
            world.quoted.append((start, end))
            world.dropped.update(id(m) for m in inside if m.name.type not in ("state", "person"))
            continue
        body = bool(before) and (
            _lemma_in(before, lists.heads) or _lemma_in(before, lists.quoted) or _lemma_in(before, lists.groups)
        )
        place = bool(before) and not body and _lemma_in(before, lists.places)
        if not body and not place:
            if len(words) > 3 or (world.opens(start - 1) and len(words) > 1):
                continue
            if (
                all(_about(word).common and not _about(word).surname for word in words)
                and len(words) > 1
                and not all(w[0].isupper() for w in words)
            ):
                continue
            tail = _NEXT.match(text, end + 1)
            if tail is not None and _lemma_in(tail.group(1), lists.things):
                world.quoted.append((start, end))
                continue
        if any(m.name.type == "person" for m in inside) and not body:
            continue
        world.quoted.append((start, end))
        world.dropped.update(id(m) for m in inside)
        world.found.append(mention(start, end, "place" if place else "organisation"))


def _around(world: _Text, at: int) -> list[Mention]:
    index = bisect_right(world.starts, at) - 1
    return [m for m in world.mentions[max(0, index - 1) : index + 1] if m.start <= at < m.end]


def _judge(world: _Text, run: list[_Unit]) -> None:
    _lists, _text = world.lists, world.text
    loud = world.shouted(run[0].start)
    at = 0
    opening = world.opens(run[0].start)
    while at < len(run):
        unit = run[at]
        if unit.listed is not None:
            # a listed name that a person's given name stands before is that person's surname
            at += 1
            continue
        used = _body_at(world, run, at, opening and at == 0) or _place_at(world, run, at, opening and at == 0, loud)
        if used:
            at += used
            continue
        used = _person_at(world, run, at, opening and at == 0, loud)
        if used:
            at += used
            continue
        _single(world, unit, opening and at == 0, loud, run[at - 1] if at else None)
        at += 1


def _genitives(world: _Text, end: int, limit: int = 6) -> int:
    """Where the complement of a body ends: words in the genitive, and "по" with what follows it."""
    text, lists = world.text, world.lists
    stop = end
    at = end
    joined = False
    for _ in range(limit):
        match = re.compile(r"[\s\u00a0]([А-ЯЁа-яёA-Z][\w-]*)").match(text, at)
        if match is None:
            break
        word = match.group(1)
        listed = world.by_start.get(match.start(1))
        if listed is not None and listed.name.type not in ("person", "office") and listed.name.via != "demonym":
            if joined:
                break
            if word[0].isupper() and (_about(word).genitive or word.isupper()):
                at = stop = listed.end
                continue
            break
        small = word.lower()
        if small in ("и", "по", "при", "в", "о", "об", "на", "для"):
            if joined or word[0].isupper() or (small in ("в", "на", "при", "о", "об")):
                break
            joined = True
            at = match.end(1)
            continue
        about = _about(word)
        fits = about.genitive or (joined and bool(about.cases & {"datv", "gent"}))
        if not fits or about.given or about.patronymic:
            break
        if word[0].islower() and (small in lists.titles or not about.known):
            break
        if word[0].isupper() and about.surname and not about.place and not about.adjective:
            break
        joined = joined and about.adjective
        at = stop = match.end(1)
    return stop


def _body_at(world: _Text, run: list[_Unit], at: int, opening: bool) -> int:
    """A body that begins here: how many units it takes; 0 for none."""
    lists, text = world.lists, world.text
    unit = run[at]
    word = unit.word
    about = _about(word)
    if _INITIAL.fullmatch(word):
        return 0
    group = False
    # [Adjective…] head, with or without capitals behind the first word
    end, steps, last = unit.end, 0, about
    adjectives = 0
    head: str | None = None
    while True:
        if not last.lemmas.isdisjoint(lists.heads) or not last.lemmas.isdisjoint(lists.groups):
            if not (steps == 0 and (last.given or last.patronymic)):
                head = last.lemma
                group = last.lemmas.isdisjoint(lists.heads)
                break
        if not last.adjective or adjectives > 3 or (steps == 0 and last.patronymic):
            break
        adjectives += 1
        match = re.compile(r"[\s\u00a0]([А-ЯЁа-яё][а-яё-]+)").match(text, end)
        if match is None:
            break
        steps += 1
        end = match.end(1)
        last = _about(match.group(1))
    if head is None:
        return 0
    if adjectives == 0 and opening and word.lower() in world.lower:
        # "Компания сообщила": a common word at the start of a sentence
        stop = _genitives(world, end)
        if stop == end or about.lemma not in (
            "министерство",
            "служба",
            "университет",
            "институт",
            "академия",
            "федерация",
            "ассоциация",
            "союз",
            "агентство",
            "фонд",
            "комитет",
        ):
            return 0
    stop = _genitives(world, end)
    if adjectives == 0 and stop == end:
        if opening or unit.start == 0:
            return 0
        if not _mid_capital(world, unit):
            return 0
    if opening and adjectives and about.known and about.common and not _of_place(word):
        # "Местная администрация", "Последний батальон": only adjectives made of names say whose it is
        if group or not any(c.isupper() for c in text[unit.end : stop]) or word.lower() in world.lower:
            return 0
    found = mention(unit.start, stop, "group" if group else "organisation")
    world.found.append(found)
    used = 1
    while at + used < len(run) and run[at + used].start < stop:
        used += 1
    return used


def _of_place(word: str) -> bool:
    """Whether an adjective may be made of a place's name: Московский, Тульский."""
    small = normalise(word).text
    return re.search(r"(?<!че)(?:ск|цк)(?:ий|ая|ое|ого|ой|ому|им|ом|ую|ие|их)\Z", small) is not None


def _mid_capital(world: _Text, unit: _Unit) -> bool:
    return world.text[unit.start].isupper()


def _place_at(world: _Text, run: list[_Unit], at: int, opening: bool, loud: bool) -> int:
    """A place that begins here."""
    lists, text = world.lists, world.text
    unit = run[at]
    about = _about(unit.word)
    # "Ленинградская область", "Чёрное море"
    if about.adjective and not about.patronymic:
        end = unit.end
        for _ in range(2):
            match = re.compile(r"[\s\u00a0]([А-ЯЁа-яё][а-яё-]+)").match(text, end)
            if match is None:
                break
            word = _about(match.group(1))
            end = match.end(1)
            if not word.lemmas.isdisjoint(lists.places):
                if opening and about.common and not _of_place(unit.word):
                    return 0
                if world.by_start.get(match.start(1)) is not None:
                    return 0
                world.found.append(mention(unit.start, end, "place"))
                used = 1
                while at + used < len(run) and run[at + used].start < end:
                    used += 1
                return used
            if not word.adjective:
                break
    # "Республика Коми", "Мыс Доброй Надежды"
    if not opening and not about.lemmas.isdisjoint(lists.places) and at + 1 < len(run) and not about.given:
        following = run[at + 1]
        if following.listed is None and not following.link:
            world.found.append(mention(unit.start, following.end, "place"))
            return 2
    # cities of several words
    for size in (3, 2):
        if at + size <= len(run) and all(one.listed is None for one in run[at + 1 : at + size]):
            where = _world(text[unit.start : run[at + size - 1].end])
            if where is not None and not where.weak:
                world.found.append(mention(unit.start, run[at + size - 1].end, where.type, where.country))
                return size
    return 0


def _person_at(world: _Text, run: list[_Unit], at: int, opening: bool, loud: bool) -> int:
    """A person named by more than one word."""
    lists, text = world.lists, world.text
    units: list[_Unit] = []
    for unit in run[at:]:
        if unit.listed is not None and (
            unit.type != "person" and not (unit.type in ("place", "state") and units and " " not in unit.word)
        ):
            break
        units.append(unit)
        if len(units) == 5:
            break
    if loud and not any(_INITIAL.fullmatch(one.word) for one in units):
        # in a line of capitals only what has both a given name and a surname
        if len(units) < 2 or not (
            _about(units[0].word).given and (_about(units[1].word).surname or units[1].type == "person")
        ):
            return 0
        units = units[:2]
    first = units[0]
    if _ACRONYM.fullmatch(first.word) and len(first.word) > 1 and not loud:
        return 0
    before = world.before(first.start)
    titled = bool(before) and (_lemma_in(before, lists.titles) or first.start - 1 in world.titled)
    # drop words behind that are something else: known common words, acronyms
    stop = 1
    while stop < len(units):
        one = units[stop]
        other = _about(one.word)
        if one.listed is None and not _INITIAL.fullmatch(one.word):
            if _ACRONYM.fullmatch(one.word) and len(one.word) > 1 and not loud:
                break
            if other.common and not (other.surname or other.given) and stop >= 2:
                break
            where = _world(one.word)
            if (
                where is not None
                and where.size > 300_000
                and not other.surname
                and (stop >= 2 or where.type == "organisation")
            ):
                break
        stop += 1
    units = units[:stop]
    if len(units) < 2:
        return 0
    names = [_about(one.word) for one in units]
    body = _world(first.word)
    if body is not None and body.type == "organisation" and not names[0].given and not names[0].surname:
        return 0
    if names[0].body and not names[0].given and not names[0].surname:
        return 0
    initials = any(_INITIAL.fullmatch(one.word) for one in units)
    if initials:
        if all(_INITIAL.fullmatch(one.word) for one in units):
            return 0
        # "Петров А. Б.", "А. Б. Петров"
        words = [index for index, one in enumerate(units) if not _INITIAL.fullmatch(one.word)]
        last = words[0] if _INITIAL.fullmatch(units[0].word) else 0
        if last == 0:
            while last + 1 < len(units) and _INITIAL.fullmatch(units[last + 1].word):
                last += 1
            if last == 0:
                units = units[: words[1] if len(words) > 1 else 1]
                return _make_person(world, units) if len(units) > 1 else 0
        return _make_person(world, units[: last + 1])
    given = (
        names[0].given
        or any(one.patronymic for one in names)
        or (len(units) > 1 and names[1].given and not names[0].common and not names[0].place)
    )
    if (
        names[0].given
        and opening
        and names[0].common
        and not (names[1].surname or names[1].patronymic or _surnamish(units[1].word) or not names[1].known)
    ):
        given = False
    if (
        given
        and len(units) >= 2
        and units[1].listed is not None
        and units[1].type in ("place", "state")
        and names[0].given
        and not names[1].surname
    ):
        return _make_person(world, units[:2]) if not names[0].place else 0
    if given or titled:
        if (
            titled
            and not given
            and _world(first.word) is not None
            and _world(text[first.start : units[1].end]) is None
            and (names[0].place or not names[0].surname)
        ):
            return 0  # "мэр Тулы Иванов"
        if titled and not given and names[0].adjective and names[0].common and not names[0].surname:
            return 0
        return _make_person(world, units)
    if opening and names[0].common and not names[0].surname:
        return 0
    where = _world(first.word)
    if where is not None and not names[0].surname and not (units[-1].type == "person" and len(units) == 2):
        return 0
    if any(one.listed is not None for one in units):
        if units[-1].type == "person" and not names[0].common and not names[0].place:
            return _make_person(world, units)
        return 0
    latin = first.word[0] < "Ѐ"
    if latin:
        place_before = bool(before) and _lemma_in(before, lists.things)
        if not place_before:
            world.found.append(mention(first.start, units[-1].end, "organisation"))
        return len(units)
    if any(one.common and not one.surname for one in names[1:]):
        return 0
    if names[0].place or names[0].body:
        return 0
    if names[0].adjective and names[0].common:
        return 0
    if bool(before) and (
        _lemma_in(before, lists.places) or (before.lower() in lists.cues and not _surnamish(units[-1].word))
    ):
        world.found.append(mention(first.start, units[-1].end, "place"))
        return len(units)
    if bool(before) and (_lemma_in(before, lists.heads) or _lemma_in(before, lists.quoted)):
        world.found.append(mention(first.start, units[-1].end, "organisation"))
        return len(units)
    return _make_person(world, units)


def _surnamish(word: str) -> bool:
    small = normalise(word).text
    return _SURNAME.search(small) is not None or small.endswith(_CASES)


def _make_person(world: _Text, units: list[_Unit]) -> int:
    start, end = units[0].start, units[-1].end
    tail = _TAIL.match(world.text, end)
    if tail is not None:
        end = tail.end()
    for one in units:
        if one.listed is not None:
            world.dropped.add(id(one.listed))
    entity = next((one.listed.name for one in units if one.listed is not None and one.type == "person"), None)
    found = mention(start, end, "person", entity.country if entity and len(units) == 1 else None)
    world.found.append(found)
    for one in units:
        about = _about(one.word)
        if not _INITIAL.fullmatch(one.word) and not about.patronymic:
            world.persons.setdefault(surname_base(one.word), found)
    return len(units)


def _single(world: _Text, unit: _Unit, opening: bool, loud: bool, previous: _Unit | None) -> None:
    """One capitalised word."""
    lists, _text, word = world.lists, world.text, unit.word
    if len(word) < 2 or _INITIAL.fullmatch(word) or any(char.isdigit() for char in word):
        return
    if word[0] < "Ѐ" and not _ACRONYM.fullmatch(word):
        before = world.before(unit.start)
        if len(word) > 2 and not (before and _lemma_in(before, lists.things)):
            world.found.append(mention(unit.start, unit.end, "organisation"))
        return
    about = _about(word)
    where = _world(word)
    if not about.lemmas.isdisjoint(lists.not_names):
        return
    before = world.before(unit.start)
    if loud:
        if where is not None and where.size >= 300_000 and not about.common and len(word) > 3:
            world.found.append(mention(unit.start, unit.end, where.type, where.country))
        elif about.place and not about.common:
            world.found.append(mention(unit.start, unit.end, "place"))
        return
    if _ACRONYM.fullmatch(word) and not word.endswith("-"):
        if word not in lists.not_bodies and not re.fullmatch(r"[IVXLC]+|.*\d.*", word):
            world.found.append(
                mention(unit.start, unit.end, where.type if where and not where.weak else "organisation")
            )
        return
    titled = bool(before) and not opening and (_lemma_in(before, lists.titles) or unit.start - 1 in world.titled)
    named_place = bool(before) and not opening and _lemma_in(before, lists.places)
    if named_place and not (about.common and not where and about.lemma in lists.heads):
        if not about.common or where is not None or about.place or not about.adjective or before[:1].islower():
            world.found.append(mention(unit.start, unit.end, "place", where.country if where else None))
            world.types.setdefault(surname_base(word), "place")
            return
    if where is not None and before.lower() not in lists.cues and surname_base(word) in world.persons:
        world.doubtful.append((unit, opening))  # "о Пушкине", named in full before
        return
    strong_place = where is not None and where.type == "place" and not where.weak
    if strong_place and where is not None:
        if about.common and (opening or not about.place) and where.size < 1_000_000:
            strong_place = not opening and before.lower() in lists.cues
        if (about.surname or about.given) and not about.place and before.lower() not in lists.cues:
            strong_place = False
        if strong_place and not titled:
            world.found.append(mention(unit.start, unit.end, "place", where.country))
            return
    if where is not None and where.type == "organisation" and not where.weak and not about.common:
        world.found.append(mention(unit.start, unit.end, "organisation", where.country))
        return
    if about.place and not (about.common and opening) and not about.surname and surname_base(word) not in world.persons:
        world.found.append(mention(unit.start, unit.end, "place"))
        return
    if about.body and not (about.common and opening):
        world.found.append(mention(unit.start, unit.end, "organisation"))
        return
    if (
        titled
        and (not about.common or about.surname or about.given)
        and not (about.adjective and about.known and not about.surname)
    ):
        world.found.append(found := mention(unit.start, unit.end, "person"))
        world.persons.setdefault(surname_base(word), found)
        return
    if about.common and opening and not (about.surname and surname_base(word) in world.persons):
        if not (about.given or about.surname) or word.lower() in world.lower:
            return
        if about.common:
            world.doubtful.append((unit, True))
        return
    if about.common and not (about.surname or about.given or about.place):
        return
    world.doubtful.append((unit, opening))


def _settle(world: _Text) -> None:
    lists, _text = world.lists, world.text
    seen: dict[str, NameType] = {}
    firm = {surname_base(unit.word) for unit, opening in world.doubtful if not opening}
    for unit, opening in world.doubtful:
        word = unit.word
        base = surname_base(word)
        about = _about(word)
        person = world.persons.get(base)
        if person is not None and not (about.common and opening and not about.surname):
            name = person.name
            world.found.append(mention(unit.start, unit.end, "person", name.country, "mention", name.entity))
            continue
        if about.common and opening and base not in firm:
            continue
        before = world.before(unit.start).lower() if not opening else ""
        type: NameType | None = world.types.get(base) or seen.get(base)
        if type is None:
            where = _world(word)
            if (about.surname or about.given) and not (before in ("в", "во", "из") and not about.given):
                type = "person"
            elif about.place or (where is not None and not where.weak and before in lists.cues):
                type = "place"
            elif before in ("в", "во", "из", "под", "у", "близ", "возле", "около", "через", "на"):
                type = "place" if not (before in ("у", "на") and _surnamish(word)) else "person"
            elif before and (_lemma_in(before, lists.heads) or _lemma_in(before, lists.quoted)):
                type = "organisation"
            elif about.adjective and about.known:
                type = None
            elif (before and _lemma_in(before, lists.nouns)) or "-эль-" in word.lower() or "-ас-" in word.lower():
                type = "place"
            elif where is not None and not where.weak:
                type = where.type
            elif (opening and about.known) or (opening and base not in firm and not _surnamish(word)):
                type = None
            else:
                type = "person"
            if type is not None:
                seen[base] = type
        if type is not None:
            world.found.append(mention(unit.start, unit.end, type))
