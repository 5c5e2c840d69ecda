-- The column of a table's foreign key.
SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?;
