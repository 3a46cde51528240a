'use client';

import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { InstructionTexts } from '#components/actions/run/instruction-texts.tsx';
import { withText } from '#components/actions/run/settings-draft.ts';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { Select } from '#components/ui/select.tsx';
import type { SavedInstructions } from '#lib/models/endpoint.ts';
import type { ReasoningEffort } from '#lib/models/endpoints/reasoning-effort.ts';
import { defaultInstructions } from '#lib/protocol/instructions/default-instructions.ts';
import type { Mode } from '#lib/trace/events.ts';
import type { EndpointDraft, Problems } from './endpoint-draft.ts';
import { ExtraBodyField } from './extra-body-field.tsx';
import { type ExtrasDraft, effortChoices } from './extras-draft.ts';
import { HeadersField } from './headers-field.tsx';

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

/** Settings that most endpoints do not need: folded away at first, in groups. */
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

interface SavedTextsProps {
  mode: Mode;
  texts: Readonly<SavedInstructions>;
  onChange: (texts: SavedInstructions) => void;
  error: string | null;
}

/** Instruction texts with which every session on this endpoint starts, in place of ours. */
function SavedTexts({ mode, texts, onChange, error }: SavedTextsProps) {
  const ours = defaultInstructions(mode);
  const changed = Object.keys(texts).length;
  return (
    <details className="group" open={error !== null || undefined}>
      <summary className="-ml-1 flex cursor-pointer list-none items-center gap-1.5 rounded-md px-1 py-0.5 text-ui [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        Texts for sessions on this endpoint
        {changed > 0 ? (
          <Pill className="shrink-0">{changed} of your own</Pill>
        ) : (
          <span className="text-mute">ours</span>
        )}
      </summary>
      <p className="mt-1.5 mb-3 text-mute text-xs leading-snug">
        A tuned model wants exactly the words it was tuned with: saved here, they stand in place of ours in
        every new session, which may still replace them. “Reset” returns to ours.
      </p>
      {error ? (
        <p role="alert" className="mb-2 text-warn text-xs leading-snug">
          {error}
        </p>
      ) : null}
      <InstructionTexts
        defaults={ours}
        own={texts}
        problem={() => null}
        onText={(role, text) => onChange(withText(texts, role, text, ours[role] ?? ''))}
      />
    </details>
  );
}
