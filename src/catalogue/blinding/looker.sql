-- Who looks.
CREATE TEMP TABLE looker AS SELECT value AS uid FROM json_each(:looker)
