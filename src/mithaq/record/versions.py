"""Which code and which data a run used, as fingerprints of the files themselves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import mithaq


@dataclass(frozen=True, slots=True)
class Versions:
    """mithaq: release. code, data: first 16 hex digits of SHA-256 over the package's Python and YAML files."""

    mithaq: str
    code: str
    data: str


@cache
def installed_versions() -> Versions:
    """The versions of what is installed here: a few megabytes are hashed, once a process."""
    root = Path(mithaq.__file__).parent
    return Versions(mithaq.__version__, _fingerprint(root, ".py"), _fingerprint(root, ".yaml"))


def _fingerprint(root: Path, suffix: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob(f"*{suffix}")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
