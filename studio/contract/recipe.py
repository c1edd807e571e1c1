"""The recipe: what a run is asked to do, as the user wrote it; and its resolved form.

A field left out (None) takes an advised value, see :mod:`studio.contract.advice`. Files are YAML 1.2 without
anchors, tags or duplicate keys.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Strict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter

from studio.contract.knobs import Knob
from studio.contract.problems import Place, Problem, StudioError

_STRICT = ConfigDict(frozen=True, extra="forbid")
Number = Annotated[float, Strict()]
"""A number in YAML: neither a text that looks like one, nor true or false."""
Whole = Annotated[int, Strict()]


_DEEPEST = 20


class ReadSpec(BaseModel):
    """What was corrected in how files are read; everything left out is detected from content.

    ``sheet`` names a sheet of a workbook, a table of a database, or a configuration of a hub data set.
    ``header`` says whether a table's first row names its columns. ``label_separator`` cuts a cell into several
    labels; left out, a cell is one label.
    """

    model_config = _STRICT

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: bool | None = None
    scheme: str | None = None
    text_column: str | None = None
    label_separator: str | None = None


class SplitSpec(BaseModel):
    """How fractions are taken from the training data."""

    model_config = _STRICT

    kind: Annotated[str, Knob(enum=("random", "stratified", "grouped", "time"))] = "stratified"
    by: str | None = None
    seed: Annotated[Whole, Knob(minimum=0, maximum=2**31 - 1)] = 42


class DataSpec(BaseModel):
    """Where the examples come from: files relative to the recipe, or a data set of the hub."""

    model_config = _STRICT

    train: str | list[str] | None = None
    dataset: str | None = None
    validation: Annotated[Number | str | None, Knob(minimum=0, maximum=0.9)] = None
    test: Annotated[Number | str | None, Knob(minimum=0, maximum=0.9)] = None
    columns: dict[str, str] = {}
    read: ReadSpec = ReadSpec()
    split: SplitSpec = SplitSpec()
    steps: str | None = None

    @property
    def train_files(self) -> list[str]:
        """The training files, always as a list."""
        return [self.train] if isinstance(self.train, str) else list(self.train or [])


class Recipe(BaseModel):
    """One run as asked. Only ``task`` and ``data.train`` are required."""

    model_config = _STRICT

    task: Annotated[str, Knob(enum=("token-classification", "text-classification", "multi-label-classification"))]
    model: str | None = None
    data: DataSpec
    method: Annotated[str | None, Knob(main=True, enum=("full", "frozen", "lora"))] = None
    epochs: Annotated[Number | None, Knob(main=True, minimum=0.01, maximum=1000)] = None
    learning_rate: Annotated[Number | None, Knob(main=True, minimum=1e-8, maximum=1.0)] = None
    batch_size: Annotated[Whole | None, Knob(main=True, unit="examples", minimum=1, maximum=4096)] = None
    warmup_ratio: Annotated[Number | None, Knob(minimum=0, maximum=1)] = None
    weight_decay: Annotated[Number | None, Knob(minimum=0, maximum=1)] = None
    lr_schedule: Annotated[str | None, Knob(enum=("linear", "cosine", "constant"))] = None
    optimizer: Annotated[str | None, Knob(enum=("adamw", "sgd"))] = None
    max_length: Annotated[Whole | None, Knob(unit="tokens", minimum=8, maximum=8192)] = None
    max_grad_norm: Annotated[Number | None, Knob(minimum=0, maximum=1000)] = None
    dropout: Annotated[Number | None, Knob(minimum=0, maximum=0.9)] = None
    precision: Annotated[str | None, Knob(enum=("auto", "fp32", "bf16", "fp16"))] = None
    evaluations_per_epoch: Annotated[Whole | None, Knob(minimum=1, maximum=100)] = None
    early_stopping: Annotated[Whole | None, Knob(unit="evaluations", minimum=0, maximum=1000)] = None
    lora_rank: Annotated[Whole | None, Knob(minimum=1, maximum=512, needs=(("method", ("lora",)),))] = None
    seed: Annotated[Whole | None, Knob(minimum=0, maximum=2**31 - 1)] = None
    device: Annotated[str | None, Knob(enum=("auto", "cpu", "cuda", "mps"))] = None


class Value(BaseModel):
    """One resolved value with its reason: ``why`` is the code of a sentence, ``values`` are its blanks."""

    model_config = ConfigDict(frozen=True)

    value: Any
    why: str
    values: dict[str, Any] = {}


class ResolvedRecipe(BaseModel):
    """Every value explicit with its reason, and what it was resolved against; each later attempt obeys it.

    ``files`` maps absolute paths to SHA-256; ``measured`` is what this computer chose (micro-batch, precision,
    threads, …).
    """

    model_config = ConfigDict(frozen=True)

    task: str
    data: DataSpec
    values: dict[str, Value]
    versions: dict[str, str] = {}
    files: dict[str, str] = {}
    hardware: dict[str, Any] = {}
    measured: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The value called ``name``; raises ``KeyError``."""
        return self.values[name].value

    def dump(self) -> str:
        """As YAML, for ``resolved.yaml``."""
        return dump_yaml(self.model_dump(mode="json"))

    @staticmethod
    def load(text: str) -> ResolvedRecipe:
        """From the text of ``resolved.yaml``. Raises ``StudioError`` where it is none."""
        try:
            return ResolvedRecipe.model_validate(load_yaml(text, "resolved.yaml"))
        except ValidationError as error:
            values = {"file": "resolved.yaml"}
            raise StudioError(Problem(code="run.unreadable", values=values, details=str(error))) from error


