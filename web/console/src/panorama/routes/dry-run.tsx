import type { DryRun, DryRunAnswer } from "@shancheng/api";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useLinkName } from "@/panorama/acquirers/use-acquirers";
import { Considered } from "@/panorama/payments/parts";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { CodeSelect } from "@/shared/codes/codes";
import { ProblemAlert, Two, YuanInput } from "@/shared/form/form-drawer";
import { placeProblem } from "@/shared/form/problem-form";
import { useT, useWord } from "@/shared/i18n";
import { BlankState, useProblemText } from "@/shared/page/states";
import { dryRun } from "./api";

/** Where a payment would go, with every rule that was considered. */
export function DryRunPanel() {
  const t = useT();
  const word = useWord();
  const link = useLinkName();
  const text = useProblemText();
  const [form] = Form.useForm<DryRun>();
  const [result, setResult] = useState<DryRunAnswer>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const required = [{ required: true, message: t("common.required") }];
  const run = async (values: DryRun) => {
    setBusy(true);
    setError(null);
    try {
      setResult(await dryRun({ ...values, mcc: values.mcc || undefined }));
    } catch (caught) {
      if (!placeProblem(form, caught, text(caught))) setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="quiet" style={{ marginBottom: 14 }}>
        {t("routes.dry_text")}
      </p>
      <ProblemAlert error={error} />
      <Form<DryRun>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ amount_fen: 10000 }}
        onFinish={(values) => void run(values)}
      >
        <Form.Item name="merchant" label={t("payments.merchant")} rules={required}>
          <MerchantChoice />
        </Form.Item>
        <Two>
          <Form.Item
            name="card_bin"
            label={t("routes.dry_bin")}
            extra={t("routes.dry_bin_rule")}
            rules={[{ required: true, pattern: /^\d{2,19}$/, message: t("routes.dry_bin_rule") }]}
          >
            <Input className="mono" inputMode="numeric" maxLength={19} />
          </Form.Item>
          <Form.Item name="amount_fen" label={t("common.amount")} rules={required}>
            <YuanInput />
          </Form.Item>
          <Form.Item name="mcc" label={t("common.mcc")}>
            <CodeSelect list="mccs" />
          </Form.Item>
        </Two>
        <Button type="primary" htmlType="submit" loading={busy} block>
          {t("routes.dry_run")}
        </Button>
      </Form>
      <div style={{ marginTop: 24 }} aria-live="polite">
        {result && (
          <>
            <p style={{ fontWeight: 600, fontSize: 16, marginBottom: 12 }}>
              {result.acquirer_name
                ? t("payments.routing_chosen", { acquirer: result.acquirer_name })
                : t("payments.routing_none")}
              {result.link && <span className="quiet"> · {link(result.link)}</span>}
              {result.obstacle && (
                <span className="quiet"> · {word("route_reason", result.obstacle)}</span>
              )}
            </p>
            <Considered rules={result.considered} />
          </>
        )}
        {!result && !error && <BlankState title={t("routes.dry")} text={t("routes.dry_none")} />}
      </div>
    </>
  );
}
