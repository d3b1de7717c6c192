CREATE TABLE client (id integer PRIMARY KEY, email text, kind integer, born date, CONSTRAINT one UNIQUE (kind, born));
CREATE UNIQUE INDEX ON client (lower(email));
CREATE UNIQUE INDEX ON client (kind) WHERE born IS NULL;
INSERT INTO client (id) VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO client (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET email = excluded.email;
INSERT INTO client (id) VALUES (2) ON CONFLICT (lower(email)) DO NOTHING;
INSERT INTO client (id) VALUES (3) ON CONFLICT (kind) WHERE born IS NULL DO NOTHING;
INSERT INTO client (id) VALUES (4) ON CONFLICT (born, kind) DO NOTHING;
INSERT INTO client (id) VALUES (5) ON CONFLICT ON CONSTRAINT one DO NOTHING;
