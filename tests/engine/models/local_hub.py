"""A small hub on loopback: enough of the real one's answers for the real download code."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

NAME = "someone/tiny-bert"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
CHUNK = 2**20
CONVERTED = "fedcba9876543210fedcba9876543210fedcba98"


@dataclass
class Hub:
    """Its address, the files of each repository's commits, and what was asked."""

    address: str = ""
    files: dict[str, dict[str, dict[str, bytes]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    gated: set[str] = field(default_factory=set)
    storage: str = ""  # the address that holds the files, where it is another one
    wrong_hashes: bool = False
    seconds_a_chunk: float = 0.0
    pace: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers from ``hub``, which a subclass sets."""

    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, body: bool) -> None:
        self.hub.asked.append(self.path)
        self.hub.tokens.add(self.headers.get("authorization") or "")
        path = urlsplit(self.path).path  # a proxy is asked for whole addresses
        if found := re.match(r"/api/models/([\w-]+/[\w-]+)/revision/([\w%/]+)", path):
            self.send_info(found[1], found[2].replace("%2F", "/"))
        elif found := re.match(r"/api/models/([\w-]+/[\w-]+)/discussions", path):
            self.send_json(self.list_changes(found[1]))
        elif found := re.match(r"/([\w-]+/[\w-]+)/resolve/(\w+)/(.+)", path):
            self.send_file(self.hub.files.get(found[1], {}).get(found[2], {}).get(found[3]), found[2], body)
        else:
            self.send_missing()

    def send_info(self, name: str, revision: str) -> None:
        commit = {"main": COMMIT, "refs/pr/3": CONVERTED}.get(revision, revision)
        files = self.hub.files.get(name, {}).get(commit)
        if name in self.hub.gated:
            self.send_refusal(403, "GatedRepo")
            return
        if files is None:
            self.send_missing()
            return
        siblings = [{"rfilename": file, "size": len(content)} for file, content in files.items()]
        self.send_json({"id": name, "modelId": name, "sha": commit, "siblings": siblings})

    def list_changes(self, name: str) -> dict[str, object]:
        change = {
            "num": 3, "title": "Adding `safetensors` variant", "status": "open", "isPullRequest": True,
            "author": {"name": "SFconvertbot"}, "repo": {"name": name, "type": "model"},
            "createdAt": "2023-01-01T00:00:00.000Z",
        }  # fmt: skip
        found = [change] if CONVERTED in self.hub.files.get(name, {}) else []
        return {"discussions": found, "count": len(found), "start": 0}

    def send_json(self, content: object) -> None:
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_missing(self) -> None:
        self.send_refusal(404, "RepoNotFound")

    def send_refusal(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_file(self, content: bytes | None, commit: str, body: bool) -> None:
        if content is None:
            self.send_missing()
            return
        if self.hub.storage:
            self.send_elsewhere(content, commit)
            return
        start = 0
        if found := re.match(r"bytes=(\d+)-", self.headers.get("range") or ""):
            start = int(found[1])
            self.hub.ranges.append(found[0])
        part = content[start:]
        self.send_response(206 if start else 200)
        digest = hashlib.sha256(content + b"?" * self.hub.wrong_hashes).hexdigest()
        self.send_header("ETag", f'"{digest}"')
        self.send_header("X-Repo-Commit", commit)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        for place in range(0, len(part) if body else 0, CHUNK):
            try:
                self.wfile.write(part[place : place + CHUNK])
            except ConnectionError:  # a cancelled download hangs up
                return
            self.hub.pace.wait(self.hub.seconds_a_chunk)

    def send_elsewhere(self, content: bytes, commit: str) -> None:
        self.send_response(302)
        self.send_header("Location", self.hub.storage + self.path)
        self.send_header("X-Linked-Size", str(len(content)))
        self.send_header("X-Linked-Etag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("X-Repo-Commit", commit)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def open_hub(hub: Hub) -> Iterator[Hub]:
    """Serves until the end of the block."""
    handler = type("HubHandler", (Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
