import { DownloadOutlined } from "@ant-design/icons";
import type { Import } from "@shancheng/api";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { FileDrop } from "@/shared/form/file-drop";
import { count } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { State, Time, Word } from "@/shared/show/show";
import { listImports, sendImport, templates, type ImportKind } from "./api";

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
    cell: (row) => (
      <State group="import_state" word={row.state} tone={row.rows_bad > 0 ? "bad" : undefined} />
    ),
  },
  {
    key: "rows",
    title: "imports.rows",
    align: "right",
    cell: (row) => <span className="tabular">{count(row.rows)}</span>,
  },
  {
    key: "bad",
    title: "imports.bad",
    align: "right",
    cell: (row) => (
      <span className="tabular" style={{ color: row.rows_bad > 0 ? "var(--bad)" : undefined }}>
        {count(row.rows_bad)}
      </span>
    ),
  },
  { key: "by", title: "imports.by", wide: true, card: "none", cell: (row) => row.created_by_name },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.created_at} /> },
];

function download(kind: ImportKind) {
  // The mark makes spreadsheet programs read the text as UTF-8.
  const blob = new Blob(["\ufeff", templates[kind]], { type: "text/csv;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${kind}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

export default function Imports() {
  const t = useT();
  const word = useWord();
  const navigate = useNavigate();
  const { can } = useSession();
  const kinds = (["merchants", "terminals"] as const).filter((kind) => can(`${kind}_write`));
  const [chosen, setChosen] = useState<ImportKind>();
  const kind = chosen ?? kinds[0];
  const list = useList(["imports"], listImports);
  return (
    <Page title={t("imports.title")} lead={t("imports.lead")}>
      {kind && (
        <Section
          title={t("imports.upload")}
          extra={
            <Button icon={<DownloadOutlined />} onClick={() => download(kind)}>
              {t("imports.template")}
            </Button>
          }
        >
          <div style={{ marginBottom: 14 }}>
            <Segmented
              aria-label={t("imports.kind")}
              options={kinds.map((value) => ({ value, label: word("import_kind", value) }))}
              value={kind}
              onChange={setChosen}
            />
          </div>
          <FileDrop
            accept=".csv,.xlsx"
            send={async (file) => {
              const made = await sendImport(kind, file);
              void navigate(`/imports/${made.id}`);
            }}
          />
        </Section>
      )}
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
