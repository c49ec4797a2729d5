import type { DeliveryDetail } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Loaded } from "@/shared/page/states";
import { Code, Mono, State, Time } from "@/shared/show/show";
import { usePhone } from "@/shared/use-phone";
import { readDelivery } from "./api";

type Try = DeliveryDetail["tries"][number];

const columns: Column<Try>[] = [
  { key: "number", title: "webhooks.try", width: 60, cell: (row) => row.number },
  { key: "at", title: "common.time", card: "title", cell: (row) => <Time at={row.at} exact /> },
  {
    key: "status",
    title: "webhooks.status",
    card: "value",
    cell: (row) => <Mono>{row.status}</Mono>,
  },
  {
    key: "duration",
    title: "webhooks.duration",
    align: "right",
    cell: (row) => <span className="tabular">{row.duration_ms} ms</span>,
  },
  {
    key: "said",
    title: "webhooks.said",
    cell: (row) => row.error ?? row.response ?? <span className="quiet">—</span>,
  },
];

/** One delivery: what is sent, and each try of it. */
export function DeliveryDrawer({
  id,
  onClose,
  again,
}: {
  id: string | undefined;
  onClose: () => void;
  again: ((id: string) => void) | undefined;
}) {
  const t = useT();
  const phone = usePhone();
  const query = useQuery({
    queryKey: ["deliveries", "one", id],
    queryFn: () => readDelivery(id ?? ""),
    enabled: Boolean(id),
    refetchInterval: 5_000,
  });
  return (
    <Drawer
      open={Boolean(id)}
      title={query.data ? <Mono>{query.data.event_name}</Mono> : t("webhooks.deliveries")}
      size={phone ? "100%" : 620}
      onClose={onClose}
      extra={
        id &&
        again && (
          <Button type="primary" onClick={() => again(id)}>
            {t("webhooks.replay")}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(delivery) => (
          <>
            <p>
              <State group="delivery_state" word={delivery.state} />
            </p>
            {delivery.tries.length > 0 ? (
              <Rows
                label={t("webhooks.tries_of")}
                rows={delivery.tries}
                columns={columns}
                rowKey={(row) => String(row.number)}
                unsorted
              />
            ) : (
              <p className="quiet">{t("webhooks.tries_none")}</p>
            )}
            <h3 style={{ margin: "20px 0 8px", fontSize: 14 }}>{t("webhooks.body")}</h3>
            <Code value={pretty(delivery.body)} label={t("webhooks.body")} />
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
