import type { Session } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useT, useWord } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Columns, Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Facts, Mono, Tag, Time } from "@/shared/show/show";
import { endSession, listSessions } from "./api";
import { PasswordForm } from "./password";
import { TotpSection } from "./totp";

export default function Account() {
  const t = useT();
  return (
    <Page title={t("account.title")}>
      <Columns
        main={
          <>
            <Profile />
            <Sessions />
          </>
        }
        side={
          <>
            <Section title={t("account.password")}>
              <PasswordForm />
            </Section>
            <TotpSection />
          </>
        }
      />
    </Page>
  );
}

function Profile() {
  const t = useT();
  const word = useWord();
  const { me } = useSession();
  return (
    <Section title={t("account.profile")}>
      <Facts
        facts={[
          { label: "people.name", value: me.person.name },
          { label: "account.login", value: <Mono>{me.person.login}</Mono> },
          { label: "common.institution", value: me.institution.name },
          {
            label: "account.roles",
            wide: true,
            value: (
              <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap" }}>
                {me.roles.map((role) => (
                  <Tag key={role} tone="jade" plain>
                    {word("role", role)}
                  </Tag>
                ))}
              </span>
            ),
          },
          {
            label: "account.rights",
            wide: true,
            value: (
              <span className="quiet">
                {me.rights.map((right) => word("right", right)).join(" · ")}
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** "Chrome · Windows" of a user agent, as far as it says. */
export function deviceOf(agent: string): string {
  const browser = /(Edg|Firefox|Chrome|Safari)/.exec(agent)?.[1] ?? agent.slice(0, 24);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  return [browser.replace("Edg", "Edge"), system].filter(Boolean).join(" · ") || "—";
}

function Sessions() {
  const t = useT();
  const client = useQueryClient();
  const query = useQuery({ queryKey: ["sessions"], queryFn: listSessions });
  const current = query.data?.current;
  const columns: Column<Session>[] = [
    {
      key: "agent",
      title: "account.session_agent",
      card: "title",
      cell: (row) => (
        <span title={row.agent}>
          {deviceOf(row.agent)}{" "}
          {row.id === current && (
            <Tag tone="good" plain>
              {t("account.session_current")}
            </Tag>
          )}
        </span>
      ),
    },
    {
      key: "address",
      title: "account.session_address",
      card: "sub",
      cell: (row) => <Mono>{row.address}</Mono>,
    },
    {
      key: "since",
      title: "account.session_since",
      card: "sub",
      cell: (row) => <Time at={row.created_at} />,
    },
    {
      key: "seen",
      title: "account.session_seen",
      card: "sub",
      cell: (row) => <Time at={row.last_seen_at} ago />,
    },
    {
      key: "end",
      title: "common.actions",
      cell: (row) =>
        row.id === current ? null : (
          <ConfirmButton
            type="text"
            danger
            text={t("account.session_end")}
            title={t("account.session_end_title")}
            act={async () => {
              await endSession(row.id);
              await client.invalidateQueries({ queryKey: ["sessions"] });
            }}
          />
        ),
    },
  ];
  return (
    <Section title={t("account.sessions")} flush>
      <Loaded query={query} lines={3}>
        {(sessions) => (
          <Rows
            label={t("account.sessions")}
            rows={sessions.items}
            columns={columns}
            rowKey={(row) => row.id}
          />
        )}
      </Loaded>
    </Section>
  );
}
