-- What an import only reads: it is read in the catalogue that the part is of.
DROP TABLE observation;
DROP TABLE notice;
DROP TABLE reading;
DROP TABLE review;
DROP TABLE waiver;
