"""From files to prepared Arrow files: opened, read in columns or records, changed by steps, split, kept."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[float, str], None]
"""Is told a fraction and the code of what is happening; may raise ``Cancelled``."""
