import type { BindingDraft, Registration, Terminal } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select, Steps } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import { InstitutionField } from "@/identity/institutions/institution-field";
import { TerminalKeys } from "@/panorama/keys/terminal-keys";
import { ProblemAlert, Two } from "@/shared/form/form-drawer";
import { LinkButton } from "@/shared/form/link-button";
import { placeProblem } from "@/shared/form/problem-form";
import { sections } from "@/shared/i18n/words";
import { useT, useWord, type TextKey } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { BlankState, useProblemText } from "@/shared/page/states";
import { CopyId, State } from "@/shared/show/show";
import { usePhone } from "@/shared/use-phone";
import { bindTerminal, moveTerminal, readTerminal, registerTerminal } from "./api";
import { BindingFields, draftOf } from "./binding-fields";
import { TestStep } from "./test-step";
import styles from "./register.module.css";

const steps: TextKey[] = [
  "terminals.wizard_register",
  "terminals.wizard_bind",
  "terminals.wizard_test",
  "terminals.wizard_activate",
];

/** The step that a terminal is at by its state; 4 when all are done. */
export function stepOf(terminal: Terminal | undefined): number {
  if (!terminal) return 0;
  if (terminal.state === "registered") return 1;
  if (terminal.state === "bound") return 2;
  if (terminal.state === "testing") return terminal.tested ? 3 : 2;
  return 4;
}

/** Register, bind, test, activate; `?terminal=` takes up one that was left half way. */
export default function Register() {
  const t = useT();
  const phone = usePhone();
  const client = useQueryClient();
  const [params, setParams] = useSearchParams();
  const [terminal, setTerminal] = useState<Terminal>();
  const [error, setError] = useState<unknown>(null);
  const given = params.get("terminal");

  useEffect(() => {
    if (given && terminal?.id !== given) readTerminal(given).then(setTerminal, setError);
  }, [given, terminal?.id]);

  const moved = (next: Terminal) => {
    setTerminal(next);
    setParams({ terminal: next.id }, { replace: true });
    void client.invalidateQueries({ queryKey: ["terminals"] });
  };
  const again = () => {
    setTerminal(undefined);
    setParams({}, { replace: true });
  };
  const step = stepOf(terminal);
  return (
    <Page
      title={t("terminals.register")}
      lead={t("terminals.empty_text")}
      back={{ to: "/terminals", text: t("terminals.title") }}
      mark={terminal && <State group="terminal_state" word={terminal.state} />}
    >
      <div className={styles.wrap}>
        <Steps
          className={styles.steps}
          current={step}
          size="small"
          // On the phone the names stand below their numbers, so that the form is not pushed down.
          titlePlacement={phone ? "vertical" : "horizontal"}
          responsive={false}
          items={steps.map((key) => ({ title: t(key) }))}
        />
        <ProblemAlert error={error} />
        {terminal && (
          <p className={styles.lead}>
            {t("terminals.serial")} <CopyId id={terminal.serial} whole />
          </p>
        )}
        {step === 0 && <RegisterStep onDone={moved} />}
        {step === 1 && terminal && <BindStep terminal={terminal} onDone={moved} />}
        {step === 2 && terminal && (
          <>
            <TerminalKeys terminal={terminal} />
            <TestStep terminal={terminal} onDone={moved} />
          </>
        )}
        {step === 3 && terminal && (
          <ActStep
            title="terminals.wizard_activate"
            text="terminals.wizard_activate_text"
            button="terminals.activate"
            act={() => moveTerminal(terminal.id, "activate")}
            onDone={moved}
          />
        )}
        {step === 4 && terminal && <Done terminal={terminal} again={again} />}
      </div>
    </Page>
  );
}

