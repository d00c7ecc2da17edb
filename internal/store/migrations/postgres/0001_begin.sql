-- +goose Up
CREATE TABLE events (
	seq     BIGINT PRIMARY KEY,
	stream  TEXT    NOT NULL,
	number  INTEGER NOT NULL,
	kind    TEXT    NOT NULL,
	at      BIGINT  NOT NULL,
	actor   TEXT    NOT NULL,
	covered TEXT    NOT NULL,
	unit    TEXT    NOT NULL,
	body    TEXT    NOT NULL,
	hash    BYTEA    NOT NULL
);
CREATE UNIQUE INDEX events_stream ON events (stream, number);
-- +goose StatementBegin
CREATE FUNCTION events_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'events are never changed or removed';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_stay();
CREATE TRIGGER events_last BEFORE TRUNCATE ON events EXECUTE FUNCTION events_stay();

CREATE TABLE head (
	one   INTEGER PRIMARY KEY CHECK (one = 1),
	seq   BIGINT  NOT NULL,
	hash  BYTEA    NOT NULL,
	org   INTEGER NOT NULL,
	rules INTEGER NOT NULL
);
INSERT INTO head VALUES (1, 0, '', 0, 0);

CREATE TABLE heads (
	seq       BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	hash      BYTEA   NOT NULL,
	key       TEXT   NOT NULL,
	signature BYTEA   NOT NULL,
	PRIMARY KEY (seq, key)
);

CREATE TABLE matters (
	n          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	id         TEXT NOT NULL,
	number     TEXT NOT NULL,
	title      TEXT NOT NULL,
	text       TEXT NOT NULL,
	regime     TEXT NOT NULL,
	parent     TEXT NOT NULL,
	document   TEXT NOT NULL,
	place      INTEGER NOT NULL,
	proposer   TEXT NOT NULL
);
CREATE UNIQUE INDEX matters_id ON matters (id);
CREATE UNIQUE INDEX matters_number ON matters (number);
CREATE INDEX matters_parent ON matters (parent) WHERE parent <> '';
CREATE INDEX matters_document ON matters (document, place) WHERE document <> '';
CREATE INDEX matters_proposer ON matters (proposer) WHERE proposer <> '';

-- What lists filter and sort by most, kept narrow: a page of a long list looks at
-- tens of thousands of rows. Instants that never come are NULL, overdue_after is 0
-- where it is due, and usual colours are NULL.
CREATE TABLE clocks (
	n             BIGINT PRIMARY KEY,
	lead          TEXT   NOT NULL,
	due           BIGINT NOT NULL,
	overdue_after BIGINT,
	silent_after  BIGINT,
	soon_from     BIGINT,
	base          TEXT   NOT NULL,
	silent_colour TEXT,
	still_colour  TEXT
);
-- The indexes hold the whole row: a list sorted by due date, of a unit or of all,
-- and its count by light are read from them alone.
CREATE INDEX clocks_due ON clocks (due, n) INCLUDE (lead, overdue_after, silent_after, soon_from, base, silent_colour, still_colour);
CREATE INDEX clocks_lead ON clocks (lead, due, n) INCLUDE (overdue_after, silent_after, soon_from, base, silent_colour, still_colour);

CREATE TABLE listing (
	n           BIGINT PRIMARY KEY,
	status      TEXT    NOT NULL,
	list        TEXT    NOT NULL,
	source      TEXT    NOT NULL,
	assigning   TEXT    NOT NULL,
	in_charge   TEXT    NOT NULL,
	due_key     TEXT    NOT NULL,
	wake        BIGINT,
	version     INTEGER NOT NULL,
	last_at     BIGINT  NOT NULL,
	cleared_at  BIGINT  NOT NULL,
	grade       TEXT    NOT NULL,
	is_complex  BOOLEAN NOT NULL,
	urgent      BOOLEAN NOT NULL,
	provisional BOOLEAN NOT NULL
);
CREATE INDEX listing_wake ON listing (wake, n) WHERE wake IS NOT NULL;

CREATE TABLE others (
	unit TEXT    NOT NULL,
	n    BIGINT NOT NULL,
	PRIMARY KEY (unit, n)
);
CREATE INDEX others_n ON others (n);

CREATE TABLE search (
	n     BIGINT PRIMARY KEY,
	pairs TSVECTOR NOT NULL
);
CREATE INDEX search_pairs ON search USING gin (pairs);

CREATE TABLE notices (
	id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	person  TEXT   NOT NULL,
	cause   TEXT   NOT NULL,
	matter  TEXT   NOT NULL,
	kind    TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	zh      TEXT   NOT NULL,
	en      TEXT   NOT NULL,
	read_at BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX notices_once ON notices (cause, person);
CREATE INDEX notices_person ON notices (person, id);

CREATE TABLE files (
	hash TEXT   PRIMARY KEY,
	name TEXT   NOT NULL,
	type TEXT   NOT NULL,
	size BIGINT NOT NULL,
	data BYTEA   NOT NULL
);

CREATE TABLE counters (
	name  TEXT   PRIMARY KEY,
	value BIGINT NOT NULL
);
