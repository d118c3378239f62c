-- Time deposits. The principal lies in a ledger account of its own that the customer owns.
create table deposits (
  customer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  ledger_account_id uuid not null,
  product_id text not null references products (id),
  principal bigint not null check (principal > 0),
  rate_percent text not null,
  early_rate_percent text not null,
  term_months integer not null,
  -- business dates, Asia/Shanghai
  from_date text not null,
  to_date text not null,
  interest_at_maturity bigint not null check (interest_at_maturity >= 0),
  state text not null check (state in ('running', 'matured', 'withdrawn')),
  paid_interest bigint,
  closed_at bigint,
  created_at bigint not null,
  link_id text,
  primary key (customer_id, id)
);
create index deposits_due on deposits (to_date) where state = 'running';
