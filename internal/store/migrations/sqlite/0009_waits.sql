-- +goose Up
ALTER TABLE listing ADD COLUMN waits TEXT NOT NULL DEFAULT '';
CREATE INDEX listing_waits ON listing (waits, n) WHERE waits <> '';
