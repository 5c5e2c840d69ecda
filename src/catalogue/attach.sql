-- The catalogue that a part is of.
ATTACH ? AS whole;
