"""Compares our PDQ hashes with those of the reference, PyPI's pdqhash.

Usage: check_pdq.py compare PDQ_RAW FOLDER    PDQ_RAW is the built example pdq_raw; FOLDER holds JPEGs and reference.csv
       check_pdq.py vectors                   prints pictures by their recipe, with what the reference makes of them

A recipe is `kind seed width height`. crates/matching/tests/pdq_vectors.rs draws the same pictures from it.
"""

import csv
import pathlib
import subprocess
import sys

import numpy as np
import pdqhash

KINDS = ["noise", "faint", "slope", "discs", "board", "flat"]
MASK = 0xFFFFFFFF


def mix(seed, x, y, c):
    """A number of 32 bits that looks random, of four numbers; of whole arrays too."""
    h = (np.uint64(seed) * np.uint64(0x9E3779B1)) ^ (np.uint64(1) + np.asarray(x, np.uint64)) * np.uint64(0x85EBCA77)
    h = h ^ (np.uint64(1) + np.asarray(y, np.uint64)) * np.uint64(0xC2B2AE3D)
    h = (h ^ (np.uint64(1) + np.asarray(c, np.uint64)) * np.uint64(0x27D4EB2F)) & np.uint64(MASK)
    for shift, factor in ((15, 0x2C1B3C6D), (12, 0x297A2D39)):
        h = h ^ (h >> np.uint64(shift))
        h = (h * np.uint64(factor)) & np.uint64(MASK)
    return h ^ (h >> np.uint64(15))


def draw(kind, seed, width, height):
    """The picture of a recipe: height x width x 3 bytes."""
    y, x, c = np.indices((height, width, 3), np.uint64)
    if kind == "noise":
        return (mix(seed, x, y, c) >> np.uint64(24)).astype(np.uint8)
    if kind == "faint":
        return (np.uint64(100) + (mix(seed, x, y, c) & np.uint64(3))).astype(np.uint8)
    if kind == "flat":
        return (mix(seed, 0, 0, c) & np.uint64(255)).astype(np.uint8)
    if kind == "board":
        side = 1 + int(mix(seed, 1, 1, 1)) % max(1, min(width, height) // 2)
        odd = (x // np.uint64(side) + y // np.uint64(side)) & np.uint64(1)
        return (mix(seed, odd, 7, c) & np.uint64(255)).astype(np.uint8)
    across, down = (int(mix(seed, 2, at, 0)) % 256 for at in (0, 1))
    picture = (x * np.uint64(across) // np.uint64(width) + y * np.uint64(down) // np.uint64(height)) // np.uint64(2)
    picture = (picture + c * np.uint64(20)) & np.uint64(255)
    if kind == "discs":
        for at in range(12):
            left, top = int(mix(seed, 3, at, 0)) % width, int(mix(seed, 3, at, 1)) % height
            radius = 1 + int(mix(seed, 3, at, 2)) % max(1, min(width, height) // 3)
            inside = (x.astype(np.int64) - left) ** 2 + (y.astype(np.int64) - top) ** 2 <= radius**2
            picture = np.where(inside, mix(seed, 4, at, c) & np.uint64(255), picture)
    return picture.astype(np.uint8)


def text(bits):
    """The reference's bits, the highest first, as hexadecimal."""
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):064x}"


def reference(picture):
    """Hash, quality and eight orientations, as pdq_raw prints them."""
    bits, quality = pdqhash.compute(picture)
    orientations, _ = pdqhash.compute_dihedral(picture)
    return [text(bits), str(quality)] + [text(bits) for bits in orientations]


def vectors():
    sizes = [
        (5, 5), (7, 300), (64, 64), (63, 65), (128, 128), (129, 127), (200, 100), (257, 192), (300, 5),
        (333, 444), (512, 512), (641, 480), (1025, 70), (60, 1300), (900, 650), (4, 90), (1600, 1004),
    ]  # fmt: skip
    recipes = [(KINDS[at % 5], 1000 + at, *size) for at, size in enumerate(sizes * 3)]
    recipes += [(kind, 7, 64, 64) for kind in KINDS] + [("flat", 9, 500, 300), ("flat", 10, 64, 65)]
    print("# Made by `scripts/check-pdq vectors` with PyPI's pdqhash", pdqhash.__version__)
    print("# kind seed width height hash quality, then the eight orientations of compute_dihedral")
    for recipe in recipes:
        print(*recipe, *reference(draw(*recipe)))


def recipes():
    """Some two hundred: every size around the window's steps, and some that are long or large."""
    rng = np.random.default_rng(20260101)
    sizes = [(4, 4), (4, 100), (1, 1), (5, 5), (5, 900), (900, 5), (64, 64), (64, 64), (64, 64), (64, 64), (64, 64)]
    sizes += [(64, 63), (63, 64), (64, 65), (65, 64), (127, 129), (128, 128), (129, 128), (256, 257), (512, 512)]
    sizes += [(1000, 30), (30, 1000), (2500, 17), (17, 2500), (20000, 6), (6, 20000), (2047, 1025), (1920, 1080)]
    sizes += [(640, 480), (800, 600), (3000, 2000), (4000, 3000)]
    sizes += [tuple(int(side) for side in rng.integers(5, 130, 2)) for _ in range(50)]
    sizes += [tuple(int(side) for side in rng.integers(5, 400, 2)) for _ in range(70)]
    sizes += [tuple(int(side) for side in rng.integers(64, 1400, 2)) for _ in range(50)]
    for at, size in enumerate(sizes):
        yield KINDS[at % len(KINDS)], at, *size


def compare(binary, folder):
    passed = failed = 0
    process = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def judge(name, picture):
        nonlocal passed, failed
        height, width, _ = picture.shape
        process.stdin.write(f"{width} {height}\n".encode() + picture.tobytes())
        process.stdin.flush()
        ours, theirs = process.stdout.readline().decode().split(), reference(picture)
        if (width, height) == (64, 64):
            # The reference filters 64 x 64 pixels where it makes eight hashes, and does not where it makes one. Ours
            # has the one.
            theirs[2] = theirs[0]
        if ours == theirs:
            passed += 1
        else:
            failed += 1
            print(f"FAILED: {name} ({width} x {height})\n  ours   {ours}\n  theirs {theirs}")
        return ours

    for recipe in recipes():
        judge(" ".join(map(str, recipe)), draw(*recipe))
    folder = pathlib.Path(folder)
    if (folder / "reference.csv").exists():
        from PIL import Image

        for row in csv.DictReader((folder / "reference.csv").open()):
            ours = judge(row["file"], np.asarray(Image.open(folder / row["file"]).convert("RGB")))
            distance = (int(ours[0], 16) ^ int(row["pdq"], 16)).bit_count() if ours else "?"
            print(f"{row['file']}: distance {distance} to reference.csv, quality {ours[1:2]} (there {row['quality']})")
    else:
        print("../shared/data/pdq is not there: its JPEGs are skipped")
    process.stdin.close()
    if process.wait() != 0:
        failed += 1
        print(f"FAILED: {binary} ended with {process.returncode}")
    print(f"pdq: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["vectors"]:
            vectors()
        case ["compare", binary, folder]:
            sys.exit(compare(binary, folder))
        case _:
            sys.exit(__doc__)
