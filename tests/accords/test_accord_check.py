"""All that is found in accords' files, what differs between two of them, and the schema for editors."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from accords_world import PROTOCOL, TRUCE, accords, written
from jsonschema import Draft202012Validator

from mithaq.accords import kinds, library
from mithaq.accords.check import Finding, check_accords
from mithaq.accords.diff import differences
from mithaq.accords.model import Deadline
from mithaq.accords.shape import accord_schema
from mithaq.data import package_file
from mithaq.gazetteer import load_gazetteer


class Everybody:
    def __contains__(self, id: object) -> bool:
        return id != "nobody"


def found(folder: Path, *texts: str) -> list[Finding]:
    files = [written(folder, text, f"{n}.yaml") for n, text in enumerate(texts)]
    return check_accords(files, Everybody(), {})[0]


def truce(old: str, new: str) -> str:
    assert TRUCE.count(old) >= 1
    return TRUCE.replace(old, new, 1)


def test_the_two_accords_are_clean_together(tmp_path: Path) -> None:
    assert found(tmp_path, TRUCE, PROTOCOL) == []
    assert found(tmp_path, PROTOCOL, TRUCE) == []


def test_the_library_has_no_faults() -> None:
    folder = Path(str(package_file("accords", "library")))
    rows, _ = check_accords(sorted(folder.glob("*.yaml")), load_gazetteer(), library())
    assert [str(one) for one in rows if one.severity == "fault"] == []


def test_all_faults_are_told_each_with_line_and_mend(tmp_path: Path) -> None:
    text = truce("kind: ceasefire", "kind: cease-fire").replace("after: 2a", "after: 9z")
    rows = found(tmp_path, text.replace("[AZE, ARM]\n    start", "[AZE, nobody]\n    start"))
    assert [(one.line, one.key) for one in rows] == [
        (14, "stipulations.1.kind"),
        (15, "stipulations.1.obligors.2"),
        (33, "stipulations.3.deadline.after"),
    ]
    assert str(rows[0]) == (
        f"{tmp_path / '0.yaml'}:14: stipulations.1.kind: unknown kind 'cease-fire'; use a kind of accords/kinds.yaml"
    )


def test_all_that_has_the_wrong_shape_is_told(tmp_path: Path) -> None:
    text = truce("signed:", "signned:").replace("P6M", "half a year").replace("roles: [signatory]", "roles: [signer]")
    rows = found(tmp_path, text)
    assert len(rows) == 5
    assert {one.severity for one in rows} == {"fault"}


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ('by: "2030-03-01"', 'by: "2030-01-01"', "stipulations.2.deadline.by", "before signature"),
        (
            "duration: P6M",
            'duration: P6M\n    deadline: {by: "2030-08-01"}',
            "stipulations.1.deadline",
            "term has ended",
        ),
        ("duration: P6M", 'deadline: {by: "2030-01-15"}', "stipulations.1.deadline", "before its start"),
        ("unit: prisoner", "unit: vehicle", "stipulations.2.unit", "counts prisoner, not vehicle"),
        ("within: P30D, after: 2a", "within: P30D, after: 2b", "stipulations.3.deadline.after", "waits for itself"),
        ("id: 2c", "id: in-force", "stipulations.4.id", "may not be called"),
        ("id: 2c", "id: 2c\n    unsure: [obligor]", "stipulations.4.unsure.1", "unknown key"),
        ('id: "2", summary', 'id: "2", parent: "7", summary', "provisions.2.parent", "no provision '7'"),
        ('id: "2", summary', 'id: "2", parent: "2", summary', "provisions.2.parent", "part of itself"),
        ("after: 2a", "after: other/2a", "stipulations.3.deadline.after", "no accord 'other'"),
        ("in_force:", "supplements: other\nin_force:", "supplements", "no accord 'other'"),
        ("id: truce-2030\n", "id: truce-2030\nid: twice\n", "id", "given twice"),
    ],
)
def test_what_cannot_be_is_a_fault(tmp_path: Path, old: str, new: str, key: str, message: str) -> None:
    rows = [one for one in found(tmp_path, truce(old, new)) if one.severity == "fault"]
    assert (key, True) in [(one.key, message in one.message) for one in rows], rows
    assert all(one.line and one.mend for one in rows)


def test_the_same_promise_with_two_deadlines_is_a_fault(tmp_path: Path) -> None:
    again = """\
  - id: 2d
    provision: "2"
    kind: working-group
    obligors: [ARM, AZE]
    deadline: {by: "2030-06-01"}
    summary: {en: Again., ru: Снова., ar: مجدداً.}
