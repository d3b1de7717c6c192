CREATE TABLE client (id int, phone text, mail text,
  CHECK (phone ~ '^\+?[0-9 ()-]{3,20}$'),
  CHECK (mail ~* '^[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}$'));
ALTER TABLE client ADD CHECK (phone !~ '(?i)^(?:a|b)(?=c)[[:alpha:]_]*?$');
ALTER TABLE client ADD CHECK (regexp_replace(phone, '\D', '', 'g') = phone);
CREATE DOMAIN phone AS text CHECK (VALUE ~ '^[^]a-]{1,255}(x)\1$');
