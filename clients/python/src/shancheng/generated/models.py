"""Made from openapi.json by generate.py; do not edit."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TypedDict, Union

AccountId = str

AccountKind = Literal["merchant_payable", "acquirer_receivable", "clearing", "fee_income", "suspense", "loss", "supervised", "bank", "tax_payable", "worker_payable"]

Algorithm = Literal["ed25519", "rsa-pss-sha512", "rsa-v1_5-sha256", "sm2-sm3"]

ApprovalId = str

ApprovalState = Literal["pending", "approved", "rejected", "expired"]

AuditId = str

BasisPoints = str

BatchDifferenceKind = Literal["missing_here", "missing_there", "amount", "card"]

BatchState = Literal["made", "sent", "done"]

BindingId = str

Booking = Literal["payment", "reversal"]

Brand = Literal["unionpay", "visa", "mastercard", "jcb", "amex", "diners", "discover"]

BreakerState = Literal["closed", "open", "half_open"]

CardClass = Literal["debit", "credit"]

Change = Literal["registered", "bound", "test_started", "test_passed", "test_failed", "activated", "moved", "rebound", "suspended", "resumed", "closed"]

CheckVerdict = Literal["matched", "flagged", "refused", "unchecked"]

CodeKind = Literal["dynamic", "board"]

CodeState = Literal["open", "busy", "paid", "expired", "closed"]

ContractId = str

ContractMode = Literal["joint", "own"]

ContractState = Literal["active", "ended"]

Cursor = str
"""Where a page begins: the id after which it goes on. Opaque to callers."""

CutOff = str

Datum = Literal["wgs84", "gcj02", "bd09"]

DayState = Literal["open", "cut", "settled", "closed"]

DeliveryId = str

DeliveryState = Literal["pending", "delivered", "failed"]

DeviceType = Literal["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13"]

Dialect = Literal["pos", "ascii"]

DifferenceKind = Literal["not_registered", "not_reported", "acquirer_differs", "model_differs", "maker_differs"]

Division = str

Element = Literal["serial", "acquirer_code", "merchant_code", "terminal_code", "credit_code", "settlement_account", "place", "device_type"]

ElementOutcome = Literal["same", "flagged", "refused", "ignored", "not_sent"]

EntryKind = Literal["top_up", "payment", "refund"]

EntryState = Literal["begun", "done", "refused"]

EventId = str

FeeChange = Literal["create", "change", "retire"]

FeeKind = Literal["issuer", "network", "waiver", "merchant"]

FeeRuleId = str

FeeState = Literal["draft", "active", "retired"]

Format = Literal["csv", "xlsx"]

HoldId = str

HoldState = Literal["active", "released"]

ImportFile = bytes

ImportId = str

ImportKind = Literal["merchants", "terminals"]

ImportState = Literal["queued", "running", "done", "refused"]

InstitutionId = int
"""An institution 机构: the network branch, an acquirer, a bank, a payment institution or a
system vendor. First column of every key of what grows.
"""

InstitutionKind = Literal["network_branch", "acquirer", "bank", "payment_institution", "system_vendor"]

InstitutionState = Literal["active", "suspended", "closed"]

JobId = str

JobState = Literal["queued", "running", "done", "dead", "superseded"]

KeyId = str

KeyPurpose = Literal["tmk", "pik", "mak", "tdk", "zpk", "zak"]

KeyState = Literal["active", "retired", "revoked"]

LeafId = str

LeafState = Literal["pending", "proven"]

LineState = Literal["none", "payable", "sent", "paid", "rejected", "returned"]

LinkId = str

LinkKeyPurpose = Literal["zpk", "zak"]

LinkPhase = Literal["down", "connecting", "signing_on", "up", "draining"]

LinkState = Literal["active", "paused", "retired"]

MacProfile = Literal["none", "cup_ecb", "x9_19"]

Mcc = str

MerchantChange = Literal["created", "changed", "store_added", "store_changed", "contract_added", "contract_ended", "suspended", "resumed", "closed"]

MerchantCode = str

MerchantId = str

MerchantKind = Literal["enterprise", "sole_trader", "micro"]

MerchantState = Literal["active", "suspended", "closed"]

Money = int
"""An amount in fen 分."""

OrderKind = Literal["sale", "refund"]

ParkedState = Literal["waiting", "dead"]

PartnerId = str

PartnerState = Literal["active", "suspended"]

PaymentId = str

PaymentKind = Literal["sale", "void", "refund", "preauth", "preauth_void", "completion", "completion_void", "balance_query"]

PaymentState = Literal["received", "sent", "approved", "declined", "unknown", "reversal_pending", "reversed", "failed"]

PendingState = Literal["open", "posted", "voided", "expired"]

PersonId = str

PersonState = Literal["active", "suspended"]

Reaction = Literal["refuse", "flag", "ignore"]

Reason = Literal["longest_bin", "first_matching", "default_home", "default_contract", "outranked", "no_contract", "contract_not_in_force", "product_not_contracted", "link_missing", "link_inactive", "link_down", "link_broken", "link_eliminated", "last_resort", "other_target", "other_kind", "other_merchant", "other_bin", "other_mcc", "amount_too_low", "amount_too_high", "other_product", "other_brand", "other_card_class", "other_day", "other_time"]

ReconDayId = str

ReconDayState = Literal["open", "closed"]

ReconField = Literal["amount", "terminal", "batch", "trace", "reference", "kind", "card", "time", "fee"]

ReconFileId = str

ReconResultId = str

ReconSource = Literal["acquirer", "network"]

ReconStatus = Literal["expected", "missing", "unexpected", "amount_over", "amount_under", "data_mismatch", "fee_mismatch", "duplicate", "void", "partially_reconciled", "matched", "archived"]

ReconWay = Literal["accept_theirs", "accept_ours", "write_off", "by_hand", "other_day", "wait", "undo"]

ReplayKey = Literal["same", "new"]

ReportId = str

ReversalDeed = Literal["sent", "retried", "resolved"]

ReversalId = str

ReversalReason = Literal["98", "96", "A0", "06"]

ReversalState = Literal["pending", "acknowledged", "staff", "resolved"]

Right = Literal["acquirers_read", "acquirers_write", "approvals_decide", "approvals_read", "audit_read", "clearing_read", "clearing_settle", "evidence_read", "fees_write", "institutions_read", "institutions_write", "jobs_read", "jobs_rerun", "ledger_read", "makers_reports_read", "makers_reports_write", "merchants_read", "merchants_write", "partners_read", "partners_write", "payments_export", "payments_make", "payments_read", "people_read", "people_write", "reconciliation_read", "reconciliation_settle", "reversals_write", "routes_read", "routes_write", "sandbox_read", "sandbox_write", "terminals_read", "terminals_write", "webhooks_read", "webhooks_write"]

Role = Literal["network_admin", "operations", "risk_officer", "merchant_manager", "terminal_manager", "auditor", "institution_admin", "vendor", "till"]

RouteId = str

RouteState = Literal["draft", "active", "retired"]

RoutedKind = Literal["sale", "preauth", "balance_query"]

RoutedProduct = Literal["card", "qr"]

RuleWord = Literal["account_number", "acquirer_unknown", "address", "at_most", "between", "board_terminal", "card_number", "closed_stays", "cursor_foreign", "day", "degrees", "digits", "division_unknown", "each_once", "event_names", "future", "given_with", "id", "latitude", "letters_digits", "link_of_another", "link_retired", "link_unknown", "login", "longitude", "mcc_unknown", "merchant_code", "merchant_unknown", "micro_has_none", "micro_needs_one", "micro_only", "merchants_code", "mobile", "named_twice", "not_before", "not_below", "not_both", "not_negative", "not_same_as", "organisation_needs_one", "payment_code", "place_form", "required", "resident_birth", "resident_check", "resident_length", "resident_letter", "resident_region", "roles_fit", "roles_once", "row_repeated", "same_length_as", "store_repeated", "text_length", "text_trimmed", "time", "url_extra", "url_form", "url_long", "url_private", "url_scheme", "uscc_check", "uscc_department", "uscc_division", "uscc_length", "uscc_letter", "word_unknown"]

Serial = str

SessionId = str

SettlementId = str

SettlementLineId = str

Side = Literal["debit", "credit"]

SignatureResult = Literal["good", "refused", "console"]

Standing = Literal["up", "probing", "eliminated", "broken", "down"]

StoreId = str

StoreState = Literal["active", "closed"]

Strategy = Literal["in_order", "weight", "cost"]

TargetReason = Literal["first_in_order", "later_in_order", "share", "other_share", "backup", "least_fee", "higher_fee", "same_fee_share"]

TerminalBatchState = Literal["balanced", "uploading", "differing", "resolved"]

TerminalCode = str

TerminalId = str

TerminalState = Literal["registered", "bound", "testing", "active", "suspended", "closed"]

TestResult = Literal["started", "passed", "failed"]

TransferId = str

TransferKind = Literal["single", "pending", "post", "void", "expire"]

TryOutcome = Literal["running", "done", "failed", "lost"]

Verdict = Literal["chosen", "outranked", "not_eligible", "not_matching"]

WebhookId = str

WebhookState = Literal["active", "paused", "disabled"]


class About(TypedDict):
    """This installation."""
    demo: bool
    """All that is shown is made up: merchants, people, cards, positions."""
    version: str
    """Version of the program."""


class Account(TypedDict):
    """An account with its balance 账户."""
    balance: Balance
    """Its counters."""
    created_at: str
    """When it was made."""
    id: AccountId
    """Id."""
    institution_id: InstitutionId
    """Whose books."""
    kind: AccountKind
    """What it is for."""
    name: str
    """Name for people."""
    owner: str
    """Written id of whose money it is."""
    rules: Rules
    """What it allows."""


class _Acquirer(TypedDict):
    code: str
    """Eight digits."""
    cut_off: CutOff
    """When its business day ends now, in China."""
    institution_id: InstitutionId
    kind: InstitutionKind
    links: List[LinkName]
    """Its links, by age."""
    name: str
    short_name: str
    state: InstitutionState


class Acquirer(_Acquirer, total=False):
    """An institution that acquires."""
    cut_offs: Optional[List[CutOffSet]]
    """What was set of that, the latest day first; absent where you may not see it."""
    policy: Optional[PolicyVersion]


class AcquirerHealth(TypedDict):
    """How an acquirer is doing."""
    approval_rate_permille: int
    """Approved of answered, thousandths."""
    id: InstitutionId
    """The acquirer."""
    link_state: str
    """State of its links: the best of them; `none` when this node has no link to it."""
    name: str
    """Its name."""
    p95_ms: int
    """95th percentile, milliseconds."""
    rate_per_s: float
    """Payments a second over the last 10 seconds."""
    saf_depth: int
    """Reversals that wait for it."""


class AcquirerSum(TypedDict):
    """What a day's lines come to at one acquirer."""
    acquirer_fee_fen: int
    """Fen."""
    acquirer_id: InstitutionId
    """Who acquired."""
    amount_fen: int
    """Fen."""
    issuer_fee_fen: int
    """Fen."""
    lines: int
    """Lines."""
    merchant_fee_fen: int
    """Fen."""
    merchants: int
    """Merchants with a line."""
    network_fee_fen: int
    """Fen."""


class _Approval(TypedDict):
    expires_at: str
    """Not decided after this."""
    id: ApprovalId
    """Its id."""
    institution_id: InstitutionId
    """Whose."""
    kind: str
    """Dotted verb, e.g. `route.change`."""
    note: str
    """Why."""
    payload: Dict[str, Any]
    """What is asked for, without what is sealed in it."""
    requested_at: str
    """When he asked."""
    requested_by: str
    """Written id of who asked."""
    requested_name: str
    """His name."""
    state: ApprovalState
    """Where it stands."""
    target: str
    """Written id of what it is about."""


class Approval(_Approval, total=False):
    """A request for a second pair of eyes 复核单."""
    decided_at: Optional[str]
    """When he decided."""
    decided_by: Optional[str]
    """Written id of who decided."""
    decided_name: Optional[str]
    """His name."""


class ApprovalNote(TypedDict, total=False):
    """What the second person says."""
    note: str
    """Why, at most 500 characters."""


class AssignBody(TypedDict):
    """Which version was read."""
    version: int
    """The version that you have read."""


class AuditBreak(TypedDict):
    """Where a chain is broken."""
    number: int
    """Number of the entry."""
    why: str
    """What is wrong with it."""


class AuditEntry(TypedDict):
    """One deed 审计记录."""
    action: str
    """Dotted verb, e.g. `terminal.close`."""
    actor: str
    """Written id of who did it, or `system:…`."""
    actor_name: str
    """His name at that time."""
    at: str
    """When."""
    detail: Dict[str, Any]
    """What else is worth knowing; no secrets."""
    id: AuditId
    """Its id."""
    institution_id: InstitutionId
    """Whose trail."""
    number: int
    """Place in the trail, from 1, without gaps."""
    target: str
    """Written id of what it was done to."""


class _AuditVerified(TypedDict):
    entries: int
    """Entries that fit together."""
    institution_id: InstitutionId
    """Whose trail."""


class AuditVerified(_AuditVerified, total=False):
    """Outcome of a walk."""
    broken: Optional[AuditBreak]


class Balance(TypedDict):
    """Counters of an account at a time 余额."""
    credits_pending_fen: Money
    """Credits reserved."""
    credits_posted_fen: Money
    """Credits moved."""
    debits_pending_fen: Money
    """Debits reserved."""
    debits_posted_fen: Money
    """Debits moved."""
    net_fen: Money
    """Posted credits less posted debits."""
    seq: int
    """Place in the journal up to which it counts."""


class _BatchDifference(TypedDict):
    kind: BatchDifferenceKind
    """How it differs."""
    trace_no: int
    """Trace number of the payment."""


class BatchDifference(_BatchDifference, total=False):
    """Something that differs."""
    ours_fen: Optional[int]
    """What we have, fen."""
    terminal_fen: Optional[int]
    """What the terminal says, fen."""


class BatchResolution(TypedDict):
    note: str
    """Why it differs and what was done, 1 to 500 characters."""


class BatchSums(TypedDict):
    """Sums of a batch. Debit 借记 is what pays the merchant (sale, completion), credit 贷记 what gives
    back (void, completion void, refund): a voided sale counts on both sides. What was reversed
    counts on neither.
    """
    credit_count: int
    """Payments."""
    credit_fen: int
    """Fen."""
    debit_count: int
    """Payments."""
    debit_fen: int
    """Fen."""


