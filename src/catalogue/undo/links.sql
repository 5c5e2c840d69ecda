-- The columns in which rows of a table name rows of others, as the schema declares them.
SELECT "table", "from" FROM pragma_foreign_key_list(?) ORDER BY id;
