import type { Merchant } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Tabs } from "antd";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { CodeText } from "@/shared/codes/codes";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { LinkButton } from "@/shared/form/link-button";
import { useT } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { Can, useSession } from "@/shared/session/session";
import { History } from "@/shared/show/history";
import { CopyId, Facts, Mono, PlaceText, State, Time, Word } from "@/shared/show/show";
import { MerchantTerminals } from "@/panorama/terminals/merchant-terminals";
import { Stores } from "@/panorama/stores/stores";
import { merchantHistory, moveMerchant, readMerchant, type MerchantMove } from "./api";
import { Contracts } from "./contracts";
import { MerchantForm } from "./merchant-form";

export default function MerchantPage() {
  const t = useT();
  const { id = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const [editing, setEditing] = useState(false);
  const query = useQuery({ queryKey: ["merchants", id], queryFn: () => readMerchant(id) });
  const merchant = query.data;
  return (
    <Page
      title={merchant?.name ?? t("merchants.one")}
      mark={merchant && <State group="merchant_state" word={merchant.state} />}
      back={{ to: "/merchants", text: t("merchants.title") }}
      lead={merchant && <CopyId id={merchant.code} whole />}
      actions={merchant && <Actions merchant={merchant} edit={() => setEditing(true)} />}
    >
      <Loaded query={query} lines={10}>
        {(loaded) => (
          <>
            <Identity merchant={loaded} />
            <Tabs
              activeKey={params.get("tab") ?? "stores"}
              onChange={(tab) => setParams({ tab }, { replace: true })}
              items={[
                {
                  key: "stores",
                  label: t("merchants.stores"),
                  children: <Stores merchant={loaded} />,
                },
                {
                  key: "contracts",
                  label: t("merchants.contracts"),
                  children: <Contracts merchant={loaded} />,
                },
                {
                  key: "terminals",
                  label: t("merchants.terminals"),
                  children: <MerchantTerminals merchant={loaded} />,
                },
                {
                  key: "history",
                  label: t("merchants.history"),
                  children: (
                    <Section>
                      <History
                        of={["merchants", loaded.id, "history"]}
                        read={() => merchantHistory(loaded.id)}
                      />
                    </Section>
                  ),
                },
              ]}
            />
            <MerchantForm open={editing} merchant={loaded} onClose={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ merchant, edit }: { merchant: Merchant; edit: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const { me, can } = useSession();
  const move = (to: MerchantMove) => async (note: string) => {
    await moveMerchant(merchant.id, to, note);
    await client.invalidateQueries({ queryKey: ["merchants"] });
  };
  const home = me.network || me.institution.id === merchant.institution_id;
  const writes = can("merchants_write") && home && merchant.state !== "closed";
  return (
    <>
      <Can right="payments_read">
        <LinkButton to={`/payments?merchant=${merchant.id}`}>{t("merchants.payments")}</LinkButton>
      </Can>
      {writes && (
        <>
          {merchant.state === "active" && (
            <ConfirmButton
              text={t("merchants.suspend")}
              title={t("merchants.suspend_title")}
              note="optional"
              act={move("suspend")}
            >
              {t("merchants.suspend_text")}
            </ConfirmButton>
          )}
          {merchant.state === "suspended" && (
            <>
              <ConfirmButton
                danger
                text={t("merchants.close")}
                title={t("merchants.close_title")}
                note="optional"
                act={move("close")}
              >
                {t("merchants.close_text")}
              </ConfirmButton>
              <ConfirmButton
                text={t("merchants.resume")}
                title={t("merchants.resume_title")}
                note="optional"
                act={move("resume")}
              >
                {t("merchants.resume_text")}
              </ConfirmButton>
            </>
          )}
          <Button type="primary" onClick={edit}>
            {t("common.edit")}
          </Button>
        </>
      )}
    </>
  );
}

function Identity({ merchant }: { merchant: Merchant }) {
  const t = useT();
  return (
    <Section title={t("merchants.identity")}>
      <Facts
        facts={[
          { label: "merchants.short_name", value: merchant.short_name },
          { label: "merchants.kind", value: <Word group="merchant_kind" word={merchant.kind} /> },
          {
            label: "merchants.uscc",
            hide: !merchant.uscc,
            value: <CopyId id={merchant.uscc} whole />,
          },
          {
            label: "merchants.responsible_id",
            hide: !merchant.responsible_id,
            value: <Mono>{merchant.responsible_id}</Mono>,
          },
          { label: "common.mcc", value: <CodeText list="mccs" code={merchant.mcc} /> },
          {
            label: "common.division",
            value: <CodeText list="divisions" code={merchant.division_code} />,
          },
          { label: "common.address", value: merchant.address },
          { label: "common.place", value: <PlaceText place={merchant.place} /> },
          { label: "merchants.settlement", value: <Mono>{merchant.settlement_account}</Mono> },
          { label: "merchants.settlement_bank", value: merchant.settlement_bank },
          { label: "merchants.phone", value: <Mono>{merchant.phone}</Mono> },
          { label: "common.created_at", value: <Time at={merchant.created_at} /> },
        ]}
      />
    </Section>
  );
}
