'use client';

import { Field, TextArea } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ExtrasDraft, ExtrasProblems } from './extras-draft.ts';

export interface ExtraBodyFieldProps {
  draft: Pick<ExtrasDraft, 'extraPlanner' | 'extraExecutor' | 'extraApart'>;
  onChange: (part: Partial<ExtrasDraft>) => void;
  problems: ExtrasProblems;
}

/** Fields to add to the bodies of requests, as JSON: one text for both roles, or one each. */
export function ExtraBodyField({ draft, onChange, problems }: ExtraBodyFieldProps) {
  const { extraApart } = draft;
  return (
    <div className="flex flex-col gap-3">
      <JsonField
        label={extraApart ? 'Extra body, planner' : 'Extra body'}
        value={draft.extraPlanner}
        onChange={(extraPlanner) => onChange({ extraPlanner })}
        error={problems.extraPlanner ?? null}
        hint="JSON fields for every request: top_p, seed, chat_template_kwargs … They go over ours; null leaves one of ours out. A token limit only lowers ours. Kept in the log of each session: keys belong under Headers."
        aside={
          <Segmented
            label="Roles of the extra body"
            size="sm"
            value={extraApart ? 'apart' : 'both'}
            options={[
              { value: 'both', label: 'Both roles' },
              { value: 'apart', label: 'Apart' },
            ]}
            onChange={(choice) =>
              onChange(
                choice === 'apart'
                  ? { extraApart: true, extraExecutor: draft.extraExecutor || draft.extraPlanner }
                  : { extraApart: false },
              )
            }
          />
        }
      />
      {extraApart ? (
        <JsonField
          label="Extra body, executors"
          value={draft.extraExecutor}
          onChange={(extraExecutor) => onChange({ extraExecutor })}
          error={problems.extraExecutor ?? null}
          hint="Empty: nothing is added to theirs."
        />
      ) : null}
    </div>
  );
}

interface JsonFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error: string | null;
  hint: string;
  aside?: React.ReactNode;
}

function JsonField({ label, value, onChange, error, hint, aside }: JsonFieldProps) {
  return (
    <Field label={label} error={error} hint={hint} aside={aside}>
      {(control) => (
        <TextArea
          {...control}
          rows={Math.min(12, Math.max(3, value.split('\n').length))}
          value={value}
          placeholder={'{ "top_p": 0.95 }'}
          spellCheck={false}
          autoComplete="off"
          wrap="off"
          onChange={(event) => onChange(event.target.value)}
          className="resize-y font-mono sm:text-xs"
        />
      )}
    </Field>
  );
}
