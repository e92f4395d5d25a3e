"""Buckets: threads and both buckets share one session, each thread has its own connection."""

import threading

import boto3

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


def test_buckets_know_all_that_boto_knows_of_s3_but_not_its_manual():
    ours = OneSessionS3Storage(bucket_name="open", **KEYS | {"region_name": "ap-northeast-1"}).connection.meta.client.meta
    theirs = boto3.Session("x", "y", region_name="ap-northeast-1").client("s3").meta

    assert ours.endpoint_url == theirs.endpoint_url
    assert ours.service_model.operation_names == theirs.service_model.operation_names
    assert [
        name
        for name in theirs.service_model.shape_names
        if ours.service_model.shape_for(name).type_name != theirs.service_model.shape_for(name).type_name
    ] == []
    assert (ours.service_model.documentation, bool(theirs.service_model.documentation)) == ("", True)
