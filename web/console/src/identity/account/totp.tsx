import type { TotpBegun } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, QRCode } from "antd";
import { useState } from "react";
import { ProblemAlert } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Code, CopyId } from "@/shared/show/show";
import { beginTotp, confirmTotp } from "./api";

/** Turns on two-step sign-in; the code is drawn here, the secret goes nowhere else. */
export function TotpSection() {
  const t = useT();
  const { me } = useSession();
  const client = useQueryClient();
  const [begun, setBegun] = useState<TotpBegun>();
  const [recovery, setRecovery] = useState<string[]>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const begin = () => run(async () => setBegun(await beginTotp()));
  const confirm = (code: string) =>
    run(async () => {
      setRecovery((await confirmTotp(code)).recovery_codes);
      setBegun(undefined);
      await client.invalidateQueries({ queryKey: ["me"] });
    });
  const on = me.person.totp;
  return (
    <Section title={t("account.totp")}>
      <p style={{ marginBottom: 14 }}>
        {t(begun ? "account.totp_scan" : on ? "account.totp_on" : "account.totp_off")}
      </p>
      <ProblemAlert error={error} />
      {recovery && (
        <div role="status">
          <p style={{ fontWeight: 600, marginBottom: 8 }}>{t("account.recovery")}</p>
          <Code value={recovery.join("\n")} label={t("account.recovery")} />
          <Button style={{ marginTop: 12 }} onClick={() => setRecovery(undefined)}>
            {t("account.recovery_kept")}
          </Button>
        </div>
      )}
      {!begun && !on && !recovery && (
        <Button loading={busy} onClick={() => void begin()}>
          {t("account.totp_begin")}
        </Button>
      )}
      {begun && (
        <Form<{ code: string }>
          layout="vertical"
          requiredMark={false}
          onFinish={({ code }) => void confirm(code)}
        >
          <div style={{ display: "grid", justifyItems: "center", gap: 12, marginBottom: 16 }}>
            {/* Readers want dark on light whatever the look. */}
            <QRCode
              value={begun.otpauth_url}
              type="svg"
              color="#10201d"
              bgColor="#ffffff"
              size={188}
            />
            <span>
              <span className="quiet">{t("account.totp_secret")}</span>{" "}
              <CopyId id={begun.secret} whole what={t("account.totp_secret")} />
            </span>
          </div>
          <Form.Item
            name="code"
            label={t("sign_in.code")}
            rules={[{ required: true, pattern: /^\d{6}$/, message: t("sign_in.code_text") }]}
          >
            <Input
              className="mono"
              inputMode="numeric"
              maxLength={6}
              autoComplete="one-time-code"
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t("account.totp_confirm")}
          </Button>
        </Form>
      )}
    </Section>
  );
}
