"""Where each character of a folded text stands in the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import overload


class Offsets(Sequence[int]):
    """Where each folded character stands in the original, kept as the few places where the distance changes."""

    __slots__ = ("_length", "_shifts", "_starts")

    def __init__(self, starts: list[int], shifts: list[int], length: int) -> None:
        self._starts, self._shifts, self._length = starts, shifts, length

    def __len__(self) -> int:
        return self._length + 1

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index <= self._length:
            raise IndexError(index)
        return index + self._shifts[bisect_right(self._starts, index) - 1]

    def __iter__(self) -> Iterator[int]:
        return (self[index] for index in range(len(self)))
