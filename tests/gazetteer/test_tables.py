"""Tables of names and the world's cities."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.data import package_file
from mithaq.errors import DataError
from mithaq.gazetteer import load_gazetteer
from mithaq.gazetteer.tables import read_table, slug
from mithaq.gazetteer.world import name_words
from mithaq.reading.name_evidence import known


def test_regions_and_companies_are_entities() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.entities["texas"].country == "USA"
    assert gazetteer.entities["danube"].names["ru"] == ("Дунай",)
    assert gazetteer.entities["gazprom"].type == "organisation"


@pytest.mark.parametrize(
    ("code", "name", "country"), [("en", "ulm", "DEU"), ("ru", "шанхай", "CHN"), ("ar", "مرسيليا", "FRA")]
)
def test_cities_of_the_world_are_known(code: str, name: str, country: str) -> None:
    found = known(code, name)
    assert found is not None
    assert (found.type, found.country) == ("place", country)


def test_every_language_has_its_word_lists() -> None:
    for code in ("en", "ru", "ar"):
        assert len(name_words(code)["given"]) > 100


def test_slugs() -> None:
    assert slug("Minas Gerais") == "minas-gerais"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- one", "table"),
        ("type: place\nentries:\n  world:\n    - Somewhere\n", "three columns"),
        ('type: place\nentries:\n  world:\n    - "- | Где-то | -"\n', "no English"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "table-wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_table(path)


def test_our_tables_load() -> None:
    for name in ("table-regions.yaml", "table-organisations.yaml"):
        entities, loose = read_table(package_file("gazetteer", "data", name))
        assert len(entities) > 100
        assert loose["en"]
