-- Every rN that anything in an article ever had: what was withdrawn keeps its serial.
SELECT serial FROM reference WHERE article = ?1
UNION ALL
SELECT serial FROM withdrawn WHERE entity = 'reference' AND article = ?1 AND serial IS NOT NULL;
