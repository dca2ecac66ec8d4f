"""A draft against a finished file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.accords import library
from mithaq.accords.model import Accord, Deadline
from mithaq.errors import InputError
from mithaq.evaluation.accords import _assign, compare, drafted, main, part_of, table, text_of


@pytest.fixture
def accord() -> Accord:
    return next(iter(library().values()))


def test_a_file_agrees_with_itself(accord: Accord) -> None:
    found = compare(accord, accord)
    assert [right for _, right, _ in found.rows()] == [of for _, _, of in found.rows()]
    assert found.misses == []


def test_letters_of_promises_do_not_matter(accord: Accord) -> None:
    ids = {one.id: f"x{n}" for n, one in enumerate(accord.stipulations)}
    renamed = tuple(
        replace(
            one,
            id=ids[one.id],
            deadline=replace(one.deadline, after=ids.get(one.deadline.after or "", one.deadline.after))
            if one.deadline
            else None,
        )
        for one in reversed(accord.stipulations)
    )
    assert compare(replace(accord, stipulations=renamed), accord).misses == []


def test_what_is_missing_or_different_is_told(accord: Accord) -> None:
    first, second, *rest = accord.stipulations
    other = replace(second, obligors=("FRA",), deadline=Deadline(by="2030-01-01"))
    found = compare(replace(accord, stipulations=(other, *rest)), accord)
    assert found.paired == found.wanted - 1
    assert found.obligors == found.deadlines == found.paired - 1
    assert any(first.kind in miss and "missing" in miss for miss in found.misses)
    assert any("FRA" in miss and "2030-01-01" in miss for miss in found.misses)


def test_finer_clauses_count_for_the_clause_around_them(accord: Accord) -> None:
    one = accord.stipulations[0]
    finer = replace(accord.provisions[0], id=f"{one.provision}-a", parent=one.provision)
    changed = replace(
        accord,
        provisions=(*accord.provisions, finer),
        stipulations=(replace(one, provision=finer.id), *accord.stipulations[1:]),
    )
    assert compare(changed, accord).paired == len(accord.stipulations)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_pairs_are_one_to_one_and_the_best(weights: list[list[int]]) -> None:
    found = _assign(weights)
    taken = [column for column in found if column is not None]
    assert len(set(taken)) == len(taken)

    def best(row: int, left: frozenset[int]) -> int:
        if row == len(weights):
            return 0
        own = [weights[row][column] + best(row + 1, left - {column}) for column in left]
        return max([best(row + 1, left), *own])

    got = sum(weights[row][column] for row, column in enumerate(found) if column is not None)
    assert got == best(0, frozenset(range(3)))


def test_a_folder_without_texts_is_told(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError):
        list(drafted(tmp_path))
    assert main([]) == 2
    assert "folder" in capsys.readouterr().err


def test_the_table_has_a_line_an_accord_and_the_sum(accord: Accord) -> None:
    lines = list(table([(accord.id, compare(accord, accord))]))
    assert len(lines) == 3
    assert "1.00" in lines[1]


def test_of_a_part_of_an_agreement_only_its_clauses_are_compared(accord: Accord, tmp_path: Path) -> None:
    first = accord.provisions[0].id
    file = tmp_path / f"{accord.id}.en.txt"
    head = f"# https://example.org\n# clauses: {first}\n"
    file.write_text(head + f"{first}. Both sides shall observe a full ceasefire.\n", encoding="utf-8")
    printed = text_of(file)
    assert printed.text.startswith(f"{first}. Both")
    assert printed.clauses == {first: first}
    part = part_of(accord, frozenset({first}))
    assert {one.provision for one in part.stipulations} == {first}
    ((name, found),) = drafted(tmp_path)
    assert (name, found.wanted) == (f"{accord.id}.en", len(part.stipulations))
    with pytest.raises(InputError, match="has no clauses 99"):
        part_of(accord, frozenset({"99"}))


def test_a_text_that_is_refused_counts_as_nothing_found(accord: Accord, tmp_path: Path) -> None:
    (tmp_path / f"{accord.id}.en.txt").write_text("A quiet day, the report says.\n", encoding="utf-8")
    ((_, found),) = drafted(tmp_path)
    assert (found.wanted, found.paired) == (len(accord.stipulations), 0)
