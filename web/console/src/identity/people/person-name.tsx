import { useQuery } from "@tanstack/react-query";
import { useSession } from "@/shared/session/session";
import { Subject } from "@/shared/show/subject";
import { listPeople } from "./api";

/** People whose names are looked up at once. */
const PEOPLE_MAX = 200;

/** Everybody whom one may see, for choices and names; nobody where one may see none. */
export function useEverybody() {
  const { can } = useSession();
  const people = useQuery({
    queryKey: ["people", "choices"],
    queryFn: () => listPeople({}, undefined, PEOPLE_MAX),
    staleTime: 60_000,
    enabled: can("people_read"),
  });
  return people.data?.items ?? [];
}

/** Somebody by name, where one may know it: oneself, and for whoever sees people all of them. */
export function PersonName({ id }: { id: string }) {
  const { me } = useSession();
  const everybody = useEverybody();
  if (id === me.person.id) return <>{me.person.name}</>;
  const name = everybody.find((person) => person.id === id)?.name;
  return name ? <>{name}</> : <Subject id={id} />;
}
