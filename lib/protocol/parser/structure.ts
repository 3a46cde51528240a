import type { Place } from '#lib/trace/events.ts';
import type { DiagnosticCode } from '../diagnostics.ts';
import type { ParserStart } from '../events.ts';
import { deltaOf, isPiece, type Mode, placeOf } from './modes.ts';
import {
  createKnownExecutions,
  differsFrom,
  type KnownExecutions,
  sameNumber,
  writtenNumber,
} from './numbers.ts';
import type { Output } from './output.ts';
import { createPieceText, type PieceText } from './piece.ts';
import { createTrimmer, endOfVisible } from './trim.ts';

export type Structure = ReturnType<typeof createStructure>;

/** What is open, and how far its stage is. */
interface Open {
  mode: Mode;
  stage: number;
  /** The number in `<Plan_i>` if it differs, which prompts and executions of the stage must match. */
  writtenStage: string | undefined;
  prompts: number;
  promptOpen: boolean;
  promptStart: number;
  ownPromptNumber: string | undefined;
  executions: number;
  ownExecutionNumber: string | undefined;
  stageComplete: boolean;
  halted: boolean;
  thoughtSeen: boolean;
  questionSeen: boolean;
}

/** What every part of the structure works on: one state, one text on its way out, one place to say what was found. */
interface Workings extends Pick<Output, 'say' | 'diagnose'> {
  readonly open: Open;
  readonly piece: PieceText;
  readonly known: KnownExecutions;
  readonly inDocument: boolean;
  /** The mode between pieces. */
  readonly rest: Mode;
  place(): Place;
}

/**
 * The pieces of a transcript: opens and closes them, so that each started one ends exactly once, numbers them by
 * position, and knows the offsets. It decides nothing about tags; rules.ts does.
 */
export function createStructure(start: ParserStart, output: Output, questionSeenBefore = false) {
  const workings = createWorkings(start, output, questionSeenBefore);
  const { open, piece, known, place, rest, say, diagnose } = workings;

  /** Separate from the pieces: a question may occur inside a thought that continues after it. */
  const question = createTrimmer((text) => say({ type: 'question-delta', text }));
  let aroundQuestion: Mode = rest;

  function write(text: string) {
    if (open.mode === 'question') question.write(text);
    else piece.write(text);
  }

  return Object.assign(lookAt(workings), {
    place,
    write,
    completeStage: () => completeStage(workings),

    /** Writes a tag as text and reports it, with its range. */
    writeAsText(raw: string, code: DiagnosticCode) {
      write(raw);
      const range = () => {
        const at = place();
        if (!at.stream) return at;
        return { ...at, offset: piece.length - endOfVisible(raw), end: piece.length };
      };
      diagnose(code, range, `${raw}.`);
    },
    isEarlier: (number: string) => number.includes('.') && known.resolve(number, open.stage) !== null,

    openQuestion() {
      open.questionSeen = true;
      aroundQuestion = open.mode;
      open.mode = 'question';
      question.startTrimming();
    },
    closeQuestion() {
      open.mode = aroundQuestion;
      say({ type: 'question-end' });
    },

    ...plans(workings),
    ...prompts(workings),
    ...executions(workings),
    ...answers(workings),

    halt(reason: 'stop-tag' | 'answer-end') {
      open.halted = true;
      say({ type: 'halt', reason });
    },
  });
}

function createWorkings(start: ParserStart, { say, diagnose }: Output, questionSeen: boolean): Workings {
  const inDocument = start.at === 'document';
  const rest: Mode = inDocument ? 'top' : 'await';
  const open: Open = {
    mode: rest,
    stage: start.at === 'plan' ? start.stage - 1 : start.at === 'execution' ? start.stage : 0,
    writtenStage: undefined,
    prompts: 0,
    promptOpen: false,
    promptStart: 0,
    ownPromptNumber: undefined,
    executions: start.at === 'execution' ? start.index - 1 : 0,
    ownExecutionNumber: undefined,
    stageComplete: true,
    halted: false,
    thoughtSeen: false,
    questionSeen,
  };
  const known = createKnownExecutions(
    start.at === 'plan' ? start.executions : inDocument ? [] : undefined,
    open.stage + 1,
  );

  const piece: PieceText = createPieceText(
    (text) => {
      const delta = deltaOf(open.mode, open.stage, open.executions, text);
      if (delta) say(delta);
    },
    (number, offset) => {
      const from = known.resolve(number, open.stage);
      if (from) return say({ type: 'dependency', from, to: open.stage, offset });
      const end = offset + 'execution_'.length + number.length;
      diagnose(
        'reference-not-earlier',
        () => ({ ...place(), offset, end }),
        `Plan ${open.stage} names execution_${number}.`,
      );
    },
    (offset) => diagnose('early-answer', () => ({ ...place(), offset })),
  );

  function place(): Place {
    const index = open.mode === 'execution' ? open.executions : open.promptOpen ? open.prompts : 0;
    return placeOf(open.mode, start, open.stage, index, piece.length);
  }

  return { open, piece, known, inDocument, rest, place, say, diagnose };
}

