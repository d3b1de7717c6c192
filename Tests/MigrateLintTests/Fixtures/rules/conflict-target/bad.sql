CREATE TABLE client (id integer PRIMARY KEY, email text, kind integer, born date, UNIQUE (kind, born) DEFERRABLE);
CREATE UNIQUE INDEX ON client (lower(email));
CREATE UNIQUE INDEX ON client (kind) WHERE born IS NULL;
-- expect: conflict-target
INSERT INTO client (id) VALUES (1) ON CONFLICT (email) DO NOTHING;
-- expect: conflict-target
INSERT INTO client (id) VALUES (1) ON CONFLICT (kind) DO NOTHING;
-- expect: conflict-target
INSERT INTO client (id) VALUES (1) ON CONFLICT (upper(email)) DO NOTHING;
-- expect: conflict-target
INSERT INTO client (id) VALUES (1) ON CONFLICT (id, email) DO UPDATE SET email = 'a';
-- expect: conflict-target
INSERT INTO client (id) VALUES (1) ON CONFLICT DO UPDATE SET email = 'a';
-- expect: conflict-target
INSERT INTO client (id) VALUES (1) ON CONFLICT ON CONSTRAINT client_kind_born_key DO NOTHING;
