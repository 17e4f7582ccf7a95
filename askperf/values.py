"""Frozen, slotted values as `dataclasses` makes them, at a tenth of its cost at start.

`dataclasses` imports `inspect` and compiles six methods for every class: with some
seventy classes that was a third of the time of a one-shot answer (see
`docs/decisions.md`). The methods here are shared closures. Type checkers read `frozen()`
as they read `dataclass(frozen=True)`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter

TYPE_CHECKING = False  # importing `typing` would cost every start
if TYPE_CHECKING:
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_: object) -> Callable[[object], object]:
        """At run time a mark without effect."""
        return lambda function: function


_MISSING: Any = object()
_HASH = "_hash"


class Field:
    """What a field's default and part in comparison and repr are."""

    def __init__(self, default: Any, factory: Any, compare: bool, repr: bool) -> None:
        self.default = default
        self.factory = factory
        self.compare = compare
        self.repr = repr


def field(
    *, default: Any = _MISSING, default_factory: Any = None, compare: bool = True, repr: bool = True
) -> Any:
    """As `dataclasses.field`."""
    return Field(default, default_factory, compare, repr)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(*, slots: bool = True) -> Callable[[type[T]], type[T]]:
    """Make a class a frozen value: fields by its annotations, in order.

    Without `slots` instances have a dict, which `cached_property` needs.
    """
    return lambda cls: _make(cls, slots)


def replace(instance: T, **changes: Any) -> T:
    """A copy with some fields changed."""
    names: tuple[str, ...] = instance.__match_args__  # type: ignore[attr-defined]
    fields = {name: getattr(instance, name) for name in names} | changes
    return type(instance)(**fields)


def _make(cls: type[T], slots: bool) -> type[T]:
    body = dict(vars(cls))
    names = tuple(body.get("__annotations__", ()))
    fields = {n: _as_field(body.pop(n, _MISSING)) for n in names}
    for leftover in ("__dict__", "__weakref__"):
        body.pop(leftover, None)
    body |= _methods(names, fields) | {"__match_args__": names}
    body["__dataclass_fields__"] = _DataclassFields(fields)
    if slots:
        body["__slots__"] = (*names, _HASH)
        body["__hash__"] = _cached(body["__hash__"])
    made: Any = type(cls.__name__, cls.__bases__, body)
    if slots:
        setters = [vars(made)[name].__set__ for name in names]
        given = [fields[name].default for name in names]
        needed = max((i + 1 for i, value in enumerate(given) if value is _MISSING), default=0)
        made.__init__ = _quick(len(names), needed)(made.__init__, _MISSING, *setters, *given)
    return made  # type: ignore[no-any-return]


def _cached(hash_of: Callable[[Any], int]) -> Callable[[Any], int]:
    """Values nest and are keys: each is hashed once. Copies and pickles leave it out."""
    keep = object.__setattr__

    def hashed(self: Any) -> int:
        try:
            return self._hash  # type: ignore[no-any-return]
        except AttributeError:
            found = hash_of(self)
            keep(self, _HASH, found)
            return found

    return hashed


@cache
def _quick(count: int, needed: int) -> Callable[..., Callable[..., None]]:
    """A maker of constructors of so many fields, the first ones given in order; else the
    common one.

    Written out once for a number of fields, not for a class: that is cheap at start.
    """
    names = ", ".join(f"v{i}" for i in range(count))
    filled = [f"v{i}" if i < needed else f"d{i} if v{i} is missing else v{i}" for i in range(count)]
    body = "; ".join(f"s{i}(self, {value})" for i, value in enumerate(filled)) or "pass"
    setters = "".join(f", s{i}" for i in range(count))
    defaults = "".join(f", d{i}" for i in range(count))
    lines = (
        f"def make(common, missing{setters}{defaults}):",
        f" def init(self, {''.join(f'v{i}=missing, ' for i in range(count))}*more, **named):",
        f"  if {f'v{needed - 1} is missing or ' if needed else ''}more or named:",
        f"   given = [v for v in ({names}{',' if count else ''}) if v is not missing]",
        "   common(self, *given, *more, **named)",
        "  else:",
        f"   {body}",
        " return init",
    )
    space: dict[str, Any] = {}
    exec("\n".join(lines), space)
    maker: Callable[..., Callable[..., None]] = space["make"]
    return maker


def _key(compared: tuple[str, ...]) -> Callable[[Any], Any]:
    """What a value is compared by."""
    if len(compared) > 1:
        return attrgetter(*compared)
    if not compared:
        return lambda self: ()
    only = attrgetter(*compared)
    return lambda self: (only(self),)


class _DataclassFields:
    """What `dataclasses` keeps of a class, made when first asked for.

    So its `fields`, `replace`, `asdict` and `is_dataclass` work on these values too.
    """

    def __init__(self, fields: dict[str, Field]) -> None:
        self._fields = fields
        self._made: dict[str, Any] | None = None

    def __get__(self, instance: object, owner: type) -> dict[str, Any]:
        if self._made is None:
            import dataclasses

            specs = [
                (name, object, dataclasses.field(compare=f.compare, repr=f.repr))
                for name, f in self._fields.items()
            ]
            made: Any = dataclasses.make_dataclass(owner.__name__, specs)
            self._made = made.__dataclass_fields__
        return self._made


def _as_field(default: Any) -> Field:
    return default if isinstance(default, Field) else Field(default, None, True, True)


def _methods(names: tuple[str, ...], fields: dict[str, Field]) -> dict[str, Any]:
    assign = object.__setattr__
    key = _key(tuple(n for n in names if fields[n].compare))
    shown = tuple(n for n in names if fields[n].repr)

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        for name, given in zip(names, args, strict=False):
            assign(self, name, given)
        if len(args) < len(names):
            for name in names[len(args) :]:
                given = kwargs.pop(name, _MISSING)
                assign(self, name, _default(self, name) if given is _MISSING else given)
        if kwargs or len(args) > len(names):
            raise TypeError(f"{type(self).__name__}: unexpected arguments {args} {kwargs}")

    def _default(self: Any, name: str) -> Any:
        wanted = fields[name]
        if wanted.factory is not None:
            return wanted.factory()
        if wanted.default is _MISSING:
            raise TypeError(f"{type(self).__name__}: no value for {name}")
        return wanted.default

    def equal(self: Any, other: object) -> Any:
        if self is other:
            return True
        return key(self) == key(other) if type(other) is type(self) else NotImplemented

    def show(self: Any) -> str:
        cells = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__name__}({cells})"

    def refuse(self: Any, name: str, *_: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} can't be changed")

    def reduce(self: Any) -> Any:
        return type(self), tuple(getattr(self, name) for name in names)

    return {
        "__init__": init,
        "__eq__": equal,
        "__hash__": lambda self: hash(key(self)),
        "__repr__": show,
        "__setattr__": refuse,
        "__delattr__": refuse,
        "__reduce__": reduce,
    }
