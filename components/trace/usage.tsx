'use client';

import { useMemo } from 'react';
import { useSession } from '#components/playback/session-context.tsx';
import { sessionUsage, usageFormulas } from '#lib/trace/usage.ts';
import { callsWords, usageRows } from '#lib/trace/usage-rows.ts';
import { Formula } from './numbers.tsx';

/** The session's use of its models: as they reported it, and as we count it, side by side and never mixed. */
export function Usage() {
  const trace = useSession((session) => session.trace);
  const usage = useMemo(() => sessionUsage(trace), [trace]);
  if (!usage) return null;
  const rows = usageRows(usage);
  const gaps = rows.filter((row) => row.coverage !== null);
  const [first] = gaps;
  const alike = gaps.every((row) => row.coverage === first?.coverage);
  return (
    <section aria-label="Usage" className="text-[12.5px]">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="font-semibold text-[11px] text-mute tracking-wide">Usage</h2>
        <span className="text-[11px] text-mute">
          <Formula formula={usageFormulas.calls.formula}>{callsWords(usage)}</Formula>
        </span>
      </div>
      <table className="mt-1 w-full border-collapse">
        <thead>
          <tr className="text-[11px] text-mute">
            <th scope="col" className="sr-only">
              Number
            </th>
            <th scope="col" className="py-0.5 text-right font-normal">
              reported
            </th>
            <th scope="col" className="py-0.5 pl-3 text-right font-normal">
              our count
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} className="border-line-soft border-t align-baseline">
              <th scope="row" className="py-[5px] pr-2 text-left font-normal text-mute">
                <Formula formula={row.formula}>{row.label}</Formula>
              </th>
              <td className={row.reported ? 'text-right tabular-nums' : 'text-right text-faint'}>
                {row.reported ?? '–'}
                {row.coverage ? <sup className="text-warn">*</sup> : null}
              </td>
              <td
                className={
                  row.counted ? 'pl-3 text-right text-mute tabular-nums' : 'pl-3 text-right text-faint'
                }
              >
                {row.counted ?? '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {first ? (
        <p className="mt-1 text-[11px] text-mute leading-snug">
          <span className="text-warn">*</span>{' '}
          {alike
            ? `Of ${first.coverage} only.`
            : `Of some calls only: ${gaps.map((row) => `${row.label.toLowerCase()}, ${row.coverage}`).join('; ')}.`}
        </p>
      ) : null}
    </section>
  );
}
