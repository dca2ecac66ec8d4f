"""A small world to link in: a gazetteer of its own, and claims made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from mithaq.accords import Accord, library
from mithaq.gazetteer import Entity, Gazetteer, Tenure, Title
from mithaq.languages.base import Effect
from mithaq.linking import Evidence, link
from mithaq.reading.claims import Claim, Modality, Name, NameType, Quantity, Reading, Reference, Relation, Time
from mithaq.reports.model import Report, Span

FIRST, SECOND = "karabakh-2020-11-09", "karabakh-2021-01-11"
ACCORDS = {id: library()[id] for id in (FIRST, SECOND)}
"""Those of this world; other accords of the library are of other conflicts, which reports here speak of too."""
TEXT = "x" * 400


def place(id: str, name: str, country: str | None, *part_of: str, capital_of: str | None = None) -> Entity:
    return Entity(id, "place", {"en": (name,)}, country=country, part_of=part_of, capital_of=capital_of)


_STATES = {
    "AZE": "Azerbaijan", "ARM": "Armenia", "RUS": "Russia", "TUR": "Turkey", "GEO": "Georgia",
    "YEM": "Yemen", "LBY": "Libya", "UKR": "Ukraine",
}  # fmt: skip
_ENTITIES = [
    *(Entity(id, "state", {"en": (name,)}, country=id) for id, name in _STATES.items()),
    Entity("nagorno-karabakh", "place", {"en": ("Nagorno-Karabakh",)}, country="AZE", classes=("region", "authority")),
    place("kalbajar-district", "Kalbajar", "AZE"),
    place("kalbajar", "Kalbajar", "AZE", "kalbajar-district"),
    place("istisu", "Istisu", "AZE", "kalbajar-district"),
    place("agdam-district", "Agdam", "AZE"),
    place("lachin-district", "Lachin", "AZE"),
    place("lachin-corridor", "Lachin corridor", "AZE", "lachin-district"),
    place("stepanakert", "Stepanakert", "AZE", "nagorno-karabakh"),
    place("ganja", "Ganja", "AZE"),
    place("nakhchivan", "Nakhchivan", "AZE"),
    place("moscow", "Moscow", "RUS", capital_of="RUS"),
    place("sanaa", "Sanaa", "YEM", capital_of="YEM"),
    Entity("ilham-aliyev", "person", {"en": ("Ilham Aliyev",)}, holds=(Tenure("AZE/president"),)),
    Entity("hikmet-hajiyev", "person", {"en": ("Hikmet Hajiyev",)}, holds=(Tenure("AZE/presidential-aide"),)),
    Entity("unhcr", "organisation", {"en": ("UNHCR",)}, classes=("international",)),
    Entity("tass", "organisation", {"en": ("TASS",)}, country="RUS", classes=("agency",)),
    Entity("afp", "organisation", {"en": ("AFP",)}, country="FRA", classes=("agency",)),
    Entity("jam-news", "organisation", {"en": ("JAMnews",)}, classes=("outlet",)),
    Entity("houthis", "group", {"en": ("Houthis",)}, country="YEM"),
]
_TITLES = [
    Title("president", "office", {"en": ("President",)}),
    Title("presidential-aide", "office", {"en": ("presidential aide",)}),
    Title("ministry-of-defence", "organisation", {"en": ("Ministry of Defence",)}),
    Title("human-rights-defender", "office", {"en": ("Human Rights Defender",)}),
    Title("peacekeepers", "group", {"en": ("peacekeepers",)}),
    Title("armed-forces", "group", {"en": ("Armed Forces",)}),
]
WORLD = Gazetteer({one.id: one for one in _ENTITIES}, {one.id: one for one in _TITLES})
_at = count(10)


def name(id: str, type: NameType | None = None) -> Name:
    """A mention of somebody or some place of this world."""
    entity = WORLD.get(id)
    assert entity is not None, id
    start = next(_at) % 300
    return Name(start, start + 3, type or entity.type, id, WORLD.country(id))


def names(ids: str) -> tuple[Name, ...]:
    return tuple(name(id) for id in ids.split())


def when(value: str, relation: Relation = "at") -> Time:
    start = next(_at) % 300
    precision = "day" if len(value) >= 10 else "month" if len(value) == 7 else "year"
    return Time(start, start + 3, value, precision, relation)  # type: ignore[arg-type]


def claim(
    kind: str | None,
    effect: Effect,
    modality: Modality = "happened",
    *,
    actors: str = "",
    to: str = "",
    places: str = "",
    times: Iterable[Time] = (),
    by: str = "",
    event: str = "RETREAT",
    sense: str = "transfer",
    background: bool = False,
    reference: Reference | None = None,
    numbers: Iterable[tuple[float, str | None]] = (),
) -> Claim:
    number = next(_at)
    return Claim(
        5, 300, f"c-{number}", event, None, sense, kind, effect, modality, Span(100, 110),
        actors=names(actors), recipients=names(to), places=names(places), times=tuple(times),
        attribution=names(by), background=background, reference=reference,
        quantities=tuple(Quantity(20, 22, value, unit) for value, unit in numbers),
    )  # fmt: skip


def linked(
    *claims: Claim,
    published: str | None = "2020-11-26",
    outlet: str | None = "jam-news",
    others: str = "",
    accords: Mapping[str, Accord] = ACCORDS,
) -> list[Evidence]:
    """The evidence of a report with these claims, which also names `others`."""
    report = Report.of(TEXT, language="en", outlet=outlet, published=published)
    own = [one for c in claims for one in (*c.actors, *c.recipients, *c.places, *c.attribution)]
    reading = Reading(TEXT, "en", published, names=(*own, *names(others)), claims=claims)
    return link(report, reading, accords, WORLD)


def bears(evidence: Iterable[Evidence]) -> dict[str, str]:
    """Stipulation → bearing, for the first statement."""
    return {one.stipulation: one.bearing for one in evidence if one.accord == FIRST}
