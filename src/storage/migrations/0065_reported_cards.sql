-- Cards at other banks are held against the payees' list too: when the payer said that they have read the warning.
alter table card_payees add column warned_at bigint;
