"""The tables as they once stood, put back: what a race or a served page has written goes at the price of what it has written.

A judged case takes many times as long to make as to race for, and to empty all tables and fill them again takes longer than
most races. `Kept` copies every table beside itself; whatever has changed since is written again without triggers, so that what
may only be appended to can be taken back. PostgreSQL only.
"""

from django.db import connection

# Each table whose rows differ from its copy is emptied and filled from it. A row that was written since has another xmin.
COPY = """
DO $$ DECLARE t record; BEGIN
  DROP SCHEMA IF EXISTS {kept} CASCADE;
  CREATE SCHEMA {kept};
  CREATE TABLE {kept}.signs (name text PRIMARY KEY, sign text);
  FOR t IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE {kept}.%I AS TABLE public.%I', 'rows_' || t.name, t.name);
    INSERT INTO {kept}.signs VALUES (t.name, '');
  END LOOP;
END $$
"""
SIGNS = """
DO $$ DECLARE t record; s text; BEGIN
  FOR t IN SELECT name FROM {kept}.signs LOOP
    EXECUTE format('SELECT count(*) || '' '' || coalesce(sum(xmin::text::bigint), 0) FROM public.%I', t.name) INTO s;
    UPDATE {kept}.signs SET sign = s WHERE name = t.name AND sign <> s;
  END LOOP;
END $$
"""
PUT_BACK = """
DO $$ DECLARE t record; s text; columns text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR t IN SELECT name, sign FROM {kept}.signs LOOP
    EXECUTE format('SELECT count(*) || '' '' || coalesce(sum(xmin::text::bigint), 0) FROM public.%I', t.name) INTO s;
    IF s <> t.sign THEN
      SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
        WHERE attrelid = ('public.' || quote_ident(t.name))::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
      EXECUTE format('DELETE FROM public.%I', t.name);
      EXECUTE format('INSERT INTO public.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM {kept}.%I',
                     t.name, columns, columns, 'rows_' || t.name);
      EXECUTE format('SELECT count(*) || '' '' || coalesce(sum(xmin::text::bigint), 0) FROM public.%I', t.name) INTO s;
      UPDATE {kept}.signs SET sign = s WHERE name = t.name;
    END IF;
  END LOOP;
END $$
"""
IS_THERE = "SELECT to_regnamespace(%s) IS NOT NULL"


class Kept:
    """Copies all tables when it is made; a copy of that name that is there already is taken as it is where `again` says so."""

    def __init__(self, name="kept", *, again=False):
        self.name = name
        if not (again and self.is_there()):
            self._run(COPY)
            self._run(SIGNS)

    def is_there(self):
        with connection.cursor() as cursor:
            cursor.execute(IS_THERE, [self.name])
            return cursor.fetchone()[0]

    def put_back(self):
        self._run(PUT_BACK)

    def forget(self):
        self._run("DROP SCHEMA IF EXISTS {kept} CASCADE")

    def _run(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("{kept}", self.name))


def rounds(number):
    """Counts the rounds of a race; before each but the first all tables stand again as they stood when the first began."""
    kept = Kept() if number > 1 else None
    try:
        for each in range(number):
            if each:
                kept.put_back()
            yield each
    finally:
        if kept:
            kept.forget()
