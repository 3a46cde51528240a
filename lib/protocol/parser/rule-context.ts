import { assertUnreachable } from '#lib/base/assert.ts';
import type { DiagnosticCode } from '../diagnostics.ts';
import type { ParserStart } from '../events.ts';
import type { Output } from './output.ts';
import type { Structure } from './structure.ts';
import type { Tag } from './tags.ts';
import { createTrimmer, firstVisible } from './trim.ts';

const NOTHING_TO_EXECUTE = /^no prompts? to execute\.?$/i;

export type RuleContext = ReturnType<typeof createRuleContext>;

/** What the rules of all states share: where text goes, and how a piece without a closing tag ends. */
export function createRuleContext(start: ParserStart, { diagnose }: Output, structure: Structure) {
  const inDocument = start.at === 'document';
  const stray = createStrayText();
  /** Inside the repetition of a question that we already know. */
  let skipping = false;
  /** The role's piece began with text; its opening tag may still come. */
  let implicit = false;
  let blockImplicit = false;

  const context = {
    start,
    structure,
    inDocument,
    stray,
    get skipping() {
      return skipping;
    },

    note(code: DiagnosticCode, found?: string) {
      diagnose(code, structure.place, found);
    },

    startSkipping() {
      skipping = true;
    },
    endSkipping() {
      skipping = false;
      context.takeStray('repeated-head');
    },

    /** True the first time that a piece which began with text reaches its opening tag. */
    takeImplicit(): boolean {
      const was = implicit;
      implicit = false;
      return was;
    },
    openImplicit() {
      implicit = true;
      switch (start.at) {
        case 'plan':
          return structure.openPlan(undefined);
        case 'execution':
          return structure.openExecution(undefined);
        case 'answer':
          return structure.openAnswer();
        case 'thought':
          return structure.openThought();
        case 'document':
          return structure.openThought();
        default:
          return assertUnreachable(start);
      }
    },

    /** Writes text or, with a code, a tag that counts as text here. */
    write(text: string, code: DiagnosticCode | null) {
      if (structure.inPiece && code === null) return structure.write(text);
      const { mode, stage } = structure;
      const isBetween = mode === 'block' || mode === 'after' || (mode === 'top' && stage > 0);
      if (context.skipping || isBetween) {
        stray.write(text);
        if (code && mode === 'block') context.note(code, `${text}.`);
        return;
      }
      if (mode === 'await' || mode === 'top') {
        if (firstVisible(text) === text.length) return;
        context.openImplicit();
      }
      if (code && start.at !== 'thought') structure.writeAsText(text, code);
      else structure.write(text);
    },
    writeTag(tag: Tag, code: DiagnosticCode) {
      context.write(tag.raw, code);
    },

    /** Reports the text outside pieces since the last call. */
    takeStray(code: DiagnosticCode) {
      const taken = stray.take();
      if (!taken) return;
      const isBlock = code === 'stray-text' && structure.mode === 'block';
      if (isBlock && NOTHING_TO_EXECUTE.test(taken.excerpt)) return;
      context.note(code, describeStray(taken));
    },

    endUnclosedPrompt(keepBlank: boolean) {
      if (!structure.promptOpen) return;
      context.note('unclosed-prompt');
      structure.closePrompt(false, null, keepBlank);
    },
    endPlan(closed: boolean, number: string | null = null) {
      context.endUnclosedPrompt(false);
      if (!closed) context.note('missing-close');
      structure.closePlan(closed, number);
    },
    endExecution() {
      context.note('missing-close');
      structure.closeExecution(false);
    },

    /** `undefined`: there is no tag. A stage has one block; another block gets a stage of its own. */
    openBlock(number: string | null | undefined) {
      if (structure.executionsDone) {
        structure.openPlan(undefined);
        context.note('execution-without-plan');
        structure.closePlan(false);
      }
      blockImplicit = number === undefined;
      structure.openBlock(number);
    },
    endBlock(closed: boolean) {
      context.takeStray('stray-text');
      if (!closed && !blockImplicit) context.note('missing-close');
      structure.closeBlock(closed);
    },

    unexpectedClose(tag: Tag) {
      const code = tag.kind === 'prompt' ? 'prompt-close-without-opening' : 'close-without-opening';
      context.note(code, `${tag.raw}.`);
    },
    haltRole() {
      if (!inDocument) structure.halt('stop-tag');
    },
  };
  return context;
}

/** Number of characters of stray text that its diagnostic quotes. */
const EXCERPT_LENGTH = 200;

interface StrayText {
  write(text: string): void;
  /** The text collected since the last call, trimmed; null if none of it was visible. */
  take(): { excerpt: string; length: number } | null;
}

/** Text outside all pieces: counts all of it and quotes a part, so that it is neither lost silently nor kept whole. */
function createStrayText(): StrayText {
  let excerpt = '';
  let length = 0;
  const trimmer = createTrimmer((text) => {
    if (excerpt.length < EXCERPT_LENGTH) excerpt += text.slice(0, EXCERPT_LENGTH - excerpt.length);
    length += text.length;
  });

  return {
    write: trimmer.write,
    take() {
      trimmer.startTrimming();
      const taken = length > 0 ? { excerpt, length } : null;
      excerpt = '';
      length = 0;
      return taken;
    },
  };
}

function describeStray({ excerpt, length }: { excerpt: string; length: number }): string {
  const more = length > excerpt.length ? '…' : '';
  return `${length} ${length === 1 ? 'character' : 'characters'}: ${JSON.stringify(excerpt)}${more}.`;
}
