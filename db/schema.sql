--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: client; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.client (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "firstName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    "lastName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    "birthDate" date NOT NULL,
    uci text NOT NULL,
    photo text,
    "facilityId" uuid NOT NULL,
    phone text,
    email text,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    "isDeleted" boolean GENERATED ALWAYS AS ((deleted_at IS NOT NULL)) STORED NOT NULL,
    "searchName" text GENERATED ALWAYS AS ("left"(replace(replace(replace(translate(regexp_replace((lower((NORMALIZE((("firstName" || ' '::text) || "lastName"), NFKD) COLLATE "und-x-icu")) COLLATE "C"), '[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u064B-\u065F\u0670\u1DC0-\u1DFF]'::text, ''::text, 'g'::text), 'øłđðħŧıς’‘ʼ‐'::text, 'olddhtiσ''''''-'::text), 'ß'::text, 'ss'::text), 'æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 200)) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT "CHK_client_birthDate" CHECK ((("birthDate" >= '1900-01-01'::date) AND ("birthDate" <= (((created_at AT TIME ZONE 'UTC'::text) + '14:00:00'::interval))::date))),
    CONSTRAINT "CHK_client_email" CHECK (((char_length(email) <= 254) AND ((email COLLATE "C") ~ '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'::text) AND ((email COLLATE "C") !~ '["(),:;<>[\\\]]'::text) AND ((email COLLATE "C") !~ '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'::text))),
    CONSTRAINT "CHK_client_firstName" CHECK (((char_length("firstName") >= 1) AND (char_length("firstName") <= 50) AND (("firstName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("firstName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("firstName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("firstName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_client_lastName" CHECK (((char_length("lastName") >= 1) AND (char_length("lastName") <= 50) AND (("lastName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("lastName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("lastName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("lastName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_client_phone" CHECK ((phone ~ '^\+[1-9][0-9]{1,14}$'::text)),
    CONSTRAINT "CHK_client_photo" CHECK ((char_length(photo) <= 500)),
    CONSTRAINT "CHK_client_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text, 'DISCHARGED'::text, 'ON_HOLD'::text]))),
    CONSTRAINT "CHK_client_uci" CHECK ((uci ~ '^[A-Z0-9]{6,20}$'::text))
);

--
-- Name: TABLE client; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.client IS 'PHI. A resident in a tenant''s care.';

--
-- Name: COLUMN client."firstName"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client."firstName" IS 'PHI.';

--
-- Name: COLUMN client."lastName"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client."lastName" IS 'PHI.';

--
-- Name: COLUMN client."birthDate"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client."birthDate" IS 'PHI. The person''s local calendar date.';

--
-- Name: COLUMN client.uci; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client.uci IS 'PHI. The unique client identifier that the authorities use.';

--
-- Name: COLUMN client.photo; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client.photo IS 'PHI. Where the photograph is kept, not the photograph.';

--
-- Name: COLUMN client."facilityId"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client."facilityId" IS 'PHI. Where the person lives.';

--
-- Name: COLUMN client.phone; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client.phone IS 'PHI.';

--
-- Name: COLUMN client.email; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client.email IS 'PHI.';

--
-- Name: COLUMN client."isDeleted"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client."isDeleted" IS 'Follows from deleted_at, which alone is written.';

--
-- Name: COLUMN client."searchName"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.client."searchName" IS 'PHI. The name as a search compares it.';

--
-- Name: facility; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.facility (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    city text NOT NULL,
    state text NOT NULL,
    zip text NOT NULL,
    phone text,
    email text,
    "projectedClientCount" integer DEFAULT 0 NOT NULL,
    "roomCount" integer,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    "isDeleted" boolean GENERATED ALWAYS AS ((deleted_at IS NOT NULL)) STORED NOT NULL,
    CONSTRAINT "CHK_facility_address" CHECK (((char_length(address) >= 5) AND (char_length(address) <= 200))),
    CONSTRAINT "CHK_facility_city" CHECK (((char_length(city) >= 2) AND (char_length(city) <= 100))),
    CONSTRAINT "CHK_facility_email" CHECK (((char_length(email) <= 254) AND ((email COLLATE "C") ~ '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'::text) AND ((email COLLATE "C") !~ '["(),:;<>[\\\]]'::text) AND ((email COLLATE "C") !~ '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'::text))),
    CONSTRAINT "CHK_facility_name" CHECK (((char_length(name) >= 3) AND (char_length(name) <= 100) AND ((name COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND ((name COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND ((name COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND ((name COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_facility_phone" CHECK ((phone ~ '^\+[1-9][0-9]{1,14}$'::text)),
    CONSTRAINT "CHK_facility_projectedClientCount" CHECK (("projectedClientCount" >= 0)),
    CONSTRAINT "CHK_facility_roomCount" CHECK (("roomCount" >= 0)),
    CONSTRAINT "CHK_facility_state" CHECK ((state ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT "CHK_facility_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text, 'MAINTENANCE'::text]))),
    CONSTRAINT "CHK_facility_zip" CHECK ((zip ~ '^[0-9]{5}(-[0-9]{4})?$'::text))
);

--
-- Name: TABLE facility; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.facility IS 'A house that a tenant runs.';

--
-- Name: COLUMN facility."isDeleted"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.facility."isDeleted" IS 'Follows from deleted_at, which alone is written.';

--
-- Name: facility_staff; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.facility_staff (
    "tenantId" uuid NOT NULL,
    "facilityId" uuid NOT NULL,
    "userId" uuid NOT NULL,
    assigned_at timestamp with time zone DEFAULT now() NOT NULL,
    assigned_by uuid
);

--
-- Name: TABLE facility_staff; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.facility_staff IS 'Who works where; an assignment decides what a person may see.';

--
-- Name: COLUMN facility_staff.assigned_by; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.facility_staff.assigned_by IS 'Who made the assignment; NULL where the platform made it.';

--
-- Name: tenant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenant (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT "CHK_tenant_name" CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100) AND ((name COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND ((name COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND ((name COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND ((name COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_tenant_settings" CHECK ((jsonb_typeof(settings) = 'object'::text)),
    CONSTRAINT "CHK_tenant_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text])))
);

--
-- Name: TABLE tenant; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.tenant IS 'A care organisation: the boundary that no record crosses.';

--
-- Name: COLUMN tenant.deleted_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.tenant.deleted_at IS 'When the tenant was removed; NULL while it is live.';

--
-- Name: user; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."user" (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "firstName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    "lastName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    username text NOT NULL,
    email text,
    company text,
    phone text,
    role text DEFAULT 'STAFF'::text NOT NULL,
    permissions jsonb DEFAULT '{}'::jsonb NOT NULL,
    onboarding_step integer DEFAULT 0 NOT NULL,
    onboarding_completed_at timestamp with time zone,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT "CHK_user_company" CHECK ((char_length(company) <= 255)),
    CONSTRAINT "CHK_user_email" CHECK (((char_length(email) <= 254) AND ((email COLLATE "C") ~ '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'::text) AND ((email COLLATE "C") !~ '["(),:;<>[\\\]]'::text) AND ((email COLLATE "C") !~ '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'::text))),
    CONSTRAINT "CHK_user_firstName" CHECK (((char_length("firstName") >= 1) AND (char_length("firstName") <= 50) AND (("firstName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("firstName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("firstName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("firstName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_user_lastName" CHECK (((char_length("lastName") >= 1) AND (char_length("lastName") <= 50) AND (("lastName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("lastName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("lastName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("lastName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_user_onboarding_step" CHECK (((onboarding_step >= 0) AND (onboarding_step <= 10))),
    CONSTRAINT "CHK_user_permissions" CHECK ((jsonb_typeof(permissions) = 'object'::text)),
    CONSTRAINT "CHK_user_phone" CHECK ((phone ~ '^\+[1-9][0-9]{1,14}$'::text)),
    CONSTRAINT "CHK_user_role" CHECK ((role = ANY (ARRAY['OWNER'::text, 'ADMIN'::text, 'STAFF'::text]))),
    CONSTRAINT "CHK_user_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text, 'SUSPENDED'::text, 'PENDING'::text]))),
    CONSTRAINT "CHK_user_username" CHECK (((char_length(username) >= 1) AND (char_length(username) <= 100) AND ((username COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND ((username COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND ((username COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND ((username COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text)))
);

--
-- Name: TABLE "user"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public."user" IS 'A person who works for a tenant and signs in.';

--
-- Name: COLUMN "user".permissions; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public."user".permissions IS 'Grants and refusals for this one person, beyond the role.';

--
-- Name: COLUMN "user".deleted_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public."user".deleted_at IS 'When the person was removed; NULL while live.';

--
-- Name: user_action_audit_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.user_action_audit_log (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "userId" uuid,
    "clientId" uuid,
    "targetUserId" uuid,
    "targetFacilityId" uuid,
    action text NOT NULL,
    outcome text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    "requestId" uuid,
    "sessionId" uuid,
    "ipAddress" inet,
    "userAgent" text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT "CHK_user_action_audit_log_action" CHECK (((char_length(action) >= 3) AND (char_length(action) <= 100) AND (action ~ '^[A-Z]+(_[A-Z]+)*$'::text))),
    CONSTRAINT "CHK_user_action_audit_log_details" CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT "CHK_user_action_audit_log_outcome" CHECK ((outcome = ANY (ARRAY['SUCCESS'::text, 'DENIED'::text, 'FAILURE'::text]))),
    CONSTRAINT "CHK_user_action_audit_log_userAgent" CHECK ((char_length("userAgent") <= 1000))
)
PARTITION BY RANGE (created_at);

--
-- Name: TABLE user_action_audit_log; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.user_action_audit_log IS 'PHI. One row per action, reads and refusals included; append-only; kept for six years.';

--
-- Name: COLUMN user_action_audit_log."userId"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.user_action_audit_log."userId" IS 'Who acted; NULL where that is unknown, as in a failed sign-in.';

--
-- Name: COLUMN user_action_audit_log."clientId"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.user_action_audit_log."clientId" IS 'PHI. Whose record it was.';

--
-- Name: COLUMN user_action_audit_log.details; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.user_action_audit_log.details IS 'PHI. What the action was about: names of fields and ids, never the values of a record.';

--
-- Name: COLUMN user_action_audit_log."userAgent"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.user_action_audit_log."userAgent" IS 'As the browser sent it, cut to fit by whoever writes the row; not to be trusted.';

--
-- Name: user_action_audit_log_default; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.user_action_audit_log_default (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "userId" uuid,
    "clientId" uuid,
    "targetUserId" uuid,
    "targetFacilityId" uuid,
    action text NOT NULL,
    outcome text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    "requestId" uuid,
    "sessionId" uuid,
    "ipAddress" inet,
    "userAgent" text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT "CHK_user_action_audit_log_action" CHECK (((char_length(action) >= 3) AND (char_length(action) <= 100) AND (action ~ '^[A-Z]+(_[A-Z]+)*$'::text))),
    CONSTRAINT "CHK_user_action_audit_log_details" CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT "CHK_user_action_audit_log_outcome" CHECK ((outcome = ANY (ARRAY['SUCCESS'::text, 'DENIED'::text, 'FAILURE'::text]))),
    CONSTRAINT "CHK_user_action_audit_log_userAgent" CHECK ((char_length("userAgent") <= 1000))
);

--
-- Name: TABLE user_action_audit_log_default; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.user_action_audit_log_default IS 'PHI. Audit rows whose month has no partition of its own; empty when all is well.';

--
-- Name: user_action_audit_log_default; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.user_action_audit_log ATTACH PARTITION public.user_action_audit_log_default DEFAULT;

--
-- Name: client PK_client; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client
    ADD CONSTRAINT "PK_client" PRIMARY KEY ("tenantId", id);

--
-- Name: facility PK_facility; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.facility
    ADD CONSTRAINT "PK_facility" PRIMARY KEY ("tenantId", id);

--
-- Name: facility_staff PK_facility_staff; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "PK_facility_staff" PRIMARY KEY ("tenantId", "facilityId", "userId");

--
-- Name: tenant PK_tenant; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT "PK_tenant" PRIMARY KEY (id);

--
-- Name: user PK_user; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."user"
    ADD CONSTRAINT "PK_user" PRIMARY KEY ("tenantId", id);

--
-- Name: user_action_audit_log PK_user_action_audit_log; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.user_action_audit_log
    ADD CONSTRAINT "PK_user_action_audit_log" PRIMARY KEY ("tenantId", id, created_at);

--
-- Name: user_action_audit_log_default user_action_audit_log_default_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.user_action_audit_log_default
    ADD CONSTRAINT user_action_audit_log_default_pkey PRIMARY KEY ("tenantId", id, created_at);

--
-- Name: IDX_client_facility; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_client_facility" ON public.client USING btree ("tenantId", "facilityId");

--
-- Name: IDX_client_facility_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_client_facility_name" ON public.client USING btree ("tenantId", "facilityId", "lastName", "firstName", id) WHERE (deleted_at IS NULL);

--
-- Name: IDX_client_searchName; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_client_searchName" ON public.client USING btree ("tenantId", "searchName", id) INCLUDE ("firstName", "lastName", "birthDate", "facilityId") WHERE (deleted_at IS NULL);

--
-- Name: IDX_facility_staff_assigned_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_facility_staff_assigned_by" ON public.facility_staff USING btree ("tenantId", assigned_by);

--
-- Name: IDX_facility_staff_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_facility_staff_user" ON public.facility_staff USING btree ("tenantId", "userId");

--
-- Name: IDX_user_action_audit_log_action_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_action_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", action, created_at, id);

--
-- Name: IDX_user_action_audit_log_client_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_client_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", "clientId", created_at, id) WHERE ("clientId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_default_action_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_default_action_time" ON public.user_action_audit_log_default USING btree ("tenantId", action, created_at, id);

--
-- Name: IDX_user_action_audit_log_default_client_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_default_client_time" ON public.user_action_audit_log_default USING btree ("tenantId", "clientId", created_at, id) WHERE ("clientId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_facility_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_facility_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", "targetFacilityId", created_at, id) WHERE ("targetFacilityId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_default_facility_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_default_facility_time" ON public.user_action_audit_log_default USING btree ("tenantId", "targetFacilityId", created_at, id) WHERE ("targetFacilityId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_tenant_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_tenant_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", created_at, id);

--
-- Name: IDX_user_action_audit_log_default_tenant_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_default_tenant_time" ON public.user_action_audit_log_default USING btree ("tenantId", created_at, id);

--
-- Name: IDX_user_action_audit_log_user_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_user_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", "userId", created_at, id);

--
-- Name: IDX_user_action_audit_log_default_user_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_action_audit_log_default_user_time" ON public.user_action_audit_log_default USING btree ("tenantId", "userId", created_at, id);

--
-- Name: IDX_user_onboarding; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_onboarding" ON public."user" USING btree ("tenantId", created_at, id) WHERE ((onboarding_completed_at IS NULL) AND (deleted_at IS NULL));

--
-- Name: IDX_user_role_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IDX_user_role_name" ON public."user" USING btree ("tenantId", role, "lastName", "firstName", id) WHERE (deleted_at IS NULL);

--
-- Name: UQ_client_uci; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "UQ_client_uci" ON public.client USING btree ("tenantId", uci) WHERE (deleted_at IS NULL);

--
-- Name: UQ_facility_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "UQ_facility_name" ON public.facility USING btree ("tenantId", name) WHERE (deleted_at IS NULL);

--
-- Name: UQ_tenant_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "UQ_tenant_name" ON public.tenant USING btree (name) WHERE (deleted_at IS NULL);

--
-- Name: UQ_user_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "UQ_user_email" ON public."user" USING btree ("tenantId", lower((email COLLATE "und-x-icu")) COLLATE "C") WHERE (deleted_at IS NULL);

--
-- Name: UQ_user_username; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "UQ_user_username" ON public."user" USING btree ("tenantId", username) WHERE (deleted_at IS NULL);

--
-- Name: IDX_user_action_audit_log_default_action_time; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public."IDX_user_action_audit_log_action_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_action_time";

--
-- Name: IDX_user_action_audit_log_default_client_time; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public."IDX_user_action_audit_log_client_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_client_time";

--
-- Name: IDX_user_action_audit_log_default_facility_time; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public."IDX_user_action_audit_log_facility_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_facility_time";

--
-- Name: IDX_user_action_audit_log_default_tenant_time; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public."IDX_user_action_audit_log_tenant_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_tenant_time";

--
-- Name: IDX_user_action_audit_log_default_user_time; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public."IDX_user_action_audit_log_user_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_user_time";

--
-- Name: user_action_audit_log_default_pkey; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public."PK_user_action_audit_log" ATTACH PARTITION public.user_action_audit_log_default_pkey;

--
-- Name: client FK_client_facility; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client
    ADD CONSTRAINT "FK_client_facility" FOREIGN KEY ("tenantId", "facilityId") REFERENCES public.facility("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility_staff FK_facility_staff_assigned_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "FK_facility_staff_assigned_by" FOREIGN KEY ("tenantId", assigned_by) REFERENCES public."user"("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility_staff FK_facility_staff_facility; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "FK_facility_staff_facility" FOREIGN KEY ("tenantId", "facilityId") REFERENCES public.facility("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility_staff FK_facility_staff_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "FK_facility_staff_user" FOREIGN KEY ("tenantId", "userId") REFERENCES public."user"("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility FK_facility_tenant; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.facility
    ADD CONSTRAINT "FK_facility_tenant" FOREIGN KEY ("tenantId") REFERENCES public.tenant(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: user FK_user_tenant; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."user"
    ADD CONSTRAINT "FK_user_tenant" FOREIGN KEY ("tenantId") REFERENCES public.tenant(id) DEFERRABLE INITIALLY DEFERRED;

--
-- PostgreSQL database dump complete
--