class BinRange(TypedDict):
    """Cards from `low` to `high`, first digits of the card number 卡号段. Both have the same number
    of digits; the more, the more exact is the range.
    """
    high: str
    """First digits of the highest card, as many."""
    low: str
    """First digits of the lowest card, 2 to 12."""


class _Binding(TypedDict):
    acquirer_code: str
    """Element 1."""
    acquirer_id: InstitutionId
    bound_at: str
    credit_code: str
    """Element 3: credit code, or the responsible person's id number, masked."""
    id: BindingId
    leaf_id: LeafId
    """Leaf of the evidence log."""
    merchant_code: MerchantCode
    """Element 2."""
    place: KeptPlace
    """Element 5."""
    settlement_account: str
    """Element 4, masked."""
    store_id: StoreId
    terminal_code: TerminalCode


class Binding(_Binding, total=False):
    """The five elements that a terminal is bound by 绑定关系."""
    ended_at: Optional[str]
    proof_state: Optional[LeafState]


class _BindingCheck(TypedDict):
    elements: List[CheckedElement]
    """Element by element; empty when there was nothing to hold the payment against."""
    verdict: CheckVerdict
    """In one word."""


class BindingCheck(_BindingCheck, total=False):
    """The terminal of a payment held against its binding."""
    distance_m: Optional[int]
    """How far from its place the terminal was, in metres, when it sent where it was."""


class BindingDraft(TypedDict, total=False):
    """What a terminal shall be bound to. The merchant's papers give the elements; those that are
    stated here too must agree with them. Has no `Debug`: it may hold clear values.
    """
    acquirer_code: Optional[str]
    """Element 1: the acquirer's institution code, eight digits."""
    acquirer_id: Optional[InstitutionId]
    credit_code: Optional[str]
    """Element 3, to be compared: credit code, or the responsible person's id number."""
    merchant_code: Optional[str]
    """Element 2: the merchant's number."""
    merchant_id: Optional[MerchantId]
    note: str
    """Why, at most 500 characters are kept."""
    place: Optional[GivenPlace]
    settlement_account: Optional[str]
    """Element 4, to be compared: settlement account."""
    store_code: Optional[str]
    """Code of the store, unique within the merchant."""
    store_id: Optional[StoreId]
    terminal_code: Optional[TerminalCode]


class CardBin(TypedDict):
    """Cards from `low` to `high` 卡BIN."""
    added_at: str
    """When."""
    added_by: str
    """Who added it."""
    card_class: CardClass
    """What the cards are."""
    from_day: str
    """Holds from this day on, until the same range has a later one."""
    high: str
    """First digits of the highest card, as many."""
    issuer: str
    """Whose."""
    low: str
    """First digits of the lowest card, 2 to 6."""


class CardBinsTaken(TypedDict):
    """What came of an import of card ranges: all rows, or the faults and nothing kept."""
    added: int
    """Ranges that are new."""
    errors: List[RowError]
    """Faults by row, the first 1,000."""
    errors_total: int
    """All faults."""


class _CheckedElement(TypedDict):
    element: Element
    """Which."""
    outcome: ElementOutcome
    """What came of it."""


class CheckedElement(_CheckedElement, total=False):
    """One element of the binding."""
    bound: Optional[str]
    """As bound when the payment came; identity and account masked."""
    sent: Optional[str]
    """As sent. Credit code and settlement account are never sent: the merchant's papers are
    held against the binding in their place.
    """


class _ClearingDay(TypedDict):
    acquirer_fee_fen: int
    """What of it stays with acquirers, fen."""
    amount_fen: int
    """Sum of the lines, fen."""
    below_cost: int
    """Lines that cost their acquirer more than the merchant pays."""
    business_date: str
    """Which day."""
    changed_at: str
    """When it last changed."""
    institution_id: InstitutionId
    """Whose merchants."""
    issuer_fee_fen: int
    """What of it issuers get, fen."""
    merchant_fee_fen: int
    """What merchants pay, fen."""
    network_fee_fen: int
    """What of it the network gets, fen."""
    open_fen: int
    """Their sum, fen."""
    open_payments: int
    """Payments of the day that are no line of it, for their reversal had not ended."""
    payments: int
    """Lines of payments."""
    reversals: int
    """Lines of their undoing."""
    state: DayState
    """How far it has got."""
    unknown_cards: int
    """Lines whose card is in no range; they count as credit cards."""


class ClearingDay(_ClearingDay, total=False):
    """A business day of an institution 清算日."""
    booked_at: Optional[str]
    """When its fees were in the ledger."""
    cut_at: Optional[str]
    """When it was cut."""


class _ClearingItem(TypedDict):
    acquirer_fee_fen: int
    acquirer_id: InstitutionId
    acquirer_merchant_code: str
    """The merchant's number with the acquirer."""
    amount_fen: int
    at: str
    """When the payment was answered, or its reversal acknowledged."""
    batch_no: int
    booking: Booking
    business_date: str
    card_class: CardClass
    card_mask: str
    id: TransferId
    """The transfer that the line stands for."""
    institution_id: InstitutionId
    issuer_fee_fen: int
    kind: PaymentKind
    mcc: str
    merchant_code: str
    merchant_fee_fen: int
    merchant_id: MerchantId
    network_fee_fen: int
    payment_id: PaymentId
    store_id: StoreId
    terminal_code: str
    terminal_id: TerminalId
    trace_no: int


class ClearingItem(_ClearingItem, total=False):
    """One entry of one payment on one business day 清算明细. Amounts and fees are fen, above zero in
    favour of the merchant, below zero what is taken back;
    `merchant_fee = issuer_fee + network_fee + acquirer_fee`.
    """
    reference_no: Optional[str]


class CodeAddress(TypedDict):
    """Which code a scanned text is."""
    digits: str
    """The code."""
    institution: str
    """Number of the acquirer, 8 digits."""


class Codes(TypedDict):
    """The codes that merchants are described by, each list in the order of its codes."""
    divisions: List[NamedCode]
    """Divisions (GB/T 2260): provinces, and the districts and counties of Chongqing."""
    mccs: List[NamedCode]
    """Merchant categories (ISO 18245) that are known here."""


class Conditions(TypedDict, total=False):
    """What a payment must be for the rule to fit; what is absent or empty fits all. That the
    merchant has a contract with the acquirer is always asked.
    """
    amount_max_fen: Optional[int]
    """Up to this amount, fen."""
    amount_min_fen: Optional[int]
    """From this amount, fen."""
    bin_ranges: List[BinRange]
    """Only these cards. The longest range that fits a card wins over shorter ones."""
    brands: List[Brand]
    """Only cards of these brands, by their first digits."""
    card_classes: List[CardClass]
    """Only cards of these classes, by the network's card ranges; a card in no range fits none."""
    from_time: Optional[str]
    """From this time of day in China."""
    kinds: List[RoutedKind]
    """Only these kinds."""
    mccs: List[str]
    """Only these merchant categories."""
    merchant_id: Optional[MerchantId]
    products: List[RoutedProduct]
    """Only these products."""
    until_time: Optional[str]
    """Before this time of day; earlier than `from_time` means the next morning."""
    weekdays: List[int]
    """Only on these days of the week in China; Monday is 1, Sunday 7."""


class _Considered(TypedDict):
    acquirer: InstitutionId
    name: str
    """Its name."""
    outcome: Verdict
    reason: Reason


class Considered(_Considered, total=False):
    """What became of one rule."""
    route: Optional[RouteId]
    target: Optional[ConsideredTarget]


class _ConsideredTarget(TypedDict):
    link: LinkId
    weight: int
    """Its weight in the rule."""


class ConsideredTarget(_ConsideredTarget, total=False):
    """One of a rule's several targets, as it was considered."""
    fee_fen: Optional[int]
    """What the merchant would pay, fen; where the rule compares fees."""
    reason: Optional[TargetReason]


class _ConsideredTargetThen(TypedDict):
    link: LinkId
    """The link."""
    weight: int
    """Its weight in the rule at that time."""


class ConsideredTargetThen(_ConsideredTargetThen, total=False):
    """One of a rule's several targets, as it was considered then."""
    fee_fen: Optional[int]
    """What the merchant would pay, fen; where the rule compared fees."""
    reason: Optional[str]
    """Why it was taken or not; absent where it could not be used."""


class _ConsideredThen(TypedDict):
    acquirer: InstitutionId
    """Where it leads."""
    name: str
    """Its name at that time."""
    outcome: str
    """What became of it: chosen, outranked, not eligible, not matching."""
    reason: str
    """Why."""


class ConsideredThen(_ConsideredThen, total=False):
    """What became of one rule."""
    acquirer_name: Optional[str]
    """Short name of that acquirer."""
    route: Optional[RouteId]
    target: Optional[ConsideredTargetThen]


class ConsistencyProof(TypedDict):
    """That the log of `second` leaves begins with that of `first`."""
    first: int
    """Size of the earlier tree, at least 1."""
    proof: List[str]
    """Hashes in base 64, RFC 6962 §2.1.2."""
    second: int
    """Size of the later tree."""


Contract = TypedDict("Contract", {"acquirer_id": 'InstitutionId', "acquirer_merchant_code": 'str', "acquirer_name": 'str', "created_at": 'str', "from": 'str', "id": 'ContractId', "merchant_id": 'MerchantId', "mode": 'ContractMode', "products": 'List[str]', "state": 'ContractState', "until": 'Optional[str]'}, total=False)


ContractDraft = TypedDict("ContractDraft", {"acquirer_id": 'InstitutionId', "mode": 'ContractMode', "products": 'List[str]', "acquirer_merchant_code": 'Optional[str]', "from": 'Optional[str]', "until": 'Optional[str]'}, total=False)


class Counters(TypedDict):
    """The four counters of an account 四项计数, in fen. They only grow, save the pending ones."""
    credits_pending_fen: Money
    """Credits reserved."""
    credits_posted_fen: Money
    """Credits moved."""
    debits_pending_fen: Money
    """Debits reserved."""
    debits_posted_fen: Money
    """Debits moved."""


class CutOffAsked(TypedDict):
    """What was asked for waits for a second person."""
    approval: ApprovalId
    """The approval to be decided."""


class CutOffRequest(TypedDict):
    """Another cut-off."""
    cut_off: CutOff
    """When, in China: HH:MM from 18:00 to 05:59, what is before noon on the day after."""
    from_day: str
    """The first business day that ends by it; one that has not begun."""


class CutOffSet(TypedDict):
    """A cut-off of an acquirer from a business day on."""
    approved_by: str
    """Who approved."""
    at: str
    """When it was approved."""
    cut_off: CutOff
    """When, in China."""
    from_day: str
    """The first business day that ends by it."""
    institution_id: InstitutionId
    """The acquirer."""
    requested_by: str
    """Who asked for it."""


class _CutRequest(TypedDict):
    business_date: str
    """The business day; one that runs is cut as far as it has got."""


class CutRequest(_CutRequest, total=False):
    """Which day to cut."""
    institution_id: Optional[InstitutionId]


class DaySum(TypedDict):
    """What a day's lines come to for one merchant at one acquirer."""
    acquirer_fee_fen: int
    """Fen."""
    acquirer_id: InstitutionId
    """Who acquired."""
    amount_fen: int
    """Fen."""
    institution_id: InstitutionId
    """Home institution of the merchant."""
    issuer_fee_fen: int
    """Fen."""
    lines: int
    """Lines."""
    merchant_code: str
    """Its number."""
    merchant_fee_fen: int
    """Fen."""
    merchant_id: MerchantId
    """The merchant."""
    network_fee_fen: int
    """Fen."""


class _Delivery(TypedDict):
    aggregate: str
    """What the event is about."""
    created_at: str
    """When it was written."""
    due_at: str
    """When the next try is due."""
    event_id: EventId
    """What is sent; header `webhook-id`."""
    event_name: str
    """Name of the event."""
    id: DeliveryId
    """Its id."""
    institution_id: InstitutionId
    """Whose it is."""
    replay: int
    """0 for the first delivery of the event, then counts replays."""
    state: DeliveryState
    """Where it stands."""
    tries: int
    """Tries begun so far."""
    webhook_id: WebhookId
    """Where it goes."""


class Delivery(_Delivery, total=False):
    """An event on its way to a webhook 投递."""
    finished_at: Optional[str]
    """When it came to an end."""
    last_error: Optional[str]
    """Why the last try failed."""
    last_status: Optional[int]
    """HTTP status of the last answer."""


class _DeliveryDetail(TypedDict):
    aggregate: str
    """What the event is about."""
    body: str
    """The body as it is sent: the event as JSON."""
    created_at: str
    """When it was written."""
    due_at: str
    """When the next try is due."""
    event_id: EventId
    """What is sent; header `webhook-id`."""
    event_name: str
    """Name of the event."""
    id: DeliveryId
    """Its id."""
    institution_id: InstitutionId
    """Whose it is."""
    replay: int
    """0 for the first delivery of the event, then counts replays."""
    state: DeliveryState
    """Where it stands."""
    tries: int
    """Tries begun so far."""
    webhook_id: WebhookId
    """Where it goes."""


class DeliveryDetail(_DeliveryDetail, total=False):
    """A delivery with everything that is known of it."""
    finished_at: Optional[str]
    """When it came to an end."""
    last_error: Optional[str]
    """Why the last try failed."""
    last_status: Optional[int]
    """HTTP status of the last answer."""


class _DeliveryTry(TypedDict):
    at: str
    """When."""
    duration_ms: int
    """How long it took, in milliseconds."""
    number: int
    """1 is the first."""


class DeliveryTry(_DeliveryTry, total=False):
    """One try of a delivery."""
    error: Optional[str]
    """Why it failed."""
    response: Optional[str]
    """Beginning of the answer's body, at most 1,000 characters."""
    status: Optional[int]
    """HTTP status, when there was an answer."""


class _DryRun(TypedDict):
    amount_fen: int
    """Amount, fen."""


class DryRun(_DryRun, total=False):
    """A payment that might be."""
    at: Optional[str]
    """When; now when absent."""
    card_bin: Optional[str]
    """First digits of the card, 2 to 19; or else `pan`."""
    kind: Optional[RoutedKind]
    mcc: Optional[str]
    """Merchant category; the store's or merchant's own when absent."""
    merchant: Optional[MerchantId]
    pan: Optional[str]
    """The card number; never kept."""
    product: Optional[RoutedProduct]
    terminal: Optional[TerminalId]


class _DryRunAnswer(TypedDict):
    considered: List[Considered]
    """Every rule and contract, in the order in which they were looked at."""


