import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import { sha256Hex } from '#lib/base/sha256.ts';
import { streamName, streamNumber } from '#lib/graph/stream-names.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { ExecutionState, PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream, planStream } from '#lib/trace/streams.ts';
import { callsOf } from './export-calls.ts';
import {
  type AttributeValue,
  addressAttributes,
  attributes,
  callPath,
  errorType,
  inputOf,
  limitOf,
  modelAttributes,
  nanos,
  type OtlpSpan,
  outputOf,
  type Start,
  statusOf,
} from './otlp-attributes.ts';
import { answerFacts } from './session-answer.ts';

/**
 * The session as OTLP/JSON, with names from the OpenTelemetry conventions for generative AI: the session is a workflow,
 * a round a plan, an execution an agent, and every request inside them a call. Ids are hashes of what they name, so
 * that the same log gives the same trace wherever it is exported. Our own counts are under `sprintscope.`, separate
 * from the usage that an endpoint reported.
 */
export function writeOtlp(state: TraceState, { judged }: { judged?: JudgedAnswer | null } = {}): string {
  const { session } = state;
  const spans = session ? new SpanWriter(state, session, judged ?? null).all() : [];
  return `${JSON.stringify(
    {
      resourceSpans: [
        {
          resource: { attributes: attributes({ 'service.name': 'sprintscope' }) },
          scopeSpans: [{ scope: { name: 'sprintscope', version: String(session?.logVersion ?? '') }, spans }],
        },
      ],
    },
    null,
    1,
  )}\n`;
}

class SpanWriter {
  private readonly state: TraceState;
  private readonly session: Start;
  private readonly traceId: string;
  private readonly judged: JudgedAnswer | null;
  private readonly spans: OtlpSpan[] = [];

  constructor(state: TraceState, session: Start, judged: JudgedAnswer | null) {
    this.judged = judged;
    this.state = state;
    this.session = session;
    this.traceId = sha256Hex(JSON.stringify(session)).slice(0, 32);
  }

  all(): OtlpSpan[] {
    const { state } = this;
    this.workflow();
    for (const [at, stage] of state.stages.entries()) this.round(stage, state.stages[at - 1] ?? null);
    this.discarded();
    const last = state.stages.at(-1) ?? null;
    if (state.thought) this.calls(state.thought, 'planner', 'session', []);
    if (state.answer) this.calls(state.answer, 'planner', 'session', this.joinLinks(last));
    return this.spans;
  }

  private workflow(): void {
    const { state, session } = this;
    const metrics = sessionMetrics(state);
    const span = this.span(
      'session',
      null,
      `invoke_workflow ${session.models.planner.model}`,
      1,
      0,
      state.endedAt ?? state.at,
      {
        'gen_ai.operation.name': 'invoke_workflow',
        'gen_ai.workflow.name': session.strategy,
        ...modelAttributes(session.models.planner),
        'gen_ai.input.messages': inputOf(session.question),
        'error.type': errorType(state.status, state.error?.type),
        'sprintscope.status': state.status,
        ...answerFacts(state, this.judged, 'sprintscope.'),
        'sprintscope.clock': session.clock,
        'sprintscope.origin': session.origin.kind,
        'sprintscope.tokenizer': session.tokenizer,
        'sprintscope.reading': metrics.reading,
        'sprintscope.is_estimate': metrics.isEstimate || null,
        'sprintscope.total_tokens': metrics.totalTokens,
        'sprintscope.thinking_tokens': metrics.thinkingTokens,
        'sprintscope.discarded_tokens': metrics.discardedTokens,
        'sprintscope.sequential_tokens.authors': metrics.sequentialTokens.authors,
        'sprintscope.sequential_tokens.paper': metrics.sequentialTokens.paper,
        'sprintscope.sequential_tokens.with_tags': metrics.sequentialTokens['with-tags'],
        'sprintscope.sequential_tokens.barrier': metrics.sequentialTokens.barrier,
      },
    );
    span.status = statusOf(state.status, state.error?.message);
    for (const { at, code, severity, explanation } of state.diagnostics)
      span.events.push({
        timeUnixNano: nanos(session.startedAt, at),
        name: 'sprintscope.diagnostic',
        attributes: attributes({
          'sprintscope.code': code,
          'sprintscope.severity': severity,
          'sprintscope.explanation': explanation,
        }),
      });
  }

  /** A round from its start to its join: the planner's calls and the executors that its prompts started. */
  private round(stage: StageState, before: StageState | null): void {
    const { state, session } = this;
    const path = `stage:${stage.stage}`;
    const span = this.span(
      path,
      'session',
      `plan ${session.models.planner.model}`,
      1,
      stage.startedAt,
      stage.endedAt ?? state.at,
      {
        'gen_ai.operation.name': 'plan',
        ...modelAttributes(session.models.planner),
        'error.type': errorType(stage.status, stage.plan.error?.type),
        'sprintscope.stage': stage.stage,
        'sprintscope.prompts': stage.plan.prompts.length,
        'sprintscope.status': stage.status,
      },
    );
    span.status = statusOf(stage.status, stage.plan.error?.message);
    this.calls(stage.plan, 'planner', path, this.joinLinks(before));
    for (const execution of stage.executions) this.agent(execution, path, stage.plan);
  }

  /** Plans that turned out to be thinking: only the discarded tokens count them. Their round may be gone. */
  private discarded(): void {
    for (const [at, branch] of this.state.discarded.entries()) {
      const round = this.state.stages.find(({ plan }) => plan.stream === planOf(branch)) ?? null;
      const parent = round ? `stage:${round.stage}` : 'session';
      this.agent(branch, parent, round?.plan ?? null, `${branch.stream}/discarded/${at}`);
    }
  }

