import { ProblemError } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { DemoRibbon } from "@/shared/about/demo-ribbon";
import { ProblemAlert } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { signIn } from "@/shared/session/api";
import { Logo } from "@/shared/shell/logo";
import { LanguageSwitch } from "@/shared/shell/shell";
import { Scene } from "./scene";
import styles from "./sign-in.module.css";

interface Values {
  login: string;
  password: string;
}

/** Six digits, or a recovery code: sixteen letters and digits, however they are grouped. */
const codePattern = /^\s*(\d{6}|[a-z2-7]{4}([\s-]?[a-z2-7]{4}){3})\s*$/i;

/** Only a path of this console may be gone back to. */
export function safeBack(back: string | null): string {
  return back?.startsWith("/") && !back.startsWith("//") && !back.startsWith("/\\") ? back : "/";
}

export default function SignIn() {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [params] = useSearchParams();
  const [known, setKnown] = useState<Values>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${t("sign_in.title")} · ${t("shell.product")}`;
  }, [t]);

  const enter = async (values: Values, code?: string) => {
    setBusy(true);
    setError(null);
    try {
      await signIn(values.login.trim(), values.password, code);
      client.clear();
      void navigate(safeBack(params.get("back")), { replace: true });
    } catch (caught) {
      const wantsCode = caught instanceof ProblemError && caught.problem.code === "code_required";
      if (wantsCode) {
        setKnown(values);
        head.current?.focus();
      } else {
        setError(caught);
      }
    } finally {
      setBusy(false);
    }
  };

  const why =
    params.get("why") === "signed_out"
      ? "sign_in.signed_out"
      : params.get("back")
        ? "sign_in.expired"
        : null;
  return (
    <div className={styles.page}>
      <div className={styles.view}>
        <div className={styles.brand}>
          <Logo size={42} />
          <div>
            <div className={styles.brandName}>{t("shell.product")}</div>
            <div className={styles.brandLine}>{t("shell.product_line")}</div>
          </div>
        </div>
        <p className={styles.verse}>
          <strong>{t("sign_in.verse_1")}</strong>
          <span>{t("sign_in.verse_2")}</span>
        </p>
        <Scene className={styles.scene} />
      </div>
      <div className={styles.side}>
        <DemoRibbon />
        <div className={styles.tools}>
          <LanguageSwitch />
        </div>
        <main className={styles.form}>
          <div className={styles.box}>
            <h1 ref={head} tabIndex={-1}>
              {t(known ? "sign_in.code_title" : "sign_in.title")}
            </h1>
            <p className={styles.lead}>{t(known ? "sign_in.code_text" : "sign_in.lead")}</p>
            {why && !known && !error && (
              <p className={styles.why} role="status">
                {t(why)}
              </p>
            )}
            <ProblemAlert error={error} />
            {known ? (
              <CodeForm
                busy={busy}
                send={(code) => void enter(known, code)}
                back={() => {
                  setKnown(undefined);
                  setError(null);
                }}
              />
            ) : (
              <PasswordForm busy={busy} send={(values) => void enter(values)} />
            )}
            <p className={styles.foot}>{t("sign_in.foot")}</p>
          </div>
        </main>
      </div>
    </div>
  );
}

function PasswordForm({ busy, send }: { busy: boolean; send: (values: Values) => void }) {
  const t = useT();
  const required = [{ required: true, message: t("common.required") }];
  return (
    <Form<Values> layout="vertical" size="large" requiredMark={false} onFinish={send}>
      <Form.Item name="login" label={t("sign_in.login")} rules={required}>
        <Input
          autoComplete="username"
          autoFocus
          autoCapitalize="off"
          placeholder={t("sign_in.login_example")}
        />
      </Form.Item>
      <Form.Item name="password" label={t("sign_in.password")} rules={required}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t("sign_in.submit")}
      </Button>
    </Form>
  );
}

function CodeForm({
  busy,
  send,
  back,
}: {
  busy: boolean;
  send: (code: string) => void;
  back: () => void;
}) {
  const t = useT();
  return (
    <Form<{ code: string }>
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ code }) => send(code.trim())}
    >
      <Form.Item
        name="code"
        label={t("sign_in.code")}
        className={styles.code}
        extra={t("sign_in.recovery")}
        rules={[{ required: true, pattern: codePattern, message: t("sign_in.code_text") }]}
      >
        <Input autoFocus autoComplete="one-time-code" autoCapitalize="off" maxLength={24} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t("sign_in.code_submit")}
      </Button>
      <Button type="link" block onClick={back} style={{ marginTop: 8 }}>
        {t("sign_in.code_back")}
      </Button>
    </Form>
  );
}
