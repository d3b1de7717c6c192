-- expect: invalid-option
CREATE SEQUENCE number INCREMENT 0;
-- expect: invalid-option
CREATE SEQUENCE number MINVALUE 5 MAXVALUE 1;
-- expect: invalid-option
CREATE SEQUENCE number START 0;
-- expect: invalid-option
CREATE SEQUENCE number CACHE 0;
-- expect: invalid-option
CREATE SEQUENCE number AS text;
-- expect: invalid-option
CREATE SEQUENCE number INCREMENT 1 INCREMENT 2;
-- expect: invalid-option
CREATE SEQUENCE number OWNED BY id;
-- expect: invalid-option
CREATE TYPE span AS RANGE (SUBTYPE = integer, LENGTH = 1);
