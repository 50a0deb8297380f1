"""Collections whose values are made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

V = TypeVar("V")


class OnDemand(Mapping[str, V]):
    """Equal to the dictionary of all its values, in the order of ``names``; each is made once, and
    only if it is asked for. A deck shows a few of the numbers that a metric has."""

    __slots__ = ("_known", "_make", "_names")

    def __init__(self, names: Iterable[str], make: Callable[[str], V]) -> None:
        self._names = tuple(names)
        self._make = make
        self._known: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = self._make(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return repr(dict(self))


class OnDemandSequence(Sequence[V]):
    """Equal to the tuple that ``make`` gives, which is called once, by whoever asks first: of the
    many labels of a metric a slide shows the values of a few, and the history of fewer."""

    __slots__ = ("_known", "_make")

    def __init__(self, make: Callable[[], tuple[V, ...]]) -> None:
        self._make = make
        self._known: tuple[V, ...] | None = None

    def _values(self) -> tuple[V, ...]:
        if self._known is None:
            self._known = self._make()
        return self._known

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[V, ...]: ...

    def __getitem__(self, place: int | slice) -> V | tuple[V, ...]:
        return self._values()[place]

    def __iter__(self) -> Iterator[V]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | OnDemandSequence) and self._values() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return repr(self._values())
