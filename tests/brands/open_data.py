"""Reads the files of open data back as strangers would: with csv, with json, against the published schemas."""

import csv
import io
import json

import jsonschema


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows_of(client, name, **asked):
    """The rows of the CSV by its own head."""
    response = client.get(f"/data/{name}.csv", asked)
    raw = body(response)
    assert (response.status_code, raw[:3]) == (200, b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def document(client, name, **asked):
    """The JSON, valid by the schema that is published beside it, formats checked too."""
    response = client.get(f"/data/{name}.json", asked)
    assert response.status_code == 200
    facts = json.loads(body(response))
    schema = client.get(f"/data/{name}.schema.json").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(facts)
    return facts
