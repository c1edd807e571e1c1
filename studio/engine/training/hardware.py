"""What this computer has to train with."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil
import tokenizers
import torch
import transformers

from studio.contract.calls import Hardware
from studio.contract.problems import Problem


def detect() -> Hardware:
    """Looks at devices and memory; asks CUDA and Metal, so never to be called in the window's process."""
    cuda = torch.cuda.is_available()
    free, total = torch.cuda.mem_get_info() if cuda else (0, 0)
    memory = psutil.virtual_memory()
    return Hardware(
        devices=[*(["cuda"] if cuda else []), *(["mps"] if torch.backends.mps.is_available() else []), "cpu"],
        name=torch.cuda.get_device_name() if cuda else _name_processor(),
        cores=count_cores(),
        memory=memory.total,
        memory_free=memory.available,
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


def explain_lack_of_memory(error: RuntimeError) -> Problem | None:
    """The problem behind torch's error where that is a lack of memory, else None."""
    if isinstance(error, torch.OutOfMemoryError):
        return Problem(code="computer.no_gpu_memory", details=str(error))
    if "DefaultCPUAllocator" in str(error) or "out of memory" in str(error):
        return Problem(code="computer.no_memory", details=str(error))
    return None


def _name_processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
            return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        return platform.processor()
