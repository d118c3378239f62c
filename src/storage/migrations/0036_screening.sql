-- Screening: lists of people whom the bank may not serve as it serves others, what they were found to match, and what
-- the citizen-ID network said of a name and a number. Everything personal is sealed or a keyed blind index.

-- Every file that was loaded. The newest version of a list is the one that holds.
create table list_versions (
  list text not null check (list in ('fraud', 'sanctions')),
  version int not null,
  source text not null,
  -- Day on which its owner published it.
  published text not null,
  entries int not null,
  -- Keyed hash of what it says: the same file again is no new version.
  digest bytea not null,
  loaded_at bigint not null,
  -- Customers are screened against it one after another: up to this one, and when the last one had been.
  screened_to uuid,
  screened_at bigint,
  primary key (list, version)
);

-- One entry as it stood from one version on to before another one; null: it still stands. Rows are never deleted.
create table list_entries (
  list text not null check (list in ('fraud', 'sanctions')),
  -- As the list's owner names it.
  id text not null,
  since_version int not null,
  until_version int,
  name_sealed bytea not null,
  name_index bytea not null,
  id_number_index bytea,
  birth_date_sealed bytea,
  -- Of the fraud list: convicted by a court, or identified by the police. It says for how long.
  grounds text check (grounds in ('convicted', 'identified')),
  -- First day on which it holds, and first day on which it does not; null: the rules say how long, or for good.
  effective_from text not null,
  effective_until text,
  -- Keyed hash of the entry: one that has changed is another one to whoever was cleared of it.
  digest bytea not null,
  primary key (list, id, since_version),
  check (list <> 'fraud' or (id_number_index is not null and grounds is not null))
);
create index list_entries_name on list_entries (name_index) where until_version is null;
create index list_entries_id_number on list_entries (id_number_index) where until_version is null;

-- A person whom an entry may mean, or means. One for a person and an entry, so that nobody is asked about twice.
create table list_matches (
  id uuid primary key,
  -- Keyed hash of name and ID number: who it is, by whatever door they come.
  person_index bytea not null,
  customer_id uuid not null references customers (id),
  list text not null check (list in ('fraud', 'sanctions')),
  entry_id text not null,
  entry_since int not null,
  entry_digest bytea not null,
  -- Name and ID number (JSON), for whoever decides.
  person_sealed bytea not null,
  -- open: people decide. cleared: it is somebody else. confirmed: it is them. listed: by ID number, nothing to decide.
  state text not null check (state in ('open', 'cleared', 'confirmed', 'listed')),
  found_at bigint not null,
  answer_by bigint,
  decided_at bigint,
  -- Of a listed one: first day on which it no longer bars.
  barred_until text,
  -- When the business of a customer who is meant was stopped.
  stopped_at bigint,
  unique (person_index, list, entry_id, entry_digest)
);
create index list_matches_open on list_matches (answer_by) where state = 'open';
create index list_matches_to_stop on list_matches (found_at) where state in ('confirmed', 'listed') and stopped_at is null;

-- What an officer said of a match. It is decided when two of them, one after the other, say the same.
create table list_opinions (
  match_id uuid not null references list_matches (id),
  n int not null,
  officer text not null,
  verdict text not null check (verdict in ('clear', 'confirm')),
  note_sealed bytea not null,
  at bigint not null,
  primary key (match_id, n)
);

-- under-review: held by a match that people decide. cleared: decided for the person, who may go on.
alter table bindings drop constraint bindings_state_check;
alter table bindings add constraint bindings_state_check
  check (state in ('asked', 'under-review', 'cleared', 'code-sent', 'opened', 'bound', 'refused'));
alter table bindings add column person_index bytea;
-- When the person is to be told at the latest.
alter table bindings add column review_by bigint;
create index bindings_under_review on bindings (person_index) where state = 'under-review';

-- What the citizen-ID network said of a name and an ID number, so that it is not asked again while that holds.
create table id_checks (
  -- Keyed hash of name and ID number.
  person_index bytea not null,
  id uuid not null,
  answer_sealed bytea not null,
  answered_at bigint not null,
  valid_until bigint not null,
  primary key (person_index, id)
);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- How long an account seller opens no account and does no business but at a counter; with repeats, at most.
  ('fraud.convicted',    '', '2016-12-01',  60, 'months',  '银发〔2016〕261号', 'S'),
  ('fraud.identified',   '', '2016-12-01',  60, 'months',  '银发〔2016〕261号', 'S'),
  ('fraud.convicted',    '', '2024-12-01',  36, 'months',  '电信网络诈骗及其关联违法犯罪联合惩戒办法', 'S'),
  ('fraud.identified',   '', '2024-12-01',  24, 'months',  '电信网络诈骗及其关联违法犯罪联合惩戒办法', 'S'),
  ('fraud.running',      '', '2016-12-01',  60, 'months',  '电信网络诈骗及其关联违法犯罪联合惩戒办法', 'S'),
  -- A new version of a list may have so much fewer entries than the one before, unless somebody says that it is right.
  ('list.shrink',        '', '2016-12-01',  10, 'percent', 'own rule', 'B'),
  ('review.answer',      '', '2016-12-01',  48, 'hours',   'own rule', 'B'),
  -- How long a person who was cleared may go on with the same form.
  ('review.continue',    '', '2016-12-01',   7, 'days',    'own rule', 'B'),
  -- How long an answer of the citizen-ID network is not asked for again: that all is right, and that it is not.
  ('id-check.right',     '', '2016-12-01', 180, 'days',    'own rule', 'B'),
  ('id-check.wrong',     '', '2016-12-01',  24, 'hours',   'own rule', 'B');
