-- Whoever writes sees all: what is signed is what is there.
DROP VIEW IF EXISTS temp.withheld_row;
DROP VIEW IF EXISTS temp.reading;
DROP VIEW IF EXISTS temp.review;
