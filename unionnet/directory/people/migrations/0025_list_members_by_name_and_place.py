"""Members are searched in a table of their own, where an index knows how they are called and where they are."""

import django.db.models.deletion
from django.db import migrations, models

from unionnet.foundation.migrating import hold

AS_OWNER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET enable_seqscan = off"
# Whoever these people are now; those who are no members have no row.
LIST = """
CREATE FUNCTION people_list(people bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    INSERT INTO people_listing (person_id, path, name, other_name, pinyin, initials)
    SELECT p.id, s.path, p.name, p.other_name, p.pinyin, split_part(p.pinyin, '|', 2)
    FROM people_standing s JOIN people_person p ON p.id = s.person_id WHERE s.person_id = ANY(people) AND s.path > ''
    ON CONFLICT (person_id) DO UPDATE
    SET path = excluded.path, name = excluded.name, other_name = excluded.other_name, pinyin = excluded.pinyin,
        initials = excluded.initials
$$;
"""
# By the owner: what follows a standing is no question of who may see it. Who moved with a whole county is only given
# another path. A plan is kept for the next statement, of one row or of a million: so lists of rows meet in set
# operations only, and what they name is found by an index.
FOLLOW = f"""
CREATE FUNCTION people_listing_begins() RETURNS trigger {AS_OWNER} AS $$
BEGIN
    INSERT INTO people_listing (person_id, path, name, other_name, pinyin, initials)
    SELECT n.person_id, n.path, p.name, p.other_name, p.pinyin, split_part(p.pinyin, '|', 2)
    FROM new_rows n
    CROSS JOIN LATERAL (SELECT name, other_name, pinyin FROM people_person WHERE id = n.person_id OFFSET 0) p
    WHERE n.path > '';
    RETURN NULL;
END $$;
CREATE FUNCTION people_listing_moves() RETURNS trigger {AS_OWNER} AS $$
BEGIN
    UPDATE people_listing l SET path = s.path FROM people_standing s
    WHERE l.person_id = ANY(ARRAY(SELECT person_id FROM new_rows WHERE path > ''))
      AND s.person_id = l.person_id AND l.path <> s.path;
    DELETE FROM people_listing WHERE person_id = ANY(ARRAY(SELECT person_id FROM new_rows WHERE path = ''));
    PERFORM people_list(begins) FROM (SELECT ARRAY(
        SELECT person_id FROM new_rows WHERE path > '' INTERSECT SELECT person_id FROM old_rows WHERE path = '')) b (begins)
    WHERE begins <> '{{}}';
    RETURN NULL;
END $$;
CREATE FUNCTION people_listing_ends() RETURNS trigger {AS_OWNER} AS $$
BEGIN
    DELETE FROM people_listing WHERE person_id = ANY(ARRAY(SELECT person_id FROM old_rows));
    RETURN NULL;
END $$;
CREATE FUNCTION people_listing_is_called() RETURNS trigger {AS_OWNER} AS $$
BEGIN
    UPDATE people_listing SET name = NEW.name, other_name = NEW.other_name, pinyin = NEW.pinyin,
           initials = split_part(NEW.pinyin, '|', 2) WHERE person_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER people_listing_begins AFTER INSERT ON people_standing REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION people_listing_begins();
CREATE TRIGGER people_listing_moves AFTER UPDATE ON people_standing REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION people_listing_moves();
CREATE TRIGGER people_listing_ends AFTER DELETE ON people_standing REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION people_listing_ends();
CREATE TRIGGER people_listing_is_called AFTER UPDATE OF name, other_name, pinyin ON people_person FOR EACH ROW
    WHEN ((OLD.name, OLD.other_name, OLD.pinyin) IS DISTINCT FROM (NEW.name, NEW.other_name, NEW.pinyin))
    EXECUTE FUNCTION people_listing_is_called();
"""
DROP = """
DROP TRIGGER people_listing_is_called ON people_person;
DROP TRIGGER people_listing_ends ON people_standing;
DROP TRIGGER people_listing_moves ON people_standing;
DROP TRIGGER people_listing_begins ON people_standing;
DROP FUNCTION people_listing_is_called(), people_listing_ends(), people_listing_moves(), people_listing_begins(),
    people_list(bigint[]);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0024_a_tenant_waits_for_a_second_hand'),
    ]

    operations = [
        hold("people_person", "people_standing"),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('person', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='listing', serialize=False, to='people.person')),
                ('path', models.CharField(db_collation='C', max_length=80)),
                ('name', models.CharField(db_collation='C', max_length=60)),
                ('other_name', models.CharField(db_collation='C', max_length=80)),
                ('pinyin', models.CharField(db_collation='C', max_length=240)),
                ('initials', models.CharField(db_collation='C', max_length=240)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['name', 'path'], name='listing_name'),
                    models.Index(condition=models.Q(('pinyin__gt', '')), fields=['pinyin', 'path'], name='listing_pinyin'),
                    models.Index(condition=models.Q(('initials__gt', '')), fields=['initials', 'path'], name='listing_initials'),
                    models.Index(condition=models.Q(('other_name__gt', '')), fields=['other_name', 'path'], name='listing_other'),
                ],
            },
        ),
        migrations.RunSQL(LIST + FOLLOW, DROP),
    ]
