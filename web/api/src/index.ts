import type { components, paths } from "./schema";

export { api, take } from "./client";
export * from "./problem";
export type { components, paths };

type S = components["schemas"];

/** One page of a list. */
export interface Page<T> {
  items: T[];
  next?: string | null;
}

type Get<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? Q
  : never;

/**
 * Filters as they stand in the console's address, as the query of a list. The address may hold
 * anything; the server says when it does not understand it.
 */
export function asQuery<P extends keyof paths>(
  filters: Record<string, string | number | boolean | undefined>,
): Get<P> {
  return filters as Get<P>;
}

export type Me = S["Me"];
export type Session = S["Session"];
export type Institution = S["Institution"];
export type NewInstitution = S["NewInstitution"];
export type InstitutionChange = S["InstitutionChange"];
export type Person = S["Person"];
export type NewPerson = S["NewPerson"];
export type PersonChange = S["PersonChange"];
export type FirstSignIn = S["FirstSignIn"];
export type TotpBegun = S["TotpBegun"];
export type Partner = S["Partner"];
export type NewPartner = S["NewPartner"];
export type PartnerKey = S["PartnerKey"];
export type NewKey = S["NewKey"];
export type Approval = S["Approval"];
export type AuditEntry = S["AuditEntry"];
export type Job = S["Job"];
export type Parked = S["Parked"];
export type JobDetail = S["JobDetail"];
export type Webhook = S["Webhook"];
export type WebhookCreate = S["WebhookCreate"];
export type WebhookChange = S["WebhookChange"];
export type Delivery = S["Delivery"];
export type LedgerAccount = S["Account"];
export type StatementLine = S["StatementLine"];
export type TrialBalance = S["TrialBalance"];
export type ReconDay = S["ReconDay"];
export type ReconDetail = S["ReconDetail"];
export type ReconResult = S["ReconResult"];
export type ReconSheet = S["ReconSheet"];
export type ReconSide = S["ReconSide"];
export type FileTaken = S["FileTaken"];
export type SettleBody = S["SettleBody"];
export type StatusCount = S["StatusCount"];
export type Merchant = S["Merchant"];
export type NewMerchant = S["NewMerchantBody"];
export type MerchantPatch = S["MerchantPatch"];
export type Store = S["Store"];
export type StoreDraft = S["StoreDraft"];
export type StorePatch = S["StorePatch"];
export type Contract = S["Contract"];
export type ContractDraft = S["ContractDraft"];
export type Terminal = S["Terminal"];
export type TerminalHistory = S["TerminalHistory"];
export type Registration = S["Registration"];
export type BindingDraft = S["BindingDraft"];
export type KeyMark = S["KeyMark"];
export type KeySheet = S["KeySheet"];
export type LinkKeySheet = S["LinkKeySheet"];
export type MadeMasterKey = S["MadeMasterKey"];
export type TerminalKeys = S["TerminalKeys"];
export type Import = S["Import"];
export type RowError = S["RowError"];
export type Rule = S["Rule"];
export type RuleWord = S["RuleWord"];
export type Report = S["Report"];
export type ReportDifference = S["ReportDifference"];
export type ReportTaken = S["Taken"];
export type Acquirer = S["Acquirer"];
export type AcquirerLink = S["Link"];
export type NewLink = S["NewLink"];
export type LinkPatch = S["LinkPatch"];
export type LinkHealth = S["Health"];
export type Policy = S["Policy"];
export type AcquirerSum = S["AcquirerSum"];
export type CardBin = S["CardBin"];
export type CardBinsTaken = S["CardBinsTaken"];
export type ClearingItem = S["ClearingItem"];
export type CutOffSet = S["CutOffSet"];
export type DaySum = S["DaySum"];
export type ClearingDay = S["ClearingDay"];
export type FeePreview = S["FeePreview"];
export type FeePrice = S["FeePrice"];
export type FeeRule = S["FeeRule"];
export type FeeRuleDraft = S["FeeRuleDraft"];
export type FeeTrial = S["FeeTrial"];
export type ResultsTaken = S["ResultsTaken"];
export type SettlementBatch = S["SettlementBatch"];
export type SettlementHold = S["SettlementHold"];
export type SettlementLine = S["SettlementLine"];
export type StatementEntry = S["StatementEntry"];
export type WorkingDay = S["WorkingDay"];
export type WorkingDaysTaken = S["WorkingDaysTaken"];
export type Route = S["Route"];
export type RouteDraft = S["RouteDraft"];
export type RouteTarget = S["RouteTarget"];
export type RouteConditions = S["Conditions"];
export type ReplayBody = S["ReplayBody"];
export type ReplayAnswer = S["ReplayAnswer"];
export type ReplayPlace = S["ReplayPlace"];
export type DryRun = S["DryRun"];
export type DryRunAnswer = S["DryRunAnswer"];
export type Considered = S["Considered"];
export type ConsideredThen = S["ConsideredThen"];
export type PaymentSummary = S["PaymentSummary"];
export type Payment = S["PaymentDetail"];
export type CheckedElement = S["CheckedElement"];
export type Hop = S["HopView"];
export type NewBoard = S["NewBoard"];
export type PaymentCode = S["PaymentCode"];
export type TerminalBatch = S["TerminalBatch"];
export type Reversal = S["ReversalView"];
export type Overview = S["Overview"];
export type AcquirerHealth = S["AcquirerHealth"];
export type Place = S["GivenPlace"];
export type Sandbox = S["Sandbox"];
export type SandboxKey = S["SandboxKey"];
export type SandboxRequest = S["SandboxRequest"];
export type SandboxRequestRow = S["SandboxRequestRow"];
export type TestAmountView = S["TestAmountView"];
export type TestCode = S["TestCode"];
export type DeliveryDetail = S["DeliveryDetail"];
