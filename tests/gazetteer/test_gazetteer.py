"""The gazetteer: what it holds, what it answers, and how a wrong data file is refused."""

from __future__ import annotations

import shutil
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from mithaq.data import package_file
from mithaq.demo import dossier
from mithaq.errors import DataError
from mithaq.gazetteer import load_gazetteer
from mithaq.gazetteer.load import read_gazetteer

G = load_gazetteer()


class TestWhatItHolds:
    @pytest.mark.parametrize("outlet", sorted({one.outlet for one in dossier() if one.outlet}))
    def test_every_outlet_of_the_demo_is_an_outlet_in_it(self, outlet: str) -> None:
        found = [
            entity.id
            for entity in G.entities.values()
            if {"agency", "outlet"} & set(entity.classes)
            and any(outlet.casefold() == name.casefold() for names in entity.names.values() for name in names)
        ]
        assert len(found) == 1

    def test_names_in_three_languages(self) -> None:
        assert len(G.entities) > 900
        for kind in ("person", "place"):
            known = [one for one in G.entities.values() if one.type == kind]
            assert len(known) > 100
            assert sum({"en", "ru", "ar"} <= set(one.names) for one in known) > 0.8 * len(known)

    def test_no_two_hold_one_office_for_more_than_the_year_of_a_change(self) -> None:
        clashes = []
        for office, tenures in G.tenures.items():
            title = G.titles.get(office.partition("/")[2])
            if title is not None and title.shared:
                continue
            dated = [(one.start, one.end or "9999-12-31", who) for who, one in tenures if one.start and not one.lead]
            for one, other in pairwise(sorted(dated)):
                # A tenure known only by its years overlaps with the next one in the year of the change.
                if other[0][:4] < one[1][:4] and one[2] != other[2]:
                    clashes.append((office, one, other))
        assert not clashes

    def test_no_name_means_two_of_one_type(self) -> None:
        meant = defaultdict(set)
        for entity in G.entities.values():
            for code, names in entity.names.items():
                for name in names:
                    meant[entity.type, code, name.casefold()].add(entity.id)
        assert not {name: ids for name, ids in meant.items() if len(ids) > 1}


class TestWhatItAnswers:
    @pytest.mark.parametrize(
        ("office", "day", "person"),
        [
            ("AZE/president", "2021-06-11", "ilham-aliyev"),
            ("RUS/president", "2020-11-10", "vladimir-putin"),
            ("ARM/prime-minister", "2020-11-10", "nikol-pashinyan"),
            ("RUS/defence-minister", "2020-11-20", "sergei-shoigu"),
            ("RUS/foreign-minister", "2021-01-18", "sergey-lavrov"),
            ("AZE/foreign-minister", "2021-01-18", "jeyhun-bayramov"),
        ],
    )
    def test_who_held_an_office_on_a_day(self, office: str, day: str, person: str) -> None:
        assert G.holder(office, day) == person
        assert office in G.offices_of(person, day)

    def test_nobody_is_known_to_hold_what_nobody_held(self) -> None:
        assert G.holder("ARM/prime-minister", "1950-01-01") is None
        assert G.holder("XYZ/prime-minister", "2020-01-01") is None
        assert G.offices_of("nobody", "2020-01-01") == ()

    def test_offices_and_bodies_are_composed(self) -> None:
        found = G.get("ARM/prime-minister")
        assert found is not None
        assert (found.type, found.country) == ("office", "ARM")
        assert G.label("AZE/press-service", "en").endswith("Azerbaijan")
        assert G.get("ARM/no-such-title") is None
        assert G.get("no-such-place") is None

    def test_places_lie_in_places(self) -> None:
        assert G.within("kalbajar", "kalbajar-district")
        assert G.within("khtsaberd", "nagorno-karabakh")
        assert G.within("agdam", "agdam")
        assert not G.within("kalbajar-district", "kalbajar")
        assert not G.within("sirte", "nagorno-karabakh")

    def test_countries(self) -> None:
        assert G.country("RUS/peacekeepers") == "RUS"
        assert G.country("yerevan") == "ARM"
        assert G.country("united-nations") is None

    def test_labels_fall_back(self) -> None:
        assert G.label("ilham-aliyev", "ar").startswith("إلهام")
        assert G.label("no-such-id", "en") == "no-such-id"

    def test_both_sides_names_are_one_place(self) -> None:
        for id, names in {
            "stepanakert": ("Stepanakert", "Khankendi"),
            "nagorno-karabakh": ("Nagorno-Karabakh", "Artsakh"),
            "shusha": ("Shusha", "Shushi"),
        }.items():
            assert set(names) <= set(G.entities[id].names["en"])


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("file", "line", "said"),
        [
            ("places.yaml", "- {id: nowhere, en: Nowhere, colour: red}", "colour"),
            ("places.yaml", "- {id: Nowhere!, en: Nowhere}", "id"),
            ("places.yaml", "- {id: nowhere, en: Nowhere | Nowhere}", "twice"),
            ("places.yaml", "- {id: nowhere, en: Nowhere, part_of: [atlantis]}", "atlantis"),
            ("places.yaml", "- {id: nowhere, en: Nowhere, part_of: [nowhere]}", "itself"),
            ("places.yaml", "- {id: nowhere, en: Nowhere, country: XXX}", "XXX"),
            ("places.yaml", "- {id: nowhere, en: Nowhere, population: many}", "population"),
            ("places.yaml", "- {id: nowhere, en: Nowhere, weak: [Somewhere]}", "Somewhere"),
            ("persons.yaml", "- {id: somebody, en: Some Body, holds: ARM/prime-minister 2020-02-30..}", "2020-02-30"),
            ("persons.yaml", "- {id: somebody, en: Some Body, holds: ARM/no-such-title 2020..}", "no-such-title"),
            ("persons.yaml", "- {id: somebody, en: Some Body, holds: ARM/prime-minister 2021..2020}", "before"),
            ("things.yaml", "- {id: thing, en: Thing}", "things"),
            ("places.yaml", "id: nowhere", "list"),
        ],
    )
    def test_are_refused_with_file_and_mend(self, tmp_path: Path, file: str, line: str, said: str) -> None:
        data = package_file("gazetteer", "data")
        for name in ("states.yaml", "territories.yaml", "titles.yaml"):
            shutil.copyfile(str(data / name), tmp_path / name)
        (tmp_path / file).write_text(line + "\n", encoding="utf-8")
        with pytest.raises(DataError) as caught:
            read_gazetteer(tmp_path)
        assert file in str(caught.value.place)
        assert said in f"{caught.value} {caught.value.place}"
        assert caught.value.mend

    def test_an_id_given_twice_names_both_files(self, tmp_path: Path) -> None:
        data = package_file("gazetteer", "data")
        for name in ("states.yaml", "territories.yaml", "titles.yaml"):
            shutil.copyfile(str(data / name), tmp_path / name)
        (tmp_path / "places.yaml").write_text("- {id: twin, en: Twin}\n", encoding="utf-8")
        (tmp_path / "groups.yaml").write_text("- {id: twin, en: Twins}\n", encoding="utf-8")
        with pytest.raises(DataError) as caught:
            read_gazetteer(tmp_path)
        assert "places.yaml" in str(caught.value.place)
        assert "groups.yaml" in str(caught.value.mend)
