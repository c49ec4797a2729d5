import type { FeePreview, FeePrice, FeeTrial } from "@shancheng/api";
import { Button, Form, Select } from "antd";
import { useState } from "react";
import { useAcquirers } from "@/panorama/acquirers/use-acquirers";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { DateInput } from "@/shared/form/date-input";
import { ProblemAlert, Two, YuanInput } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { Money } from "@/shared/show/show";
import { previewFees } from "./api";

/** What the fees of a payment come to, and by which rules. */
export function FeePreviewPanel() {
  const t = useT();
  const word = useWord();
  const { data: acquirers } = useAcquirers();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [answer, setAnswer] = useState<FeePreview>();
  const required = [{ required: true, message: t("common.required") }];
  const run = async (values: FeeTrial) => {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await previewFees(values));
    } catch (caught) {
      setAnswer(undefined);
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="quiet">{t("fees.preview_text")}</p>
      <ProblemAlert error={error} />
      <Form<FeeTrial>
        layout="vertical"
        initialValues={{ amount_fen: 100_000, card_class: "debit" }}
        onFinish={(values) => void run(values)}
      >
        <Two>
          <Form.Item name="acquirer_id" label={t("routes.acquirer")} rules={required}>
            <Select
              options={(acquirers ?? []).map((a) => ({
                value: a.institution_id,
                label: a.short_name,
              }))}
            />
          </Form.Item>
          <Form.Item name="amount_fen" label={t("common.amount")} rules={required}>
            <YuanInput />
          </Form.Item>
          <Form.Item name="card_class" label={t("fees.card_class")}>
            <Select
              allowClear
              options={["debit", "credit"].map((value) => ({
                value,
                label: word("card_class", value),
              }))}
            />
          </Form.Item>
          <Form.Item name="day" label={t("clearing.day")}>
            <DateInput />
          </Form.Item>
        </Two>
        <Form.Item name="merchant_id" label={t("routes.merchant")}>
          <MerchantChoice />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t("fees.preview_run")}
        </Button>
      </Form>
      {answer && <Answer answer={answer} />}
    </>
  );
}

function Answer({ answer }: { answer: FeePreview }) {
  const t = useT();
  const line = (title: string, fen: number, price?: FeePrice) => (
    <tr>
      <th scope="row">{title}</th>
      <td className="tabular">
        <Money fen={fen} />
      </td>
      <td>{price && <Source price={price} />}</td>
    </tr>
  );
  return (
    <table style={{ width: "100%", marginTop: 24 }}>
      <tbody>
        {line(t("clearing.merchant_fee"), answer.merchant_fee_fen, answer.merchant)}
        {line(t("clearing.issuer_fee"), answer.issuer_fee_fen, answer.issuer)}
        {line(t("clearing.network_fee"), answer.network_fee_fen, answer.network)}
        {line(t("clearing.acquirer_fee"), answer.acquirer_fee_fen)}
        {line(t("clearing.issuer_network_fee"), answer.issuer_network_fee_fen)}
      </tbody>
    </table>
  );
}

function Source({ price }: { price: FeePrice }) {
  const t = useT();
  return (
    <span className="quiet">
      {t("fees.rate_text", { rate: price.rate_bp })} · {price.source}
    </span>
  );
}
