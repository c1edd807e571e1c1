"""A small hub on loopback: enough of the real one's answers about data sets for the real download code."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CONVERTED = "fedcba9876543210fedcba9876543210fedcba98"
NAME = "someone/talk"


@dataclass
class Hub:
    """Its address, the files of each commit, what was asked with which tokens, and what it refuses."""

    address: str = ""
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    gated: bool = False
    wrong_hashes: bool = False


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
        path = self.path.split("?")[0].replace("%2F", "/")
        if found := re.fullmatch(rf"/api/datasets/{NAME}(?:/revision/(.+))?", path):
            self.send_info({None: COMMIT, "main": COMMIT, "refs/convert/parquet": CONVERTED}.get(found[1], found[1]))
        elif found := re.fullmatch(rf"/datasets/{NAME}/resolve/(\w+)/(.+)", path):
            self.send_file(self.hub.files.get(found[1], {}).get(found[2]), body)
        else:
            self.send_refusal(404, "RepoNotFound")

    def send_info(self, commit: str | None) -> None:
        files = self.hub.files.get(commit or "")
        if self.hub.gated:
            self.send_refusal(403, "GatedRepo")
        elif files is None:
            self.send_refusal(404, "RevisionNotFound")
        else:
            siblings = [{"rfilename": file, "size": len(content)} for file, content in files.items()]
            self.send_content(json.dumps({"id": NAME, "sha": commit, "siblings": siblings}).encode(), {}, True)

    def send_file(self, content: bytes | None, body: bool) -> None:
        if content is None:
            self.send_refusal(404, "EntryNotFound")
            return
        digest = hashlib.sha256(content + b"?" * self.hub.wrong_hashes).hexdigest()
        self.send_content(content, {"ETag": f'"{digest}"', "X-Repo-Commit": COMMIT}, body)

    def send_refusal(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_content(self, content: bytes, headers: dict[str, str], body: bool) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content)


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
