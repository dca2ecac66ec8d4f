"""How well an accord's file was drafted: a draft against the file a person wrote, clause by clause.

`python -m mithaq.evaluation.accords FOLDER` drafts every `<accord id>.<language>.txt` of a folder and compares each
with the accord of that id in the library, or in a second folder, of YAML files; several parts of one agreement are
named `<accord id>-<part>.<language>.txt`. First lines that begin with "# " tell where a text is from and are left out:

* "# clauses: 1 2 3" says that the text is only a part, and that only these clauses (with all in them) are compared;
  "prisoners-1=1" among them is a clause that the file calls prisoners-1 and that stands in the part as 1;
* "# parties: YEM houthis" gives the sides, for a part without the preamble that names them.

Ids of promises are never compared: two files may letter them differently.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mithaq.accords import library
from mithaq.accords.durations import add
from mithaq.accords.load import read_accord
from mithaq.accords.model import Accord, Deadline, Stipulation
from mithaq.errors import InputError, MithaqError

SOURCE = "# "
"""Begins the first lines of a text, which tell where it is from."""
CLAUSES = "# clauses:"
PARTIES = "# parties:"
_DAY = date(2001, 1, 1)


@dataclass(slots=True)
class Comparison:
    """Counts of a draft against a file: wanted are those of the file, drafted those of the draft.

    paired: promises of both that speak of the same; of them obligors, deadlines and kinds that agree.
    misses: what is missing, too much or different, each in one line.
    """

    provisions: int = 0
    provisions_found: int = 0
    wanted: int = 0
    drafted: int = 0
    paired: int = 0
    obligors: int = 0
    deadlines: int = 0
    kinds: int = 0
    misses: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, int, int]]:
        """(what, right, of how many)."""
        yield "provisions found", self.provisions_found, self.provisions
        yield "stipulations found", self.paired, self.wanted
        yield "stipulations right", self.paired, self.drafted
        yield "obligor right", self.obligors, self.paired
        yield "deadline right", self.deadlines, self.paired
        yield "kind right", self.kinds, self.paired

    def added(self, other: Comparison) -> Comparison:
        """The counts of two comparisons together."""
        names = ("provisions", "provisions_found", "wanted", "drafted", "paired", "obligors", "deadlines", "kinds")
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Comparison(**sums, misses=[*self.misses, *other.misses])


def compare(draft: Accord, accord: Accord) -> Comparison:
    """A draft against the file that a person wrote."""
    out = Comparison(provisions=len(accord.provisions))
    drafted = {_number(one.id) for one in draft.provisions}
    for provision in accord.provisions:
        if _number(provision.id) in drafted:
            out.provisions_found += 1
        else:
            out.misses.append(f"clause {provision.id} is missing: {_first(provision.summary)}")
    out.wanted, out.drafted = len(accord.stipulations), len(draft.stipulations)
    common = drafted & {_number(one.id) for one in accord.provisions}
    wanted = _by_clause(accord, common)
    found = _by_clause(draft, common)
    pairs: list[tuple[Stipulation, Stipulation]] = []
    for number, ours in wanted.items():
        theirs = found.get(number, [])
        weights = [[_agreement(one, other) for other in theirs] for one in ours]
        for row, column in enumerate(_assign(weights)):
            if column is not None:
                pairs.append((ours[row], theirs[column]))
    steps = {other.id: one.id for one, other in pairs}
    days = (_days(accord), _days(draft))
    both = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    out.paired = len(pairs)
    for one, other in pairs:
        who, when, what = (
            set(one.obligors) == set(other.obligors),
            _same_deadline(one.deadline, other.deadline, steps, days),
            one.kind == other.kind,
        )
        out.obligors, out.deadlines, out.kinds = out.obligors + who, out.deadlines + when, out.kinds + what
        wrong = [] if who else [f"obligors {', '.join(other.obligors)}, not {', '.join(one.obligors)}"]
        wrong += [] if when else [f"deadline {_told(other.deadline)}, not {_told(one.deadline)}"]
        wrong += [] if what else [f"kind {other.kind}, not {one.kind}"]
        if wrong:
            out.misses.append(f"{one.id}: {'; '.join(wrong)}: {_first(other.summary)}")
    for one in accord.stipulations:
        if id(one) not in both[0]:
            out.misses.append(f"{one.id} is missing ({one.kind}): {_first(one.summary)}")
    for other in draft.stipulations:
        if id(other) not in both[1]:
            out.misses.append(f"too much in clause {other.provision} ({other.kind}): {_first(other.summary)}")
    return out


def _number(id: str) -> str:
    """A clause's number without what two people may write differently: "Article-6" and "6" are the same."""
    return re.sub(r"^(?:article|art|point|clause|section|p)-?(?=\d)", "", id.lower())


def _by_clause(accord: Accord, common: set[str]) -> dict[str, list[Stipulation]]:
    """Promises by the smallest clause around them that both files have."""
    parents = {one.id: one.parent for one in accord.provisions}
    out: dict[str, list[Stipulation]] = {}
    for one in accord.stipulations:
        at: str | None = one.provision
        while at is not None and _number(at) not in common:
            above = parents.get(at)
            at = above if above is not None else (at.rpartition("-")[0] or None)
        out.setdefault(_number(at) if at is not None else "", []).append(one)
    return out