"""
    (row,) = found(tmp_path, TRUCE + again)
    assert "2c promises the same" in row.message
    assert found(tmp_path, TRUCE + again.replace("kind:", "object: a second group\n    kind:")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("truce-2030/1a", "truce-2030/9z", "no stipulation '9z' in truce-2030"),
        ("truce-2030/1a", "truce-2029/1a", "no accord 'truce-2029'"),
        ("truce-2030/1a", "protocol-2030/2a", "cannot change itself"),
        ('1a, provision: "1"', '1a, provision: "9"', "no provision '9'"),
        (", duration: P1Y", "", "says nothing"),
        ("ended: true", "ended: true, quantity: 4", "no terms"),
        ("after: truce-2030/2b", "after: truce-2030/9z", "no stipulation '9z'"),
        ('signed: "2030-02-10"', 'signed: "2029-02-10"', "signed later"),
        ("supplements: truce-2030", "supplements: protocol-2030", "supplements itself"),
    ],
)
def test_what_an_accord_says_of_others_is_checked(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in PROTOCOL
    rows = found(tmp_path, TRUCE, PROTOCOL.replace(old, new, 1))
    assert any(message in one.message and one.severity == "fault" for one in rows), rows


def test_a_circle_by_way_of_another_accord(tmp_path: Path) -> None:
    rows = found(tmp_path, truce("after: 2a", "after: protocol-2030/2a"), PROTOCOL)
    assert [one.message for one in rows] == ["the deadline waits for itself"] * 2
    assert {Path(one.file).name for one in rows} == {"0.yaml", "1.yaml"}


def test_two_files_of_one_id(tmp_path: Path) -> None:
    assert [one.key for one in found(tmp_path, TRUCE, TRUCE)] == ["id"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: 2c", "id: 2c\n    unsure: [obligors, kind]", "still to be checked: obligors, kind"),
        ("ru: [Перемирие 2030 года], ", "", "no name in ru"),
        (", ar: تُنشأ مجموعة.", "", "no summary in ar: 2c"),
        ("provisions:\n", 'provisions:\n  - {id: "0", summary: {en: x, ru: x, ar: x}}\n', "0 has no stipulation"),
        ('in_force: "2030-01-20"', 'in_force: "2030-03-20"', "before entry into force"),
        ('id: "1", summary', 'id: "1", span: [0, 5], summary', "no `text`"),
    ],
)
def test_what_should_be_looked_at_is_a_warning(tmp_path: Path, old: str, new: str, message: str) -> None:
    rows = found(tmp_path, truce(old, new))
    assert any(message in one.message for one in rows), rows
    assert {one.severity for one in rows} == {"warning"}


def test_spans_and_the_text_beside_the_file(tmp_path: Path) -> None:
    words = "Fire ceases. Prisoners go home."
    (tmp_path / "truce.txt").write_text(words, encoding="utf-8")
    sha = hashlib.sha256(words.encode()).hexdigest()

    def messages(first: str, second: str, promise: str = "[13, 31]", digest: str = sha) -> list[str]:
        head = f"text: {{file: truce.txt, sha256: {digest}, language: en}}\nparties:"
        text = TRUCE.replace("parties:", head).replace('{id: "1",', f'{{id: "1", span: {first},')
        text = text.replace('{id: "2",', f'{{id: "2", span: {second},').replace(
            "id: 2a", f"id: 2a\n    span: {promise}", 1
        )
        return [one.message for one in found(tmp_path, text)]

    assert messages("[0, 12]", "[13, 31]") == []
    assert messages("[0, 14]", "[13, 31]") == ["overlaps the span of provision 1"]
    assert messages("[0, 12]", "[13, 40]") == ["ends after the text, which has 31 characters"]
    assert messages("[0, 12]", "[13, 31]", "[10, 20]") == ["does not lie in the span of provision 2"]
    assert "not the text" in messages("[0, 12]", "[13, 31]", digest="f" * 64)[0]
    (tmp_path / "truce.txt").unlink()
    assert messages("[0, 12]", "[13, 40]") == []


@pytest.mark.parametrize("text", ["[1, 2]", "", "id: [", "a: \x00", "&a [*a]", "? [a]\n: b", "<<: 3", "- &b {b: *b}"])
def test_what_is_no_accord(tmp_path: Path, text: str) -> None:
    (row,) = found(tmp_path, text)
    assert row.severity == "fault"
    assert row.mend


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (row,), _ = check_accords([tmp_path / "no.yaml"], Everybody(), {})
    assert "cannot be read" in row.message


def test_nothing_differs_from_itself(tmp_path: Path) -> None:
    for one in accords(tmp_path).values():
        assert differences(one, one) == []


def test_differences_are_told_key_by_key(tmp_path: Path) -> None:
    old = accords(tmp_path)["truce-2030"]
    promise = replace(
        old.stipulation("2a"),
        deadline=Deadline(by="2030-04-01"),
        summary={**old.stipulation("2a").summary, "ru": "Иначе."},
    )
    renamed = replace(old.stipulation("2c"), id="3")
    new = replace(old, stipulations=(old.stipulations[0], promise, renamed), parties=old.parties[:1])
    rows = [(one.what, one.id, one.how, one.key, one.other) for one in differences(old, new)]
    assert rows == [
        ("party", "ARM", "removed", "", None),
        ("stipulation", "2a", "changed", "deadline", None),
        ("stipulation", "2a", "changed", "summary.ru", None),
        ("stipulation", "2b", "removed", "", None),
        ("stipulation", "2c", "changed", "id", "3"),
    ]
    assert [one.how for one in differences(new, old) if one.what == "party"] == ["added"]


def test_the_order_of_obligors_is_no_difference(tmp_path: Path) -> None:
    old = accords(tmp_path)["truce-2030"]
    turned = replace(old.stipulations[0], obligors=old.stipulations[0].obligors[::-1])
    assert differences(old, replace(old, stipulations=(turned, *old.stipulations[1:]))) == []


def test_the_schema_takes_every_accord_and_describes_every_key(tmp_path: Path) -> None:
    schema = accord_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    folder = Path(str(package_file("accords", "library")))
    texts = [TRUCE, PROTOCOL, *(file.read_text(encoding="utf-8") for file in folder.glob("*.yaml"))]
    for text in texts:
        assert list(validator.iter_errors(yaml.safe_load(text))) == []
    for old, new in (("kind: ceasefire", "kind: truce"), ("P6M", "six months"), ("provision:", "clause:")):
        assert not validator.is_valid(yaml.safe_load(truce(old, new)))
    for shape in (schema, *schema["$defs"].values()):
        assert shape["description"]
        for key, row in shape["properties"].items():
            assert row.get("description"), key
    assert schema["$defs"]["Stipulation"]["properties"]["kind"]["enum"] == sorted(kinds())
