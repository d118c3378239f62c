-- Who asks the payer of a card to confirm may want the money on a bound card of their own.
alter table claimable_asks add column card_id uuid;
