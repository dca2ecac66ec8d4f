"""Checks an evidence archive with Python alone: python check_evidence.py ARCHIVE [HEAD]. Nothing of Mithaq is needed."""
import hashlib, json, sys, zipfile

def sha(data): return hashlib.sha256(data).hexdigest()
def chained(value): return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

faults = []
def must(holds, fault):
    if not holds: faults.append(fault)

archive = zipfile.ZipFile(sys.argv[1])
listed = json.loads(archive.read("manifest.json"))["files"]
must(sorted(archive.namelist()) == sorted([*listed, "manifest.json"]), "the files are not those of the manifest")
for name, known in listed.items():
    must(name in archive.namelist() and sha(archive.read(name)) == known, f"{name}: altered or missing")
derivation = json.loads(archive.read("derivation.json"))
texts, added = {}, {}
for name in listed:
    if not (name.startswith("reports/") and name.endswith(".json")): continue
    report = json.loads(archive.read(name))
    if report["text_file"]:
        text = texts[report["id"]] = archive.read(report["text_file"]).decode("utf-8", "surrogatepass")
        must(sha(text.encode("utf-8", "surrogatepass")) == report["sha256"], f"{name}: not the text that was hashed")
        key = json.dumps([text, report["outlet"], report["published"], report["address"]], ensure_ascii=True)
        must("r-" + sha(key.encode("ascii"))[:20] == report["id"], f"{name}: the id is not that of text and origin")
    if report["original_file"]:
        must(sha(archive.read(report["original_file"])) == report["original_sha256"], f"{name}: another original")
    added[report["id"]] = report["sha256"]
for one in derivation["evidence"]:
    start, end = one["quote_start"], one["quote_end"]
    must(one["report"] in added, f"{one['id']}: its report is not in the archive")
    if one["report"] in texts:
        text = texts[one["report"]]
        must(text[start:end] == one["quote"], f"{one['id']}: the quoted words do not stand at {start} to {end}")
        must(text[:start].endswith(one["prefix"]) and text[end:].startswith(one["suffix"]), f"{one['id']}: context")
cited = {one["id"] for one in derivation["evidence"]}
must(set(derivation["status"]["evidence_ids"]) == cited, "the level rests on other evidence than is here")
previous, journal = None, [json.loads(line) for line in archive.read("journal.jsonl").splitlines()]
for entry in journal:
    fields = [entry["previous"], entry["seq"], entry["at"], entry["action"], entry["subject"], chained(entry["detail"])]
    must(previous in (None, entry["previous"]), f"journal: a break before entry {entry['seq']}")
    previous = sha(chained(fields).encode("utf-8", "surrogatepass"))
    must(previous == entry["hash"], f"journal: entry {entry['seq']} was altered")
    if entry["action"] == "add" and entry["subject"] in added:
        must(entry["detail"]["sha256"] == added.pop(entry["subject"]), f"{entry['subject']}: the journal has another hash")
must(not added, f"no entry of the journal for {', '.join(added)}")
must(len(sys.argv) < 3 or sys.argv[2] in [entry["hash"] for entry in journal], "the head is not in the journal")
print("\n".join(faults) or f"all holds: {len(cited)} pieces of evidence, {len(listed)} files, head {previous}")
sys.exit(bool(faults))
