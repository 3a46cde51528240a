'use client';

import { Check, CircleDashed, X } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { FileButton } from '#components/ui/file-button.tsx';
import { type AuthorsSet, authorsSets } from './authors-sets.ts';
import { changeInput, useCurationInput } from './input-store.ts';
import { QuestionFields } from './question-fields.tsx';
import type { AuthorsPart } from './recognise-file.ts';
import { takePicked } from './take-input.ts';

const parts: readonly { part: AuthorsPart; name: string; what: string; optional: boolean }[] = [
  { part: 'separation', name: 'component_separation', what: 'which lines each step has', optional: false },
  { part: 'inline', name: 'component_inline', what: 'the text of these lines', optional: true },
  { part: 'dag', name: 'created_dag', what: 'which step depends on which', optional: false },
];

/** The files of the authors’ own pipeline, recognised by name and content, in any order. */
export function AuthorsFields() {
  const authors = useCurationInput((state) => state.authors);
  const sets = authorsSets(authors);
  const shown: readonly AuthorsSet[] =
    sets.length > 0 ? sets : [{ key: '', files: {}, missing: ['separation', 'dag'] }];
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-lg text-mute text-ui leading-relaxed">
          Drop the files of a record together or one by one. The record opens with its steps and dependencies
          as they are.
        </p>
        <FileButton onFiles={takePicked} size="sm" label="The authors’ files">
          Choose files
        </FileButton>
      </div>
      <div className={cn('grid gap-3', shown.length > 1 && 'sm:grid-cols-2')}>
        {shown.map((set) => (
          <SetCard key={set.key} set={set} />
        ))}
      </div>
      {shown.length === 1 ? (
        <QuestionFields hint="These files do not carry it. The workbench can add it later." />
      ) : null}
    </div>
  );
}

function SetCard({ set }: { set: AuthorsSet }) {
  const begun = Object.keys(set.files).length > 0;
  return (
    <section className="rounded-xl border border-line" aria-label={`Files of record ${set.key}`.trim()}>
      {set.key === '' ? null : (
        <p className="flex items-center justify-between border-line-soft border-b py-1 pr-1 pl-3 font-medium text-ui">
          Record {set.key}
          <IconButton
            label={`Leave record ${set.key} out`}
            size="sm"
            icon={<X size={14} />}
            onClick={() =>
              changeInput({
                authors: useCurationInput
                  .getState()
                  .authors.filter((file) => !Object.values(set.files).includes(file)),
              })
            }
          />
        </p>
      )}
      <ul className="divide-y divide-line-soft">
        {parts.map(({ part, name, what, optional }) => {
          const file = set.files[part];
          return (
            <li key={part} className="flex items-center gap-2.5 px-3 py-2 text-ui">
              {file ? (
                <Check size={15} className="shrink-0 text-ok" aria-hidden="true" />
              ) : (
                <CircleDashed size={15} className="shrink-0 text-faint" aria-hidden="true" />
              )}
              <span className="min-w-0 flex-1">
                <span className={cn('block truncate', file ? 'font-medium' : 'text-mute')}>
                  {file?.name ?? name}
                </span>
                <span className="block text-mute text-xs">{what}</span>
              </span>
              <span
                className={cn(
                  'shrink-0 text-xs',
                  file ? 'text-ok' : begun && !optional ? 'font-medium text-warn' : 'text-mute',
                )}
              >
                {file ? 'there' : optional ? 'optional' : begun ? 'missing: drop it too' : 'needed'}
              </span>
            </li>
          );
        })}
      </ul>
      {begun && !set.files.inline ? (
        <p className="border-line-soft border-t px-3 py-2 text-mute text-xs">
          Without the inline file the record has line numbers and no text.
        </p>
      ) : null}
    </section>
  );
}
