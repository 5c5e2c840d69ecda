-- Every cN that anything in an article ever had: what was withdrawn keeps its serial.
SELECT serial FROM claim WHERE article = ?1
UNION ALL
SELECT serial FROM withdrawn WHERE entity = 'claim' AND article = ?1 AND serial IS NOT NULL;
