import type { ReconResult, SettleBody } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Input } from "antd";
import { useState } from "react";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { DateInput } from "@/shared/form/date-input";
import { useAsked } from "@/shared/form/use-asked";
import { useT } from "@/shared/i18n";
import { assignResult, noteResult, settleResult } from "./api";

const ended = ["matched", "void", "archived"];
const alone = ["expected", "missing", "unexpected"];
/** Fen above which another person must approve; the server decides. */
const FOUR_EYES_ABOVE_FEN = 100_000;

/** What staff can do about a result. */
export function Deeds({ result }: { result: ReconResult }) {
  const t = useT();
  const client = useQueryClient();
  const asked = useAsked();
  const [until, setUntil] = useState<string>();
  const [other, setOther] = useState("");
  const { id, version } = result;
  const renew = () => client.invalidateQueries({ queryKey: ["reconciliation"] });
  const settle = async (body: Omit<SettleBody, "version">) => {
    const answer = await settleResult(id, { version, ...body });
    if (answer.approval) asked(answer.approval);
    await renew();
  };
  const fourEyes = FOUR_EYES_ABOVE_FEN < Math.abs(result.open_fen);
  const open = !ended.includes(result.status);
  const taken = result.way && !["undo", "wait"].includes(result.way);
  return (
    <>
      {open && (
        <>
          <ConfirmButton
            text={t("recon.accept_theirs")}
            title={t("recon.accept_theirs")}
            note="required"
            fourEyes={fourEyes}
            act={(note) => settle({ way: "accept_theirs", note })}
          >
            {t("recon.accept_theirs_text")}
          </ConfirmButton>
          <ConfirmButton
            text={t("recon.accept_ours")}
            title={t("recon.accept_ours")}
            note="required"
            fourEyes={fourEyes}
            act={(note) => settle({ way: "accept_ours", note })}
          >
            {t("recon.accept_ours_text")}
          </ConfirmButton>
        </>
      )}
      {open && result.open_fen < 0 && (
        <ConfirmButton
          danger
          text={t("recon.write_off")}
          title={t("recon.write_off")}
          note="required"
          fourEyes={fourEyes}
          act={(note) => settle({ way: "write_off", note })}
        >
          {t("recon.write_off_text")}
        </ConfirmButton>
      )}
      {open && alone.includes(result.status) && (
        <>
          <ConfirmButton
            text={t("recon.by_hand")}
            title={t("recon.by_hand")}
            note="required"
            blocked={!other.trim()}
            act={(note) => settle({ way: "by_hand", other: other.trim(), note })}
          >
            <p>{t("recon.by_hand_text")}</p>
            <Input
              aria-label={t("recon.other")}
              placeholder="rcd_…"
              value={other}
              onChange={(event) => setOther(event.target.value)}
            />
          </ConfirmButton>
          <ConfirmButton
            text={t("recon.wait")}
            title={t("recon.wait")}
            note="optional"
            blocked={!until}
            act={(note) => settle({ way: "wait", until, note })}
          >
            <p>{t("recon.wait_text")}</p>
            <DateInput label={t("recon.wait_until")} value={until} onChange={setUntil} />
          </ConfirmButton>
        </>
      )}
      {taken && (
        <ConfirmButton
          text={t("recon.undo")}
          title={t("recon.undo")}
          note="required"
          act={(note) => settle({ way: "undo", note })}
        >
          {t("recon.undo_text")}
        </ConfirmButton>
      )}
      <ConfirmButton
        type="text"
        text={t("recon.note")}
        title={t("recon.note")}
        note="required"
        act={async (note) => {
          await noteResult(id, version, note);
          await renew();
        }}
      />
      {open && (
        <ConfirmButton
          type="text"
          text={t("recon.assign")}
          title={t("recon.assign")}
          act={async () => {
            await assignResult(id, version);
            await renew();
          }}
        />
      )}
    </>
  );
}
