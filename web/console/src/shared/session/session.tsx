import { ProblemError, type Me } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { MustChangePassword } from "@/identity/account/must-change";
import type { Right } from "@/shared/i18n/words/rights";
import { DeniedPage, ErrorState, LoadingState } from "@/shared/page/states";
import { readMe, signOut } from "./api";

interface Session {
  me: Me;
  can: (right: Right) => boolean;
  leave: () => Promise<void>;
}

const Context = createContext<Session | null>(null);

/** The person who is signed in; only below `SignedIn`. */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error("useSession outside SignedIn");
  return session;
}

/** Lets only signed-in people through; others go to sign-in and come back to where they were. */
export function SignedIn({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const location = useLocation();
  const query = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000 });
  const me = query.data;
  const session = useMemo<Session | null>(
    () =>
      me
        ? {
            me,
            can: (right) => me.rights.includes(right),
            leave: async () => {
              await signOut().catch(() => undefined);
              client.clear();
            },
          }
        : null,
    [me, client],
  );
  const status = query.error instanceof ProblemError ? query.error.problem.status : undefined;
  if (status === 401) {
    const back = `${location.pathname}${location.search}`;
    const to = back === "/" ? "/sign-in" : `/sign-in?back=${encodeURIComponent(back)}`;
    return <Navigate to={to} replace />;
  }
  if (session) {
    return (
      <Context.Provider value={session}>
        {session.me.person.must_change_password ? <MustChangePassword /> : children}
      </Context.Provider>
    );
  }
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <LoadingState />;
}

/** Shows its children to those who have the right; a page that says so to others. */
export function Needs({ right, children }: { right: Right; children: ReactNode }) {
  return useSession().can(right) ? <>{children}</> : <DeniedPage right={right} />;
}

/** Shows its children to those who have the right, nothing to others. */
export function Can({ right, children }: { right: Right; children: ReactNode }) {
  return useSession().can(right) ? <>{children}</> : null;
}
