-- The columns of a table as the schema declares them.
SELECT name, type, "notnull" FROM pragma_table_info(?) ORDER BY cid;
