-- The claims on which the opinion of whoever looks is still to come: what they may see of them is derived for this connection.
CREATE TEMP TABLE state_change AS SELECT 'claim' AS what, claim AS which FROM temp.open_claim;
