CREATE TABLE client (id uuid PRIMARY KEY);
-- expect: unknown-function
CREATE TRIGGER t BEFORE UPDATE ON client FOR EACH ROW EXECUTE FUNCTION touch();