/** What the rules may know of what is open. */
function lookAt({ open, piece }: Workings) {
  return {
    get mode() {
      return open.mode;
    },
    /** Whether a piece with a text of its own is open. */
    get inPiece() {
      return isPiece(open.mode);
    },
    get stage() {
      return open.stage;
    },
    get promptOpen() {
      return open.promptOpen;
    },
    get halted() {
      return open.halted;
    },
    /** Whether a thought was opened; it may have ended. */
    get thoughtSeen() {
      return open.thoughtSeen;
    },
    get questionSeen() {
      return open.questionSeen;
    },
    /** Whether the open piece has no text yet. */
    get isEmpty() {
      return piece.length === 0 && (open.mode !== 'plan' || open.prompts === 0);
    },
    /** Whether the stage has had its executions; another block needs another plan. */
    get executionsDone() {
      return open.stage === 0 || open.stageComplete;
    },
    get blockIsEmpty() {
      return open.executions === 0;
    },
  };
}

/** `alternative`: a different number that we accept because we already reported the reason. */
function checkNumber(
  { diagnose, place }: Workings,
  number: string | null,
  identity: string,
  alternative: string,
  what: string,
) {
  if (number === null) diagnose('unnumbered', place, `${what} ${identity}.`);
  else if (!sameNumber(number, identity) && !sameNumber(number, alternative)) {
    diagnose('misnumbered', place, `${what} ${identity} is written "${number}".`);
  }
}

/** Compares prompts with executions once a document's stage can get no more of either. */
function completeStage({ open, inDocument, diagnose }: Workings) {
  if (open.stageComplete || !inDocument) return;
  open.stageComplete = true;
  if (open.executions >= open.prompts) return;
  const missing = Array.from(
    { length: Math.min(open.prompts - open.executions, 3) },
    (_, i) => `${open.stage}.${open.executions + i + 1}`,
  );
  const list = missing.join(', ') + (open.prompts - open.executions > 3 ? ', …' : '');
  diagnose(
    'prompts-without-execution',
    { stage: open.stage, index: open.executions + 1 },
    `Stage ${open.stage}: ${list}.`,
  );
}

function plans(workings: Workings) {
  const { open, piece, known, rest, place, say, diagnose } = workings;
  return {
    /** `undefined`: there is no tag. */
    openPlan(number: string | null | undefined) {
      completeStage(workings);
      open.stage++;
      open.prompts = 0;
      open.executions = 0;
      open.stageComplete = false;
      open.mode = 'plan';
      piece.start('plan');
      open.writtenStage = writtenNumber(number ?? null, String(open.stage));
      known.addStage(open.stage, open.writtenStage);
      say({
        type: 'plan-start',
        stage: open.stage,
        ...(open.writtenStage === undefined ? {} : { written: open.writtenStage }),
      });
      if (number !== undefined) checkNumber(workings, number, String(open.stage), String(open.stage), 'Plan');
    },
    closePlan(closed: boolean, number: string | null = null) {
      if (differsFrom(number, String(open.stage), open.writtenStage)) {
        diagnose('close-number-differs', place, `Plan ${open.stage} is closed as "${number}".`);
      }
      piece.end();
      open.mode = rest;
      say({ type: 'plan-end', stage: open.stage, closed });
    },

    /** The number is that of the open plan, or none. */
    isOwnPlan: (number: string | null) => !differsFrom(number, String(open.stage), open.writtenStage),
  };
}