def _agreement(one: Stipulation, other: Stipulation) -> float:
    """How much two promises of one clause have in common; 0 if they cannot be the same."""
    score = 4.0 if one.kind == other.kind else 0.0
    if one.deadline is not None and other.deadline is not None:
        score += 3.0 if _same_deadline(one.deadline, other.deadline, None) else 0.0
    for mine, theirs, weight in (
        (one.places, other.places, 2.0),
        (one.obligors, other.obligors, 1.0),
        (one.beneficiaries, other.beneficiaries, 0.5),
    ):
        if mine and theirs:
            score += weight * len(set(mine) & set(theirs)) / len({*mine, *theirs})
    score += 1.0 if one.quantity is not None and one.quantity == other.quantity else 0.0
    return score + (1.0 if one.duration is not None and one.duration == other.duration else 0.0)


def _same_deadline(
    one: Deadline | None,
    other: Deadline | None,
    steps: Mapping[str, str] | None,
    days: tuple[_Days, _Days] | None = None,
) -> bool:
    """Whether two deadlines fall on the same day. steps: ids of the second's file to those of the first's, or None
    not to compare what is waited for. days: the day of each step of the first's file, of the second's."""
    if one is None or other is None:
        return one is None and other is None
    if one.by or other.by:
        # "by the 17th", and "within two days after the ceasefire", which begins on the 15th
        mine, theirs = (_day(one, days[0]), _day(other, days[1])) if days else (one.by, other.by)
        return mine == theirs
    if add(_DAY, one.within or "P0D") != add(_DAY, other.within or "P0D"):
        return False
    return steps is None or one.after == other.after or steps.get(other.after or "") == one.after


_Days = Mapping[str, date]


def _days(accord: Accord) -> _Days:
    """The days on which steps of a file happen, where it tells them: signing, and promises that begin on a day."""
    out = {"signature": date.fromisoformat(accord.signed)}
    out["in-force"] = date.fromisoformat(accord.in_force or accord.signed)
    out.update({one.id: date.fromisoformat(one.start[:10]) for one in accord.stipulations if one.start})
    return out


def _day(deadline: Deadline, days: _Days) -> str | None:
    """The day a deadline falls on, None if its step has none."""
    if deadline.by:
        return deadline.by
    step = days.get(deadline.after or "")
    return add(step, deadline.within).isoformat() if step is not None and deadline.within else None


