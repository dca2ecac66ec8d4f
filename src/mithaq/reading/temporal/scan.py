"""From a folded text to the tokens around its numbers and time words; the rest of the text is not looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from mithaq.reading.temporal.fold import RAW, Folded, plain_word
from mithaq.reading.temporal.lexicon import OTHER, Lexicon, Values, Word
from mithaq.reading.temporal.numerals import LONGEST, classify

LEFT, RIGHT = 36, 32
"""How many characters before and behind a number or time word are looked at."""

_ENDING = re.compile(r"['-]?([^\W\d_]{1,4})(?!\w)")
_FIGURE_ANCHOR = re.compile(r"\d+(?:[.:/-]\d|-?(?:х|е|'?s)\b)?")
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(
    r"(?:\w{2,10}://|www\.)[^\s\"«»<>]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|(?<![\w/])[a-z]{1,4}/[\w./-]*\d{1,9}(?![\w])"
)
_COUNTED = frozenset({"card", "amount"})
_FIGURES = 20_000
"""How many figures are remembered."""
_LINKS = frozenset({"dot", "comma", "joiner", "dash", "lpar"})
_WORDY = re.compile(r"\w")


class Token(NamedTuple):
    """One word, figure or mark. start, end: in the folded text. labelled: the number of something ("Article 10").

    shy: a number word that counts only with what it counts ("one").
    """

    start: int
    end: int
    values: Values
    code: str
    labelled: bool = False
    shy: bool = False

    def has(self, name: str) -> bool:
        """Whether the token is of this class."""
        return name in self.values


def time_windows(folded: Folded, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The stretches of text that can hold a time, in order."""
    text = folded.text
    anchors = _word_anchors(lexicon.time_anchors, text)
    anchors += [span for span in map(re.Match.span, _FIGURE_ANCHOR.finditer(text)) if _dated(text, *span)]
    return _stretches(text, anchors)


def _dated(text: str, start: int, end: int) -> bool:
    """Whether a figure alone may be a time: a year, a decade, or with a mark between its digits."""
    return (end - start == 4 and text[start] in "12") or not text[start:end].isdigit()


