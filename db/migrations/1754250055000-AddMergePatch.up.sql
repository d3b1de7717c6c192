-- Why:  a caller changes an organisation's settings by a JSON merge patch (RFC 7396), at any depth. Laid
--       over the row where it is, nobody's change to another member is lost, and it costs one round trip.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_owner;

CREATE OR REPLACE FUNCTION heartly.merge_patch(target jsonb, patch jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  merged jsonb := target;
  member record;
BEGIN
  IF jsonb_typeof(patch) <> 'object' THEN
    RETURN patch;
  END IF;
  IF merged IS NULL OR jsonb_typeof(merged) <> 'object' THEN
    merged := '{}';
  END IF;
  FOR member IN SELECT p.key, p.value FROM jsonb_each(patch) p LOOP
    IF jsonb_typeof(member.value) = 'null' THEN
      merged := merged - member.key;
    ELSE
      merged := merged || jsonb_build_object(member.key,
        heartly.merge_patch(merged -> member.key, member.value));
    END IF;
  END LOOP;
  RETURN merged;
END
$$;

COMMENT ON FUNCTION heartly.merge_patch(jsonb, jsonb) IS
  'What a merge patch (RFC 7396) makes of a value: null takes a member away.';

REVOKE ALL ON FUNCTION heartly.merge_patch(jsonb, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.merge_patch(jsonb, jsonb) TO heartly_app;
