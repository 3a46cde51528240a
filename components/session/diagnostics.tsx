'use client';

import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import type { Place, Severity } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { executionStream, planStream } from '#lib/trace/streams.ts';
import { useSession, useSessionActions } from './session-context.tsx';

const icons = { error: CircleAlert, warning: TriangleAlert, note: Info } satisfies Record<Severity, unknown>;
const tones: Record<Severity, string> = { error: 'text-warn', warning: 'text-crit', note: 'text-mute' };

/** What was found odd about the trace so far; a click goes to the place. */
export function Diagnostics() {
  const diagnostics = useSession((session) => session.trace.diagnostics);
  const status = useSession((session) => session.trace.status);
  const graph = useSession((session) => session.graph);
  const actions = useSessionActions();
  return (
    <section aria-label="Doctor">
      <h2 className="mb-1.5 font-semibold text-[11px] text-mute tracking-wide">
        Doctor{diagnostics.length > 0 ? ` · ${diagnostics.length}` : ''}
      </h2>
      {diagnostics.length === 0 ? <p className="text-[12.5px] text-faint">{nothingWords(status)}</p> : null}
      <ul className="-mx-2 space-y-px">
        {diagnostics.map((diagnostic) => {
          const Icon = icons[diagnostic.severity];
          const target = targetOf(diagnostic.place);
          const known = target !== null && graph.nodes.some((node) => node.id === target);
          const body = (
            <>
              <Icon
                size={13}
                aria-hidden="true"
                className={`mt-[3px] shrink-0 ${tones[diagnostic.severity]}`}
              />
              <span className="min-w-0">
                <span className="sr-only">{diagnostic.severity}: </span>
                <span className="break-words">{diagnostic.explanation}</span>
                <span className="block font-mono text-[10.5px] text-faint">{diagnostic.code}</span>
              </span>
            </>
          );
          const look =
            'flex w-full gap-2 rounded-md px-2 py-1 text-left text-[12.5px] text-mute leading-[18px]';
          return (
            <li key={diagnostic.seq}>
              {known && target ? (
                <button
                  type="button"
                  className={`${look} cursor-pointer hover:bg-line-soft hover:text-ink`}
                  onClick={() => actions.goTo(target)}
                >
                  {body}
                </button>
              ) : (
                <p className={look}>{body}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A clean bill of what was read, which is not one of how the run went. */
function nothingWords(status: TraceState['status']): string {
  switch (status) {
    case 'empty':
    case 'running':
      return 'Nothing odd so far.';
    case 'done':
      return 'Nothing odd found.';
    case 'failed':
      return 'The run failed; nothing odd in what was written before.';
    case 'truncated':
      return 'The run was cut short; nothing else odd in what was written.';
    case 'cancelled':
    case 'interrupted':
      return `The run was ${status}; nothing odd in what was written before.`;
    default:
      return assertUnreachable(status);
  }
}

/** The node that stands for a place. */
function targetOf(place: Place): GraphNodeId | null {
  if (place.stream) return place.stream;
  if (place.stage === undefined) return null;
  return place.index === undefined ? planStream(place.stage) : executionStream(place.stage, place.index);
}
