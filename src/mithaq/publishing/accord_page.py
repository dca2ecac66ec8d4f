"""An accord as one page for a browser: its parties, clauses and promises; without script, without network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mithaq import __version__
from mithaq.accords import kinds
from mithaq.accords.model import Accord, Change, Provision, Stipulation
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.publishing import safe
from mithaq.publishing.files import write_whole
from mithaq.publishing.page import environment
from mithaq.publishing.promises import Words, in_language
from mithaq.publishing.terms import agreed_words
from mithaq.publishing.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a promise: its name, and what it says. language: of the words; "" for that of the page."""

    name: str
    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as the page shows it."""

    id: str
    words: Words
    terms: tuple[Term, ...]
    unsure: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision with its promises."""

    id: str
    title: Words
    words: Words
    parent: str | None
    promises: tuple[Promise, ...]


def write_accord_page(accord: Accord, path: Path, *, language: str) -> None:
    """Write the accord as one self-contained HTML page in a language ("en", "ru", "ar").

    The same accord gives the same bytes. Raises LanguageError, InputError (a place that cannot be written).
    """
    write_whole(Path(path), render_accord(accord, language=language).encode("utf-8"))


def render_accord(accord: Accord, *, language: str) -> str:
    """The page as text; see `write_accord_page`."""
    texts, gazetteer = wording(language), load_gazetteer()
    code = next((code for code in (language, "en", *accord.names) if accord.names.get(code)), language)
    name = accord.names[code][0] if accord.names.get(code) else accord.id
    by_provision: dict[str, list[Stipulation]] = {}
    for one in accord.stipulations:
        by_provision.setdefault(one.provision, []).append(one)
    parents = {one.parent for one in accord.provisions}

    def label(id: str) -> str:
        return gazetteer.label(id, language)

    return environment().get_template("accord.html").render(
        t=texts,
        accord=accord,
        name=Words(name, code),
        parties=[
            (
                label(party.entity),
                texts.names([texts(f"roles.{role}") for role in party.roles]),
                texts("accord.signed_by", names=texts.names([label(one) for one in party.signatories]))
                if party.signatories
                else "",
            )
            for party in accord.parties
        ],
        place=label(accord.place) if accord.place else "",
        changes=[_change(one, texts) for one in accord.changes],
        clauses=[_clause(one, by_provision.get(one.id, ()), texts, gazetteer) for one in accord.provisions],
        parents=parents,
        sources=[safe.plain(one, safe.ADDRESS) for one in accord.sources],
        version=__version__,
        link=safe.link,
    )  # fmt: skip


def _clause(one: Provision, promises: Sequence[Stipulation], texts: Wording, gazetteer: Gazetteer) -> Clause:
    return Clause(
        one.id,
        in_language(one.title, texts.language),
        in_language(one.summary, texts.language),
        one.parent,
        tuple(_promise(promise, texts, gazetteer) for promise in promises),
    )


def _promise(one: Stipulation, texts: Wording, gazetteer: Gazetteer) -> Promise:
    def labels(ids: Sequence[str]) -> str:
        return texts.names([gazetteer.label(id, texts.language) for id in ids])

    kind = kinds().get(one.kind)
    called = in_language(kind.label, texts.language) if kind is not None else Words(one.kind, "en")
    amount = " ".join(
        part for part in (f"{one.quantity:g}" if one.quantity is not None else "", one.unit or "") if part
    )
    terms = [
        Term(texts("promise.kind"), called.text, called.language),
        Term(texts("promise.owes"), labels(one.obligors)),
        Term(texts("promise.to"), labels(one.beneficiaries)),
        Term(texts("accord.places"), labels(one.places)),
        Term(texts("accord.object"), one.object or "", "en"),
        Term(texts("accord.quantity"), amount, "en"),
        Term(texts("accord.start"), _moment(one.start, texts)),
        Term(texts("promise.due"), agreed_words(one.deadline, texts) if one.deadline is not None else ""),
        Term(texts("promise.term"), texts.duration(one.duration) if one.duration else ""),
        Term(texts("accord.period"), texts.duration(one.period) if one.period else ""),
        Term(texts("accord.renewal"), one.renewal or "", "en"),
        Term(texts("promise.condition"), one.condition or "", "en"),
    ]
    unsure = texts("accord.unsure", keys=", ".join(one.unsure)) if one.unsure else ""
    return Promise(one.id, in_language(one.summary, texts.language), tuple(t for t in terms if t.words), unsure)


def _moment(start: str | None, texts: Wording) -> str:
    if start is None:
        return ""
    # A time runs from left to right in any script.
    return texts.names([texts.day(start[:10]), *([f"\u2066{start[11:]}\u2069"] if len(start) > 10 else [])])


def _change(one: Change, texts: Wording) -> tuple[str, str]:
    """The promise of another accord, and what is written anew in it."""
    said = []
    if one.deadline is not None:
        said.append(texts("accord.new_deadline", new=agreed_words(one.deadline, texts)))
    if one.duration is not None:
        said.append(texts("accord.new_duration", new=texts.duration(one.duration)))
    if one.quantity is not None:
        said.append(texts("accord.new_quantity", new=f"{one.quantity:g}"))
    if one.ended:
        said.append(texts("accord.ended"))
    return texts("accord.changes_of", stipulation=one.stipulation, clause=one.provision), texts.names(said)
