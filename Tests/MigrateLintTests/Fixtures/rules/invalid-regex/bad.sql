CREATE TABLE client (id int, phone text,
  -- expect: invalid-regex
  CHECK (phone ~ '^[0-9+$'));
-- expect: invalid-regex
ALTER TABLE client ADD CHECK (phone !~* '(a|b');
-- expect: invalid-regex
ALTER TABLE client ADD CHECK (phone ~ '^\d{3,2}$');
-- expect: invalid-regex
ALTER TABLE client ADD CHECK (phone ~ '^[[:alfa:]]+$');
-- expect: invalid-regex
ALTER TABLE client ADD CHECK (regexp_replace(phone, '[z-a]', '') = phone);
-- expect: invalid-regex
CREATE POLICY own ON client USING (phone ~ '^*');
-- expect: invalid-regex
CREATE DOMAIN phone AS text CHECK (VALUE ~ '\p{L}');
-- expect: invalid-regex
UPDATE client SET phone = substring(phone from '(?P<area>x)');
