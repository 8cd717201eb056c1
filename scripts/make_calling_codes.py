#!/usr/bin/env python3
"""Writes crates/model/data/calling_codes.csv from the metadata of libphonenumber, as the Python package `phonenumbers` carries it.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install phonenumbers
    /tmp/v/bin/python scripts/make_calling_codes.py > crates/model/data/calling_codes.csv
"""
import itertools
import re

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumber, region_code_for_number

# How many digits after the code tell the countries that share it apart.
DEEP = {1: 3, 7: 1, 44: 4, 39: 5, 47: 2, 61: 5, 212: 4, 262: 3, 358: 2, 599: 1, 590: 3, 246: 0, 290: 1}


def regions(code, prefix):
    # Where the metadata names the digits by which a country is known, those decide.
    for region in COUNTRY_CODE_TO_REGION_CODE[code]:
        known_by = PhoneMetadata.metadata_for_region(region).leading_digits
        if known_by and re.match(known_by, prefix):
            return {region}
    found = set()
    for filler, length in itertools.product(("2345678901", "0000000000", "7771234567", "4123456789"), range(4, 12)):
        national = (prefix + filler)[:length]
        if len(national) < max(4, len(prefix)):
            continue
        number = PhoneNumber(country_code=code, national_number=int(national), italian_leading_zero=national[0] == "0" or None)
        region = region_code_for_number(number)
        if region and phonenumbers.is_valid_number(number):
            found.add(region)
    return found


print("# Which country a phone number belongs to: the digits it begins with after the plus, and the country's two letters.")
print("# The longest beginning decides. A code that several countries share has lines for the parts that tell them apart.")
print(f"# Source: libphonenumber's metadata in the Python package phonenumbers {phonenumbers.__version__} (Apache-2.0), by scripts/make_calling_codes.py.")
for code, shared in sorted(COUNTRY_CODE_TO_REGION_CODE.items(), key=lambda pair: str(pair[0])):
    if shared[0] == "001":
        continue
    lines = {str(code): shared[0]}
    if len(shared) > 1:
        for digits in itertools.product("0123456789", repeat=DEEP.get(code, 0)):
            prefix = "".join(digits)
            found = regions(code, prefix)
            # 0800 and its like belong to no island.
            if code == 44 and prefix[0] not in "17":
                continue
            if len(found) == 1 and (region := found.pop()) != shared[0]:
                lines[f"{code}{prefix}"] = region
    # AC, TA and XK are regions of libphonenumber and no assigned countries.
    for prefix, region in lines.items():
        if region not in ("AC", "TA", "XK"):
            print(f"{prefix},{region}")
