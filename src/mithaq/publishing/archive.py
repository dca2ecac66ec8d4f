"""The evidence on one promise as one archive, which a third party can check without us.

It follows what the Berkeley Protocol on Digital Open Source Investigations (OHCHR and UC Berkeley, HR/PUB/20/2) asks of
a preserved item: each report as it came (authenticity), with its hash, time and way of arrival (chain of custody), with
the place in it that is cited (identity), in formats that any machine can open (renderability, persistence).
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import mithaq
from mithaq.accords.model import Accord
from mithaq.data import package_file

if TYPE_CHECKING:
    from mithaq.record import Record
    from mithaq.record.journal import Entry

CONTEXT = 40
"""Characters before and behind the quoted words that are given with them, so that they can be found in other copies."""
_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive: the same evidence is the same bytes."""
CHECK = "check_evidence.py"


def write_archive(
    record: Record, accord: Accord, derivation: Mapping[str, Any], *, texts: bool = True
) -> tuple[bytes, dict[str, int]]:
    """The archive (ZIP), and how many reports, pieces of evidence and entries of the journal are in it.

    derivation: the status of one promise and the evidence that counted, as `mithaq why --json` gives it. texts: False
    leaves the reports' texts and originals out; their hashes, the quoted words and their context stay.
    """
    cited = [*derivation["evidence"], *derivation["taken_out"]]
    ids = list(dict.fromkeys(one["report"] for one in cited))
    files: dict[str, bytes] = {}
    whole = {**derivation, "evidence": [], "taken_out": []}
    words = {id: record.report(id).text for id in ids}
    for key in ("evidence", "taken_out"):
        whole[key] = [{**one, **_context(words[one["report"]], one)} for one in derivation[key]]
    files["derivation.json"] = _json(whole)
    files["accord.json"] = _json(asdict(accord))
    for id in ids:
        files |= dict(_report_files(record, id, texts=texts))
    entries = _entries(record, ids, cited)
    files["journal.jsonl"] = b"".join(_line(one) for one in entries)
    files["method.md"] = _method(derivation)
    files[CHECK] = package_file("publishing", CHECK).read_bytes()
    files["README.txt"] = _readme(derivation, len(ids), texts=texts)
    manifest = {
        "format": "mithaq-evidence",
        "version": 1,
        "mithaq": mithaq.__version__,
        "promise": f"{derivation['accord']}/{derivation['stipulation']}",
        "as_of": derivation["status"]["as_of"],
        "known_by": derivation["status"]["known_by"],
        "journal_head": entries[-1].hash if entries else "",
        "texts": texts,
        "files": {name: _sha(content) for name, content in sorted(files.items())},
    }
    files["manifest.json"] = _json(manifest)
    counts = {"reports": len(ids), "evidence": len(whole["evidence"]), "journal": len(entries)}
    return _zip(files), counts


def _context(text: str, one: Mapping[str, Any]) -> dict[str, str]:
    start, end = one["quote_start"], one["quote_end"]
    return {"prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT]}


def _report_files(record: Record, id: str, *, texts: bool) -> Iterator[tuple[str, bytes]]:
    report, arrival = record.report(id), record.arrival(id)
    original = record.original(id)
    known = asdict(report)
    del known["text"]
    run = next((run for run in record.runs() if run.id == arrival.run), None)
    row = {
        **known,
        "sha256": arrival.sha256,
        "added": arrival.added,
        "arrival": arrival.way,
        "characters": len(report.text),
        "text_file": f"reports/{id}.txt" if texts else None,
        "original_file": f"originals/{id}" if texts and original is not None else None,
        "original_sha256": _sha(original) if original is not None else None,
        "read_by": asdict(run.versions) if run is not None else None,
    }
    yield f"reports/{id}.json", _json(row)
    if texts:
        yield f"reports/{id}.txt", report.text.encode("utf-8", "surrogatepass")
        if original is not None:
            yield f"originals/{id}", original


def _entries(record: Record, reports: Iterable[str], cited: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """The journal from the first entry on these reports to its end: a chain can only be followed whole."""
    wanted = {*reports, *(one["id"] for one in cited)}
    found: list[Entry] = []
    for one in record.journal():
        if found or one.subject in wanted:
            found.append(one)
    return found


def _line(one: Entry) -> bytes:
    text = json.dumps(asdict(one), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _method(derivation: Mapping[str, Any]) -> bytes:
    """How the level was reached, in sentences, for somebody who has nothing but this archive."""
    status = derivation["status"]
    lines = [
        f"# {derivation['stipulation']}: {derivation['promise']}",
        "",
        f"{derivation['accord_name']} ({derivation['accord']})",
        "",
        f"As of {status['as_of']}, by reports published up to {status['known_by']}: level {status['level']} of 3 "
        f"({status['state']})" + (f", {', '.join(status['flags'])}" if status["flags"] else "") + ".",
        "",
        status["because"],
        "",
        f"Rule: {status['rule']}. What would change it: {status['would_change']}",
        "",
        "## Evidence",
        "",
    ]
    for one in derivation["evidence"]:
        chain = " → ".join(dict.fromkeys(one["chain"])) or one["outlet"] or "source not named"
        lines += [
            f"- {one['day']}{'' if one['dated'] else ' (day of publication)'}: {one['bearing']} ({one['modality']}), "
            f"{chain} ({one['source']}); known {one['known']}; report {one['report']}, characters "
            f"{one['quote_start']} to {one['quote_end']}. {'; '.join(one['reasons'])}",
        ]
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def _readme(derivation: Mapping[str, Any], reports: int, *, texts: bool) -> bytes:
    left_out = "" if texts else "The reports' texts were left out; their hashes stand in reports/*.json.\n"
    return f"""Evidence on promise {derivation["stipulation"]} of {derivation["accord"]}

manifest.json     every file of this archive with its SHA-256
derivation.json   the level, the rule, and each piece of evidence: report, characters, quoted words, context, reasons
method.md         the same in sentences
accord.json       the promise as it was followed
reports/          {reports} reports: text as it came (UTF-8), and what is known of it: address, outlet, hash, arrival
originals/        the files in which they came, where they were kept
journal.jsonl     what was done to the record since the first of these reports came, each entry chained to the last
check_evidence.py checks all of this: python check_evidence.py ARCHIVE.zip [HASH]
{left_out}
Offsets count Unicode characters of the text, from 0, the end not included. HASH: a hash of the journal that was noted
elsewhere, before; with it a journal that was written anew is told.

A level is a summary of what is reported. It is not a finding of fact, and no report found is not the same as not done.
The reports are as published: they may name people whom naming can harm. Think before passing them on.
""".encode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
