import { DownloadOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useT } from "@/shared/i18n";

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
      <Button icon={<DownloadOutlined />}>{t("common.export")}</Button>
    </Dropdown>
  );
}
