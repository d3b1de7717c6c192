CREATE TABLE visit (
  id uuid PRIMARY KEY,
  begun timestamptz,
  day date DEFAULT ('2020-01-01'::timestamp)::date,
  ended timestamp with time zone
);
