'use client';

import { Plus } from 'lucide-react';
import type { ApiError } from '#components/api/api-error.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount } from '#components/ui/format.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import type { DiscoveredServer } from '#lib/contract/endpoints.ts';

export type DiscoveryState =
  | { status: 'searching' }
  | { status: 'found'; servers: readonly DiscoveredServer[] }
  | { status: 'failed'; error: ApiError };

export interface DiscoveryPanelProps {
  state: DiscoveryState;
  /** Base URLs that already have an endpoint. */
  known: ReadonlySet<string>;
  /** Adds the server with its first model at once. */
  onAdd: (server: DiscoveredServer, model: string) => void;
  /** For a server that names no model. */
  onConfigure: (server: DiscoveredServer) => void;
}

/** What answered on this machine's usual ports. */
export function DiscoveryPanel({ state, known, onAdd, onConfigure }: DiscoveryPanelProps) {
  if (state.status === 'failed') return <ProblemNote error={state.error} className="mb-3" />;
  const found = state.status === 'found' && state.servers.length > 0;
  return (
    <div
      role="status"
      className={cn(
        'mb-3 rounded-xl border px-4 py-3 text-ui',
        found ? 'border-exec-line bg-exec-bg' : 'border-line bg-panel',
      )}
    >
      {state.status === 'searching' ? (
        <p className="flex items-center gap-2.5">
          <Spinner className="text-exec" /> Asking the usual ports of this machine…
        </p>
      ) : state.servers.length === 0 ? (
        <p className="leading-snug">
          <span className="font-medium">No model server answered.</span> Asked were Ollama (11434), LM Studio
          (1234), llama.cpp (8080), vLLM (8000) and SGLang (30000). Start one and search again, or add it by
          its address.
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {state.servers.map((server) => (
            <li key={server.baseUrl} className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <p className="min-w-0 flex-1 basis-48">
                <span className="font-medium">{server.name}</span>{' '}
                <span className="break-all font-mono text-mute text-xs">{server.baseUrl}</span>
                <span className="block text-mute text-xs">
                  {formatCount(server.models.length, 'model')}
                  {known.has(server.baseUrl) ? ', in the list below already' : ''}
                </span>
              </p>
              <Offers server={server} onAdd={onAdd} onConfigure={onConfigure} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const MOST_OFFERS = 4;

function Offers({
  server,
  onAdd,
  onConfigure,
}: Pick<DiscoveryPanelProps, 'onAdd' | 'onConfigure'> & { server: DiscoveredServer }) {
  return (
    <div className="flex max-w-full flex-wrap gap-1.5">
      {server.models.slice(0, MOST_OFFERS).map((model) => (
        <Button
          key={model.id}
          size="sm"
          icon={<Plus size={13} aria-hidden="true" />}
          className="max-w-full"
          onClick={() => onAdd(server, model.id)}
        >
          <span className="truncate font-mono">{model.id}</span>
        </Button>
      ))}
      {server.models.length > MOST_OFFERS || server.models.length === 0 ? (
        <Button size="sm" onClick={() => onConfigure(server)}>
          {server.models.length === 0 ? 'Add…' : 'Another model…'}
        </Button>
      ) : null}
    </div>
  );
}
