import type { Section } from "./section";

export const clearing = {
  days: ["清算日", "Business days"],
  days_lead: [
    "各收单机构日切后，已成功的交易与已了结的冲正转为清算明细，手续费入账。日切前可试切查看进度。",
    "Once a day is over at every acquirer, payments become lines and fees are booked. A running day may be cut to see how far it is.",
  ],
  days_empty: ["还没有清算日", "There are no business days yet"],
  days_empty_text: ["有交易后，日切自动产生清算日。", "They come with the first cut."],
  day: ["清算日", "Business day"],
  cut: ["日切", "Cut"],
  cut_text: [
    "未结束的清算日可重复试切；结束后日切一次即定，重复操作不会改变结果。",
    "A running day may be cut again and again; once over, repeating changes nothing.",
  ],
  cut_at: ["日切时间", "Cut at"],
  payments: ["交易笔数", "Payments"],
  reversals: ["冲正笔数", "Reversals"],
  amount: ["净额", "Net amount"],
  merchant_fee: ["商户手续费", "Merchant fee"],
  issuer_fee: ["发卡行服务费", "Issuer fee"],
  network_fee: ["网络服务费（收单侧）", "Network fee (acquirer's side)"],
  acquirer_fee: ["收单服务费", "Acquirer's part"],
  issuer_network_fee: ["其中发卡侧网络服务费", "Of the issuer's, its network half"],
  open: ["未了结", "Open"],
  unknown: ["未知卡种", "Unknown cards"],
  below_cost: ["低于成本", "Below cost"],
  open_amount: ["未了结金额", "Open amount"],
  booked_at: ["手续费入账", "Fees booked"],
  by_acquirer: ["按收单机构", "By acquirer"],
  by_merchant: ["按商户", "By merchant"],
  lines: ["清算明细", "Lines"],
  lines_count: ["笔数", "Lines"],
  merchants_count: ["商户数", "Merchants"],
  lines_empty: ["没有清算明细", "There are no lines"],
  lines_empty_text: ["该清算日没有您可见的明细。", "The day has none that you may see."],
  kind: ["交易类型", "Kind"],
  booking: ["记账", "Stands for"],
  merchant_terminal: ["商户与终端", "Merchant and terminal"],
} as const satisfies Section;

export const clearing_day_state = {
  open: ["进行中", "Open"],
  cut: ["已日切", "Cut"],
  settled: ["已结算", "Settled"],
  closed: ["已关账", "Closed"],
} as const satisfies Section;

export const clearing_booking = {
  payment: ["交易", "Payment"],
  reversal: ["冲正", "Reversal"],
} as const satisfies Section;

export const card_class = {
  debit: ["借记卡", "Debit"],
  credit: ["贷记卡", "Credit"],
} as const satisfies Section;

export const fee_kind = {
  merchant: ["商户手续费", "Merchant fee"],
  issuer: ["发卡行服务费", "Issuer fee"],
  network: ["网络服务费", "Network fee"],
  waiver: ["减免类商户", "Waiver"],
} as const satisfies Section;

