-- The books: double entry in whole fen. Keys of hot tables begin with the owner, a customer's id or the house's.

-- A customer's account carries its balance; its row is the lock that makes its postings one after the other.
-- An account that may go below zero is the bank's own: many write to it at once, so its row is never locked or changed,
-- and its balance is the sum of its postings.
CREATE TABLE ledger_accounts (
  owner             uuid    NOT NULL,
  id                uuid    NOT NULL,
  may_go_below_zero boolean NOT NULL,
  posted            bigint  NOT NULL DEFAULT 0,
  held              bigint  NOT NULL DEFAULT 0,
  -- Sequence of the newest posting.
  sequence          bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (owner, id),
  CONSTRAINT ledger_accounts_hold_negative CHECK (held >= 0),
  CONSTRAINT ledger_accounts_overdraft CHECK (posted - held >= 0),
  CONSTRAINT ledger_accounts_safe CHECK (posted <= 9007199254740991),
  CONSTRAINT ledger_accounts_house_has_no_balance
    CHECK (NOT may_go_below_zero OR (posted = 0 AND held = 0 AND sequence = 0))
) WITH (fillfactor = 70);

-- A movement is written once; whether it moved money at once or only held it, its id is used up.
CREATE TABLE ledger_movements (
  id   uuid   PRIMARY KEY,
  code text   NOT NULL,
  at   bigint NOT NULL
);

CREATE TABLE ledger_postings (
  owner         uuid   NOT NULL,
  account_id    uuid   NOT NULL,
  sequence      bigint NOT NULL,
  movement_id   uuid   NOT NULL,
  code          text   NOT NULL,
  amount        bigint NOT NULL CHECK (amount <> 0),
  -- NULL on the bank's own accounts, which keep no running balance.
  balance_after bigint CHECK (balance_after >= 0),
  at            bigint NOT NULL,
  PRIMARY KEY (owner, account_id, sequence)
);

-- Sequence of postings on the bank's own accounts. Customers' accounts count by themselves.
CREATE SEQUENCE ledger_house_sequence;

CREATE TABLE ledger_holds (
  id         uuid   PRIMARY KEY,
  code       text   NOT NULL,
  -- [{"account": {"owner", "id"}, "amount"}]: what posting the hold will move.
  legs       jsonb  NOT NULL,
  state      text   NOT NULL CHECK (state IN ('pending', 'posted', 'voided')),
  at         bigint NOT NULL,
  expires_at bigint,
  ended_at   bigint,
  CHECK ((state = 'pending') = (ended_at IS NULL))
);
CREATE INDEX ledger_holds_due ON ledger_holds (expires_at) WHERE state = 'pending' AND expires_at IS NOT NULL;

-- History never changes: a correction is a new movement.
CREATE FUNCTION ledger_history_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is history and cannot be changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER ledger_movements_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_movements
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_history_is_immutable();
CREATE TRIGGER ledger_postings_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_postings
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_history_is_immutable();
