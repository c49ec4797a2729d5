import type { ReconResult } from "@shancheng/api";
import { useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import type { Column } from "@/shared/list/data-list";
import { Money, State, Word } from "@/shared/show/show";

function AcquirerOf({ id }: { id: number }) {
  return useAcquirerName()(id);
}

/** What differs, in words. */
export function Differing({ fields }: { fields: readonly string[] }) {
  if (fields.length === 0) return <span className="quiet">—</span>;
  return (
    <>
      {fields.map((field, at) => (
        <span key={field} className="nowrap">
          {at > 0 && " · "}
          <Word group="recon_field" word={field} />
        </span>
      ))}
    </>
  );
}

export const resultColumns: Column<ReconResult>[] = [
  {
    key: "status",
    title: "recon.status",
    card: "mark",
    cell: (row) => <State group="recon_status" word={row.status} />,
  },
  { key: "date", title: "recon.date", card: "title", cell: (row) => row.business_date },
  { key: "acquirer", title: "recon.acquirer", cell: (row) => <AcquirerOf id={row.acquirer_id} /> },
  { key: "fields", title: "recon.fields", cell: (row) => <Differing fields={row.fields} /> },
  { key: "ours", title: "recon.ours", align: "right", cell: (row) => <Money fen={row.ours_fen} /> },
  {
    key: "theirs",
    title: "recon.theirs",
    align: "right",
    cell: (row) => <Money fen={row.theirs_fen} />,
  },
  {
    key: "open",
    title: "recon.open_fen",
    align: "right",
    card: "value",
    cell: (row) => <Money fen={row.open_fen} sign />,
  },
  {
    key: "way",
    title: "recon.way",
    cell: (row) =>
      row.way ? <Word group="recon_way" word={row.way} /> : <span className="quiet">—</span>,
  },
  { key: "assigned", title: "recon.assigned", cell: (row) => row.assigned_name ?? "—" },
];
