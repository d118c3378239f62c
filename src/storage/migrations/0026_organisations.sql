-- Organisations: accounts that staff open for a business, with rules of their own. 'payroll' pays many people, 'merchant'
-- is paid by many. No card is bound, and there is no wallet class to hold them to.
alter table rules drop constraint rules_class_check;
alter table rules add constraint rules_class_check check (class in ('', 'I', 'II', 'III', 'payroll', 'merchant'));
alter table accounts drop constraint accounts_class_check;
alter table accounts add constraint accounts_class_check check (class in ('II', 'III', 'payroll', 'merchant'));
alter table accounts alter column card_id drop not null;
alter table accounts add constraint accounts_card check (card_id is not null or class in ('payroll', 'merchant'));

-- Whose it is: the unified social credit code, in the place of a person's ID number. One code, one customer.
alter table customers add column credit_code_sealed bytea;
alter table customers add column credit_code_index bytea;
create unique index customers_credit_code on customers (credit_code_index) where credit_code_index is not null;
alter table customers drop constraint customers_check;
alter table customers add constraint customers_check check (
  stage = 'visitor'
  or (mobile_index is not null and name_sealed is not null and (id_number_index is not null or credit_code_index is not null)));

-- What the law sets for people's Class II and III does not bind an organisation's settlement account: the bank's own limits.
insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('out.day',  'payroll',  '2016-12-01',   1000000000000, 'fen', 'own rule', 'B'),
  ('out.year', 'payroll',  '2016-12-01', 100000000000000, 'fen', 'own rule', 'B'),
  ('in.day',   'payroll',  '2016-12-01',   1000000000000, 'fen', 'own rule', 'B'),
  ('in.year',  'payroll',  '2016-12-01', 100000000000000, 'fen', 'own rule', 'B'),
  ('out.day',  'merchant', '2016-12-01',   1000000000000, 'fen', 'own rule', 'B'),
  ('out.year', 'merchant', '2016-12-01', 100000000000000, 'fen', 'own rule', 'B'),
  ('in.day',   'merchant', '2016-12-01',   1000000000000, 'fen', 'own rule', 'B'),
  ('in.year',  'merchant', '2016-12-01', 100000000000000, 'fen', 'own rule', 'B');
