CREATE TABLE house (id uuid PRIMARY KEY, state text, kind "char");