def number_windows(folded: Folded, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The stretches of text that can hold a number, in order."""
    text = folded.text
    anchors = _word_anchors(lexicon.number_anchors, text)
    anchors += [found.span() for found in _DIGITS.finditer(text)]
    return _stretches(text, anchors)


def addresses(text: str) -> list[tuple[int, int]]:
    """Web and mail addresses and document signs (S/2020/1104), whose figures are neither times nor numbers."""
    if "/" not in text and "@" not in text and "www." not in text:
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]


def _word_anchors(automaton: Any, text: str) -> list[tuple[int, int]]:
    length = len(text)
    return [
        (start, end)
        for _, start, end in automaton.find_matches_as_indexes(text)
        if not (start and text[start - 1].isalpha()) and not (end < length and text[end].isalpha())
    ]


def _stretches(text: str, anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The anchors with what stands around them, joined where they meet; cut between words."""
    anchors.sort()
    found: list[tuple[int, int]] = []
    begin, stop = -1, -1
    for start, end in anchors:
        left = max(start - LEFT, 0)
        if left > stop:
            if stop >= 0:
                found.append((_after_word(text, begin), _after_word(text, stop)))
            begin = left
        stop = max(stop, end + RIGHT)
    if stop >= 0:
        found.append((_after_word(text, begin), _after_word(text, stop)))
    return found


def _after_word(text: str, at: int) -> int:
    """The next place at or behind `at` that is between words; not farther than a long word."""
    if at <= 0:
        return 0
    stop = min(at + LONGEST, len(text))
    while at < stop and not text[at - 1].isspace():
        at += 1
    return min(at, len(text))


def tokens(folded: Folded, start: int, end: int, lexicon: Lexicon, *, sparse: bool = False) -> list[Token]:
    """The tokens of one stretch of text, with their classes; number words joined to numbers.

    sparse: of several words in a row that are in no list only the first and the last.
    """
    found, numeric = _tokens(folded, start, end, lexicon, sparse=sparse)
    text = folded.text
    if lexicon.double_months or text.find("/", start, end) >= 0 or text.find("(", start, end) >= 0:
        found = _dual_months(found)
    return _numbers(text, found, lexicon) if numeric else found


def _tokens(folded: Folded, start: int, end: int, lexicon: Lexicon, *, sparse: bool) -> tuple[list[Token], bool]:
    """The tokens of a stretch, and whether there are numbers among them."""
    text = folded.text
    pieces = RAW.findall(text, start, end)
    made: list[Token] = []
    add, find, plain = made.append, text.find, lexicon.plain
    new = tuple.__new__  # Of what is done for every word, the dearest by far.
    numeric = False
    at, skip, strangers = start, 0, 0
    other, most = lexicon.other, 1 if sparse else len(pieces)
    for index, piece in enumerate(pieces):
        begin = find(piece, at)
        at = begin + len(piece)
        if index < skip:
            continue
        known = plain[piece]
        if known.simple and not (known.follows and _goes_on(pieces, index, known.follows)):
            # Most words are the same wherever they stand.
            if known.code != other:
                strangers = 0
                add(new(Token, (begin, at, known.values, known.code, False, False)))
                if known.number:
                    numeric = True
            elif strangers <= most:
                strangers += 1
                add(new(Token, (begin, at, OTHER, other, False, False)))
            else:
                made[-1] = new(Token, (begin, at, OTHER, other, False, False))
        elif known.number and not known.simple:
            numeric, strangers = True, 0
            made += _figure(text, begin, at, made[-1] if made else None, lexicon)
            # An ending written behind the figure ("15th", "2016-м") has been taken into it.
            last, place, skip = made[-1].end, at, index + 1
            while skip < len(pieces) and place < last:
                place = find(pieces[skip], place) + len(pieces[skip])
                skip += place <= last
        else:
            strangers = 0
            taken, several = _word(folded, pieces, index, begin, lexicon)
            made += several
            skip = index + taken
            numeric = numeric or not _COUNTED.isdisjoint(several[-1].values)
    return made, numeric


def _goes_on(pieces: Sequence[str], index: int, follows: frozenset[str]) -> bool:
    """Whether the next piece may make a longer form of this one."""
    if index + 1 >= len(pieces):
        return False
    piece = pieces[index + 1]
    return piece in follows or ("." in piece and plain_word(piece) in follows)


def _dual_months(found: list[Token]) -> list[Token]:
    """A month with its other name behind it, "نوفمبر/ تشرين الثاني" or "نوفمبر (تشرين الثاني)", made one token."""
    if sum("month" in token[2] or "shymonth" in token[2] for token in found) < 2:
        return found
    out: list[Token] = []
    index = 0
    while index < len(found):
        token = found[index]
        number = _month(token)
        if number is not None and index + 1 < len(found) and _month(found[index + 1]) == number:
            out.append(Token(token.start, found[index + 1].end, token.values, token.code))
            index += 2
            continue
        if number is not None and index + 2 < len(found) and _month(found[index + 2]) == number:
            mark = found[index + 1].values
            closed = index + 3 < len(found) and "rpar" in found[index + 3].values
            if "slash" in mark or ("lpar" in mark and closed):
                last = index + (3 if "lpar" in mark else 2)
                out.append(Token(token.start, found[last].end, token.values, token.code))
                index = last + 1
                continue
        out.append(token)
        index += 1
    return out


def _month(token: Token) -> int | None:
    return next((int(token.values[name]) for name in ("month", "shymonth") if name in token.values), None)


def _word(folded: Folded, pieces: Sequence[str], index: int, begin: int, lexicon: Lexicon) -> tuple[int, list[Token]]:
    """The longest form of the lexicon that begins here, its proclitics apart; how many raw pieces it took."""
    text = folded.text
    stop = begin + len(pieces[index])
    head = plain_word(pieces[index])
    count, word = 1, lexicon.words.get(head)
    longer_forms = lexicon.longer.get(head)
    if longer_forms is not None and index + 1 < len(pieces):
        for length in longer_forms.get(plain_word(pieces[index + 1]), ()):
            several = pieces[index : index + length]
            # A form of several words stands on one line, with nothing between its words.
            longer = lexicon.words.get(" ".join(map(plain_word, several))) if len(several) == length else None
            if longer is not None:
                count, word = length, longer
                for piece in several[1:]:
                    stop = text.find(piece, stop) + len(piece)
                break
    if word is None:
        return 1, [Token(begin, stop, OTHER, lexicon.other)]
    made: list[Token] = []
    for letter in word.before:
        clitic = lexicon.words.get(letter) or Word(OTHER, lexicon.other)
        made.append(Token(begin, begin + 1, clitic.values, clitic.code))
        begin += 1
    if count == 1 and stop < len(text) and text[stop] == "." and head in lexicon.dotted:
        stop += 1
        if pieces[index + 1 : index + 2] == ["."]:
            count = 2
    values, code = word.values, word.code
    if lexicon.capital and not lexicon.capital.isdisjoint(values) and not _capital(folded, begin):
        values = {name: value for name, value in values.items() if name not in lexicon.capital} or {"other": True}
        code = lexicon.code(values)
    made.append(Token(begin, stop, values, code))
    return count, made


def _capital(folded: Folded, at: int) -> bool:
    return folded.original[folded.at(at)].isupper()


def _figure(text: str, begin: int, stop: int, previous: Token | None, lexicon: Lexicon) -> list[Token]:
    """A figure, or two with a dash between."""
    figure = text[begin:stop]
    touching = previous is not None and previous.end == begin
    if touching and previous is not None and _belongs_to_a_name(text, begin, previous, lexicon):
        return [_plain(begin, stop, {"other": True}, lexicon)]
    notation = lexicon.notation
    ending = _ENDING.match(text, stop) if stop < len(text) and stop - begin <= LONGEST else None
    if ending is not None and figure.isdigit():
        letters = ending[1]
        sort = (
            "decade" if letters in notation.decade
            else "ordinal" if letters in notation.ordinal
            else "cardinal" if letters in notation.cardinal
            else None
        )  # fmt: skip
        if sort is not None:
            return [Token(begin, ending.end(), *_classified(f"{figure}+{sort}", lexicon))]
    values, code = _classified(figure, lexicon)
    if "other" in values and figure.count("-") == 1:
        cut = begin + figure.index("-")
        first, second = _classified(text[begin:cut], lexicon), _classified(text[cut + 1 : stop], lexicon)
        return [
            Token(begin, cut, *first),
            _plain(cut, cut + 1, {"dash": True}, lexicon),
            Token(cut + 1, stop, *second),
        ]
    return [Token(begin, stop, values, code)]


def _classified(figure: str, lexicon: Lexicon) -> tuple[Values, str]:
    """The classes of a figure and their character; remembered."""
    found = lexicon.figures.get(figure)
    if found is None:
        values = classify(figure, lexicon.notation)
        found = values, lexicon.code(values)
        if len(figure) <= LONGEST:
            if len(lexicon.figures) > _FIGURES:
                lexicon.figures.clear()
            lexicon.figures[figure] = found
    return found


def _plain(start: int, end: int, values: Values, lexicon: Lexicon) -> Token:
    return Token(start, end, values, lexicon.code(values))


def _belongs_to_a_name(text: str, begin: int, previous: Token, lexicon: Lexicon) -> bool:
    """T-72, COVID-19, H1: a figure that hangs on a word which is no time word and no proclitic."""
    if previous.has("dash"):
        before = previous.start
        if not before or not _WORDY.match(text[before - 1]):
            return False
        head = before
        while head > 0 and before - head < LONGEST and text[head - 1].isalpha():
            head -= 1
        return text[head:before] not in lexicon.words and not text[before - 1].isdigit()
    return text[begin - 1].isalpha() and previous.has("other")


def _numbers(text: str, found: list[Token], lexicon: Lexicon) -> list[Token]:
    """Number words joined to numbers; figures that number something ("Article 10") marked."""
    out: list[Token] = []
    index = 0
    for place in [place for place, token in enumerate(found) if "card" in token[2] or "amount" in token[2]]:
        if place < index:
            continue
        out += found[index:place]
        count, joined = join(text, found, place, lexicon)
        if _labelled(out, joined):
            joined = Token(joined.start, joined.end, OTHER, lexicon.other, labelled=True)
        out.append(joined)
        index = place + count
    out += found[index:]
    return out


def _labelled(before: list[Token], number: Token) -> bool:
    """Whether a number that comes next only numbers something: "Article 10", "points 9 and", "№ 5"."""
    linked = False
    for back in range(1, min(len(before), 3) + 1):
        token = before[-back]
        if "label" in token.values:
            return not linked
        if token.labelled:
            return back > 1
        if "worded" in number.values or _LINKS.isdisjoint(token.values):
            return False
        linked = linked or not {"comma", "joiner", "dash"}.isdisjoint(token.values)
    return False


def join(text: str, found: Sequence[Token], index: int, lexicon: Lexicon) -> tuple[int, Token]:
    """The number that begins with this token: how many tokens it took, and it as one token."""
    total, current = 0.0, 0.0
    slot, ceiling = 10**9, 10.0**12
    filled: set[int] = set()
    place, last, joined, words = index, index, False, False
    free = lexicon.notation.free_order
    previous = 0.0
    while place < len(found):
        token = found[place]
        values = token.values
        if place > index and not joined and ("joiner" in values or "dash" in values):
            # "forty-four", "a hundred and five", "أربعة وأربعون"; but not "two and three".
            touching = token.start == found[place - 1].end and not text[token.end : token.end + 1].isspace()
            tight = "dash" in values and touching
            if (tight and 20 <= previous < 100 and not free) or ("joiner" in values and (free or previous >= 100)):
                joined, place = True, place + 1
                continue
            break
        mult = values.get("mult")
        if place > index and mult is not None and not (joined and free) and (current or mult == 100):
            if mult == 100:
                if not 0 < current < 100:
                    break
                current *= 100
                slot, filled = 100, {100}
            elif mult < ceiling:
                total += current * mult
                current, slot, ceiling, filled = 0.0, 10**9, mult, set()
            else:
                break
            previous, words = mult, True
        elif "card" in values:
            value = float(values["card"])
            if value >= 1000:
                if current or value >= ceiling:
                    break
                total, ceiling = total + value, 1000.0
            elif place > index and not joined and free and value == 100 and 0 < current < 10:
                current, filled = current * 100, {100}
            elif place > index and not joined and free and value == 10 and 0 < current < 10:
                current, filled = current + 10, filled | {10}
            else:
                size = 100 if value >= 100 else 10 if value >= 10 else 1
                if size in filled or (place > index and free and not joined):
                    break
                if not free and (size >= slot or (size == 1 and 10 <= previous < 20)):
                    break
                if 10 < value < 20 and 1 in filled:
                    break
                # Arabic says "four and forty", never "forty and four" or "four and ten".
                if free and ((size == 1 and 10 in filled) or (value == 10 and joined)):
                    break
                current += value
                filled = filled | ({1, 10} if 10 < value < 20 else {size})
                slot = size
            previous, words = value, True
        elif "amount" in values and place == index:
            current = float(values["amount"])
            following = found[place + 1].values if place + 1 < len(found) else {}
            if "mult" not in following:
                return 1, token
            previous = current
        elif (
            "ordinal" in values and not free and 20 <= previous < 100 and previous % 10 == 0 and values["ordinal"] < 10
        ):
            nth = int(total + current + values["ordinal"])
            made: Values = {"ordinal": nth, "oday": nth} if nth <= 31 else {"ordinal": nth}
            return place - index + 1, Token(found[index].start, token.end, made, lexicon.code(made))
        else:
            break
        joined, last, place = False, place, place + 1
    value = total + current
    first = found[index]
    if not words and last == index:
        return 1, first
    made = classify(f"{int(value)}+word", lexicon.notation) if value == int(value) else {"amount": value}
    shy = last == index and "shy" in first.values
    return last - index + 1, Token(first.start, found[last].end, made, lexicon.code(made), shy=shy)
