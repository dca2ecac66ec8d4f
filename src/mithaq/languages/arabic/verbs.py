"""Conjugating Arabic verbs as they are written: from the perfect of the third person to all forms that news uses.

A lemma is the perfect with shadda where there is one ("سلّم", "احتلّ"); no other sign matters. Its letters tell
form (I to X) and weakness; what they cannot tell (the vowel of a hollow verb of form I, irregular verbs) the lexicon
gives as `imperfect` or `perfect`. Left out: the imperative, the feminine plural and the second person singular.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mithaq.languages.base import Form

SHADDA = "\u0651"
_SIGNS = dict.fromkeys(map(ord, "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"))
_OBJECTS = ("ه", "ها", "هم", "هما", "هن", "نا")
_ALIFS = "اأ"


def plain(word: str) -> str:
    """A word without vowel signs and tatweel."""
    return word.translate(_SIGNS)


@dataclass(frozen=True, slots=True)
class Stems:
    """What the endings of a verb are put to. None: the form is not made."""

    past: str
    """He did."""
    past_t: str
    """Before the ـت of "she did"."""
    past_c: str | None
    """Before endings that begin with a consonant: سلمنا, قلنا, أعدنا."""
    past_u: str
    """Before ـوا of "they did"."""
    past_a: str
    """Before ـا of "the two did"."""
    past_o: str | None
    """Before an object, if it differs from `past`: نفا(ه)."""
    present: str
    """Without prefix: سلم of يسلم."""
    present_u: str
    """Before ـون and ـوا."""
    present_j: str
    """After لم: يقل, يعد, ينف."""
    present_o: str | None
    """Before an object, if it differs: يتبنا(ه)."""
    first: bool = False
    """Whether "I do" is written unmistakably."""
    passive_past: str | None = None
    passive_past_t: str | None = None
    passive_present: str | None = None


def _doubled(lemma: str) -> bool:
    return lemma.endswith(SHADDA)


def _stems(lemma: str, perfect: str | None, imperfect: str | None) -> Stems:
    word = plain(perfect or lemma)
    second = SHADDA in lemma and not _doubled(lemma) and len(word) == 3
    given = plain(imperfect) if imperfect else None
    derived = second or len(word) > 3 or (len(word) == 3 and word[0] == "أ" and _doubled(lemma))
    first = len(word) > 3 and word[0] != "أ"
    if len(word) == 3 and not second and word[1] == "ا" and word[2] != "ى" and not _doubled(lemma):
        return _hollow(word, given or word[0] + "و" + word[2], derived=False)
    if len(word) >= 4 and word[0] in _ALIFS and word[-2] == "ا" and word[-1] not in "ىاء":
        return _hollow(word, given, derived=True)
    if word[-1] in "ىيا" and len(word) > 2:
        return _defective(word, given, derived=derived, first=first)
    present = given or (word[1:] if derived and word[0] == "أ" and not second else _present(word, second=second))
    past_c = word + word[-1] if _doubled(lemma) else word
    stems = Stems(
        past=word, past_t=word, past_c=past_c, past_u=word, past_a=word, past_o=None,
        present=present, present_u=present, present_j=present, present_o=None,
        first=first or (second and word[0] == "أ"),
    )  # fmt: skip
    if word[-1] == "أ":  # بدأ, أنشأ
        low = word[:-1]
        seat = "أ" if len(word) == 3 or word[0] == "ت" else "ئ"
        if not given:
            present = present[:-1] + seat
            stems = replace(stems, present=present, present_u=present, present_j=present)
        return replace(stems, passive_past=low + "ئ", passive_past_t=low + "ئ")
    passive = _passive(word)
    return replace(stems, passive_past=passive, passive_past_t=passive)


def _passive(word: str) -> str | None:
    """The passive where it is written otherwise than the active: long vowels and hamza change."""
    made = None
    if len(word) == 4 and word[1] == "ا" and word[0] not in "أا":  # قاتل → قوتل
        made = word[0] + "و" + word[2:]
    elif len(word) == 5 and word[0] == "ت" and word[2] == "ا":  # تبادل → تبودل
        made = word[:2] + "و" + word[3:]
    elif word.startswith("استأ"):  # استأنف → استؤنف
        made = "استؤ" + word[4:]
    elif len(word) == 3 and word[1] == "أ":  # سأل → سئل
        made = word[0] + "ئ" + word[2]
    return made


def _present(word: str, *, second: bool) -> str:
    """The imperfect without prefix of a verb that is neither hollow nor ends weak."""
    if word[0] == "ا":
        return word[1:]
    if word[0] == "أ":
        if second:
            return "ؤ" + word[1:]
        if len(word) > 3:
            return word[1:]
        return word
    if word[0] == "آ":
        return "ؤ" + word[1:]
    if word[0] == "و" and len(word) == 3 and not second:
        return word[1:]
    return word


def _hollow(word: str, given: str | None, *, derived: bool) -> Stems:
    short = word[:-2] + word[-1]
    if not derived:
        present = given or ""
        long = present[:-2] + present[-1]
        # no passive: قيل is the only one news uses, and عيد, نيل, دين would be words of their own
        return Stems(
            past=word, past_t=word, past_c=short, past_u=word, past_a=word, past_o=None,
            present=present, present_u=present, present_j=long, present_o=None,
        )  # fmt: skip
    body, end = word[1:-2], word[-1]
    causing = word[0] == "أ" or word.startswith("است")  # أعاد, استعاد
    present = given or (body + ("ي" if causing else "ا") + end)
    seventh = word.startswith("ان")
    passive = None if seventh else word[:-2] + "ي" + end
    return Stems(
        past=word, past_t=word, past_c=short, past_u=word, past_a=word, past_o=None,
        present=present, present_u=present, present_j=body + end, present_o=None,
        passive_past=passive, passive_past_t=passive, passive_present=body + "ا" + end if causing else None,
    )  # fmt: skip


def _defective(word: str, given: str | None, *, derived: bool, first: bool) -> Stems:
    base, last = word[:-1], word[-1]
    waw = last == "ا" and len(word) == 3
    held = base + ("و" if waw else "ي")
    second = derived and len(word) == 3
    if given is None:
        stem = _present(word, second=second) if word[0] != "و" or derived else word[1:]
        given = stem[:-1] + ("و" if waw else "ي")
    present = given
    low = present[:-1]
    in_alif = (word[0] == "ت" and len(word) >= 4) or last == "ي"
    return Stems(
        past=word, past_t=word if last == "ي" else base, past_c=held, past_u=base, past_a=held,
        past_o=None if last in "يا" else base + "ا", present=present, present_u=low, present_j=low,
        present_o=low + "ا" if in_alif else None, first=first,
        passive_past=base + "ي" if last == "ا" else None, passive_past_t=base + "ي" if last != "ي" else None,
    )  # fmt: skip


def conjugate(lemma: str, perfect: str | None = None, imperfect: str | None = None) -> list[Form]:
    """All written forms of a one-word verb (not yet normalised), with their features. Objects written behind the
    verb are left to `boundary`, except where the verb changes before them."""
    stems = _stems(lemma, perfect, imperfect)
    out: dict[str, set[str]] = {}

    def put(text: str, *features: str) -> None:
        out.setdefault(text, set()).update(features)

    def objects(stem: str, *features: str) -> None:
        for one in _OBJECTS:
            put(stem + one, *features)

    put(stems.past, "past")
    put(stems.past_t + "ت", "past")
    put(stems.past_t + "تا", "past")
    put(stems.past_a + "ا" if stems.past_a[-1] != "أ" else stems.past_a[:-1] + "آ", "past")
    put(stems.past_u + "وا", "past")
    if stems.past[-1] == "أ":  # بدؤوا, يبدؤون beside بدأوا, يبدأون
        put(stems.past[:-1] + "ؤوا", "past")
        for prefix in ("ي", "سي"):
            put(prefix + stems.present[:-1] + "ؤون", "future" if prefix == "سي" else "present")
    for one in _OBJECTS[:4]:
        put(stems.past_u + "و" + one, "past")
    if stems.past_c:
        for ending in ("ت", "نا", "تم", "ناه", "ناها"):
            put(stems.past_c + ending, "past")
    if stems.past_o:
        objects(stems.past_o, "past")
    for prefix in ("ي", "ت", "ن", *(("أ",) if stems.first else ())):
        if prefix == "أ" and stems.present.startswith("ؤ"):
            put("أ" + stems.present, "present")
            put("سأ" + stems.present, "future")
            continue
        put(prefix + stems.present, "present")
        put("س" + prefix + stems.present, "future")
        if prefix == "أ":
            continue
        # two letters are left of يقول, يعيد: with ن and ت they would be نقل, تعد; such negations are cues of their own
        if prefix != "ن" and stems.present_j != stems.present and len(stems.present_j) > 2:
            put(prefix + stems.present_j, "present")
        if stems.present_o:
            objects(prefix + stems.present_o, "present")
            objects("س" + prefix + stems.present_o, "future")
    for prefix in ("ي", "ت"):
        put(prefix + stems.present + "ان", "present")
        if stems.present[-1] != "أ":
            put(prefix + stems.present + "ا", "present")
        put("س" + prefix + stems.present + "ان", "future")
        put(prefix + stems.present_u + "ون", "present")
        put("س" + prefix + stems.present_u + "ون", "future")
        put(prefix + stems.present_u + "وا", "present")
        for one in _OBJECTS[:4]:
            put(prefix + stems.present_u + "و" + one, "present")
    if stems.passive_past:
        put(stems.passive_past, "past", "passive")
        put(stems.passive_past + "ا", "past", "passive")
        put(stems.passive_past + "وا", "past", "passive")
    if stems.passive_past_t:
        put(stems.passive_past_t + "ت", "past", "passive")
    if stems.passive_present:
        for prefix in ("ي", "ت"):
            put(prefix + stems.passive_present, "present", "passive")
            put("س" + prefix + stems.passive_present, "future", "passive")
    return [Form(text, frozenset(features)) for text, features in out.items()]
