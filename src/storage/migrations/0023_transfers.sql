-- What a person may see of a posting on their account: the order behind it and the other side's name at that time.
create table entries (
  customer_id uuid not null,
  movement_id uuid not null,
  kind text not null,
  order_id uuid not null,
  -- sealed JSON {"counterparty": {"zh", "en"}, "note": {"zh", "en"} | null}
  text_sealed bytea not null,
  primary key (customer_id, movement_id)
);

-- Whom a payer has looked up. The id is opaque and good for this payer only.
create table payees (
  payer_id uuid not null,
  id uuid not null,
  payee_id uuid not null,
  account_id uuid not null,
  -- paid before
  known boolean not null,
  created_at bigint not null,
  primary key (payer_id, id),
  unique (payer_id, payee_id)
);

create table transfers (
  payer_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  payee_id uuid not null,
  payee_account_id uuid not null,
  amount bigint not null check (amount > 0),
  -- sealed JSON: names and mobiles of both sides at that time, and the note
  sides_sealed bytea not null,
  at bigint not null,
  took_ms integer not null,
  primary key (payer_id, id)
);
create index transfers_by_payee on transfers (payee_id, id);
