-- What is derived for whoever looks is derived.
DROP TABLE IF EXISTS temp.state_change;
