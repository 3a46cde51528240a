'use client';

import { Plus, Radar } from 'lucide-react';
import { useCallback, useState } from 'react';
import { asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import { DamagedMark } from '#components/api/damaged-mark.tsx';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { reportFailure } from '#components/api/report-failure.ts';
import { endpointCommands, reloadEndpoints, useEndpoints } from '#components/api/use-endpoints.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog, Dialog } from '#components/ui/dialog.tsx';
import { showToast } from '#components/ui/toast.tsx';
import type { DiscoveredServer } from '#lib/contract/endpoints.ts';
import { defaultTimeouts, type PublicEndpoint } from '#lib/models/endpoint.ts';
import { presetNamed } from '#lib/models/endpoints/presets.ts';
import { DiscoveryPanel, type DiscoveryState } from './discovery-panel.tsx';
import { EndpointCard } from './endpoint-card.tsx';
import { EndpointForm, type EndpointSubject } from './endpoint-form.tsx';
import { presetInput } from './extras-draft.ts';
import type { TestState } from './test-result.tsx';

/** Every endpoint a session can use, and the ways to add more. */
export function EndpointsSection() {
  const state = useEndpoints();
  const [subject, setSubject] = useState<EndpointSubject | null>(null);
  const [deleting, setDeleting] = useState<Pick<PublicEndpoint, 'id' | 'name'> | null>(null);
  const { tests, discovery, busy, ...work } = useEndpointWork();
  const list = state.status === 'ready' ? state.list : null;
  const servers = discovery?.status === 'found' ? discovery.servers : [];

  function onSaved(endpoint: PublicEndpoint, test: boolean) {
    setSubject(null);
    work.saved(endpoint, test);
  }

  return (
    <section aria-labelledby="endpoints-heading">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="endpoints-heading" className="font-semibold text-[15px] tracking-[-0.01em]">
            Endpoints
          </h2>
          <p className="mt-0.5 text-mute text-ui leading-snug">
            Where models are asked. A session uses the default unless you choose another on the home page.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<Radar size={14} aria-hidden="true" />}
            busy={discovery?.status === 'searching'}
            onClick={work.discover}
          >
            Find local servers
          </Button>
          <Button
            variant="primary"
            icon={<Plus size={14} aria-hidden="true" />}
            onClick={() => setSubject({ kind: 'add', server: null })}
          >
            Add endpoint
          </Button>
        </div>
      </div>

      {discovery ? (
        <DiscoveryPanel
          state={discovery}
          known={new Set(list?.endpoints.map((endpoint) => endpoint.baseUrl))}
          onAdd={work.addServer}
          onConfigure={(server) => setSubject({ kind: 'add', server })}
        />
      ) : null}
      {state.status === 'failed' ? (
        <ProblemNote
          error={state.error}
          actions={
            <Button size="sm" onClick={reloadEndpoints}>
              Try again
            </Button>
          }
        />
      ) : null}
      {state.status === 'loading' ? (
        <div className="h-44 animate-pulse rounded-xl border border-line bg-panel" aria-hidden="true" />
      ) : null}
      {list ? (
        <ul className="divide-y divide-line-soft rounded-xl border border-line bg-panel">
          {list.endpoints.map((endpoint) => (
            <EndpointCard
              key={endpoint.id}
              endpoint={endpoint}
              isDefault={endpoint.id === list.defaultEndpointId}
              test={tests[endpoint.id] ?? null}
              onTest={() => work.testAndShow(endpoint.id)}
              onEdit={() => setSubject({ kind: 'edit', endpoint })}
              onDelete={() => setDeleting(endpoint)}
              onForget={() => work.forgetLearned(endpoint)}
            />
          ))}
          {list.damaged?.map(({ id, damaged }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-ui">
              <p className="min-w-0 flex-1 basis-72">
                <DamagedMark names={damaged} />
                An endpoint that cannot be read. Delete it, then enter it again.
              </p>
              <Button size="sm" onClick={() => setDeleting({ id, name: 'the damaged endpoint' })}>
                Delete
              </Button>
            </li>
          ))}
        </ul>
      ) : null}

      <EndpointDialog
        subject={subject}
        servers={servers}
        onClose={() => setSubject(null)}
        onSaved={onSaved}
      />
      <ConfirmDialog
        open={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={async () => {
          if (deleting && (await work.remove(deleting))) setDeleting(null);
        }}
        busy={busy}
        title={`Delete ${deleting?.name}?`}
        description="The endpoint and its key are removed. Sessions that used it stay."
        confirmLabel="Delete"
      />
    </section>
  );
}

/** What can be done to endpoints, and how far it is; a failure is said. */
function useEndpointWork() {
  const { tests, run: runTest, forget } = useEndpointTests();
  const [discovery, setDiscovery] = useState<DiscoveryState | null>(null);
  const [busy, setBusy] = useState(false);

  async function discover() {
    setDiscovery({ status: 'searching' });
    try {
      setDiscovery({ status: 'found', servers: await api.discoverServers() });
    } catch (error) {
      setDiscovery({ status: 'failed', error: asApiError(error) });
    }
  }

  /** A test may teach us something about the endpoint, which the card shows. */
  async function testAndShow(id: string) {
    await runTest(id);
    await reloadEndpoints();
  }

  async function forgetLearned(endpoint: PublicEndpoint) {
    try {
      await endpointCommands.forgetLearned(endpoint.id);
      showToast({ tone: 'ok', title: `What ${endpoint.name} taught us is forgotten` });
    } catch (error) {
      reportFailure(error);
    }
  }

  function saved(endpoint: PublicEndpoint, test: boolean) {
    forget(endpoint.id);
    if (test) void testAndShow(endpoint.id);
    else showToast({ tone: 'ok', title: `${endpoint.name} is saved` });
  }

  async function addServer(server: DiscoveredServer, model: string) {
    const contextWindow = server.models.find(({ id }) => id === model)?.contextWindow ?? null;
    try {
      const endpoint = await endpointCommands.create({
        name: server.name,
        baseUrl: server.baseUrl,
        model,
        mode: 'prompted',
        contextWindow,
        timeouts: defaultTimeouts,
        ...presetInput(presetNamed(server.name)),
      });
      saved(endpoint, true);
    } catch (error) {
      reportFailure(error);
    }
  }

  /** Whether it is gone. */
  async function remove(endpoint: Pick<PublicEndpoint, 'id'>): Promise<boolean> {
    setBusy(true);
    try {
      await endpointCommands.remove(endpoint.id);
      forget(endpoint.id);
      return true;
    } catch (error) {
      reportFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { tests, discovery, busy, discover, testAndShow, forgetLearned, saved, addServer, remove };
}

interface EndpointDialogProps {
  subject: EndpointSubject | null;
  /** Servers found on this machine; their models become suggestions. */
  servers: readonly DiscoveredServer[];
  onClose: () => void;
  /** Called once the server has stored it; `test` when the person asked for a test at once. */
  onSaved: (endpoint: PublicEndpoint, test: boolean) => void;
}

/** Adds or changes an endpoint. */
function EndpointDialog({ subject, servers, onClose, onSaved }: EndpointDialogProps) {
  return (
    <Dialog
      open={subject !== null}
      onClose={onClose}
      title={subject?.kind === 'edit' ? `Edit ${subject.endpoint.name}` : 'Add an endpoint'}
      description={
        subject?.kind === 'add'
          ? 'Any server that speaks the OpenAI API: on this machine or hosted.'
          : undefined
      }
    >
      {subject ? (
        <EndpointForm subject={subject} servers={servers} onClose={onClose} onSaved={onSaved} />
      ) : null}
    </Dialog>
  );
}

/** The last test of each endpoint, by id. */
function useEndpointTests() {
  const [tests, setTests] = useState<Readonly<Record<string, TestState>>>({});

  const run = useCallback(async (id: string) => {
    const set = (state: TestState) => setTests((old) => ({ ...old, [id]: state }));
    set({ status: 'running' });
    try {
      set({ status: 'passed', result: await api.testEndpoint(id) });
    } catch (error) {
      set({ status: 'failed', error: asApiError(error) });
    }
  }, []);

  const forget = useCallback((id: string) => {
    setTests((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== id)));
  }, []);

  return { tests, run, forget };
}
