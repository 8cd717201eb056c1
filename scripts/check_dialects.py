"""Talks to a node with the field's own clients, unmodified. Called by scripts/check-dialects."""

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import time
import traceback
from types import SimpleNamespace

import requests
from PIL import Image
from threatexchange.exchanges.clients.ncmec import hash_api
from threatexchange.exchanges.impl.ncmec_api import (
    NCMECCollabConfig,
    NCMECSignalExchangeAPI,
)
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal

FINGERPRINT = hash_api.FingerprintType


class Node:
    """The node, started; what it says of itself."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.__dict__.update(json.loads(self.process.stdout.readline()))

    def withdraw(self):
        self.process.stdin.write("withdraw\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "withdrawn\n"

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


def near(pdq, bits):
    """The hash with so many of its last bits changed."""
    return f"{int(pdq, 16) ^ ((1 << bits) - 1):064x}"


def fails(status, call):
    """The text that a call to the Hash Sharing client fails with."""
    try:
        call()
    except requests.HTTPError as error:
        assert error.response.status_code == status, error.response.text
        return error.response.text
    raise AssertionError("it did not fail")


# Hash Sharing


def sharing(node, key="list"):
    environment = SimpleNamespace(value=f"{node.address}/compat/hashsharing")
    return hash_api.NCMECHashAPI("anybody", node.keys[key], environment)


def read_all(node, start=0):
    entries, pages = {}, 0
    client = sharing(node)
    for page in client.get_entries_iter(
        start_timestamp=start, end_timestamp=int(time.time()) + 1
    ):
        pages += 1
        assert pages < 50, "it does not end"
        for entry in page.updates:
            entries[f"{entry.member_id}-{entry.id}"] = entry
    return entries, pages


def hash_sharing_says_who_asks_and_who_shares(node):
    client = sharing(node)
    assert client.status().esp_name == "Invented Platform"
    members = {member.esp_id: member.esp_name for member in client.members()}
    assert members == {
        1: "Shapes and noise (invented for tests)",
        2: "Not looked through (invented for tests)",
    }, members


def hash_sharing_gives_every_entry_once(node):
    entries, pages = read_all(node)
    assert len(entries) == node.entries + 1, len(entries)
    assert 11 <= pages <= 12, pages
    videos = [e for e in entries.values() if e.entry_type.value == "video"]
    assert len(videos) == (node.entries - 1) // 3
    assert node.image["pdq"] in {e.fingerprints.get("pdq") for e in entries.values()}


def the_exchange_of_threatexchange_ends_and_makes_signals_of_it(node):
    """The client's own flow: it shrinks its spans while a first page leads to another."""
    time.sleep(7)  # the client leaves the last five seconds out

    class Exchange(NCMECSignalExchangeAPI):
        def get_client(self, _environment):
            return sharing(node)

    environment = hash_api.NCMECEnvironment.test_Industry
    config = NCMECCollabConfig(name="CHECK", environment=environment)
    exchange = Exchange(config, "anybody", node.keys["list"])
    started, merged = time.monotonic(), {}
    for delta in exchange.fetch_iter([PdqSignal, VideoMD5Signal], None):
        for key, entry in delta.updates.items():
            merged[key] = Exchange.fetch_value_merge(merged.get(key), entry)
        assert time.monotonic() - started < 120, "it does not end"
    assert len(merged) == node.entries + 1, len(merged)
    types = [PdqSignal, VideoMD5Signal]
    signals = Exchange.naive_convert_to_signal_type(types, config, merged)
    videos = (node.entries - 1) // 3
    assert len(signals[VideoMD5Signal]) == videos
    assert len(signals[PdqSignal]) == node.entries + 1 - videos
    assert node.image["pdq"] in signals[PdqSignal]


def hash_sharing_gives_a_tombstone(node):
    start = int(time.time())
    node.withdraw()
    time.sleep(1)
    entries, _ = read_all(node, start)
    [gone] = entries.values()
    assert gone.deleted and not gone.fingerprints
    before, _ = read_all(node)
    assert before[f"{gone.member_id}-{gone.id}"].deleted


