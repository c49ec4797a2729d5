import {
  ApartmentOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  BranchesOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  CloudUploadOutlined,
  CreditCardOutlined,
  DashboardOutlined,
  DiffOutlined,
  ExperimentOutlined,
  FieldTimeOutlined,
  FileProtectOutlined,
  FileTextOutlined,
  NotificationOutlined,
  PauseCircleOutlined,
  PercentageOutlined,
  PropertySafetyOutlined,
  CalculatorOutlined,
  QrcodeOutlined,
  ReconciliationOutlined,
  RollbackOutlined,
  ScissorOutlined,
  ShopOutlined,
  TeamOutlined,
  TransactionOutlined,
  WalletOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { TextKey } from "@/shared/i18n";
import type { Right } from "@/shared/i18n/words/rights";

export interface NavItem {
  to: string;
  text: TextKey;
  right: Right;
  icon: ReactNode;
}

export interface NavGroup {
  text: TextKey;
  items: NavItem[];
}

/** The whole navigation; what the person may not open is left out. */
export const navigation: NavGroup[] = [
  {
    text: "shell.group_run",
    items: [
      {
        to: "/overview",
        text: "shell.overview",
        right: "payments_read",
        icon: <DashboardOutlined aria-hidden />,
      },
      {
        to: "/payments",
        text: "shell.payments",
        right: "payments_read",
        icon: <TransactionOutlined aria-hidden />,
      },
      {
        to: "/reversals",
        text: "shell.reversals",
        right: "payments_read",
        icon: <RollbackOutlined aria-hidden />,
      },
      {
        to: "/batches",
        text: "shell.batches",
        right: "payments_read",
        icon: <CalculatorOutlined aria-hidden />,
      },
      {
        to: "/codes",
        text: "shell.codes",
        right: "payments_make",
        icon: <QrcodeOutlined aria-hidden />,
      },
    ],
  },
  {
    text: "shell.group_accept",
    items: [
      {
        to: "/merchants",
        text: "shell.merchants",
        right: "merchants_read",
        icon: <ShopOutlined aria-hidden />,
      },
      {
        to: "/terminals",
        text: "shell.terminals",
        right: "terminals_read",
        icon: <PropertySafetyOutlined aria-hidden />,
      },
      {
        to: "/imports",
        text: "shell.imports",
        right: "merchants_read",
        icon: <CloudUploadOutlined aria-hidden />,
      },
      {
        to: "/makers-reports",
        text: "shell.makers_reports",
        right: "makers_reports_read",
        icon: <DiffOutlined aria-hidden />,
      },
      {
        to: "/sandbox",
        text: "shell.sandbox",
        right: "sandbox_read",
        icon: <ExperimentOutlined aria-hidden />,
      },
    ],
  },
  {
    text: "shell.group_road",
    items: [
      {
        to: "/routes",
        text: "shell.routes",
        right: "routes_read",
        icon: <BranchesOutlined aria-hidden />,
      },
      {
        to: "/acquirers",
        text: "shell.acquirers",
        right: "acquirers_read",
        icon: <ApartmentOutlined aria-hidden />,
      },
    ],
  },
  {
    text: "shell.group_clearing",
    items: [
      {
        to: "/clearing/days",
        text: "shell.clearing_days",
        right: "clearing_read",
        icon: <ScissorOutlined aria-hidden />,
      },
      {
        to: "/settlements",
        text: "shell.settlements",
        right: "clearing_read",
        icon: <BankOutlined aria-hidden />,
      },
      {
        to: "/holds",
        text: "shell.holds",
        right: "clearing_read",
        icon: <PauseCircleOutlined aria-hidden />,
      },
      {
        to: "/statement",
        text: "shell.statement",
        right: "clearing_read",
        icon: <FileTextOutlined aria-hidden />,
      },
      {
        to: "/fee-rules",
        text: "shell.fees",
        right: "clearing_read",
        icon: <PercentageOutlined aria-hidden />,
      },
      {
        to: "/card-bins",
        text: "shell.card_bins",
        right: "clearing_read",
        icon: <CreditCardOutlined aria-hidden />,
      },
      {
        to: "/working-days",
        text: "shell.working_days",
        right: "clearing_read",
        icon: <CalendarOutlined aria-hidden />,
      },
    ],
  },
  {
    text: "shell.group_books",
    items: [
      {
        to: "/reconciliation",
        text: "shell.reconciliation",
        right: "reconciliation_read",
        icon: <ReconciliationOutlined aria-hidden />,
      },
      {
        to: "/ledger/accounts",
        text: "shell.ledger",
        right: "ledger_read",
        icon: <WalletOutlined aria-hidden />,
      },
      {
        to: "/ledger/trial-balance",
        text: "shell.trial_balance",
        right: "ledger_read",
        icon: <BookOutlined aria-hidden />,
      },
    ],
  },
  {
    text: "shell.group_control",
    items: [
      {
        to: "/approvals",
        text: "shell.approvals",
        right: "approvals_read",
        icon: <CheckSquareOutlined aria-hidden />,
      },
      {
        to: "/audit",
        text: "shell.audit",
        right: "audit_read",
        icon: <AuditOutlined aria-hidden />,
      },
      {
        to: "/evidence",
        text: "shell.evidence",
        right: "evidence_read",
        icon: <FileProtectOutlined aria-hidden />,
      },
    ],
  },
  {
    text: "shell.group_system",
    items: [
      {
        to: "/institutions",
        text: "shell.institutions",
        right: "institutions_read",
        icon: <BankOutlined aria-hidden />,
      },
      {
        to: "/people",
        text: "shell.people",
        right: "people_read",
        icon: <TeamOutlined aria-hidden />,
      },
      {
        to: "/partners",
        text: "shell.partners",
        right: "partners_read",
        icon: <ApiOutlined aria-hidden />,
      },
      {
        to: "/webhooks",
        text: "shell.webhooks",
        right: "webhooks_read",
        icon: <NotificationOutlined aria-hidden />,
      },
      {
        to: "/jobs",
        text: "shell.jobs",
        right: "jobs_read",
        icon: <FieldTimeOutlined aria-hidden />,
      },
    ],
  },
];
