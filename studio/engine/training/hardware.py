"""What this computer has to train with."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import tokenizers
import torch
import transformers

from studio.contract.calls import Hardware
from studio.contract.problems import Problem
from studio.engine.groups import measure_free, measure_total

_NO_GPU_MEMORY = ("CUDA error: out of memory", "CUBLAS_STATUS_ALLOC_FAILED", "HIP error: out of memory")
_NO_MEMORY = ("DefaultCPUAllocator", "out of memory", "can't start new thread", "std::bad_alloc")
_NO_PRIMITIVE = "could not create a primitive"
"""How oneDNN says that it got no memory; with more behind it, it says something else."""
_OUT_OF_RANGE = ("device-side assert", "index out of range in self")
_DEVICE_LOST = (
    "CUDA error",
    "CUDA driver error",
    "CUDA unknown error",
    "cuDNN error",
    "CUDNN_STATUS_",
    "CUBLAS_STATUS_",
    "HIP error",
    "No CUDA GPUs are available",
    "Found no NVIDIA driver",
    "GPU is lost",
    "fallen off the bus",
    "MPS backend",
)


def detect() -> Hardware:
    """Looks at devices and memory; asks CUDA and Metal, so never to be called in the window's process."""
    cuda = torch.cuda.is_available()
    free, total = torch.cuda.mem_get_info() if cuda else (0, 0)
    return Hardware(
        devices=[*(["cuda"] if cuda else []), *(["mps"] if torch.backends.mps.is_available() else []), "cpu"],
        name=torch.cuda.get_device_name() if cuda else _name_processor(),
        cores=count_cores(),
        memory=measure_total(),
        memory_free=measure_free(),
        gpu_memory=total,
        gpu_memory_free=free,
        versions={
            "python": platform.python_version(),
            "torch": str(torch.__version__),
            "transformers": transformers.__version__,
            "tokenizers": tokenizers.__version__,
        },
    )


def count_cores() -> int:
    """The cores this process may use: in a container fewer than the chip has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find_device(name: str, hardware: Hardware) -> torch.device:
    """The device called ``name``; ``auto`` is the best there is."""
    return torch.device(hardware.devices[0] if name == "auto" else name)


def explain_failure(error: RuntimeError | IndexError) -> Problem | None:
    """The problem behind an error of torch: no memory, a number without a place in the model, a lost device; else None.

    After an error of the device nothing works there any more in this process: a new attempt is a new process.
    """
    memory, said = explain_lack_of_memory(error), str(error)
    if memory:
        return memory
    if label := re.search(r"Target (-?\d+) is out of bounds", said):
        return Problem(code="training.bad_label", values={"label": int(label[1]), "tags": 0, "split": ""}, details=said)
    if any(sign in said for sign in _OUT_OF_RANGE):
        return Problem(code="training.bad_index", details=said)
    is_device = isinstance(error, torch.AcceleratorError) or any(sign in said for sign in _DEVICE_LOST)
    return Problem(code="computer.device_lost", details=said) if is_device else None


def explain_lack_of_memory(error: RuntimeError | IndexError) -> Problem | None:
    """The problem behind torch's error where that is a lack of memory, else None."""
    said = str(error)
    if isinstance(error, torch.OutOfMemoryError) or any(sign in said for sign in _NO_GPU_MEMORY):
        return Problem(code="computer.no_gpu_memory", details=said)
    if any(sign in said for sign in _NO_MEMORY) or said.endswith(_NO_PRIMITIVE):
        return Problem(code="computer.no_memory", details=said)
    return None


def _name_processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
            return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        return platform.processor()