def hash_sharing_takes_votes(node):
    client = sharing(node)
    reasons = client.feedback_reasons(FINGERPRINT.pdq)
    assert len(reasons) == 4, reasons
    [entry] = [
        entry
        for entry in read_all(node)[0].values()
        if entry.fingerprints.get("md5") == node.video["md5"]
    ]
    client.submit_upvote(entry.member_id, entry.id, FINGERPRINT.md5)
    client.submit_feedback(
        entry.member_id,
        entry.id,
        FINGERPRINT.md5,
        hash_api.FeedbackType.downvote,
        next(iter(reasons)),
    )
    unknown = lambda: client.submit_feedback(
        entry.member_id, entry.id, FINGERPRINT.md5, hash_api.FeedbackType.downvote, "no-such-reason"
    )
    assert "no-such-reason" in fails(400, unknown)


def hash_sharing_refuses_other_keys(node):
    assert "list" in fails(403, sharing(node, "lookup").members)
    environment = SimpleNamespace(value=f"{node.address}/compat/hashsharing")
    nobody = hash_api.NCMECHashAPI("anybody", "nothing", environment)
    assert "<message>" in fails(401, nobody.status)


# Shield


def shield(node, key="lookup"):
    import arachnid_shield_sdk

    return arachnid_shield_sdk.ArachnidShield("anybody", node.keys[key])


def pdq64(pdq):
    return base64.b64encode(bytes.fromhex(pdq)).decode()


def shield_classifies_hashes(node):
    from arachnid_shield_sdk.models import ScanMediaFromPdq

    known, unknown, review = (
        pdq64(near(node.image["pdq"], 20)),
        pdq64("5a" * 32),
        pdq64(node.review["pdq"]),
    )
    scanned = shield(node).scan_pdq_hashes(ScanMediaFromPdq([known, unknown, review]))
    found = scanned.scanned_hashes
    assert found[known].matches_known_media and found[known].match_type.value == "near"
    assert not found[unknown].matches_known_media
    assert not found[review].matches_known_media, "a person looks first"


def shield_compares_addresses(node):
    scan = shield(node).scan_media_from_url
    listed = scan(node.url)
    assert listed.matches_known_media and listed.match_type.value == "exact"
    assert not scan("https://host.example/other").matches_known_media


def shield_scans_files(node):
    content = picture()
    scanned = shield(node).scan_media_from_bytes(content, "image/png")
    assert scanned.size_bytes == len(content)
    assert scanned.sha256_hex == hashlib.sha256(content).hexdigest()
    sha1 = base64.b32encode(hashlib.sha1(content).digest()).decode()
    assert scanned.sha1_base32 == sha1 and not scanned.matches_known_media


def shield_tells_what_is_wrong(node):
    from arachnid_shield_sdk import ArachnidShieldException
    from arachnid_shield_sdk.models import ScanMediaFromPdq

    for call, said in [
        (lambda: shield(node).scan_pdq_hashes(ScanMediaFromPdq(["AAAA"])), "number 1"),
        (lambda: shield(node).scan_media_from_url("nowhere"), "host name"),
        (lambda: shield(node, "report").scan_media_from_url(node.url), "lookup"),
    ]:
        try:
            call()
        except ArachnidShieldException as error:
            assert said in str(error), error
        else:
            raise AssertionError("it did not fail")


# HMA, asked as its own user interface and Coop ask it


def hma(node, path, key="lookup", **parameters):
    auth = ("anybody", node.keys[key])
    return requests.get(f"{node.address}/compat/hma{path}", params=parameters, auth=auth, timeout=60)


def good(response):
    assert response.status_code == 200, response.text
    return response.json()


def hma_finds_signals(node):
    kind = PdqSignal.get_name()
    signal = PdqSignal.validate_signal_str(near(node.image["pdq"], 9))
    [number] = good(hma(node, "/m/raw_lookup", signal=signal, signal_type=kind))["matches"]
    assert isinstance(number, int)
    told = good(hma(node, "/m/raw_lookup", "distance", signal=signal, signal_type=kind, include_distance="true"))
    assert told == {"matches": [{"bank_content_id": number, "distance": "9"}]}, told
    banks = good(hma(node, "/m/lookup", signal=signal, signal_type=kind))
    assert banks == {"SHAPES_AND_NOISE": [{"bank_content_id": number}]}, banks
    video = VideoMD5Signal.validate_signal_str(node.image["md5"])
    found = good(hma(node, "/m/raw_lookup", signal=video, signal_type=VideoMD5Signal.get_name()))
    assert found == {"matches": [number]}
    url = good(hma(node, "/m/lookup", url=node.url))
    assert list(url["url"]) == ["SHAPES_AND_NOISE"]
    none = good(hma(node, "/m/raw_lookup", signal="5a" * 32, signal_type=kind))
    assert none == {"matches": []}


