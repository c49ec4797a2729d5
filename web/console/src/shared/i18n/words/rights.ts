import type { Section } from "./section";

export const right = {
  acquirers_read: ["查看收单机构", "see acquirers"],
  acquirers_write: ["维护收单机构与通道", "change acquirers and links"],
  approvals_decide: ["复核", "decide approvals"],
  approvals_read: ["查看复核", "see approvals"],
  audit_read: ["查看审计", "read the audit trail"],
  evidence_read: ["查看存证", "read evidence"],
  institutions_read: ["查看机构", "see institutions"],
  institutions_write: ["维护机构", "change institutions"],
  jobs_read: ["查看作业", "see jobs"],
  jobs_rerun: ["重跑作业", "rerun jobs"],
  ledger_read: ["查看账务", "read the ledger"],
  makers_reports_read: ["查看厂商报备", "see makers' reports"],
  makers_reports_write: ["提交厂商报备", "hand in makers' reports"],
  merchants_read: ["查看商户", "see merchants"],
  merchants_write: ["维护商户", "change merchants"],
  partners_read: ["查看合作方", "see partners"],
  partners_write: ["维护合作方", "change partners"],
  payments_export: ["导出交易", "export payments"],
  payments_read: ["查看交易", "see payments"],
  people_read: ["查看人员", "see people"],
  people_write: ["维护人员", "change people"],
  reversals_write: ["处理冲正", "handle reversals"],
  routes_read: ["查看路由", "see routes"],
  routes_write: ["维护路由", "change routes"],
  terminals_read: ["查看终端", "see terminals"],
  terminals_write: ["维护终端", "change terminals"],
  webhooks_read: ["查看回调", "see webhooks"],
  webhooks_write: ["维护回调", "change webhooks"],
} as const satisfies Section;

export type Right = keyof typeof right;
