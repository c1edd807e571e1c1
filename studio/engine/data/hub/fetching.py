"""Fetches the files of a data set from the hub (or a mirror), with progress, and checks what came."""

from __future__ import annotations

import errno
import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import httpx2
from huggingface_hub import HfApi, constants, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.file_download import http_get
from huggingface_hub.hf_api import DatasetInfo
from huggingface_hub.utils._headers import build_hf_headers
from tqdm.auto import tqdm

from studio.contract.calls import NetworkSpec
from studio.contract.problems import Place, Problem, StudioError, explain_os_error
from studio.engine.data.hub.choosing import (
    Wanted,
    choose_by_name,
    choose_by_notes,
    choose_default,
    name_configurations,
    read_notes,
)
from studio.engine.data.hub.network import set_proxy
from studio.engine.data.progress import Tell
from studio.engine.data.unpacking import check_space

_CONVERTED = "refs/convert/parquet"
"""Where the hub keeps a Parquet copy of what needs code to be read."""
_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM))
_MOST_README = 4 << 20


def fetch_files(dataset: str, asked: str | None, folder: Path, tell: Tell, network: NetworkSpec) -> list[Wanted]:
    """Fetches the files of a data set into ``folder``; what they are. ``asked`` is a configuration.

    Raises ``Cancelled`` through ``tell``, and ``StudioError``.
    """
    name, _, revision = dataset.partition("@")
    hub, token = network.hub or None, network.token or False
    if constants.HF_HUB_OFFLINE:
        raise _complain("computer.no_network", dataset)
    set_proxy(network.proxy)
    with _explain_failures(dataset):
        tell(0.0, "progress.downloading_data")
        api = HfApi(endpoint=hub, token=token)
        work = _Fetching(name, hub, token, folder, tell)
        info = api.dataset_info(name, revision=revision or None, files_metadata=True)
        wanted = _choose(work, info, asked, dataset)
        if not wanted:
            info = _find_converted(api, name, dataset)
            wanted = _choose(work, info, asked, dataset)
        if not wanted:
            raise _complain("data.dataset_no_files", dataset)
        sizes = {file.rfilename: file.size or 0 for file in info.siblings or []}
        check_space(folder, sum(sizes[item.file] for item in wanted))
        work.total = sum(sizes[item.file] for item in wanted)
        for item in wanted:
            work.fetch(item.file, info.sha or revision or "main")
    return wanted


def _choose(work: _Fetching, info: DatasetInfo, asked: str | None, dataset: str) -> list[Wanted]:
    """The files to fetch, of the configuration asked for or the only one. Raises ``StudioError`` to have one chosen."""
    sizes = {file.rfilename: file.size or 0 for file in info.siblings or []}
    files = [file for file in sizes if _is_safe(file)]
    notes = []
    if "README.md" in files and sizes["README.md"] <= _MOST_README:
        notes = read_notes(work.fetch("README.md", info.sha or "main").read_text(encoding="utf-8", errors="replace"))
    names = name_configurations(files, notes)
    chosen = asked or choose_default(names, notes)
    if chosen is None or (asked and names and asked not in names):
        raise _complain("data.dataset_configuration", dataset, known=", ".join(names), asked=asked or "none")
    return choose_by_notes(files, notes, chosen) or choose_by_name(files, chosen if chosen in names else asked or "")


def _find_converted(api: HfApi, name: str, dataset: str) -> DatasetInfo:
    try:
        return api.dataset_info(name, revision=_CONVERTED, files_metadata=True)
    except RevisionNotFoundError as error:
        raise _complain("data.dataset_no_files", dataset, details=str(error)) from error


def _is_safe(file: str) -> bool:
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and not set(file) & set("\\:\0")


class _Fetching:
    """One data set on its way: adds up what came, and tells it at most five times a second."""

    def __init__(self, name: str, hub: str | None, token: str | bool, folder: Path, tell: Tell) -> None:
        self.name, self.hub, self.token, self.folder, self.tell = name, hub, token, folder, tell
        self.total = self.done = 0
        self._told = 0.0

    def fetch(self, file: str, revision: str) -> Path:
        """One file; where it came to. Large ones are checked: the hub's ETag is then their SHA-256."""
        url = hf_hub_url(self.name, file, repo_type="dataset", revision=revision, endpoint=self.hub)
        facts = get_hf_file_metadata(url, token=self.token, endpoint=self.hub)
        target = self.folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        same_host = urlsplit(facts.location).netloc == urlsplit(url).netloc
        headers = build_hf_headers(token=self.token if same_host else False)
        with target.open("wb") as stream:
            http_get(facts.location, stream, headers=headers, expected_size=facts.size, tqdm_class=self._make_meter())
        if facts.etag and re.fullmatch(r"[0-9a-f]{64}", facts.etag):
            with target.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
            if found != facts.etag:
                values = {"file": file}
                raise StudioError(Problem(code="data.dataset_damaged", values=values, place=Place(file=file)))
        return target

    def count(self, more: int) -> None:
        """Counts bytes that came."""
        self.done += more
        now = time.monotonic()
        if now - self._told >= 0.2:
            self._told = now
            part = min(1.0, self.done / self.total) if self.total else 0.0
            self.tell(part, "progress.downloading_data")

    def _make_meter(self) -> Any:
        fetching = self

        class Meter(tqdm):
            """A bar that nobody sees."""

            def __init__(self, *args: Any, **kwargs: Any) -> None:
                kwargs["disable"] = True
                super().__init__(*args, **kwargs)

            def update(self, n: float | None = 1) -> bool | None:
                """Counts ``n`` more bytes."""
                fetching.count(int(n or 0))
                return None

        return Meter


@contextmanager
def _explain_failures(dataset: str) -> Iterator[None]:
    """What the hub's library and the network raise, as problems."""
    try:
        yield
    except GatedRepoError as error:
        raise _complain("data.dataset_gated", dataset, details=str(error)) from error
    except (RepositoryNotFoundError, RevisionNotFoundError) as error:
        raise _complain("data.dataset_not_on_hub", dataset, details=str(error)) from error
    except (httpx2.HTTPError, HfHubHTTPError) as error:
        raise _complain("computer.no_network", dataset, details=str(error)) from error
    except OSError as error:
        if error.errno in _DISK:
            raise StudioError(explain_os_error(error)) from error
        raise _complain("computer.no_network", dataset, details=str(error)) from error


def _complain(code: str, dataset: str, details: str = "", **values: Any) -> StudioError:
    place = Place(field="data.dataset")
    return StudioError(Problem(code=code, values={"name": dataset} | values, place=place, details=details))
