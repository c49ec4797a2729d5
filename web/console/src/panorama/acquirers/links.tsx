import { PlusOutlined } from "@ant-design/icons";
import type { Acquirer, AcquirerLink, LinkHealth } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { LinkKeys } from "@/panorama/keys/link-keys";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { count, permille, timeShort } from "@/shared/format";
import { useLanguage, useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Bleed, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Facts, Mono, State, Tag, Time, Word } from "@/shared/show/show";
import { changeLink, listLinks, readHealth } from "./api";
import { LinkForm } from "./link-form";

/** How often the health of a link is read, in milliseconds. */
const HEALTH_EVERY_MS = 3_000;

/** The links of an acquirer with their settings and health. */
export function Links({ acquirer }: { acquirer: Acquirer }) {
  const t = useT();
  const { can, me } = useSession();
  const [editing, setEditing] = useState<AcquirerLink | "new">();
  const query = useQuery({
    queryKey: ["links", acquirer.institution_id],
    queryFn: () => listLinks(acquirer.institution_id),
  });
  const writes =
    can("acquirers_write") && (me.network || me.institution.id === acquirer.institution_id);
  const create = writes && (
    <Button icon={<PlusOutlined aria-hidden />} onClick={() => setEditing("new")}>
      {t("acquirers.link_new")}
    </Button>
  );
  return (
    <>
      <Loaded query={query} lines={5}>
        {(page) =>
          page.items.length === 0 ? (
            <Section>
              <BlankState
                title={t("acquirers.links_none")}
                text={t("acquirers.links_none_text")}
                actions={create}
              />
            </Section>
          ) : (
            <>
              {page.items.map((link) => (
                <LinkCard
                  key={link.id}
                  link={link}
                  edit={writes && link.state !== "retired" ? () => setEditing(link) : undefined}
                />
              ))}
              <div style={{ marginBottom: 16 }}>{create}</div>
            </>
          )
        }
      </Loaded>
      <LinkForm acquirer={acquirer} link={editing} onClose={() => setEditing(undefined)} />
    </>
  );
}

function LinkCard({ link, edit }: { link: AcquirerLink; edit?: () => void }) {
  const t = useT();
  return (
    <Section
      title={link.name}
      extra={
        <>
          <State group="link_state" word={link.state} />
          {edit && (
            <span style={{ display: "inline-flex", gap: 8 }}>
              <StateButtons link={link} />
              <Button onClick={edit}>{t("common.edit")}</Button>
            </span>
          )}
        </>
      }
    >
      <Facts
        facts={[
          { label: "acquirers.address", value: <Mono>{link.address}</Mono> },
          { label: "acquirers.dialect", value: <Word group="dialect" word={link.dialect} /> },
          { label: "acquirers.mac", value: <Word group="mac_profile" word={link.mac_profile} /> },
          {
            label: "acquirers.reply_timeout",
            value: <span className="tabular">{count(link.reply_timeout_ms ?? 0)}</span>,
          },
          {
            label: "acquirers.in_flight_max",
            value: <span className="tabular">{count(link.in_flight_max ?? 0)}</span>,
          },
          {
            label: "acquirers.health",
            value: link.health && <HealthRules settings={link.health} />,
            wide: true,
          },
        ]}
      />
      <LinkKeys link={link} writes={Boolean(edit)} />
      {link.state === "active" && <Health link={link} />}
    </Section>
  );
}

