-- Why:  takes the search by parts of a name back, and the rows that it needs.
-- Lock: ACCESS EXCLUSIVE on client_name_key and, for its triggers, on client.

SET LOCAL ROLE heartly_owner;

DROP TRIGGER IF EXISTS client_name_changed ON client;

DROP TRIGGER IF EXISTS client_name_made ON client;

DROP FUNCTION IF EXISTS heartly.index_client_name();

DROP TABLE IF EXISTS client_name_key;

DROP FUNCTION IF EXISTS heartly.search_words(text);

DROP FUNCTION IF EXISTS heartly.search_form(text);

RESET ROLE;

DROP EXTENSION IF EXISTS fuzzystrmatch;