def collect_knobs(model: type[BaseModel] = Recipe) -> dict[str, Knob]:
    """The knobs of a model's fields, in the order of their definition."""
    fields = model.model_fields.items()
    return {name: item for name, info in fields for item in info.metadata if isinstance(item, Knob)}


def find_faults(recipe: Recipe) -> list[Problem]:
    """Values outside their knob's bounds, or at odds with each other; an empty list when all is well."""
    faults = []
    for owner, prefix in ((recipe, ""), (recipe.data, "data."), (recipe.data.split, "data.split.")):
        for name, knob in collect_knobs(type(owner)).items():
            value = getattr(owner, name)
            code = None if value is None or _is_device(name, value) else knob.find_fault(value)
            if code:
                bounds = {"minimum": knob.minimum, "maximum": knob.maximum, "multiple": knob.multiple_of}
                known = {key: bound for key, bound in bounds.items() if bound is not None}
                faults.append(_complain(code, prefix + name, value=value, known=", ".join(knob.enum), **known))
    data = recipe.data
    if not data.train_files and not data.dataset:
        faults.append(_complain("recipe.missing_key", "data.train"))
    if data.split.kind in ("grouped", "time") and not data.split.by:
        faults.append(_complain("recipe.missing_key", "data.split.by"))
    return faults


def _is_device(name: str, value: Any) -> bool:
    """One of several graphics cards, as ``cuda:1``."""
    return name == "device" and re.fullmatch(r"cuda:\d+", str(value)) is not None


def _complain(code: str, field: str, **values: Any) -> Problem:
    return Problem(code=code, values={"name": field} | values, place=Place(field=field))


def parse_recipe(text: str, file: str = "recipe.yaml") -> Recipe:
    """The recipe in ``text``. Raises ``StudioError`` with every problem, each naming its key."""
    content = load_yaml(text, file)
    if not isinstance(content, dict):
        raise StudioError(Problem(code="recipe.not_a_mapping", values={"file": file}, place=Place(file=file)))
    try:
        recipe = Recipe.model_validate(content)
    except ValidationError as error:
        problems = [_explain(fault) for fault in error.errors()]
        faults = list({problem.place.field: problem for problem in problems}.values())
    else:
        faults = find_faults(recipe)
    if faults:
        raise StudioError([f.model_copy(update={"place": Place(file=file, field=f.place.field)}) for f in faults])
    return recipe


