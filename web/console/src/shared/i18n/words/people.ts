import type { Section } from "./section";

export const institutions = {
  title: ["机构", "Institutions"],
  lead: [
    "网络内的分公司、银行、支付机构、收单机构与系统服务商。",
    "Branches, banks, payment institutions, acquirers and vendors of the network.",
  ],
  new: ["新建机构", "New institution"],
  edit: ["编辑机构", "Edit institution"],
  code: ["机构代码", "Code"],
  code_rule: ["8 位数字", "8 digits"],
  short_name: ["简称", "Short name"],
  kind: ["机构类型", "Kind"],
  empty: ["没有机构", "There are no institutions"],
} as const satisfies Section;

export const people = {
  title: ["人员", "People"],
  lead: [
    "角色按岗位设定；涉及资金与规则的操作由两人完成。",
    "Roles follow jobs; what moves money or rules takes two people.",
  ],
  new: ["新建人员", "New person"],
  edit: ["编辑人员", "Edit person"],
  login: ["用户名", "User name"],
  login_rule: [
    "3 至 64 位小写字母、数字与 . _ - @，如 wang@shancheng",
    "3 to 64 of a-z 0-9 . _ - @, such as wang@shancheng",
  ],
  q: ["姓名或用户名", "Name or user name"],
  name: ["姓名", "Name"],
  roles: ["角色", "Roles"],
  totp: ["两步验证", "Two-step"],
  totp_on: ["已开启", "On"],
  totp_off: ["未开启", "Off"],
  reset: ["重置密码", "Reset password"],
  reset_title: ["重置此人的密码？", "Reset this person's password?"],
  reset_text: [
    "其全部会话立即失效，两步验证一并关闭。",
    "All sessions end at once and two-step sign-in is turned off.",
  ],
  first_password: ["初始密码（仅显示一次）", "First password (shown once)"],
  first_password_text: [
    "请当面或经可靠渠道交给 {name}，首次登录后须改为自己的密码。",
    "Hand it to {name} by a safe way; a password of one's own is asked for at the first sign-in.",
  ],
  empty: ["没有人员", "There are no people"],
} as const satisfies Section;

export const partners = {
  title: ["合作方", "Partners"],
  lead: [
    "以签名请求调用接口的系统，私钥只在对方手中。",
    "Systems that call the API with signed requests; private keys stay with them.",
  ],
  new: ["新建合作方", "New partner"],
  edit: ["编辑合作方", "Edit partner"],
  rate: ["每秒 / 突发", "Per second / burst"],
  rate_per_s: ["每秒请求数", "Requests per second"],
  burst: ["突发请求数", "Burst"],
  suspend: ["停用", "Suspend"],
  resume: ["恢复", "Resume"],
  key_id: ["密钥编号", "Key id"],
  empty_text: ["登记合作方及其公钥后即可接入。", "Register a partner and its key to let it call."],
  keys: ["接口密钥", "Keys"],
  key_new: ["登记公钥", "Register a key"],
  algorithm: ["算法", "Algorithm"],
  fingerprint: ["指纹", "Fingerprint"],
  public_key: ["公钥 (PEM)", "Public key (PEM)"],
  expires: ["到期", "Expires"],
  revoke: ["吊销", "Revoke"],
  revoke_title: ["吊销此密钥？", "Revoke this key?"],
  revoke_text: [
    "用它签名的请求立即被拒绝，不可恢复。",
    "Requests signed with it are refused at once. This cannot be undone.",
  ],
  empty: ["没有合作方", "There are no partners"],
  keys_empty: ["还没有密钥", "There are no keys yet"],
  keys_empty_text: [
    "登记公钥后，对方即可发起签名请求。",
    "Once a key is registered the partner may call.",
  ],
} as const satisfies Section;

export const approvals = {
  title: ["复核", "Approvals"],
  lead: [
    "影响资金或规则的变更在此由另一人批准或驳回。",
    "Changes of money or rules are decided here by a second person.",
  ],
  tab_waiting: ["待复核", "Waiting"],
  tab_done: ["已处理", "Decided"],
  kind: ["事项", "What"],
  target: ["对象", "Target"],
  by: ["提交人", "Asked by"],
  at: ["提交时间", "Asked"],
  expires: ["有效期至", "Expires"],
  decided_by: ["复核人", "Decided by"],
  decided_at: ["复核时间", "Decided"],
  changes: ["变更内容", "Changes"],
  approve: ["批准", "Approve"],
  reject: ["驳回", "Reject"],
  approve_title: ["批准此变更？", "Approve this change?"],
  reject_title: ["驳回此变更？", "Reject this change?"],
  approve_text: [
    "批准后立即生效，并写入审计。",
    "It takes effect at once and goes into the audit trail.",
  ],
  own: [
    "这是您提交的申请，须由另一位同事处理。",
    "You asked for this; another colleague must decide.",
  ],
  empty: ["没有待复核的事项", "Nothing is waiting"],
  empty_text: ["新的申请会立即出现在这里。", "New requests appear here at once."],
} as const satisfies Section;

export const approval_kind = {
  "route.change": ["路由规则变更", "Routing change"],
  "route.create": ["新建路由规则", "New route"],
  "route.delete": ["删除路由规则", "Delete route"],
  "route.remove": ["删除路由规则", "Delete route"],
  "terminal.rebind": ["终端改绑", "Move a terminal"],
} as const satisfies Section;

