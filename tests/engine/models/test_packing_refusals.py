"""What must not be packed is refused, with a reason that has words."""

from __future__ import annotations

from typing import Any, cast

import pytest
import torch
from peft import PrefixTuningConfig, get_peft_model
from transformers import BertConfig, BertForMaskedLM, DebertaV2ForTokenClassification

from studio.contract.words import LANGUAGES, Words
from studio.engine.methods.lora import Lora
from studio.engine.models.packing.packed import pack
from studio.engine.models.packing.refusals import find_reason_not_to_pack
from studio.engine.models.scratch import build_config
from tests.engine.models.packing_bench import CONFIGS, build

CPU, CUDA = torch.device("cpu"), torch.device("cuda")
REASONS = ("architecture", "attention", "compiled", "device", "dropout", "heads", "outputs", "precision", "prompt")


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A stand-in for a graphics card that can do everything: only what the guard asks it is played."""
    can: dict[str, Any] = {"flash": True, "capability": (9, 0)}
    monkeypatch.setattr(torch.backends.cuda, "is_flash_attention_available", lambda: can["flash"])
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: can["capability"])
    return can


@pytest.mark.parametrize("name", CONFIGS)
def test_what_is_on_the_list_may(name: str, card: dict[str, Any]) -> None:
    model = build(name)
    assert find_reason_not_to_pack(model, CPU, "fp32") is None
    assert find_reason_not_to_pack(model, CUDA, "bf16") is None
    assert find_reason_not_to_pack(Lora().prepare(model, {"lora_rank": 2}), CUDA, "fp16") is None
    pack(model)
    assert find_reason_not_to_pack(model, CUDA, "bf16") is None  # one that is packed already


def test_other_architectures_may_not() -> None:
    model = DebertaV2ForTokenClassification(build_config(100, {}))
    assert find_reason_not_to_pack(model, CPU, "fp32") == "advice.packing_architecture"
    with pytest.raises(ValueError, match="DebertaV2Model cannot be packed"):
        pack(model)
    writer = BertForMaskedLM(BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=1, num_attention_heads=1))
    assert find_reason_not_to_pack(writer, CPU, "fp32") is None
    writer.config.is_decoder = True
    assert find_reason_not_to_pack(writer, CPU, "fp32") == "advice.packing_architecture"
    pieces = build("bert", chunk_size_feed_forward=4)
    assert find_reason_not_to_pack(pieces, CPU, "fp32") == "advice.packing_architecture"


def test_other_attentions_and_outputs_may_not() -> None:
    model = build("bert")
    model.set_attn_implementation("flex_attention")
    assert find_reason_not_to_pack(model, CPU, "fp32") == "advice.packing_attention"
    model.set_attn_implementation("eager")
    assert find_reason_not_to_pack(model, CPU, "fp32") is None
    model.config.output_hidden_states = True
    assert find_reason_not_to_pack(model, CPU, "fp32") == "advice.packing_outputs"


def test_compiled_models_may_not() -> None:
    model = build("bert")
    wrapped = torch.compile(model, backend="eager")
    assert find_reason_not_to_pack(cast(Any, wrapped), CPU, "fp32") == "advice.packing_compiled"
    model.compile(backend="eager")
    assert find_reason_not_to_pack(model, CPU, "fp32") == "advice.packing_compiled"


def test_prompts_that_are_learnt_may_not() -> None:
    config = PrefixTuningConfig(task_type="TOKEN_CLS", num_virtual_tokens=3)
    model = get_peft_model(build("bert"), config)
    assert find_reason_not_to_pack(model, CPU, "fp32") == "advice.packing_prompt"


def test_other_devices_and_precisions_may_not(card: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    model = build("bert")
    assert find_reason_not_to_pack(model, torch.device("mps"), "fp16") == "advice.packing_device"
    assert find_reason_not_to_pack(model, CUDA, "fp32") == "advice.packing_precision"
    card["capability"] = (7, 5)
    assert find_reason_not_to_pack(model, CUDA, "fp16") == "advice.packing_device"
    card.update(capability=(8, 0), flash=False)
    assert find_reason_not_to_pack(model, CUDA, "fp16") == "advice.packing_device"
    card.update(flash=True)
    monkeypatch.setattr(torch.version, "hip", "7.0")
    assert find_reason_not_to_pack(model, CUDA, "fp16") == "advice.packing_device"


def test_heads_that_no_kernel_reads_may_not(card: dict[str, Any]) -> None:
    assert find_reason_not_to_pack(build("bert", hidden_size=24), CUDA, "bf16") == "advice.packing_heads"


def test_dropout_with_local_windows_may_not_on_cuda(card: dict[str, Any]) -> None:
    assert find_reason_not_to_pack(build("bert", dropout=0.1), CUDA, "bf16") is None
    local = build("modernbert", dropout=0.1)
    assert find_reason_not_to_pack(local, CUDA, "bf16") == "advice.packing_dropout"
    assert find_reason_not_to_pack(local, CPU, "fp32") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: str) -> None:
    words = Words(language)
    said = [words.say(f"advice.packing_{reason}") for reason in REASONS]
    assert len(set(said)) == len(REASONS)
    assert not any("packing_" in sentence for sentence in said)
