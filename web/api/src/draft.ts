// Shapes of CONTRACT §8, until openapi.json exists.
export interface Page<T> {
  items: T[];
  next?: string | null;
}
export interface Place {
  latitude_e6: number;
  longitude_e6: number;
}
export type Word = string;

export interface Me {
  person: { id: string; name: string; login: string; institution_id: number; totp: boolean };
  institution: { id: number; name: string; code: string; kind: Word };
  roles: Word[];
  rights: Word[];
  network: boolean;
}
export interface Session {
  id: string;
  created_at: string;
  last_seen_at: string;
  address: string;
  agent: string;
  current: boolean;
}
export interface Institution {
  id: number;
  code: string;
  name: string;
  kind: Word;
  state: Word;
  created_at: string;
}
export interface Person {
  id: string;
  institution_id: number;
  login: string;
  name: string;
  roles: Word[];
  state: Word;
  totp: boolean;
  last_sign_in_at?: string | null;
  created_at: string;
}
export interface Partner {
  id: string;
  institution_id: number;
  name: string;
  state: Word;
  rate_per_s: number;
  keys_count: number;
  created_at: string;
}
export interface PartnerKey {
  id: string;
  algorithm: Word;
  fingerprint: string;
  created_at: string;
  expires_at?: string | null;
  revoked_at?: string | null;
}
export interface Approval {
  id: string;
  institution_id: number;
  kind: string;
  target: string;
  payload: Record<string, unknown>;
  before?: Record<string, unknown> | null;
  state: Word;
  requested_by: string;
  requested_by_name: string;
  requested_at: string;
  decided_by_name?: string | null;
  decided_at?: string | null;
  note?: string | null;
}
export interface AuditEntry {
  id: string;
  at: string;
  institution_id: number;
  actor: string;
  actor_name: string;
  action: string;
  target: string;
  detail: Record<string, unknown>;
}
export interface Job {
  id: string;
  kind: string;
  key?: string | null;
  state: Word;
  tries: number;
  tries_max: number;
  payload: Record<string, unknown>;
  last_error?: string | null;
  run_at: string;
  created_at: string;
  finished_at?: string | null;
}
export interface Webhook {
  id: string;
  url: string;
  events: string[];
  state: Word;
  created_at: string;
  failing_since?: string | null;
}
export interface Delivery {
  id: string;
  webhook_id: string;
  event_id: string;
  event_kind: string;
  state: Word;
  tries: number;
  status?: number | null;
  last_error?: string | null;
  created_at: string;
  delivered_at?: string | null;
  next_at?: string | null;
}
export interface LedgerAccount {
  id: string;
  institution_id: number;
  kind: Word;
  owner: string;
  name: string;
  debits_posted_fen: number;
  credits_posted_fen: number;
  debits_pending_fen: number;
  credits_pending_fen: number;
  balance_fen: number;
  opened_at: string;
}
export interface StatementLine {
  transfer_id: string;
  at: string;
  code: number;
  code_text: string;
  reference: string;
  counter_account: string;
  counter_name: string;
  debit_fen: number;
  credit_fen: number;
  balance_fen: number;
}
export interface TrialBalanceRow {
  kind: Word;
  accounts: number;
  debits_fen: number;
  credits_fen: number;
}
export interface TrialBalance {
  day: string;
  rows: TrialBalanceRow[];
  debits_fen: number;
  credits_fen: number;
}
export interface Difference {
  element: Word;
  bound?: string | null;
  sent?: string | null;
  action: Word;
}
export interface ConsideredRoute {
  route_id?: string | null;
  route: string;
  outcome: Word;
  reason: string;
}
export interface PaymentSummary {
  id: string;
  institution_id: number;
  acquirer_id?: number | null;
  acquirer_name?: string | null;
  link_id?: string | null;
  kind: Word;
  state: Word;
  amount_fen: number;
  currency: string;
  card: string;
  card_bin: string;
  merchant_id: string;
  merchant_code: string;
  merchant_name: string;
  store_id?: string | null;
  terminal_id: string;
  terminal_code: string;
  serial: string;
  mcc: string;
  trace_no: string;
  batch_no: string;
  reference_no?: string | null;
  authorization_code?: string | null;
  response_code?: string | null;
  response_text?: string | null;
  received_at: string;
  answered_at?: string | null;
  latency_ms?: number | null;
  original_payment_id?: string | null;
}
export interface Hop {
  at: string;
  ms: number;
  hop: Word;
  detail: string;
}
export interface PaymentEntry {
  transfer_id: string;
  debit: string;
  credit: string;
  amount_fen: number;
  at: string;
}
export interface Reversal {
  id: string;
  payment_id: string;
  link_id: string;
  link_name: string;
  state: Word;
  reason: Word;
  tries: number;
  amount_fen: number;
  last_error?: string | null;
  created_at: string;
  next_at?: string | null;
  done_at?: string | null;
  note?: string | null;
}
export interface Payment extends PaymentSummary {
  binding_check: { verdict: Word; differences: Difference[]; distance_m?: number | null };
  routing: { acquirer?: string | null; link?: string | null; considered: ConsideredRoute[] };
  reversals: Reversal[];
  hops: Hop[];
  entries: PaymentEntry[];
}
export interface Contract {
  id: string;
  merchant_id: string;
  acquirer_id: number;
  acquirer_name: string;
  acquirer_merchant_code: string;
  mode: Word;
  products: Word[];
  from: string;
  until?: string | null;
  state: Word;
}
export interface Store {
  id: string;
  merchant_id: string;
  merchant_name: string;
  code: string;
  name: string;
  address: string;
  division_code: string;
  mcc: string;
  place?: Place | null;
  state: Word;
}
export interface Merchant {
  id: string;
  institution_id: number;
  code: string;
  name: string;
  short_name: string;
  kind: Word;
  uscc?: string | null;
  responsible_id?: string | null;
  mcc: string;
  division_code: string;
  address: string;
  place?: Place | null;
  settlement_account: string;
  settlement_bank: string;
  phone: string;
  state: Word;
  stores_count: number;
  terminals_count: number;
  contracts: Contract[];
  created_at: string;
}
export interface Binding {
  id: string;
  acquirer_code: string;
  merchant_code: string;
  credit_code: string;
  settlement_account: string;
  place: Place;
  bound_at: string;
  leaf_id: string;
  proof_state: Word;
}
export interface Terminal {
  id: string;
  institution_id: number;
  serial: string;
  device_type: string;
  maker: string;
  model: string;
  state: Word;
  terminal_code?: string | null;
  merchant_id?: string | null;
  merchant_code?: string | null;
  merchant_name?: string | null;
  store_id?: string | null;
  store_name?: string | null;
  binding?: Binding | null;
  keys?: { pik_kcv?: string; mak_kcv?: string; tdk_kcv?: string; tmk_kcv?: string } | null;
  last_seen_at?: string | null;
  opened_at?: string | null;
  closed_at?: string | null;
}
export interface TerminalHistory {
  at: string;
  action: Word;
  actor_name: string;
  detail: string;
  binding?: Binding | null;
}
export interface Import {
  id: string;
  kind: Word;
  file_name: string;
  state: Word;
  rows: number;
  rows_good: number;
  rows_bad: number;
  created_at: string;
  created_by_name: string;
  errors: { row: number; field: string; code: string; message: string }[];
}
export interface MakersReport {
  id: string;
  maker: string;
  file_name: string;
  rows: number;
  differences: number;
  created_at: string;
}
export interface MakersDifference {
  serial: string;
  kind: Word;
  reported?: string | null;
  registered?: string | null;
  terminal_id?: string | null;
}
export interface LinkHealth {
  state: Word;
  since: string;
  rate_per_s: number;
  approval_rate_permille: number;
  p50_ms: number;
  p95_ms: number;
  saf_depth: number;
  last_echo_at?: string | null;
  timeouts: number;
}
export interface Link {
  id: string;
  acquirer_id: number;
  name: string;
  host: string;
  port: number;
  dialect: Word;
  state: Word;
  timeout_ms: number;
  health?: LinkHealth | null;
}
export interface Policy {
  serial: Word;
  acquirer_code: Word;
  merchant_code: Word;
  place: Word;
  distance_max_m: number;
  place_required_device_types: string[];
}
export interface Acquirer {
  institution_id: number;
  code: string;
  name: string;
  state: Word;
  links: Link[];
  policy: Policy;
}
export interface RouteConditions {
  merchant_id?: string | null;
  bin_ranges: { low: string; high: string }[];
  mccs: string[];
  amount_min_fen?: number | null;
  amount_max_fen?: number | null;
  weekdays: number[];
  from_time?: string | null;
  until_time?: string | null;
  kinds: Word[];
}
export interface Route {
  id: string;
  name: string;
  priority: number;
  state: Word;
  conditions: RouteConditions;
  acquirer_id: number;
  acquirer_name: string;
  link_id?: string | null;
  version: number;
  created_by: string;
  approved_by?: string | null;
}
export interface DryRun {
  acquirer?: string | null;
  link?: string | null;
  considered: ConsideredRoute[];
}
export interface AcquirerHealth {
  id: number;
  name: string;
  link_state: Word;
  rate_per_s: number;
  approval_rate_permille: number;
  p95_ms: number;
  saf_depth: number;
}
export interface Overview {
  at: string;
  rate_per_s: number;
  count: number;
  approved: number;
  declined: number;
  unknown: number;
  approval_rate_permille: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
  series: { at: string; count: number; approved: number; p95_ms: number }[];
  acquirers: AcquirerHealth[];
  recent: PaymentSummary[];
}
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  note: string;
  at: string;
}
