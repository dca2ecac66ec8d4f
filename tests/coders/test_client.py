"""Asking a server that is slow, busy, broken, or lies: never for ever, never without a reason."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from stand_in import cut_short, dripping, flooding, saying, serving, silent, status

from mithaq.coders.client import TRIES, Client, NoAnswerError, ServerError
from mithaq.errors import InputError

ASKED = [{"role": "user", "content": "code this"}]
SCHEMA = {"type": "object"}


def client(address: str, cache: Path | None = None, *, timeout: float = 5.0, key: str | None = None) -> Client:
    waits: list[float] = []
    made = Client(address, "tester", key, timeout, cache, waits.append)
    made.__dict__["waits"] = waits
    return made


def test_an_answer_with_what_it_took() -> None:
    with serving(saying("{}", tokens=(12, 3))) as server:
        found = client(server.address, key="secret").ask(ASKED, SCHEMA)
        assert (found.words, found.tokens_in, found.tokens_out, found.cached) == ("{}", 12, 3, False)
        assert server.keys == ["Bearer secret"]
        assert server.asked[0]["response_format"]["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize("trouble", [status(500), status(503), status(429), cut_short, status(200, b"<html>")])
def test_passing_trouble_is_waited_out(trouble: object) -> None:
    with serving(trouble, trouble, saying("{}")) as server:  # type: ignore[arg-type]
        asking = client(server.address)
        assert asking.ask(ASKED, SCHEMA).words == "{}"
        assert len(server.asked) == 3
        assert asking.__dict__["waits"] == [1.0, 2.0]


def test_the_server_may_say_how_long_to_wait_within_bounds() -> None:
    with serving(
        status(429, headers={"Retry-After": "7"}), status(429, headers={"Retry-After": "9999"}), saying("{}")
    ) as server:
        asking = client(server.address)
        asking.ask(ASKED, SCHEMA)
        assert asking.__dict__["waits"] == [7.0, 30.0]


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (status(500), "answered 500"),
        (silent(1.0), "no answer came in time"),
        (dripping, "did not end in time"),
        (cut_short, "connection broke"),
        (flooding, "longer than any can be"),
        (status(200, b"not json"), "malformed"),
        (status(200, b'{"choices": []}'), "no message"),
        (status(200, b'{"choices": [{"message": {"content": null}}]}'), "no text"),
        (status(302, headers={"Location": "http://127.0.0.1:9/elsewhere"}), "302"),
    ],
)
def test_lasting_trouble_ends_after_some_tries_with_the_reason(trouble: object, why: str) -> None:
    with serving(trouble) as server:  # type: ignore[arg-type]
        started = time.monotonic()
        with pytest.raises((NoAnswerError, ServerError)) as error:
            client(server.address, timeout=0.3).ask(ASKED, SCHEMA)
        assert why in str(error.value)
        assert len(server.asked) <= TRIES
        assert time.monotonic() - started < 10


@pytest.mark.parametrize(("number", "mend"), [(401, "MITHAQ_LLM_KEY"), (404, "serves 'tester'")])
def test_a_refusal_ends_the_run_at_once(number: int, mend: str) -> None:
    with serving(status(number, b"go away")) as server:
        with pytest.raises(ServerError) as error:
            client(server.address).ask(ASKED, SCHEMA)
        assert len(server.asked) == 1
        assert mend in str(error.value)
        assert "go away" in str(error.value)


def test_a_server_that_knows_no_schemas_is_asked_without_one() -> None:
    with serving(status(400, b"response_format?"), saying("{}")) as server:
        asking = client(server.address)
        asking.ask(ASKED, SCHEMA)
        asking.ask([{"role": "user", "content": "another"}], SCHEMA)
        assert ["response_format" in body for body in server.asked] == [True, False, False]


def test_nobody_there() -> None:
    with pytest.raises(ServerError, match="cannot be reached"):
        client("http://127.0.0.1:9/v1").ask(ASKED, SCHEMA)


@pytest.mark.parametrize(
    "address", ["", "localhost:8000", "ftp://localhost/v1", "http:///v1", "http://me:pw@localhost/v1"]
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(InputError) as error:
        client(address)
    assert "pw" not in str(error.value)


def test_an_answer_is_kept_and_not_asked_for_again(tmp_path: Path) -> None:
    with serving(saying("{}"), status(500)) as server:
        first = client(server.address, tmp_path / "answers", key="secret").ask(ASKED, SCHEMA)
        again = client(server.address, tmp_path / "answers").ask(ASKED, SCHEMA)
        assert (again.words, again.cached, first.cached) == ("{}", True, False)
        assert len(server.asked) == 1
    (kept,) = (tmp_path / "answers").glob("*.json")
    assert "secret" not in kept.read_text()


def test_a_kept_answer_that_was_damaged_is_asked_for_anew(tmp_path: Path) -> None:
    with serving(saying("{}")) as server:
        client(server.address, tmp_path).ask(ASKED, SCHEMA)
        (kept,) = tmp_path.glob("*.json")
        kept.write_text("{")
        assert client(server.address, tmp_path).ask(ASKED, SCHEMA).cached is False