  /** `plan` is the one that prompted it, where it still exists; `discardedPath` names a discarded branch. */
  private agent(
    execution: ExecutionState,
    parent: string,
    plan: PieceState | null,
    discardedPath?: string,
  ): void {
    const calls = callsOf(execution, this.state.at);
    const [first] = calls;
    const last = calls.at(-1);
    // A branch whose request was never sent did nothing to trace.
    if (!first || !last) return;
    const model = this.session.models.executor;
    const toMs = Math.max(last.toMs, execution.endedAt ?? 0);
    const path = discardedPath ?? execution.stream;
    const span = this.span(path, parent, `invoke_agent ${model.model}`, 1, first.fromMs, toMs, {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': `executor ${streamNumber(execution.stream)}`,
      ...modelAttributes(model),
      'error.type': errorType(execution.status, execution.error?.type),
      'sprintscope.stage': stageOf(execution),
      'sprintscope.index': execution.index,
      'sprintscope.status': execution.status,
      'sprintscope.discarded': discardedPath === undefined ? null : true,
    });
    span.status = statusOf(execution.status, execution.error?.message);
    this.link(span, plan && this.lastCall(plan), 'fork');
    this.calls(execution, 'executor', path, [], path);
  }

  /** The requests of a piece, under `parent`; `links` name what the first of them waited for. */
  private calls(
    piece: PieceState,
    role: 'planner' | 'executor',
    parent: string,
    links: readonly string[],
    path: string = piece.stream,
  ): void {
    const { session, state } = this;
    const model = session.models[role];
    const operation = model.mode === 'native' ? 'text_completion' : 'chat';
    for (const [at, call] of callsOf(piece, state.at).entries()) {
      const span = this.span(
        callPath(path, call),
        parent,
        `${operation} ${model.model}`,
        3,
        call.fromMs,
        call.toMs,
        {
          'gen_ai.operation.name': operation,
          ...modelAttributes(model),
          ...addressAttributes(model),
          'gen_ai.request.temperature': session.settings.temperature,
          'gen_ai.request.max_tokens': limitOf(session, piece.stream),
          'gen_ai.response.finish_reasons': call.finishReason === null ? null : [call.finishReason],
          'gen_ai.usage.input_tokens': call.usage?.inputTokens,
          'gen_ai.usage.output_tokens': call.usage?.outputTokens,
          'gen_ai.usage.cache_read.input_tokens': call.usage?.cachedInputTokens,
          'gen_ai.usage.reasoning.output_tokens': call.usage?.reasoningTokens,
          'gen_ai.output.messages': outputOf(call),
          'error.type': errorType(call.status, call.error?.type),
          'sprintscope.stream': piece.stream,
          'sprintscope.name': streamName(piece.stream),
          'sprintscope.attempt': call.attempt,
          'sprintscope.status': call.status,
          'sprintscope.tokens.text': call.tokens?.text,
          'sprintscope.tokens.with_tags': call.tokens?.withTags,
          'sprintscope.tokens.thinking': call.tokens?.thinking,
        },
      );
      span.status = statusOf(call.status, call.error?.message);
      const moments = [
        ['sprintscope.first_token', call.firstTokenMs],
        // Only where the model thought first; otherwise the two are the same.
        ['sprintscope.first_text', call.firstTextMs === call.firstTokenMs ? null : call.firstTextMs],
      ] as const;
      for (const [name, ms] of moments)
        if (ms !== null)
          span.events.push({ timeUnixNano: nanos(session.startedAt, ms), name, attributes: [] });
      if (at === 0) for (const target of links) this.link(span, target, 'join');
    }
  }

  /** What the planner's next call waited for: the executions of the previous round. */
  private joinLinks(stage: StageState | null): string[] {
    return (stage?.executions ?? [])
      .filter((execution) => callsOf(execution, this.state.at).length > 0)
      .map(({ stream }) => stream);
  }

  private lastCall(piece: PieceState): string | null {
    const call = callsOf(piece, this.state.at).at(-1);
    return call ? callPath(piece.stream, call) : null;
  }

  private link(span: OtlpSpan, path: string | null, kind: 'fork' | 'join'): void {
    if (path === null) return;
    const spanId = this.spanId(path);
    span.links.push({ traceId: this.traceId, spanId, attributes: attributes({ 'sprintscope.link': kind }) });
  }

  private spanId(path: string): string {
    return sha256Hex(`${this.traceId}/${path}`).slice(0, 16);
  }

  private span(
    path: string,
    parent: string | null,
    name: string,
    kind: OtlpSpan['kind'],
    fromMs: number,
    toMs: number,
    values: Readonly<Record<string, AttributeValue>>,
  ): OtlpSpan {
    const span: OtlpSpan = {
      traceId: this.traceId,
      spanId: this.spanId(path),
      ...(parent !== null && { parentSpanId: this.spanId(parent) }),
      name,
      kind,
      startTimeUnixNano: nanos(this.session.startedAt, fromMs),
      endTimeUnixNano: nanos(this.session.startedAt, Math.max(fromMs, toMs)),
      attributes: attributes(values),
      events: [],
      links: [],
      status: { code: 0 },
    };
    this.spans.push(span);
    return span;
  }
}

function stageOf({ stream }: ExecutionState): number {
  const place = parseStream(stream);
  return place?.kind === 'execution' ? place.stage : 0;
}

const planOf = (execution: ExecutionState) => planStream(stageOf(execution));
