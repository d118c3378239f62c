/**
 * Where people stand in the database, and what goes when somebody asks to be forgotten. Every table is named here or in
 * NOBODYS; a test holds that against the database.
 *
 *   at once            sessions, WeChat identities, PIN, codes, proofs, authorisations, payees looked up, bindings, shared
 *                      links' ownership, where an account came from; the blind indexes by which a person is found
 *   of a visitor       all of that, consents, and the row itself: nothing is left, but for a complaint's record, and for
 *                      whom a list may mean
 *   identity           name, ID number, mobile, diligence, account and card numbers and their changes, consents, what kept
 *                      accounts from being used, what was asked about them and answered, whom a list may mean: sealed, `retention.identity`
 *   transactions       whom one paid and was paid by, notes: sealed, `retention.transactions`
 *   complaints         what was complained of: sealed, `retention.complaints`
 *   of nobody here     what was asked about who never became a customer: `retention.identity` from the asking
 *   of the bank's own  who looked and who checked, as long as anything of a customer's that is kept names them
 *   within two days    counts of attempts under keyed hashes, which guard other people's numbers from being tried
 *   never              ids, amounts and dates of the books: they carry nobody's name, and the books must stay whole. Once
 *                      identity is erased, an id leads to nobody
 *
 * The years of a kind are rows of table `rules`; they count from when somebody asks to be forgotten, or, for who never asks,
 * from the end of their last account. Until they are over nobody uses what is sealed: the person is neither
 * found by mobile number nor by WeChat, and coming back is coming as somebody new, with an account of a new customer's.
 * Only an ID number still leads there (departures.id_number_index), for a court's or an authority's question.
 */

/** What the law makes a bank keep, as kinds with years of their own. */
export type Kind = 'identity' | 'transactions' | 'complaints'
export const KINDS: readonly Kind[] = ['identity', 'transactions', 'complaints']

export interface Held {
  readonly table: string
  /** SQL for what goes at once; $1 is the customer. */
  readonly atOnce?: string
  /** What is kept for the years of a kind, and the SQL that erases it then. */
  readonly kept?: { readonly as: Kind; readonly erase: string }
  /** SQL that erases what is about nobody whose identity is kept, and older than its years; $1 is the instant. */
  readonly ofNobody?: string
  /** Why a row may stay, or goes by itself. */
  readonly stays?: string
}

const OWN = 'customer_id = $1'
const NAMELESS = 'ids, amounts and dates: the books and their audit rest on them, and they carry nobody’s name'

const OF_SESSIONS = `session_id in (select id from sessions where ${OWN})`

/**
 * Records of questions, as `q`, bear no customer's id, for they are asked before there is one: an ID number tells. Who left
 * and came back is a customer again, and of whom left twice they are kept for the later years.
 */
const ABOUT_NOBODY = `not exists (select 1 from customers c where c.id_number_index = q.id_number_index)
  and not exists (select 1 from departures d where d.id_number_index = q.id_number_index)`
const ABOUT_THEM_ALONE = `q.id_number_index = (select id_number_index from departures where ${OWN})
  and not exists (select 1 from customers c where c.id_number_index = q.id_number_index)
  and not exists (select 1 from departures d where d.id_number_index = q.id_number_index and d.customer_id <> $1)`

