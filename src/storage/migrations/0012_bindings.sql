-- Binding a card: from the form to the open account. The form is sealed whole; at the end only what the answer shows stays.
create table bindings (
  customer_id uuid not null references customers (id),
  id uuid not null,
  -- asked: not yet answered, a repeat goes on. code-sent: the card's bank has sent its code. opened | refused: the end.
  state text not null check (state in ('asked', 'code-sent', 'opened', 'refused')),
  -- Keyed hash of the form: tells a repeat from other content under the same id.
  content_hash bytea not null,
  form_sealed bytea not null,
  -- Ids under which the outside is asked: new ones when a refused form was corrected.
  verification_id uuid not null,
  agreement_id uuid not null,
  card_kind text,
  bank_code text,
  bank_name text,
  -- The code may have been asked for: 'too often' then means that it is under way.
  code_asked_at bigint,
  resend_at bigint not null,
  expires_at bigint not null,
  -- Somebody is at it until then; a crash frees it by the clock.
  busy_until bigint not null,
  agreement_sealed bytea,
  -- Keyed hash of the confirmation that opened the account.
  confirmation_hash bytea,
  account_id uuid,
  created_at bigint not null,
  primary key (customer_id, id)
);
