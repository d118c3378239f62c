-- Whom a record of a question is about, by the blind index of the ID number: so that they are told of it, and so that it
-- goes with their identity. Null in rows from before: those go by their age.
alter table verification_queries add column id_number_index bytea;
create index verification_queries_about on verification_queries (id_number_index);
alter table id_checks add column id_number_index bytea;
create index id_checks_about on id_checks (id_number_index);
create index id_checks_answered on id_checks (answered_at);
create index interbank_queries_about on interbank_queries (customer_id);
create index list_matches_of_customer on list_matches (customer_id);
