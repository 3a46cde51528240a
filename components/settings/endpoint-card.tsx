'use client';

import { Cpu, KeyRound, Pencil, Server, SquareTerminal, Trash2 } from 'lucide-react';
import { BuiltInPace } from '#components/actions/run/built-in-pace.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import { Pill } from '#components/ui/pill.tsx';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { TestResult, type TestState } from './test-result.tsx';

export interface EndpointCardProps {
  endpoint: PublicEndpoint;
  isDefault: boolean;
  test: TestState | null;
  onTest: () => void;
  onEdit: () => void;
  onDelete: () => void;
  /** Discards what we learned about the endpoint. */
  onForget: () => void;
}

const icons = {
  'built-in': <Cpu size={16} aria-hidden="true" />,
  environment: <SquareTerminal size={16} aria-hidden="true" />,
  settings: <Server size={16} aria-hidden="true" />,
};

/** One endpoint: what it is, whether it answers, and its actions. */
export function EndpointCard({
  endpoint,
  isDefault,
  test,
  onTest,
  onEdit,
  onDelete,
  onForget,
}: EndpointCardProps) {
  const editable = endpoint.source === 'settings';
  const builtIn = endpoint.kind === 'built-in';
  return (
    <li className="flex flex-col gap-3 px-4 py-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-3">
        <span className="mt-0.5 flex size-8 items-center justify-center rounded-lg bg-line-soft text-mute">
          {icons[endpoint.source]}
        </span>
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-sm">
            {endpoint.name}
            {isDefault ? <Pill tone="plan">default</Pill> : null}
            {builtIn ? <Pill tone="crit">rule-based, not a language model</Pill> : null}
          </h3>
          <p className="mt-0.5 break-words text-mute text-ui">
            <span className="font-mono text-xs">{endpoint.model}</span>
            {builtIn ? null : (
              <>
                {' '}
                at{' '}
                <span className="inline-block max-w-full break-all font-mono text-xs">
                  {endpoint.baseUrl}
                </span>
              </>
            )}
          </p>
          <p className="mt-1.5 flex flex-wrap gap-1.5">
            <Pill>{endpoint.mode}</Pill>
            {endpoint.contextWindow === null ? null : (
              <Pill>{formatInteger(endpoint.contextWindow)} tokens window</Pill>
            )}
            {endpoint.hasKey ? (
              <Pill icon={<KeyRound size={12} aria-hidden="true" />}>key set</Pill>
            ) : builtIn ? null : (
              <Pill>no key</Pill>
            )}
            {settingWords(endpoint).map((words) => (
              <Pill key={words}>{words}</Pill>
            ))}
          </p>
        </div>
        <div className="flex items-center gap-1.5 max-sm:ml-11">
          <Button
            size="sm"
            busy={test?.status === 'running'}
            onClick={onTest}
            aria-label={`Test ${endpoint.name}`}
          >
            Test
          </Button>
          {editable ? (
            <>
              <IconButton
                size="sm"
                label={`Edit ${endpoint.name}`}
                icon={<Pencil size={14} />}
                onClick={onEdit}
              />
              <IconButton
                size="sm"
                label={`Delete ${endpoint.name}`}
                icon={<Trash2 size={14} />}
                className="hover:text-warn"
                onClick={onDelete}
              />
            </>
          ) : null}
        </div>
      </div>
      {builtIn ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-mute text-ui sm:ml-11">
          <p className="min-w-0 flex-1 basis-64 leading-snug">
            Searches Countdown puzzles in this process: no key, no network. Its lengths are our choice, so
            what it saves is what a toy saves. Pace in tokens a second per stream, for runs from this browser:
          </p>
          <BuiltInPace />
        </div>
      ) : null}
      {endpoint.source === 'environment' ? (
        <p className="text-mute text-ui leading-snug sm:ml-11">
          Defined by <code className="font-mono text-xs">SPRINT_</code> variables in the environment. To
          change it, set them anew and start Sprintscope again.
        </p>
      ) : null}
      {endpoint.learned?.length ? (
        <div className="sm:ml-11">
          <LearnedNotes endpoint={endpoint} onForget={onForget} />
        </div>
      ) : null}
      {test ? (
        <div className="sm:ml-11">
          <TestResult state={test} />
        </div>
      ) : null}
    </li>
  );
}

/** Settings that differ from the default, in few words. */
function settingWords(endpoint: PublicEndpoint): string[] {
  const { reasoningEffort, thinkingTag, price, extraBody, headerNames, instructions } = endpoint;
  const fields = new Set(Object.values(extraBody ?? {}).flatMap((part) => Object.keys(part)));
  const headers = headerNames?.length ?? 0;
  const texts = Object.keys(instructions ?? {}).length;
  return [
    reasoningEffort && reasoningEffort !== 'default' ? `effort ${reasoningEffort}` : '',
    thinkingTag === 'opened' ? 'begins in thinking' : '',
    price ? `${price.inputPerMillion} in · ${price.outputPerMillion} out, per million` : '',
    fields.size > 0 ? formatCount(fields.size, 'extra field') : '',
    headers > 0 ? formatCount(headers, 'header') : '',
    texts > 0 ? formatCount(texts, 'own text') : '',
  ].filter(Boolean);
}

const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/**
 * What we learned about an endpoint from its refusals and habits, each with the day. Renders nothing before there is
 * any.
 */
function LearnedNotes({ endpoint, onForget }: { endpoint: PublicEndpoint; onForget: () => void }) {
  const { learned = [] } = endpoint;
  if (learned.length === 0) return null;
  return (
    <section aria-label={`What ${endpoint.name} taught us`} className="text-mute text-ui leading-snug">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h4 className="font-medium">What this endpoint taught us</h4>
        <Button size="sm" onClick={onForget} aria-label={`Forget what ${endpoint.name} taught us`}>
          Forget
        </Button>
      </div>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-xs">
        {learned.map((note) => (
          <li key={`${note.model} ${note.api} ${note.explanation}`}>
            {note.explanation}{' '}
            <span className="whitespace-nowrap text-faint">
              {note.model === endpoint.model ? null : `${note.model}, `}
              since {dateFormat.format(new Date(note.since))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
