"""A file put in place whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from mithaq.errors import InputError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside `path` and move it there, so that what stood there stays if anything goes wrong.

    What is not an ordinary file (a pipe, a device) is written to as it is. Raises InputError naming the place.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise InputError("this is a folder", place=str(path), mend="name a file")
        if target.exists() and not target.is_file():
            with target.open("wb") as out:
                out.write(content)
            return
        if not target.parent.is_dir():
            raise InputError("there is no such folder", place=str(path.parent), mend="make it, or name another file")
        _replace(target, content)
    except OSError as error:
        raise _plain(error, path) from error


def _replace(target: Path, content: bytes) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected", str(target))
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _plain(error: OSError, path: Path) -> InputError:
    if error.errno in _FULL:
        return InputError(
            "there is no space left to write the page",
            place=str(path),
            mend="make room, or name a file on another disk; what stood there is unchanged",
        )
    if error.errno in _FORBIDDEN:
        return InputError(
            "the page may not be written here", place=str(path), mend="name another file, or change the rights"
        )
    reason = error.strerror or str(error)
    return InputError(f"the page cannot be written: {reason}", place=str(path), mend="name another file")
