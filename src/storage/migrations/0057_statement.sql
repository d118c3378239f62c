-- What came in and went out of an account, month by month in Shanghai: summed when somebody looks, from what was posted
-- since the last look, so that orders pay nothing for it. A month also tells which postings are its own.
create table statement_months (
  customer_id uuid not null,
  account_id uuid not null,
  -- 'YYYY-MM'
  month text not null,
  came_in bigint not null check (came_in >= 0),
  went_out bigint not null check (went_out >= 0),
  lines integer not null check (lines > 0),
  first_sequence bigint not null,
  last_sequence bigint not null check (last_sequence >= first_sequence),
  primary key (customer_id, account_id, month)
) with (fillfactor = 70);

-- The posting up to which an account's months are summed.
create table statement_sums (
  customer_id uuid not null,
  account_id uuid not null,
  through bigint not null,
  primary key (customer_id, account_id)
) with (fillfactor = 70);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- A statement as a file: the longest period, the most lines, and how many somebody may take in a day.
  ('export.months',    '', '2016-12-01',    12, 'months',  'own rule', 'B'),
  ('export.lines',     '', '2016-12-01', 10000, 'count',   'own rule', 'B'),
  ('export.day',       '', '2016-12-01',    20, 'count',   'own rule', 'B'),
  -- How long the address of a file is good for; it is good once.
  ('download.life',    '', '2016-12-01',     5, 'minutes', 'own rule', 'B');

-- Files that were made ready for somebody: where to is known by a random ticket, kept under its hash, good once.
create table downloads (
  token_hash bytea primary key,
  customer_id uuid not null,
  session_id uuid not null,
  -- JSON: which file; ids, dates and a format, nobody's name
  file text not null,
  language text not null check (language in ('zh', 'en')),
  expires_at bigint not null
);
create index downloads_over on downloads (expires_at);
create index downloads_of_customer on downloads (customer_id);
