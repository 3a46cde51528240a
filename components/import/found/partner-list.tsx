'use client';

import { Link2, Link2Off } from 'lucide-react';
import { useMemo, useState } from 'react';
import { pairTraces, unpairTrace } from '#components/import/import-actions.ts';
import { useImport } from '#components/import/import-store.ts';
import type { FoundTrace } from '#components/import/import-types.ts';
import { placeWords, strategyLabels } from '#components/import/import-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';

/** With more, searching is quicker than scrolling. */
const MOST_SHOWN = 50;

/** Every other trace, likely partners first; a click joins one, and a button leaves the present partner. */
export function PartnerList({ trace, onDone }: { trace: FoundTrace; onDone: () => void }) {
  const traces = useImport(({ found }) => found.traces);
  const [search, setSearch] = useState('');
  const { partners, candidates } = useMemo(() => sortOut(traces, trace, search), [traces, trace, search]);

  return (
    <div className="space-y-4">
      {partners.length > 0 ? (
        <section aria-label="Present partner">
          <ul className="divide-y divide-line-soft rounded-xl border border-line">
            {partners.map((partner) => (
              <li key={partner.id} className="flex items-center gap-2 px-3 py-2">
                <Link2 size={14} className="shrink-0 text-exec" aria-hidden="true" />
                <TraceWords trace={partner} />
              </li>
            ))}
          </ul>
          <Button
            variant="danger"
            className="mt-2"
            icon={<Link2Off size={14} aria-hidden="true" />}
            onClick={() => {
              unpairTrace(trace.id);
              onDone();
            }}
          >
            Unpair
          </Button>
        </section>
      ) : null}
      <Field label={partners.length > 0 ? 'Choose another' : 'Choose one'}>
        {(control) => (
          <TextInput
            {...control}
            type="search"
            value={search}
            placeholder="Search names and questions"
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </Field>
      {candidates.length === 0 ? (
        <p className="text-mute text-ui">
          {search === ''
            ? 'There is no other trace: drop its partner too.'
            : 'No trace has this in its name or question.'}
        </p>
      ) : (
        <ul className="divide-y divide-line-soft rounded-xl border border-line">
          {candidates.slice(0, MOST_SHOWN).map((candidate) => (
            <li key={candidate.id}>
              <button
                type="button"
                onClick={() => {
                  pairTraces(trace.id, candidate.id);
                  onDone();
                }}
                className="flex w-full cursor-pointer items-center gap-2 px-3 py-2 text-left first:rounded-t-xl hover:bg-line-soft"
              >
                <TraceWords trace={candidate} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {candidates.length > MOST_SHOWN ? (
        <p className="text-mute text-xs">
          {candidates.length - MOST_SHOWN} more; type a part of the name to find them.
        </p>
      ) : null}
    </div>
  );
}

function TraceWords({ trace }: { trace: FoundTrace }) {
  return (
    <span className="min-w-0 flex-1">
      <span className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 truncate font-medium text-ui">{trace.place.path}</span>
        <span className="shrink-0 text-mute text-xs">{placeWords(trace.place)}</span>
        <Pill tone={trace.strategy === 'sprint' ? 'plan' : 'seq'} className="px-1.5 py-0 text-2xs">
          {strategyLabels[trace.strategy]}
        </Pill>
        {trace.pair !== null ? <span className="shrink-0 text-mute text-xs">has a partner</span> : null}
      </span>
      <span className="block truncate text-mute text-xs">
        {trace.question === null ? 'no question' : plainHead(trace.question, 160)}
      </span>
    </span>
  );
}

/** Traces of the other strategy without a partner first, then the rest, each in the order of the table. */
function sortOut(traces: readonly FoundTrace[], trace: FoundTrace, search: string) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const others = traces.filter(({ id }) => id !== trace.id);
  const isPartner = ({ pair }: FoundTrace) => pair !== null && pair === trace.pair;
  const fits = ({ place, question }: FoundTrace) => {
    const text = `${place.path} ${question ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const rank = (other: FoundTrace) =>
    (other.strategy === trace.strategy ? 2 : 0) + (other.pair === null ? 0 : 1);
  return {
    partners: others.filter(isPartner),
    candidates: others.filter((other) => !isPartner(other) && fits(other)).sort((a, b) => rank(a) - rank(b)),
  };
}
