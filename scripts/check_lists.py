"""Has the readers of others judge the samples of crates/formats/examples/list_samples.rs.

Usage: check_lists.py FOLDER

- PyPI threatexchange: its NCMEC client reads our Hash Sharing XML, its ThreatExchange classes our indicators.
- PyPI arachnid-shield-sdk: its models read our Shield answers.
- IPED HashDBTool (Java) and VIC-CatParser (no package): their rules, written down again here from their sources.
"""

import base64
import csv
import json
import sys
import traceback
from io import BytesIO
from pathlib import Path
import xml.etree.ElementTree as ET

from arachnid_shield_sdk.models import ErrorDetail, ScannedMedia, ScannedPDQHashes
from threatexchange.exchanges.clients.fb_threatexchange.descriptor import SimpleDescriptorRollup
from threatexchange.exchanges.clients.fb_threatexchange.threat_updates import ThreatUpdateJSON
from threatexchange.exchanges.clients.ncmec import hash_api
from threatexchange.exchanges.impl.fb_threatexchange_api import (
    FBThreatExchangeIndicatorRecord,
    FBThreatExchangeSignalExchangeAPI,
)
from threatexchange.exchanges.impl.ncmec_api import NCMECCollabConfig, NCMECSignalExchangeAPI
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal

FOLDER = Path(sys.argv[1])
ICSE = (
    "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;"
    "Number of submissions;File Available;Media Type;Baseline"
)


def xml(name):
    """A document as the client's `_get` makes it: namespaces taken off."""
    it = ET.iterparse(BytesIO((FOLDER / name).read_bytes()))
    for _, element in it:
        element.tag = element.tag.rpartition("}")[2]
    return hash_api._XMLWrapper(it.root)


def hash_sharing_entries():
    page = hash_api.GetEntriesResponse.from_xml(xml("entries.xml"), 0)
    assert len(page.updates) == 6, page.updates
    assert page.max_timestamp == 1795428900 + 9, page.max_timestamp
    assert page.next.startswith("/v2/entries?from=") and page.get_next_info().start == 1001, page.next
    by_id = {update.id: update for update in page.updates}
    assert by_id["entry1"].deleted and not by_id["entry2"].deleted
    assert by_id["entry2"].fingerprints["pdq"] == "02" * 32 and by_id["entry2"].classification == "2"
    assert by_id["entry2"].fingerprints["pdna"] == "02" * 144
    feedback = by_id["entry2"].feedback
    assert feedback["Md5"][0].feedback_type == hash_api.FeedbackType.upvote, feedback
    assert feedback["Pdq"][0].reason == 'Not "it"' and len(feedback["Pdq"]) == 2, feedback
    assert by_id["entry3"].entry_type == hash_api.NCMECEntryType.video


def hash_sharing_signals():
    page = hash_api.GetEntriesResponse.from_xml(xml("entries.xml"), 0)
    fetched = {f"{u.member_id}-{u.id}": u for u in page.updates if not u.deleted}
    collab = NCMECCollabConfig(name="c", environment=hash_api.NCMECEnvironment.test_Industry)
    signals = NCMECSignalExchangeAPI.naive_convert_to_signal_type([PdqSignal, VideoMD5Signal], collab, fetched)
    assert set(signals[PdqSignal]) == {f"{n:02x}" * 32 for n in (2, 4, 5)}, signals
    assert set(signals[VideoMD5Signal]) == {f"{n:02x}" * 16 for n in (3, 6)}, signals
    assert all(PdqSignal.validate_signal_str(signal) for signal in signals[PdqSignal])


def hash_sharing_empty():
    page = hash_api.GetEntriesResponse.from_xml(xml("entries-empty.xml"), 5)
    assert page.updates == [] and page.max_timestamp == 5 and page.next == ""


def hash_sharing_status():
    status = hash_api.StatusResult.from_xml(xml("status.xml")["member"])
    assert (status.esp_id, status.esp_name) == (42, "Member <42> & Co"), status


def hash_sharing_members():
    members = [hash_api.StatusResult.from_xml(member) for member in xml("members.xml")]
    assert [member.esp_id for member in members] == [42, 7], members


def hash_sharing_reasons():
    reasons = {r.str("guid"): r.str("name") for r in xml("reasons.xml")["availableFeedbackReasons"]}
    assert reasons == {"01234567-abcd": 'Not "it"'}, reasons


