"""A stand-in for an OpenAI-compatible server, on this machine, that answers as told, and misbehaves as told."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    """Every request is handed to the server's behaviour, the last of which stays when all others are used up."""

    server: StandIn

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("Authorization"))
        behaviours = self.server.behaviours
        behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        with suppress(BrokenPipeError, ConnectionResetError):  # the client had enough
            behaviour(self, body)

    def send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Be quiet."""


class StandIn(ThreadingHTTPServer):
    """The running server. asked: the bodies of the requests so far. keys: their headers of authorisation."""

    daemon_threads = True

    def __init__(self, behaviours: list[Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = behaviours
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[StandIn]:
    """A server that does these one after the other, a request each, and the last of them for ever."""
    server = StandIn(list(behaviours))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def saying(words: str, *, tokens: tuple[int, int] = (100, 20)) -> Behaviour:
    """Answer with these words of the model."""

    def answer(handler: Handler, body: dict[str, Any]) -> None:
        usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
        value = {"choices": [{"message": {"role": "assistant", "content": words}}], "usage": usage}
        handler.send(200, json.dumps(value).encode())

    return answer


def coding(*codings: dict[str, Any]) -> Behaviour:
    """Answer with these codings."""
    return saying(json.dumps({"codings": list(codings)}, ensure_ascii=False))


def status(number: int, content: bytes = b"no", headers: dict[str, str] | None = None) -> Behaviour:
    """Answer with a status."""
    return lambda handler, body: handler.send(number, content, headers)


def silent(seconds: float) -> Behaviour:
    """Answer nothing for so long."""

    def wait(handler: Handler, body: dict[str, Any]) -> None:
        time.sleep(seconds)
        handler.send(200, b"{}")

    return wait


def dripping(handler: Handler, body: dict[str, Any]) -> None:
    """Send a byte now and then, so that no single read times out."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def cut_short(handler: Handler, body: dict[str, Any]) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


def flooding(handler: Handler, body: dict[str, Any]) -> None:
    """Send without end."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x" * 65536)
