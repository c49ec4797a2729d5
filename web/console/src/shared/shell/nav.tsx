import {
  ApiOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  BranchesOutlined,
  CheckSquareOutlined,
  CloudUploadOutlined,
  DashboardOutlined,
  DiffOutlined,
  FieldTimeOutlined,
  FileProtectOutlined,
  NotificationOutlined,
  PropertySafetyOutlined,
  RollbackOutlined,
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
        icon: <DashboardOutlined />,
      },
      {
        to: "/payments",
        text: "shell.payments",
        right: "payments_read",
        icon: <TransactionOutlined />,
      },
      {
        to: "/reversals",
        text: "shell.reversals",
        right: "payments_read",
        icon: <RollbackOutlined />,
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
        icon: <ShopOutlined />,
      },
      {
        to: "/terminals",
        text: "shell.terminals",
        right: "terminals_read",
        icon: <PropertySafetyOutlined />,
      },
      {
        to: "/imports",
        text: "shell.imports",
        right: "merchants_read",
        icon: <CloudUploadOutlined />,
      },
      {
        to: "/makers-reports",
        text: "shell.makers_reports",
        right: "makers_reports_read",
        icon: <DiffOutlined />,
      },
    ],
  },
  {
    text: "shell.group_road",
    items: [
      { to: "/routes", text: "shell.routes", right: "routes_read", icon: <BranchesOutlined /> },
      {
        to: "/acquirers",
        text: "shell.acquirers",
        right: "acquirers_read",
        icon: <ApartmentOutlined />,
      },
    ],
  },
  {
    text: "shell.group_books",
    items: [
      {
        to: "/ledger/accounts",
        text: "shell.ledger",
        right: "ledger_read",
        icon: <WalletOutlined />,
      },
      {
        to: "/ledger/trial-balance",
        text: "shell.trial_balance",
        right: "ledger_read",
        icon: <BookOutlined />,
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
        icon: <CheckSquareOutlined />,
      },
      { to: "/audit", text: "shell.audit", right: "audit_read", icon: <AuditOutlined /> },
      {
        to: "/evidence",
        text: "shell.evidence",
        right: "evidence_read",
        icon: <FileProtectOutlined />,
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
        icon: <BankOutlined />,
      },
      { to: "/people", text: "shell.people", right: "people_read", icon: <TeamOutlined /> },
      { to: "/partners", text: "shell.partners", right: "partners_read", icon: <ApiOutlined /> },
      {
        to: "/webhooks",
        text: "shell.webhooks",
        right: "webhooks_read",
        icon: <NotificationOutlined />,
      },
      { to: "/jobs", text: "shell.jobs", right: "jobs_read", icon: <FieldTimeOutlined /> },
    ],
  },
];
