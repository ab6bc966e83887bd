"""When a subtree moves, the lines its members are searched by follow afterwards (`actions/relisting.py`)."""

from django.db import migrations, models

AS_OWNER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET enable_seqscan = off"
LATER = """
    IF current_setting('unionnet.listings_follow', true) = 'later' THEN
        RETURN NULL;
    END IF;
"""
MOVES = """
CREATE OR REPLACE FUNCTION people_listing_moves() RETURNS trigger {as_owner} AS $$
BEGIN{later}
    UPDATE people_listing l SET path = s.path FROM people_standing s
    WHERE l.person_id = ANY(ARRAY(SELECT person_id FROM new_rows WHERE path > ''))
      AND s.person_id = l.person_id AND l.path <> s.path;
    DELETE FROM people_listing WHERE person_id = ANY(ARRAY(SELECT person_id FROM new_rows WHERE path = ''));
    PERFORM people_list(begins) FROM (SELECT ARRAY(
        SELECT person_id FROM new_rows WHERE path > '' INTERSECT SELECT person_id FROM old_rows WHERE path = '')) b (begins)
    WHERE begins <> '{{}}';
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0034_handed_tags'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListingMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_path', models.CharField(db_collation='C', max_length=80)),
                ('to_path', models.CharField(db_collation='C', max_length=80)),
                ('done_to', models.CharField(blank=True, db_collation='C', max_length=80)),
            ],
        ),
        migrations.RunSQL(
            MOVES.format(as_owner=AS_OWNER, later=LATER), MOVES.format(as_owner=AS_OWNER, later="")
        ),
    ]