export const audit = {
  title: ["审计", "Audit"],
  lead: [
    "谁在何时对什么做了什么。记录只增不改。",
    "Who did what to which, and when. Entries are never changed.",
  ],
  actor: ["操作人", "Who"],
  action: ["动作", "Action"],
  target: ["对象", "Target"],
  detail: ["内容", "Detail"],
  number: ["序号", "No."],
  verify: ["校验链", "Verify the chain"],
  verify_good: [
    "{count} 条记录首尾相连，未被改动。",
    "{count} entries fit together; none was changed.",
  ],
  verify_bad: ["第 {number} 条起不一致：{why}", "Broken at entry {number}: {why}"],
  empty: ["没有审计记录", "There are no entries"],
} as const satisfies Section;

export const account = {
  title: ["我的账户", "My account"],
  profile: ["个人信息", "Profile"],
  login: ["用户名", "User name"],
  roles: ["角色", "Roles"],
  rights: ["权限", "Rights"],
  password: ["修改密码", "Change password"],
  password_old: ["当前密码", "Current password"],
  password_new: ["新密码", "New password"],
  password_again: ["再次输入新密码", "New password again"],
  password_rule: ["10 至 128 个字符，避免常见密码", "10 to 128 characters, not a common one"],
  must_change: ["请设置自己的密码", "Choose a password of your own"],
  must_change_text: [
    "您使用的是初始密码，修改后才能继续使用控制台。",
    "You signed in with a first password. Change it to go on.",
  ],
  recovery: ["恢复码（仅显示一次，请妥善保存）", "Recovery codes (shown once, keep them safe)"],
  recovery_kept: ["我已保存", "I have kept them"],
  password_differs: ["两次输入不一致", "The two differ"],
  password_done: ["密码已修改", "Password changed"],
  totp: ["两步验证", "Two-step sign-in"],
  totp_on: [
    "已开启。登录时需要身份验证器上的验证码。",
    "On. Signing in asks for a code from your authenticator.",
  ],
  totp_off: [
    "未开启。建议用身份验证器应用保护账户。",
    "Off. Protect your account with an authenticator app.",
  ],
  totp_begin: ["开启两步验证", "Turn on"],
  totp_scan: [
    "用身份验证器扫描二维码，或手动输入密钥，再填入显示的 6 位数字。",
    "Scan the code with your authenticator or type the secret, then enter the 6 digits it shows.",
  ],
  totp_secret: ["密钥", "Secret"],
  totp_confirm: ["确认开启", "Confirm"],
  totp_done: ["两步验证已开启", "Two-step sign-in is on"],
  sessions: ["登录会话", "Sessions"],
  session_current: ["当前会话", "This one"],
  session_agent: ["设备", "Device"],
  session_address: ["地址", "Address"],
  session_since: ["登录时间", "Since"],
  session_seen: ["最近活动", "Last seen"],
  session_end: ["结束会话", "End"],
  session_end_title: ["结束此会话？", "End this session?"],
} as const satisfies Section;

export const webhooks = {
  title: ["回调", "Webhooks"],
  lead: [
    "事件以签名请求送达订阅地址，约 24 小时内最多投递 16 次。",
    "Events are delivered as signed requests, up to 16 tries over about 24 hours.",
  ],
  new: ["新建订阅", "New subscription"],
  edit: ["编辑订阅", "Edit subscription"],
  url: ["地址", "URL"],
  url_rule: ["https 开头的地址", "An https address"],
  events_rule: [
    "如 payment.approved；payment.* 表示同类全部；* 表示全部",
    "Such as payment.approved; payment.* for all of a kind; * for all",
  ],
  key: ["签名公钥", "Signature key"],
  key_text: [
    "用此公钥核验请求签名（Ed25519，base64）。",
    "Check our signatures with this key (Ed25519, base 64).",
  ],
  disabled_why: ["停止原因", "Why disabled"],
  about: ["对象", "About"],
  events: ["事件", "Events"],
  deliveries: ["投递记录", "Deliveries"],
  event: ["事件", "Event"],
  status: ["应答码", "Status"],
  tries: ["次数", "Tries"],
  next: ["下次投递", "Next try"],
  error: ["最近结果", "Last result"],
  replay: ["重新投递", "Deliver again"],
  replay_done: ["已安排重新投递", "It will be delivered again"],
  pause: ["暂停", "Pause"],
  resume: ["恢复", "Resume"],
  empty: ["没有订阅", "There are no subscriptions"],
  empty_text: [
    "订阅后，交易与终端变更会推送到您的系统。",
    "Subscribe to have payments and terminal changes sent to your system.",
  ],
  deliveries_empty: ["还没有投递", "Nothing was delivered yet"],
} as const satisfies Section;

export const jobs = {
  title: ["作业", "Jobs"],
  lead: [
    "后台作业，失败按 2 的幂退避重试，次数用尽后停在这里等待处理。",
    "Background jobs; failures back off by powers of two and stop here when tries are used up.",
  ],
  key: ["键", "Key"],
  tries: ["次数", "Tries"],
  run_at: ["到期时间", "Due"],
  started: ["开始时间", "Started"],
  steps: ["进度", "Progress"],
  tries_title: ["执行记录", "Tries"],
  result: ["结果", "Result"],
  finished: ["完成时间", "Finished"],
  error: ["最近错误", "Last error"],
  payload: ["内容", "Payload"],
  rerun: ["重新执行", "Run again"],
  rerun_done: ["已排队重新执行", "It is queued again"],
  empty: ["没有作业", "There are no jobs"],
  empty_dead: ["没有停止的作业", "No dead jobs"],
  empty_dead_text: ["一切正常。", "All is well."],
} as const satisfies Section;