def threatexchange():
    records = json.loads((FOLDER / "threatexchange").read_text())["data"]
    updates, deleted = {}, 0
    for raw in records:
        update = ThreatUpdateJSON(raw)
        assert update.key and update.time >= 0
        record = FBThreatExchangeIndicatorRecord.from_threatexchange_json(1, update)
        deleted += update.should_delete
        assert (record is None) == update.should_delete
        if record:
            assert record.opinions[0].category.name == "POSITIVE_CLASS", record
            assert SimpleDescriptorRollup.from_threat_updates_json(1, raw).labels
        updates[update.threat_type, update.indicator] = record
    assert deleted == 5, deleted
    signals = FBThreatExchangeSignalExchangeAPI.naive_convert_to_signal_type([PdqSignal, VideoMD5Signal], None, updates)
    assert set(signals[PdqSignal]) == {f"{n:02x}" * 32 for n in range(1, 6)}, signals
    assert "03" * 16 in signals[VideoMD5Signal], signals


def shield(name):
    media = ScannedMedia.from_dict(json.loads((FOLDER / f"shield-{name}.json").read_text()))
    assert media.matches_known_media == (name != "none")
    assert base64.b32decode(media.sha1_base32) == bytes([2] * 20) and media.sha256_hex == "02" * 32
    assert [d.classification for d in media.near_match_details] == (["csam"] if name == "near" else [])


def shield_pdq():
    answer = ScannedPDQHashes.from_dict(json.loads((FOLDER / "shield-pdq.json").read_text()))
    known = {base64.b64decode(text)[0]: match for text, match in answer.scanned_hashes.items()}
    assert known[1].matches_known_media and known[1].near_match_details.timestamp == 0
    assert not known[9].matches_known_media and known[9].near_match_details is None


def shield_error():
    assert ErrorDetail.from_dict(json.loads((FOLDER / "shield-error.json").read_text())).detail == "give a url"


def vics(name, key, address):
    """IPED: the context first with exactly this address, then value and nothing else; see readProjectVIC."""
    raw = (FOLDER / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), "Jackson would take a byte order mark, others not"
    pairs = json.loads(raw, object_pairs_hook=list)
    assert [first for first, _ in pairs] == ["%s" % key, "value"], pairs
    assert pairs[0][1] == address, pairs[0]
    media = [dict(medium) for medium in pairs[1][1]]
    assert len(media) == 5
    for n, medium in enumerate(media, 1):
        assert bytes.fromhex(medium["MD5"]) == bytes([n] * 16) and medium["MD5"] == medium["MD5"].upper()
        assert "SHA1" not in medium or bytes.fromhex(medium["SHA1"]) == bytes([n] * 20)
        assert isinstance(medium["MediaID"], int) and medium["MediaID"] == 100 + n
        assert "Category" not in medium or isinstance(medium["Category"], int)
        assert medium["IsPrecategorized"] in ("true", "false"), "a boolean is text in lists that are handed out"
        assert "PhotoDNA" not in medium or len(medium["PhotoDNA"]) == 192
        # Only lists inside a medium may nest; their objects have HashName before HashValue, as IPED reads them.
        for field, value in medium.items():
            assert field == "AlternativeHashes" or not isinstance(value, (list, dict)), field
        assert all([name for name, _ in each] == ["HashName", "HashValue"] for each in medium["AlternativeHashes"])
    # VIC-CatParser: items of `value` by a Category that is a number.
    assert [m["MD5"][:2] for m in media if m.get("Category") == 1] == ["01", "04"]


def icse():
    """IPED: every column there, `;` between them; PhotoDNA of 192 or 288 characters; flags yes/no/true/false/y/n/t/f."""
    text = (FOLDER / "icse-csv").read_text()
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert rows[0] == ICSE.split(";"), rows[0]
    assert len(rows) == 6 and all(len(row) == 12 for row in rows)
    for n, row in enumerate(rows[1:], 1):
        assert bytes.fromhex(row[0]) == bytes([n] * 16) and row[11] in ("true", "false")
        assert row[2] == "" or len(row[2]) in (192, 288)
        assert row[7] == "'=Series; \"one\""


def main():
    old = "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media"
    new = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
    checks = {
        "Hash Sharing entries": hash_sharing_entries,
        "Hash Sharing signals": hash_sharing_signals,
        "Hash Sharing empty page": hash_sharing_empty,
        "Hash Sharing status": hash_sharing_status,
        "Hash Sharing members": hash_sharing_members,
        "Hash Sharing reasons": hash_sharing_reasons,
        "ThreatExchange": threatexchange,
        "Shield exact": lambda: shield("exact"),
        "Shield near": lambda: shield("near"),
        "Shield none": lambda: shield("none"),
        "Shield PDQ": shield_pdq,
        "Shield error": shield_error,
        "VICS 1.3": lambda: vics("vics-1.3", "odata.metadata", old),
        "VICS 2.0": lambda: vics("vics-2.0", "@odata.context", new),
        "ICSE": icse,
    }
    failed = 0
    for name, check in checks.items():
        try:
            check()
        except Exception:  # whatever a reader of others raises is its refusal
            failed += 1
            print(f"{name}:\n{traceback.format_exc()}")
    print(f"lists: {len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
