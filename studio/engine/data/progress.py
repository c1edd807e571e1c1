"""How long work says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[float, str], None]
"""Is told a fraction and the code of what is happening; may raise ``Cancelled``."""
