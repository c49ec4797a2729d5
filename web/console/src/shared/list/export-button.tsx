import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { count } from "@/shared/format";
import { useSay, useT } from "@/shared/i18n";
import { useProblemText } from "@/shared/page/states";
import { csvOf, localTime, saveCsv } from "./csv";
import type { Column } from "./data-list";
import type { ListQuery } from "./use-list";

/** Downloads what the filters show, as CSV or as an Excel file. */
export function ExportButton({
  path,
  query,
}: {
  path: string;
  query: Record<string, string | undefined>;
}) {
  const t = useT();
  const href = (format: string) => {
    const params = new URLSearchParams({ format });
    for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
    return `/api/v1/${path}?${params.toString()}`;
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          {
            key: "csv",
            label: (
              <a href={href("csv")} download>
                {t("common.download_csv")}
              </a>
            ),
          },
          {
            key: "xlsx",
            label: (
              <a href={href("xlsx")} download>
                {t("common.download_xlsx")}
              </a>
            ),
          },
        ],
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden />}>{t("common.export")}</Button>
    </Dropdown>
  );
}

/** Most rows that a file made in the browser holds. */
const FILE_ROWS_MAX = 20_000;

/** Writes a list that the server has no file of to a CSV file: all its pages, as filtered. */
export function ListExport<T>({
  list,
  columns,
  name,
}: {
  list: ListQuery<T>;
  columns: Column<T>[];
  name: string;
}) {
  const t = useT();
  const say = useSay();
  const text = useProblemText();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const write = async () => {
    setBusy(true);
    try {
      const { rows, cut } = await list.readAll(FILE_ROWS_MAX);
      const day = localTime(new Date().toISOString()).replace(/\D/g, "").slice(0, 12);
      saveCsv(`${name}-${day}.csv`, csvOf(rows, columns, say));
      if (cut) void message.warning(t("common.export_cut", { count: count(rows.length) }));
    } catch (caught) {
      void message.error(text(caught));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void write()}>
      {t("common.export")}
    </Button>
  );
}
