-- Transfers that run later: two hours after the order, on the next day, on a date. Nothing is held; when one is due, one
-- write carries it out as a transfer of `transfer_id`, or ends it as failed. Until then its payer may cancel it.
create table scheduled_transfers (
  customer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- whom the payer looked up, of payees
  looked_up_id uuid not null,
  payee_id uuid not null,
  amount bigint not null check (amount > 0),
  arrival text not null check (arrival in ('ordinary', 'next-day', 'on-date')),
  -- Of a monthly one: which of them it is, from 1, and the business date of the first. Each is a row, made when the one
  -- before it has run.
  nth integer not null check (nth >= 1),
  first_on text,
  -- as in transfers
  sides_sealed bytea,
  state text not null check (state in ('waiting', 'done', 'failed', 'cancelled')),
  -- Why it failed, in both languages.
  reason_sealed bytea,
  runs_at bigint not null,
  -- when it is carried out, or tried again; null once it has ended
  due_at bigint,
  transfer_id uuid not null unique,
  created_at bigint not null,
  ended_at bigint,
  primary key (customer_id, id),
  check ((state = 'waiting') = (due_at is not null) and (state = 'waiting') = (ended_at is null)),
  check (nth = 1 or first_on is not null)
);
create index scheduled_transfers_due on scheduled_transfers (due_at) where due_at is not null;
create index scheduled_transfers_to on scheduled_transfers (payee_id);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- The law (银发〔2016〕261号) has real-time, ordinary and next-day arrival offered; how long ordinary waits is practice.
  ('transfers.ordinary.delay',    '', '2016-12-01',   2, 'hours', 'own rule', 'B'),
  -- The hour of the day at which what is due on a date runs: while people are awake.
  ('transfers.scheduled.from',    '', '2016-12-01',   8, 'hours', 'own rule', 'B'),
  ('transfers.scheduled.horizon', '', '2016-12-01', 365, 'days',  'own rule', 'B'),
  -- How often a monthly one runs before its payer must order it anew.
  ('transfers.monthly.max',       '', '2016-12-01',  12, 'count', 'own rule', 'B'),
  ('transfers.waiting.max',       '', '2016-12-01',  50, 'count', 'own rule', 'B');