class DryRunAnswer(_DryRunAnswer, total=False):
    """Where the payment would go, and what became of every rule."""
    acquirer: Optional[InstitutionId]
    acquirer_merchant_code: Optional[str]
    """The merchant's number with the acquirer."""
    acquirer_name: Optional[str]
    """Its short name."""
    contract: Optional[ContractId]
    link: Optional[LinkId]
    obstacle: Optional[Reason]
    route: Optional[RouteId]


class _EntrySide(TypedDict):
    account: AccountId
    """The account."""
    kind: AccountKind
    """What it is for."""
    owner: str
    """Whose it is: number of an institution, or id of a merchant."""


class EntrySide(_EntrySide, total=False):
    """One side of a transfer."""
    owner_name: Optional[str]
    """Name of the owner."""


class EntryView(TypedDict):
    """A transfer in the ledger."""
    amount_fen: int
    """Fen."""
    at: str
    """When it was posted."""
    credit: EntrySide
    """Account credited."""
    debit: EntrySide
    """Account debited."""
    reason: str
    """What for: sale, void, refund, reversal."""
    transfer_id: TransferId
    """The transfer."""


class _FeePreview(TypedDict):
    acquirer_fee_fen: int
    """Fen, what stays with the acquirer."""
    below_cost: bool
    """The payment costs its acquirer more than the merchant pays."""
    card_class: CardClass
    """What the card counts as."""
    card_known: bool
    """The card is in a range, or its class was given; another counts as a credit card."""
    issuer: FeePrice
    """What the issuer gets."""
    issuer_fee_fen: int
    """Fen, from the acquirer's side."""
    issuer_network_fee_fen: int
    """Fen, what the issuer hands on to the network out of its fee."""
    merchant: FeePrice
    """What the merchant pays."""
    merchant_fee_fen: int
    """Fen."""
    network: FeePrice
    """What the network gets from each side."""
    network_fee_fen: int
    """Fen, from the acquirer's side."""


class FeePreview(_FeePreview, total=False):
    """What the fees come to, and why. The parts sum to `merchant_fee_fen`."""
    waiver_id: Optional[FeeRuleId]


class _FeePrice(TypedDict):
    rate_bp: BasisPoints
    """Basis points."""
    source: str
    """Where it is published or agreed."""


class FeePrice(_FeePrice, total=False):
    """A price and where it comes from."""
    cap_fen: Optional[int]
    """The most that one payment costs, fen."""
    rule_id: Optional[FeeRuleId]


class _FeeRule(TypedDict):
    changed_at: str
    """When it last changed."""
    created_at: str
    """When it was first asked for."""
    created_by: str
    """Who asked for the present version."""
    from_day: str
    """The first day on which the present text holds, or does not any more."""
    id: FeeRuleId
    """Id."""
    institution_id: InstitutionId
    """Whose rule it is: the acquirer's, or the network branch's (1), which holds for all."""
    kind: FeeKind
    """What it sets."""
    mccs: List[str]
    """Categories that a waiver is for."""
    name: str
    """Name, for people."""
    source: str
    """Where it is published or agreed."""
    state: FeeState
    """Where it stands."""
    version: int
    """Published changes; 0 as long as it is a draft."""


class FeeRule(_FeeRule, total=False):
    """A dated fee rule 费率规则."""
    approved_by: Optional[str]
    """Who approved it."""
    cap_fen: Optional[int]
    """The most that one payment costs, fen."""
    card_class: Optional[CardClass]
    contract_id: Optional[ContractId]
    rate_bp: Optional[BasisPoints]


class FeeRuleAsked(TypedDict):
    """What was asked for waits for a second person."""
    approval: ApprovalId
    """The approval to be decided."""
    rule: FeeRule
    """The rule as it is until then."""


class FeeRuleDetail(TypedDict):
    """A fee rule with every version that was published."""
    rule: FeeRule
    """As it was last published or asked for."""
    versions: List[FeeVersion]
    """The newest first."""


class _FeeRuleDraft(TypedDict):
    from_day: str
    """The first day on which it holds."""
    kind: FeeKind
    """What it sets; never changes."""
    name: str
    """Name, 1 to 60 characters."""
    source: str
    """Where it is published or agreed, 1 to 200 characters."""


class FeeRuleDraft(_FeeRuleDraft, total=False):
    """A rule as somebody wants it."""
    cap_fen: Optional[int]
    """The most that one payment costs, fen."""
    card_class: Optional[CardClass]
    contract_id: Optional[ContractId]
    mccs: List[str]
    """Categories that a waiver is for."""
    rate_bp: Optional[BasisPoints]


class _FeeTrial(TypedDict):
    acquirer_id: InstitutionId
    """Who acquires it."""
    amount_fen: int
    """Amount, fen; below zero for a refund."""


class FeeTrial(_FeeTrial, total=False):
    """A payment that might be."""
    card_bin: Optional[str]
    """First digits of the card; they are looked up when no class is given."""
    card_class: Optional[CardClass]
    day: Optional[str]
    """The business day; the running one when absent."""
    mcc: Optional[str]
    """Merchant category, where no merchant is named."""
    merchant_id: Optional[MerchantId]


class _FeeVersion(TypedDict):
    approved_by: str
    """Who approved."""
    at: str
    """When."""
    change: FeeChange
    """What was done."""
    from_day: str
    """From this day on."""
    institution_id: InstitutionId
    """Whose."""
    kind: FeeKind
    """What it sets."""
    mccs: List[str]
    """Categories of a waiver."""
    name: str
    """Name."""
    requested_by: str
    """Who asked."""
    rule_id: FeeRuleId
    """Of which rule."""
    source: str
    """Where it is published or agreed."""
    version: int
    """Counts from 1."""


class FeeVersion(_FeeVersion, total=False):
    """A published version of a rule."""
    cap_fen: Optional[int]
    """Cap, fen."""
    card_class: Optional[CardClass]
    contract_id: Optional[ContractId]
    rate_bp: Optional[BasisPoints]


class _FileTaken(TypedDict):
    already: bool
    """It was there already: this is the first answer."""
    counts: List[StatusCount]
    """Pairs and what is left over, by status."""
    errors: List[RowError]
    """Faults by line, the first 1,000."""
    errors_total: int
    """All faults."""


class FileTaken(_FileTaken, total=False):
    """What came of handing a file in: a file, or the faults of its lines and nothing kept."""
    file: Optional[ReconFile]


class FirstSignIn(TypedDict):
    """A new or reset person, with the password to hand over."""
    first_password: str
    """Shown once; to be changed at the first sign-in."""
    person: Person


class _GivenPlace(TypedDict):
    latitude_e6: int
    """Latitude in millionths of a degree."""
    longitude_e6: int
    """Longitude in millionths of a degree."""


class GivenPlace(_GivenPlace, total=False):
    """A coordinate as somebody gives it, in the datum of his map."""
    datum: Datum
    """Datum of the two numbers; WGS-84 when absent."""


class _Health(TypedDict):
    link_id: LinkId
    name: str
    nodes: List[NodeHealth]
    state: LinkState
    """Whether it is used."""
    up: bool
    """Whether payments may pass on some node that was heard within 30 s."""


class Health(_Health, total=False):
    """How a link is doing, as each node of the switch sees it."""
    standing: Optional[Standing]


class HoldAsked(TypedDict):
    """What was asked for waits for a second person."""
    approval: ApprovalId
    """The approval to be decided."""
    hold: SettlementHold
    """The hold as it is until then."""


class _HoldDraft(TypedDict):
    merchant_id: MerchantId
    """Whose money."""
    reason: str
    """Why, 1 to 500 characters."""


class HoldDraft(_HoldDraft, total=False):
    """A hold as somebody wants it."""
    amount_fen: Optional[int]
    """So much of it, fen; all when absent."""


class HoldRelease(TypedDict):
    """Why a hold is to end."""
    reason: str
    """1 to 500 characters."""


class HopView(TypedDict):
    """One step on the way of a payment."""
    at: str
    """When it was passed."""
    detail: str
    """What there is to say."""
    hop: str
    """Which step."""
    ms: int
    """Milliseconds since the step before."""
    us: int
    """Microseconds since the step before."""


class _Import(TypedDict):
    created_at: str
    """When it was handed in."""
    dry_run: bool
    """Nothing is left in the end."""
    errors: List[RowError]
    """Faults by row, the first 1,000."""
    errors_total: int
    """All faults."""
    file_name: str
    """Name of the file."""
    format: Format
    """Form of the file."""
    id: ImportId
    """Id."""
    institution_id: InstitutionId
    """Whose."""
    kind: ImportKind
    """What is imported."""
    requested_by: str
    """Written id of who handed it in."""
    requested_name: str
    """His name."""
    rows_done: int
    """Rows worked through."""
    rows_total: int
    """Rows of the file."""
    state: ImportState
    """Where it stands."""


class Import(_Import, total=False):
    """The record of an import 批量导入."""
    ended_at: Optional[str]
    """When it ended."""


class _Institution(TypedDict):
    code: str
    """Institution code, 8 digits."""
    created_at: str
    """Since when it is known."""
    id: InstitutionId
    """Its number."""
    kind: InstitutionKind
    """What it is."""
    name: str
    """Full name."""
    short_name: str
    """Short name."""
    state: InstitutionState
    """Where it stands."""


class Institution(_Institution, total=False):
    """An institution 机构."""
    sandbox: bool
    """Whether it has a sandbox: what its partners ask of the API is kept for it to see."""


class InstitutionChange(TypedDict, total=False):
    """What to change; absent fields stay."""
    name: Optional[str]
    """Full name, 1 to 100 characters."""
    short_name: Optional[str]
    """Short name, 1 to 40 characters."""
    state: Optional[InstitutionState]


class _Job(TypedDict):
    created_at: str
    """When it was queued."""
    due_at: str
    """When it is due; while it runs, when its lease ends."""
    id: JobId
    """Its id."""
    institution_id: InstitutionId
    """Whose work it is."""
    kind: str
    """Which handler runs it."""
    scheduled: bool
    """The clock queued it. A run that found nothing to do leaves no job behind."""
    state: JobState
    """Where it stands."""
    steps_done: int
    """Steps done, as its handler tells."""
    tries: int
    """Tries begun so far."""


class Job(_Job, total=False):
    """A job as lists show it."""
    error: Optional[str]
    """What the last failed try said."""
    finished_at: Optional[str]
    """When it came to an end."""
    key: Optional[str]
    """Its key, where it has one."""
    started_at: Optional[str]
    """When the last try began."""
    steps_total: Optional[int]
    """Steps in all, as its handler tells."""


class _JobDetail(TypedDict):
    created_at: str
    """When it was queued."""
    due_at: str
    """When it is due; while it runs, when its lease ends."""
    id: JobId
    """Its id."""
    institution_id: InstitutionId
    """Whose work it is."""
    kind: str
    """Which handler runs it."""
    payload: Dict[str, Any]
    """What the handler was given."""
    result: Dict[str, Any]
    """What the handler gave back."""
    scheduled: bool
    """The clock queued it. A run that found nothing to do leaves no job behind."""
    state: JobState
    """Where it stands."""
    steps_done: int
    """Steps done, as its handler tells."""
    tries: int
    """Tries begun so far."""
    tries_log: List[Try]
    """Its tries, oldest first, at most the last 100."""


class JobDetail(_JobDetail, total=False):
    """A job with everything that is known of it."""
    error: Optional[str]
    """What the last failed try said."""
    finished_at: Optional[str]
    """When it came to an end."""
    key: Optional[str]
    """Its key, where it has one."""
    started_at: Optional[str]
    """When the last try began."""
    steps_total: Optional[int]
    """Steps in all, as its handler tells."""


class KeptPlace(TypedDict):
    """A place as it is kept: always WGS-84, with the datum in which it was given."""
    datum: Datum
    """Datum of the two numbers: always `wgs84`."""
    given_in: Datum
    """Datum in which the place was given."""
    latitude_e6: int
    """Latitude in millionths of a degree."""
    longitude_e6: int
    """Longitude in millionths of a degree."""


class KeyComponent(TypedDict):
    """One component of a key 密钥分量: what one custodian holds. All components XORed are the key.
    `Debug` does not show it, and it is wiped when it is dropped.
    """
    check_value: str
    """Check value of the component: zeros under it, the first 6 or 8 hex digits."""
    value: str
    """32 or 48 hex digits; spaces between them are no matter."""


class KeyMark(TypedDict):
    """A key as it may be shown 密钥校验值."""
    check_value: str
    """Key check value 校验值: the first 8 hex digits of zeros under the key."""
    made_at: str
    """When it was made or loaded."""
    purpose: KeyPurpose
    """What it is for."""


class _KeySheet(TypedDict):
    components: List[KeyComponent]
    """Two or three components of one length."""


class KeySheet(_KeySheet, total=False):
    """A key as its custodians enter it."""
    check_value: Optional[str]
    """Check value of the whole key, where the papers tell it: 6 or 8 hex digits."""


class _Leaf(TypedDict):
    at: str
    """When."""
    content: Dict[str, Any]
    """The whole entry."""
    id: LeafId
    """Its id."""
    institution_id: InstitutionId
    """Whose fact it is."""
    kind: str
    """What happened."""
    state: LeafState
    """Whether it can be proven yet."""
    subject: str
    """To what."""


class Leaf(_Leaf, total=False):
    """A leaf as the console shows it."""
    index: Optional[int]
    """Its place, once it has one."""


class _Link(TypedDict):
    address: str
    """`host:port`."""
    changed_at: str
    """When it last changed."""
    created_at: str
    """When it was added."""
    id: LinkId
    """Id."""
    institution_id: InstitutionId
    """The acquirer."""
    name: str
    """Name, unique among the acquirer's links in use."""
    state: LinkState
    """Whether it is used."""
    version: int
    """Counts the changes."""


class Link(_Link, total=False):
    """A link to an acquirer's host 通道."""
    connect_timeout_ms: int
    """How long a connection may take, 100 to 60,000."""
    dialect: Dialect
    """Dialect."""
    echo_after_ms: int
    """An echo is sent after so long without traffic, 1,000 to 600,000."""
    health: LinkHealthSettings
    """When it is left alone because payments fail."""
    in_flight_max: int
    """Requests without an answer at most, 1 to 65,536."""
    mac_profile: MacProfile
    """MAC of the messages."""
    merchant_code: str
    """Field 42 of sign-on, echo and sign-off: 15 letters and digits."""
    reply_timeout_ms: int
    """How long an answer is awaited, 100 to 60,000."""
    terminal_code: str
    """Field 41 of sign-on, echo and sign-off: 8 letters and digits."""


