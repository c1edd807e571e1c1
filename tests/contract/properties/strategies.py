"""Made-up values of any model of the contract, from the types of its fields."""

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

TEXTS = st.text(max_size=8)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**31), 2**31),
    float: FLOATS,
    NoneType: st.none(),
    Any: st.none() | st.booleans() | st.integers() | FLOATS | TEXTS,
}


def invent(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type; every field of a model is filled, the optional ones too."""
    inner = get_args(kind)
    match get_origin(kind):
        case None:
            if kind in PLAIN:
                return PLAIN[kind]
            assert issubclass(kind, BaseModel)
            return st.builds(kind, **{name: invent(field.annotation) for name, field in kind.model_fields.items()})
        case origin if origin is Annotated:
            return invent(inner[0])
        case origin if origin is Literal:
            return st.sampled_from(inner)
        case origin if origin in (Union, UnionType):
            return st.one_of(*map(invent, inner))
        case origin if origin is tuple:
            return st.tuples(*map(invent, inner))
        case origin if origin is list:
            return st.lists(invent(inner[0]), max_size=2)
        case origin:
            assert origin is dict
            return st.dictionaries(TEXTS, invent(inner[1]), max_size=2)
