"""A hub of Hugging Face's on this machine: what its package asks for to make a repository and to commit files."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from huggingface_hub import HfApi

from cavendish.pipeline.publishing.hub import open_hub

TOKEN = "hf_theSecretOfTheTests"
LARGE = (".tar", ".h5", ".png")  # kept by their SHA-256, as new repositories have it


@dataclass
class LocalHub:
    """One repository. `stored` are large files that were sent, `files` those committed, `messages` of the commits.

    It refuses with the status `refuses` once it has made `commits_left` commits, and whoever has no right with `says`.
    """

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    stored: dict[str, bytes] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    sent: int = 0
    private: bool = False
    commits_left: int = 1000
    refuses: int = 0

    def api(self) -> HfApi:
        api = open_hub()
        api.endpoint, api.token = self.url, TOKEN
        return api

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        """Return status and content."""
        if self.refuses:
            return self.refuses, {"error": f"not with {TOKEN}"}
        match method, path.split("/"):
            case "PUT", ["", "lfs", oid]:
                self.stored[oid], self.sent = body, self.sent + 1
                return 200, {}
            case "POST", ["", "api", "repos", "create"]:
                self.private = json.loads(body).get("visibility") == "private"
                return 200, {"url": f"{self.url}/datasets/ada/rooms"}
            case "GET", [*_, "tree", "main"]:
                return 200, [entry(name, data) for name, data in self.files.items()]
            case "POST", [*_, "preupload", "main"]:
                return 200, {"files": [modes(each["path"]) for each in json.loads(body)["files"]]}
            case "POST", [*_, "objects", "batch"]:
                return 200, {"objects": [self.place(each) for each in json.loads(body)["objects"]]}
            case "POST", [*_, "validate-yaml"]:
                return 200, {"warnings": [], "errors": []}
            case "POST", [*_, "commit", "main"]:
                return self.commit([json.loads(line) for line in body.splitlines()])
        return 404, {"error": f"no {path}"}

    def place(self, wanted: dict[str, Any]) -> dict[str, Any]:
        there = wanted["oid"] in self.stored
        return wanted if there else wanted | {"actions": {"upload": {"href": f"{self.url}/lfs/{wanted['oid']}"}}}

    def commit(self, lines: list[dict[str, Any]]) -> tuple[int, Any]:
        if not self.commits_left:
            return 418, {"error": f"too many commits of {TOKEN}"}
        self.commits_left -= 1
        for line in lines:
            value = line["value"]
            match line["key"]:
                case "header":
                    self.messages.append(value["summary"])
                case "file":
                    self.files[value["path"]] = base64.b64decode(value["content"])
                case "lfsFile":
                    self.files[value["path"]] = self.stored[value["oid"]]
        return 200, {"commitUrl": f"{self.url}/datasets/ada/rooms/commit/{1:040}", "commitOid": f"{1:040}"}


def modes(path: str) -> dict[str, Any]:
    return {"path": path, "uploadMode": "lfs" if path.endswith(LARGE) else "regular", "shouldIgnore": False}


def entry(path: str, data: bytes) -> dict[str, Any]:
    large = {"lfs": {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}}
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    return {"type": "file", "path": path, "size": len(data), "oid": blob} | (large if path.endswith(LARGE) else {})


@contextmanager
def serving(hub: LocalHub) -> Iterator[LocalHub]:
    """Answer on a port of this machine's own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self) -> None:
            path = self.path.partition("?")[0]
            hub.requests.append(f"{self.command} {path}")
            status, content = hub.answer(
                self.command, path, self.rfile.read(int(self.headers.get("Content-Length") or 0))
            )
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = respond  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
