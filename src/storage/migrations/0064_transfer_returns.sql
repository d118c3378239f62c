-- A transfer that its payee gave back: by another transfer of the same amount, once, with a reason. Neither is ever changed.
create table transfer_returns (
  -- Of the transfer that went back.
  payer_id uuid not null,
  transfer_id uuid not null,
  -- Who gave it back, and by which transfer.
  customer_id uuid not null,
  return_id uuid not null,
  reason text not null check (reason in ('mistaken', 'twice', 'cancelled', 'other')),
  primary key (payer_id, transfer_id),
  constraint transfer_returns_by unique (customer_id, return_id),
  foreign key (payer_id, transfer_id) references transfers (payer_id, id),
  foreign key (customer_id, return_id) references transfers (payer_id, id) deferrable initially deferred
);
