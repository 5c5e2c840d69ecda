-- What an import only reads: it is read in the catalogue that the part is of.
DROP TABLE observation;
DROP TABLE notice;
DROP TABLE reading;
DROP TABLE review;
DROP TABLE waiver;
-- They tell the order of readings and reviews, and so they are read there too.
DROP VIEW recorded;
DROP VIEW sight;
