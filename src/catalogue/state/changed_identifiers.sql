-- Identifiers about which something new was heard.
SELECT what, which FROM state_change WHERE what IN ('doi', 'pmid', 'pmcid');
