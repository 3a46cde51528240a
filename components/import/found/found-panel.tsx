'use client';

import { RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { tokenizerLabels } from '#components/actions/run/tokenizer-labels.ts';
import { useTokenizerChoice } from '#components/actions/run/use-tokenizer-choice.ts';
import { reset, setFormat, startImport } from '#components/import/import-actions.ts';
import { useImport } from '#components/import/import-store.ts';
import { curationRecords, skippedWords, summaryOf } from '#components/import/import-words.ts';
import { Button } from '#components/ui/button.tsx';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { formatBytes } from '#lib/base/format.ts';
import { FormatSelect } from './format-select.tsx';
import { FoundDialogs } from './found-dialogs.tsx';
import { FoundTable } from './found-table.tsx';
import type { AskedOf } from './table-rows.ts';
import { rowsOf, type Shown } from './table-rows.ts';

/** What we found, before anything is stored: a person looks at it, corrects it, and then imports it. */
export function FoundPanel() {
  const found = useImport((state) => state.found);
  const excluded = useImport((state) => state.excluded);
  const outcomes = useImport((state) => state.outcomes);
  const reading = useImport(({ phase }) => phase !== 'found');
  const [tokenizer] = useTokenizerChoice();
  const [shown, setShown] = useState<Shown>('all');
  const [asked, setAsked] = useState<AskedOf | null>(null);
  const rows = useMemo(() => rowsOf(found, shown), [found, shown]);
  const chosen = useMemo(
    () => found.traces.filter(({ id }) => !excluded.has(id) && outcomes.get(id)?.kind !== 'imported'),
    [found, excluded, outcomes],
  );
  // Reading a file again would make new traces, and those already stored would be stored twice.
  const settled = useMemo(
    () =>
      new Set(
        found.traces.flatMap(({ id, fileId }) => (outcomes.get(id)?.kind === 'imported' ? [fileId] : [])),
      ),
    [found, outcomes],
  );
  const bytes = chosen.reduce((sum, trace) => sum + trace.bytes, 0);
  const formats = new Set(found.files.filter((file) => file.chosen).map(({ format }) => format));
  const problems = found.problems.length;

  return (
    <section aria-labelledby="found-heading" className="mt-6">
      <h2
        id="found-heading"
        data-panel-heading=""
        tabIndex={-1}
        className="font-semibold text-[19px] tracking-[-0.015em] outline-none"
      >
        {summaryOf(found.traces, found.keys)}
      </h2>
      <Asides />
      <div className="z-20 mt-1.5 sm:sticky sm:top-13 flex flex-wrap items-end gap-x-4 gap-y-2.5 bg-bg py-3">
        {problems > 0 ? (
          <Segmented<Shown>
            label="Rows shown"
            value={shown}
            options={[
              { value: 'all', label: 'All' },
              { value: 'traces', label: `Traces ${formatInteger(found.traces.length)}` },
              { value: 'problems', label: `Not read ${formatInteger(problems)}` },
            ]}
            onChange={setShown}
            size="lg"
          />
        ) : null}
        <div className="flex items-center gap-2 text-mute text-ui">
          <span aria-hidden="true">Read all as</span>
          <FormatSelect
            name="Read all as"
            value={formats.size === 1 && found.files.every((file) => file.chosen) ? [...formats][0]! : null}
            recognised={null}
            disabled={reading || settled.size > 0}
            onChange={(format) => setFormat('all', format)}
          />
        </div>
        <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-2 max-sm:w-full">
          <p className="text-mute text-xs max-sm:w-full">
            {formatBytes(bytes)}, counted with {tokenizerLabels[tokenizer].name} (
            <IntentLink href="/settings" className="underline underline-offset-2">
              Settings
            </IntentLink>
            )
          </p>
          <Button
            variant="ghost"
            size="lg"
            icon={<RotateCcw size={14} aria-hidden="true" />}
            onClick={reset}
            disabled={reading}
          >
            Start over
          </Button>
          <Button
            variant="primary"
            size="lg"
            className="max-sm:flex-1"
            disabled={chosen.length === 0 || reading}
            onClick={() => startImport(tokenizer)}
          >
            Import {formatCount(chosen.length, 'trace')}
          </Button>
        </div>
      </div>
      <FoundTable rows={rows} disabled={reading} settled={settled} onAsk={setAsked} />
      <FoundDialogs asked={asked} onClose={() => setAsked(null)} />
    </section>
  );
}

/** What is not in the table, or needs an explanation. */
function Asides() {
  const found = useImport((state) => state.found);
  const skipped = useImport((state) => state.skipped);
  const cut = useImport((state) => state.cut);
  const records = curationRecords(found);
  const others = found.problems.length;
  const words = [
    records > 0 ? `${formatCount(records, 'curation record')} not imported` : null,
    records === 0 && others > 0 ? `${formatCount(others, 'problem')}, named below` : null,
    skippedWords(skipped),
    cut ? 'The folder holds more files than one import may have: the rest was left out' : null,
  ].filter((word) => word !== null);
  if (words.length === 0) return null;
  return <p className="mt-1 text-mute text-ui leading-relaxed">{words.join('. ')}.</p>;
}
