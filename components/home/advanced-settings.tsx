'use client';

import type { ReactNode } from 'react';
import { BuiltInPace } from '#components/actions/run/built-in-pace.tsx';
import { EndpointOptions } from '#components/actions/run/endpoint-options.tsx';
import {
  type NumberField,
  numberFields,
  numberProblem,
  type SettingsDraft,
} from '#components/actions/run/settings-draft.ts';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import type { Strategy } from '#lib/trace/events.ts';

export interface AdvancedSettingsProps {
  strategy: Strategy;
  /** The planner is the built-in, whose pace a person can choose. */
  builtIn: boolean;
  endpoints: readonly PublicEndpoint[];
  defaultEndpointId: string | null;
  /** Empty = the planner's. */
  executorEndpointId: string;
  onExecutorEndpoint: (id: string) => void;
  model: string;
  modelPlaceholder: string | null;
  onModel: (model: string) => void;
  draft: SettingsDraft;
  onDraft: (draft: SettingsDraft) => void;
  /** Messages of the server, by field. */
  problems: Readonly<Record<string, string>>;
}

const hints: Partial<Record<NumberField, string>> = {
  parallelism: 'Over all branches. Many local servers work off one call at a time.',
  maxStages: 'At the last stage the answer is forced.',
  temperature: '0 repeats itself most; 0.6 is the default.',
  maxAttempts: 'A failed call is tried again, then its branch is marked failed.',
  sequentialMaxTokens: 'One long thought: cutting it short would flatter SPRINT.',
};

/** Settings that most runs leave alone, each with a reason to change it. */
export function AdvancedSettings(props: AdvancedSettingsProps) {
  const { strategy, draft, onDraft, problems } = props;
  const sprint = strategy === 'sprint';
  const fields: NumberField[] = sprint
    ? ['parallelism', 'maxStages', 'plannerMaxTokens', 'executorMaxTokens', 'temperature', 'maxAttempts']
    : ['sequentialMaxTokens', 'temperature', 'maxAttempts'];

  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-4 md:grid-cols-3">
      {sprint ? (
        <Field
          label="Executors use"
          hint="A smaller model may carry out prompts."
          error={problems.executorEndpointId ?? null}
          className="col-span-2 md:col-span-1"
        >
          {(control) => (
            <Select
              {...control}
              value={props.executorEndpointId}
              onChange={(event) => props.onExecutorEndpoint(event.target.value)}
            >
              <option value="">The planner’s endpoint</option>
              <EndpointOptions endpoints={props.endpoints} defaultEndpointId={props.defaultEndpointId} />
            </Select>
          )}
        </Field>
      ) : null}
      {props.modelPlaceholder !== null ? (
        <Field
          label="Model"
          hint="Instead of the endpoint’s, for this session."
          error={problems.model ?? null}
          className="col-span-2 md:col-span-1"
        >
          {(control) => (
            <TextInput
              {...control}
              value={props.model}
              placeholder={props.modelPlaceholder ?? ''}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => props.onModel(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {fields.map((name) => {
        const { label, min, max, step } = numberFields[name];
        const text = draft.numbers[name];
        return (
          <Field
            key={name}
            label={label}
            hint={hints[name]}
            error={numberProblem(name, text) ?? problems[`settings.${name}`] ?? null}
          >
            {(control) => (
              <TextInput
                {...control}
                type="number"
                inputMode="decimal"
                min={min}
                max={max}
                step={step}
                value={text}
                onChange={(event) =>
                  onDraft({ ...draft, numbers: { ...draft.numbers, [name]: event.target.value } })
                }
              />
            )}
          </Field>
        );
      })}
      {sprint ? (
        <>
          <Choice
            title="What an executor sees"
            hint={
              draft.contextPolicy === 'paper'
                ? 'The plan up to its own prompt, so it can start at once (paper, appendix A.1).'
                : 'As the authors’ code: it waits for the whole plan, whose earlier prompts are taken out.'
            }
          >
            <Segmented
              label="What an executor sees"
              value={draft.contextPolicy}
              options={[
                { value: 'paper', label: 'Paper' },
                { value: 'authors', label: 'Authors’ code' },
              ]}
              onChange={(contextPolicy) => onDraft({ ...draft, contextPolicy })}
            />
          </Choice>
          <Choice
            title="Executors start"
            hint={
              draft.forkAt === 'prompt'
                ? 'As soon as their prompt closes, while the planner still writes.'
                : 'After the whole plan, for comparison: slower.'
            }
          >
            <Segmented
              label="Executors start"
              value={draft.forkAt}
              options={[
                { value: 'prompt', label: 'At the prompt' },
                { value: 'plan', label: 'After the plan' },
              ]}
              onChange={(forkAt) => onDraft({ ...draft, forkAt })}
            />
          </Choice>
        </>
      ) : null}
      {props.builtIn ? (
        <Choice title="Pace of the built-in" hint="Tokens a second per stream; 60 is the default.">
          <BuiltInPace />
        </Choice>
      ) : null}
    </div>
  );
}

function Choice({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <div className="col-span-2 flex flex-col items-start gap-1.5 md:col-span-1">
      <span className="flex min-h-5 items-center font-medium text-ui" aria-hidden="true">
        {title}
      </span>
      {children}
      <p className="text-mute text-xs leading-snug">{hint}</p>
    </div>
  );
}
