INSERT INTO claimbook.hub (id, schema, takes_abstracts, checks_on_one_machine) VALUES ($1::text::uuid, $2, $3, $4);
