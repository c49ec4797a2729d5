import { App, Button } from "antd";
import { useNavigate } from "react-router";
import { useT } from "@/shared/i18n";

/** Says that a change waits for a second person, with the way to its request. */
export function useAsked(): (approvalId: string | undefined) => void {
  const t = useT();
  const navigate = useNavigate();
  const { notification } = App.useApp();
  return (approvalId) => {
    const key = `asked.${approvalId ?? ""}`;
    const open = () => {
      notification.destroy(key);
      void navigate(`/approvals/${approvalId ?? ""}`);
    };
    notification.success({
      key,
      title: t("common.four_eyes_sent"),
      description: t("common.four_eyes_sent_text"),
      // Drawn outside the router, where a link of it would not work.
      actions: approvalId && <Button onClick={open}>{t("common.four_eyes_open")}</Button>,
    });
  };
}
