-- DOIs that were ever said to be another name of one: what is asked about, and the answer.
SELECT identifier, answer FROM observation WHERE scheme = 'doi' AND subject = 'exists' AND answer LIKE '%"alias_of"%';
