"""The written forms of Arabic nouns and noun phrases. The article and most clitics are left to `boundary`."""

from __future__ import annotations

from mithaq.languages.arabic.verbs import plain

ARTICLE = "ال"
_LINKS = ("من", "في", "على", "إلى", "عن", "مع", "بين")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "كم")


def bare(word: str) -> str:
    """A word without vowel signs and without the article."""
    word = plain(word)
    return word[2:] if word.startswith(ARTICLE) and len(word) > 4 else word


def noun_forms(word: str, *, plurals: bool = True) -> dict[str, set[str]]:
    """A noun with its case, number and the changes before a pronoun. `word` has no article."""
    out: dict[str, set[str]] = {word: set()}

    def put(text: str, *features: str) -> None:
        out.setdefault(text, set()).update(features)

    if word.endswith("ة"):
        low = word[:-1]
        for one in _PRONOUNS:
            put(low + "ت" + one)
        if plurals:
            put(low + "ات", "plural")
            for ending in ("تان", "تين", "تا", "تي"):
                put(low + ending, "dual")
    elif word.endswith("اء"):
        for seat in "ئؤ":
            for one in _PRONOUNS:
                put(word[:-1] + seat + one)
        if plurals:
            put(word + "ات", "plural")
            put(word + "ين", "dual")
            put(word + "ان", "dual")
    elif word.endswith("ى"):
        for one in _PRONOUNS:
            put(word[:-1] + "ا" + one)
    elif word.endswith(("ات", "ا", "و")):
        pass
    elif word.endswith(("ون", "ين")) and word.startswith("م") and plurals:
        low = word[:-2]  # a sound plural: in front of a genitive it loses its nun
        put(low + "ون", "plural")
        put(low + "ين", "plural")
        put(low + "و", "plural")
        put(low + "ي", "plural")
        out[word].add("plural")
    elif word.endswith("ي"):
        put(word + "ا", "acc")
        if plurals:
            for ending in ("ين", "ون", "ة", "ات"):
                put(word + ending, "plural" if ending != "ة" else "adj")
            put(word + "ان", "dual")
    else:
        put(word + "ا", "acc")
        if plurals:
            put(word + "ات", "plural")
            put(word + "ان", "dual")
            put(word + "ين", "dual", "plural")
            if word.startswith("م"):
                put(word + "ون", "plural")
    return out


def adjective_forms(word: str) -> dict[str, set[str]]:
    """A participle or adjective in gender, number and case. `word` has no article."""
    out: dict[str, set[str]] = {word: set(), word + "ة": set(), word + "ا": {"acc"}}
    for ending, features in (("ون", {"plural"}), ("ين", {"plural", "dual"}), ("ات", {"plural"}), ("ان", {"dual"})):
        out[word + ending] = set(features)
    out[word + "تين"] = {"dual"}
    return out


def _accusative(word: str) -> str:
    return word if word[-1] in "ةىاءو" or word.endswith("ات") else word + "ا"


def phrase_variants(phrase: str) -> dict[str, set[str]]:
    """A phrase led by a noun: its first word inflected; an indefinite phrase also as a definite one, whose first
    article `boundary` takes."""
    words = [plain(word) for word in phrase.split()]
    definite = words[0].startswith(ARTICLE) and len(words[0]) > 4
    head, rest = bare(words[0]), words[1:]
    out: dict[str, set[str]] = {}

    def put(text: str, features: set[str]) -> None:
        out.setdefault(text, set()).update(features)

    if not rest:
        return noun_forms(head)
    articled = [word.startswith(ARTICLE) for word in rest]
    tail = " ".join(rest)
    put(f"{head} {tail}", set())
    if definite and all(articled):
        without = [bare(word) for word in rest]
        put(f"{head} {' '.join(without)}", set())
        put(" ".join(_accusative(word) for word in (head, *without)), {"acc"})
    elif not any(articled) and not definite and not rest[0].startswith(("ل", "ب")) and rest[0] not in _LINKS:
        put(" ".join([head, *(ARTICLE + word for word in rest)]), set())
        if len(rest) == 1:
            put(" ".join(_accusative(word) for word in (head, *rest)), {"acc"})
        put(f"{_accusative(head)} {tail}", {"acc"})
    elif not definite and any(articled):  # وقف إطلاق النار: its head can take a pronoun or be a dual
        for form, features in noun_forms(head).items():
            if features & {"dual", "plural"} and not form.endswith(("ان", "ون")):
                put(f"{form} {tail}", features)
    if head.endswith("ة"):
        put(f"{head[:-1]}ات {tail}", {"plural"})
    return out
