-- A share that is claimed to a bound card of the claimant's own is taken from the order on: its hold becomes one for the card's
-- bank. Refused, it makes room for a share of its own card that is as open as it was.
alter table claimable_shares drop constraint claimable_shares_state_check;
alter table claimable_shares add check (state in ('open', 'taking', 'claimed', 'taken-back', 'expired', 'refused'));
create index claimable_shares_taken on claimable_shares (customer_id, account_id) where state = 'taking';

create table claim_payouts (
  -- the claimant; the claim's order
  customer_id uuid not null,
  id uuid not null,
  payer_id uuid not null,
  -- the payer's
  account_id uuid not null,
  claimable_id uuid not null,
  share_id uuid not null,
  -- the hold, and the movement that it becomes
  movement_id uuid not null unique,
  card_id uuid not null,
  -- a bound card of this bank's own: the bank's core carries it out
  own boolean not null,
  amount bigint not null check (amount > 0),
  -- sealed JSON: payer and payee as they were, and the note
  sides_sealed bytea,
  state text not null check (state in ('processing', 'unknown', 'done', 'refused')),
  reason_zh text,
  reason_en text,
  attempts integer not null,
  asked integer not null,
  next_ask_at bigint,
  created_at bigint not null,
  finished_at bigint,
  primary key (customer_id, id),
  unique (payer_id, share_id)
);
create index claim_payouts_due on claim_payouts (next_ask_at) where next_ask_at is not null;
create index claim_payouts_of_card on claim_payouts (customer_id, claimable_id);
