import type { Delivery, Webhook } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useAction } from "@/shared/form/use-action";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Facts, Mono, State, Time } from "@/shared/show/show";
import { Subject } from "@/shared/show/subject";
import { ErrorState } from "@/shared/page/states";
import { changeWebhook, listDeliveries, readWebhook, replay } from "./api";
import { DeliveryDrawer } from "./delivery";

export default function WebhookPage() {
  const t = useT();
  const { id = "" } = useParams();
  const { can } = useSession();
  const writes = can("webhooks_write");
  const query = useQuery({ queryKey: ["webhooks", id], queryFn: () => readWebhook(id) });
  const webhook = query.data;
  const list = useList(["deliveries", id], (cursor) => listDeliveries(id, cursor), {
    every_ms: 10_000,
  });
  const again = useAction(replay, { done: t("webhooks.replay_done"), renews: ["deliveries"] });
  const [shown, setShown] = useState<string>();
  const columns: Column<Delivery>[] = [
    { key: "at", title: "common.time", width: 150, cell: (row) => <Time at={row.created_at} /> },
    {
      key: "event",
      title: "webhooks.event",
      card: "title",
      cell: (row) => <Mono>{row.event_name}</Mono>,
    },
    {
      key: "id",
      title: "webhooks.about",
      wide: true,
      card: "none",
      cell: (row) => <Subject id={row.aggregate} />,
    },
    {
      key: "state",
      title: "common.state",
      card: "value",
      cell: (row) => <State group="delivery_state" word={row.state} />,
    },
    {
      key: "status",
      title: "webhooks.status",
      align: "right",
      cell: (row) => <Mono>{row.last_status}</Mono>,
    },
    {
      key: "tries",
      title: "webhooks.tries",
      align: "right",
      cell: (row) => <span className="tabular">{row.tries}</span>,
    },
    {
      key: "next",
      title: "webhooks.next",
      cell: (row) => <Time at={row.state === "pending" ? row.due_at : null} />,
    },
    {
      key: "error",
      title: "webhooks.error",
      wide: true,
      cell: (row) => row.last_error ?? <span className="quiet">—</span>,
    },
    {
      key: "replay",
      title: "common.actions",
      cell: (row) =>
        writes ? (
          <Button type="text" onClick={() => again.mutate(row.id)}>
            {t("webhooks.replay")}
          </Button>
        ) : null,
    },
  ];
  return (
    <Page
      title={t("webhooks.deliveries")}
      mark={webhook && <State group="general_state" word={webhook.state} />}
      lead={webhook && <CopyId id={webhook.url} whole />}
      back={{ to: "/webhooks", text: t("webhooks.title") }}
      actions={writes && webhook && <Pause webhook={webhook} />}
    >
      {query.error && !webhook && (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      )}
      {webhook && (
        <Section>
          <Facts
            facts={[
              { label: "webhooks.events", value: <Mono>{webhook.events.join(", ")}</Mono> },
              {
                label: "webhooks.key",
                wide: true,
                value: <CopyId id={webhook.public_key} whole />,
              },
              {
                label: "webhooks.disabled_why",
                wide: true,
                hide: !webhook.disabled_why,
                value: webhook.disabled_why,
              },
            ]}
          />
          <p className="quiet" style={{ marginTop: 12, fontSize: 12.5 }}>
            {t("webhooks.key_text")}
          </p>
        </Section>
      )}
      {webhook && (
        <Section flush>
          <DataList
            label={t("webhooks.deliveries")}
            list={list}
            columns={columns}
            rowKey={(row) => row.id}
            onOpen={(row) => setShown(row.id)}
            blank={{ title: t("webhooks.deliveries_empty") }}
          />
        </Section>
      )}
      <DeliveryDrawer
        id={shown}
        onClose={() => setShown(undefined)}
        again={writes ? again.mutate : undefined}
      />
    </Page>
  );
}

function Pause({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const client = useQueryClient();
  const running = webhook.state === "active";
  return (
    <ConfirmButton
      text={t(running ? "webhooks.pause" : "webhooks.resume")}
      title={t(running ? "webhooks.pause_title" : "webhooks.resume_title")}
      act={async () => {
        const state = running ? "paused" : "active";
        await changeWebhook(webhook.id, { state, version: webhook.version });
        await client.invalidateQueries({ queryKey: ["webhooks"] });
      }}
    >
      {t(running ? "webhooks.pause_text" : "webhooks.resume_text")}
    </ConfirmButton>
  );
}
