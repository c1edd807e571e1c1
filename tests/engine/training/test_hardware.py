"""This computer as it is, and torch's ways of saying that memory is short."""

from __future__ import annotations

import os

import psutil
import pytest
import torch
from torch.nn import functional

from studio.contract.words import Words
from studio.engine.groups import measure_total
from studio.engine.training.hardware import count_cores, detect, explain_failure, explain_lack_of_memory, find_device


def test_this_computer_is_described() -> None:
    found = detect()
    assert found.devices[-1] == "cpu"
    assert found.name
    assert found.memory == measure_total() <= psutil.virtual_memory().total
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
        (torch.AcceleratorError("CUDA error: out of memory"), "computer.no_gpu_memory"),
        (RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate"), "computer.no_gpu_memory"),
        (RuntimeError("MPS backend out of memory (MPS allocated: 5 GB)"), "computer.no_memory"),
        (RuntimeError("can't start new thread"), "computer.no_memory"),
        (RuntimeError("could not create a primitive"), "computer.no_memory"),
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
    assert explain_lack_of_memory(RuntimeError("could not create a primitive descriptor for a matmul")) is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("CUDA error: device-side assert triggered\nCUDA kernel errors might be …", "training.bad_index"),
        ("CUDA error: unspecified launch failure", "computer.device_lost"),
        ("CUDA error: an illegal memory access was encountered", "computer.device_lost"),
        ("CUDA error: the launch timed out and was terminated", "computer.device_lost"),
        ("CUDA error: uncorrectable ECC error encountered", "computer.device_lost"),
        ("CUDA error: no CUDA-capable device is detected", "computer.device_lost"),
        ("CUDA error: all CUDA-capable devices are busy or unavailable", "computer.device_lost"),
        ("CUDA driver error: device not ready", "computer.device_lost"),
        ("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED", "computer.device_lost"),
        ("CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling cublasSgemm", "computer.device_lost"),
        ("HIP error: unspecified launch failure", "computer.device_lost"),
        ("No CUDA GPUs are available", "computer.device_lost"),
        ("Unable to determine the device handle for GPU0000:01:00.0: GPU is lost.", "computer.device_lost"),
    ],
)
def test_a_device_that_no_longer_works_is_understood(said: str, code: str) -> None:
    for error in (RuntimeError(said), torch.AcceleratorError(said)):
        problem = explain_failure(error)
        assert problem is not None
        assert (problem.code, problem.details) == (code, said)
        for language in ("en", "zh_CN"):
            told = Words(language).explain(problem)
            assert told.why
            assert told.fix


def test_any_other_error_of_an_accelerator_is_its_loss() -> None:
    problem = explain_failure(torch.AcceleratorError("the device did something new"))
    assert problem is not None
    assert problem.code == "computer.device_lost"


def test_what_torch_really_says_of_numbers_without_a_place() -> None:
    with pytest.raises(IndexError) as caught:
        functional.cross_entropy(torch.zeros(2, 3), torch.tensor([1, 7]))
    problem = explain_failure(caught.value)
    assert problem is not None
    assert (problem.code, problem.values["label"]) == ("training.bad_label", 7)
    assert "number 7" in Words("en").explain(problem).why
    with pytest.raises(IndexError) as caught:
        torch.nn.Embedding(3, 2)(torch.tensor([5]))
    problem = explain_failure(caught.value)
    assert problem is not None
    assert problem.code == "training.bad_index"


@pytest.mark.parametrize("error", [RuntimeError("shapes cannot be multiplied"), IndexError("list index out of range")])
def test_a_mistake_of_ours_is_no_loss_of_a_device(error: RuntimeError | IndexError) -> None:
    assert explain_failure(error) is None
