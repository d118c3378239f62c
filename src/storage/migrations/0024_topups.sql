-- Debits from bound cards. The order is stored before the card system is asked; `state` says what is known of it.
create table topups (
  customer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  card_id uuid not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('processing', 'unknown', 'done', 'refused')),
  reason_zh text,
  reason_en text,
  -- debits sent to the card system for this order, counted before each is sent; all carry one id
  attempts integer not null,
  -- questions asked about its state
  asked integer not null,
  -- when it is asked about next; null once it is decided
  next_ask_at bigint,
  created_at bigint not null,
  finished_at bigint,
  primary key (customer_id, id)
);
create index topups_due on topups (next_ask_at) where next_ask_at is not null;
