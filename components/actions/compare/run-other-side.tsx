'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { EndpointOptions } from '#components/actions/run/endpoint-options.tsx';
import { useBuiltInPace } from '#components/actions/run/use-built-in-pace.ts';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { strategyName } from '#components/api/session-words.ts';
import { useEndpoints } from '#components/api/use-endpoints.ts';
import type { SessionSource } from '#components/playback/playback-types.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import {
  newPairId,
  otherSideCaveats,
  otherSideRequest,
  otherStrategy,
  type SessionStart,
  sameEndpoint,
} from './other-side.ts';
import { examplePairId } from './pair-partners.ts';
import { compareHref, sideId } from './side-source.ts';

export interface RunOtherSideProps {
  source: SessionSource;
  /** The session's first event. */
  start: SessionStart;
}

export function RunOtherSideDialog({
  open,
  onClose,
  ...rest
}: RunOtherSideProps & { open: boolean; onClose: () => void }) {
  const strategy = otherStrategy(rest.start.strategy);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Run the other side: ${strategy === 'sprint' ? 'SPRINT' : 'sequential'}`}
      description={`The same question, in ${
        strategy === 'sprint' ? 'rounds of plans and parallel executions' : 'one stream of thought'
      }. Both race under one playhead.`}
    >
      <OtherSideForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

function OtherSideForm({ source, start, onClose }: RunOtherSideProps & { onClose: () => void }) {
  const router = useRouter();
  const state = useEndpoints();
  const [pace] = useBuiltInPace();
  const [endpointId, setEndpointId] = useState('');
  const [model, setModel] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const caveatsId = useId();
  const endpoints = state.status === 'ready' ? state.list.endpoints : [];
  const defaultEndpointId = state.status === 'ready' ? state.list.defaultEndpointId : null;
  const endpoint =
    endpoints.find(({ id }) => id === endpointId) ??
    sameEndpoint(start, endpoints) ??
    endpoints.find(({ id }) => id === defaultEndpointId) ??
    endpoints[0] ??
    null;
  const own = start.models.planner;
  const strategy = otherStrategy(start.strategy);

  async function run() {
    if (!endpoint) return;
    setBusy(true);
    setError(null);
    try {
      const pairId = await pairIdOf(source);
      const { id } = await api.createSession(otherSideRequest({ start, endpoint, model, pairId, pace }));
      const [a, b] = strategy === 'sequential' ? [sideId(source), id] : [id, sideId(source)];
      router.push(compareHref(a, b));
    } catch (problem) {
      setError(asApiError(problem));
      setBusy(false);
    }
  }

  return (
    <div className="grid gap-4">
      <p className="rounded-lg bg-line-soft px-3 py-2 text-[12.5px] leading-5">
        {plainHead(start.question, 260)}
      </p>
      {state.status === 'failed' ? <ProblemNote error={state.error} /> : null}
      {error ? <ProblemNote error={error} /> : null}
      <Field label="Endpoint" hint="The one that ran this session, or another.">
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={endpoint?.id ?? ''}
            disabled={endpoints.length === 0}
            onChange={(event) => setEndpointId(event.target.value)}
          >
            <EndpointOptions endpoints={endpoints} defaultEndpointId={defaultEndpointId} />
          </Select>
        )}
      </Field>
      {endpoint && endpoint.kind !== 'built-in' ? (
        <Field label="Model" hint="Instead of the endpoint’s, for this run.">
          {(control) => (
            <TextInput
              {...control}
              value={model}
              placeholder={endpoint.model}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setModel(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <div id={caveatsId} className="grid gap-1.5 text-[12.5px] leading-5">
        <dl className="grid grid-cols-[auto_1fr] gap-x-3">
          <dt className="text-mute">This session</dt>
          <dd>
            {strategyName(start.strategy)} ·{' '}
            {own.model === 'unknown' ? (start.origin.author ?? 'model not named') : own.model}
          </dd>
          <dt className="text-mute">The other side</dt>
          <dd>
            {strategyName(strategy)} · {endpoint ? model.trim() || endpoint.model : '–'}
          </dd>
        </dl>
        {endpoint
          ? otherSideCaveats(start, endpoint, model).map((caveat) => (
              <p key={caveat} className="text-crit">
                {caveat}
              </p>
            ))
          : null}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href={compareHref(sideId(source), null)} variant="ghost" onClick={onClose}>
          Choose a session instead
        </ButtonLink>
        <Button
          variant="primary"
          busy={busy}
          disabled={!endpoint}
          aria-describedby={caveatsId}
          onClick={() => void run()}
        >
          Run and race
        </Button>
      </div>
    </div>
  );
}

/** The session's own pair id, or a new one that we first store with the session. */
async function pairIdOf(source: SessionSource): Promise<string> {
  if (source.kind === 'example') return examplePairId(source.slug);
  const { pairId } = await api.getSession(source.id);
  if (pairId) return pairId;
  const made = newPairId((bytes) => crypto.getRandomValues(bytes));
  await api.updateSession(source.id, { pairId: made });
  return made;
}
