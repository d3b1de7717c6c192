CREATE TABLE visit (id uuid PRIMARY KEY, "facilityId" uuid);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- expect-later: unquoted-identifier unquoted-identifier
  IF NEW.facilityId IS DISTINCT FROM OLD.facilityId THEN
    -- expect-later: unquoted-identifier
    UPDATE visit SET facilityId = NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON visit FOR EACH ROW EXECUTE FUNCTION keep();
