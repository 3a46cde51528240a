'use client';

import { Table2, X } from 'lucide-react';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { FileButton } from '#components/ui/file-button.tsx';
import { formatBytes, formatCount, formatInteger } from '#lib/base/format.ts';
import type { DataSetFormat, DataSetInspection } from '#lib/contract/data-set.ts';
import { ColumnMapping } from './column-mapping.tsx';
import { changeInput, type DataSetDraft, useCurationInput } from './input-store.ts';
import { takePicked } from './take-input.ts';

/** A file of many traces: what was found in it, and which column is what. */
export function DataSetFields() {
  const dataSet = useCurationInput((state) => state.dataSet);
  return dataSet ? <Chosen dataSet={dataSet} /> : <Nothing />;
}

function Nothing() {
  return (
    <div className="flex flex-col items-center rounded-xl border border-line border-dashed px-5 py-9 text-center">
      <Table2 size={24} className="mb-2.5 text-plan" aria-hidden="true" />
      <p className="font-medium text-sm">Drop a data set here</p>
      <p className="mt-1 mb-4 max-w-md text-pretty text-mute text-ui leading-relaxed">
        JSONL, CSV or Parquet: a row for each trace, with its question and the known answer where there is
        one. OpenThoughts and other forms of R1 are understood.
      </p>
      <FileButton onFiles={takePicked} label="Data set" multiple={false}>
        Choose a file
      </FileButton>
    </div>
  );
}

const formatNames: Record<DataSetFormat, string> = {
  jsonl: 'JSONL',
  json: 'JSON',
  csv: 'CSV',
  parquet: 'Parquet',
  zip: 'archive',
  text: 'one text',
};

function Chosen({ dataSet }: { dataSet: DataSetDraft }) {
  const { file, inspected, error } = dataSet;
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex items-center gap-3 rounded-xl border border-line py-2 pr-2 pl-3">
        <Table2 size={17} className="shrink-0 text-plan" aria-hidden="true" />
        <p className="min-w-0 flex-1">
          <span className="block truncate font-medium text-ui">{file.name}</span>
          <span className="block text-mute text-xs">
            {formatBytes(file.size)}
            {inspected ? found(inspected) : error ? '' : ' · looking into it'}
          </span>
        </p>
        <IconButton
          label="Let go of this file"
          size="sm"
          icon={<X size={15} />}
          onClick={() => changeInput({ dataSet: null })}
        />
      </div>
      {error ? <ProblemNote error={error} /> : null}
      {inspected?.problems.length ? (
        <ul role="status" className="space-y-1 rounded-xl bg-warn-bg px-3 py-2.5 text-ui leading-snug">
          {inspected.problems.slice(0, 5).map(({ place, message, remedy }) => (
            <li key={`${place.record}-${place.line}-${message}`}>
              {place.record === undefined ? '' : `Row ${place.record}: `}
              {message} {remedy}
            </li>
          ))}
        </ul>
      ) : null}
      {inspected?.guess && dataSet.columns ? (
        <ColumnMapping
          columns={inspected.columns}
          chosen={dataSet.columns}
          guess={inspected.guess}
          why={inspected.why}
        />
      ) : null}
      {inspected ? <SampleRows rows={inspected.rows} /> : null}
    </div>
  );
}

function found({ format, rowCount, columns }: DataSetInspection): string {
  return [
    '',
    format === null ? 'not recognised' : formatNames[format],
    ...(columns.length > 0 ? [formatCount(columns.length, 'column')] : []),
    ...(rowCount === null ? [] : [formatCount(rowCount, 'row')]),
  ].join(' · ');
}

/** What scrolls must be reached by keys. */
const scrolling = { role: 'region', 'aria-label': 'First rows', tabIndex: 0 } as const;

/** The first rows, as the batch will read them. */
function SampleRows({ rows }: { rows: DataSetInspection['rows'] }) {
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
