'use client';

import { useMemo, useState } from 'react';
import { useLibraryRows } from '#components/api/library-rows.ts';
import { shownModel } from '#components/api/model-name.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SearchField } from '#components/ui/table/filter-bar.tsx';
import { LoadingRows } from '#components/ui/table/loading-rows.tsx';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { changeInput, useCurationInput } from './input-store.ts';

/** As many as a person takes in at a glance; the search finds the others. */
const MOST_SHOWN = 40;

/** Lets a person pick a sequential session of the library by its question. */
export function SessionPicker() {
  const { rows, ready, error } = useLibraryRows();
  const chosen = useCurationInput((state) => state.sessionId);
  const [search, setSearch] = useState('');
  const sequential = useMemo(
    () => rows.filter((row) => row.strategy === 'sequential' && row.status !== 'running'),
    [rows],
  );
  const found = useMemo(() => matching(sequential, search), [sequential, search]);

  if (error) return <ProblemNote error={error} />;
  if (!ready && sequential.length === 0) return <LoadingRows />;
  if (sequential.length === 0) {
    return (
      <EmptyState
        title="No sequential session yet"
        actions={<ButtonLink href="/import">Import traces</ButtonLink>}
      >
        Sequential runs and imported sequential traces are offered here.
      </EmptyState>
    );
  }
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">Session</legend>
      <SearchField
        label="Search sequential sessions"
        placeholder={`Search ${formatCount(sequential.length, 'sequential session')}`}
        value={search}
        onChange={setSearch}
      />
      <div className="mt-2.5 max-h-72 divide-y divide-line-soft overflow-y-auto rounded-xl border border-line">
        {found.slice(0, MOST_SHOWN).map((row) => (
          <label
            key={row.id}
            className="relative flex cursor-pointer items-center gap-3 px-3 py-2 text-ui transition-colors hover:bg-line-soft/60 has-checked:bg-plan-bg"
          >
            <input
              type="radio"
              name="session"
              checked={row.id === chosen}
              onChange={() => changeInput({ sessionId: row.id })}
              className="size-4 shrink-0 cursor-pointer accent-plan"
            />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{nameOf(row)}</span>
              <span className="block truncate text-mute text-xs">
                {shownModel(row.model)}
                {row.totalTokens === null
                  ? ''
                  : ` · ${row.isEstimate ? '≈' : ''}${formatInteger(row.totalTokens)} tokens, thinking counted`}
                {row.sourceName === null ? '' : ` · ${row.sourceName}`}
              </span>
            </span>
          </label>
        ))}
        {found.length === 0 ? <p className="px-3 py-4 text-mute text-ui">No session matches.</p> : null}
      </div>
      {found.length > MOST_SHOWN ? (
        <p className="mt-2 text-mute text-xs">
          {formatCount(found.length - MOST_SHOWN, 'more', 'more')}: search to narrow them down.
        </p>
      ) : null}
    </fieldset>
  );
}

const nameOf = (row: LibraryRow): string => plainHead(row.title || row.question || 'No question', 200);

/** Rows that contain all words of the search in title, question or file name. */
function matching(rows: readonly LibraryRow[], search: string): readonly LibraryRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = `${row.title ?? ''} ${row.question} ${row.sourceName ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
