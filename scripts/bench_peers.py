"""The measuring half of scripts/bench-peers."""

import json
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

import faiss
import numpy as np
import pdqhash
from PIL import Image

RADIUS = 31
# Levels of grey by which a made-up picture is grainy.
GRAIN = 4


def tutela(program, *arguments):
    """What a bench of Tutela's prints as JSON."""
    done = subprocess.run([program, "bench", *arguments, "--json"], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def memory():
    """Resident memory of this process in bytes."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def searched(index, asked, seconds=20):
    """Single look-ups, one after the other: how many a second, the median and 99 % in milliseconds, and what each found."""
    times, found = [], []
    began = time.perf_counter()
    for at in range(len(asked)):
        before = time.perf_counter()
        limits, distances, labels = index.range_search(asked[at : at + 1], RADIUS + 1)
        times.append(time.perf_counter() - before)
        found.append({(int(label), int(distance)) for label, distance in zip(labels, distances) if distance <= RADIUS})
        if time.perf_counter() - began > seconds:
            break
    ordered = sorted(times)
    at = lambda share: 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    return {"a_second": len(times) / sum(times), "p50_ms": at(0.5), "p99_ms": at(0.99), "found": found}


class MultiHash:
    """FAISS MultiHash as HMA builds it: 16 tables of 16 bits, one bit flipped."""

    def __init__(self, rows):
        self.index = faiss.IndexBinaryMultiHash(256, 16, 16)
        self.index.nflip = 1
        self.index.add(rows)

    def range_search(self, asked, radius):
        return self.index.range_search(asked, radius)


def search(program, work, hashes, queries):
    ours = {}
    for name, more in [("random", []), ("skewed", ["--skewed"])]:
        folder = work / name
        folder.mkdir()
        print(f"searching {hashes} {name} hashes …", file=sys.stderr)
        ours[name] = tutela(program, "match", "--hashes", str(hashes), "--queries", str(queries), "--export", str(folder), *more)
        rows = np.fromfile(folder / "hashes.bin", dtype=np.uint8).reshape(-1, 32)
        asked = np.fromfile(folder / "queries.bin", dtype=np.uint8).reshape(-1, 32)
        faiss.omp_set_num_threads(1)
        peers = {}
        for peer, build in [("FAISS flat", flat), ("FAISS MultiHash 16×16, nflip 1", MultiHash)]:
            if name == "skewed" and peer != "FAISS flat":
                continue
            before, began = memory(), time.perf_counter()
            index = build(rows)
            built = time.perf_counter() - began
            print(f"  {peer} is built after {built:.0f} s", file=sys.stderr)
            peers[peer] = searched(index, asked) | {"build_s": built, "memory_mb": (memory() - before) / 1e6}
            del index
        check(peers, name)
        show(name, hashes, ours[name], peers)
        for file in ["hashes.bin", "queries.bin"]:
            (folder / file).unlink()


def flat(rows):
    index = faiss.IndexBinaryFlat(256)
    index.add(rows)
    return index


def check(peers, name):
    """The peers must agree with each other, or the comparison means nothing."""
    results = [peer["found"] for peer in peers.values()]
    for other in results[1:]:
        both = min(len(results[0]), len(other))
        if results[0][:both] != other[:both]:
            print(f"\nNote: the peers do not find the same in the {name} data.")


def show(name, hashes, ours, peers):
    print(f"\n### {hashes:,} {name} hashes, radius {RADIUS}, one core\n")
    print("| | look-ups a second | median, ms | 99 %, ms | built in, s | memory, MB | Tutela is faster by |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| Tutela ({ours['kernel']}), recall {100 * ours['recall']:.2f} % | {ours['a_second']:,.0f} | {ours['p50_ms']:.3f} | "
        f"{ours['p99_ms']:.3f} | {ours['build_s']:.1f} | {ours['memory_mb']:,.0f} | |"
    )
    print(f"| Tutela, linear scan | {ours['linear_a_second']:,.1f} | {ours['linear_p50_ms']:.2f} | {ours['linear_p99_ms']:.2f} | | | {ours['a_second'] / ours['linear_a_second']:,.0f} |")
    for peer, figures in peers.items():
        print(
            f"| {peer} | {figures['a_second']:,.1f} | {figures['p50_ms']:.2f} | {figures['p99_ms']:.2f} | "
            f"{figures['build_s']:.1f} | {figures['memory_mb']:,.0f} | {ours['a_second'] / figures['a_second']:,.0f} |"
        )


def picture(width, height, seed):
    """A made-up landscape: smooth noise with a little grain, so that a JPEG of it is as large as a photograph's."""
    random = np.random.default_rng(seed)
    small = random.integers(0, 256, (max(height // 64, 4), max(width // 64, 4), 3), dtype=np.uint8)
    smooth = np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC), dtype=np.int16)
    grain = random.integers(-GRAIN, GRAIN + 1, (height, width, 1), dtype=np.int16)
    return Image.fromarray(np.clip(smooth + grain, 0, 255).astype(np.uint8))


def hashing(program, work):
    print("\n### JPEG to PDQ, one core\n")
    print("| | kB a picture | Tutela, pictures a second | pdqhash with Pillow | Tutela is faster by | bits apart, most |")
    print("|---|---|---|---|---|---|")
    for name, size, count in [("4000×3000", (4000, 3000), 6), ("1920×1080", (1920, 1080), 10), ("512×512", (512, 512), 40)]:
        folder = work / f"pictures-{size[0]}"
        folder.mkdir()
        for seed in range(count):
            picture(*size, seed).save(folder / f"{seed:03}.jpg", quality=90)
        size_kb = sum(path.stat().st_size for path in folder.iterdir()) / count / 1000
        theirs, began = [], time.process_time()
        for path in sorted(folder.iterdir()):
            bits, quality = pdqhash.compute(np.asarray(Image.open(path).convert("RGB")))
            theirs.append("".join(f"{byte:02x}" for byte in np.packbits(bits)))
        their_rate = count / (time.process_time() - began)
        ours = tutela(program, "hash", str(folder))
        apart = max(
            bin(int(ours["files"][at]["pdq"], 16) ^ int(their, 16)).count("1") for at, their in enumerate(theirs)
        )
        print(f"| {name} | {size_kb:,.0f} | {ours['a_second']:,.1f} | {their_rate:,.1f} | {ours['a_second'] / their_rate:.1f} | {apart} |")


def main():
    program, work, hashes, queries = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"Machine: {model}, {platform.system()} {platform.release()}; FAISS {faiss.__version__}, NumPy {np.__version__}.")
    hashing(program, work)
    search(program, work, hashes, queries)


main()
