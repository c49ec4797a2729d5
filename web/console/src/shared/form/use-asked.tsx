import { App } from "antd";
import { Link } from "react-router";
import { useT } from "@/shared/i18n";

/** Says that a change waits for a second person, with the way to its request. */
export function useAsked(): (approvalId: string | undefined) => void {
  const t = useT();
  const { notification } = App.useApp();
  return (approvalId) =>
    notification.success({
      title: t("common.four_eyes_sent"),
      description: t("common.four_eyes_sent_text"),
      actions: approvalId && (
        <Link to={`/approvals/${approvalId}`}>{t("common.four_eyes_open")}</Link>
      ),
    });
}