class LinkHealthSettings(TypedDict, total=False):
    """When a link is left alone 通道健康参数. No public rule sets these numbers; the defaults are ours."""
    calls_min: int
    """Payments in the window before it is judged, 1 to 10,000."""
    cooling_s: int
    """How long it is left out, seconds, 10 to 86,400."""
    eliminate_below_permille: int
    """Succeeded of all below which the link is eliminated, thousandths, 0 to 1,000; 0 is never."""
    eliminate_calls_min: int
    """Payments in that window before it is judged, 1 to 100,000."""
    eliminate_window_s: int
    """Length of the window for that, seconds, 60 to 86,400."""
    failure_permille: int
    """Failed of all in the window at which the breaker opens, thousandths, 1 to 1,000."""
    open_s: int
    """How long it stays open the first time, seconds, 1 to 3,600."""
    probes: int
    """Payments that must come back well before it closes, 1 to 100."""
    window_s: int
    """Length of the window that the breaker looks at, seconds, 10 to 3,600."""


class LinkKeyAsked(TypedDict):
    """A link's key that waits for a second pair of eyes."""
    approval: ApprovalId
    """The approval to be decided."""
    check_value: str
    """Check value of the key, for whoever decides."""


class _LinkKeySheet(TypedDict):
    components: List[KeyComponent]
    """Two or three components of one length."""
    purpose: LinkKeyPurpose


class LinkKeySheet(_LinkKeySheet, total=False):
    """A key shared with an acquirer, as its custodians enter it."""
    check_value: Optional[str]
    """Check value of the whole key, where the papers tell it: 6 or 8 hex digits."""


class LinkName(TypedDict):
    """A link by its name."""
    id: LinkId
    name: str
    state: LinkState


class LinkPatch(TypedDict, total=False):
    """A change of a link; what is absent stays."""
    address: Optional[str]
    connect_timeout_ms: Optional[int]
    dialect: Optional[Dialect]
    echo_after_ms: Optional[int]
    health: Optional[LinkHealthSettings]
    in_flight_max: Optional[int]
    mac_profile: Optional[MacProfile]
    merchant_code: Optional[str]
    name: Optional[str]
    reply_timeout_ms: Optional[int]
    state: Optional[LinkState]
    terminal_code: Optional[str]
    version: Optional[int]
    """The version that the change was made on; another is refused."""


class _LinkSettings(TypedDict):
    address: str
    """`host:port`."""
    name: str
    """Name, unique among the acquirer's links in use."""


class LinkSettings(_LinkSettings, total=False):
    """How to reach and speak to a host 通道参数."""
    connect_timeout_ms: int
    """How long a connection may take, 100 to 60,000."""
    dialect: Dialect
    """Dialect."""
    echo_after_ms: int
    """An echo is sent after so long without traffic, 1,000 to 600,000."""
    health: LinkHealthSettings
    """When it is left alone because payments fail."""
    in_flight_max: int
    """Requests without an answer at most, 1 to 65,536."""
    mac_profile: MacProfile
    """MAC of the messages."""
    merchant_code: str
    """Field 42 of sign-on, echo and sign-off: 15 letters and digits."""
    reply_timeout_ms: int
    """How long an answer is awaited, 100 to 60,000."""
    terminal_code: str
    """Field 41 of sign-on, echo and sign-off: 8 letters and digits."""


class MadeMasterKey(TypedDict):
    """A new master key, told once."""
    check_value: str
    """Check value of the whole key."""
    components: List[KeyComponent]
    """One for each of two custodians. Their XOR is the key; the lowest bit of each byte is
    parity and counts for nothing.
    """
    made_at: str
    """When it was made."""


class Me(TypedDict):
    """The signed-in person."""
    institution: Institution
    network: bool
    """Of the network branch, which sees all institutions."""
    person: Person
    rights: List[Right]
    """All that the roles allow."""
    roles: List[Role]
    session: Session


class _Merchant(TypedDict):
    address: str
    code: MerchantCode
    """Merchant number, 15 digits."""
    contracts: List[Contract]
    """Those that you may see, newest first."""
    created_at: str
    division_code: Division
    id: MerchantId
    institution_id: InstitutionId
    """Home institution, which alone may change it."""
    kind: MerchantKind
    mcc: Mcc
    name: str
    phone: str
    """Masked."""
    settlement_account: str
    """Masked."""
    settlement_bank: str
    short_name: str
    state: MerchantState
    stores_count: int
    """Open stores."""
    terminals_count: int
    """Terminals that are not closed."""
    version: int
    """Counts the changes."""


class Merchant(_Merchant, total=False):
    """A merchant 特约商户."""
    place: Optional[KeptPlace]
    responsible_id: Optional[str]
    """Responsible person's id number, masked; of a micro merchant."""
    uscc: Optional[str]
    """Credit code; absent for a micro merchant."""


class _MerchantDraft(TypedDict):
    address: str
    """Address, 1 to 200 characters."""
    division_code: str
    """District or county, six digits."""
    kind: MerchantKind
    """Kind."""
    mcc: str
    """Category, four digits."""
    name: str
    """Name in the register, 1 to 100 characters."""
    phone: str
    """Mobile number of the contact."""
    settlement_account: str
    """Account that is paid, 8 to 32 digits."""
    settlement_bank: str
    """Bank that keeps the account."""


class MerchantDraft(_MerchantDraft, total=False):
    """A merchant as it is handed in. Has no `Debug`: it holds clear values."""
    code: Optional[str]
    """Merchant number of 15 digits; made when absent."""
    place: Optional[GivenPlace]
    responsible_id: Optional[str]
    """Responsible person's id number; required when the kind is micro."""
    short_name: Optional[str]
    """Name on the slip, at most 40 characters; the beginning of the name when absent."""
    uscc: Optional[str]
    """Credit code; required unless the kind is micro."""


class _MerchantHistory(TypedDict):
    actor: str
    """Written id of who did it."""
    actor_name: str
    at: str
    change: MerchantChange
    detail: Dict[str, Any]
    note: str
    to_state: MerchantState
    version: int


class MerchantHistory(_MerchantHistory, total=False):
    """A change of a merchant."""
    from_state: Optional[MerchantState]


class MerchantPatch(TypedDict, total=False):
    """A change of a merchant's papers. What is absent stays. Has no `Debug`."""
    address: Optional[str]
    """Address."""
    division_code: Optional[str]
    """District or county."""
    mcc: Optional[str]
    """Category."""
    name: Optional[str]
    """Name in the register."""
    phone: Optional[str]
    """Mobile number of the contact."""
    place: Optional[GivenPlace]
    settlement_account: Optional[str]
    """Account that is paid. Terminals bound to the old one are marked until they are rebound."""
    settlement_bank: Optional[str]
    """Bank that keeps the account."""
    short_name: Optional[str]
    """Name on the slip."""


class NamedCode(TypedDict):
    """A code with its names."""
    code: str
    """The code."""
    en: str
    """English name."""
    zh: str
    """Chinese name."""


class _NewBoard(TypedDict):
    name: str
    """What the shop calls it, 1 to 64 characters."""
    terminal_id: TerminalId
    """The board: an active terminal of device type 11."""


class NewBoard(_NewBoard, total=False):
    """A board to be printed and put up 静态收款码牌. Its terminal is an auxiliary one, device type 11."""
    amount_max_fen: Optional[int]
    """Most fen of one payment."""
    day_max_fen: Optional[int]
    """Most fen of a calendar day in China."""
    remote: Optional[Remote]


class _NewCode(TypedDict):
    amount_fen: int
    """Fen."""
    order_reference: str
    """The till's own name for this order: 1 to 32 letters, digits, `_` or `-`, never used for
    another. The same order again is the same code.
    """
    serial: str
    """Its serial number, as the device says itself; held against the register."""
    terminal_id: TerminalId
    """The till: an active terminal."""


class NewCode(_NewCode, total=False):
    """A code for one order, to be shown on a till's screen 动态收款码."""
    good_for_s: Optional[int]
    """Seconds that it may be paid, 30 to 86400; 300 when absent."""
    merchant_reference: Optional[str]
    """What the shop writes on its bill, 1 to 64 characters. Several orders may have the same."""
    place: Optional[GivenPlace]


class NewInstitution(TypedDict):
    """An institution to add."""
    code: str
    """Institution code, 8 digits."""
    kind: InstitutionKind
    """What it is."""
    name: str
    """Full name, 1 to 100 characters."""
    short_name: str
    """Short name, 1 to 40 characters."""


class _NewKey(TypedDict):
    algorithm: Algorithm
    """How it signs."""
    label: str
    """1 to 60 characters."""
    public_key: str
    """`SubjectPublicKeyInfo` in PEM; for `ed25519` and `sm2-sm3` also the bare key in base 64."""


class NewKey(_NewKey, total=False):
    """A public key to register."""
    valid_until: Optional[str]
    """Not good from then on; always when absent."""


class _NewLink(TypedDict):
    address: str
    """`host:port`."""
    name: str
    """Name, unique among the acquirer's links in use."""


class NewLink(_NewLink, total=False):
    """A link to add."""
    connect_timeout_ms: int
    """How long a connection may take, 100 to 60,000."""
    dialect: Dialect
    """Dialect."""
    echo_after_ms: int
    """An echo is sent after so long without traffic, 1,000 to 600,000."""
    health: LinkHealthSettings
    """When it is left alone because payments fail."""
    in_flight_max: int
    """Requests without an answer at most, 1 to 65,536."""
    institution_id: Optional[InstitutionId]
    mac_profile: MacProfile
    """MAC of the messages."""
    merchant_code: str
    """Field 42 of sign-on, echo and sign-off: 15 letters and digits."""
    reply_timeout_ms: int
    """How long an answer is awaited, 100 to 60,000."""
    terminal_code: str
    """Field 41 of sign-on, echo and sign-off: 8 letters and digits."""


class _NewMerchantBody(TypedDict):
    address: str
    """Address, 1 to 200 characters."""
    division_code: str
    """District or county, six digits."""
    kind: MerchantKind
    """Kind."""
    mcc: str
    """Category, four digits."""
    name: str
    """Name in the register, 1 to 100 characters."""
    phone: str
    """Mobile number of the contact."""
    settlement_account: str
    """Account that is paid, 8 to 32 digits."""
    settlement_bank: str
    """Bank that keeps the account."""


class NewMerchantBody(_NewMerchantBody, total=False):
    """A merchant to be signed, with its first stores and contracts."""
    code: Optional[str]
    """Merchant number of 15 digits; made when absent."""
    contracts: List[ContractDraft]
    """First contracts, at most 100."""
    institution_id: Optional[InstitutionId]
    place: Optional[GivenPlace]
    responsible_id: Optional[str]
    """Responsible person's id number; required when the kind is micro."""
    short_name: Optional[str]
    """Name on the slip, at most 40 characters; the beginning of the name when absent."""
    stores: List[StoreDraft]
    """First stores, at most 100."""
    uscc: Optional[str]
    """Credit code; required unless the kind is micro."""


class _NewOrder(TypedDict):
    amount_fen: int
    """Fen."""
    code: str
    """What the consumer shows: 19 digits of UnionPay beginning with 62, 18 of WeChat beginning
    with 10 to 15, 16 to 24 of Alipay beginning with 25 to 30.
    """
    order_reference: str
    """The till's own name for this order: 1 to 32 letters, digits, `_` or `-`, never used for
    another. The same order again is the same payment.
    """
    serial: str
    """Its serial number, as the device says itself; held against the register."""
    terminal_id: TerminalId
    """The till: an active terminal."""


class NewOrder(_NewOrder, total=False):
    """A payment to be made by what the till has scanned 付款码收款."""
    merchant_reference: Optional[str]
    """What the shop writes on its bill, 1 to 64 characters. Several orders may have the same."""
    place: Optional[GivenPlace]


class _NewPartner(TypedDict):
    name: str
    """1 to 60 characters."""
    roles: List[Role]
    """Jobs it does."""


class NewPartner(_NewPartner, total=False):
    """A partner to add."""
    burst: Optional[int]
    """Requests at once, 1 to 100,000; twice the rate when absent."""
    institution_id: Optional[InstitutionId]
    rate_per_s: Optional[int]
    """Requests a second, 1 to 10,000; 20 when absent."""


class _NewPerson(TypedDict):
    login: str
    """3 to 64 of `a-z 0-9 . _ - @`."""
    name: str
    """1 to 60 characters."""
    roles: List[Role]
    """Jobs he does, 1 to 8."""


class NewPerson(_NewPerson, total=False):
    """A person to add."""
    institution_id: Optional[InstitutionId]


class NewPrepaidCard(TypedDict):
    """A card to be issued 开卡."""
    card_no: str
    """The issuer's own number of the card: 1 to 32 letters, digits, `_` or `-`."""
    holder: str
    """Whose it is, 1 to 60 characters."""
    merchant_id: MerchantId
    """The merchant that issues it and where alone it pays."""


class _NewPrepaidEntry(TypedDict):
    amount_fen: int
    """Fen, at most 1,000,000."""
    kind: EntryKind
    """What it does."""
    reference: str
    """The till's own name for it, of this card: 1 to 32 letters, digits, `_` or `-`. The same
    again is done once.
    """


class NewPrepaidEntry(_NewPrepaidEntry, total=False):
    """A top-up, a payment or a refund to be made."""
    original_reference: Optional[str]
    """Of a refund: the payment it gives back."""


class NewRefund(TypedDict):
    """Money to be given back 退款."""
    amount_fen: int
    """Fen."""
    order_reference: str
    """The till's own name for this refund, as of an order."""


class _NodeHealth(TypedDict):
    answered: int
    approval_rate_permille: int
    breaker: BreakerState
    """State of the breaker."""
    connection: LinkPhase
    """State of its connection."""
    in_flight: int
    """Sent and not answered yet."""
    late: int
    """Answers to what was given up before."""
    node: int
    p50_ms: int
    p95_ms: int
    rate_milli: int
    """Answers a second within the last minute, in thousandths."""
    reported_at: str
    saf_depth: int
    """Reversals that wait for the link."""
    sent: int
    unanswered: int
    unmatched: int
    """Answers to nothing that was asked."""
    window_calls: int
    """Payments in the breaker's window."""
    window_failures: int
    """Of those, failed for technical reasons."""


class NodeHealth(_NodeHealth, total=False):
    """How one node sees a link."""
    eliminated_until: Optional[str]
    """Until when it is left out because too few payments succeed."""
    last_error: Optional[str]
    open_until: Optional[str]
    """When the next payment may try the link; while the breaker is open."""


