-- What keeps accounts from being used: begun by their holder, by telephone, by an authority's document or by the clock.
-- Rows are kept: who stopped whom, on what ground and until when is asked for ten years.
create table restrictions (
  customer_id uuid not null references customers (id),
  id uuid not null,
  -- null: all accounts of the customer
  account_id uuid,
  kind text not null check (kind in ('self', 'telephone', 'authority-freeze', 'authority-stop', 'fraud-list',
    'sanctions-list', 'dormant', 'id-expired')),
  begun_at bigint not null,
  -- last business date (Asia/Shanghai) on which it holds; null: until somebody ends it
  ends_on text,
  -- 'self', 'clock', 'list', or the id of a member of staff
  begun_by text not null,
  -- sealed JSON: an authority's name and document number, what staff wrote down
  grounds_sealed bytea,
  ended_at bigint,
  ended_by text,
  -- the second pair of eyes, where two are asked for
  ended_checked_by text,
  ended_grounds_sealed bytea,
  primary key (customer_id, id),
  check ((ended_at is null) = (ended_by is null)),
  -- An authority's order ends by its date, and an entry of the fraud list may; nothing else does.
  check (case when kind in ('authority-freeze', 'authority-stop') then ends_on is not null
    else ends_on is null or kind = 'fraud-list' end)
);
-- What is in force, by customer. Authorities may order the same thing twice, and so may lists; a person is frozen once.
create unique index restrictions_in_force on restrictions
  (customer_id, kind, coalesce(account_id, '00000000-0000-0000-0000-000000000000'::uuid))
  where ended_at is null and kind not in ('authority-freeze', 'authority-stop', 'fraud-list', 'sanctions-list');
create index restrictions_of_customer on restrictions (customer_id) where ended_at is null;
create index restrictions_due on restrictions (ends_on) where ended_at is null and ends_on is not null;

-- The six months after opening are looked at once: open → reminded → judged.
alter table accounts add column dormancy text not null default 'open' check (dormancy in ('open', 'reminded', 'judged'));
create index accounts_dormancy on accounts (dormancy, opened_at) where dormancy <> 'judged' and class in ('II', 'III');

-- Of the ID card's validity: how often its holder was told (90 days before, 30 days before, at its end), when last, and
-- whether the suspension that follows has come.
alter table customers add column id_told smallint not null default 0 check (id_told between 0 and 4);
alter table customers add column id_told_on text;
create index customers_id_validity on customers (id_told, id_valid_until)
  where id_valid_until is not null and stage = 'customer' and id_told < 4;

-- An account that is closed keeps its row and its number, which is never given again.
alter table accounts drop constraint accounts_status_check;
alter table accounts add constraint accounts_status_check check (status in ('active', 'suspended', 'closing', 'closed'));
alter table accounts add column closed_at bigint;
create index accounts_closed on accounts (closed_at) where status = 'closed';

-- Closings: what is left goes back to the bound card first. The order is stored before the card system is asked.
create table closures (
  customer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  card_id uuid not null,
  -- fen; 0: nothing was left, and no card system is asked
  amount bigint not null check (amount >= 0),
  state text not null check (state in ('processing', 'unknown', 'done', 'refused')),
  reason_zh text,
  reason_en text,
  -- payouts sent to the card system for this order, counted before each is sent; all carry one id
  attempts integer not null,
  -- questions asked about its state
  asked integer not null,
  -- when it is asked about next; null once it is decided
  next_ask_at bigint,
  created_at bigint not null,
  finished_at bigint,
  primary key (customer_id, id)
);
create index closures_due on closures (next_ask_at) where next_ask_at is not null;
create unique index closures_of_account on closures (customer_id, account_id) where state <> 'refused';

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- No transaction in so many months after opening: non-counter business is suspended until identity is checked again.
  ('dormancy.after',     '', '2016-12-01',  6, 'months', '银发〔2016〕261号', 'S-'),
  ('dormancy.reminder',  '', '2016-12-01',  7, 'days',   'own rule', 'B'),
  -- The law asks for a reminder and 'a reasonable time' before an expired ID suspends: the bank's own choice of days.
  ('id-reminder.first',  '', '2016-12-01', 90, 'days',   'own rule', 'B'),
  ('id-reminder.second', '', '2016-12-01', 30, 'days',   'own rule', 'B'),
  ('id.grace',           '', '2016-12-01', 90, 'days',   'own rule', 'B');
