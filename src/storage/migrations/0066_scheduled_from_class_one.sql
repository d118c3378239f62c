-- Transfers that run later from a Class I account: when one is due the core is asked, and it is under way until the core has
-- spoken.
alter table scheduled_transfers
  -- From a Class I account: the card that leads there; account_id is then of class_one_accounts.
  add column card_id uuid,
  drop constraint scheduled_transfers_state_check,
  drop constraint scheduled_transfers_check,
  add constraint scheduled_transfers_state_check check (state in ('waiting', 'processing', 'done', 'failed', 'cancelled')),
  add constraint scheduled_transfers_check check ((state = 'waiting') = (due_at is not null)
    and (state in ('waiting', 'processing')) = (ended_at is null)),
  add constraint scheduled_transfers_processing check (state <> 'processing' or card_id is not null);
