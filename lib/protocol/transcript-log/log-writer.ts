import type { EndStatus, TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { executionStream, parseStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import { diagnosticTable } from '../diagnostics.ts';
import { cutSign } from '../possibly-cut.ts';
import type { ParsedDiagnostic, ParsedPiece, ParsedStage } from './pieces.ts';
import { type TextEvent, timedParts } from './timed-parts.ts';
import type { CountedPiece } from './token-counts.ts';

/**
 * Longest time between two deltas of a stream, ms: as often as a node shows new text. At the 33 ms of a live run a
 * stored import took 22 times the space of its text, and most of its time went into writing events.
 */
const BATCH_MS = 100;

/** An event with its time, before it is sorted into the log. */
type Timed = UnstampedEvent & { at: number };

const statusOf = ({ cut }: ParsedPiece): EndStatus => (cut ? 'truncated' : 'done');

/** The counts of a piece, before we write the log. */
export type PieceCounts = (stream: StreamId, parsed: ParsedPiece) => CountedPiece;

/** Writes pieces as events, each from a given time on; sorts the log at the end. */
export function createLogWriter(
  count: PieceCounts,
  tokensPerSecond: number,
  diagnostics: readonly ParsedDiagnostic[],
) {
  const msPerToken = 1000 / tokensPerSecond;
  const events: Timed[] = [];
  const findings = createFindings(diagnostics);

  function add(at: number, event: UnstampedEvent) {
    events.push({ ...event, at });
  }

  function tell(at: number, told: readonly ParsedDiagnostic[]) {
    for (const diagnostic of told) add(at, diagnostic);
  }

  /**
   * Writes one piece and the events in its text; returns when it ends and, by index, when its prompts forked, in ms.
   */
  function write(
    stream: StreamId,
    parsed: ParsedPiece,
    counted: CountedPiece,
    startsAt: number,
    within: readonly TextEvent<UnstampedEvent>[] = [],
  ): { endsAt: number; forks: ReadonlyMap<number, number> } {
    const forks = new Map<number, number>();
    const kind = parseStream(stream)?.kind;
    if (!kind) return { endsAt: startsAt, forks };
    const { tokens } = counted;
    const prompts = [...counted.prompts.values()];
    const start = { offset: 0, tokens: 0 };
    const text = ascending([
      start,
      ...prompts.map(({ end, tokens }) => ({ offset: end, tokens })),
      { offset: parsed.text.length, tokens: tokens.text },
    ]);
    const thinking = ascending([
      start,
      ...prompts.map(({ thinkingEnd, thinkingTokens }) => ({ offset: thinkingEnd, tokens: thinkingTokens })),
      { offset: parsed.thinking.length, tokens: tokens.thinking },
    ]);
    const attempt = 1;
    const endsAt = startsAt + (tokens.thinking + tokens.text) * msPerToken;
    const requestedAt = rounded(startsAt);
    add(startsAt, { type: `${kind}-start`, stream, attempt, requestedAt } as UnstampedEvent);
    const counts = { text, thinking, batchTokens: BATCH_MS / msPerToken };
    for (const part of timedParts(parsed, within, counts)) {
      const at = Math.min(endsAt, startsAt + part.tokens * msPerToken);
      if ('event' in part) {
        add(at, part.event);
        if (part.event.type === 'prompt-end') forks.set(part.event.index, at);
      } else {
        const { channel, text } = part;
        add(at, { type: `${kind}-delta`, stream, attempt, channel, text } as UnstampedEvent);
      }
    }
    tell(endsAt, findings.of(stream));
    tellCut(stream, parsed, counted, endsAt);
    add(endsAt, { type: `${kind}-end`, stream, attempt, status: statusOf(parsed), tokens } as UnstampedEvent);
    return { endsAt, forks };
  }

  function tellCut(stream: StreamId, parsed: ParsedPiece, { tokens }: CountedPiece, at: number) {
    const sign = cutSign(parsed, tokens.text);
    if (!sign) return;
    const code = 'possibly-cut';
    const { severity, assumed } = diagnosticTable[code];
    const place = { stream, ...placeOf(stream), offset: parsed.text.length };
    add(at, { type: 'diagnostic', code, severity, place, explanation: `${sign} ${assumed}` });
  }

  return {
    add,
    piece(stream: 'thought' | 'answer', parsed: ParsedPiece, startsAt: number): number {
      return write(stream, parsed, count(stream, parsed), startsAt).endsAt;
    },
    /** Writes a plan and its executions; returns the time of the join. */
    stage(parsed: ParsedStage, startsAt: number): number {
      const { stage, plan, executions } = parsed;
      add(startsAt, { type: 'stage-start', stage });
      const stream = planStream(stage);
      const counted = count(stream, plan);
      const { endsAt: planEnds, forks } = write(stream, plan, counted, startsAt, planEvents(parsed, counted));
      let joinsAt = planEnds;
      for (const [index, execution] of executions) {
        const branch = executionStream(stage, index);
        const startsAt = forks.get(index) ?? planEnds;
        joinsAt = Math.max(joinsAt, write(branch, execution, count(branch, execution), startsAt).endsAt);
      }
      tell(joinsAt, findings.ofStage(stage));
      const cut = plan.cut || [...executions.values()].some((execution) => execution.cut);
      add(joinsAt, { type: 'stage-end', stage, status: cut ? 'truncated' : 'done' });
      return joinsAt;
    },
    /** Findings about the text as a whole. */
    leftovers(at: number) {
      tell(at, findings.rest());
    },
    /** In order of time; simultaneous events stay in the order written: cause before effect. */
    log(): TraceEvent[] {
      return events
        .map((event) => ({ ...event, at: rounded(event.at) }))
        .sort((a, b) => a.at - b.at)
        .map((event, seq) => ({ ...event, seq }) as TraceEvent);
    },
  };
}

function planEvents({ stage, plan }: ParsedStage, counted: CountedPiece): TextEvent<UnstampedEvent>[] {
  const events: TextEvent<UnstampedEvent>[] = [];
  for (const { index, start, end, written, thinkingBefore, thinkingBeforeEnd } of plan.prompts) {
    events.push({
      offset: start,
      thinking: thinkingBefore,
      what: { type: 'prompt-start', stage, index, offset: start, written },
    });
    if (end === null) continue;
    const { tokens = 0, tokensWithTags = 0, thinkingTokens = 0 } = counted.prompts.get(index) ?? {};
    // A plan without thinking omits the field: its log stays the same as before thinking counted.
    const thought = plan.thinking === '' ? {} : { thinkingTokens };
    const what: UnstampedEvent = {
      type: 'prompt-end',
      stage,
      index,
      offset: end,
      tokens,
      tokensWithTags,
      ...thought,
    };
    events.push({ offset: end, thinking: thinkingBeforeEnd, what });
  }
  for (const { from, offset } of plan.dependencies)
    events.push({ offset, thinking: 0, what: { type: 'dependency', from, to: planStream(stage), offset } });
  return events.sort((a, b) => a.offset - b.offset);
}

function placeOf(stream: StreamId) {
  const place = parseStream(stream);
  if (place?.kind === 'plan') return { stage: place.stage };
  return place?.kind === 'execution' ? { stage: place.stage, index: place.index } : {};
}

/** Counts that never decrease with the offset: merging across a prompt's end can save a token. */
function ascending(anchors: readonly { offset: number; tokens: number }[]) {
  let most = 0;
  return anchors.map(({ offset, tokens }) => {
    most = Math.max(most, tokens);
    return { offset, tokens: most };
  });
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

/**
 * Findings by their subject, each returned once: those of a stream when it ends, those of a stage at its join, the rest
 * at the end. Uses look-ups, because a broken text has thousands of findings and thousands of pieces.
 */
function createFindings(diagnostics: readonly ParsedDiagnostic[]) {
  const open = new Set(diagnostics);
  const byStream = new Map<StreamId, ParsedDiagnostic[]>();
  const byStage = new Map<number, ParsedDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { stream, stage } = diagnostic.place;
    if (stream !== undefined) push(byStream, stream, diagnostic);
    if (stage !== undefined) push(byStage, stage, diagnostic);
  }

  function take(found: readonly ParsedDiagnostic[] | undefined): ParsedDiagnostic[] {
    return (found ?? []).filter((diagnostic) => open.delete(diagnostic));
  }

  return {
    of: (stream: StreamId) => take(byStream.get(stream)),
    ofStage: (stage: number) => take(byStage.get(stage)),
    rest: () => take([...open]),
  };
}

function push<K>(map: Map<K, ParsedDiagnostic[]>, key: K, diagnostic: ParsedDiagnostic) {
  const known = map.get(key);
  if (known) known.push(diagnostic);
  else map.set(key, [diagnostic]);
}