def dump_recipe(recipe: Recipe) -> str:
    """As YAML, without what was left out."""
    return dump_yaml(recipe.model_dump(mode="json", exclude_none=True, exclude_defaults=True))


def load_yaml(text: str, file: str) -> Any:
    """YAML 1.2 as plain values; anchors, aliases, tags, duplicate keys and deep nesting are problems."""
    text = text.removeprefix("\ufeff")
    try:
        _refuse_references(text, file)
        return YAML(typ="safe", pure=True).load(text)
    except DuplicateKeyError as error:
        raise _refuse("recipe.duplicate_key", file, error.problem_mark, str(error)) from error
    except (YAMLError, ValueError) as error:
        raise _refuse("recipe.not_yaml", file, getattr(error, "problem_mark", None), str(error)) from error


def _refuse_references(text: str, file: str) -> None:
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, AliasEvent) or (
            isinstance(event, NodeEvent) and (event.anchor or getattr(event, "tag", None))
        ):
            raise _refuse("recipe.anchor_or_tag", file, event.start_mark)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:  # the parser takes minutes for thousands of brackets
            raise _refuse("recipe.not_yaml", file, event.start_mark, f"more than {_DEEPEST} levels deep")


def _refuse(code: str, file: str, mark: Any, details: str = "") -> StudioError:
    place = Place(file=file, row=mark.line + 1 if mark else 1)
    return StudioError(Problem(code=code, values={"file": file}, place=place, details=details))


class _Representer(RoundTripRepresenter):
    """Escapes the control character NEL, which would be read back as a space."""

    def represent_str(self, data: str) -> ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style='"' if "\x85" in data else None)


_Representer.add_representer(str, _Representer.represent_str)


def dump_yaml(content: Mapping[str, Any]) -> str:
    """YAML 1.2 in block style, keys in the given order, text unescaped."""
    writer = YAML(pure=True)
    writer.Representer = _Representer
    writer.default_flow_style = False
    stream = io.StringIO()
    writer.dump(dict(content), stream)
    return stream.getvalue()


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file. Raises ``StudioError`` where it is missing, not UTF-8 or wrong."""
    return parse_recipe(read_text(path), str(path))


def read_text(path: Path) -> str:
    """A small UTF-8 file as text, with its line ends. Raises ``StudioError`` where it cannot be read."""
    place = Place(file=str(path))
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(code="recipe.not_utf8", values={"file": str(path)}, place=place, details=str(error))
        raise StudioError(problem) from error
    except OSError as error:
        raise StudioError(
            Problem(code="usage.file_unreadable", values={"file": str(path)}, place=place, details=str(error))
        ) from error


def _explain(fault: Any) -> Problem:
    """A fault of pydantic as a Problem that names the key, and the nearest known one."""
    keys: list[str] = []
    for part in fault["loc"]:
        if part not in _known_keys(keys) and fault["type"] not in ("extra_forbidden", "invalid_key"):
            break  # inside a list or a mapping, or the name of a type that was tried
        keys.append(str(part))
    name = ".".join(keys)
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(keys[-1], _known_keys(keys[:-1]), n=1, cutoff=0.4)
        code = "recipe.unknown_key_near" if near else "recipe.unknown_key"
        return _complain(code, name, near=near[0] if near else "")
    if fault["type"] == "missing":
        return _complain("recipe.missing_key", name)
    problem = _complain("recipe.wrong_type", name, value=str(fault.get("input"))[:80])
    return problem.model_copy(update={"details": str(fault["msg"])})


def _known_keys(parents: list[str]) -> list[str]:
    owners: dict[tuple[str, ...], type[BaseModel]] = {
        (): Recipe,
        ("data",): DataSpec,
        ("data", "read"): ReadSpec,
        ("data", "split"): SplitSpec,
    }
    owner = owners.get(tuple(parents))
    return list(owner.model_fields) if owner else []
