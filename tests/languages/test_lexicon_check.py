"""The shipped lexicons have nothing in them twice or in vain, and the check finds what has."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.evaluation import load_gold
from mithaq.evaluation.coverage import cover
from mithaq.gazetteer import load_gazetteer
from mithaq.languages import check
from mithaq.languages.base import FOLDERS
from mithaq.languages.check import check_lexicon
from mithaq.languages.lexicon import Entry, LanguageData, lexicon, load_words, made_forms


@pytest.mark.parametrize("code", sorted(FOLDERS))
def test_nothing_is_needless_or_never_found(code: str) -> None:
    found = check_lexicon(code)
    assert [str(one) for one in found.faults] == []
    assert found.entries["event"] >= 1000
    assert found.forms > sum(found.entries.values())


def test_what_is_needless_or_never_found_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon("en")  # made before words are added, so that the added ones are not in it
    words = load_words("en")
    verb = Entry("event", "agree", "verb", "agree")
    added = [
        (Entry("event", "agree", "verb", "agree", "twice"), ()),
        (Entry("concept", "troops", "noun", "unheard of legion"), ()),
    ]
    assert any(entry == verb for entry, _ in words.entries)
    both = LanguageData((*words.entries, *added, (Entry("event", "agree", "verb", "agreed"), ())), words.quotes)
    monkeypatch.setattr(check, "load_words", lambda code: both)
    told = [str(one) for one in check_lexicon("en").faults]
    assert any("unheard of legion" in one and "no form of it is ever found" in one and "mend:" in one for one in told)


@pytest.mark.parametrize("code", sorted(FOLDERS))
def test_forms_looked_up_at_once_are_found_as_one_by_one(code: str) -> None:
    words = lexicon(code)
    texts = [check._text(form, features) for forms in words.made()[::50] for form, features in forms.items()]
    assert len(texts) > 200
    together = check._hits(words, texts)
    alone = [words.scan(text)[1] for text in texts]
    assert [[hit.entry for hit in hits] for hits in together] == [[hit.entry for hit in hits] for hits in alone]


@pytest.mark.parametrize("code", sorted(FOLDERS))
def test_the_forms_that_a_lexicon_holds_are_those_that_are_made(code: str) -> None:
    words, gazetteer = lexicon(code), load_gazetteer()
    rows, kept = load_words(code).entries, words.made()
    assert words.entries[: len(rows)] == [entry for entry, _ in rows]
    for (entry, extra), forms in list(zip(rows, kept, strict=False))[::40]:
        assert forms == made_forms(words.language, gazetteer, entry, extra)


def test_coverage_counts_the_words_that_are_known(tmp_path: Path) -> None:
    gold = tmp_path / "gold.yaml"
    gold.write_text(
        """
- id: one
  language: en
  conflict: mali
  text: "They signed the pact and frobnicated the camp."
  events:
    - {event: SUPPORT, modality: happened, trigger: signed}
    - {event: ASSAULT, modality: happened, trigger: frobnicated}
""",
        encoding="utf-8",
    )
    found = cover(load_gold(gold))["en"]
    assert (found.wanted, found.known) == ({"SUPPORT": 1, "ASSAULT": 1}, {"SUPPORT": 1})
    assert found.lacking == [("one", "ASSAULT", "frobnicated")]
