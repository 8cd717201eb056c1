"""Has the format's own validator (PyPI xarf) judge XARF documents, one JSON object a line or one pretty-printed file.

Usage: check_xarf.py [FILE...]      without files, documents come from standard input

Asserts of every document that it has no error and no warning; that in strict mode nothing is said but that recommended
fields are missing (some of them, such as target_brand, mean nothing here); that it holds no evidence, as the format demands
of csam and csem; and that the same document with a wrong class is refused, so that a validator that nods everything through
is noticed.
"""

import json
import sys

import xarf

# The field whose closed list of words proves that the validator looks, by type.
CLASS_FIELD = {"csam": "classification", "csem": "exploitation_type"}
VISUAL_FIELDS = {"evidence", "screenshot_url"}


def documents(text):
    """One document a line, or the whole text as one document."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def complaints(document):
    """What is wrong with a document, as lines of text."""
    kind = document.get("type")
    if document.get("category") != "content" or kind not in CLASS_FIELD:
        yield f"is {document.get('category')}/{kind}, not content/csam or content/csem"
        return
    result = xarf.parse(document)
    yield from (f"error in {error.field or 'document'}: {error.message}" for error in result.errors)
    yield from (f"warning in {warning.field or 'document'}: {warning.message}" for warning in result.warnings)
    if result.report is None:
        yield "was not made into a typed report"
    for error in xarf.parse(document, strict=True).errors:
        if not error.message.endswith("is a required property"):
            yield f"strict mode, {error.field or 'document'}: {error.message}"
    for field in VISUAL_FIELDS & document.keys():
        yield f"holds {field}: no visual content may go with {kind}"
    if not xarf.parse(document | {CLASS_FIELD[kind]: "Z9"}).errors:
        yield f"is accepted with the {CLASS_FIELD[kind]} Z9: the validator does not look"


def main(paths):
    texts = {path: open(path, encoding="utf-8").read() for path in paths} or {"stdin": sys.stdin.read()}
    passed = failed = 0
    seen = set()
    for name, text in texts.items():
        for number, document in enumerate(documents(text), start=1):
            found = list(complaints(document))
            if document.get("report_id") in seen:
                found.append("has the report_id of another document")
            seen.add(document.get("report_id"))
            for complaint in found:
                print(f"{name}, document {number} ({document.get('report_id')}): {complaint}")
            passed += not found
            failed += bool(found)
    if passed + failed == 0:
        print("no document was given")
        failed = 1
    print(f"xarf: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
