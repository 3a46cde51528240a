'use client';

import { ChevronRight } from 'lucide-react';
import { useEndpoints } from '#components/api/use-endpoints.ts';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import { type ProfileName, profiles } from '#lib/contract/curation-settings.ts';
import { estimateCost } from './cost-estimate.ts';
import { changeInput, changeSettings, settingsOf, useCurationInput } from './input-store.ts';
import { ThresholdFields } from './threshold-fields.tsx';

const profileWords: Record<'paper' | 'authors' | 'custom', string> = {
  paper:
    'As the paper says: steps ÷ stages ≥ 1.5, at most 12 stages with the answer, comments become observations.',
  authors: 'As their published scripts behave: prompts ÷ stages ≥ 1.5, comments are dropped, no other limit.',
  custom: 'Thresholds of your own, below.',
};

/** The profile, and who takes the trace apart: rules or a model. */
export function HowFields() {
  const tab = useCurationInput((state) => state.tab);
  const settings = useCurationInput(settingsOf);
  const { profile } = settings;
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <span className="font-medium text-ui" aria-hidden="true">
          Profile
        </span>
        <Segmented
          label="Profile"
          size="lg"
          value={profile}
          options={[
            { value: 'paper', label: 'Paper' },
            { value: 'authors', label: 'Authors' },
            ...(profile === 'custom' ? [{ value: 'custom' as const, label: 'Custom' }] : []),
          ]}
          onChange={(value) => {
            if (value !== 'custom') changeSettings(profiles[value satisfies ProfileName]);
          }}
        />
        <p className="text-mute text-xs leading-snug">{profileWords[profile]}</p>
      </div>
      <details className="group -my-1 text-ui">
        <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-md py-1 text-mute hover:text-ink">
          <ChevronRight size={14} aria-hidden="true" className="transition-transform group-open:rotate-90" />
          Thresholds
        </summary>
        <div className="pt-2">
          <ThresholdFields value={settings} onChange={changeSettings} />
        </div>
      </details>
      {tab === 'authors' ? (
        <p className="rounded-xl bg-line-soft/60 px-3 py-2.5 text-mute text-xs leading-relaxed">
          The files say already what the steps and their dependencies are: nothing is taken apart anew.
        </p>
      ) : (
        <ProposerFields />
      )}
    </>
  );
}

function ProposerFields() {
  const state = useEndpoints();
  const tab = useCurationInput((input) => input.tab);
  const endpointId = useCurationInput((input) => input.endpointId);
  const model = useCurationInput((input) => input.model);
  const concurrency = useCurationInput((input) => input.concurrency);
  // The built-in solves number puzzles by rules; it cannot read a trace.
  const endpoints = state.status === 'ready' ? state.list.endpoints.filter(isModel) : [];
  const chosen = endpoints.find(({ id }) => id === endpointId);
  return (
    <>
      <Field
        label="Taken apart by"
        aside={endpointId === null ? <Pill tone="crit">rules, no model</Pill> : undefined}
        hint={
          endpointId === null
            ? 'Words such as “Wait” and “Alternatively”, paragraphs and boxed answers decide. Free, the same each time, and coarser than a good model.'
            : 'The model gets numbered lines and answers with ranges, then with the dependencies. Its faults are shown.'
        }
      >
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={chosen?.id ?? ''}
            onChange={(event) => changeInput({ endpointId: event.target.value || null, model: '' })}
          >
            <option value="">Rules</option>
            {endpoints.map(({ id, name, model: own }) => (
              <option key={id} value={id}>
                {name} · {own}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {state.status === 'ready' && endpoints.length === 0 ? (
        <p className="-mt-2 text-mute text-xs">
          <a href="/settings" className="text-plan underline underline-offset-2">
            Add an endpoint
          </a>{' '}
          to let a model do it.
        </p>
      ) : null}
      {chosen ? (
        <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-3">
          <Field label="Model">
            {(control) => (
              <TextInput
                {...control}
                value={model}
                placeholder={chosen.model}
                onChange={(event) => changeInput({ model: event.target.value })}
              />
            )}
          </Field>
          {tab === 'data-set' ? (
            <Field label="At a time">
              {(control) => (
                <TextInput
                  {...control}
                  type="number"
                  min={1}
                  max={32}
                  value={concurrency}
                  onChange={(event) =>
                    changeInput({ concurrency: Math.min(32, Math.max(1, Number(event.target.value) || 1)) })
                  }
                />
              )}
            </Field>
          ) : null}
        </div>
      ) : null}
      {tab === 'data-set' && chosen ? <CostLine /> : null}
    </>
  );
}

const isModel = ({ kind }: { kind: string }): boolean => kind !== 'built-in';

/** A guess of what a model will read and write for the whole data set. */
function CostLine() {
  const dataSet = useCurationInput((state) => state.dataSet);
  const estimate = dataSet?.inspected ? estimateCost(dataSet.inspected, dataSet.file.size) : null;
  if (!estimate) return null;
  return (
    <p className="rounded-xl bg-crit-bg px-3 py-2.5 text-xs leading-relaxed">
      <b className="font-medium tabular-nums">
        ≈ {about(estimate.inputTokens)} tokens read, ≈ {about(estimate.outputTokens)} written
      </b>{' '}
      for about {formatCount(estimate.records, 'record')}. A guess from the first rows; what it really costs
      is counted while it runs, and it can be paused.
    </p>
  );
}

/** Two digits: a guess has no more. */
function about(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded >= 1_000_000 ? `${rounded / 1_000_000} M` : formatInteger(rounded);
}
