import { DownloadOutlined } from "@ant-design/icons";
import type { Import } from "@shancheng/api";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useInstitutionChoices } from "@/identity/institutions/institution-field";
import { FileDrop } from "@/shared/form/file-drop";
import { count } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { State, Time, Word } from "@/shared/show/show";
import { listImports, sendImport, templatePath, type ImportKind } from "./api";

const columns: Column<Import>[] = [
  { key: "file", title: "imports.file", card: "title", cell: (row) => row.file_name },
  {
    key: "kind",
    title: "imports.kind",
    cell: (row) => <Word group="import_kind" word={row.kind} />,
  },
  {
    key: "state",
    title: "common.state",
    card: "value",
    cell: (row) => <State group="import_state" word={row.state} />,
  },
  {
    key: "rows",
    title: "imports.rows",
    align: "right",
    cell: (row) => <span className="tabular">{count(row.rows_total)}</span>,
  },
  {
    key: "bad",
    title: "imports.bad",
    align: "right",
    cell: (row) => (
      <span className="tabular" style={{ color: row.errors_total > 0 ? "var(--bad)" : undefined }}>
        {count(row.errors_total)}
      </span>
    ),
  },
  {
    key: "by",
    title: "imports.by",
    wide: true,
    card: "none",
    cell: (row) => row.requested_name,
  },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.created_at} /> },
];

export default function Imports() {
  const t = useT();
  const list = useList(["imports"], listImports);
  return (
    <Page title={t("imports.title")} lead={t("imports.lead")}>
      <Upload />
      <Section flush>
        <DataList
          label={t("imports.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/imports/${row.id}`}
          blank={{ title: t("imports.empty"), text: t("imports.empty_text") }}
        />
      </Section>
    </Page>
  );
}

function Upload() {
  const t = useT();
  const word = useWord();
  const navigate = useNavigate();
  const { can, me } = useSession();
  const choices = useInstitutionChoices();
  const [institution, setInstitution] = useState<number>();
  const kinds = (["merchants", "terminals"] as const).filter((kind) => can(`${kind}_write`));
  const [chosen, setChosen] = useState<ImportKind>();
  const kind = chosen ?? kinds[0];
  if (!kind) return null;
  const ready = !me.network || institution !== undefined;
  return (
    <Section
      title={t("imports.upload")}
      extra={
        <Button icon={<DownloadOutlined aria-hidden />} href={templatePath(kind, "xlsx")} download>
          {t("imports.template")}
        </Button>
      }
    >
      <div style={{ marginBottom: 14, display: "flex", gap: 8, flexWrap: "wrap" }}>
        <Segmented
          aria-label={t("imports.kind")}
          options={kinds.map((value) => ({ value, label: word("import_kind", value) }))}
          value={kind}
          onChange={setChosen}
        />
        {me.network && (
          <Select
            aria-label={t("common.institution")}
            placeholder={t("common.institution")}
            style={{ minWidth: 180 }}
            options={choices}
            value={institution}
            onChange={setInstitution}
          />
        )}
      </div>
      {ready ? (
        <FileDrop
          accept=".csv,.xlsx"
          hint={t("imports.drop_hint")}
          send={async (file) => {
            const made = await sendImport(kind, file, institution);
            void navigate(`/imports/${made.id}`);
          }}
        />
      ) : (
        <p className="quiet">{t("imports.institution_first")}</p>
      )}
    </Section>
  );
}
