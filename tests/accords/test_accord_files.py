"""Accord files: what is accepted, and how what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.accords import library, load_accord
from mithaq.accords.load import check_names, read_accord
from mithaq.data import package_file
from mithaq.errors import AccordError

SMALL = """\
id: truce-2030
names: {en: [Truce of 2030]}
signed: "2030-01-10"
parties:
  - {entity: AZE, roles: [signatory]}
  - {entity: ARM, roles: [signatory]}
provisions:
  - {id: "1", summary: {en: Fire ceases.}}
stipulations:
  - id: 1a
    provision: "1"
    kind: ceasefire
    obligors: [AZE, ARM]
    deadline: {by: "2030-02-01"}
    summary: {en: Fire ceases.}
  - id: 1b
    provision: "1"
    kind: prisoner-exchange
    obligors: [AZE]
    beneficiaries: [ARM]
    deadline: {within: P1M, after: 1a}
    summary: {en: Prisoners go home.}
"""


class Everybody:
    """A gazetteer that knows all but one id."""

    def __init__(self, stranger: str = "") -> None:
        self.stranger = stranger

    def __contains__(self, id: object) -> bool:
        return id != self.stranger


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "accord.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(tmp_path: Path, old: str, new: str) -> AccordError:
    assert SMALL.count(old) >= 1
    path = written(tmp_path, SMALL.replace(old, new, 1))
    with pytest.raises(AccordError) as caught:
        load_accord(path, gazetteer=Everybody())
    assert caught.value.place is not None
    assert caught.value.place.startswith(str(path))
    assert caught.value.mend
    return caught.value


def test_a_small_accord_is_read(tmp_path: Path) -> None:
    accord = load_accord(written(tmp_path, SMALL), gazetteer=Everybody())
    assert accord.signed == "2030-01-10"
    assert accord.stipulation("1b").deadline is not None
    assert accord.stipulation("1b").deadline.within == "P1M"  # type: ignore[union-attr]
    assert accord.parties[0].roles == ("signatory",)


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('by: "2030-02-01"', 'by: "2030-02-31"', ":14: stipulations.1.deadline.by", "not an ISO 8601 day"),
        ('by: "2030-02-01"', 'by: "2029-02-01"', "stipulations.1.deadline.by", "before signature"),
        ('by: "2030-02-01"', "by: 2030-02-01", "stipulations.1.deadline.by", "not text"),
        ("kind: ceasefire", "kind: cease-fire", ":12: stipulations.1.kind", "unknown kind 'cease-fire'"),
        ('provision: "1"', 'provision: "2"', "stipulations.1.provision", "no provision '2'"),
        ("id: 1b", "id: 1a", "stipulations.2.id", "given twice"),
        ("entity: ARM", "entity: AZE", "parties.2.entity", "given twice"),
        ("after: 1a", "after: 9z", "stipulations.2.deadline.after", "no stipulation '9z'"),
        ("after: 1a", "after: 1b", "stipulations.2.deadline.after", "waits for itself"),
        ("within: P1M, after: 1a", "within: P1M", "stipulations.2.deadline", "either a day or"),
        ("within: P1M", "within: a month", "stipulations.2.deadline.within", "not an ISO 8601 duration"),
        ("obligors: [AZE]", "obligors: []", "stipulations.2.obligors", "at least 1"),
        ("roles: [signatory]", "roles: [signer]", "parties.1.roles.1", "not one of the words"),
        ("obligors: [AZE]", "obligor: [AZE]", "stipulations.2", "obligor"),
        ("signed:", "signned:", "signed", "is missing"),
        ("id: 1b\n", "id: 1b\n    kind: ceasefire\n", "stipulations.2.kind", "given twice"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, place: str, message: str) -> None:
    error = refused(tmp_path, old, new)
    assert error.place is not None
    assert place in error.place
    assert message in error.message


def test_names_nobody_knows_are_refused(tmp_path: Path) -> None:
    text = SMALL.replace("obligors: [AZE]", "obligors: [unhrc]")
    with pytest.raises(AccordError, match="'unhrc' is not in the gazetteer") as caught:
        load_accord(written(tmp_path, text), gazetteer=Everybody("unhrc"))
    assert "stipulations.2.obligors.1" in str(caught.value)


def test_a_party_need_not_be_in_the_gazetteer_twice(tmp_path: Path) -> None:
    assert load_accord(written(tmp_path, SMALL), gazetteer=Everybody("nobody")).id == "truce-2030"


@pytest.mark.parametrize("text", ["[1, 2]", "", "id: [", "a: \x00"])
def test_what_is_no_accord_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(AccordError):
        load_accord(written(tmp_path, text), gazetteer=Everybody())


def test_wrong_encoding_and_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    path.write_bytes(SMALL.encode("utf-16"))
    read_back = read_accord(path)  # UTF-16 with a byte order mark is YAML too
    assert read_back.id == "truce-2030"
    path.write_bytes("names: {ru: [Перемирие]}".encode("cp1251"))
    with pytest.raises(AccordError, match=str(path)):
        load_accord(path)
    with pytest.raises(AccordError, match="cannot be read"):
        load_accord(tmp_path / "nowhere.yaml")


def test_the_library_names_only_what_the_gazetteer_knows() -> None:
    from mithaq.gazetteer import load_gazetteer

    for id, accord in library().items():
        check_names(accord, load_gazetteer(), Path(str(package_file("accords", "library", f"{id}.yaml"))))
