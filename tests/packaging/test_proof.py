"""The proof of a new environment, run here with the real packages."""

import hashlib
import sys
import tomllib
from pathlib import Path

import pytest

import proof
from tests.packaging.conftest import PACKAGING

TABLE = tomllib.loads((PACKAGING / "needs.toml").read_text(encoding="utf-8"))


def test_the_real_torch_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proof.prove_torch(TABLE["torch"]["version"], "cpu").startswith("2.13.0")
    with pytest.raises(proof.Failure, match=r"2\.13\.0\S* instead of 1\.0"):
        proof.prove_torch("1.0", "cpu")


def test_a_device_that_is_not_there_fails() -> None:
    import torch

    build = "apple" if torch.cuda.is_available() else "cuda"
    with pytest.raises(proof.Failure, match=build):
        proof.prove_torch(TABLE["torch"]["version"], build)


def test_a_missing_module_is_named() -> None:
    proof.prove_imports(["json", "xml.dom"])
    with pytest.raises(proof.Failure, match="import no_such_module"):
        proof.prove_imports(["json", "no_such_module"])


def test_the_starter_model_is_the_known_one() -> None:
    proof.prove_starter(**TABLE["proof"]["starter"])


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "changed_starter"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "weights").write_bytes(b"changed")
    monkeypatch.syspath_prepend(tmp_path)
    right = hashlib.sha256(b"changed").hexdigest()
    proof.prove_starter("changed_starter", "weights", right)
    with pytest.raises(proof.Failure, match=right):
        proof.prove_starter("changed_starter", "weights", "0" * 64)
    with pytest.raises(proof.Failure, match="is missing"):
        proof.prove_starter("no_such_starter", "weights", right)


def test_a_wrong_product_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __matmul__(self, other: object) -> "Broken":
            return self

        def tolist(self) -> list[list[float]]:
            return [[0.0] * proof.SIZE] * proof.SIZE

    import torch

    monkeypatch.setattr(torch, "tensor", lambda rows, device: Broken())
    with pytest.raises(proof.Failure, match="wrong product"):
        proof.prove_torch(TABLE["torch"]["version"], "cpu")


def test_everything_that_is_imported_is_listed_once() -> None:
    names = TABLE["proof"]["imports"]
    assert len(names) == len(set(names))
    assert {"PySide6.QtWidgets", "transformers", "pyarrow"} <= set(names)
    assert sys.version_info >= (3, 11)
