'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '#components/api/client.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { useReadOnly, useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { Button } from '#components/ui/button.tsx';
import type { ModelInfo } from '#lib/trace/events.ts';
import { planRunAgain } from './run-again.ts';
import { useBuiltInPace } from './use-built-in-pace.ts';

/** Starts the same session again, or says which endpoint it would need. */
export function RunAgainButton() {
  const { store } = useSessionHandle();
  const source = useSession((session) => session.source.kind);
  const readOnly = useReadOnly();
  const router = useRouter();
  const [pace] = useBuiltInPace();
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<readonly ModelInfo[]>([]);
  if (source !== 'session' || readOnly) return null;

  async function run() {
    const start = store.getState().latest.session;
    if (!start) return;
    setBusy(true);
    try {
      const { endpoints } = await api.listEndpoints();
      const plan = planRunAgain(start, endpoints, pace);
      setMissing(plan.ok ? [] : plan.missing);
      if (!plan.ok) {
        setBusy(false);
        return;
      }
      const { id } = await api.createSession(plan.request);
      router.push(`/sessions/${encodeURIComponent(id)}`);
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  }

  return (
    <>
      {missing.length > 0 ? (
        <p role="alert" className="max-w-80 text-[12.5px] text-warn leading-[19px]">
          Not started: {missing.map(endpointWords).join(' and ')} {missing.length > 1 ? 'are' : 'is'} not
          among the endpoints any more. Add it in the settings, or ask the question anew.
        </p>
      ) : null}
      <Button size="sm" variant="primary" busy={busy} onClick={() => void run()}>
        Run again
      </Button>
    </>
  );
}

/** "Lab (http://lab/v1, prompted)": enough to set it up again. */
function endpointWords({ endpointName, baseUrl, mode }: ModelInfo): string {
  return `“${endpointName}” (${[baseUrl, mode].filter(Boolean).join(', ')})`;
}
