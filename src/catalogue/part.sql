-- What an import only reads: it is read in the catalogue that the part is of.
DROP TABLE main.observation;
DROP TABLE main.notice;
DROP TABLE main.reading;
DROP TABLE main.review;
DROP TABLE main.waiver;
DROP TABLE main.withdrawn;
-- They tell the order of readings and reviews, and so they are read there too.
DROP VIEW recorded;
DROP VIEW sight;
