"""Web pages: the article's words by trafilatura, and what the page says of itself. Nothing is ever fetched."""

from __future__ import annotations

import json
import re
from typing import Any

from mithaq.errors import FormatError
from mithaq.reports.fields import LANGUAGES, Fields, checked_day

LIMIT = 10 * 1024 * 1024
"""Bytes of a page: the largest article pages are under 2 MB, and parsing takes memory many times the size."""

_OPENING = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_PIECE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:article|main|section|div|p|h1|meta|title)\b[^>]*>", re.I | re.S)
_CLOSED = re.compile(r"</(?:article|main|section|div|p|h1|title)\s*>", re.I)
_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)

_PUBLISHED = (
    "//meta[@property='article:published_time' or @property='og:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date' or @name='DC.date' or @name='DC.date.issued'"
    " or @name='parsely-pub-date' or @name='sailthru.date']/@content",
    "//time[@pubdate]/@datetime",
    "//article//time/@datetime",
)
_OUTLET = (
    "//meta[@property='og:site_name']/@content",
    "//meta[@name='application-name']/@content",
    "//*[@itemprop='publisher']//*[@itemprop='name']/@content",
)
_ADDRESS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_TITLE = ("//meta[@property='og:title']/@content", "//h1//text()", "//title/text()")


def is_page(text: str) -> bool:
    """Whether the text is HTML: it opens as a page, or as a piece of one with at least one element closed."""
    head = text[:20_000]
    return bool(_OPENING.match(head) or (_PIECE.match(head) and _CLOSED.search(head)))


def is_feed(text: str) -> bool:
    """Whether the text is an RSS or Atom feed: many reports, not one."""
    return bool(_FEED.match(text[:20_000]))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's `<meta charset>` names in its first 4 KB, if it has one."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def extract(text: str, *, place: str) -> tuple[Fields, str]:
    """The fields a page gives of itself, and its article's text.

    Raises FormatError if the page is over `LIMIT` or holds no article. The day of publication is taken only
    from where a page states it for machines: a guess from the page's prose would give false days.
    """
    if len(text) > LIMIT:
        raise FormatError(
            f"the page is larger than {LIMIT // 2**20} MB", place=place, mend="save the article alone, as text"
        )
    # trafilatura takes a third of a second to import: only pages pay for it.
    from lxml import etree, html  # type: ignore[import-untyped, unused-ignore]
    from trafilatura import extract as article

    try:
        tree = html.fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
        body = article(text, fast=True, include_comments=False, include_tables=False, with_metadata=False)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise FormatError(f"the page cannot be parsed: {error}", place=place, mend="save it as text") from error
    if not body or not body.strip():
        raise FormatError("no article was found in the page", place=place, mend="save the article's text alone")
    return _fields(tree), body.replace("\r\n", "\n").strip("\n")


def _fields(tree: Any) -> Fields:
    linked = _linked_data(tree)
    published = _day(_texts(tree, _PUBLISHED) + linked.get("datePublished", []))
    outlet = _first(_texts(tree, _OUTLET) + linked.get("publisher", []))
    address = _first([one for one in _texts(tree, _ADDRESS) if one.startswith(("http://", "https://"))])
    language = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    return Fields(
        outlet=outlet,
        published=published,
        # Many sites keep their first language's `lang` on every page: the letters decide elsewhere.
        language=language if language in LANGUAGES and language != "en" else None,
        address=address,
        title=_first(_texts(tree, _TITLE)),
        licence=_first(_texts(tree, ("//link[@rel='license']/@href",))),
    )


def _texts(tree: Any, paths: tuple[str, ...]) -> list[str]:
    return [" ".join(str(value).split()) for path in paths for value in tree.xpath(path) if str(value).strip()]


def _first(values: list[str]) -> str | None:
    return values[0][:500] if values else None


def _day(values: list[str]) -> str | None:
    for value in values:
        try:
            return checked_day(value, place="page")
        except FormatError:
            continue
    return None


def _linked_data(tree: Any) -> dict[str, list[str]]:
    """Day and publisher from the page's JSON-LD, wherever in it they are."""
    found: dict[str, list[str]] = {}
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            queue: list[Any] = [json.loads(str(script))]
        except (ValueError, RecursionError):
            continue
        while queue:
            one = queue.pop(0)
            if isinstance(one, list):
                queue.extend(one)
            elif isinstance(one, dict):
                if isinstance(one.get("datePublished"), str):
                    found.setdefault("datePublished", []).append(one["datePublished"])
                publisher = one.get("publisher")
                if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                    found.setdefault("publisher", []).append(publisher["name"])
                queue.extend(value for value in one.values() if isinstance(value, dict | list))
    return found