def hma_leaves_out_what_a_person_must_look_at_first(node):
    ask = {"signal": node.review["pdq"], "signal_type": "pdq"}
    assert good(hma(node, "/m/lookup", **ask)) == {}
    assert len(good(hma(node, "/m/raw_lookup", **ask))["matches"]) == 1


def hma_compares(node):
    one, other = node.image["pdq"], near(node.image["pdq"], 31)
    auth = ("anybody", node.keys["distance"])
    address = f"{node.address}/compat/hma/m/compare"
    answer = good(requests.post(address, json={"pdq": [one, other]}, auth=auth, timeout=60))
    result = PdqSignal.compare_hash(one, other)
    assert answer == {"pdq": [result.match, {"distance": result.distance.distance}]}, answer


def hma_hashes_files(node):
    auth = ("anybody", node.keys["lookup"])
    files = {"photo": ("shapes.png", picture(), "image/png")}
    address = f"{node.address}/compat/hma"
    answer = requests.post(f"{address}/h/hash", files=files, auth=auth, timeout=60)
    pdq = good(answer)["pdq"]
    assert PdqSignal.compare_hash(pdq, PdqSignal.hash_from_bytes(picture())).distance.distance <= 10
    found = good(requests.post(f"{address}/m/lookup", files=files, auth=auth, timeout=60))
    assert found == {"pdq": {}}, found


def hma_says_that_it_is_alive(node):
    alive = requests.get(f"{node.address}/compat/hma/status", timeout=60)
    assert (alive.status_code, alive.text) == (200, "I-AM-ALIVE")
    assert good(hma(node, "/m/index/status"))["pdq"]["present"]


def hma_tells_what_is_wrong(node):
    for key, path, parameters, status in [
        ("lookup", "/m/raw_lookup", {"signal": "00", "signal_type": "pdq"}, 400),
        ("lookup", "/m/raw_lookup", {"signal": "00", "signal_type": "tlsh"}, 400),
        ("lookup", "/m/raw_lookup", {"signal": "5a" * 32, "signal_type": "pdq", "include_distance": "true"}, 403),
        ("report", "/m/raw_lookup", {"signal": "5a" * 32, "signal_type": "pdq"}, 403),
        ("lookup", "/h/hash", {"url": node.url}, 403),
    ]:
        answer = hma(node, path, key, **parameters)
        assert answer.status_code == status and answer.json()["message"], answer.text


def picture():
    """Circles and stripes."""
    image = Image.new("L", (256, 256))
    image.putdata([(x * x + y * y) // 97 % 256 if x > y else x * 3 % 256 for y in range(256) for x in range(256)])
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


CHECKS = [
    hash_sharing_says_who_asks_and_who_shares,
    hash_sharing_gives_every_entry_once,
    the_exchange_of_threatexchange_ends_and_makes_signals_of_it,
    shield_classifies_hashes,
    shield_compares_addresses,
    shield_scans_files,
    shield_tells_what_is_wrong,
    hma_finds_signals,
    hma_leaves_out_what_a_person_must_look_at_first,
    hma_compares,
    hma_hashes_files,
    hma_says_that_it_is_alive,
    hma_tells_what_is_wrong,
    hash_sharing_takes_votes,
    hash_sharing_gives_a_tombstone,
    hash_sharing_refuses_other_keys,
]


def main(program):
    node = Node(program)
    # The Shield client reads its address when it is first imported.
    os.environ["ARACHNID_SHIELD_URL"] = f"{node.address}/compat/shield/"
    passed = failed = 0
    try:
        for check in CHECKS:
            print(check.__name__.replace("_", " "), flush=True)
            try:
                check(node)
                passed += 1
            except Exception:
                traceback.print_exc()
                failed += 1
    finally:
        node.end()
    print(f"dialects: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