export const fees = {
  title: ["费率规则", "Fee rules"],
  lead: [
    "规则自生效日起适用，历史版本不可更改。商户费率依次取协议价、收单机构价、全网价。",
    "A rule holds from its day on. A contract's price goes before the acquirer's, that before the network's.",
  ],
  new: ["新建费率", "New fee rule"],
  edit: ["修改费率", "Change fee rule"],
  retire: ["停用", "Retire"],
  retire_title: ["申请停用此费率？", "Ask to retire this rule?"],
  retire_text: [
    "批准后，自下一清算日起不再适用。",
    "Once approved, it ends with this business day.",
  ],
  kind: ["类别", "Kind"],
  name: ["名称", "Name"],
  card_class: ["卡种", "Card"],
  mccs: ["减免的 MCC", "Categories"],
  rate: ["费率（基点）", "Rate (basis points)"],
  rate_rule: ["60 即 0.60%，最多四位小数", "60 is 0.60 %, four decimals at most"],
  rate_text: ["{rate} 基点", "{rate} bp"],
  cap: ["封顶", "Cap"],
  from_day: ["生效日", "From"],
  from_day_rule: ["不早于当前清算日", "Not before the running business day"],
  source: ["依据", "Source"],
  empty: ["还没有费率规则", "There are no fee rules yet"],
  empty_text: ["没有规则时按公布的标准计费。", "Without rules the published tariff holds."],
  preview: ["试算手续费", "Preview"],
  preview_text: [
    "按所选清算日的规则拆分一笔交易的手续费，不产生任何交易。",
    "Splits the fee of a payment by the rules of the day. Nothing is booked.",
  ],
  preview_run: ["试算", "Run"],
  contract: ["受理协议", "Contract"],
  contract_merchant: ["协议商户", "Merchant of a contract"],
  contract_rule: ["不选即适用于本机构全部商户", "All of your merchants when empty"],
  contract_choose: ["选择协议", "Choose a contract"],
  contract_first: ["请先选择商户", "Choose a merchant first"],
  contract_none: ["该商户与本机构没有协议", "It has no contract with you"],
  range: ["卡号段", "Range"],
  issuer: ["发卡机构", "Issuer"],
  added_at: ["导入时间", "Imported"],
  added_by: ["导入人", "Imported by"],
  bins_lead: [
    "按卡号前 2–6 位判别借记卡与贷记卡；未收录的卡按贷记卡计费。",
    "First digits say whether a card is debit or credit; a card in no range counts as credit.",
  ],
  bins_search: ["发卡机构或卡号前几位", "Issuer or first digits"],
  bins_empty: ["没有卡号段", "There are no ranges"],
  bins_empty_text: ["导入后按其判别卡种。", "Imported ranges appear here."],
  bins: ["导入卡BIN", "Import card ranges"],
  bins_hint: [
    "CSV 或 XLSX，列：low, high, card_class（debit/credit）, issuer, from_day",
    "CSV or XLSX with low, high, card_class (debit/credit), issuer, from_day",
  ],
  bins_taken: ["已导入 {count} 段", "{count} ranges imported"],
  bins_refused: ["{count} 处错误，文件未导入", "{count} faults; nothing was imported"],
} as const satisfies Section;