class Note(TypedDict, total=False):
    """In the words of whoever commands it. The body may be left out."""
    note: str
    """Why, at most 500 characters are kept."""


class OpenSandbox(TypedDict, total=False):
    """How a sandbox is opened."""
    public_key: Optional[str]
    """Your Ed25519 public key, PEM or 32 bytes in base 64; a pair is made when absent."""


class Opening(TypedDict):
    """A salted field shown in clear by whoever holds value and salt."""
    pointer: str
    """Where in the entry the salted hash stands: a JSON pointer such as `/body/credit_code`."""
    salt: str
    """Its salt, 64 hex digits."""
    value: str
    """The clear value."""


class Overview(TypedDict):
    """How the road is doing 运行概览."""
    acquirers: List[AcquirerHealth]
    """By acquirer."""
    approval_rate_permille: int
    """Approved of answered, thousandths."""
    approved: int
    """Of these, approved."""
    count: int
    """Payments ended within the minutes asked for: the sum of the series."""
    declined: int
    """Of these, declined."""
    p50_ms: int
    """Median time from receipt to ending, milliseconds."""
    p95_ms: int
    """95th percentile."""
    p99_ms: int
    """99th percentile."""
    rate_per_s: float
    """Payments a second over the last 10 seconds."""
    recent: List[PaymentSummary]
    """The last payments, newest first."""
    series: List[SeriesPoint]
    """At most 90 points over the time asked for, on round times; the last is still running."""
    since: str
    """From when on payments were counted: the beginning of the minutes asked for, or later when
    this node was started later.
    """
    step_s: int
    """Seconds that one point of the series covers: 10, 20, 30 or 60."""
    unknown: int
    """Of these, without an answer."""


class _Page_Account(TypedDict):
    items: List[Account]
    """The rows."""


