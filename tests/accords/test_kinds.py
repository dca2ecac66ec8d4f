"""The catalogue of kinds as a whole: what it must cover, and that each kind says something of its own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mithaq.accords.kinds import THEMES, kind_rules, kinds, read_kinds
from mithaq.accords.pages import kinds_page
from mithaq.data import package_file
from mithaq.errors import DataError
from mithaq.languages.senses import concepts

PAM = """ceasefire; power-sharing transitional government; constitutional reform; inter-ethnic/state relations;
electoral/political party reform; decentralisation/federalism; dispute resolution committee; judiciary reform;
military reform; police reform; demobilisation; disarmament; reintegration; prisoner release; paramilitary groups;
human rights; right to self-determination; citizenship reform; internally displaced persons; refugees; children's
rights; women's rights; minority rights; indigenous minority rights; amnesty; truth or reconciliation mechanism;
reparations; media reform; education reform; official languages and symbols; cultural protections; economic and
social development; natural resource management; donor support; detailed implementation timeline; independence
referendum; referendum; ratification mechanism; review of agreement; verification/monitoring mechanism; un
peacekeeping force; regional peacekeeping force; international arbitration; withdrawal of troops; boundary
demarcation; territorial power-sharing; legislative branch reform; executive branch reform; civil administration
reform; arms embargo; commission to address damage and loss; un transitional authority"""
PAX = """groups; gender; state definition; governance; power-sharing; human rights and equality; justice sector reform;
socio-economic reconstruction; land and property; security sector; transitional justice; implementation"""


def _list(text: str) -> set[str]:
    return {" ".join(one.split()) for one in text.split(";")}


def test_every_pam_category_is_covered_and_none_is_made_up() -> None:
    assert {kind.pam for kind in kinds().values() if kind.pam} == _list(PAM)


def test_pax_issues_are_those_of_the_data_base() -> None:
    assert {kind.pax for kind in kinds().values() if kind.pax} == _list(PAX)


def test_no_two_kinds_are_defined_alike_and_levels_are_their_own() -> None:
    assert not [text for text, n in Counter(kind.definition for kind in kinds().values()).items() if n > 1]
    for level in ("full", "breach"):
        told = Counter((rules.kind.pam, getattr(rules.kind, level)) for rules in kind_rules().values())
        assert all(n <= 3 for n in told.values()), level


def test_labels_tell_kinds_apart_in_every_language() -> None:
    for code in ("en", "ru", "ar"):
        assert not [label for label, n in Counter(kind.label[code] for kind in kinds().values()).items() if n > 1]


def test_units_are_units_of_concepts() -> None:
    units = {one.unit for one in concepts().values() if one.unit}
    assert {rules.unit for rules in kind_rules().values() if rules.unit} <= units


def test_every_theme_has_kinds() -> None:
    assert {rules.theme for rules in kind_rules().values()} == set(THEMES)


def test_an_unknown_theme_is_named(tmp_path: Path) -> None:
    text = package_file("accords", "kinds.yaml").read_text(encoding="utf-8")
    path = tmp_path / "kinds.yaml"
    path.write_text(text.replace("theme: forces", "theme: weather", 1), encoding="utf-8")
    with pytest.raises(DataError, match="weather"):
        read_kinds(path)


def test_the_reference_is_written_from_the_catalogue() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "kinds.md").read_text(encoding="utf-8")
    assert page.endswith(kinds_page()), "run python -m mithaq.accords.pages docs/reference/kinds.md"
