CREATE TABLE visit (id uuid PRIMARY KEY, note text CHECK (char_length(note) <= 500), city varchar);
SELECT id::varchar(3) FROM visit;
