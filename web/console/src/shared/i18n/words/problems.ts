import type { Section } from "./section";

/**
 * What the server's stable codes mean to people; others show the server's own English detail,
 * which also stands where a text says {detail}; {named} is what the detail names in back quotes.
 */
export const problem = {
  client_unreachable: [
    "无法连接服务器，请检查网络后重试。",
    "The server cannot be reached. Check the network and try again.",
  ],
  client_unreadable: [
    "服务器的应答无法读取，请稍后重试。",
    "The server's answer could not be read. Try again shortly.",
  ],
  internal: [
    "系统内部错误，已记录。",
    "Something went wrong inside the system; it has been recorded.",
  ],
  database: [
    "数据库暂时不可用，请稍后重试。",
    "The database is not available just now. Try again shortly.",
  ],
  database_unavailable: [
    "数据库暂时不可用，请稍后重试。",
    "The database is not available just now. Try again shortly.",
  ],
  disk_full: [
    "数据盘空间不足，请先清理空间。",
    "The data folder is nearly full. Make space first.",
  ],
  rate_limited: ["请求过于频繁，请稍后重试。", "Too many requests. Try again shortly."],
  denied: ["您没有执行此操作的权限。", "You may not do this."],
  not_allowed: ["您没有执行此操作的权限。", "Your roles do not allow this."],
  person_needed: ["此操作须由本人登录后进行。", "Only a person who is signed in may do this."],
  field_invalid: ["此项不符合要求：{detail}", "{detail}"],
  ledger_invalid: ["此项不符合要求：{detail}", "{detail}"],
  id_invalid: ["编号格式不正确。", "The id is not of the right form."],
  body_invalid: ["提交的内容不符合要求：{detail}", "What was sent breaks a rule: {detail}"],
  body_not_json: [
    "提交的内容无法读取，请刷新后重试。",
    "What was sent cannot be read. Reload and try again.",
  ],
  body_unreadable: ["上传中断，请重试。", "The upload broke off. Try again."],
  multipart_broken: ["上传的文件不完整，请重试。", "The uploaded file is not complete. Try again."],
  query_invalid: ["筛选条件不符合要求：{detail}", "A filter breaks a rule: {detail}"],
  path_invalid: ["地址中的编号不正确。", "The address holds no proper id."],
  path_unknown: ["没有此地址。", "There is nothing at this address."],
  method_not_allowed: ["此地址不支持该操作。", "This address does not take this method."],
  timeout: [
    "处理时间过长，仍在后台继续，请稍后查看结果。",
    "It takes long and goes on in the background: look again later.",
  ],
  text_invalid: ["此项不符合要求：{detail}", "{detail}"],
  note_invalid: ["说明不符合要求：{detail}", "{detail}"],
  note_too_long: ["说明过长。", "The note is too long."],
  cursor_invalid: ["列表已更新，请刷新。", "The list has moved on. Reload it."],
  missing: [
    "对象不存在，或不在您的权限范围内。",
    "There is no such thing, or it is not yours to see.",
  ],
  import_column_missing: ["文件缺少必需的列：{named}", "The file lacks the column {named}"],
  import_column_unknown: [
    "文件中有未知或重复的列：{named}。请对照模板。",
    "The file has a column that is unknown or there twice: {named}. Compare it with the template.",
  ],
  ledger_busy: ["账务繁忙，请稍后重试。", "The ledger is busy. Try again shortly."],
  ledger_too_many: ["一次记账的笔数过多。", "Too many transfers at once."],
  ledger_outcome_unknown: [
    "记账结果暂时未知，请稍后核对。",
    "It is not known yet whether it was booked. Look again shortly.",
  ],
  ledger_stopped: ["账务暂停，请稍后重试。", "The ledger is stopped just now. Try again shortly."],
  terminals_failed: [
    "系统内部错误，已记录。",
    "Something went wrong inside the system; it has been recorded.",
  ],
  merchants_failed: [
    "系统内部错误，已记录。",
    "Something went wrong inside the system; it has been recorded.",
  ],
  ledger_broken: [
    "系统内部错误，已记录。",
    "Something went wrong inside the system; it has been recorded.",
  ],
  ledger_database: [
    "数据库暂时不可用，请稍后重试。",
    "The database is not available just now. Try again shortly.",
  ],
  ledger_refused: ["账务规则不允许。", "A rule of the ledger forbids it."],
  payments_database: [
    "数据库暂时不可用，请稍后重试。",
    "The database is not available just now. Try again shortly.",
  ],
  imports_failed: [
    "系统内部错误，已记录。",
    "Something went wrong inside the system; it has been recorded.",
  ],
  merchant_codes_exhausted: [
    "该类别与地区的商户编号已用完。",
    "Merchant codes of this category and division are used up.",
  ],
  network_branch_is_one: ["网络分公司只能有一家。", "There is only one network branch."],
  partner_keys_too_many: [
    "密钥已达上限，请先吊销旧的。",
    "There are too many keys: revoke an old one first.",
  ],
  partner_key_not_good: ["公钥无法使用：{detail}", "The key cannot be used: {detail}"],
  clearing_day_missing: ["没有这个清算日。", "There is no such business day."],
  clearing_day_not_begun: ["该清算日尚未开始。", "The business day has not begun."],
  settlement_missing: ["没有这个结算批次。", "There is no such settlement batch."],
  hold_missing: ["没有这条暂缓记录。", "There is no such hold."],
  hold_released: ["该暂缓已解除。", "The hold is released."],
  settlement_day_off: ["当日不是工作日。", "It is no working day."],
  settlement_day_to_come: ["当日尚未到。", "The day has not come."],
  settlement_nothing_due: ["当日没有应结算的款项。", "Nothing is due on that day."],
  settlement_state: ["批次当前状态不允许此操作。", "The state of the batch does not allow it."],
  calendar_of_network: [
    "工作日历由转接清算机构维护。",
    "Only the network branch keeps the calendar.",
  ],
  bank_folder: ["与结算银行共享的目录不可用。", "The folder shared with the bank cannot be used."],
  clearing_line_too_much: ["金额超出账户上限。", "An amount is more than an account holds."],
  clearing_entry_refused: ["账务未接受当日手续费。", "The ledger refuses the day's fees."],
  settlement_too_much: ["金额超出账户上限。", "An amount is more than an account holds."],
  settlement_entry_refused: ["账务未接受出款。", "The ledger refuses a payout."],
  fee_rule_missing: ["没有这条费率规则。", "There is no such fee rule."],
  fee_rule_of_another: ["该费率规则属于其他机构。", "The fee rule belongs to another institution."],
  fee_rule_of_network: [
    "发卡与网络服务费及卡BIN由转接清算机构维护。",
    "Only the network branch sets these fees and card ranges.",
  ],
  fee_rule_retired: ["该费率规则已停用。", "The fee rule is retired."],
  fee_rule_changed_meanwhile: [
    "该费率规则已被他人修改，请刷新后重新申请。",
    "The fee rule has changed meanwhile; ask again.",
  ],
  fee_rule_day_past: [
    "生效日已到或已清分，请以更晚的日期重新申请。",
    "Its first day is over or cut; ask again with a later day.",
  ],
  fee_rules_too_many: ["费率规则已达上限。", "There are too many fee rules."],
  routes_too_many: ["路由规则已达上限。", "There are too many routes."],
  links_too_many: ["通道已达上限。", "There are too many links."],
  order_missing: ["没有这个订单。", "There is no such order."],
  order_reference_taken: [
    "此订单号已用于另一笔订单。",
    "The order reference was used for another order.",
  ],
  till_not_admitted: [
    "终端或商户当前不能收款：{detail}",
    "The terminal or its merchant may not be paid just now: {detail}",
  ],
  payment_refused: ["交易被拒绝：{detail}", "{detail}"],
  cancel_too_late: [
    "已过交易当日，不能撤单，请改为退款。",
    "The business day of the payment is over: refund it.",
  ],
  payment_unknown: [
    "结果未知，请查询订单或重发同一请求。",
    "Nobody knows yet how it ended: ask for the order or send the same again.",
  ],
  switch_not_here: [
    "此节点不受理交易，请连接受理节点。",
    "This node takes no payments: ask one with the role switch.",
  ],
  till_numbers_used_up: [
    "此终端的流水号已用尽。",
    "The terminal has no number left for another order.",
  ],
  batch_missing: ["没有这个批次的结算。", "This batch has no settlement."],
  batch_ended: ["此批次已平，或已了结。", "This batch balances, or is resolved already."],
  code_missing: ["没有此收款码。", "There is no such code."],
  code_busy: ["此码正在付款中，请稍后再试。", "The code is being paid. Try again shortly."],
  code_paid: ["此单已付款；如需退回请退款。", "The order is paid. Refund it to give it back."],
  code_expired: ["此码已过期。", "The code has expired."],
  code_closed: ["此码已关闭。", "The code is closed."],
  code_day_limit: ["此码今日收款已达上限。", "The code takes no more money today."],
  code_afar: ["须在门店附近当面付款。", "The code is paid by whoever stands before it."],
  reversal_ended: ["此冲正已了结。", "This reversal has ended already."],
  reversal_not_sendable: [
    "退货的冲正不能再发送：请与收单机构核实后作了结处理。",
    "A refund's reversal cannot be sent. Ask the acquirer, then resolve it.",
  ],
  leaf_pending: [
    "存证尚未入链，请稍后再试。",
    "The fact is not in the log yet. Try again shortly.",
  ],
  idempotency_key_reused: [
    "同一请求编号对应了不同内容。",
    "The same request key was used with other content.",
  ],
  version_changed: [
    "他人刚刚修改过，请刷新后重试。",
    "Somebody changed it meanwhile. Reload and try again.",
  ],
  changed_meanwhile: [
    "他人刚刚修改过，请刷新后重试。",
    "Somebody changed it meanwhile. Reload and try again.",
  ],
  link_changed_meanwhile: [
    "他人刚刚修改过此通道，请刷新后重试。",
    "Somebody changed the link meanwhile. Reload and try again.",
  ],
  route_changed_meanwhile: [
    "他人刚刚修改过此规则，请刷新后重试。",
    "Somebody changed the rule meanwhile. Reload and try again.",
  ],
  terminal_changed: [
    "他人刚刚修改过此终端，请刷新后重试。",
    "Somebody changed the terminal meanwhile. Reload and try again.",
  ],
  body_too_large: ["文件过大。", "The file is too large."],
  export_too_large: ["导出内容过多，请收窄筛选条件。", "Too much to export: narrow the filters."],
  // Sign-in and the own account.
  credentials_wrong: ["用户名或密码不正确。", "The user name or password is wrong."],
  code_required: ["请输入验证码。", "A code is required."],
  code_wrong: ["验证码不正确或已用过。", "The code is wrong or was used before."],
  account_suspended: [
    "账户或机构已停用，请联系管理员。",
    "The account or its institution is suspended. Ask an administrator.",
  ],
  sign_in_locked: [
    "失败次数过多，账户暂时锁定，请稍后再试。",
    "Too many failures: the account is locked for a while.",
  ],
  sign_in_busy: ["登录请求较多，请稍后再试。", "Many people are signing in. Try again shortly."],
  sign_in_required: ["请先登录。", "Sign in first."],
  session_missing: ["登录已过期，请重新登录。", "Your session has ended. Sign in again."],
  password_change_required: ["请先设置自己的密码。", "Choose a password of your own first."],
  password_wrong: ["当前密码不正确。", "The current password is wrong."],
  password_length: ["密码须为 10 至 128 个字符。", "A password has 10 to 128 characters."],
  password_common: [
    "此密码过于常见，请换一个。",
    "Too many people use this password. Choose another.",
  ],
  password_repeated: [
    "新密码不能与当前密码相同或只由重复字符组成。",
    "The password repeats itself or the one before. Choose another.",
  ],
  password_guessable: [
    "密码与姓名或用户名过于接近，请换一个。",
    "The password is too close to your name. Choose another.",
  ],
  totp_already_on: ["两步验证已经开启。", "Two-step sign-in is on already."],
  totp_not_begun: ["请先获取二维码再确认。", "Ask for a new code first."],
  // Identity.
  login_taken: ["该用户名已被使用。", "This user name is in use."],
  role_unfit: ["该角色不适用于此机构类型。", "This role does not fit the kind of institution."],
  own_account: ["不能在此修改自己的账户。", "You cannot change your own account here."],
  institution_closed: ["机构已关闭，不能再修改。", "The institution is closed for good."],
  institution_code_taken: ["该机构代码已被使用。", "This institution code is in use."],
  partner_key_revoked: ["该密钥已吊销。", "The key is revoked."],
  partner_key_known: ["该公钥已经登记过。", "This key is registered already."],
  signature_key_invalid: ["公钥无法识别。", "The key cannot be read."],
  approval_own_request: ["提交人不能复核自己的申请。", "You cannot decide your own request."],
  approval_needs_person: ["须由本人申请或复核。", "Only a person may ask or decide."],
  approval_decided: ["该申请已由他人处理。", "Somebody has decided this already."],
  approval_expired: ["该申请已过期，请重新提交。", "The request has expired. Ask again."],
  // Merchants.
  merchant_code_taken: ["该商户编号已被使用。", "This merchant code is in use."],
  merchant_credit_code_taken: [
    "该信用代码已属于本机构另一商户。",
    "Another merchant has this credit code.",
  ],
  merchant_closed: ["商户已注销。", "The merchant is closed."],
  merchant_has_terminals: [
    "该商户仍有在用终端，请先注销或改绑。",
    "The merchant still has terminals: close or move them first.",
  ],
  merchant_not_yours: ["该商户属于其他机构。", "The merchant belongs to another institution."],
  store_code_taken: ["该商户已有同编号的门店。", "The merchant has a store of this code already."],
  terminals_bound: [
    "仍有终端绑定在此，请先改绑或注销。",
    "Terminals are bound here: move or close them first.",
  ],
  contract_taken: ["与该收单机构已有生效协议。", "There is a contract with this acquirer already."],
  // Terminals.
  terminal_serial_taken: [
    "该序列号已属于另一台在用终端：一机一码，不能重复登记。",
    "This serial already belongs to another live terminal: one serial, one terminal.",
  ],
  terminal_serial_invalid: [
    "序列号须为 8 至 50 位字母或数字。",
    "A serial has 8 to 50 letters and digits.",
  ],
  reconciliation_file_invalid: ["对账文件有误：{detail}", "The file is not good: {detail}"],
  reconciliation_file_too_large: ["对账文件过大。", "The file is too large."],
  reconciliation_acquirer_missing: [
    "文件首行的收单机构代码不存在。",
    "The file names an acquirer that does not exist.",
  ],
  reconciliation_file_missing: ["此日还没有对账文件。", "No file has come for this day."],
  reconciliation_day_missing: ["没有此对账日。", "There is no such day."],
  reconciliation_day_closed: ["此日已关账。", "The day is closed."],
  reconciliation_day_decided: [
    "已有差错作过处理，请先撤销再换文件。",
    "Decisions stand on the file before. Take them back first.",
  ],
  reconciliation_result_missing: ["没有此差错。", "There is no such result."],
  reconciliation_changed: [
    "此差错已被他人更新，请刷新后再处理。",
    "It has changed meanwhile. Read it again.",
  ],
  reconciliation_ended: ["此差错已无可处理。", "Nothing is left to decide."],
  reconciliation_write_off_too_much: ["超出可核销金额。", "Not so much can be written off."],
  reconciliation_cannot_wait: ["只有单边明细可以等待。", "Only what stands alone can wait."],
  reconciliation_wait_invalid: [
    "等待日须在今天之后 30 天以内。",
    "Wait until a day after today and within 30 days.",
  ],
  reconciliation_no_pair: [
    "两笔不能互相勾平：须为同一机构、一笔我方一笔对方、方向相反。",
    "The two do not stand for each other.",
  ],
  reconciliation_nothing_taken: ["没有可撤销的处理。", "No decision stands."],
  font_missing: [
    "服务器没有中文字体，不能生成 PDF。",
    "The server has no font for Chinese, so that no PDF can be written.",
  ],
  paper_failed: ["生成 PDF 出错，已记录。", "The PDF failed; it has been recorded."],
  reconciliation_by_itself: [
    "日切差由系统自动勾对；人工请用手工勾对。",
    "Lines of two days are matched by the system. Match by hand instead.",
  ],
  reconciliation_unexplained: ["尚不能关账：{detail}", "The day cannot close: {detail}"],
  reconciliation_behind: [
    "我方明细有变化，请先重新勾对。",
    "Our lines have changed. Compare again first.",
  ],
  reconciliation_failed: ["对账出错，已记录。", "Reconciliation failed; it has been recorded."],
  terminal_code_taken: ["该终端号已被使用。", "This terminal code is in use."],
  terminal_code_invalid: [
    "终端号须为 8 位字母或数字。",
    "A terminal code has 8 letters and digits.",
  ],
  terminal_state_forbids: [
    "终端当前状态不允许此操作。",
    "The terminal's state does not allow this.",
  ],
  terminal_not_tested: ["测试通过后才能启用。", "It can be activated once its test has passed."],
  terminal_bound_otherwise: [
    "终端已绑定到其他商户或机构，请走改绑流程。",
    "The terminal is bound otherwise: ask to move it.",
  ],
  terminal_bound_so: ["终端已经这样绑定。", "The terminal is bound so already."],
  terminal_contract_missing: [
    "商户与该收单机构没有生效协议。",
    "The merchant has no contract with this acquirer.",
  ],
  terminal_store_missing: ["该商户没有此门店。", "The merchant has no such store."],
  terminal_merchant_missing: ["没有此商户。", "There is no such merchant."],
  terminal_acquirer_missing: ["没有此收单机构。", "There is no such acquirer."],
  terminal_element_differs: [
    "所填要素与商户档案不一致。",
    "What was given differs from the merchant's record.",
  ],
  terminal_not_yours: ["该终端属于其他机构。", "The terminal belongs to another institution."],
  place_invalid: ["经纬度不在有效范围内。", "The position is not valid."],
  // Imports.
  import_too_large: ["文件超过大小上限。", "The file is too large."],
  import_too_many_rows: ["文件行数超过上限。", "The file has too many rows."],
  import_empty: ["文件中没有数据行。", "The file has no rows."],
  import_unreadable: [
    "文件无法读取，请使用 CSV（UTF-8 或 GBK）或 Excel。",
    "The file cannot be read: use CSV (UTF-8 or GBK) or Excel.",
  ],
  // Routing and links.
  acquirer_of_another: [
    "只有该收单机构和网络分公司可以修改。",
    "Only that acquirer and the network branch may change this.",
  ],
  route_of_another: [
    "该规则属于其他机构，只能由其人员申请变更。",
    "The rule belongs to another institution, whose people alone ask for its change.",
  ],
  route_retired: ["该规则已停用。", "The rule is retired."],
  replay_interrupted: [
    "历史回放未能完成，请再试一次。",
    "The replay did not come to its end; try again.",
  ],
  link_name_taken: ["同名通道已存在。", "There is a link of this name already."],
  cut_off_past: [
    "生效清算日已开始，请改选以后的日期。",
    "The business day has begun. Choose a later one.",
  ],
  cut_off_taken: [
    "该清算日起已设有日切时间，请另选日期。",
    "A cut-off is set from this day on. Choose another day.",
  ],
  acquirer_failed: ["收单机构设置出错，已记录。", "Something failed; it has been recorded."],
  link_retired: ["该通道已停用，不能再修改。", "The link is retired and cannot be changed."],
  // Keys.
  key_components_count: ["密钥由两个或三个分量组成。", "A key has two or three components."],
  key_component_invalid: [
    "分量须为 32 或 48 位十六进制数。",
    "A component is 32 or 48 hex digits.",
  ],
  key_components_differ: ["各分量长度须一致。", "All components are of one length."],
  key_component_bare: [
    "分量不能全为零，也不能与另一分量相同。",
    "A component is not zeros, nor another component again.",
  ],
  key_check_value_invalid: [
    "校验值须为 6 或 8 位十六进制数。",
    "A check value is 6 or 8 hex digits.",
  ],
  key_check_value_wrong: [
    "校验值不符，请检查是否录错。",
    "The check value does not fit. Look for a mistyped digit.",
  ],
  key_weak: ["合成的是弱密钥，请换一组分量。", "The components make a weak key. Use others."],
  link_key_changed_meanwhile: [
    "此密钥在提交后已被更换，请重新提交。",
    "The key was changed after this was asked for. Ask again.",
  ],
  keys_failed: [
    "系统内部错误，已记录。",
    "Something went wrong inside the system; it has been recorded.",
  ],
  idempotency_secret_given: [
    "已经办理，密钥或口令已随首次应答给出且不再保留。若未收到，请重新办理。",
    "It was done, and its secret was given with the first answer and is not kept. If you missed it, do it again.",
  ],
  // Evidence and jobs.
  proof_impossible: ["无法为此生成证明。", "No proof can be made of this."],
  evidence_pending: [
    "正在写入存证日志，请一秒后再试。",
    "Being written to the log. Try again in a second.",
  ],
  sandbox_missing: ["还没有沙箱，请先开通。", "There is no sandbox yet: open one first."],
  sandbox_unavailable: [
    "本系统未开放沙箱，请联系运营方。",
    "This installation opens no sandboxes. Ask its operator.",
  ],
  sandbox_vendors_only: ["沙箱只供系统商人员使用。", "A sandbox is for people of a system vendor."],
  sandbox_request_missing: [
    "没有这条请求，或已过 7 天。",
    "There is no such request, or it is older than a week.",
  ],
  sandbox_request_too_large: [
    "请求内容过大，未保存，无法重发。",
    "Its body was too large to be kept: it cannot be sent again.",
  ],
  prepaid_card_missing: ["没有这张预付卡。", "There is no such prepaid card."],
  prepaid_card_taken: ["卡号已被使用。", "The card number is taken."],
  prepaid_reference_taken: [
    "此参考号已用于该卡的另一笔交易。",
    "The reference was used for another entry of this card.",
  ],
  prepaid_payment_missing: ["没有可退的原消费。", "There is no payment to give back."],
  prepaid_refund_exceeds: ["退款超过剩余可退金额。", "More than is left of the payment."],
  prepaid_balance_short: ["卡内余额不足。", "There is not enough on the card."],
  job_not_dead: ["只有已停止的作业可以重跑。", "Only a dead job can be run again."],
  job_already_queued: ["同键的作业已在排队。", "A job with the same key is queued already."],
} as const satisfies Section;
