-- Whether this claim's opinions are withheld, and this person is another than who looks.
SELECT 1 FROM temp.open_claim WHERE claim = ? AND ? NOT IN (SELECT uid FROM temp.looker)
