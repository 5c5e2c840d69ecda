-- A row that goes back where it was stands here no more.
DELETE FROM withdrawn WHERE uid = ?;
