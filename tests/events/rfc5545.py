"""A strict reader of iCalendar, written from RFC 5545 alone: it shares no code with the library that writes our feeds."""

import re

LINE = re.compile(
    r"[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+=(?:\"[^\"\x00-\x1f]*\"|[^\x00-\x1f\";:,]*))*:[^\x00-\x08\x0a-\x1f]*", re.DOTALL
)
STAMP = re.compile(r"\d{8}T\d{6}Z")
REQUIRED = {
    "VCALENDAR": {"PRODID": 1, "VERSION": 1},
    "VEVENT": {
        **dict.fromkeys(("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION"), 1),
        **dict.fromkeys(("LAST-MODIFIED", "SEQUENCE", "STATUS", "URL", "CLASS", "TRANSP"), 1),
    },
    "VTIMEZONE": {"TZID": 1},
    "STANDARD": {"DTSTART": 1, "TZOFFSETFROM": 1, "TZOFFSETTO": 1},
}
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "SEQUENCE", "URL", "METHOD", "LAST-MODIFIED"}


def unfolded(data):
    """The content lines (3.1): CRLF only, each physical line at most 75 octets and valid UTF-8 by itself."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    lines = []
    for raw in physical:
        assert len(raw) <= 75, raw
        assert b"\r" not in raw, raw
        assert b"\n" not in raw, raw
        text = raw.decode("utf-8")
        if text.startswith((" ", "\t")):
            lines[-1] += text[1:]
        else:
            assert text, "an empty line"
            lines.append(text)
    for line in lines:
        assert LINE.fullmatch(line), line
    return lines


def components(data):
    """(name, [(property, parameters, value)]) of each component in the order in which they end; nesting is checked."""
    found, stack = [], []
    for line in unfolded(data):
        head, value = re.match(r"((?:\"[^\"]*\"|[^:\"])*):(.*)", line, re.DOTALL).groups()
        name, *parameters = head.split(";")
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            opened, properties = stack.pop()
            assert opened == value, line
            found.append((opened, properties))
        else:
            stack[-1][1].append((name.upper(), parameters, value))
    assert not stack
    assert found[-1][0] == "VCALENDAR"
    return found


def check(data):
    """Asserts what a feed of ours must have; gives back its events, each as {property: value}."""
    every = components(data)
    zones = {
        value for name, properties in every if name == "VTIMEZONE" for key, _parameters, value in properties if key == "TZID"
    }
    events = []
    for name, properties in every:
        counts = {}
        for key, parameters, value in properties:
            counts[key] = counts.get(key, 0) + 1
            assert value != "" or key == "LOCATION", key
            for parameter in parameters:
                if parameter.startswith("TZID="):
                    assert parameter.removeprefix("TZID=") in zones, parameter
            if key in {"DTSTAMP", "LAST-MODIFIED", "CREATED"}:
                assert STAMP.fullmatch(value), (key, value)
        assert {key: counts.get(key, 0) for key in REQUIRED[name]} == REQUIRED[name], name
        assert [key for key in ONCE if counts.get(key, 0) > 1] == []
        if name == "VEVENT":
            facts = {key: value for key, _parameters, value in properties}
            assert facts["STATUS"] in {"TENTATIVE", "CONFIRMED", "CANCELLED"}
            assert facts["SEQUENCE"].isdigit()
            events.append(facts)
        if name == "VCALENDAR":
            assert {key: value for key, _parameters, value in properties}["VERSION"] == "2.0"
    uids = [event["UID"] for event in events]
    assert len(uids) == len(set(uids))
    return events