class Page_Account(_Page_Account, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Acquirer(TypedDict):
    items: List[Acquirer]
    """The rows."""


class Page_Acquirer(_Page_Acquirer, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Approval(TypedDict):
    items: List[Approval]
    """The rows."""


class Page_Approval(_Page_Approval, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_AuditEntry(TypedDict):
    items: List[AuditEntry]
    """The rows."""


class Page_AuditEntry(_Page_AuditEntry, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_CardBin(TypedDict):
    items: List[CardBin]
    """The rows."""


class Page_CardBin(_Page_CardBin, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_ClearingDay(TypedDict):
    items: List[ClearingDay]
    """The rows."""


class Page_ClearingDay(_Page_ClearingDay, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_ClearingItem(TypedDict):
    items: List[ClearingItem]
    """The rows."""


class Page_ClearingItem(_Page_ClearingItem, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Contract(TypedDict):
    items: List[Contract]
    """The rows."""


class Page_Contract(_Page_Contract, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_DaySum(TypedDict):
    items: List[DaySum]
    """The rows."""


class Page_DaySum(_Page_DaySum, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Delivery(TypedDict):
    items: List[Delivery]
    """The rows."""


class Page_Delivery(_Page_Delivery, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_FeeRule(TypedDict):
    items: List[FeeRule]
    """The rows."""


class Page_FeeRule(_Page_FeeRule, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Import(TypedDict):
    items: List[Import]
    """The rows."""


class Page_Import(_Page_Import, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Institution(TypedDict):
    items: List[Institution]
    """The rows."""


class Page_Institution(_Page_Institution, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Job(TypedDict):
    items: List[Job]
    """The rows."""


class Page_Job(_Page_Job, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_KeyMark(TypedDict):
    items: List[KeyMark]
    """The rows."""


class Page_KeyMark(_Page_KeyMark, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Leaf(TypedDict):
    items: List[Leaf]
    """The rows."""


class Page_Leaf(_Page_Leaf, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Link(TypedDict):
    items: List[Link]
    """The rows."""


class Page_Link(_Page_Link, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Merchant(TypedDict):
    items: List[Merchant]
    """The rows."""


class Page_Merchant(_Page_Merchant, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_MerchantHistory(TypedDict):
    items: List[MerchantHistory]
    """The rows."""


class Page_MerchantHistory(_Page_MerchantHistory, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Parked(TypedDict):
    items: List[Parked]
    """The rows."""


class Page_Parked(_Page_Parked, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Partner(TypedDict):
    items: List[Partner]
    """The rows."""


class Page_Partner(_Page_Partner, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_PartnerKey(TypedDict):
    items: List[PartnerKey]
    """The rows."""


class Page_PartnerKey(_Page_PartnerKey, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_PaymentCode(TypedDict):
    items: List[PaymentCode]
    """The rows."""


class Page_PaymentCode(_Page_PaymentCode, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_PaymentSummary(TypedDict):
    items: List[PaymentSummary]
    """The rows."""


class Page_PaymentSummary(_Page_PaymentSummary, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Person(TypedDict):
    items: List[Person]
    """The rows."""


class Page_Person(_Page_Person, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_PrepaidEntry(TypedDict):
    items: List[PrepaidEntry]
    """The rows."""


class Page_PrepaidEntry(_Page_PrepaidEntry, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_ReconDay(TypedDict):
    items: List[ReconDay]
    """The rows."""


class Page_ReconDay(_Page_ReconDay, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_ReconResult(TypedDict):
    items: List[ReconResult]
    """The rows."""


class Page_ReconResult(_Page_ReconResult, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Report(TypedDict):
    items: List[Report]
    """The rows."""


class Page_Report(_Page_Report, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_ReportDifference(TypedDict):
    items: List[ReportDifference]
    """The rows."""


class Page_ReportDifference(_Page_ReportDifference, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_ReversalView(TypedDict):
    items: List[ReversalView]
    """The rows."""


class Page_ReversalView(_Page_ReversalView, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Route(TypedDict):
    items: List[Route]
    """The rows."""


class Page_Route(_Page_Route, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_SandboxRequestRow(TypedDict):
    items: List[SandboxRequestRow]
    """The rows."""


class Page_SandboxRequestRow(_Page_SandboxRequestRow, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_SettlementBatch(TypedDict):
    items: List[SettlementBatch]
    """The rows."""


class Page_SettlementBatch(_Page_SettlementBatch, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_SettlementHold(TypedDict):
    items: List[SettlementHold]
    """The rows."""


class Page_SettlementHold(_Page_SettlementHold, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_SettlementLine(TypedDict):
    items: List[SettlementLine]
    """The rows."""


class Page_SettlementLine(_Page_SettlementLine, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_StatementEntry(TypedDict):
    items: List[StatementEntry]
    """The rows."""


class Page_StatementEntry(_Page_StatementEntry, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_StatementLine(TypedDict):
    items: List[StatementLine]
    """The rows."""


class Page_StatementLine(_Page_StatementLine, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Store(TypedDict):
    items: List[Store]
    """The rows."""


class Page_Store(_Page_Store, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Terminal(TypedDict):
    items: List[Terminal]
    """The rows."""


class Page_Terminal(_Page_Terminal, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_TerminalBatch(TypedDict):
    items: List[TerminalBatch]
    """The rows."""


class Page_TerminalBatch(_Page_TerminalBatch, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_TerminalHistory(TypedDict):
    items: List[TerminalHistory]
    """The rows."""


class Page_TerminalHistory(_Page_TerminalHistory, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_TillPayment(TypedDict):
    items: List[TillPayment]
    """The rows."""


class Page_TillPayment(_Page_TillPayment, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_Webhook(TypedDict):
    items: List[Webhook]
    """The rows."""


class Page_Webhook(_Page_Webhook, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Page_WorkingDay(TypedDict):
    items: List[WorkingDay]
    """The rows."""


class Page_WorkingDay(_Page_WorkingDay, total=False):
    """One page of a list."""
    next: Optional[Cursor]


class _Parked(TypedDict):
    aggregate: str
    """What it is about."""
    due_at: str
    """When it is tried again."""
    event_id: EventId
    """The event."""
    institution_id: InstitutionId
    """Whose event it is."""
    parked_at: str
    """Since when it is parked."""
    position: int
    """Its position in the institution's log."""
    state: ParkedState
    """Where it stands."""
    subscriber: str
    """Who could not take it."""
    tries: int
    """Tries made; none for one that waits behind another."""


class Parked(_Parked, total=False):
    """An event that a subscriber could not take."""
    error: Optional[str]
    """What the last try said."""


class Partner(TypedDict):
    """A partner 合作方."""
    burst: int
    """Requests at once after a pause."""
    created_at: str
    """Since when it is known."""
    id: PartnerId
    """Its id."""
    institution_id: InstitutionId
    """For which institution it acts."""
    name: str
    """Name to show."""
    rate_per_s: int
    """Requests a second, on each node."""
    roles: List[Role]
    """Jobs it does."""
    state: PartnerState
    """Whether it is answered."""
    version: int
    """Rises by one with each change."""


class PartnerChange(TypedDict, total=False):
    """What to change; absent fields stay."""
    burst: Optional[int]
    """Requests at once."""
    name: Optional[str]
    """1 to 60 characters."""
    rate_per_s: Optional[int]
    """Requests a second."""
    roles: Optional[List[Role]]
    """Jobs it does."""
    state: Optional[PartnerState]
    version: Optional[int]
    """Refuse when the partner has changed since."""


class _PartnerKey(TypedDict):
    algorithm: Algorithm
    """How it signs."""
    created_at: str
    """Since when it is known."""
    fingerprint: str
    """SHA-256 of the key as it was registered, hexadecimal."""
    id: KeyId
    """What a signature names as `keyid`."""
    institution_id: InstitutionId
    """Of which institution."""
    label: str
    """What people call it."""
    partner_id: PartnerId
    """Of which partner."""
    public_key: str
    """The key as it was registered."""
    state: KeyState
    """Where it stands."""


class PartnerKey(_PartnerKey, total=False):
    """A public key of a partner 公钥."""
    retired_at: Optional[str]
    """When it was retired."""
    revoked_at: Optional[str]
    """When it was revoked."""
    valid_until: Optional[str]
    """Not good from then on."""


class PasswordChange(TypedDict):
    """A change of password."""
    current: str
    """The password so far."""
    new: str
    """The new one: 10 to 128 characters, not one that everybody tries."""


class _PaymentCode(TypedDict):
    address: str
    """The text to show as a QR code: `https://qr.95516.com/<acquirer>/<digits>`."""
    created_at: str
    """When it was made."""
    digits: str
    """26 digits; they name it."""
    face_to_face: bool
    """The payer must stand before it."""
    kind: CodeKind
    """What it is for."""
    merchant_id: MerchantId
    """Its merchant."""
    merchant_name: str
    """The merchant's name on the slip."""
    page: str
    """The page that payers see, on this server."""
    paid: int
    """Payments so far, those taken back not counted."""
    state: CodeState
    """Where it stands."""
    terminal_id: TerminalId
    """The till or board."""


class PaymentCode(_PaymentCode, total=False):
    """A code as its maker sees it 收款码."""
    amount_fen: Optional[int]
    """Fen, where it is fixed."""
    amount_max_fen: Optional[int]
    """Most fen of one payment."""
    closed_at: Optional[str]
    """When it was closed."""
    day_max_fen: Optional[int]
    """Most fen of a day."""
    emvco: Optional[str]
    """The same as EMVCo's merchant-presented code, for wallets of other countries."""
    expires_at: Optional[str]
    """When it ends."""
    name: Optional[str]
    """What the shop calls it, or writes on its bill."""
    order_reference: Optional[str]
    """Of a dynamic code: the order."""
    remote_reason: Optional[str]
    """By which criterion it may be paid from afar."""
    uses_max: Optional[int]
    """Payments that it takes at most."""


class _PaymentDetail(TypedDict):
    acquirer_id: InstitutionId
    """To whom it was sent."""
    acquirer_name: str
    """Name of the acquirer."""
    amount_fen: int
    """Amount in fen."""
    batch_no: str
    """Field 60.2."""
    binding_check: BindingCheck
    """The terminal held against its binding 一致性核验."""
    card: str
    """Masked card number: the first six and the last four digits."""
    card_bin: str
    """First six digits of the card."""
    currency: str
    """Always CNY."""
    entries: List[EntryView]
    """Its entries in the ledger."""
    entry_mode: str
    """Field 22: how the card was read, and whether a PIN could be entered."""
    hops: List[HopView]
    """The time line."""
    id: PaymentId
    """Its id; made from the time, so later payments sort after earlier ones."""
    institution_id: InstitutionId
    """Whose merchant it is."""
    kind: PaymentKind
    """What was asked."""
    link_id: LinkId
    """Over which link."""
    mcc: str
    """Merchant category."""
    merchant_code: str
    """Its number, field 42."""
    merchant_id: MerchantId
    """Merchant."""
    merchant_name: str
    """Its name."""
    received_at: str
    """When the last byte of the request was there."""
    reversals: List[ReversalView]
    """Its reversal, where there is one."""
    routing: Routing
    """Where it was sent, and what else was considered 路由."""
    serial: str
    """Its serial number."""
    state: PaymentState
    """Where it stands."""
    store_id: StoreId
    """Store."""
    terminal_code: str
    """Its number, field 41."""
    terminal_id: TerminalId
    """Terminal."""
    trace_no: str
    """Field 11."""
    undone_by: List[Undoing]
    """Voids and refunds of this one, newest first, at most 100."""


class PaymentDetail(_PaymentDetail, total=False):
    """A payment with all that is known of it."""
    answered_at: Optional[str]
    """When the ending was decided."""
    authorization_code: Optional[str]
    """Field 38, from the acquirer."""
    latency_ms: Optional[int]
    """Milliseconds between the two."""
    original_payment_id: Optional[PaymentId]
    reference_no: Optional[str]
    """Field 37, from the acquirer."""
    response_code: Optional[str]
    """Field 39 as the terminal was told."""
    response_text: Optional[str]
    """What it means."""
    store_name: Optional[str]
    """Name of the store."""


class _PaymentSummary(TypedDict):
    acquirer_id: InstitutionId
    """To whom it was sent."""
    acquirer_name: str
    """Name of the acquirer."""
    amount_fen: int
    """Amount in fen."""
    batch_no: str
    """Field 60.2."""
    card: str
    """Masked card number: the first six and the last four digits."""
    card_bin: str
    """First six digits of the card."""
    currency: str
    """Always CNY."""
    id: PaymentId
    """Its id; made from the time, so later payments sort after earlier ones."""
    institution_id: InstitutionId
    """Whose merchant it is."""
    kind: PaymentKind
    """What was asked."""
    link_id: LinkId
    """Over which link."""
    mcc: str
    """Merchant category."""
    merchant_code: str
    """Its number, field 42."""
    merchant_id: MerchantId
    """Merchant."""
    merchant_name: str
    """Its name."""
    received_at: str
    """When the last byte of the request was there."""
    serial: str
    """Its serial number."""
    state: PaymentState
    """Where it stands."""
    store_id: StoreId
    """Store."""
    terminal_code: str
    """Its number, field 41."""
    terminal_id: TerminalId
    """Terminal."""
    trace_no: str
    """Field 11."""


class PaymentSummary(_PaymentSummary, total=False):
    """A payment in a list 交易."""
    answered_at: Optional[str]
    """When the ending was decided."""
    authorization_code: Optional[str]
    """Field 38, from the acquirer."""
    latency_ms: Optional[int]
    """Milliseconds between the two."""
    reference_no: Optional[str]
    """Field 37, from the acquirer."""
    response_code: Optional[str]
    """Field 39 as the terminal was told."""
    response_text: Optional[str]
    """What it means."""


class Person(TypedDict):
    """A person who signs in 人员."""
    created_at: str
    """Since when he is known."""
    id: PersonId
    """Its id."""
    institution_id: InstitutionId
    """For which institution he works."""
    login: str
    """Name to sign in with, of the whole system."""
    must_change_password: bool
    """Has to choose a password of his own first."""
    name: str
    """Name to show."""
    roles: List[Role]
    """Jobs he does."""
    state: PersonState
    """Whether he may sign in."""
    totp: bool
    """Asked for a one-time code when he signs in."""
    version: int
    """Rises by one with each change."""


class PersonChange(TypedDict, total=False):
    """What to change; absent fields stay."""
    name: Optional[str]
    """1 to 60 characters."""
    roles: Optional[List[Role]]
    """Jobs he does, 1 to 8."""
    state: Optional[PersonState]
    version: Optional[int]
    """Refuse when the person has changed since; absent to change whatever is there."""


class Policy(TypedDict, total=False):
    """What an acquirer wants done about differences 核验策略. Every field has a default."""
    acquirer_code: Reaction
    """Another acquirer code is sent."""
    credit_code: Reaction
    """The merchant's credit code or responsible person has changed since the binding."""
    device_type: Reaction
    """Another kind of device is sent."""
    distance_max_m: int
    """How far from its bound place a terminal may be, in metres."""
    merchant_code: Reaction
    """Another merchant number is sent."""
    place: Reaction
    """The place sent is further away than `distance_max_m`."""
    place_datum: Datum
    """Datum that the acquirer's terminals measure in."""
    place_missing: Reaction
    """No place is sent by a kind of terminal that must send one (04, 09, 10)."""
    serial: Reaction
    """The serial number sent is another."""
    serial_missing: Reaction
    """No serial number is sent."""
    settlement_account: Reaction
    """The merchant's settlement account has changed since the binding."""
    terminal_code: Reaction
    """Another terminal number is sent."""


class _PolicyVersion(TypedDict):
    changed_by: str
    """Who set it."""
    policy: Policy
    """What it says."""
    version: int
    """Counts the changes; 0 is the default that nobody has changed."""


class PolicyVersion(_PolicyVersion, total=False):
    """A version of an acquirer's policy."""
    changed_at: Optional[str]
    """When."""


class PrepaidCard(TypedDict):
    """A prepaid card 预付卡."""
    balance_fen: int
    """What is on it, fen."""
    card_no: str
    """Its number."""
    created_at: str
    """Since when."""
    currency: str
    """Always CNY."""
    holder: str
    """Whose it is."""
    merchant_id: MerchantId
    """The merchant that issued it."""


class _PrepaidEntry(TypedDict):
    amount_fen: int
    """Fen."""
    created_at: str
    """When it came."""
    kind: EntryKind
    """What it does."""
    reference: str
    """The till's name for it."""
    state: EntryState
    """How it stands."""


class PrepaidEntry(_PrepaidEntry, total=False):
    """An entry of a card 预付卡交易."""
    balance_fen: Optional[int]
    """What was on the card when it had ended, fen."""
    original_reference: Optional[str]
    """Of a refund: the payment it gives back."""


class _Problem(TypedDict):
    code: str
    """Stable word to switch on."""
    detail: str
    """What is wrong, in English."""
    request_id: str
    """The request's id, also in the log."""
    status: int
    """The HTTP status."""
    title: str
    """What the status means."""
    type: str
    """Kind of problem: this server's documentation with the code as fragment."""


class Problem(_Problem, total=False):
    """A problem document (RFC 9457) 错误说明."""
    field: Optional[str]
    """The input field at fault, where there is one; parts of a path are parted by points."""
    rule: Optional[Rule]


class _ProofBundle(TypedDict):
    checkpoint: str
    """Checkpoint: a signed note."""
    entry: str
    """The entry, byte for byte: canonical JSON."""
    format: str
    """`shancheng.evidence/1`."""
    inclusion: List[str]
    """Inclusion proof, from the leaf to the root: hashes in base 64."""
    index: int
    """Place of the leaf, 0 is the first."""
    leaf_id: LeafId
    """The leaf's id; also inside the entry."""
    log_key: str
    """The log's verifier key: `name+id+key`."""
    tree_size: int
    """Leaves of the tree that the checkpoint speaks of."""


class ProofBundle(_ProofBundle, total=False):
    """Everything needed to check that a leaf is in the log: a JSON file."""
    openings: List[Opening]
    """Salted fields in clear."""


class _ReconDay(TypedDict):
    acquirer_id: InstitutionId
    """The acquirer whose payments they are."""
    business_date: str
    """The business day."""
    file_id: ReconFileId
    """The file that counts."""
    file_version: int
    """Number of that file."""
    id: ReconDayId
    """Id."""
    institution_id: InstitutionId
    """Whose books."""
    open_lines: int
    """Results that wait for staff."""
    ours_fen: int
    """Sum of ours, fen."""
    ours_lines: int
    """Lines of ours when it was held against them."""
    source: ReconSource
    """Whose file."""
    state: ReconDayState
    """Where it stands."""
    theirs_fen: int
    """Sum of theirs, fen."""
    theirs_lines: int
    """Lines of theirs."""


class ReconDay(_ReconDay, total=False):
    """A business day of another party 对账日."""
    closed_at: Optional[str]
    """When it was closed."""
    closed_by: Optional[str]
    """Written id of who closed it."""


class _ReconDetail(TypedDict):
    result: ReconResult
    """As it stands."""
    versions: List[ReconResult]
    """The newest first, at most 500."""


class ReconDetail(_ReconDetail, total=False):
    """A result with both sides and all its versions."""
    ours: Optional[ReconSide]
    theirs: Optional[ReconSide]


class _ReconFile(TypedDict):
    acquirer_id: InstitutionId
    """The acquirer whose payments they are."""
    amount_fen: int
    """Sum of amounts, fen."""
    business_date: str
    """The business day."""
    file_name: str
    """Its name."""
    id: ReconFileId
    """Id."""
    institution_id: InstitutionId
    """Whose books it was held against."""
    lines: int
    """Lines between head and end."""
    sha256: str
    """SHA-256 of all that stands before the last line, in hex."""
    source: ReconSource
    """Whose file it is."""
    taken_at: str
    """When."""
    taken_by: str
    """Written id of who handed it in."""
    taken_name: str
    """His name."""
    version: int
    """Counts the files of the day; the latest one counts."""


class ReconFile(_ReconFile, total=False):
    """A file that was taken in 对账文件."""
    fee_fen: Optional[int]
    """Sum of fees, fen; none when the file tells none."""


class ReconNoteBody(TypedDict):
    """A note on a result."""
    note: str
    """1 to 500 characters."""
    version: int
    """The version that you have read."""


class _ReconResult(TypedDict):
    acquirer_id: InstitutionId
    """The acquirer."""
    actor: str
    """Written id of who made this version."""
    actor_name: str
    """His name."""
    at: str
    """When."""
    business_date: str
    """The business day."""
    difference_fen: int
    """Theirs less ours, net of fees where a pair tells both, fen."""
    fields: List[ReconField]
    """What differs."""
    id: ReconResultId
    """Id."""
    institution_id: InstitutionId
    """Whose."""
    note: str
    """In his words."""
    open_fen: int
    """What no decision explains yet, fen."""
    ours_fen: int
    """Our amount, fen; 0 without a line of ours."""
    source: ReconSource
    """Whose file."""
    status: ReconStatus
    """What it is."""
    theirs_fen: int
    """Their amount, fen."""
    version: int
    """Counts the versions; give it with a decision."""


class ReconResult(_ReconResult, total=False):
    """What reconciliation has found, as it stands or stood 对账差异."""
    assigned_name: Optional[str]
    """His name."""
    assigned_to: Optional[str]
    """Written id of who works on it."""
    line_no: Optional[int]
    """Line of their file."""
    other_id: Optional[ReconResultId]
    ours_fee_fen: Optional[int]
    """Our fee, fen."""
    rule: Optional[int]
    """The rule that made the pair, 1 to 3."""
    theirs_fee_fen: Optional[int]
    """Their fee, fen, where they tell it."""
    transfer_id: Optional[TransferId]
    wait_until: Optional[str]
    """Until when it may still come."""
    way: Optional[ReconWay]


class ReconSheet(TypedDict):
    """The sheet of a day 对账单: what both sides come to, by status, and what is not explained."""
    behind: bool
    """Our lines have changed since."""
    counts: List[StatusCount]
    """By status: lines, ours, theirs."""
    day: ReconDay
    """The day."""
    difference_fen: int
    """Theirs less ours, fen."""
    unbalanced_fen: int
    """Of it, what no result carries; always 0."""
    unexplained_fen: int
    """Differences of the results that wait for staff, each without its sign, fen."""


class _ReconSide(TypedDict):
    amount_fen: int
    """Fen."""
    at: str
    """When."""
    batch_no: int
    """Batch."""
    card_mask: str
    """Masked card."""
    kind: str
    """What it was."""
    merchant_code: str
    """The merchant's number with the acquirer."""
    terminal_code: str
    """Terminal number."""
    trace_no: int
    """Trace number."""


class ReconSide(_ReconSide, total=False):
    """A line of ours or theirs, side by side with the other."""
    fee_fen: Optional[int]
    """Fee, fen."""
    payment_id: Optional[PaymentId]
    reference_no: Optional[str]
    """Reference number."""


class RecoveryCodes(TypedDict):
    """Recovery codes, shown once."""
    recovery_codes: List[str]
    """Each signs in once in place of a one-time code."""


class _Registered(TypedDict):
    device_type: DeviceType
    """Kind."""
    maker: str
    """Who made it."""
    model: str
    """Model."""
    serial: Serial
    """Serial number."""


class Registered(_Registered, total=False):
    """A terminal as it is registered."""
    acquirer_code: Optional[str]
    """Acquirer it is bound to; none when it is bound to nothing yet."""


class _Registration(TypedDict):
    device_type: DeviceType
    """01 to 13."""
    maker: str
    """1 to 64 characters."""
    model: str
    """1 to 64 characters."""
    serial: str
    """8 to 50 letters and digits."""


class Registration(_Registration, total=False):
    """A terminal to be registered."""
    institution_id: Optional[InstitutionId]


class Remote(TypedDict):
    """Why and how far a micro merchant's board may be paid from afar 白名单: 银发〔2021〕259号 allows it
    by exception, with criteria of admission, a term, a number of payments and limits of amount.
    """
    expires_at: str
    """When the board ends."""
    reason: str
    """By which criterion, 1 to 200 characters."""
    uses_max: int
    """After so many payments it ends."""


class _ReplayAnswer(TypedDict):
    all: ReplaySum
    """All payments, with the fees by the rules as they are."""
    changed: ReplaySum
    """Those that would go another way; the fee is the difference, above zero is dearer."""
    examples: List[ReplayExample]
    """Some of those that would go another way, the newest first."""
    moves: List[ReplayMove]
    """The ways from one target to another, the most frequent first."""
    nowhere_now: int
    """Payments that go nowhere now."""
    nowhere_then: int
    """Payments that would go nowhere."""
    shares: List[ReplayShare]
    """Each target's part, by acquirer."""
    unreadable: int
    """Payments whose card can no longer be opened and which are left out."""


class ReplayAnswer(_ReplayAnswer, total=False):
    """What a change of the rules would have done."""
    newest: Optional[str]
    """When the newest was received."""
    oldest: Optional[str]
    """When the oldest of them was received."""


ReplayBody = TypedDict("ReplayBody", {"draft": 'Optional[RouteDraft]', "from": 'Optional[str]', "merchant": 'Optional[MerchantId]', "payments": 'Optional[int]', "route": 'Optional[RouteId]', "until": 'Optional[str]'}, total=False)


ReplayExample = TypedDict("ReplayExample", {"amount_fen": 'int', "at": 'str', "payment": 'PaymentId', "from": 'Optional[ReplayPlace]', "from_route": 'Optional[RouteId]', "to": 'Optional[ReplayPlace]', "to_route": 'Optional[RouteId]'}, total=False)


ReplayMove = TypedDict("ReplayMove", {"amount_fen": 'int', "fee_fen": 'int', "payments": 'int', "from": 'Optional[ReplayPlace]', "to": 'Optional[ReplayPlace]'}, total=False)


class ReplayPlace(TypedDict):
    """Where a payment would go."""
    acquirer: InstitutionId
    """The acquirer."""
    link: LinkId
    """Over this link."""


class ReplayShare(TypedDict):
    """What a target has by both sets of rules."""
    acquirer: InstitutionId
    """The acquirer."""
    link: LinkId
    """Over this link."""
    now: ReplaySum
    """By the rules as they are."""
    then: ReplaySum
    """By the rules as they would be."""


class ReplaySum(TypedDict):
    """Payments and what they came to."""
    amount_fen: int
    """Their amounts, fen."""
    fee_fen: int
    """What the merchants would pay for the sales among them, fen, by today's prices."""
    payments: int
    """Payments."""


class Report(TypedDict):
    """A report of a maker 厂商报备."""
    created_at: str
    """When."""
    created_by: str
    """Who handed it in."""
    file_name: str
    """Name of the file."""
    id: ReportId
    """Id."""
    institution_id: InstitutionId
    """Who took it in."""
    rows_total: int
    """Terminals reported."""


class _ReportDifference(TypedDict):
    kind: DifferenceKind
    """How they disagree; the first of the kinds that holds."""
    serial: str
    """Serial number."""


class ReportDifference(_ReportDifference, total=False):
    """Something on which report and register disagree."""
    registered: Optional[Registered]
    reported: Optional[Reported]


class Reported(TypedDict):
    """A terminal as its maker reported it."""
    acquirer_code: str
    """Acquirer it was delivered for."""
    device_type: DeviceType
    """Kind."""
    maker: str
    """Who made it."""
    model: str
    """Model."""
    reported_at: str
    """When the maker reported it."""
    serial: Serial
    """Serial number."""


class Resolution(TypedDict):
    note: str
    """How it was settled, 1 to 500 characters."""


class ResultsTaken(TypedDict):
    """What came of taking results in: all rows, or the faults and nothing kept."""
    errors: List[RowError]
    """Faults by row, the first 1,000."""
    errors_total: int
    """All faults."""
    taken: int
    """Payouts whose result is new."""


class Retire(TypedDict):
    """Until when a retired key is good."""
    valid_until: str
    """Not good from then on."""


class _ReversalStep(TypedDict):
    at: str
    """When."""
    step: ReversalDeed
    """What."""


class ReversalStep(_ReversalStep, total=False):
    """What was done about a reversal, once."""
    by: Optional[str]
    """Who of the staff."""
    code: Optional[str]
    """Field 39 of the answer to it; absent when there was none."""


class _ReversalView(TypedDict):
    acquirer_id: InstitutionId
    """To whom it is sent."""
    amount_fen: int
    """Amount of the payment, fen."""
    created_at: str
    """When it was asked for."""
    id: ReversalId
    """Its id."""
    institution_id: InstitutionId
    """Whose it is."""
    link_id: LinkId
    """Over which link."""
    merchant_name: str
    """Merchant of the payment, by name."""
    note: str
    """What staff wrote."""
    payment_id: PaymentId
    """The payment reversed."""
    reason: ReversalReason
    """Why."""
    state: ReversalState
    """Where it stands."""
    steps: List[ReversalStep]
    """What was done about it, oldest first, the first 100 times."""
    terminal_code: str
    """Terminal of the payment."""
    trace_no: str
    """Trace number of the payment."""
    tries: int
    """How often it was sent, since staff last put it back."""


class ReversalView(_ReversalView, total=False):
    """A reversal 冲正."""
    ended_at: Optional[str]
    """When it was acknowledged or settled by staff."""
    late_at: Optional[str]
    """When the payment itself was answered after it was given up."""
    late_code: Optional[str]
    """With what."""
    response_code: Optional[str]
    """Field 39 of the last answer."""
    tried_at: Optional[str]
    """When it was sent last."""


class _Route(TypedDict):
    changed_at: str
    conditions: Conditions
    created_at: str
    created_by: str
    id: RouteId
    institution_id: InstitutionId
    """Whose rule it is; the network branch's (1) hold for all merchants."""
    name: str
    priority: int
    """The smaller number goes first, among rules with card ranges of the same length."""
    state: RouteState
    strategy: Strategy
    """How one of several targets is found."""
    targets: List[RouteTarget]
    """Where it leads."""
    version: int
    """Published changes; 0 as long as it is a draft."""


class Route(_Route, total=False):
    """A routing rule."""
    approved_by: Optional[str]


class RouteAsked(TypedDict):
    """What was asked for waits for a second person."""
    approval: ApprovalId
    """The approval to be decided."""
    route: Route
    """The rule as it is until then."""


class _RouteDraft(TypedDict):
    name: str
    """Name, 1 to 60 characters."""
    priority: int
    """1 to 999; the smaller number goes first."""
    targets: List[RouteTarget]
    """Where it leads, 1 to 8 targets."""


class RouteDraft(_RouteDraft, total=False):
    """A rule as somebody wants it."""
    conditions: Conditions
    """When it fits."""
    strategy: Strategy
    """How one of several targets is found; by weight when absent."""


class RoutePatch(TypedDict, total=False):
    """A change of a rule; what is absent stays. `conditions` are replaced as a whole."""
    conditions: Optional[Conditions]
    name: Optional[str]
    priority: Optional[int]
    strategy: Optional[Strategy]
    targets: Optional[List[RouteTarget]]
    """Replaced as a whole."""


class _RouteTarget(TypedDict):
    acquirer_id: InstitutionId
    """The acquirer."""
    link_id: LinkId
    """Over which of the acquirer's links."""


class RouteTarget(_RouteTarget, total=False):
    """A target of a rule 路由目标."""
    weight: int
    """Its share among the weights of the rule, 0 to 1,000. One of weight 0 is used only when
    no other can be.
    """


class _Routing(TypedDict):
    considered: List[ConsideredThen]
    """Every rule and contract, in the order in which they were looked at."""


class Routing(_Routing, total=False):
    """Where a payment was sent, and why."""
    acquirer: Optional[InstitutionId]
    acquirer_name: Optional[str]
    """Its short name."""
    link: Optional[LinkId]


class RowError(TypedDict):
    """A fault of one row."""
    code: str
    """The same as a stable word: of a rule (see `RuleWord`), or the code of the problem that a
    single request would meet.
    """
    column: str
    """Name of the column; empty when it is the row as a whole."""
    params: Dict[str, str]
    """What the rule counts with, by name."""
    row: int
    """Row as a spreadsheet counts: the head is row 1."""
    rule: str
    """The rule that is broken, in English."""
    value: str
    """What stands there, at most 64 characters; masked when it is sensitive."""


class Rule(TypedDict):
    """A rule that an input breaks."""
    params: Dict[str, str]
    """What the rule counts with, by name."""
    word: RuleWord
    """Which."""


class Rules(TypedDict):
    """What an account allows 记账规则. Set when it is made, never widened."""
    credits_must_not_exceed_debits: bool
    """Credits, pending ones too, never exceed posted debits."""
    credits_only: bool
    """Only credits are allowed."""
    debits_must_not_exceed_credits: bool
    """Debits, pending ones too, never exceed posted credits: not below zero."""
    only_to: List[AccountId]
    """When not empty, a debit may only go to one of these accounts."""


class Sandbox(TypedDict):
    """A sandbox 沙箱."""
    amounts: List[TestAmountView]
    """Amounts that are not simply approved."""
    codes: List[TestCode]
    """Codes to scan."""
    institution_id: InstitutionId
    """Whose it is, and in whose books its payments are."""
    merchant_code: str
    """The merchant's number."""
    merchant_id: MerchantId
    """Its merchant."""
    opened_at: str
    """Since when it is there."""
    partner_id: PartnerId
    """The partner that its keys belong to."""
    serial: str
    """The till's serial number: what orders name as `serial`."""
    terminal_code: str
    """The till's number."""
    terminal_id: TerminalId
    """Its till: what orders name as `terminal_id`."""


class _SandboxKey(TypedDict):
    amounts: List[TestAmountView]
    """Amounts that are not simply approved."""
    codes: List[TestCode]
    """Codes to scan."""
    institution_id: InstitutionId
    """Whose it is, and in whose books its payments are."""
    key_id: KeyId
    """What signatures name as `keyid`."""
    merchant_code: str
    """The merchant's number."""
    merchant_id: MerchantId
    """Its merchant."""
    opened_at: str
    """Since when it is there."""
    partner_id: PartnerId
    """The partner that its keys belong to."""
    serial: str
    """The till's serial number: what orders name as `serial`."""
    terminal_code: str
    """The till's number."""
    terminal_id: TerminalId
    """Its till: what orders name as `terminal_id`."""


class SandboxKey(_SandboxKey, total=False):
    """A sandbox and a new key for it."""
    private_key: Optional[str]
    """The private key that was made, PEM (PKCS#8). It is shown once and kept nowhere."""


class SandboxReplay(TypedDict):
    """How to send it again."""
    key: ReplayKey
    """Under the idempotency key it had, or a new one."""


class _SandboxRequest(TypedDict):
    at: str
    """When it came."""
    duration_ms: int
    """How long the answer took, in milliseconds."""
    id: str
    """Its id here."""
    institution_id: InstitutionId
    """Whose it is."""
    key_id: KeyId
    """Under which key."""
    method: str
    """`POST` etc."""
    partner_id: PartnerId
    """Which partner asked."""
    repeatable: bool
    """Whether it can be sent again: its body was not too large."""
    replayed: bool
    """The answer was that of an earlier request under the key."""
    request_body: str
    """The body as it came, masked, cut to 16 KiB."""
    request_id: str
    """The id that the answer carried."""
    response_body: str
    """The answer's body, masked, cut to 16 KiB."""
    signature: SignatureResult
    """How the signature was held."""
    status: int
    """HTTP status of the answer."""
    target: str
    """Path and query."""


class SandboxRequest(_SandboxRequest, total=False):
    """A request with its bodies."""
    idempotency_key: Optional[str]
    """The idempotency key that came with it."""
    problem_code: Optional[str]
    """Code of the problem, where it was one."""
    replay_of: Optional[str]
    """The request that this one repeats."""
    signature_base: Optional[str]
    """The signature base that the server made, where the signature was refused: compare it with
    yours line by line.
    """
    signature_input: Optional[str]
    """The header `signature-input`, where the signature was refused."""


class _SandboxRequestRow(TypedDict):
    at: str
    """When it came."""
    duration_ms: int
    """How long the answer took, in milliseconds."""
    id: str
    """Its id here."""
    institution_id: InstitutionId
    """Whose it is."""
    key_id: KeyId
    """Under which key."""
    method: str
    """`POST` etc."""
    partner_id: PartnerId
    """Which partner asked."""
    replayed: bool
    """The answer was that of an earlier request under the key."""
    request_id: str
    """The id that the answer carried."""
    signature: SignatureResult
    """How the signature was held."""
    status: int
    """HTTP status of the answer."""
    target: str
    """Path and query."""


class SandboxRequestRow(_SandboxRequestRow, total=False):
    """A request of a sandbox's partner, as a list shows it 沙箱请求."""
    idempotency_key: Optional[str]
    """The idempotency key that came with it."""
    problem_code: Optional[str]
    """Code of the problem, where it was one."""
    replay_of: Optional[str]
    """The request that this one repeats."""


class _ScanPaid(TypedDict):
    amount_fen: int
    """Fen."""
    currency: str
    """Always CNY."""
    merchant_name: str
    """Who was paid."""
    state: PaymentState
    """Where it stands."""


class ScanPaid(_ScanPaid, total=False):
    """A payment of a scanned code, as the payer sees it."""
    answered_at: Optional[str]
    """When it was answered."""
    reference_no: Optional[str]
    """The acquirer's reference number."""
    response_code: Optional[str]
    """The acquirer's answer, field 39."""
    response_text: Optional[str]
    """The same for people."""


class _ScanPayment(TypedDict):
    auth_code: str
    """What the payer's wallet gives out for one payment: 19 digits beginning with 62. The same
    again is the same payment.
    """


class ScanPayment(_ScanPayment, total=False):
    """A payment by whoever scanned a code."""
    amount_fen: Optional[int]
    """Fen, where the code does not fix it."""
    place: Optional[GivenPlace]


class _ScannedCode(TypedDict):
    digits: str
    """The code, 26 digits."""
    institution: str
    """Number of the acquirer, 8 digits."""
    kind: CodeKind
    """What it is for."""
    merchant_name: str
    """Who is paid."""
    place_needed: bool
    """The payer must say where he is."""
    state: CodeState
    """Whether it may be paid."""
    wallet: str
    """The wallet's page that gives out a code for one payment; it comes back to `redirectUrl`."""


class ScannedCode(_ScannedCode, total=False):
    """What whoever scans a code is told."""
    amount_fen: Optional[int]
    """Fen; where absent, the payer enters it."""
    amount_max_fen: Optional[int]
    """Most fen that may be entered."""
    expires_at: Optional[str]
    """When it ends."""
    name: Optional[str]
    """What the shop calls it."""


class _SeriesPoint(TypedDict):
    approved: int
    """Of these, approved."""
    at: str
    """Its beginning."""
    count: int
    """Payments ended."""


class SeriesPoint(_SeriesPoint, total=False):
    """One point of the series."""
    p95_ms: Optional[int]
    """95th percentile of the times of the answered ones, milliseconds; absent when none was."""


class _Session(TypedDict):
    address: str
    """Address it began from."""
    agent: str
    """Program it began from."""
    created_at: str
    """When it began."""
    expires_at: str
    """Ends then."""
    id: SessionId
    """Its id, which is not its token."""
    idle_until: str
    """Ends then unless used."""
    institution_id: InstitutionId
    """Of which institution."""
    last_seen_at: str
    """Last use, to the minute."""
    person_id: PersonId
    """Of whom."""


class Session(_Session, total=False):
    """A session 会话."""
    revoked_at: Optional[str]
    """When it was ended before its time."""


class Sessions(TypedDict):
    """Living sessions."""
    current: SessionId
    """The one that asks."""
    items: List[Session]


class SettleAnswer(TypedDict, total=False):
    """What came of a decision: one of the two."""
    approval: Optional[ApprovalId]
    result: Optional[ReconResult]


class _SettleBody(TypedDict):
    version: int
    """The version that you have read."""
    way: ReconWay
    """Which way."""


class SettleBody(_SettleBody, total=False):
    """A way out of a result."""
    amount_fen: Optional[int]
    """How much is written off, fen; all of it when absent."""
    note: str
    """Why, at most 500 characters."""
    other: Optional[ReconResultId]
    until: Optional[str]
    """Until when it waits."""


class _SettlementBatch(TypedDict):
    carried_fen: int
    """Left to the next batch, fen; below zero where merchants owe."""
    fee_fen: int
    """Sum of fees, fen."""
    gross_fen: int
    """Sum of payments less refunds, fen."""
    id: SettlementId
    """Id."""
    institution_id: InstitutionId
    """Home institution of the merchants."""
    lines: int
    """Merchants at acquirers."""
    made_at: str
    """When it was made."""
    payout_fen: int
    """To be paid out, fen."""
    payouts: int
    """Lines with a payout."""
    settle_date: str
    """The working day on which it is paid."""
    state: BatchState
    """How far it has got."""


class SettlementBatch(_SettlementBatch, total=False):
    """A settlement day's payouts of an institution's merchants 结算批次."""
    done_at: Optional[str]
    """When the last result had come."""
    file_sha256: Optional[str]
    """SHA-256 of the payout file, once it is sent."""
    sent_at: Optional[str]
    """When its file was made."""


class _SettlementHold(TypedDict):
    id: HoldId
    """Id."""
    institution_id: InstitutionId
    """Home institution of the merchant."""
    merchant_id: MerchantId
    """Whose money."""
    placed_at: str
    """When."""
    placed_by: str
    """Who placed it."""
    reason: str
    """Why."""
    state: HoldState
    """Where it stands."""


class SettlementHold(_SettlementHold, total=False):
    """Money of a merchant that is kept back 暂缓结算."""
    amount_fen: Optional[int]
    """So much of it, fen; all when absent."""
    released_at: Optional[str]
    """When it was released."""
    released_by: Optional[str]
    """Who asked for its release."""


class _SettlementLine(TypedDict):
    acquirer_id: InstitutionId
    """The acquirer."""
    batch_id: SettlementId
    """Its batch."""
    carried_in_fen: int
    """What batches before left, fen."""
    carried_out_fen: int
    """Left to the next batch, fen."""
    changed_at: str
    """When it last changed."""
    fee_fen: int
    """Fees, fen."""
    gross_fen: int
    """Payments less refunds, fen."""
    held_fen: int
    """Kept back by holds, fen; part of `carried_out_fen`."""
    id: SettlementLineId
    """Id; the bank's results name it."""
    institution_id: InstitutionId
    """Home institution of the merchant."""
    items: int
    """Lines of clearing in it."""
    merchant_code: str
    """Its number."""
    merchant_id: MerchantId
    """The merchant."""
    payout_fen: int
    """To be paid out, fen."""
    reason: str
    """Why the bank refused it or sent it back."""
    state: LineState
    """What has become of the payout."""


class SettlementLine(_SettlementLine, total=False):
    """One merchant at one acquirer in a batch 结算明细:
    `gross - fee + carried_in = payout + carried_out`.
    """
    bank_reference: Optional[str]
    """The bank's number for it."""


class _SettlementRequest(TypedDict):
    settle_date: str
    """The working day on which it is paid."""


class SettlementRequest(_SettlementRequest, total=False):
    """Which batch to make."""
    institution_id: Optional[InstitutionId]


class _SignIn(TypedDict):
    login: str
    """Login name."""
    password: str
    """Password."""


class SignIn(_SignIn, total=False):
    """What signs in."""
    code: Optional[str]
    """One-time or recovery code, once asked for."""


class StatementEntry(TypedDict):
    """One settlement of a merchant at one acquirer."""
    acquirer_id: InstitutionId
    """The acquirer."""
    batch_id: SettlementId
    """The batch."""
    carried_in_fen: int
    """What batches before left, fen."""
    carried_out_fen: int
    """Left to the next batch, fen."""
    fee_fen: int
    """Fees, fen."""
    gross_fen: int
    """Payments less refunds, fen."""
    held_fen: int
    """Kept back by holds, fen."""
    items: int
    """Lines of clearing in it."""
    line_id: SettlementLineId
    """The line."""
    payout_fen: int
    """Paid out, fen."""
    reason: str
    """Why the bank refused it or sent it back."""
    settle_date: str
    """The working day on which it was settled."""
    state: LineState
    """What has become of the payout."""


class _StatementLine(TypedDict):
    after: Balance
    """Counters after it."""
    amount_fen: Money
    """Moved, reserved or freed."""
    at: str
    """When it was booked."""
    code: int
    """Why."""
    kind: TransferKind
    """What it does."""
    other: AccountId
    """The account on the other side."""
    reason: str
    """Why, as a word."""
    reference: str
    """What it is about."""
    seq: int
    """Its place in the journal."""
    side: Side
    """Side on which this account stands."""
    transfer_id: TransferId
    """The transfer."""


class StatementLine(_StatementLine, total=False):
    """One entry of an account 明细, with the counters right after it."""
    pending_fen: Optional[Money]


class StatusCount(TypedDict):
    """How many lines have a status, and what they come to."""
    lines: int
    """How many."""
    ours_fen: int
    """Sum of ours, fen."""
    status: ReconStatus
    """The status."""
    theirs_fen: int
    """Sum of theirs, fen."""


class Store(TypedDict):
    """A store 门店."""
    address: str
    code: str
    """Store code, unique within the merchant."""
    created_at: str
    division_code: Division
    id: StoreId
    mcc: Mcc
    merchant_id: MerchantId
    name: str
    place: KeptPlace
    state: StoreState
    version: int


class _StoreDraft(TypedDict):
    address: str
    """Address."""
    code: str
    """Store code, 1 to 16 letters and digits, unique within the merchant."""
    division_code: str
    """District or county."""
    name: str
    """Name."""
    place: GivenPlace
    """Where it is."""


class StoreDraft(_StoreDraft, total=False):
    """A store as it is handed in."""
    mcc: Optional[str]
    """Category; the merchant's when absent."""


class StorePatch(TypedDict, total=False):
    """A change of a store. What is absent stays."""
    address: Optional[str]
    """Address."""
    division_code: Optional[str]
    """District or county."""
    mcc: Optional[str]
    """Category."""
    name: Optional[str]
    """Name."""
    place: Optional[GivenPlace]
    state: Optional[StoreState]


class _Taken(TypedDict):
    errors: List[RowError]
    """Faults by row, the first 1,000."""
    errors_total: int
    """All faults."""


class Taken(_Taken, total=False):
    """What came of handing a report in: a report, or the faults of its rows and nothing kept."""
    report: Optional[Report]


class _Terminal(TypedDict):
    device_type: DeviceType
    id: TerminalId
    institution_id: InstitutionId
    """Home institution, which alone may change it."""
    maker: str
    model: str
    opened_at: str
    serial: Serial
    state: TerminalState
    tested: bool
    """The last trial was good."""
    version: int
    """Counts the changes."""


class Terminal(_Terminal, total=False):
    """A terminal 受理终端."""
    binding: Optional[Binding]
    closed_at: Optional[str]
    last_seen_at: Optional[str]
    merchant_code: Optional[MerchantCode]
    merchant_id: Optional[MerchantId]
    merchant_name: Optional[str]
    store_id: Optional[StoreId]
    store_name: Optional[str]
    terminal_code: Optional[TerminalCode]


class TerminalAsked(TypedDict):
    """What waits for a second pair of eyes."""
    approval: ApprovalId
    """The approval to be decided."""


class _TerminalBatch(TypedDict):
    acquirer_id: InstitutionId
    """The acquirer it is bound to."""
    batch_no: int
    """Its batch number."""
    changed_at: str
    """When it changed last."""
    created_at: str
    """When the terminal asked for it."""
    differences: List[BatchDifference]
    """What differs, by trace number, once all is uploaded."""
    institution_id: InstitutionId
    """Home institution."""
    merchant_code: str
    """Number of the merchant."""
    merchant_id: MerchantId
    """Its merchant."""
    note: str
    """How it was resolved."""
    our_sums: BatchSums
    """What we have."""
    state: TerminalBatchState
    """Where it stands."""
    terminal_code: str
    """Number of the terminal."""
    terminal_id: TerminalId
    """The terminal."""
    terminal_sums: BatchSums
    """What the terminal says."""


class TerminalBatch(_TerminalBatch, total=False):
    """The settlement of a batch as it is stored and shown."""
    resolved_by: Optional[str]
    """Who resolved it."""


class _TerminalHistory(TypedDict):
    actor: str
    """Written id of who did it."""
    actor_name: str
    at: str
    change: Change
    detail: Dict[str, Any]
    note: str
    terminal_id: TerminalId
    to_state: TerminalState
    version: int


class TerminalHistory(_TerminalHistory, total=False):
    """A change of a terminal, or of one that had its serial number before."""
    binding: Optional[Binding]
    from_state: Optional[TerminalState]


class _TerminalKeys(TypedDict):
    items: List[KeyMark]
    """The master key first, then the working keys of the last sign-in."""
    signed_in: bool
    """The terminal is signed in and may pay."""


class TerminalKeys(_TerminalKeys, total=False):
    """Keys of a terminal as they may be shown, and its session."""
    session_at: Optional[str]
    """When it last signed in or its session ended; absent before the first sign-in."""


class _TestAmountView(TypedDict):
    asked: str
    """`sale` or `refund`."""
    ends: str
    """Last two digits of the amount in fen."""
    then: str
    """`decline`, `silent` or `late`."""


class TestAmountView(_TestAmountView, total=False):
    """An amount and what the acquirer's host does with it 测试金额."""
    response_code: Optional[str]
    """The response code of a refusal."""
    response_text: Optional[str]
    """The same for people."""


class TestBody(TypedDict, total=False):
    """How a trial went. The body may be left out: then it was good."""
    note: str
    """In the words of whoever tried it."""
    result: TestResult
    """`started`, `passed` or `failed`."""


class TestCode(TypedDict):
    """A code to scan 测试付款码."""
    code: str
    """What the scanner reads."""
    wallet: str
    """Whose wallet it is from: `unionpay`, `wechat`, `alipay`."""


class _TillPayment(TypedDict):
    amount_fen: int
    """Fen."""
    created_at: str
    """When the order came."""
    currency: str
    """Always CNY."""
    kind: OrderKind
    """A payment or a refund."""
    order_reference: str
    """The till's own name for it."""
    refunded_fen: int
    """Given back so far, fen."""
    state: PaymentState
    """Where it stands; `received` without a payment."""
    terminal_id: TerminalId
    """The till."""


class TillPayment(_TillPayment, total=False):
    """An order and its payment as they stand 订单."""
    answered_at: Optional[str]
    """When the payment was answered."""
    closed_at: Optional[str]
    """When the code that was shown for it was closed."""
    merchant_reference: Optional[str]
    """What the shop wrote on its bill."""
    original_reference: Optional[str]
    """Of a refund: the order it gives back."""
    payment_id: Optional[PaymentId]
    reference_no: Optional[str]
    """The acquirer's reference number, for the slip."""
    response_code: Optional[str]
    """The acquirer's answer, field 39."""
    response_text: Optional[str]
    """The same for people."""


class TotpBegun(TypedDict):
    """What a person needs to set up an authenticator, shown once."""
    otpauth_url: str
    """The same as an address for a QR code."""
    secret: str
    """The secret in base 32, to type."""


class TotpConfirm(TypedDict):
    """A one-time code."""
    code: str
    """Six digits."""


class _TransferView(TypedDict):
    amount_fen: Money
    """Moved, reserved or freed."""
    at: str
    """When it was booked."""
    code: int
    """Why."""
    credit: AccountId
    """Account credited."""
    debit: AccountId
    """Account debited."""
    institution_id: InstitutionId
    """Whose books."""
    kind: TransferKind
    """What it does."""
    linked: bool
    """Linked with the next."""
    reason: str
    """Why, as a word."""
    reference: str
    """What it is about."""
    seq: int
    """Place in the journal."""
    transfer_id: TransferId
    """Id."""


class TransferView(_TransferView, total=False):
    """A transfer of the journal 记账分录."""
    pending_fen: Optional[Money]
    pending_id: Optional[TransferId]
    pending_state: Optional[PendingState]
    resolved_by: Optional[TransferId]


class TrialBalance(TypedDict):
    """All accounts of an institution at the end of a day 试算平衡表."""
    balanced: bool
    """Debits equal credits, pending and posted."""
    day: str
    """Day in China (UTC+8)."""
    institution_id: InstitutionId
    """Whose books."""
    lines: List[TrialLine]
    """By kind."""
    seq: int
    """Place in the journal at its end."""
    total: Counters
    """Sums of all."""


class TrialLine(TypedDict):
    """One kind of account in a trial balance."""
    accounts: int
    """How many there are."""
    credits_pending_fen: Money
    """Credits reserved."""
    credits_posted_fen: Money
    """Credits moved."""
    debits_pending_fen: Money
    """Debits reserved."""
    debits_posted_fen: Money
    """Debits moved."""
    kind: AccountKind
    """Kind of the accounts."""
    net_fen: Money
    """Posted credits less posted debits."""


class _Try(TypedDict):
    number: int
    """1 is the first."""
    outcome: TryOutcome
    """How."""
    started_at: str
    """When it began."""


class Try(_Try, total=False):
    """One try of a job."""
    ended_at: Optional[str]
    """When it ended."""
    error: Optional[str]
    """What it said."""


class Undoing(TypedDict):
    """A void or refund of a payment."""
    amount_fen: int
    """Fen."""
    id: PaymentId
    """Its id."""
    kind: PaymentKind
    """What it is."""
    received_at: str
    """When it came."""
    state: PaymentState
    """Where it stands."""


class UnknownBin(TypedDict):
    """First digits in no range, and what a day has of them."""
    amount_fen: int
    """Their sum, fen."""
    digits: str
    """First six digits."""
    lines: int
    """Lines of the day."""


class _Webhook(TypedDict):
    created_at: str
    """When it was added."""
    events: List[str]
    """Names of events: `payment.approved`, `payment.*` or `*`."""
    id: WebhookId
    """Its id."""
    institution_id: InstitutionId
    """Whose it is."""
    key_id: str
    """`keyid` of its signatures."""
    public_key: str
    """Ed25519 public key to check them with, base 64."""
    state: WebhookState
    """Where it stands."""
    url: str
    """Where events are posted."""
    version: int
    """Counts changes."""


class Webhook(_Webhook, total=False):
    """A webhook 回调."""
    disabled_at: Optional[str]
    """When it was disabled."""
    disabled_why: Optional[str]
    """Why it was disabled."""


class WebhookChange(TypedDict, total=False):
    """What to change; absent fields stay."""
    events: Optional[List[str]]
    """Names of events."""
    state: Optional[WebhookState]
    url: Optional[str]
    """Where to post."""
    version: Optional[int]
    """Refuse when it has changed since."""


class _WebhookCreate(TypedDict):
    events: List[str]
    """Names of events, 1 to 50: `payment.approved`, `payment.*` or `*`."""
    url: str
    """Where to post."""


class WebhookCreate(_WebhookCreate, total=False):
    """A webhook to add."""
    institution_id: Optional[InstitutionId]


class WorkingDay(TypedDict):
    """A day that is not as its weekday says: a holiday, or a working day made up for one 调休."""
    added_at: str
    """When."""
    added_by: str
    """Who added it."""
    day: str
    """Which day."""
    name: str
    """What it is called."""
    works: bool
    """Whether banks work."""


class WorkingDaysTaken(TypedDict):
    """What came of an import of days: all rows, or the faults and nothing kept."""
    errors: List[RowError]
    """Faults by row, the first 1,000."""
    errors_total: int
    """All faults."""
    taken: int
    """Days taken in."""

