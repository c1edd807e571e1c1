"""Downloads a model from the hub (or a mirror), resumably, and takes it in only when it is whole and safe."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
from huggingface_hub import HfApi, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.file_download import http_get
from huggingface_hub.hf_api import ModelInfo
from huggingface_hub.utils._headers import build_hf_headers
from tqdm.auto import tqdm

from studio.contract.calls import CallProgress, NetworkSpec
from studio.contract.cards import ModelCard, find_card
from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, Place, Problem, StudioError
from studio.engine.data.hub.network import set_proxy
from studio.engine.models.folder import TOKENIZER_FILES, check_folder
from studio.engine.models.source import name_folder

WANTED = (
    *TOKENIZER_FILES,
    "config.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "merges.txt",
)
WEIGHTS = "model.safetensors"
CONVERTER = "SFconvertbot"
"""The hub's own account that offers safetensors of pickle-only models as a pull request."""

Report = Callable[[CallProgress], None]


def download_model(model: str, network: NetworkSpec, report: Report, is_cancelled: Callable[[], bool]) -> Path:
    """Fetches config, tokenizer and safetensors of a catalogue id or ``owner/name[@revision]``; its folder.

    A broken-off download goes on where it stopped. Raises ``Cancelled``, or ``StudioError``: ``model.not_on_hub``,
    ``model.gated``, ``model.damaged_download``, ``computer.no_network``, ``computer.disk_full``, and what
    :func:`check_folder` finds.
    """
    card = find_card(ModelCard, model)
    name, _, revision = (f"{card.hub}@{card.revision}" if card else model).partition("@")
    target = find_folder("models") / name_folder(model)
    partial = target.with_name(f"{target.name}.partial")
    set_proxy(network.proxy)
    with _explain_failures(model):
        api = HfApi(endpoint=network.hub or None, token=network.token or False)
        info, revision = _find_safe_revision(api, name, revision or "main")
        sizes = {file.rfilename: file.size or 0 for file in info.siblings or []}
        files = [file for file in sizes if file in WANTED or _is_weight(file)]
        if not any(_is_weight(file) for file in files):
            pickles = ", ".join(file for file in sizes if file.endswith((".bin", ".pt", ".h5")))
            code = "model.pickle_only" if pickles else "model.no_weights"
            raise StudioError(Problem(code=code, values={"folder": name, "file": WEIGHTS}, details=pickles))
        _check_space(partial.parent, sum(sizes[file] for file in files))
        arriving = _open_partial(partial, revision)
        meter = _count_bytes(model, sum(sizes[file] for file in files), report, is_cancelled)
        for file in sorted(files, key=_is_weight):
            url = hf_hub_url(name, file, revision=revision, endpoint=network.hub or None)
            _fetch_file(url, file, arriving, network, meter)
            meter.finish(sizes[file])
    check_folder(arriving)
    shutil.rmtree(target, ignore_errors=True)
    arriving.replace(target)
    shutil.rmtree(partial)
    return target


def _open_partial(partial: Path, commit: str) -> Path:
    """The folder in which this commit arrives; what arrived of another one goes."""
    arriving = partial / re.sub(r"\W", "-", commit)
    if partial.is_dir() and not arriving.is_dir():
        shutil.rmtree(partial)
    arriving.mkdir(parents=True, exist_ok=True)
    return arriving


def _fetch_file(url: str, name: str, folder: Path, network: NetworkSpec, meter: Any) -> None:
    """One file, from where it stopped. Large ones are checked: the hub's ETag is then their SHA-256."""
    token = network.token or False
    facts = get_hf_file_metadata(url, token=token, endpoint=network.hub or None)
    target = folder / name
    with target.open("ab") as file:
        start = file.tell()
        same_host = urlsplit(facts.location).netloc == urlsplit(url).netloc
        headers = build_hf_headers(token=token if same_host else False)
        http_get(facts.location, file, resume_size=start, headers=headers, expected_size=facts.size, tqdm_class=meter)
    if facts.etag and re.fullmatch(r"[0-9a-f]{64}", facts.etag):
        with target.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != facts.etag:
            target.unlink()
            raise StudioError(Problem(code="model.damaged_download", values={"file": name}, details=found))


def _is_weight(file: str) -> bool:
    return file == f"{WEIGHTS}.index.json" or (file.startswith("model") and file.endswith(".safetensors"))


def _find_safe_revision(api: HfApi, name: str, revision: str) -> tuple[ModelInfo, str]:
    """The revision as asked, or where it is pickle-only the converter's open pull request with safetensors."""
    info = api.model_info(name, revision=revision, files_metadata=True)
    if any(_is_weight(file.rfilename) for file in info.siblings or []):
        return info, info.sha or revision
    for change in api.get_repo_discussions(name, author=CONVERTER, discussion_type="pull_request"):
        if change.status in ("open", "draft") and change.git_reference:
            offered = api.model_info(name, revision=change.git_reference, files_metadata=True)
            if any(_is_weight(file.rfilename) for file in offered.siblings or []):
                return offered, offered.sha or change.git_reference
    return info, info.sha or revision


def _count_bytes(model: str, total: int, report: Report, is_cancelled: Callable[[], bool]) -> Any:
    """A tqdm class whose bars add up to one progress with speed, and which raises ``Cancelled`` on request."""

    class Meter(tqdm):
        whole = 0
        began = time.monotonic()
        fetched = 0
        told = 0.0

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs["disable"] = True
            super().__init__(*args, **kwargs)
            self.here = int(kwargs.get("initial") or 0)

        def update(self, n: float | None = 1) -> bool | None:
            """Counts ``n`` more bytes."""
            self.here += int(n or 0)
            Meter.fetched += int(n or 0)
            Meter.tell(self.here)
            return None

        @classmethod
        def tell(cls, here: int = 0) -> None:
            """Reports at most five times a second."""
            if is_cancelled():
                raise Cancelled
            now = time.monotonic()
            if now - cls.told < 0.2 and here:
                return
            cls.told = now
            done = cls.whole + here
            speed = cls.fetched / max(now - cls.began, 1e-6)
            values = {"model": model, "done": done, "total": total, "speed": speed}
            fraction = min(1.0, done / total) if total else None
            report(CallProgress(fraction=fraction, code="download.progress", values=values))

        @classmethod
        def finish(cls, size: int) -> None:
            """One file is complete."""
            cls.whole += size
            cls.tell()

    return Meter


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed * 1.05:
        values = {"needed": needed, "free": free, "folder": str(folder)}
        raise StudioError(Problem(code="computer.disk_full", values=values, place=Place(file=str(folder))))


@contextmanager
def _explain_failures(model: str) -> Iterator[None]:
    """What the hub's library and the network raise, as problems."""

    def explain(code: str, error: Exception) -> StudioError:
        values = {"model": model, "needed": 0, "free": 0}
        return StudioError(Problem(code=code, values=values, place=Place(field="model"), details=str(error)))

    try:
        yield
    except GatedRepoError as error:
        raise explain("model.gated", error) from error
    except (RepositoryNotFoundError, RevisionNotFoundError) as error:
        raise explain("model.not_on_hub", error) from error
    except (httpx2.HTTPError, HfHubHTTPError) as error:
        raise explain("computer.no_network", error) from error
    except OSError as error:
        code = "computer.disk_full" if error.errno == 28 else "computer.no_network"
        raise explain(code, error) from error
