'use client';

import type { ReactNode } from 'react';
import { AgainstSequential } from '#components/compare/against-sequential.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount, formatDuration, formatInteger, formatShare } from '#components/ui/format.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { metricFormulas, sequentialFormulas } from '#lib/trace/metric-formulas.ts';
import { type SequentialDefinition, sequentialDefinitions } from '#lib/trace/stage-tokens.ts';
import { useSession, useSessionActions } from './session-context.tsx';

const definitionNames: Record<SequentialDefinition, string> = {
  authors: 'authors’ definition',
  paper: 'paper’s definition',
  'with-tags': 'tags counted',
  barrier: 'waiting for the whole plan',
};

/** The five numbers, apart, each with its formula; definition and tokenizer are named. */
export function Numbers() {
  const metrics = useSession((session) => session.metrics);
  const source = useSession((session) => session.source);
  const definition = useSession((session) => session.definition);
  const running = useSession((session) => session.trace.status === 'running');
  const sequential = useSession((session) => session.graph.sequential);
  const clock = useSession((session) => session.trace.session?.clock ?? 'wall');
  const positionMs = useSession((session) =>
    session.trace.status === 'running' ? session.positionMs : null,
  );
  const about = metrics.isEstimate ? '≈' : '';
  const total = definition === 'with-tags' ? metrics.totalTokensWithTags : metrics.totalTokens;
  const saved = metrics.savedWithinTrace[definition];
  const { waitedAtJoinsMs, waitedAtJoinsTokens } = metrics;
  const waited = waitedAtJoinsMs ?? waitedAtJoinsTokens;
  const tokenClock = clock === 'tokens';
  const wallMs = metrics.wallClockMs === null ? null : (positionMs ?? metrics.wallClockMs);
  return (
    <section aria-label="Numbers">
      <Formula formula={sequentialFormulas[definition].formula}>
        <span className="font-semibold text-[11px] text-mute tracking-wide">Sequential tokens</span>
      </Formula>
      <p className="mt-0.5 flex items-baseline gap-2">
        <span className="font-[650] text-[28px] leading-9 tracking-[-0.02em] tabular-nums">
          {about}
          {formatInteger(metrics.sequentialTokens[definition])}
        </span>
        <span className="text-mute text-xs">{running ? 'so far · critical path' : 'critical path'}</span>
      </p>
      {sequential ? null : <PathBar />}
      <DefinitionSwitch />
      <dl className="mt-3 text-[12.5px]">
        <Row
          name="Total tokens"
          formula={
            (definition === 'with-tags' ? metricFormulas.totalTokensWithTags : metricFormulas.totalTokens)
              .formula
          }
        >
          {about}
          {formatInteger(total)}
        </Row>
        <Row name="Saved within this trace" formula={metricFormulas.savedWithinTrace.formula}>
          {saved === null ? '–' : `${about}${formatShare(saved)}`}
        </Row>
        <Row
          name="Against sequential"
          formula="1 − these sequential tokens ÷ the sequential tokens of the paired sequential run on the same question, whose model is named. “Run the other side” starts one."
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
              tokens={metrics.sequentialTokens[definition]}
              definition={definition}
              tokenizer={metrics.tokenizer}
              isEstimate={metrics.isEstimate}
            />
          )}
        </Row>
        <Row name="Wall-clock time" formula={metricFormulas.wallClockMs.formula} quiet={wallMs === null}>
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
        {metrics.thinkingTokens > 0 ? (
          <Row name="Thinking tokens" formula={metricFormulas.thinkingTokens.formula}>
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

/** What the critical path is made of. */
function PathBar() {
  const pieces = useSession((session) => session.critical.pieces);
  const tokens = { plan: 0, execution: 0, answer: 0 };
  for (const piece of pieces) {
    const kind = piece.stream.startsWith('plan')
      ? 'plan'
      : piece.stream.startsWith('execution')
        ? 'execution'
        : 'answer';
    tokens[kind] += piece.tokens;
  }
  const total = Math.max(1, tokens.plan + tokens.execution + tokens.answer);
  return (
    <>
      <div className="mt-1 flex h-1.5 gap-px overflow-hidden rounded-full bg-line-soft" aria-hidden="true">
        <i className="bg-plan" style={{ width: `${(tokens.plan / total) * 100}%` }} />
        <i className="bg-exec" style={{ width: `${(tokens.execution / total) * 100}%` }} />
        <i className="bg-seq" style={{ width: `${(tokens.answer / total) * 100}%` }} />
      </div>
      <p className="mt-1 flex flex-wrap gap-x-2 text-[11px] text-mute">
        <span>
          <Key className="bg-plan" /> plans {formatInteger(tokens.plan)}
        </span>
        <span>
          <Key className="bg-exec" /> executions {formatInteger(tokens.execution)}
        </span>
        {tokens.answer > 0 ? (
          <span>
            <Key className="bg-seq" /> answer {formatInteger(tokens.answer)}
          </span>
        ) : null}
      </p>
    </>
  );
}

const Key = ({ className }: { className: string }) => (
  <span
    aria-hidden="true"
    className={`mr-0.5 inline-block size-1.5 rounded-full align-middle ${className}`}
  />
);

function DefinitionSwitch() {
  const definition = useSession((session) => session.definition);
  const tokenizer = useSession((session) => session.metrics.tokenizer);
  const actions = useSessionActions();
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-1 text-[11px] text-mute">
      <label className="inline-flex min-w-0 items-center gap-1">
        <span className="sr-only">Definition of sequential tokens</span>
        <select
          value={definition}
          onChange={(event) => actions.setDefinition(event.target.value as SequentialDefinition)}
          className="-ml-1 h-6 min-w-0 cursor-pointer rounded-md bg-transparent px-0.5 text-[11px] text-ink underline decoration-line underline-offset-3 hover:bg-line-soft"
        >
          {sequentialDefinitions.map((value) => (
            <option key={value} value={value}>
              {definitionNames[value]}
            </option>
          ))}
        </select>
      </label>
      {tokenizer ? <span>· tokenizer {tokenizer}</span> : null}
    </p>
  );
}

function Row({
  name,
  formula,
  quiet = false,
  children,
}: {
  name: string;
  formula: string;
  quiet?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-line-soft border-t py-[5px]">
      <dt className="text-mute">
        <Formula formula={formula}>{name}</Formula>
      </dt>
      <dd className={quiet ? 'text-right text-faint' : 'text-right tabular-nums'}>{children}</dd>
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
