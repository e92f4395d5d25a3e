"""What only PostgreSQL has: tsvectors and their index."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own"),
    pytest.mark.django_db,
]


def test_a_query_can_be_answered_from_the_index():
    from modelsearch.backends.database.postgres.postgres import IndexEntry

    from home.search.postgresql import TokenQuery

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = IndexEntry.objects.filter(body=TokenQuery("'認定' & 'robot':*")).explain()

    assert "Bitmap Index Scan on wagtailsear_body_90c85d_gin" in plan


def test_vector_text_names_places_and_weights():
    from home.search.postgresql import vector_text

    assert vector_text([("認定", "A"), ("認", "D")]) == "'認':1A,4D '認定':2A '定':3A"
