import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { ProblemAlert } from "@/shared/form/form-drawer";
import { placeProblem } from "@/shared/form/problem-form";
import { useT } from "@/shared/i18n";
import { useProblemText } from "@/shared/page/states";
import { changePassword } from "./api";

interface Values {
  current: string;
  new: string;
  again: string;
}

/** Fewest characters of a password; the server has more rules. */
const LENGTH_MIN = 10;

export function PasswordForm() {
  const t = useT();
  const text = useProblemText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = async (values: Values) => {
    setBusy(true);
    setError(null);
    try {
      await changePassword(values.current, values.new);
      form.resetFields();
      void message.success(t("account.password_done"));
      await client.invalidateQueries();
    } catch (caught) {
      if (!placeProblem(form, caught, text(caught))) setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t("common.required") };
  return (
    <>
      <ProblemAlert error={error} />
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void change(values)}
      >
        <Form.Item name="current" label={t("account.password_old")} rules={[required]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new"
          label={t("account.password_new")}
          extra={t("account.password_rule")}
          rules={[required, { min: LENGTH_MIN, message: t("account.password_rule") }]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t("account.password_again")}
          dependencies={["new"]}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                !value || value === getFieldValue("new")
                  ? Promise.resolve()
                  : Promise.reject(new Error(t("account.password_differs"))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t("account.password")}
        </Button>
      </Form>
    </>
  );
}
