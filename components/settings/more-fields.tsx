'use client';

import type { ReactNode } from 'react';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { ReasoningEffort } from '#lib/models/endpoints/reasoning-effort.ts';
import type { EndpointDraft, Problems } from './endpoint-draft.ts';
import { ExtraBodyField } from './extra-body-field.tsx';
import { type ExtrasDraft, effortChoices } from './extras-draft.ts';
import { HeadersField } from './headers-field.tsx';
import { SavedTexts } from './saved-texts.tsx';

export interface MoreFieldsProps {
  draft: EndpointDraft;
  onChange: (part: Partial<EndpointDraft>) => void;
  problems: Problems;
  /** The address moved to another server: stored headers do not follow. */
  moved: boolean;
}

const effortWords: Record<ReasoningEffort, string> = {
  default: 'As the server decides',
  none: 'None',
  minimal: 'Minimal',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
};

const tagWords: Record<ExtrasDraft['thinkingTag'], string> = {
  auto: 'Find out',
  opened: 'Always',
  none: 'Never',
};

const numeric = ['contextWindow', 'firstTokenSeconds', 'stallSeconds', 'totalSeconds'] as const;
const labels: Record<(typeof numeric)[number], { label: string; hint?: string }> = {
  contextWindow: {
    label: 'Context window, tokens',
    hint: 'Prompt and reply together. Empty if unknown.',
  },
  firstTokenSeconds: { label: 'First token, s', hint: 'Waiting in the server’s queue included.' },
  stallSeconds: { label: 'Silence, s', hint: 'Between two tokens.' },
  totalSeconds: { label: 'Whole call, s' },
};

/** What most endpoints need not have set: folded away at first, in groups. */
export function MoreFields({ draft, onChange, problems, moved }: MoreFieldsProps) {
  const prompted = draft.mode === 'prompted';
  return (
    <div className="flex flex-col gap-5">
      <Group title="Requests">
        <div className="grid grid-cols-2 gap-4">
          {numeric.map((field) => (
            <Field key={field} {...labels[field]} error={problems[field] ?? null}>
              {(control) => (
                <TextInput
                  {...control}
                  value={draft[field]}
                  inputMode="numeric"
                  autoComplete="off"
                  onChange={(event) => onChange({ [field]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <ExtraBodyField draft={draft} onChange={onChange} problems={problems} />
        <HeadersField
          rows={draft.headers}
          onChange={(headers) => onChange({ headers })}
          moved={moved}
          error={problems.headers ?? null}
        />
      </Group>

      <Group title="Thinking">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Reasoning effort"
            hint={
              prompted
                ? 'Asked for in the words of this kind of server; one that does not know it answers without.'
                : 'Only in mode prompted: a text completion has none.'
            }
            error={problems.reasoningEffort ?? null}
          >
            {(control) => (
              <Select
                {...control}
                disabled={!prompted}
                value={draft.reasoningEffort}
                onChange={(event) => onChange({ reasoningEffort: event.target.value as ReasoningEffort })}
              >
                {effortChoices(draft).map((effort) => (
                  <option key={effort} value={effort}>
                    {effortWords[effort]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Replies begin inside thinking"
            hint="Where the chat template writes <think> itself, as R1’s and QwQ’s do. A test finds it out."
          >
            {(control) => (
              <Select
                {...control}
                disabled={!prompted}
                value={draft.thinkingTag}
                onChange={(event) =>
                  onChange({ thinkingTag: event.target.value as ExtrasDraft['thinkingTag'] })
                }
              >
                {(['auto', 'opened', 'none'] as const).map((choice) => (
                  <option key={choice} value={choice}>
                    {tagWords[choice]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </Group>

      <Group title="Cost">
        <div className="grid grid-cols-2 gap-4">
          <Field label="Price in, per million tokens" error={problems.priceInput ?? null}>
            {(control) => (
              <TextInput
                {...control}
                value={draft.priceInput}
                inputMode="decimal"
                placeholder="0.60"
                autoComplete="off"
                onChange={(event) => onChange({ priceInput: event.target.value })}
              />
            )}
          </Field>
          <Field label="Price out, per million tokens" error={problems.priceOutput ?? null}>
            {(control) => (
              <TextInput
                {...control}
                value={draft.priceOutput}
                inputMode="decimal"
                placeholder="2.40"
                autoComplete="off"
                onChange={(event) => onChange({ priceOutput: event.target.value })}
              />
            )}
          </Field>
        </div>
        <p className="-mt-2 text-mute text-xs leading-snug">
          In whatever currency you count in, of this model. Sessions then show what they cost.
        </p>
      </Group>

      <Group title="Instructions">
        <SavedTexts
          mode={draft.mode}
          texts={draft.instructions}
          onChange={(instructions) => onChange({ instructions })}
          error={problems.instructions ?? null}
        />
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-4 border-line-soft border-t pt-4">
      <h3 className="font-semibold text-[11px] text-mute tracking-wide">{title}</h3>
      {children}
    </section>
  );
}
