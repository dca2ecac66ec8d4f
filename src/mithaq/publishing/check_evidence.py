"""Checks an evidence archive with Python alone: python check_evidence.py ARCHIVE [HEAD]. It needs nothing of ours."""

import hashlib
import json
import sys
import zipfile


def sha(data: str | bytes) -> str:
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def main(archive: zipfile.ZipFile, head: str) -> str:
    def must(holds: object, fault: str) -> None:
        faults.extend([] if holds else [fault])

    listed, texts, added, faults = json.loads(archive.read("manifest.json"))["files"], {}, {}, list[str]()
    must(sorted(archive.namelist()) == sorted([*listed, "manifest.json"]), "the files are not those of the manifest")
    for name, known in listed.items():
        must(name in archive.namelist() and sha(archive.read(name)) == known, f"{name}: altered or missing")
    for name in (name for name in listed if name.startswith("reports/") and name.endswith(".json")):
        report = json.loads(archive.read(name))
        added[report["id"]] = report["sha256"]
        if report["text_file"]:
            text = texts[report["id"]] = archive.read(report["text_file"]).decode("utf-8", "surrogatepass")
            must(sha(text) == report["sha256"], f"{name}: not the text that was hashed")
            key = json.dumps([text, report["outlet"], report["published"], report["address"]])
            must("r-" + sha(key)[:20] == report["id"], f"{name}: the id is not that of text and origin")
        original = report["original_file"] and sha(archive.read(report["original_file"]))
        must(not original or original == report["original_sha256"], f"{name}: another original")
    derivation = json.loads(archive.read("derivation.json"))
    for one in derivation["evidence"]:
        must(one["report"] in added, f"{one['id']}: its report is not in the archive")
        if one["report"] in texts:
            said = texts[one["report"]][one["quote_start"] : one["quote_end"]]
            must(said == one["quote"], f"{one['id']}: the quoted words do not stand there")
    cited = {one["id"] for one in derivation["evidence"]}
    must(cited == {*derivation["status"]["evidence_ids"]}, "the level rests on other evidence than is here")
    previous, entries = None, [json.loads(line) for line in archive.read("journal.jsonl").splitlines()]
    for one in entries:
        must(previous in (None, one["previous"]), f"journal: a break before entry {one['seq']}")
        detail = json.dumps(one["detail"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        row = [*(one[key] for key in ("previous", "seq", "at", "action", "subject")), detail]
        previous = sha(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        must(previous == one["hash"], f"journal: entry {one['seq']} was altered")
        if one["action"] == "add" and one["subject"] in added:
            must(one["detail"]["sha256"] == added.pop(one["subject"]), f"{one['subject']}: another hash")
    must(not added, f"no entry of the journal for {', '.join(added)}")
    must(not head or head in [one["hash"] for one in entries], "the head is not in the journal")
    return "\n".join(faults) or f"all holds: {len(cited)} pieces of evidence, {len(listed)} files, head {previous}"


if __name__ == "__main__":
    print(told := main(zipfile.ZipFile(sys.argv[1]), "".join(sys.argv[2:3])))
    sys.exit(not told.startswith("all holds"))
