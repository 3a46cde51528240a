import type { Place } from '#lib/trace/events.ts';
import type { DiagnosticCode } from '../diagnostics.ts';
import type { ParserStart } from '../events.ts';
import { deltaOf, isPiece, type Mode, placeOf } from './modes.ts';
import { createKnownExecutions, differsFrom, sameNumber, writtenNumber } from './numbers.ts';
import type { Output } from './output.ts';
import { createPieceText } from './piece.ts';
import { createTrimmer, endOfVisible } from './trim.ts';

export type Structure = ReturnType<typeof createStructure>;

/**
 * The pieces of a transcript: opens and closes them, so that each started one ends exactly once, numbers them by
 * position, and knows the offsets. It decides nothing about tags; rules.ts does.
 */
export function createStructure(start: ParserStart, output: Output, questionSeenBefore = false) {
  const { say, diagnose } = output;
  const inDocument = start.at === 'document';
  const rest: Mode = inDocument ? 'top' : 'await';

  let mode: Mode = rest;
  let stage = start.at === 'plan' ? start.stage - 1 : start.at === 'execution' ? start.stage : 0;
  /** The number that `<Plan_i>` carries where it differs, for its prompts and executions to agree with. */
  let writtenStage: string | undefined;
  let prompts = 0;
  let promptOpen = false;
  let promptStart = 0;
  let executions = start.at === 'execution' ? start.index - 1 : 0;
  let stageComplete = true;
  let halted = false;
  let thoughtSeen = false;
  let questionSeen = questionSeenBefore;

  const known = createKnownExecutions(
    start.at === 'plan' ? start.executions : inDocument ? [] : undefined,
    stage + 1,
  );

  const piece = createPieceText(
    (text) => {
      const delta = deltaOf(mode, stage, executions, text);
      if (delta) say(delta);
    },
    (number, offset) => {
      const from = known.resolve(number, stage);
      if (from) return say({ type: 'dependency', from, to: stage, offset });
      const end = offset + 'execution_'.length + number.length;
      diagnose(
        'reference-not-earlier',
        () => ({ ...place(), offset, end }),
        `Plan ${stage} names execution_${number}.`,
      );
    },
    (offset) => diagnose('early-answer', () => ({ ...place(), offset })),
  );

  /** Apart from the pieces: a question may stand inside a thought that goes on after it. */
  const question = createTrimmer((text) => say({ type: 'question-delta', text }));
  let aroundQuestion: Mode = rest;

  function write(text: string) {
    if (mode === 'question') question.write(text);
    else piece.write(text);
  }

  function place(): Place {
    const index = mode === 'execution' ? executions : promptOpen ? prompts : 0;
    return placeOf(mode, start, stage, index, piece.length);
  }

  /** `alternative`: a number that differs from the position for a reason already told. */
  function checkNumber(number: string | null, identity: string, alternative: string, what: string) {
    if (number === null) diagnose('unnumbered', place, `${what} ${identity}.`);
    else if (!sameNumber(number, identity) && !sameNumber(number, alternative)) {
      diagnose('misnumbered', place, `${what} ${identity} is written "${number}".`);
    }
  }

  let ownPromptNumber: string | undefined;
  let ownExecutionNumber: string | undefined;

  /** Compares prompts with executions once a document's stage can get no more of them. */
  function completeStage() {
    if (stageComplete || !inDocument) return;
    stageComplete = true;
    if (executions >= prompts) return;
    const missing = Array.from(
      { length: Math.min(prompts - executions, 3) },
      (_, i) => `${stage}.${executions + i + 1}`,
    );
    const list = missing.join(', ') + (prompts - executions > 3 ? ', …' : '');
    diagnose('prompts-without-execution', { stage, index: executions + 1 }, `Stage ${stage}: ${list}.`);
  }

  return {
    get mode() {
      return mode;
    },
    /** A piece with a text of its own is open. */
    get inPiece() {
      return isPiece(mode);
    },
    get stage() {
      return stage;
    },
    get promptOpen() {
      return promptOpen;
    },
    get halted() {
      return halted;
    },
    /** A thought was opened; it may have ended. */
    get thoughtSeen() {
      return thoughtSeen;
    },
    /** The open piece has no text yet. */
    get isEmpty() {
      return piece.length === 0 && (mode !== 'plan' || prompts === 0);
    },
    /** The stage has had its executions; another block needs another plan. */
    get executionsDone() {
      return stage === 0 || stageComplete;
    },
    get blockIsEmpty() {
      return executions === 0;
    },
    place,
    completeStage,
    write,

    /** Writes a tag as text and says so, with its range. */
    writeAsText(raw: string, code: DiagnosticCode) {
      write(raw);
      const range = () => {
        const at = place();
        if (!at.stream) return at;
        return { ...at, offset: piece.length - endOfVisible(raw), end: piece.length };
      };
      diagnose(code, range, `${raw}.`);
    },
    isEarlier: (number: string) => number.includes('.') && known.resolve(number, stage) !== null,
    /** The number is that of the open plan or execution, or none. */
    isOwnPlan: (number: string | null) => !differsFrom(number, String(stage), writtenStage),
    isOwnExecution: (number: string | null) =>
      !differsFrom(number, `${stage}.${executions}`, ownExecutionNumber),

    get questionSeen() {
      return questionSeen;
    },
    openQuestion() {
      questionSeen = true;
      aroundQuestion = mode;
      mode = 'question';
      question.startTrimming();
    },
    closeQuestion() {
      mode = aroundQuestion;
      say({ type: 'question-end' });
    },

    /** `undefined`: no tag stands there. */
    openPlan(number: string | null | undefined) {
      completeStage();
      stage++;
      prompts = 0;
      executions = 0;
      stageComplete = false;
      mode = 'plan';
      piece.start('plan');
      writtenStage = writtenNumber(number ?? null, String(stage));
      known.addStage(stage, writtenStage);
      say({ type: 'plan-start', stage, ...(writtenStage === undefined ? {} : { written: writtenStage }) });
      if (number !== undefined) checkNumber(number, String(stage), String(stage), 'Plan');
    },
    closePlan(closed: boolean, number: string | null = null) {
      if (differsFrom(number, String(stage), writtenStage)) {
        diagnose('close-number-differs', place, `Plan ${stage} is closed as "${number}".`);
      }
      piece.end();
      mode = rest;
      say({ type: 'plan-end', stage, closed });
    },

    openPrompt(number: string | null) {
      piece.openPrompt();
      prompts++;
      promptOpen = true;
      promptStart = piece.length;
      const identity = `${stage}.${prompts}`;
      ownPromptNumber = writtenNumber(number, identity);
      say({
        type: 'prompt-start',
        stage,
        index: prompts,
        offset: promptStart,
        ...(ownPromptNumber === undefined ? {} : { written: ownPromptNumber }),
      });
      checkNumber(number, identity, `${writtenStage ?? stage}.${prompts}`, 'Prompt');
      if (prompts === 11) diagnose('many-prompts', place);
    },
    /** `keepBlank`: another prompt follows, and the white space before it stands between the two. */
    closePrompt(closed: boolean, number: string | null, keepBlank: boolean) {
      piece.closePrompt(!keepBlank);
      const index = prompts;
      const at = () => ({ ...place(), index });
      promptOpen = false;
      const identity = `${stage}.${prompts}`;
      say({ type: 'prompt-end', stage, index: prompts, offset: piece.length, closed });
      if (piece.length === promptStart) diagnose('empty-prompt', at);
      if (closed && differsFrom(number, identity, ownPromptNumber)) {
        diagnose('close-number-differs', at, `Prompt ${identity} is closed as "${number}".`);
      }
    },

    openBlock(number: string | null | undefined) {
      mode = 'block';
      say({ type: 'executions-start', stage });
      const identity = String(stage);
      if (number !== undefined) checkNumber(number, identity, writtenStage ?? identity, 'Execution block');
    },
    /** `complete: false` where the text was cut: what is missing then says nothing about the trace. */
    closeBlock(closed: boolean, complete = true) {
      mode = rest;
      say({ type: 'executions-end', stage, closed });
      if (complete) completeStage();
      stageComplete = true;
    },

    openExecution(number: string | null | undefined) {
      executions++;
      mode = 'execution';
      piece.start('execution');
      const identity = `${stage}.${executions}`;
      ownExecutionNumber = writtenNumber(number ?? null, identity);
      known.addExecution(stage, executions, ownExecutionNumber);
      say({
        type: 'execution-start',
        stage,
        index: executions,
        ...(ownExecutionNumber === undefined ? {} : { written: ownExecutionNumber }),
      });
      if (number !== undefined) {
        checkNumber(number, identity, `${writtenStage ?? stage}.${executions}`, 'Execution');
      }
      if (inDocument && executions > prompts) diagnose('execution-without-prompt', place);
    },
    closeExecution(closed: boolean, number: string | null = null) {
      const identity = `${stage}.${executions}`;
      if (differsFrom(number, identity, ownExecutionNumber)) {
        diagnose('close-number-differs', place, `Execution ${identity} is closed as "${number}".`);
      }
      piece.end();
      mode = inDocument ? 'block' : rest;
      say({ type: 'execution-end', stage, index: executions, closed });
    },

    openAnswer() {
      completeStage();
      mode = 'answer';
      piece.start('other');
      say({ type: 'answer-start' });
    },
    closeAnswer(closed: boolean) {
      piece.end();
      mode = inDocument ? 'after' : rest;
      say({ type: 'answer-end', closed });
    },

    openThought() {
      thoughtSeen = true;
      mode = 'thought';
      piece.start('other');
      say({ type: 'thought-start' });
    },
    closeThought(closed: boolean) {
      piece.end();
      mode = rest;
      say({ type: 'thought-end', closed });
    },

    halt(reason: 'stop-tag' | 'answer-end') {
      halted = true;
      say({ type: 'halt', reason });
    },
  };
}
