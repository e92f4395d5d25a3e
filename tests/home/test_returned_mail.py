"""Reports of mail servers, as they really look, and what only looks like one."""

import pytest

from home.returned_mail import Returned, read

LETTER = "2f4c8a46-6f1e-4c41-9a53-9d1d4f5f7c11"
REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.city.example (Mail Delivery System)
To: returns@city.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.city.example
Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0900

Final-Recipient: rfc822; owner@company.example
Original-Recipient: rfc822;owner@company.example
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mail.company.example
Diagnostic-Code: smtp; 550 5.1.1 <owner@company.example>: Recipient address
    rejected: User unknown

--B
Content-Type: {kind}

Message-ID: <{letter}@city.example>
From: Tsunagi <office@city.example>
To: owner@company.example
Subject: =?utf-8?b?44GK55+l44KJ44Gb?=

--B--
"""
WORDS = "550 5.1.1 <owner@company.example>: Recipient address rejected: User unknown"


def report(action="failed", kind="message/rfc822", letter=LETTER):
    return REPORT.format(action=action, kind=kind, letter=letter).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_report_names_letter_address_and_reason(kind):
    assert read(report(kind=kind)) == [Returned(LETTER, "owner@company.example", "5.1.1", WORDS)]


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_report_of_anything_but_a_failure_names_none(action):
    assert read(report(action=action)) == []


def test_report_on_several_addresses_names_those_that_failed():
    second = b"Final-Recipient: rfc822; two@company.example\nAction: failed\nStatus: 5.2.2\n\nFinal-Recipient: rfc822; owner"

    found = read(report().replace(b"Final-Recipient: rfc822; owner", second, 1))

    assert [(one.address, one.status, one.words) for one in found] == [
        ("two@company.example", "5.2.2", ""),
        ("owner@company.example", "5.1.1", WORDS),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: out of office\n\nI am away.",
        report(letter="somebody-elses"),
        report().replace(b"delivery-status; boundary", b"disposition-notification; boundary"),
        report().replace(b"multipart/report", b"multipart/mixed"),
        report()[:400],
        report().replace(b"message/rfc822", b"application/octet-stream"),
    ],
)
def test_anything_else_names_none(raw):
    assert read(raw) == []


def test_long_words_are_cut():
    long = report().replace(b"User unknown", b"x" * 5_000)

    assert len(read(long)[0].words) == 300
