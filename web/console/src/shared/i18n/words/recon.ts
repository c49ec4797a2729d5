import type { Section } from "./section";

export const recon = {
  lead: [
    "收单机构的日终文件与我方清算明细逐笔勾对；每一分钱都有去处后方可关账。",
    "The daily file of an acquirer held against our lines. A day closes when every fen is explained.",
  ],
  upload: ["上传对账文件", "Hand in a daily file"],
  drop_hint: [
    "CSV，首行为机构、日期、笔数与合计，末行为笔数与 SHA-256。整份收下或整份不收；同日再传新文件即替换旧版。",
    "CSV with a head and an end line. All of it is taken or none; another file of the day replaces the former.",
  ],
  taken: ["已收下 {count} 笔并完成勾对", "{count} lines taken and compared"],
  taken_already: ["此文件此前已收下（{count} 笔）", "This file was there already ({count} lines)"],
  refused: ["未收下：{count} 处错误", "Not taken: {count} faults"],
  empty: ["还没有对账文件", "No files yet"],
  empty_text: [
    "上传收单机构的日终文件后，对账日显示在此。",
    "Days appear here once an acquirer's file is handed in.",
  ],
  date: ["清算日", "Business day"],
  acquirer: ["收单机构", "Acquirer"],
  source: ["来源", "Source"],
  ours: ["我方", "Ours"],
  theirs: ["对方", "Theirs"],
  difference: ["差额", "Difference"],
  open_lines: ["待处理笔数", "Waiting for staff"],
  open_fen: ["未解释金额", "Not explained"],
  unexplained: ["未解释合计", "Not explained in all"],
  file_version: ["文件版本", "Version of the file"],
  behind: ["需重新勾对", "Compare again"],
  behind_text: [
    "勾对之后我方明细有变化，请重新勾对。",
    "Our lines have changed since the file was compared.",
  ],
  closed_at: ["关账时间", "Closed"],
  closed_by: ["关账人", "Closed by"],
  sheet: ["对账单", "Sheet"],
  by_status: ["按状态", "By status"],
  lines: ["笔数", "Lines"],
  status: ["对账状态", "Status"],
  fields: ["不符要素", "What differs"],
  way: ["处理方式", "Way out"],
  assigned: ["经办人", "Worked on by"],
  work: ["差错处理", "Work list"],
  work_lead: [
    "未能直接勾平的明细。每种处理方式都有账务分录，关账前可撤销。",
    "All that is not a plain match. Each way out is booked, and can be taken back until the day closes.",
  ],
  age: ["账龄", "Age"],
  age_days: ["{days} 天以上", "{days} days or more"],
  only_open: ["仅待处理", "Only waiting"],
  only_mine: ["仅我经办", "Only mine"],
  yes: ["是", "Yes"],
  none: ["没有差错", "Nothing here"],
  none_text: ["没有符合条件的差错。", "No result fits the filters."],
  compare: ["重新勾对", "Compare again"],
  compare_title: ["重新勾对此日？", "Compare this day again?"],
  compare_text: [
    "用已收下的文件与我方当前明细重新勾对；未处理的差错归档后重新生成。",
    "The file is held against our lines as they are now; results without a decision are made anew.",
  ],
  close: ["关账", "Close the day"],
  close_title: ["关账？", "Close the day?"],
  close_text: [
    "关账后不再收新文件，已作的处理不能撤销。",
    "Afterwards no other file is taken and no decision is taken back.",
  ],
  closed_done: ["已关账", "Closed"],
  result: ["差错", "Result"],
  sides: ["双方明细", "Both sides"],
  field: ["要素", "Field"],
  differs: ["不符", "differs"],
  versions: ["处理记录", "History"],
  version: ["版本", "Version"],
  by: ["操作人", "By"],
  transfer: ["分录", "Entry"],
  fee: ["手续费", "Fee"],
  kind: ["交易类型", "Kind"],
  batch: ["批次号", "Batch"],
  trace: ["流水号", "Trace"],
  reference: ["检索参考号", "Reference"],
  wait_until: ["等待至", "Waits until"],
  other: ["对方差错编号", "The other result"],
  payment: ["交易", "Payment"],
  accept_theirs: ["认对方", "Accept theirs"],
  accept_theirs_text: [
    "以对方金额为准，差额挂账待查。",
    "Their amount stands; the difference waits in suspense.",
  ],
  accept_ours: ["认我方", "Accept ours"],
  accept_ours_text: [
    "以我方金额为准，差额向收单机构追索。",
    "Our amount stands; the difference is claimed from the acquirer.",
  ],
  write_off: ["核销", "Write off"],
  write_off_text: [
    "未解释部分计入差错损失，单笔不超过 10,000 元。",
    "What is not explained is booked as a loss, at most 10,000 yuan at once.",
  ],
  by_hand: ["手工勾对", "Match by hand"],
  by_hand_text: [
    "与另一方单边的一笔互相勾平；可跨清算日。",
    "Put together with a line that stands alone on the other side, also of another day.",
  ],
  wait: ["等待", "Wait"],
  wait_text: [
    "可能稍后到账，到期前不列入待处理。",
    "It may still come; until then nobody is asked.",
  ],
  undo: ["撤销处理", "Take back"],
  undo_text: [
    "以反向分录撤销最近一次处理。",
    "The latest decision is taken back by a counter-entry.",
  ],
  note: ["备注", "Note"],
  assign: ["由我处理", "Assign to me"],
} as const satisfies Section;

export const recon_source = {
  acquirer: ["收单机构", "Acquirer"],
  network: ["清算网络", "Network"],
} as const satisfies Section;

export const recon_day_state = {
  open: ["待关账", "Open"],
  closed: ["已关账", "Closed"],
} as const satisfies Section;

export const recon_status = {
  expected: ["待到账", "Expected"],
  missing: ["逾期未到", "Missing"],
  unexpected: ["长款", "Unexpected"],
  amount_over: ["金额多", "Amount over"],
  amount_under: ["金额少", "Amount under"],
  data_mismatch: ["要素不符", "Data mismatch"],
  fee_mismatch: ["手续费不符", "Fee mismatch"],
  duplicate: ["重复", "Duplicate"],
  void: ["已抵销", "Void"],
  partially_reconciled: ["部分核销", "Partially reconciled"],
  matched: ["已核对", "Matched"],
  archived: ["已归档", "Archived"],
} as const satisfies Section;

export const recon_field = {
  amount: ["金额", "Amount"],
  terminal: ["终端号", "Terminal"],
  batch: ["批次号", "Batch"],
  trace: ["流水号", "Trace"],
  reference: ["检索参考号", "Reference"],
  kind: ["交易类型", "Kind"],
  card: ["卡号", "Card"],
  time: ["时间", "Time"],
  fee: ["手续费", "Fee"],
} as const satisfies Section;

export const recon_kind = {
  reversal: ["冲正", "Reversal"],
} as const satisfies Section;

export const recon_way = {
  accept_theirs: ["认对方", "Accept theirs"],
  accept_ours: ["认我方", "Accept ours"],
  write_off: ["核销", "Write off"],
  by_hand: ["手工勾对", "Match by hand"],
  other_day: ["日切差勾对", "Matched across days"],
  wait: ["等待", "Wait"],
  undo: ["撤销处理", "Take back"],
} as const satisfies Section;