export const settlement = {
  title: ["结算批次", "Settlement"],
  lead: [
    "T+1 工作日净额结算：交易净额减手续费，加上批结转。负数结转至下一批。",
    "Net on the next working day: amounts less fees, and what earlier batches left. Who owes is carried on.",
  ],
  one: ["结算批次", "Settlement of"],
  empty: ["还没有结算批次", "There are no batches yet"],
  empty_text: [
    "日切后的清算日在下一工作日结算。",
    "Days that are cut settle on the next working day.",
  ],
  make: ["生成批次", "Make a batch"],
  make_text: [
    "收入所有已日切且到期的清算日；同一工作日重复生成不会改变结果。",
    "Takes up every day that is cut and due; repeating changes nothing.",
  ],
  date: ["结算日", "Settlement day"],
  payouts: ["出款 / 商户", "Payouts / lines"],
  gross: ["交易净额", "Gross"],
  fee: ["手续费", "Fees"],
  payout: ["出款", "Payout"],
  held: ["暂缓", "Held"],
  carried_in: ["上批结转", "Carried in"],
  carried_out: ["结转下批", "Carried on"],
  merchant: ["商户", "Merchant"],
  reason: ["原因", "Reason"],
  lines: ["结算明细", "Lines"],
  lines_empty: ["没有明细", "There are no lines"],
  lines_empty_text: ["该批次没有您可见的明细。", "None that you may see."],
  send: ["送出出款文件", "Send the payout file"],
  send_title: ["送出此批出款？", "Send these payouts?"],
  send_text: [
    "生成出款文件并固定其 SHA-256；送出后不可撤回。",
    "Makes the payout file and fixes its SHA-256. It cannot be taken back.",
  ],
  file: ["下载出款文件", "Payout file"],
  sha256: ["出款文件 SHA-256", "SHA-256 of the payout file"],
  summary: ["批次概要", "Summary"],
  made_at: ["生成时间", "Made"],
  sent_at: ["送出时间", "Sent"],
  done_at: ["完成时间", "Done"],
  results: ["导入银行结果", "The bank's results"],
  results_hint: [
    "CSV 或 XLSX，列：line_id, result（paid/rejected/returned）, bank_reference, reason",
    "CSV or XLSX with line_id, result (paid/rejected/returned), bank_reference, reason",
  ],
  results_taken: ["已更新 {count} 笔", "{count} results taken"],
  holds: ["暂缓结算", "Holds"],
  holds_lead: [
    "暂缓即时生效，解除须双人复核。银行拒付或退回的商户自动暂缓。",
    "A hold works at once; its release takes two people. A payout that came back holds its merchant.",
  ],
  hold: ["暂缓结算", "Hold"],
  hold_all: ["全部", "All"],
  hold_amount_rule: ["不填则暂缓全部款项", "All of the money when empty"],
  holds_empty: ["没有暂缓", "Nothing is held"],
  holds_empty_text: ["暂缓的商户款项列在这里。", "Money that is kept back appears here."],
  release: ["解除", "Release"],
  release_title: ["申请解除暂缓？", "Ask to release the hold?"],
  release_text: ["批准后，款项随下一批结算。", "Once approved, the next batch pays it."],
  statement: ["商户对账单", "Statement"],
  statement_lead: [
    "选择商户与结算日范围，查看每批结算的净额、手续费与出款。",
    "Choose a merchant and settlement days to see gross, fees and payouts.",
  ],
  statement_from: ["起始日", "From"],
  statement_until: ["截止日", "Until"],
  statement_empty: ["没有结算记录", "Nothing was settled"],
  statement_empty_text: [
    "所选日期内没有该商户的结算。",
    "The merchant was not settled on these days.",
  ],
  statement_pdf_hint: ["下载中文 PDF 对账单", "Statement as PDF, in Chinese"],
  statement_merchant: ["选择商户", "Choose a merchant"],
  statement_choose: ["请选择商户", "Choose a merchant"],
  statement_choose_text: [
    "按名称或编号查找商户，默认显示近 30 天的结算。",
    "Find one by name or number; the last 30 days are shown.",
  ],
  calendar: ["工作日历", "Working days"],
  calendar_lead: [
    "周六、周日休息；节假日与调休工作日由转接清算机构导入。",
    "Weekends are off; holidays and made-up working days are imported by the network branch.",
  ],
  calendar_import: ["导入节假日", "Import holidays"],
  calendar_hint: [
    "CSV 或 XLSX，列：day, works（yes/no）, name",
    "CSV or XLSX with day, works (yes/no), name",
  ],
  calendar_empty: ["没有节假日", "There are no holidays"],
  calendar_empty_text: ["导入后按其推算结算日。", "Once imported, settlement days follow them."],
  day: ["日期", "Day"],
  day_name: ["名称", "Name"],
  days_taken: ["已导入 {count} 天", "{count} days imported"],
} as const satisfies Section;

export const settlement_state = {
  made: ["已生成", "Made"],
  sent: ["已送出", "Sent"],
  done: ["已完成", "Done"],
} as const satisfies Section;

export const settlement_line_state = {
  none: ["无出款", "None"],
  payable: ["待送出", "Payable"],
  sent: ["银行处理中", "Sent"],
  paid: ["已付", "Paid"],
  rejected: ["拒付", "Rejected"],
  returned: ["退回", "Returned"],
} as const satisfies Section;

export const hold_state = {
  active: ["暂缓中", "Active"],
  released: ["已解除", "Released"],
} as const satisfies Section;

export const working_day_state = {
  works: ["工作日", "Working"],
  off: ["休息", "Off"],
} as const satisfies Section;
