-- +goose Up
-- Up to which notice mail was handed to jobs; -1 where no mail was ever set up.
CREATE TABLE outbox (
	one    INTEGER PRIMARY KEY CHECK (one = 1),
	handed BIGINT  NOT NULL
);
INSERT INTO outbox VALUES (1, -1);

-- What became of each letter, by the first notice in it, so that none is sent twice.
CREATE TABLE letters (
	notice BIGINT PRIMARY KEY,
	person TEXT   NOT NULL,
	state  TEXT   NOT NULL,
	at     BIGINT NOT NULL
);
