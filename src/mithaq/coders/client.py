"""Asking an OpenAI-compatible server, one request at a time, with patience and with bounds.

Answers are kept in a folder by the hash of the whole request, so that a run that was stopped goes on where it was and
nothing is paid for twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mithaq.errors import InputError, MithaqError

TRIES = 4
LONGEST_ANSWER = 2 * 1024 * 1024
"""Bytes of an answer: a longer one is not read to its end."""
LONGEST_WAIT = 30.0
"""Seconds to wait before another try, whatever the server asks for."""
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class ServerError(MithaqError):
    """The server of the language model cannot be used: wrong address, no right, no such model, always busy."""

    exit_code = 5


class NoAnswerError(Exception):
    """One request got no answer that can be used, after all tries; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, with what it took. seconds: of waiting; cached: it was asked earlier."""

    words: str
    tokens_in: int
    tokens_out: int
    seconds: float
    cached: bool = False


@dataclass
class Client:
    """A language model behind an address such as http://127.0.0.1:8000/v1.

    key: sent as a bearer token, never written anywhere. timeout: seconds for one answer. cache: the folder of answers,
    or None to keep none. sleep: how to wait between tries.
    """

    address: str
    model: str
    key: str | None = None
    timeout: float = 120.0
    cache: Path | None = None
    sleep: Callable[[float], None] = time.sleep
    _strict: bool = field(default=True, init=False)
    """Whether the server takes a JSON Schema; found out at the first request."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(
                f"not an address: {self.address!r}", mend="write it as http://127.0.0.1:8000/v1 or https://…/v1"
            )
        if parts.username or parts.password:
            raise InputError("the address holds a password", mend="give the key in MITHAQ_LLM_KEY instead")

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Answer:
        """One answer, from the folder if it was asked before. NoAnswerError for this one, ServerError for all."""
        body = {"model": self.model, "messages": messages, "temperature": 0}
        name = hashlib.sha256(json.dumps([body, schema], sort_keys=True).encode()).hexdigest()
        kept = self._kept(name)
        if kept is not None:
            return kept
        started = time.monotonic()
        answer = self._asked(body, schema, started)
        self._keep(name, answer)
        return answer

    def forget(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> None:
        """Take an answer out of the folder that turned out to be of no use."""
        if self.cache is not None:
            body = {"model": self.model, "messages": messages, "temperature": 0}
            name = hashlib.sha256(json.dumps([body, schema], sort_keys=True).encode()).hexdigest()
            (self.cache / f"{name}.json").unlink(missing_ok=True)

    def _asked(self, body: dict[str, Any], schema: dict[str, Any], started: float) -> Answer:
        why = "no try was made"
        for attempt in range(TRIES):
            status, content, wait = self._post(self._body(body, schema))
            if status == 200:
                try:
                    return _answer(content, time.monotonic() - started)
                except ValueError as error:
                    why = f"the server's answer is malformed ({error})"
            elif status == 400 and self._strict:
                self._strict = False  # a server that knows no schemas is asked without one
                continue
            elif status and status not in _AGAIN:
                raise _refusal(status, content, self.address, self.model)
            else:
                why = f"the server answered {status}" if status else content.decode("utf-8", "replace")
            if attempt < TRIES - 1:
                self.sleep(min(LONGEST_WAIT, wait if wait is not None else 2.0**attempt))
        raise NoAnswerError(f"{why}, {TRIES} times")

    def _body(self, body: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
        if not self._strict:
            return body
        wanted = {"name": "codings", "strict": True, "schema": schema}
        return {**body, "response_format": {"type": "json_schema", "json_schema": wanted}}

    def _post(self, body: dict[str, Any]) -> tuple[int, bytes, float | None]:
        """Status, content, and the seconds the server asks to wait. Status 0: no answer came; content says why."""
        httpx2 = _library()
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            # No redirects: a report must not be sent on to a place that nobody named.
            with (
                httpx2.Client(timeout=self.timeout, follow_redirects=False, trust_env=False) as client,
                client.stream(
                    "POST", f"{self.address.rstrip('/')}/chat/completions", json=body, headers=headers
                ) as came,
            ):
                until, content = time.monotonic() + self.timeout, bytearray()
                for piece in came.iter_bytes():
                    content += piece
                    if len(content) > LONGEST_ANSWER:
                        return 0, b"the answer is longer than any can be", None
                    if time.monotonic() > until:  # a server that drips a byte now and then never times out by itself
                        return 0, b"the answer did not end in time", None
                return came.status_code, bytes(content), _seconds(came.headers.get("retry-after"))
        except httpx2.TimeoutException:
            return 0, b"no answer came in time", None
        except httpx2.ConnectError as error:
            raise ServerError(
                f"the language model's server cannot be reached ({error})",
                place=self.address,
                mend="start it, or give another --address",
            ) from error
        except httpx2.HTTPError as error:
            return 0, f"the connection broke ({type(error).__name__})".encode(), None

    def _kept(self, name: str) -> Answer | None:
        if self.cache is None:
            return None
        try:
            value = json.loads((self.cache / f"{name}.json").read_text(encoding="utf-8"))
            return Answer(value["words"], value["tokens_in"], value["tokens_out"], value["seconds"], cached=True)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # asked again

    def _keep(self, name: str, answer: Answer) -> None:
        if self.cache is None:
            return
        value = {"words": answer.words, "tokens_in": answer.tokens_in, "tokens_out": answer.tokens_out,
                 "seconds": round(answer.seconds, 3)}  # fmt: skip
        self.cache.mkdir(parents=True, exist_ok=True)
        beside = self.cache / f".{name}.{secrets.token_hex(4)}"
        beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        os.replace(beside, self.cache / f"{name}.json")


def _library() -> Any:
    try:
        import httpx2
    except ImportError as error:
        raise ServerError(
            "the library that asks servers is not installed", place="httpx2", mend="pip install 'mithaq[llm]'"
        ) from error
    return httpx2


def _answer(content: bytes, seconds: float) -> Answer:
    """ValueError if it is not a chat completion."""
    value = json.loads(content)
    try:
        words = value["choices"][0]["message"]["content"]
        usage = value.get("usage") or {}
        tokens = [usage.get(key, 0) for key in ("prompt_tokens", "completion_tokens")]
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError("no message in it") from error
    if not isinstance(words, str):
        raise ValueError("its message is no text")
    if not all(isinstance(one, int) and one >= 0 for one in tokens):
        tokens = [0, 0]
    return Answer(words, tokens[0], tokens[1], seconds)


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header is not None else None
    except ValueError:
        return None


def _refusal(status: int, content: bytes, address: str, model: str) -> ServerError:
    mends = {
        401: "give a key that it takes in MITHAQ_LLM_KEY",
        403: "give a key that it takes in MITHAQ_LLM_KEY",
        404: f"check the address and that it serves {model!r}",
    }
    said = " ".join(content[:200].decode("utf-8", "replace").split())
    return ServerError(
        f"the language model's server refused ({status}): {said}",
        place=address,
        mend=mends.get(status, "check the address and the model's name"),
    )
