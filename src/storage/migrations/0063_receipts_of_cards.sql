-- Receipts of what went to a bank card: by an order of one's own, or because somebody claimed a share of a card to theirs.
alter table receipts drop constraint receipts_kind_check;
alter table receipts add constraint receipts_kind_check
  check (kind in ('transfer', 'topup', 'card-transfer', 'claimed-to-card'));
