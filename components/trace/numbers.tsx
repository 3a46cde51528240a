'use client';

import { Fragment, type ReactNode } from 'react';
import { CountingChoice } from '#components/numbers/counting-choice.tsx';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount, formatDuration, formatInteger, formatShare } from '#components/ui/format.ts';
import { onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { metricFormulas, sequentialFormulas, withReading } from '#lib/trace/metric-formulas.ts';
import { isWhole } from '#lib/trace/saving.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { thinkingAndText } from '#lib/trace/token-words.ts';

/** A dash until it is here, as until the server was asked. */
const AgainstSequential = onDemand(
  () =>
    import('#components/actions/compare/against-sequential.tsx').then((module) => module.AgainstSequential),
  { wanted: () => false, standIn: () => '–' },
);
const ahead = [AgainstSequential] as const;

/** The five numbers, apart, each with its formula; definition, reading and tokenizer are named. */
export function Numbers() {
  useFetchAhead(ahead);
  const metrics = useSession((session) => session.metrics);
  const source = useSession((session) => session.source);
  const definition = useSession((session) => session.definition);
  const running = useSession((session) => session.trace.status === 'running');
  const whole = useSession((session) => isWhole(session.trace.status));
  const sequential = useSession((session) => session.graph.sequential);
  const clock = useSession((session) => session.trace.session?.clock ?? 'wall');
  const positionMs = useSession((session) =>
    session.trace.status === 'running' ? session.positionMs : null,
  );
  const pathThinking = useSession(({ critical }) =>
    critical.pieces.reduce((sum, piece) => sum + piece.thinkingTokens, 0),
  );
  const { reading, isEstimate } = metrics;
  const about = isEstimate ? '≈' : '';
  const tagged = definition === 'with-tags';
  const onPath = metrics.sequentialTokens[definition];
  // Thinking that the reading does not count is no part of the number.
  const thinking = reading === 'decoded' ? metrics.thinkingTokens : 0;
  const apart = (count: number, thought: number) =>
    thinkingAndText({ thinking: thought, text: count - thought, isEstimate, tagged });
  const total = tagged ? metrics.totalTokensWithTags : metrics.totalTokens;
  const saved = metrics.savedWithinTrace[definition];
  const { waitedAtJoinsMs, waitedAtJoinsTokens } = metrics;
  const waited = waitedAtJoinsMs ?? waitedAtJoinsTokens;
  const tokenClock = clock === 'tokens';
  const wallMs = metrics.wallClockMs === null ? null : (positionMs ?? metrics.wallClockMs);
  return (
    <section aria-label="Numbers">
      <Formula formula={withReading(sequentialFormulas[definition].formula, reading)}>
        <span className="font-semibold text-[11px] text-mute tracking-wide">Sequential tokens</span>
      </Formula>
      <p className="mt-0.5 flex items-baseline gap-2">
        <span className="font-[650] text-[28px] leading-9 tracking-[-0.02em] tabular-nums">
          {about}
          {formatInteger(onPath)}
        </span>
        <span className="text-mute text-xs">{running ? 'so far · critical path' : 'critical path'}</span>
      </p>
      <Apart words={apart(onPath, pathThinking)} />
      {sequential ? null : <PathBar />}
      <Counting />
      <dl className="mt-3 text-[12.5px]">
        <Row
          name="Total tokens"
          formula={withReading(
            (tagged ? metricFormulas.totalTokensWithTags : metricFormulas.totalTokens).formula,
            reading,
          )}
          note={sequential ? null : apart(total, thinking)}
        >
          {about}
          {formatInteger(total)}
        </Row>
        <Row
          name={metricFormulas.savedWithinTrace.label}
          formula={withReading(metricFormulas.savedWithinTrace.formula, reading)}
        >
          {saved === null ? '–' : `${about}${formatShare(saved)}`}
        </Row>
        <Row
          name={metricFormulas.savedAgainstSequential.label}
          formula={`${metricFormulas.savedAgainstSequential.formula} “Run the other side” starts one.`}
          quiet={sequential}
        >
          {sequential ? (
            'this is one'
          ) : source.kind === 'embedded' ? (
            '–'
          ) : (
            <AgainstSequential
              source={source}
              ended={!running}
              whole={whole}
              tokens={onPath}
              definition={definition}
              reading={reading}
              tokenizer={metrics.tokenizer}
              isEstimate={metrics.isEstimate}
            />
          )}
        </Row>
        <Row
          name={metricFormulas.wallClockMs.label}
          formula={metricFormulas.wallClockMs.formula}
          quiet={wallMs === null}
        >
          {wallMs === null ? (tokenClock ? 'no clock' : '–') : formatDuration(wallMs)}
        </Row>
        {sequential ? null : (
          <Row
            name="Waited at joins, branches added up"
            formula={metricFormulas.waitedAtJoins.formula}
            quiet={waited === 0}
          >
            <span className={cn('whitespace-nowrap', waited > 0 && 'text-crit')}>
              {waitedAtJoinsMs === null
                ? formatCount(waitedAtJoinsTokens, 'token')
                : formatDuration(waitedAtJoinsMs)}
            </span>
          </Row>
        )}
        {metrics.discardedTokens > 0 ? (
          <Row name="Discarded tokens" formula={metricFormulas.discardedTokens.formula}>
            <span className="text-warn">{formatInteger(metrics.discardedTokens)}</span>
          </Row>
        ) : null}
        {metrics.thinkingTokens > 0 && reading === 'visible' ? (
          <Row name="Thinking tokens, not counted" formula={metricFormulas.thinkingTokens.formula}>
            {about}
            {formatInteger(metrics.thinkingTokens)}
          </Row>
        ) : null}
        {metrics.parallelizationRatio !== null && !sequential ? (
          <Row
            name="Parallelization ratio"
            formula={`${metricFormulas.parallelizationRatio.formula} ${metrics.prompts} ÷ ${metrics.stages}.`}
          >
            {metrics.parallelizationRatio.toFixed(2)}
          </Row>
        ) : null}
      </dl>
    </section>
  );
}

/** How much of a number was thinking. */
const Apart = ({ words }: { words: string | null }) =>
  words === null ? null : (
    <span className="block whitespace-nowrap text-[11px] text-mute leading-4 tabular-nums">{words}</span>
  );

const pathKinds = [
  { kind: 'plan', name: 'plans', full: 'bg-plan', dotted: 'path-thinking text-plan' },
  { kind: 'execution', name: 'executions', full: 'bg-exec', dotted: 'path-thinking text-exec' },
  { kind: 'answer', name: 'answer', full: 'bg-seq', dotted: 'path-thinking text-seq' },
] as const;

/** The parts of the critical path; for each kind its thinking first, lighter. */
function PathBar() {
  const pieces = useSession((session) => session.critical.pieces);
  const parts = pathKinds.map((look) => {
    const own = pieces.filter(({ stream }) => kindOf(stream) === look.kind);
    const tokens = own.reduce((sum, piece) => sum + piece.tokens, 0);
    const thinking = own.reduce((sum, piece) => sum + piece.thinkingTokens, 0);
    return { ...look, tokens, thinking };
  });
  const total = Math.max(
    1,
    parts.reduce((sum, { tokens }) => sum + tokens, 0),
  );
  const width = (tokens: number) => ({ width: `${(tokens / total) * 100}%` });
  return (
    <>
      <div className="mt-1 flex h-1.5 gap-px overflow-hidden rounded-full bg-line-soft" aria-hidden="true">
        {parts.map(({ kind, full, dotted, tokens, thinking }) => (
          <Fragment key={kind}>
            {thinking > 0 ? <i className={dotted} style={width(thinking)} /> : null}
            {tokens > thinking ? <i className={full} style={width(tokens - thinking)} /> : null}
          </Fragment>
        ))}
      </div>
      <p className="mt-1 flex flex-wrap gap-x-2 text-[11px] text-mute">
        {parts.map(({ kind, name, full, tokens }) =>
          tokens > 0 || kind !== 'answer' ? (
            <span key={kind}>
              <Key className={full} /> {name} {formatInteger(tokens)}
            </span>
          ) : null,
        )}
        {parts.some(({ thinking }) => thinking > 0) ? (
          <span>
            <Key className="path-thinking text-mute" /> lighter: thinking
          </span>
        ) : null}
      </p>
    </>
  );
}

function kindOf(stream: StreamId): (typeof pathKinds)[number]['kind'] {
  if (stream.startsWith('plan')) return 'plan';
  return stream.startsWith('execution') ? 'execution' : 'answer';
}

const Key = ({ className }: { className: string }) => (
  <span
    aria-hidden="true"
    className={`mr-0.5 inline-block size-1.5 rounded-full align-middle ${className}`}
  />
);

function Counting() {
  const definition = useSession((session) => session.definition);
  const reading = useSession((session) => session.reading);
  const tokenizer = useSession((session) => session.metrics.tokenizer);
  const actions = useSessionActions();
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-1 text-[11px] text-mute">
      <CountingChoice
        definition={definition}
        reading={reading}
        onDefinition={actions.setDefinition}
        onReading={actions.setReading}
      />
      {tokenizer ? <span>· tokenizer {tokenizer}</span> : null}
    </p>
  );
}

function Row({
  name,
  formula,
  note = null,
  quiet = false,
  children,
}: {
  name: string;
  formula: string;
  /** A line under the number. */
  note?: string | null;
  quiet?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3 border-line-soft border-t py-[5px]">
      <dt className="min-w-0 flex-1 text-mute">
        <Formula formula={formula}>{name}</Formula>
      </dt>
      <dd className={quiet ? 'text-right text-faint' : 'text-right tabular-nums'}>{children}</dd>
      {note === null ? null : (
        <dd className="w-full text-right">
          <Apart words={note} />
        </dd>
      )}
    </div>
  );
}

/** A name whose formula appears on hover and focus. */
export function Formula({ formula, children }: { formula: string; children: ReactNode }) {
  return (
    <Tooltip content={formula} side="bottom">
      <button
        type="button"
        className="cursor-help rounded-sm text-left decoration-faint/60 decoration-dotted underline-offset-3 hover:underline"
      >
        {children}
      </button>
    </Tooltip>
  );
}
