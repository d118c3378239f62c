-- Binding a card: from the form to the open account.
create table bindings (
  customer_id uuid not null references customers (id),
  id uuid not null,
  -- asked: not yet answered, a repeat goes on. code-sent: the card's bank has sent its code. opened | refused: the end.
  state text not null check (state in ('asked', 'code-sent', 'opened', 'refused')),
  -- Keyed hash of the form: tells a repeat from other content under the same id.
  content_hash bytea not null,
  -- The form as JSON; gone at the end, when customer and card stand.
  form_sealed bytea,
  -- What answers show of it, masked, as JSON.
  shown_sealed bytea not null,
  -- Ids under which the outside is asked. Every code sent has an agreement id of its own.
  verification_id uuid not null,
  agreement_id uuid not null,
  -- As the card's bank answered.
  bank_code text,
  bank_name text,
  card_kind text check (card_kind in ('debit', 'credit')),
  resend_at bigint not null,
  expires_at bigint not null,
  -- Somebody is at it until then; a crash frees it by the clock.
  busy_until bigint not null,
  -- The number of the debit agreement, from its signing to the opening.
  agreement_no_sealed bytea,
  -- Keyed hash of the confirmation that opened the account.
  confirmation_hash bytea,
  account_id uuid,
  created_at bigint not null,
  primary key (customer_id, id)
);
