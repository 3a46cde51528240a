'use client';

import { ChevronRight } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { endpointCommands } from '#components/api/use-endpoints.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { DiscoveredServer } from '#lib/contract/endpoints.ts';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { type EndpointPreset, endpointPresets, presetNamed } from '#lib/models/endpoints/presets.ts';
import type { Mode } from '#lib/trace/events.ts';
import {
  type DraftField,
  draftFromEndpoint,
  draftFromPreset,
  type EndpointDraft,
  fieldProblems,
  hasFoldedProblem,
  originOf,
  type Problems,
  readEndpointDraft,
  sameAddress,
} from './endpoint-draft.ts';
import { extrasForMode, extrasFromPreset } from './extras-draft.ts';
import { KeyField } from './key-field.tsx';
import { MoreFields } from './more-fields.tsx';

/** The form's subject: an endpoint to change, or one to add (from a found server, or from a preset). */
export type EndpointSubject =
  | { kind: 'edit'; endpoint: PublicEndpoint }
  | { kind: 'add'; server: DiscoveredServer | null };

const customPreset = endpointPresets.find((preset) => preset.id === 'custom') ?? endpointPresets[0];

function initialDraft(subject: EndpointSubject): EndpointDraft {
  if (subject.kind === 'edit') return draftFromEndpoint(subject.endpoint);
  if (!customPreset) throw new Error('There are no presets');
  const { server } = subject;
  if (!server) return draftFromPreset(customPreset);
  const model = server.models[0];
  const known = presetNamed(server.name);
  return {
    ...draftFromPreset(customPreset),
    ...(known && extrasFromPreset(known)),
    name: server.name,
    baseUrl: server.baseUrl,
    model: model?.id ?? '',
    contextWindow: model?.contextWindow ? String(model.contextWindow) : '',
  };
}

export interface EndpointFormProps {
  subject: EndpointSubject;
  /** Servers found on this machine; their models become suggestions. */
  servers: readonly DiscoveredServer[];
  onClose: () => void;
  /** Called once the server has stored it; `test` when the person asked for a test at once. */
  onSaved: (endpoint: PublicEndpoint, test: boolean) => void;
}

