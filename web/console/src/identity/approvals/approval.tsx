import type { Approval } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useAcquirerName, useLinkName } from "@/panorama/acquirers/use-acquirers";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { yuan } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { CopyId, Diff, Facts, State, Tag, Time } from "@/shared/show/show";
import { Subject } from "@/shared/show/subject";
import { decide, readApproval } from "./api";
import { askedOf, useBefore } from "./use-before";

export default function ApprovalPage() {
  const t = useT();
  const word = useWord();
  const { id = "" } = useParams();
  const query = useQuery({ queryKey: ["approvals", id], queryFn: () => readApproval(id) });
  const approval = query.data;
  return (
    <Page
      title={approval ? word("approval_kind", approval.kind) : t("approvals.title")}
      mark={approval && <State group="approval_state" word={approval.state} />}
      lead={<CopyId id={id} whole />}
      back={{ to: "/approvals", text: t("approvals.title") }}
      actions={approval && <Decide approval={approval} />}
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <Section>
              <Facts
                facts={[
                  {
                    label: "approvals.target",
                    wide: true,
                    value: <Subject id={loaded.target} whole />,
                  },
                  { label: "approvals.by", value: loaded.requested_name },
                  { label: "approvals.at", value: <Time at={loaded.requested_at} /> },
                  {
                    label: "approvals.expires",
                    hide: loaded.state !== "pending",
                    value: <Time at={loaded.expires_at} />,
                  },
                  {
                    label: "approvals.decided_by",
                    hide: !loaded.decided_at,
                    value: loaded.decided_name,
                  },
                  {
                    label: "approvals.decided_at",
                    hide: !loaded.decided_at,
                    value: <Time at={loaded.decided_at} />,
                  },
                  { label: "common.note", hide: !loaded.note, wide: true, value: loaded.note },
                ]}
              />
            </Section>
            <Section title={t("approvals.changes")}>
              <Changes approval={loaded} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Changes({ approval }: { approval: Approval }) {
  const word = useWord();
  const acquirer = useAcquirerName();
  const link = useLinkName();
  const plain = (path: string) => path.replace(/\.\d+(?=\.|$)/g, "");
  const show = (path: string, value: string) => {
    const field = plain(path);
    if (field.endsWith("acquirer_id")) return acquirer(Number(value));
    if (field.endsWith("link_id")) return link(value);
    if (field === "strategy") return word("strategy", value);
    if (field === "conditions.products") return word("routed_product", value);
    if (field === "conditions.brands") return word("brand", value);
    if (field === "conditions.card_classes") return word("card_class", value);
    if (field === "purpose") return word("key_purpose", value);
    if (field === "conditions.kinds") return word("payment_kind", value);
    if (field === "conditions.weekdays") return word("weekday", value);
    if (field.endsWith("_fen")) return yuan(Number(value));
    return value;
  };
  return (
    <Diff
      before={useBefore(approval)}
      after={askedOf(approval)}
      name={(path) => word("asked_field", plain(path))}
      show={show}
    />
  );
}

function Decide({ approval }: { approval: Approval }) {
  const t = useT();
  const client = useQueryClient();
  const { me, can } = useSession();
  if (approval.state !== "pending" || !can("approvals_decide")) return null;
  if (approval.requested_by === me.person.id) {
    return (
      <Tag tone="ochre" plain>
        {t("approvals.own")}
      </Tag>
    );
  }
  const act = (how: "approve" | "reject") => async (note: string) => {
    await decide(approval.id, how, note);
    // What was approved may have changed anything that is shown.
    await client.invalidateQueries();
  };
  return (
    <>
      <ConfirmButton
        danger
        text={t("approvals.reject")}
        title={t("approvals.reject_title")}
        note="required"
        act={act("reject")}
      />
      <ConfirmButton
        type="primary"
        text={t("approvals.approve")}
        title={t("approvals.approve_title")}
        note="optional"
        act={act("approve")}
      >
        {t("approvals.approve_text")}
      </ConfirmButton>
    </>
  );
}
