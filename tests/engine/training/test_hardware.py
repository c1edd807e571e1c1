"""This computer as it is, and torch's ways of saying that memory is short."""

from __future__ import annotations

import os

import psutil
import pytest
import torch

from studio.engine.training.hardware import count_cores, detect, explain_lack_of_memory, find_device


def test_this_computer_is_described() -> None:
    found = detect()
    assert found.devices[-1] == "cpu"
    assert found.name
    assert found.memory == psutil.virtual_memory().total
    assert 0 < found.memory_free <= found.memory
    assert found.versions["torch"] == torch.__version__
    assert ("cuda" in found.devices) == torch.cuda.is_available() == (found.gpu_memory > 0)


def test_cores_are_those_the_process_may_use() -> None:
    assert 1 <= count_cores() <= (os.cpu_count() or 1)


def test_automatic_is_the_best_device() -> None:
    found = detect().model_copy(update={"devices": ["mps", "cpu"]})
    assert find_device("auto", found) == torch.device("mps")
    assert find_device("cpu", found) == torch.device("cpu")
    assert find_device("cuda:1", found) == torch.device("cuda", 1)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20 GiB"), "computer.no_gpu_memory"),
        (RuntimeError("MPS backend out of memory (MPS allocated: 5 GB)"), "computer.no_memory"),
    ],
)
def test_a_lack_of_memory_is_understood(error: RuntimeError, code: str) -> None:
    problem = explain_lack_of_memory(error)
    assert problem is not None
    assert (problem.code, problem.details) == (code, str(error))


def test_what_torch_really_says_when_memory_is_short() -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**60, dtype=torch.uint8)
    problem = explain_lack_of_memory(caught.value)
    assert problem is not None
    assert problem.code == "computer.no_memory"


def test_another_error_is_not_taken_for_it() -> None:
    assert explain_lack_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied")) is None