function useStep<V>(act: (values: V) => Promise<Terminal>, onDone: (terminal: Terminal) => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async (values: V, place?: (error: unknown) => boolean) => {
    setBusy(true);
    setError(null);
    try {
      onDone(await act(values));
    } catch (caught) {
      if (!place?.(caught)) setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, go };
}

function Foot({ busy, children }: { busy: boolean; children: ReactNode }) {
  return (
    <div className={styles.foot}>
      <Button type="primary" htmlType="submit" loading={busy}>
        {children}
      </Button>
    </div>
  );
}

function RegisterStep({ onDone }: { onDone: (terminal: Terminal) => void }) {
  const t = useT();
  const word = useWord();
  const text = useProblemText();
  const [form] = Form.useForm<Registration>();
  const { busy, error, go } = useStep(registerTerminal, onDone);
  const required = [{ required: true, whitespace: true, message: t("common.required") }];
  const types = Object.keys(sections.device_type).sort();
  return (
    <Section title={t("terminals.wizard_register")}>
      <p className={styles.lead}>{t("terminals.wizard_register_text")}</p>
      <ProblemAlert error={error} />
      <Form<Registration>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ device_type: "04" }}
        onFinish={(values) =>
          void go({ ...values, serial: values.serial.trim().toUpperCase() }, (caught) =>
            placeProblem(form, caught, text(caught)),
          )
        }
      >
        <InstitutionField />
        <Form.Item
          name="serial"
          label={t("terminals.serial")}
          extra={t("terminals.serial_rule")}
          rules={[
            {
              required: true,
              pattern: /^\s*[0-9A-Za-z]{8,50}\s*$/,
              message: t("terminals.serial_rule"),
            },
          ]}
        >
          <Input className="mono" maxLength={52} autoComplete="off" />
        </Form.Item>
        <Form.Item name="device_type" label={t("terminals.device_type")} rules={required}>
          <Select
            options={types.map((value) => ({
              value,
              label: `${value} ${word("device_type", value)}`,
            }))}
          />
        </Form.Item>
        <Two>
          <Form.Item name="maker" label={t("terminals.maker")} rules={required}>
            <Input maxLength={64} />
          </Form.Item>
          <Form.Item name="model" label={t("terminals.model")} rules={required}>
            <Input maxLength={64} />
          </Form.Item>
        </Two>
        <Foot busy={busy}>{t("terminals.wizard_register")}</Foot>
      </Form>
    </Section>
  );
}

function BindStep({
  terminal,
  onDone,
}: {
  terminal: Terminal;
  onDone: (terminal: Terminal) => void;
}) {
  const t = useT();
  const text = useProblemText();
  const [form] = Form.useForm<BindingDraft>();
  const { busy, error, go } = useStep(
    (values: BindingDraft) => bindTerminal(terminal.id, draftOf(values)),
    onDone,
  );
  return (
    <Section title={t("terminals.wizard_bind")}>
      <p className={styles.lead}>{t("terminals.wizard_bind_text")}</p>
      <ProblemAlert error={error} />
      <Form<BindingDraft>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void go(values, (caught) => placeProblem(form, caught, text(caught)))}
      >
        <BindingFields form={form} />
        <Foot busy={busy}>{t("terminals.bind")}</Foot>
      </Form>
    </Section>
  );
}

interface ActProps {
  title: TextKey;
  text: TextKey;
  button: TextKey;
  act: () => Promise<Terminal>;
  onDone: (terminal: Terminal) => void;
}

function ActStep({ title, text, button, act, onDone }: ActProps) {
  const t = useT();
  const { busy, error, go } = useStep<undefined>(act, onDone);
  return (
    <Section title={t(title)}>
      <p className={styles.lead}>{t(text)}</p>
      <ProblemAlert error={error} />
      <Form onFinish={() => void go(undefined)}>
        <Foot busy={busy}>{t(button)}</Foot>
      </Form>
    </Section>
  );
}

function Done({ terminal, again }: { terminal: Terminal; again: () => void }) {
  const t = useT();
  return (
    <Section>
      <BlankState
        title={t("terminals.wizard_done")}
        text={t("terminals.wizard_done_text")}
        actions={
          <>
            <Button onClick={again}>{t("terminals.wizard_another")}</Button>
            <LinkButton type="primary" to={`/terminals/${terminal.id}`}>
              {t("terminals.wizard_open")}
            </LinkButton>
          </>
        }
      />
    </Section>
  );
}