function prompts(workings: Workings) {
  const { open, piece, place, say, diagnose } = workings;
  return {
    openPrompt(number: string | null) {
      piece.openPrompt();
      open.prompts++;
      open.promptOpen = true;
      open.promptStart = piece.length;
      const identity = `${open.stage}.${open.prompts}`;
      open.ownPromptNumber = writtenNumber(number, identity);
      say({
        type: 'prompt-start',
        stage: open.stage,
        index: open.prompts,
        offset: open.promptStart,
        ...(open.ownPromptNumber === undefined ? {} : { written: open.ownPromptNumber }),
      });
      checkNumber(workings, number, identity, `${open.writtenStage ?? open.stage}.${open.prompts}`, 'Prompt');
      if (open.prompts === 11) diagnose('many-prompts', place);
    },
    /** `keepBlank`: another prompt follows, and the white space before it separates the two. */
    closePrompt(closed: boolean, number: string | null, keepBlank: boolean) {
      piece.closePrompt(!keepBlank);
      const index = open.prompts;
      const at = () => ({ ...place(), index });
      open.promptOpen = false;
      const identity = `${open.stage}.${open.prompts}`;
      say({ type: 'prompt-end', stage: open.stage, index: open.prompts, offset: piece.length, closed });
      if (piece.length === open.promptStart) diagnose('empty-prompt', at);
      if (closed && differsFrom(number, identity, open.ownPromptNumber)) {
        diagnose('close-number-differs', at, `Prompt ${identity} is closed as "${number}".`);
      }
    },
  };
}

function executions(workings: Workings) {
  const { open, piece, known, inDocument, rest, place, say, diagnose } = workings;
  return {
    openBlock(number: string | null | undefined) {
      open.mode = 'block';
      say({ type: 'executions-start', stage: open.stage });
      const identity = String(open.stage);
      if (number !== undefined)
        checkNumber(workings, number, identity, open.writtenStage ?? identity, 'Execution block');
    },
    /** `complete: false` where the text was cut: what is missing then says nothing about the trace. */
    closeBlock(closed: boolean, complete = true) {
      open.mode = rest;
      say({ type: 'executions-end', stage: open.stage, closed });
      if (complete) completeStage(workings);
      open.stageComplete = true;
    },

    openExecution(number: string | null | undefined) {
      open.executions++;
      open.mode = 'execution';
      piece.start('execution');
      const identity = `${open.stage}.${open.executions}`;
      open.ownExecutionNumber = writtenNumber(number ?? null, identity);
      known.addExecution(open.stage, open.executions, open.ownExecutionNumber);
      say({
        type: 'execution-start',
        stage: open.stage,
        index: open.executions,
        ...(open.ownExecutionNumber === undefined ? {} : { written: open.ownExecutionNumber }),
      });
      if (number !== undefined) {
        checkNumber(
          workings,
          number,
          identity,
          `${open.writtenStage ?? open.stage}.${open.executions}`,
          'Execution',
        );
      }
      if (inDocument && open.executions > open.prompts) diagnose('execution-without-prompt', place);
    },
    closeExecution(closed: boolean, number: string | null = null) {
      const identity = `${open.stage}.${open.executions}`;
      if (differsFrom(number, identity, open.ownExecutionNumber)) {
        diagnose('close-number-differs', place, `Execution ${identity} is closed as "${number}".`);
      }
      piece.end();
      open.mode = inDocument ? 'block' : rest;
      say({ type: 'execution-end', stage: open.stage, index: open.executions, closed });
    },
    /** The number is that of the open execution, or none. */
    isOwnExecution: (number: string | null) =>
      !differsFrom(number, `${open.stage}.${open.executions}`, open.ownExecutionNumber),
  };
}

function answers(workings: Workings) {
  const { open, piece, inDocument, rest, say } = workings;
  return {
    openAnswer() {
      completeStage(workings);
      open.mode = 'answer';
      piece.start('other');
      say({ type: 'answer-start' });
    },
    closeAnswer(closed: boolean) {
      piece.end();
      open.mode = inDocument ? 'after' : rest;
      say({ type: 'answer-end', closed });
    },

    openThought() {
      open.thoughtSeen = true;
      open.mode = 'thought';
      piece.start('other');
      say({ type: 'thought-start' });
    },
    closeThought(closed: boolean) {
      piece.end();
      open.mode = rest;
      say({ type: 'thought-end', closed });
    },
  };
}
