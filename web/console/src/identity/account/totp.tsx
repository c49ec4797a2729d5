import { http } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, QRCode } from "antd";
import { useState } from "react";
import { ProblemAlert } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId } from "@/shared/show/show";

interface Begun {
  secret: string;
  otpauth_url: string;
}

/** Turns on two-step sign-in; the code is drawn here, the secret goes nowhere else. */
export function TotpSection() {
  const t = useT();
  const { me } = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [begun, setBegun] = useState<Begun>();
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
  const begin = () => run(async () => setBegun(await http.post<Begun>("me/totp")));
  const confirm = (code: string) =>
    run(async () => {
      await http.post("me/totp/confirm", { code });
      setBegun(undefined);
      void message.success(t("account.totp_done"));
      await client.invalidateQueries({ queryKey: ["me"] });
    });
  return (
    <Section title={t("account.totp")}>
      <p style={{ marginBottom: 14 }}>
        {t(begun ? "account.totp_scan" : me.person.totp ? "account.totp_on" : "account.totp_off")}
      </p>
      <ProblemAlert error={error} />
      {!begun && (
        <Button loading={busy} onClick={() => void begin()}>
          {t(me.person.totp ? "account.totp_again" : "account.totp_begin")}
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
