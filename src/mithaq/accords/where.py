"""What is wrong in an accord's file, and where: file, line and key."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mithaq.errors import AccordError

MEND = "see docs/how-to/own-accord.md and the accords in accords/library for how a file is written"


class Fault(NamedTuple):
    """What is wrong at a key of an accord's file: `at` is the way to the key, list items counted from 0."""

    message: str
    at: tuple[str | int, ...]
    mend: str = MEND


class Where:
    """Where in a file a key stands, for errors only: the file is parsed a second time when one is raised."""

    def __init__(self, source: Traversable | Path) -> None:
        self.source = source
        self._root: Any = None

    def __call__(self, at: tuple[str | int, ...]) -> tuple[int | None, str]:
        """The line of a key (None if the file has none) and the way to it, list items counted from 1."""
        return self._line(at), ".".join(str(part + 1) if isinstance(part, int) else part for part in at)

    def error(self, message: str, at: tuple[str | int, ...], mend: str = MEND) -> AccordError:
        """An AccordError for the key at this path; list items are counted from 1, as people do."""
        line, shown = self(at)
        file = f"{self.source}:{line}" if line else str(self.source)
        return AccordError(message, place=f"{file}: {shown}" if shown else file, mend=mend)

    def doubled_keys(self) -> Iterator[Fault]:
        """YAML keeps the last of two equal keys without a word; an accord must not lose a clause that way."""
        waiting: list[tuple[Any, tuple[str | int, ...]]] = [(self._tree(), ())]
        visited: set[int] = set()
        while waiting:
            node, at = waiting.pop()
            if id(node) in visited:  # an alias; it may even lie in what it names
                continue
            visited.add(id(node))
            if isinstance(node, yaml.MappingNode):
                seen: set[str] = set()
                for key, value in node.value:
                    if not isinstance(key, yaml.ScalarNode):
                        continue
                    if key.value in seen:
                        yield Fault(f"the key {key.value!r} is given twice", (*at, key.value), "remove one")
                    seen.add(key.value)
                    waiting.append((value, (*at, key.value)))
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend((value, (*at, n)) for n, value in enumerate(node.value))

    def _tree(self) -> Any:
        if self._root is None:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            self._root = yaml.compose(self.source.read_bytes(), Loader=loader)
        return self._root

    def _line(self, at: tuple[str | int, ...]) -> int | None:
        """The line of the deepest part of the path that the file has."""
        try:
            node = self._tree()
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            return None
        line = None
        for part in at:
            if isinstance(part, str) and isinstance(node, yaml.MappingNode):
                pair = next(((key, value) for key, value in node.value if key.value == part), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(part, int) and isinstance(node, yaml.SequenceNode) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
            else:
                break
        return line
