CREATE TABLE bill (id uuid PRIMARY KEY, money numeric(12, 2));
