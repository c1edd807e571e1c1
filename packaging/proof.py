"""Run by a new environment's own Python: proves that it works before it is taken.

    python proof.py NEEDS.toml BUILD

Prints the version of torch; exits 1 with one line on what does not work.
"""

import hashlib
import importlib
import importlib.util
import sys
import tomllib
from pathlib import Path

SIZE = 64
DEVICES = {"cpu": "cpu", "cuda": "cuda", "apple": "mps"}


class Failure(Exception):
    """What does not work, in a few words."""


def prove_imports(names: list[str]) -> None:
    """Raises ``Failure`` with the first module that does not import."""
    for name in names:
        try:
            importlib.import_module(name)
        except (ImportError, OSError, RuntimeError, AttributeError) as error:
            raise Failure(f"import {name}: {error}") from error


def prove_torch(version: str, build: str) -> str:
    """A product of two matrices on the device, entry by entry; the version that computed it."""
    try:
        import torch

        left = [[float(row * column % 7) for column in range(SIZE)] for row in range(SIZE)]
        right = [[float((row + column) % 5) for column in range(SIZE)] for row in range(SIZE)]
        product = torch.tensor(left, device=DEVICES[build]) @ torch.tensor(right, device=DEVICES[build])
        found = product.tolist()
    except (ImportError, OSError, RuntimeError, AssertionError) as error:
        raise Failure(f"torch ({build}): {error}") from error
    columns = list(zip(*right, strict=True))
    if found != [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in left]:
        raise Failure(f"torch ({build}): a wrong product of two matrices")
    if torch.__version__.partition("+")[0] != version:
        raise Failure(f"torch {torch.__version__} instead of {version}")
    return str(torch.__version__)


def prove_starter(package: str, file: str, sha256: str) -> None:
    """Raises ``Failure`` unless the starter model's weights are the known ones."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise Failure(f"{package} is missing")
    weights = Path(found.submodule_search_locations[0]) / file
    with weights.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digest != sha256:
        raise Failure(f"{weights} has SHA-256 {digest}")


def main(needs: str, build: str) -> int:
    """Proves everything; prints what failed or which torch works."""
    table = tomllib.loads(Path(needs).read_text(encoding="utf-8"))
    try:
        version = prove_torch(table["torch"]["version"], build)
        prove_imports(table["proof"]["imports"])
        prove_starter(**table["proof"]["starter"])
    except Failure as failure:
        print(failure)
        return 1
    print(version)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
