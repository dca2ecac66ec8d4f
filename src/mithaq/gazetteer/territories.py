"""Writes data/territories.yaml: names of states in three languages, from the CLDR as Babel carries it.

The Russian genitive (`of`, for labels such as "президент Армении") comes from pymorphy3.

Run `python -m mithaq.gazetteer.territories` after an update of Babel. Which states there are, and their two
codes, stands in the file itself and is kept; names come anew. Anything to correct or add goes into
states.yaml, whose names come first.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from mithaq.data import load_yaml

FILE = Path(__file__).parent / "data" / "territories.yaml"
HEAD = """\
# Names of states in English, Russian and Arabic. GENERATED from the CLDR by
#   python -m mithaq.gazetteer.territories
# Do not correct names here: add them to states.yaml, where they come first. To add a state, add a line
# with its id (ISO 3166 alpha-3) and alpha2 and run the command.
"""


def territory_names(alpha2: str) -> dict[str, tuple[str, ...]]:
    """Language → names of a territory in the CLDR; "Myanmar (Burma)" gives two names."""
    found: dict[str, tuple[str, ...]] = {}
    for code in ("en", "ru", "ar"):
        name = Locale(code).territories[alpha2]
        first, _, second = name.partition(" (")
        found[code] = (first, second.removesuffix(")")) if second else (first,)
    return found


@cache
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def genitive(name: str) -> str:
    """The Russian genitive of a state's name, word by word, as far as its words are known and inflected."""
    found = []
    for word in name.split():
        parsed = [one for one in _morphology().parse(word) if {"nomn"} <= set(one.tag.grammemes) and one.is_known]
        parsed.sort(key=lambda one: "Geox" not in one.tag)
        inflected = parsed[0].inflect({"gent"}) if parsed and word[0].isupper() and word.upper() != word else None
        found.append("-".join(part.capitalize() for part in inflected.word.split("-")) if inflected else word)
    return " ".join(found)


def render(codes: dict[str, str]) -> str:
    """The text of the file for these states (alpha-3 → alpha-2)."""
    lines = []
    for id, alpha2 in sorted(codes.items()):
        names = ", ".join(f'{code}: "{" | ".join(names)}"' for code, names in territory_names(alpha2).items())
        of = genitive(territory_names(alpha2)["ru"][0])
        lines.append(f'- {{id: {id}, alpha2: "{alpha2}", {names}, of: {{ru: "{of}"}}}}\n')
    return HEAD + "".join(lines)


def main() -> None:
    """Write the file anew."""
    codes = {entry["id"]: entry["alpha2"] for entry in load_yaml(FILE)}
    FILE.write_text(render(codes), encoding="utf-8")


if __name__ == "__main__":
    main()
