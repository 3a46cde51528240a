import { formatInteger } from '#lib/base/format.ts';
import type { DataSetInspection } from '#lib/contract/data-set.ts';

/** What scrolls must be reached by keys. */
const scrolling = { role: 'region', 'aria-label': 'First rows', tabIndex: 0 } as const;

/** The first rows as they will be read. */
export function SampleRows({ rows }: { rows: DataSetInspection['rows'] }) {
  if (rows.length === 0) return null;
  return (
    <div {...scrolling} className="overflow-x-auto rounded-xl border border-line">
      <table className="w-full min-w-[34rem] table-fixed text-left text-xs">
        <caption className="sr-only">First rows as they will be read</caption>
        <colgroup>
          <col className="w-[32%]" />
          <col />
          <col className="w-[16%]" />
          <col className="w-20" />
        </colgroup>
        <thead>
          <tr className="border-line border-b bg-line-soft/50 text-mute">
            <th scope="col" className="px-3 py-1.5 font-medium">
              Question
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Trace
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Expected
            </th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">
              Length
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line-soft">
          {rows.map((row) => (
            <tr key={`${row.name} ${row.place.record ?? ''} ${row.place.line ?? ''}`}>
              <td className="truncate px-3 py-1.5" title={row.question ?? undefined}>
                {row.question ?? <span className="text-mute">none</span>}
              </td>
              <td className="truncate px-3 py-1.5 text-mute" title={row.trace.slice(0, 400)}>
                {row.trace.slice(0, 160)}
              </td>
              <td className="truncate px-3 py-1.5">
                {row.expected ?? <span className="text-mute">none</span>}
              </td>
              <td className="px-3 py-1.5 text-right text-mute tabular-nums">
                {formatInteger(row.traceLength)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
