import type { BindingDraft, Terminal } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { LinkButton } from "@/shared/form/link-button";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useAsked } from "@/shared/form/use-asked";
import { useAction } from "@/shared/form/use-action";
import { useT } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { moveTerminal, rebindTerminal, type TerminalMove } from "./api";
import { BindingFields, draftOf } from "./binding-fields";

/** What may be done with a terminal in its state. */
export function TerminalActions({ terminal }: { terminal: Terminal }) {
  const t = useT();
  const { can, me } = useSession();
  const home = me.network || me.institution.id === terminal.institution_id;
  const client = useQueryClient();
  const [moving, setMoving] = useState(false);
  const activate = useAction(() => moveTerminal(terminal.id, "activate"), {
    renews: ["terminals"],
  });
  const move = (to: TerminalMove) => async (note: string) => {
    await moveTerminal(terminal.id, to, note);
    await client.invalidateQueries({ queryKey: ["terminals"] });
  };
  const { state } = terminal;
  return (
    <>
      {can("payments_read") && (
        <LinkButton to={`/payments?terminal=${terminal.id}`}>{t("terminals.payments")}</LinkButton>
      )}
      {can("terminals_write") && home && state !== "closed" && (
        <>
          <CloseButton terminal={terminal} act={move("close")} />
          {state === "active" && (
            <ConfirmButton
              text={t("terminals.suspend")}
              title={t("terminals.suspend_title")}
              note="optional"
              act={move("suspend")}
            >
              {t("terminals.suspend_text")}
            </ConfirmButton>
          )}
          {terminal.binding && (state === "active" || state === "suspended") && (
            <Button onClick={() => setMoving(true)}>{t("terminals.rebind")}</Button>
          )}
          {state === "suspended" && (
            <ConfirmButton
              type="primary"
              text={t("terminals.resume")}
              title={t("terminals.resume_title")}
              note="optional"
              act={move("resume")}
            >
              {t("terminals.resume_text")}
            </ConfirmButton>
          )}
          {(state === "registered" ||
            state === "bound" ||
            (state === "testing" && !terminal.tested)) && (
            <LinkButton type="primary" to={`/terminals/new?terminal=${terminal.id}`}>
              {t(state === "registered" ? "terminals.bind" : "terminals.test")}
            </LinkButton>
          )}
          {state === "testing" && terminal.tested && (
            <Button
              type="primary"
              loading={activate.isPending}
              onClick={() => activate.mutate(undefined)}
            >
              {t("terminals.activate")}
            </Button>
          )}
        </>
      )}
      <RebindDrawer terminal={terminal} open={moving} onClose={() => setMoving(false)} />
    </>
  );
}

function CloseButton({
  terminal,
  act,
}: {
  terminal: Terminal;
  act: (note: string) => Promise<void>;
}) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const wrong = typed.trim().toUpperCase() !== terminal.serial.toUpperCase();
  return (
    <ConfirmButton
      danger
      text={t("terminals.close")}
      title={t("terminals.close_title")}
      note="optional"
      blocked={wrong}
      act={act}
    >
      <p>{t("terminals.close_text")}</p>
      <Input
        style={{ marginTop: 12 }}
        className="mono"
        aria-label={t("terminals.close_type")}
        placeholder={`${t("terminals.close_type")}: ${terminal.serial}`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </ConfirmButton>
  );
}

function RebindDrawer({
  terminal,
  open,
  onClose,
}: {
  terminal: Terminal;
  open: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const asked = useAsked();
  const send = async (values: BindingDraft) => {
    const answer = await rebindTerminal(terminal.id, draftOf(values));
    asked(answer.approval);
  };
  return (
    <FormDrawer<BindingDraft>
      open={open}
      title={`${t("terminals.rebind_title")} ${terminal.serial}`}
      send={send}
      onClose={onClose}
      fourEyes
      width={620}
    >
      {(form) => <BindingFields form={form} />}
    </FormDrawer>
  );
}
