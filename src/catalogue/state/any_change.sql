-- Whether any state is to be derived anew.
SELECT EXISTS (SELECT 1 FROM state_change);