/** In the order in which they can be deleted: what refers to another comes before it. */
export const HELD: readonly Held[] = [
  {
    table: 'pin_challenges',
    atOnce: `delete from pin_challenges where ${OF_SESSIONS}`,
  },
  {
    table: 'sms_codes',
    // To the number on record, and to those that they were about to show.
    atOnce: `delete from sms_codes where mobile_index = (select mobile_index from customers where id = $1)
      or mobile_index in (select mobile_index from mobile_proofs where ${OF_SESSIONS})`,
  },
  { table: 'mobile_proofs', atOnce: `delete from mobile_proofs where ${OF_SESSIONS}` },
  { table: 'sessions', atOnce: `delete from sessions where ${OWN}` },
  { table: 'message_permissions', atOnce: `delete from message_permissions where ${OWN}` },
  {
    table: 'message_turns',
    atOnce: `delete from message_turns where ${OWN}`,
    stays: 'an id, while a message is being sent',
  },
  { table: 'wechat_identities', atOnce: `delete from wechat_identities where ${OWN}` },
  { table: 'pins', atOnce: `delete from pins where ${OWN}` },
  { table: 'authorisations', atOnce: 'delete from authorisations where owner = $1' },
  { table: 'attempts', stays: 'counts under keyed hashes, swept within two days' },
  {
    table: 'payees',
    atOnce: 'delete from payees where payer_id = $1',
    stays: 'that somebody else once looked them up: two ids, of which one leads to nobody',
  },
  { table: 'card_payees', atOnce: 'delete from card_payees where payer_id = $1' },
  { table: 'identification_codes', atOnce: `delete from identification_codes where ${OWN}` },
  { table: 'bindings', atOnce: `delete from bindings where ${OWN}` },
  { table: 'links', atOnce: `update links set customer_id = null where ${OWN}` },
  { table: 'consents', kept: { as: 'identity', erase: `delete from consents where ${OWN}` } },
  { table: 'recoveries', kept: { as: 'identity', erase: `delete from recoveries where ${OWN}` } },
  { table: 'mobile_changes', kept: { as: 'identity', erase: `delete from mobile_changes where ${OWN}` } },
  { table: 'card_changes', kept: { as: 'identity', erase: `delete from card_changes where ${OWN}` } },
  {
    table: 'verification_queries',
    kept: { as: 'identity', erase: `delete from verification_queries q where ${ABOUT_THEM_ALONE}` },
    ofNobody: `delete from verification_queries q where asked_at < $1 and ${ABOUT_NOBODY}`,
  },
  {
    table: 'id_checks',
    kept: { as: 'identity', erase: `delete from id_checks q where ${ABOUT_THEM_ALONE}` },
    ofNobody: `delete from id_checks q where answered_at < $1 and ${ABOUT_NOBODY}`,
  },
  {
    table: 'interbank_queries',
    kept: { as: 'identity', erase: `delete from interbank_queries where ${OWN}` },
    ofNobody: 'delete from interbank_queries where asked_at < $1 and customer_id is null',
  },
  { table: 'identifications', kept: { as: 'identity', erase: `delete from identifications where ${OWN}` } },
  { table: 'staff_tasks', kept: { as: 'identity', erase: 'delete from staff_tasks where subject = $1' } },
  {
    table: 'staff_looks',
    kept: { as: 'identity', erase: `delete from staff_looks where ${OWN}` },
    // Searches that found nobody.
    ofNobody: 'delete from staff_looks where at < $1 and customer_id is null',
  },
  { table: 'staff_sessions', stays: 'of the bank’s own people, swept thirty days after its end' },
  {
    table: 'staff',
    ofNobody: `delete from staff s where signed_in_at < $1
      and not exists (select 1 from staff_looks where staff_id = s.id)
      and not exists (select 1 from staff_tasks where s.id in (requested_by, decided_by))
      and not exists (select 1 from identifications where teller = s.id)
      and not exists (select 1 from identification_codes where taken_by = s.id)
      and not exists (select 1 from staff_sessions where staff_id = s.id)`,
  },
  { table: 'list_matches', kept: { as: 'identity', erase: `delete from list_matches where ${OWN}` } },
  { table: 'restrictions', kept: { as: 'identity', erase: `delete from restrictions where ${OWN}` } },
  { table: 'list_entries', stays: 'whom a list names, customer or not: its owner says for how long' },
  {
    table: 'own_card_codes',
    atOnce: `delete from own_card_codes where card_index in (select number_index from cards where ${OWN})`,
    stays: 'swept an hour after their time',
  },
  {
    table: 'cards',
    // Its owner may bind it again, here too.
    atOnce: `update cards set number_index = null where ${OWN}`,
    kept: { as: 'identity', erase: `delete from cards where ${OWN}` },
  },
  {
    table: 'accounts',
    atOnce: `update accounts set link_id = null where ${OWN}`,
    kept: {
      as: 'identity',
      erase: `update accounts set number_sealed = null, number_index = null, last4 = '' where ${OWN}`,
    },
  },
  { table: 'complaints', kept: { as: 'complaints', erase: `delete from complaints where ${OWN}` } },
  { table: 'departures', kept: { as: 'identity', erase: `update departures set id_number_index = null where ${OWN}` } },
  { table: 'retained', stays: 'that and when something was erased' },
  { table: 'deposits', atOnce: `update deposits set link_id = null where ${OWN}`, stays: NAMELESS },
  // Their sealed texts are shared with the other side, whose record stays: forgetting.ts takes one side out.
  { table: 'entries', stays: 'whose entry of which posting; its text goes with transactions' },
  { table: 'transfers', stays: 'who paid whom, by ids, how much and when; names go with transactions' },
  { table: 'transfer_returns', stays: 'which transfer gave back which, by ids' },
  {
    table: 'core_transfers',
    kept: {
      as: 'transactions',
      erase: 'update core_transfers set sides_sealed = null where customer_id = $1 or payee_id = $1',
    },
    stays: NAMELESS,
  },
  {
    table: 'scheduled_transfers',
    kept: {
      as: 'transactions',
      erase: `update scheduled_transfers set sides_sealed = null, reason_sealed = null
        where customer_id = $1 or payee_id = $1`,
    },
    stays: NAMELESS,
  },
  {
    table: 'card_transfers',
    kept: { as: 'transactions', erase: `update card_transfers set target_sealed = null where ${OWN}` },
    stays: NAMELESS,
  },
  { table: 'downloads', atOnce: `delete from downloads where ${OWN}`, stays: 'swept an hour after their time' },
  { table: 'statement_sums', atOnce: `delete from statement_sums where ${OWN}` },
  { table: 'statement_months', atOnce: `delete from statement_months where ${OWN}` },
  {
    table: 'claimables',
    kept: {
      as: 'transactions',
      erase: `update claimables set token_sealed = null, mobile_sealed = null, note_sealed = null where ${OWN}`,
    },
    stays: NAMELESS,
  },
  { table: 'claimable_shares', stays: NAMELESS },
  {
    table: 'claim_payouts',
    // Both sides stand in it.
    kept: {
      as: 'transactions',
      erase: 'update claim_payouts set sides_sealed = null where customer_id = $1 or payer_id = $1',
    },
    stays: NAMELESS,
  },
  { table: 'claimable_asks', atOnce: `delete from claimable_asks where ${OWN} or claimant_id = $1` },
  {
    table: 'receipts',
    // Both sides stand in it: after the years of one, the other's is not confirmed any more.
    kept: { as: 'transactions', erase: 'delete from receipts where customer_id = $1 or other_id = $1' },
  },
  { table: 'limit_agreements', stays: NAMELESS },
  {
    table: 'payment_requests',
    // The links lead nowhere from now on.
    atOnce: `update payment_requests set token_hash = null where ${OWN}`,
    kept: { as: 'transactions', erase: `update payment_requests set title_sealed = null where ${OWN}` },
    stays: NAMELESS,
  },
  { table: 'payment_request_shares', stays: NAMELESS },
  { table: 'class_one_accounts', stays: NAMELESS },
  { table: 'topups', stays: NAMELESS },
  { table: 'closures', stays: NAMELESS },
  { table: 'account_counters', stays: NAMELESS },
  { table: 'writes', stays: NAMELESS },
  { table: 'outbox', stays: `${NAMELESS}; one with a sealed number is swept a month after it was sent` },
  { table: 'ledger_accounts', stays: NAMELESS },
  { table: 'ledger_movements', stays: NAMELESS },
  { table: 'ledger_postings', stays: NAMELESS },
  { table: 'ledger_holds', stays: NAMELESS },
  {
    table: 'customers',
    // The indexes by which somebody is found; what an authority may ask for moved to departures.
    atOnce: `update customers set stage = 'visitor', mobile_index = null, id_number_index = null,
      credit_code_index = null, link_id = null where id = $1`,
    kept: {
      as: 'identity',
      erase: `update customers set mobile_sealed = null, name_sealed = null, id_number_sealed = null,
        diligence_sealed = null, diligence_full = false, id_due_on = null, id_valid_until = null, credit_code_sealed = null, became_customer_at = null,
        identified_at = null, identified_branch = null, identified_teller = null where id = $1`,
    },
    stays: 'the id, while rows refer to it',
  },
]

/** Tables with nobody in them. */
export const NOBODYS: readonly string[] = [
  'consent_texts',
  'ledger_seals',
  'list_versions',
  'migrations',
  'product_rates',
  'products',
  'rules',
  // Random numbers of a sign-in under way, gone with its answer or swept within an hour or two.
  'staff_sign_ins',
  'verification_coverage',
  'verification_terms',
]