def _assign(weights: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row a column of its own, or None, so that the sum of their weights is the largest; weights of 0 never
    pair. The Hungarian method, on costs; at most some dozens of rows."""
    rows, columns = len(weights), max((len(row) for row in weights), default=0)
    if not rows or not columns:
        return [None] * rows
    size = max(rows, columns)
    cost = [[-(weights[r][c] if r < rows and c < columns else 0.0) for c in range(size)] for r in range(size)]
    left, right, match = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], column = row, 0
        least, used, way = [float("inf")] * (size + 1), [False] * (size + 1), [0] * (size + 1)
        while match[column]:
            used[column] = True
            here, delta, after = match[column], float("inf"), 0
            for other in range(1, size + 1):
                if used[other]:
                    continue
                slack = cost[here - 1][other - 1] - left[here] - right[other]
                if slack < least[other]:
                    least[other], way[other] = slack, column
                if least[other] < delta:
                    delta, after = least[other], other
            for other in range(size + 1):
                if used[other]:
                    left[match[other]] += delta
                    right[other] -= delta
                else:
                    least[other] -= delta
            column = after
        while column:
            match[column], column = match[way[column]], way[column]
    out: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        row = match[column] - 1
        if 0 <= row < rows and weights[row][column - 1] > 0:
            out[row] = column - 1
    return out


def _told(deadline: Deadline | None) -> str:
    if deadline is None:
        return "none"
    return deadline.by or f"{deadline.within} after {deadline.after}"


def _first(words: Mapping[str, str]) -> str:
    said = next(iter(words.values()), "")
    return said if len(said) <= 120 else said[:120].rsplit(" ", 1)[0] + " …"


def table(rows: Iterable[tuple[str, Comparison]]) -> Iterator[str]:
    """One line an accord, shares of 1, and the sum of all below."""
    heads = ("provisions", "found", "precision", "obligor", "deadline", "kind", "promises")
    yield f"{'':44}" + "".join(f"{head:>11}" for head in heads)
    whole = Comparison()
    for name, one in rows:
        whole = whole.added(one)
        yield _line(name, one)
    yield _line("all", whole)


def _line(name: str, one: Comparison) -> str:
    shares = [f"{right / of:.2f}" if of else "-" for _, right, of in one.rows()]
    return f"{name:44}" + "".join(f"{share:>11}" for share in [*shares, str(one.wanted)])


@dataclass(frozen=True, slots=True)
class Printed:
    """An agreement's text as a page prints it. clauses: those it holds, by the file's id, with their number in the
    text; None for all. parties: the sides, if the text does not name them."""

    text: str
    clauses: Mapping[str, str] | None = None
    parties: tuple[str, ...] = ()


def text_of(path: Path) -> Printed:
    """An agreement's text without the lines that tell where it is from."""
    text = path.read_text(encoding="utf-8")
    clauses: dict[str, str] | None = None
    parties: tuple[str, ...] = ()
    while text.startswith(SOURCE):
        line, _, text = text.partition("\n")
        if line.startswith(CLAUSES):
            named = (one.partition("=") for one in line.removeprefix(CLAUSES).split())
            clauses = {id: number or id for id, _, number in named}
        elif line.startswith(PARTIES):
            parties = tuple(line.removeprefix(PARTIES).split())
    return Printed(text, clauses, parties)


def renamed(draft: Accord, clauses: Mapping[str, str]) -> Accord:
    """A draft of a part with only the clauses that are compared, under the file's ids. clauses: the file's id to the
    draft's. Others are left out: they may have the number of one that is compared (a list of principles before the
    clauses), and the file's promises of them are not asked for either."""
    names = {_number(number): id for id, number in clauses.items()}

    def name(id: str) -> str | None:
        head, tail = id, ""
        while head:
            if _number(head) in names:
                return names[_number(head)] + tail
            head, dash, last = head.rpartition("-")
            tail = f"{dash}{last}{tail}"
        return None

    provisions = [(name(one.id), one) for one in draft.provisions]
    stipulations = [(name(one.provision), one) for one in draft.stipulations]
    return replace(
        draft,
        provisions=tuple(
            replace(one, id=id, parent=None if one.parent is None else name(one.parent))
            for id, one in provisions
            if id is not None
        ),
        stipulations=tuple(replace(one, provision=id) for id, one in stipulations if id is not None),
    )


def part_of(accord: Accord, clauses: Iterable[str]) -> Accord:
    """An accord with these clauses alone, and those in them. Raises InputError for a clause it does not have."""
    clauses = frozenset(clauses)
    unknown = clauses - {one.id for one in accord.provisions}
    if unknown:
        named = ", ".join(sorted(unknown))
        raise InputError(f"{accord.id} has no clauses {named}", mend="correct the text's first lines")
    kept: set[str] = set(clauses)
    for one in accord.provisions:
        if one.parent in kept:
            kept.add(one.id)
    return replace(
        accord,
        provisions=tuple(one for one in accord.provisions if one.id in kept),
        stipulations=tuple(one for one in accord.stipulations if one.provision in kept),
    )


def drafted(folder: Path, accords: Mapping[str, Accord] | None = None) -> Iterator[tuple[str, Comparison]]:
    """Every text of a folder that is named for an accord, drafted and compared. accords: by id; None: the library.

    Raises InputError for a folder without such texts. A text that cannot be drafted is told on standard error.
    """
    from mithaq.drafting.draft import draft

    known = library() if accords is None else accords
    files = [one for one in sorted(folder.glob("*.txt")) if one.name.count(".") == 2]
    if not files:
        raise InputError("no texts of accords here", place=str(folder), mend="name them <accord id>.<language>.txt")
    for file in files:
        stem, code, _ = file.name.split(".")
        id = max((one for one in known if stem == one or stem.startswith(f"{one}-")), key=len, default=None)
        if id is None:
            print(f"{file.name}: there is no accord {stem}", file=sys.stderr)
            continue
        printed = text_of(file)
        accord = known[id] if printed.clauses is None else part_of(known[id], printed.clauses)
        try:
            made = draft(
                printed.text,
                file=file.name,
                sha256=hashlib.sha256(printed.text.encode()).hexdigest(),
                code=code,
                signed=accord.signed,
                id=id,
                parties=printed.parties,
            ).accord
        except MithaqError as error:
            # Nothing was found of it: it counts, or refusing would raise the score.
            print(f"{file.name}: {error}", file=sys.stderr)
            yield f"{stem}.{code}", Comparison(len(accord.provisions), 0, len(accord.stipulations))
            continue
        yield f"{stem}.{code}", compare(renamed(made, printed.clauses) if printed.clauses else made, accord)


def main(arguments: Sequence[str]) -> int:
    """Print the table for a folder, and with `--errors` what is missing, too much or different; 2 for a wrong call."""
    if not arguments:
        print("give one folder of texts named <accord id>.<language>.txt", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog="python -m mithaq.evaluation.accords", description="Score drafts of accords.")
    parser.add_argument("folder", type=Path, help="texts named <accord id>.<language>.txt")
    parser.add_argument("accords", type=Path, nargs="?", help="a folder of YAML files in place of the library")
    parser.add_argument("--errors", action="store_true", help="list what is missing, too much or different")
    given = parser.parse_args(arguments)
    accords = None
    if given.accords is not None:
        accords = {one.id: one for one in map(read_accord, sorted(given.accords.glob("*.yaml")))}
    rows = list(drafted(given.folder, accords))
    for line in table(rows):
        print(line)
    if given.errors:
        for name, one in rows:
            for miss in one.misses:
                print(f"{name}  {miss}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
