-- +goose Up
-- What nobody was asked to do yet was kept as on course.
UPDATE clocks SET base = 'unassigned'
WHERE base = 'normal' AND n IN (SELECT n FROM listing WHERE status IN ('draft', 'docketed', 'returned'));
