'use client';

import { Sparkles } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { useEndpoints } from '#components/api/use-endpoints.ts';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Finding } from '#lib/contract/findings.ts';
import { checkTitle } from '#lib/doctor/checks.ts';
import { findingQuote } from '#lib/doctor/dismissals.ts';
import type { OpinionRequest } from './annotation-port.ts';

type Ask = (request: OpinionRequest, signal: AbortSignal) => Promise<void>;

/** Asks one of the user's models about a finding, or about the whole trace. Closing the dialog cancels. */
export function OpinionDialog({
  asked,
  ask,
  onClose,
}: {
  asked: { readonly finding: Finding | null } | null;
  ask: Ask;
  onClose: () => void;
}) {
  return (
    <Dialog
      open={asked !== null}
      onClose={onClose}
      title={asked?.finding ? 'Second opinion on a finding' : 'Second opinion on the trace'}
      description="A model reads the trace and says what it thinks. Its words are kept under its name, apart from what the doctor finds, and change no count."
    >
      {asked ? <OpinionForm finding={asked.finding} ask={ask} onClose={onClose} /> : null}
    </Dialog>
  );
}

function OpinionForm({ finding, ask, onClose }: { finding: Finding | null; ask: Ask; onClose: () => void }) {
  const { store } = useSessionHandle();
  const state = useEndpoints();
  const [endpointId, setEndpointId] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  // The built-in plays Countdown by rules; it can judge no text.
  const models =
    state.status === 'ready' ? state.list.endpoints.filter(({ kind }) => kind !== 'built-in') : [];
  const fallback = state.status === 'ready' ? state.list.defaultEndpointId : null;
  const chosen =
    models.find(({ id }) => id === endpointId) ?? models.find(({ id }) => id === fallback) ?? models[0];

  async function send() {
    if (!chosen) return;
    setBusy(true);
    setError(null);
    const { signal } = leaving.current;
    try {
      await ask({ endpointId: chosen.id, ...(finding && { about: aboutOf(finding) }) }, signal);
      onClose();
    } catch (problem) {
      if (!signal.aborted) setError(asApiError(problem));
    } finally {
      if (!signal.aborted) setBusy(false);
    }
  }

  function aboutOf({ code, places }: Finding): OpinionRequest['about'] {
    const quote = findingQuote(store.getState().latest, { places });
    return { code, place: places[0] ?? {}, quote };
  }

  if (state.status === 'failed') return <ProblemNote error={state.error} />;
  if (state.status === 'ready' && models.length === 0)
    return (
      <div className="flex flex-col items-start gap-3 text-ui">
        <p>No language model is connected. The built-in reasoner plays Countdown and judges no text.</p>
        <ButtonLink href="/settings" prefetch={false}>
          Connect a model
        </ButtonLink>
      </div>
    );
  return (
    <div className="flex flex-col gap-3.5">
      {finding ? (
        <p className="rounded-lg bg-line-soft px-3 py-2 text-[12.5px]">{checkTitle(finding.code)}</p>
      ) : null}
      {error ? <ProblemNote error={error} /> : null}
      <Field label="Model" hint="The trace is sent to it, as far as its window takes it.">
        {(control) => (
          <Select
            {...control}
            className="w-full"
            disabled={models.length === 0 || busy}
            value={chosen?.id ?? ''}
            onChange={(event) => setEndpointId(event.currentTarget.value)}
          >
            {models.map(({ id, name, model }) => (
              <option key={id} value={id}>
                {name} · {model}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={!chosen}
          icon={<Sparkles size={14} aria-hidden="true" />}
          onClick={() => void send()}
        >
          Ask
        </Button>
      </div>
    </div>
  );
}
