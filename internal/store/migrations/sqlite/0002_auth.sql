-- +goose Up
CREATE TABLE accounts (
	person   TEXT    PRIMARY KEY,
	password TEXT    NOT NULL,
	since    BIGINT  NOT NULL,
	totp     TEXT    NOT NULL,
	used     BIGINT  NOT NULL,
	failed   INTEGER NOT NULL,
	locked   BIGINT  NOT NULL,
	closed   BOOLEAN NOT NULL,
	seen     BIGINT  NOT NULL
);

CREATE TABLE sessions (
	hash    TEXT   PRIMARY KEY,
	person  TEXT   NOT NULL,
	begun   BIGINT NOT NULL,
	seen    BIGINT NOT NULL,
	address TEXT   NOT NULL,
	agent   TEXT   NOT NULL
);
CREATE INDEX sessions_person ON sessions (person);

CREATE TABLE links (
	hash   TEXT   PRIMARY KEY,
	person TEXT   NOT NULL,
	until  BIGINT NOT NULL
);
CREATE UNIQUE INDEX links_person ON links (person);

CREATE TABLE drawers (
	person TEXT NOT NULL,
	name   TEXT NOT NULL,
	data   TEXT NOT NULL,
	PRIMARY KEY (person, name)
);

CREATE TABLE auth_log (
	n       INTEGER PRIMARY KEY,
	at      BIGINT  NOT NULL,
	person  TEXT    NOT NULL,
	actor   TEXT    NOT NULL,
	what    TEXT    NOT NULL,
	ok      BOOLEAN NOT NULL,
	address TEXT    NOT NULL,
	detail  TEXT    NOT NULL
);
CREATE INDEX auth_log_person ON auth_log (person, n);
-- +goose StatementBegin
CREATE TRIGGER auth_log_stays BEFORE UPDATE ON auth_log BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER auth_log_lasts BEFORE DELETE ON auth_log BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END;
-- +goose StatementEnd
