'use client';

import { compareHref, type SideSource, sideId } from '#components/actions/compare/side-source.ts';
import { shownModel } from '#components/api/model-name.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { formatInteger } from '#components/ui/format.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import { type Candidate, usePartners } from './use-partners.ts';

/** With one side given, or none, a person chooses the other among sessions and examples, the same question first. */
export function PartnerPicker({ known }: { known: SideSource | null }) {
  const { candidates, self, error, loading } = usePartners(known);
  const id = known ? sideId(known) : null;
  const same = candidates.filter((candidate) => candidate.sameQuestion);
  const others = candidates.filter((candidate) => !candidate.sameQuestion);
  return (
    <>
      <AppHeader title={<span className="text-mute">Compare</span>} />
      <main id="main" className="mx-auto w-full max-w-3xl px-4 py-8">
        <h1 className="font-semibold text-lg tracking-[-0.01em]">
          {known ? 'Compare with which session?' : 'Compare two sessions'}
        </h1>
        <p className="mt-1 text-mute text-ui leading-relaxed">
          {known
            ? self
              ? `“${plainHead(self, 140)}”`
              : 'Choose its partner.'
            : 'Choose the first; the second is asked for next.'}
        </p>
        {error ? <ProblemNote error={error} className="mt-4" /> : null}
        {loading ? (
          <div
            className="mt-6 h-40 animate-breathe rounded-xl border border-line border-dashed"
            role="status"
            aria-label="Loading sessions"
          />
        ) : (
          <>
            {known ? (
              <Group title="The same question" list={same} known={id}>
                No other session has this question. Run the other side from the session’s page, or take any
                below.
              </Group>
            ) : null}
            <Group
              title={known ? 'Other questions' : 'Sessions and examples'}
              list={known ? others : candidates}
              known={id}
            >
              There is nothing to compare with yet.
            </Group>
          </>
        )}
      </main>
    </>
  );
}

function Group({
  title,
  list,
  known,
  children,
}: {
  title: string;
  list: readonly Candidate[];
  known: string | null;
  children: string;
}) {
  return (
    <section className="mt-6" aria-label={title}>
      <h2 className="mb-2 font-semibold text-[11px] text-mute tracking-wide">{title}</h2>
      {list.length === 0 ? (
        <p className="text-[12.5px] text-mute">{children}</p>
      ) : (
        <ul className="overflow-hidden rounded-xl border border-line bg-panel">
          {list.map((candidate) => (
            <li key={candidate.id} className="border-line-soft not-first:border-t">
              <IntentLink
                href={known === null ? compareHref(candidate.id, null) : compareHref(known, candidate.id)}
                className="flex items-center gap-3 px-4 py-2.5 hover:bg-line-soft"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium text-ui">
                    {plainHead(candidate.title, 140)}
                  </span>
                  <span className="block truncate text-[11.5px] text-mute">
                    {shownModel(candidate.model)}
                    {candidate.tokens === null
                      ? ''
                      : ` · ${formatInteger(candidate.tokens)} sequential tokens (authors, thinking counted)`}
                  </span>
                </span>
                <Pill tone={candidate.strategy === 'sequential' ? 'seq' : 'plan'}>
                  {candidate.strategy === 'sequential' ? 'Sequential' : 'SPRINT'}
                </Pill>
                {candidate.isExample ? <Pill>example</Pill> : null}
              </IntentLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
