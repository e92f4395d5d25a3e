"""Buckets: threads and both buckets share one session, each thread has its own connection."""

import threading

from home.storage import OneSessionS3Storage, PrivateS3Storage

KEYS = {"access_key": "x", "secret_key": "y", "region_name": "us-east-1"}


def test_buckets_share_a_session_and_threads_do_not_share_a_connection():
    public, private = OneSessionS3Storage(bucket_name="open", **KEYS), PrivateS3Storage(bucket_name="sealed", **KEYS)
    seen = []
    thread = threading.Thread(target=lambda: seen.append(public.connection))

    thread.start()
    thread.join()

    assert public._create_session() is private._create_session()
    assert public.connection is public.connection
    assert seen[0] is not public.connection


def test_buckets_of_others_have_their_own_session():
    ours = OneSessionS3Storage(bucket_name="open", **KEYS)
    theirs = OneSessionS3Storage(bucket_name="open", **KEYS | {"access_key": "z"})

    assert ours._create_session() is not theirs._create_session()
