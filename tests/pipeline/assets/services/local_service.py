"""A server on this machine that answers as the services do, and can be told to fail."""

import hashlib
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ..small_libraries import png


def jpg(colour: tuple[int, int, int] = (200, 100, 50)) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (16, 16), colour).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Local:
    """What the server holds: bytes by path, pages by path; and what it was asked, with the range of each question."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)  # JSON, or a function of the query that makes it
    leads_to: dict[str, str] = field(default_factory=dict)
    cut_at: dict[str, int] = field(default_factory=dict)  # the first answer ends after so many bytes
    busy: dict[str, int] = field(default_factory=dict)  # so many answers are 503
    asked: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # as which the client introduced itself

    def file(self, path: str, data: bytes, **more: Any) -> dict[str, Any]:
        """Hold a file, and return what Poly Haven says of one."""
        self.files[path] = data
        return {"url": self.url + path, "size": len(data), "md5": hashlib.md5(data).hexdigest(), **more}


@contextmanager
def serving() -> Iterator[Local]:
    local = Local()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            local.asked.append((path, self.headers.get("Range", "")))
            local.names.add(self.headers.get("User-Agent", ""))
            if local.busy.get(path, 0) > 0:
                local.busy[path] -= 1
                self.say(503, b"")
            elif self.path in local.leads_to:
                self.say(302, b"", Location=local.leads_to[self.path])
            elif path in local.answers:
                found = local.answers[path]
                query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                self.say(200, json.dumps(found(query) if callable(found) else found).encode())
            elif path in local.files:
                self.give(path, local.files[path])
            else:
                self.say(404, b"")

        def give(self, path: str, data: bytes) -> None:
            begin = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
            start = int(begin[1]) if begin else 0
            if start >= len(data):
                self.say(416, b"")
                return
            self.say(206 if begin else 200, data[start:], most=local.cut_at.pop(path, None))

        def say(self, status: int, data: bytes, most: int | None = None, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[:most])
            if most is not None:
                self.wfile.flush()
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of a client that hangs up on what it refuses."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    local.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield local
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def brick(local: Local, name: str = "brick_wall_001", downloads: int = 10, width_mm: float = 2500) -> dict[str, Any]:
    """A texture as Poly Haven offers it: an entry of /assets, with its maps under /files."""
    maps = {"Diffuse": "diff", "Rough": "rough", "nor_gl": "nor_gl", "nor_dx": "nor_dx", "AO": "ao", "arm": "arm"}
    local.answers[f"/files/{name}"] = {
        key: {"2k": {"jpg": local.file(f"/dl/{name}_{short}_2k.jpg", jpg())}} for key, short in maps.items()
    } | {"blend": {"2k": {"blend": local.file(f"/dl/{name}_2k.blend", b"BLENDER", include={})}}}
    return {
        "name": "Brick Wall 001",
        "type": 1,
        "authors": {"Rob Tuytel": "All"},
        "tags": ["old", "red"],
        "categories": ["brick", "wall"],
        "download_count": downloads,
        "dimensions": [width_mm, width_mm],
    }


def archive(name: str) -> bytes:
    """A material as ambientCG packs it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part in ("Color", "NormalGL", "NormalDX", "Roughness", "Displacement"):
            packed.writestr(f"{name}_{part}.jpg", jpg())
        packed.writestr("preview.png", png())
    return out.getvalue()
