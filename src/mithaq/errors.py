"""Every error Mithaq raises on purpose.

MithaqError
├── InputError        a report, an accord or an option that cannot be used as given
│   ├── FormatError   a file whose bytes are not what its kind promises
│   └── LanguageError a language Mithaq does not read
├── AccordError       an accord file that breaks the rules of accords
├── DataError         one of Mithaq's own data files is wrong (lexicon, gazetteer, catalogue)
└── RecordError       the record (database) cannot be opened, read or written

Libraries raise; only the command line turns an error into an exit status.
"""

from __future__ import annotations


class MithaqError(Exception):
    """Base of all errors: what is wrong, where, and how to mend it.

    Parameters
    ----------
    message: what is wrong, one sentence.
    place: file, and where in it (line, key), if known.
    mend: what the reader of the message can do.
    """

    exit_code = 1

    def __init__(self, message: str, *, place: str | None = None, mend: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.mend = mend

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n  mend: {self.mend}" if self.mend else head


class InputError(MithaqError):
    """What the user gave cannot be used as given."""

    exit_code = 2


class FormatError(InputError):
    """A file whose bytes are not what its kind promises (empty, binary, wrong encoding)."""


class LanguageError(InputError):
    """A language that Mithaq does not read."""


class AccordError(InputError):
    """An accord file with a wrong date, an unknown kind, a missing or unknown key."""


class DataError(MithaqError):
    """A data file of Mithaq's own is wrong; names the file and the entry."""

    exit_code = 3


class RecordError(MithaqError):
    """The record cannot be opened, read or written (newer version, no permission, full disk)."""

    exit_code = 4
