"""The part of pyarrow that we use, untyped upstream."""

from typing import Any

def __getattr__(name: str) -> Any: ...
