"""needs.toml as an object."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Needs:
    """What the set-up needs beside the locks; sizes in GB."""

    path: Path
    disk: dict[str, float]
    glibc: dict[str, str]
    torch: str
    torch_index: dict[str, str]
    libraries: dict[str, str]
    programs: dict[str, str]
    chinese_font: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises ``KeyError`` or ``tomllib.TOMLDecodeError`` where the file is not as it should be."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            path=path,
            disk=table["disk"],
            glibc=table["glibc"],
            torch=table["torch"]["version"],
            torch_index=table["torch"]["index"],
            libraries=table["libraries"],
            programs=table["programs"],
            chinese_font=table["fonts"]["chinese"],
        )
