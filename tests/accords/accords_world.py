"""Two small made accords: the second supplements the first and changes what it promised."""

from __future__ import annotations

from pathlib import Path

from mithaq.accords.load import read_accord
from mithaq.accords.model import Accord

TRUCE = """\
id: truce-2030
names: {en: [Truce of 2030], ru: [Перемирие 2030 года], ar: [هدنة 2030]}
signed: "2030-01-10"
in_force: "2030-01-20"
parties:
  - {entity: AZE, roles: [signatory]}
  - {entity: ARM, roles: [signatory]}
provisions:
  - {id: "1", summary: {en: Fire ceases., ru: Огонь прекращается., ar: يتوقف القتال.}}
  - {id: "2", summary: {en: Prisoners go home., ru: Пленные едут домой., ar: يعود الأسرى.}}
stipulations:
  - id: 1a
    provision: "1"
    kind: ceasefire
    obligors: [AZE, ARM]
    start: "2030-01-20"
    duration: P6M
    summary: {en: Fire ceases., ru: Огонь прекращается., ar: يتوقف القتال.}
  - id: 2a
    provision: "2"
    kind: prisoner-exchange
    obligors: [AZE, ARM]
    beneficiaries: [AZE, ARM]
    quantity: 100
    unit: prisoner
    deadline: {by: "2030-03-01"}
    summary: {en: A hundred prisoners go home., ru: Сто пленных едут домой., ar: يعود مئة أسير.}
  - id: 2b
    provision: "2"
    kind: exchange-of-remains
    obligors: [AZE]
    beneficiaries: [ARM]
    deadline: {within: P30D, after: 2a}
    summary: {en: Bodies are handed over., ru: Тела переданы., ar: تُسلَّم الجثامين.}
  - id: 2c
    provision: "2"
    kind: working-group
    obligors: [AZE, ARM]
    deadline: {within: PT72H, after: in-force}
    summary: {en: A group is set up., ru: Создаётся группа., ar: تُنشأ مجموعة.}
"""
PROTOCOL = """\
id: protocol-2030
names: {en: [Protocol of 2030], ru: [Протокол 2030 года], ar: [بروتوكول 2030]}
signed: "2030-02-10"
in_force: "2030-02-20"
supplements: truce-2030
changes:
  - {stipulation: truce-2030/1a, provision: "1", duration: P1Y}
  - {stipulation: truce-2030/2a, provision: "1", quantity: 120, deadline: {within: P2M, after: in-force}}
  - {stipulation: truce-2030/2c, provision: "1", ended: true}
parties:
  - {entity: AZE, roles: [signatory]}
  - {entity: ARM, roles: [signatory]}
provisions:
  - {id: "1", summary: {en: The truce is changed., ru: Перемирие изменено., ar: تُعدَّل الهدنة.}}
  - {id: "2", summary: {en: Experts meet., ru: Эксперты встречаются., ar: يجتمع الخبراء.}}
stipulations:
  - id: 2a
    provision: "2"
    kind: expert-subgroups
    obligors: [AZE, ARM]
    deadline: {within: P10D, after: truce-2030/2b}
    summary: {en: Experts meet., ru: Эксперты встречаются., ar: يجتمع الخبراء.}
"""


def written(folder: Path, text: str, name: str = "accord.yaml") -> Path:
    """The text as a file of the folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def accords(folder: Path) -> dict[str, Accord]:
    """The two accords by id."""
    found = [read_accord(written(folder, text, f"{n}.yaml")) for n, text in enumerate((TRUCE, PROTOCOL))]
    return {one.id: one for one in found}
