-- Nobody looks until it is said who.
DROP TABLE IF EXISTS temp.looker;
