-- +goose Up
CREATE TABLE papers (
	id        TEXT    PRIMARY KEY,
	title     TEXT    NOT NULL,
	name      TEXT    NOT NULL,
	place     TEXT    NOT NULL,
	level     TEXT    NOT NULL,
	year      INTEGER NOT NULL,
	stage     TEXT    NOT NULL,
	assigning TEXT    NOT NULL,
	readings  INTEGER NOT NULL,
	total     INTEGER NOT NULL,
	reviewed  INTEGER NOT NULL,
	actions   INTEGER NOT NULL,
	docketed  INTEGER NOT NULL,
	version   INTEGER NOT NULL,
	opened_at BIGINT  NOT NULL,
	last_at   BIGINT  NOT NULL
);
CREATE INDEX papers_last ON papers (last_at);

CREATE TABLE paper_hashes (
	hash  TEXT PRIMARY KEY,
	paper TEXT NOT NULL
);
