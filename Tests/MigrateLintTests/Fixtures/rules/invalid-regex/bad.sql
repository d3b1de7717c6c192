CREATE TABLE client (id int, phone text,
  -- expect-later: invalid-regex
  CHECK (phone ~ '^[0-9+$'));
-- expect-later: invalid-regex
ALTER TABLE client ADD CHECK (phone !~* '(a|b');
-- expect-later: invalid-regex
ALTER TABLE client ADD CHECK (phone ~ '^\d{3,2}$');
-- expect-later: invalid-regex
ALTER TABLE client ADD CHECK (phone ~ '^[[:alfa:]]+$');
-- expect-later: invalid-regex
ALTER TABLE client ADD CHECK (regexp_replace(phone, '[z-a]', '') = phone);
-- expect-later: invalid-regex
CREATE POLICY own ON client USING (phone ~ '^*');
-- expect-later: invalid-regex
CREATE DOMAIN phone AS text CHECK (VALUE ~ '\p{L}');
-- expect-later: invalid-regex
UPDATE client SET phone = substring(phone from '(?P<area>x)');