/** The fields of an endpoint. The server's word on a field stands beside it. */
export function EndpointForm({ subject, servers, onClose, onSaved }: EndpointFormProps) {
  const id = useId();
  const [draft, setDraft] = useState(() => initialDraft(subject));
  const [preset, setPreset] = useState<EndpointPreset | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [saving, setSaving] = useState<'save' | 'test' | null>(null);
  const [more, setMore] = useState(false);

  const storedHeaders = (subject.kind === 'edit' && subject.endpoint.headerNames) || [];
  const stored = subject.kind === 'edit' && subject.endpoint.hasKey;
  const moved = subject.kind === 'edit' && originOf(draft.baseUrl) !== originOf(subject.endpoint.baseUrl);
  const models = servers.find((server) => sameAddress(server.baseUrl, draft.baseUrl))?.models ?? [];

  function change(part: Partial<EndpointDraft>) {
    setDraft((old) => ({ ...old, ...part }));
    setProblems({});
  }

  function text(field: DraftField) {
    return {
      value: draft[field],
      spellCheck: false,
      autoComplete: 'off',
      onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
    };
  }

  async function save(test: boolean) {
    const reading = readEndpointDraft(draft, moved ? [] : storedHeaders);
    if (!reading.ok) {
      setProblems(reading.problems);
      if (hasFoldedProblem(reading.problems)) setMore(true);
      return;
    }
    setSaving(test ? 'test' : 'save');
    setFailure(null);
    try {
      const endpoint =
        subject.kind === 'edit'
          ? await endpointCommands.update(subject.endpoint.id, reading.input)
          : await endpointCommands.create(reading.input);
      onSaved(endpoint, test);
    } catch (error) {
      const problem = asApiError(error);
      const named = fieldProblems(problem.fields);
      setProblems(named);
      if (hasFoldedProblem(named)) setMore(true);
      if (Object.keys(named).length === 0) setFailure(problem);
      setSaving(null);
    }
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void save(false);
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4" noValidate>
      {subject.kind === 'add' && !subject.server ? (
        <PresetChoice
          preset={preset}
          onChange={(chosen) => {
            setPreset(chosen);
            if (chosen) change({ ...draftFromPreset(chosen), key: draft.key, headers: draft.headers });
          }}
        />
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={problems.name ?? null}>
          {(control) => <TextInput {...control} {...text('name')} />}
        </Field>
        <Field
          label="Model"
          error={problems.model ?? null}
          hint={models.length > 0 ? 'Served now: choose from the list.' : undefined}
        >
          {(control) => (
            <>
              <TextInput {...control} {...text('model')} list={`${id}-models`} className="font-mono" />
              <datalist id={`${id}-models`}>
                {models.map((model) => (
                  <option key={model.id} value={model.id} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
      <Field
        label="Base URL"
        error={problems.baseUrl ?? null}
        hint="Up to and without /chat/completions, usually ending in /v1."
      >
        {(control) => (
          <TextInput
            {...control}
            {...text('baseUrl')}
            inputMode="url"
            placeholder="http://127.0.0.1:8000/v1"
            className="font-mono"
          />
        )}
      </Field>
      <KeyField
        value={draft.key}
        onChange={(key) => change({ key })}
        stored={stored}
        moved={moved}
        error={problems.apiKey ?? null}
      />
      <ModeField
        value={draft.mode}
        onChange={(mode) => change({ mode, ...extrasForMode(draft, draft.baseUrl, draft.mode, mode) })}
      />

      <div>
        <button
          type="button"
          aria-expanded={more}
          aria-controls={`${id}-more`}
          onClick={() => setMore(!more)}
          className="-ml-1 inline-flex cursor-pointer items-center gap-1 rounded-md px-1 py-0.5 text-mute text-ui hover:text-ink"
        >
          <ChevronRight
            size={14}
            aria-hidden="true"
            className={more ? 'rotate-90 transition-transform' : 'transition-transform'}
          />
          More: requests, thinking, cost, instructions
        </button>
        <div id={`${id}-more`} hidden={!more} className="mt-3">
          <MoreFields draft={draft} onChange={change} problems={problems} moved={moved} />
        </div>
      </div>

      {failure ? <ProblemNote error={failure} /> : null}
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 border-line-soft border-t bg-panel px-5 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button busy={saving === 'test'} disabled={saving !== null} onClick={() => save(true)}>
          Save and test
        </Button>
        <Button type="submit" variant="primary" busy={saving === 'save'} disabled={saving !== null}>
          Save
        </Button>
      </div>
    </form>
  );
}

interface PresetChoiceProps {
  readonly preset: EndpointPreset | null;
  readonly onChange: (preset: EndpointPreset | null) => void;
}

function PresetChoice({ preset, onChange }: PresetChoiceProps) {
  return (
    <Field label="Start from" hint={preset?.hint}>
      {(control) => (
        <Select
          {...control}
          value={preset?.id ?? ''}
          onChange={(event) =>
            onChange(endpointPresets.find((candidate) => candidate.id === event.target.value) ?? null)
          }
        >
          <option value="">Choose a server or provider…</option>
          <optgroup label="On this machine">
            {endpointPresets.filter((option) => option.local).map(presetOption)}
          </optgroup>
          <optgroup label="Hosted">
            {endpointPresets.filter((option) => !option.local).map(presetOption)}
          </optgroup>
        </Select>
      )}
    </Field>
  );
}

const presetOption = (preset: EndpointPreset) => (
  <option key={preset.id} value={preset.id}>
    {preset.name}
  </option>
);

const modes: readonly { value: Mode; title: string; text: string }[] = [
  {
    value: 'prompted',
    title: 'Prompted',
    text: 'For any chat model: it is told the protocol in words and answers with tags. Uses /chat/completions.',
  },
  {
    value: 'native',
    title: 'Native',
    text: 'For a model tuned on SPRINT: it continues the transcript itself. Uses /completions.',
  },
];

/** How we address a model. */
function ModeField({ value, onChange }: { value: Mode; onChange: (mode: Mode) => void }) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-ui">Mode</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {modes.map((mode) => (
          <label
            key={mode.value}
            className={cn(
              'relative cursor-pointer rounded-lg border border-line p-3 transition-colors hover:border-faint/60',
              'has-checked:border-plan has-checked:bg-plan-bg has-focus-visible:outline-2 has-focus-visible:outline-plan has-focus-visible:outline-offset-2',
            )}
          >
            <span className="flex items-center gap-2 font-medium text-ui">
              <input
                type="radio"
                name={name}
                value={mode.value}
                checked={value === mode.value}
                onChange={() => onChange(mode.value)}
                className="size-3.5 accent-plan outline-none"
              />
              {mode.title}
            </span>
            <span className="mt-1 block text-mute text-xs leading-snug">{mode.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
