import type { EventOf } from '#lib/trace/events.ts';
import type { ProtocolEvent } from '../events.ts';
import { unescapeThinking } from '../thinking-tags.ts';

/** A piece of a parsed transcript, with its text and thinking in runs, in their original order. */
export interface ParsedPiece {
  readonly runs: { channel: 'text' | 'thinking'; text: string }[];
  text: string;
  thinking: string;
  /** The transcript ends inside it: it may have been cut. */
  cut: boolean;
}

export interface ParsedPrompt {
  readonly index: number;
  readonly start: number;
  readonly written: string | undefined;
  /** Null where the transcript ends inside it. */
  end: number | null;
  /** How much of the plan's thinking precedes its opening and its closing, UTF-16 units. */
  readonly thinkingBefore: number;
  thinkingBeforeEnd: number;
}

export interface ParsedPlan extends ParsedPiece {
  readonly prompts: ParsedPrompt[];
  readonly dependencies: { from: EventOf<'dependency'>['from']; offset: number }[];
}

export interface ParsedStage {
  readonly stage: number;
  readonly plan: ParsedPlan;
  /** By index, in ascending order. */
  readonly executions: Map<number, ParsedPiece>;
}

export type ParsedDiagnostic = Omit<EventOf<'diagnostic'>, 'seq' | 'at'>;

export interface ParsedTranscript {
  /** Null without `<Question>`. */
  question: string | null;
  readonly stages: ParsedStage[];
  answer: ParsedPiece | null;
  thought: ParsedPiece | null;
  readonly diagnostics: ParsedDiagnostic[];
}

const emptyPiece = (): ParsedPiece => ({ runs: [], text: '', thinking: '', cut: false });

/**
 * Collects a parser's events into pieces. The caller calls `ending` before `parser.end()`: everything closed from then
 * on was cut by the end of the text.
 */
export function createPieceCollector(): {
  take(event: ProtocolEvent): void;
  ending(): void;
  readonly transcript: ParsedTranscript;
} {
  const transcript: ParsedTranscript = {
    question: null,
    stages: [],
    answer: null,
    thought: null,
    diagnostics: [],
  };
  let atEnd = false;
  let open: ParsedPiece | null = null;
  let latest: ParsedPiece | null = null;
  /** Thinking that came before its piece. */
  let waiting = '';

  function stageAt(stage: number): ParsedStage {
    const known = transcript.stages[stage - 1];
    if (known) return known;
    const created: ParsedStage = {
      stage,
      plan: { ...emptyPiece(), prompts: [], dependencies: [] },
      executions: new Map(),
    };
    transcript.stages.push(created);
    return created;
  }

  function executionAt(stage: number, index: number): ParsedPiece {
    const { executions } = stageAt(stage);
    const known = executions.get(index);
    if (known) return known;
    const created = emptyPiece();
    executions.set(index, created);
    return created;
  }

  function begin(piece: ParsedPiece) {
    open = piece;
    latest = piece;
    if (waiting !== '') write(piece, 'thinking', waiting);
    waiting = '';
  }

  function finish(piece: ParsedPiece, closed: boolean) {
    piece.cut = !closed && atEnd;
    if (open === piece) open = null;
  }

  /** Everything so far, except the question, was thinking of the next piece. */
  function startAnew(thinking: string) {
    transcript.stages.length = 0;
    transcript.diagnostics.length = 0;
    transcript.answer = null;
    transcript.thought = null;
    open = null;
    latest = null;
    waiting = thinking;
  }

  function take(event: ProtocolEvent): void {
    switch (event.type) {
      case 'question-delta':
        transcript.question = (transcript.question ?? '') + event.text;
        break;
      case 'plan-start':
        begin(stageAt(event.stage).plan);
        break;
      case 'plan-delta':
        write(stageAt(event.stage).plan, 'text', event.text);
        break;
      case 'prompt-start': {
        const { index, offset: start, written } = event;
        const { prompts, thinking } = stageAt(event.stage).plan;
        const thinkingBefore = thinking.length;
        prompts.push({ index, start, written, end: null, thinkingBefore, thinkingBeforeEnd: thinkingBefore });
        break;
      }
      case 'prompt-end': {
        const { prompts, thinking } = stageAt(event.stage).plan;
        const prompt = prompts[event.index - 1];
        if (!prompt || (!event.closed && atEnd)) break;
        prompt.end = event.offset;
        prompt.thinkingBeforeEnd = thinking.length;
        break;
      }
      case 'plan-end':
        finish(stageAt(event.stage).plan, event.closed);
        break;
      case 'execution-start':
        begin(executionAt(event.stage, event.index));
        break;
      case 'execution-delta':
        write(executionAt(event.stage, event.index), 'text', event.text);
        break;
      case 'execution-end':
        finish(executionAt(event.stage, event.index), event.closed);
        break;
      case 'answer-start':
        transcript.answer ??= emptyPiece();
        begin(transcript.answer);
        break;
      case 'answer-delta':
        transcript.answer ??= emptyPiece();
        write(transcript.answer, 'text', event.text);
        break;
      case 'answer-end':
        if (transcript.answer) finish(transcript.answer, event.closed);
        break;
      case 'thought-start':
        transcript.thought ??= emptyPiece();
        begin(transcript.thought);
        break;
      case 'thought-delta':
        transcript.thought ??= emptyPiece();
        write(transcript.thought, 'text', event.text);
        break;
      case 'thought-end':
        if (transcript.thought) finish(transcript.thought, event.closed);
        break;
      case 'thinking-delta':
        if (open) write(open, 'thinking', unescapeThinking(event.text));
        else waiting += unescapeThinking(event.text);
        break;
      case 'was-thinking':
        startAnew(event.text);
        break;
      case 'dependency':
        stageAt(event.to).plan.dependencies.push({ from: event.from, offset: event.offset });
        break;
      case 'diagnostic':
        transcript.diagnostics.push(event);
        break;
      case 'question-end':
      case 'executions-start':
      case 'executions-end':
      case 'halt':
        break;
    }
  }

  return {
    take,
    ending() {
      atEnd = true;
    },
    get transcript() {
      // Thinking after the last piece belongs to that piece; a text of nothing but thinking is a thought.
      if (waiting !== '') {
        if (!latest) {
          latest = emptyPiece();
          transcript.thought = latest;
        }
        write(latest, 'thinking', waiting);
        waiting = '';
      }
      return transcript;
    },
  };
}

function write(piece: ParsedPiece, channel: 'text' | 'thinking', text: string) {
  if (text === '') return;
  piece[channel] += text;
  const last = piece.runs.at(-1);
  if (last?.channel === channel) last.text += text;
  else piece.runs.push({ channel, text });
}
