-- Of these claims, those on which the opinion of whoever looks is still to come.
SELECT claim FROM temp.open_claim WHERE claim IN (SELECT value FROM json_each(?));