function StateButtons({ link }: { link: AcquirerLink }) {
  const t = useT();
  const client = useQueryClient();
  const set = (state: AcquirerLink["state"]) => async () => {
    await changeLink(link.id, { state, version: link.version });
    await Promise.all(
      ["links", "acquirers"].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
  };
  if (link.state === "active") {
    return (
      <ConfirmButton
        text={t("acquirers.pause")}
        title={t("acquirers.pause_title")}
        act={set("paused")}
      >
        {t("acquirers.pause_text")}
      </ConfirmButton>
    );
  }
  return (
    <>
      <ConfirmButton
        danger
        text={t("acquirers.retire")}
        title={t("acquirers.retire_title")}
        act={set("retired")}
      >
        {t("acquirers.retire_text")}
      </ConfirmButton>
      <ConfirmButton
        text={t("acquirers.resume")}
        title={t("acquirers.resume_title")}
        act={set("active")}
      >
        {t("acquirers.resume_text")}
      </ConfirmButton>
    </>
  );
}

type Node = LinkHealth["nodes"][number];
const figure = (value: number) => <span className="tabular">{count(value)}</span>;

const columns: Column<Node>[] = [
  {
    key: "node",
    title: "acquirers.node_one",
    card: "title",
    cell: (row) => <NodeName node={row} />,
  },
  {
    key: "state",
    title: "common.state",
    card: "value",
    cell: (row) => <State group="link_state" word={row.connection} />,
  },
  {
    key: "breaker",
    title: "acquirers.breaker",
    cell: (row) => <Breaker node={row} />,
  },
  {
    key: "window",
    title: "acquirers.window",
    align: "right",
    cell: (row) => <Failures node={row} />,
  },
  {
    key: "rate",
    title: "acquirers.rate",
    align: "right",
    cell: (row) => figure(Math.round(row.rate_milli / 100) / 10),
  },
  {
    key: "approval",
    title: "acquirers.approval",
    align: "right",
    cell: (row) => <span className="tabular">{permille(row.approval_rate_permille)}</span>,
  },
  { key: "p50", title: "acquirers.p50", align: "right", cell: (row) => figure(row.p50_ms) },
  { key: "p95", title: "acquirers.p95", align: "right", cell: (row) => figure(row.p95_ms) },
  {
    key: "flight",
    title: "acquirers.in_flight",
    align: "right",
    cell: (row) => figure(row.in_flight),
  },
  {
    key: "unanswered",
    title: "acquirers.unanswered",
    align: "right",
    cell: (row) => figure(row.unanswered),
  },
  {
    key: "late",
    title: "acquirers.late",
    align: "right",
    wide: true,
    cell: (row) => figure(row.late),
  },
  {
    key: "saf",
    title: "acquirers.saf",
    align: "right",
    cell: (row) =>
      row.saf_depth > 0 ? (
        <Tag tone="warn" plain>
          {row.saf_depth}
        </Tag>
      ) : (
        figure(0)
      ),
  },
  {
    key: "reported",
    title: "acquirers.reported",
    wide: true,
    cell: (row) => <Time at={row.reported_at} ago />,
  },
];

function NodeName({ node }: { node: Node }) {
  const t = useT();
  return (
    <>
      {t("acquirers.node", { node: node.node })}
      {node.last_error && (
        <div className="quiet" style={{ fontWeight: 400, fontSize: 12.5 }}>
          {node.last_error}
        </div>
      )}
    </>
  );
}

/** What the node's breaker says, and until when the link is left alone. */
function Breaker({ node }: { node: Node }) {
  const t = useT();
  const { language } = useLanguage();
  const clock = (at: string) => timeShort(at, language);
  const { open_until: open, eliminated_until: out } = node;
  const left = node.breaker === "closed" && out;
  return (
    <>
      {left ? (
        <State group="standing" word="eliminated" tone="warn" />
      ) : (
        <State group="breaker_state" word={node.breaker} tone={breakerTones[node.breaker]} />
      )}
      {(open ?? left) && (
        <div className="quiet" style={{ fontSize: 12.5 }}>
          {open
            ? t("acquirers.open_until", { time: clock(open) })
            : t("acquirers.eliminated_until", { time: clock(out ?? "") })}
        </div>
      )}
    </>
  );
}

const breakerTones = { closed: "good", half_open: "warn", open: "bad" } as const;
const standingTones = {
  up: "good",
  probing: "warn",
  eliminated: "warn",
  broken: "bad",
  down: "bad",
} as const;

function Failures({ node }: { node: Node }) {
  const t = useT();
  const values = { failures: count(node.window_failures), calls: count(node.window_calls) };
  return <span className="tabular">{t("acquirers.window_of", values)}</span>;
}

/** When the link is left alone, in words. */
function HealthRules({ settings }: { settings: NonNullable<AcquirerLink["health"]> }) {
  const t = useT();
  const number = (value: number | undefined) => count(value ?? 0);
  return (
    <>
      {t("acquirers.breaker_rule", {
        window: number(settings.window_s),
        calls: number(settings.calls_min),
        rate: permille(settings.failure_permille ?? 0),
        open: number(settings.open_s),
        probes: number(settings.probes),
      })}
      <br />
      {settings.eliminate_below_permille === 0
        ? t("acquirers.eliminate_never")
        : t("acquirers.eliminate_rule", {
            window: number(settings.eliminate_window_s),
            calls: number(settings.eliminate_calls_min),
            rate: permille(settings.eliminate_below_permille ?? 0),
            cooling: number(settings.cooling_s),
          })}
    </>
  );
}

function Health({ link }: { link: AcquirerLink }) {
  const t = useT();
  const query = useQuery({
    queryKey: ["links", link.id, "health"],
    queryFn: () => readHealth(link.id),
    refetchInterval: HEALTH_EVERY_MS,
  });
  return (
    <Bleed>
      <Loaded query={query} lines={2}>
        {(health) =>
          health.nodes.length === 0 ? (
            <p className="quiet" style={{ padding: "0 20px 20px" }}>
              {t("acquirers.nodes_none")}
            </p>
          ) : (
            <>
              {health.standing && (
                <p style={{ padding: "0 20px 14px" }}>
                  <span className="quiet">{t("acquirers.standing")}</span>{" "}
                  <State
                    group="standing"
                    word={health.standing}
                    tone={standingTones[health.standing]}
                  />
                </p>
              )}
              <Rows
                label={link.name}
                rows={health.nodes}
                columns={columns}
                rowKey={(row) => String(row.node)}
              />
            </>
          )
        }
      </Loaded>
    </Bleed>
  );
}
