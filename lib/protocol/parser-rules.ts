import { assertUnreachable } from '#lib/base/assert.ts';
import type { DiagnosticCode } from './diagnostics.ts';
import type { ParserStart, TextEnd } from './events.ts';
import { firstVisible } from './parser-blank.ts';
import type { Output } from './parser-output.ts';
import { createStrayText, describeStray } from './parser-stray.ts';
import type { Structure } from './parser-structure.ts';
import type { Tag } from './tags.ts';

const NOTHING_TO_EXECUTE = /^no prompts? to execute\.?$/i;

export interface Rules {
  text(text: string): void;
  tag(tag: Tag): void;
  malformed(raw: string): void;
  /** `<think>` was read: it ends a question without a closing tag. */
  beforeThink(): void;
  end(how: TextEnd): void;
}

/** What each tag means in each state: the table of SPEC.md, one function a column. */
export function createRules(start: ParserStart, output: Output, structure: Structure): Rules {
  const { diagnose } = output;
  const inDocument = start.at === 'document';
  const stray = createStrayText();
  let questionSeen = false;
  /** Inside the repetition of a question that is known already. */
  let skipping = false;
  /** The role's piece began with text; its opening tag may still come. */
  let implicit = false;
  let blockImplicit = false;
  let codeDepth = 0;

  function takeStray(code: DiagnosticCode) {
    const taken = stray.take();
    if (!taken) return;
    if (code === 'stray-text' && structure.mode === 'block' && NOTHING_TO_EXECUTE.test(taken.excerpt)) return;
    diagnose(code, structure.place(), describeStray(taken));
  }

  function endSkipping() {
    skipping = false;
    takeStray('repeated-head');
  }

  function openImplicit() {
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
        return;
      default:
        return assertUnreachable(start);
    }
  }

  /** Text, or a tag that is text here. */
  function write(text: string, code: DiagnosticCode | null) {
    if (skipping || structure.mode === 'block' || structure.mode === 'after') {
      stray.write(text);
      if (code && structure.mode === 'block') diagnose(code, structure.place(), `${text}.`);
      return;
    }
    if (structure.mode === 'await' || structure.mode === 'top') {
      if (firstVisible(text) === text.length) return;
      if (structure.mode === 'await') openImplicit();
      else if (structure.stage === 0) structure.openThought();
      else return stray.write(text);
    }
    if (code && start.at !== 'thought') structure.writeAsText(text, code);
    else structure.write(text);
  }

  function endUnclosedPrompt(keepBlank: boolean) {
    if (!structure.promptOpen) return;
    diagnose('unclosed-prompt', structure.place());
    structure.closePrompt(false, null, keepBlank);
  }

  function endPlan(closed: boolean, number: string | null = null) {
    endUnclosedPrompt(false);
    if (!closed) diagnose('missing-close', structure.place());
    structure.closePlan(closed, number);
  }

  function endBlock(closed: boolean) {
    takeStray('stray-text');
    if (!closed && !blockImplicit) diagnose('missing-close', structure.place());
    structure.closeBlock(closed);
  }

  function endExecution() {
    diagnose('missing-close', structure.place());
    structure.closeExecution(false);
  }

  function openBlock(number: string | null | undefined) {
    if (structure.executionsDone) {
      structure.openPlan(undefined);
      diagnose('execution-without-plan', structure.place());
      structure.closePlan(false);
    }
    blockImplicit = number === undefined;
    structure.openBlock(number);
  }

  function unexpectedClose(tag: Tag) {
    const code = tag.kind === 'prompt' ? 'prompt-close-without-opening' : 'close-without-opening';
    diagnose(code, structure.place(), `${tag.raw}.`);
  }

  function missingOpening(raw: string) {
    diagnose('missing-opening', structure.place(), `${raw}.`);
  }

  function inTop(tag: Tag) {
    if (tag.close) return unexpectedClose(tag);
    takeStray('stray-text');
    switch (tag.kind) {
      case 'question':
        if (questionSeen || structure.stage > 0) {
          skipping = true;
          return;
        }
        questionSeen = true;
        return structure.openQuestion();
      case 'plan':
        return structure.openPlan(tag.number);
      case 'prompt':
        structure.openPlan(undefined);
        missingOpening(tag.raw);
        return structure.openPrompt(tag.number);
      case 'executions':
        return openBlock(tag.number);
      case 'execution':
        openBlock(undefined);
        missingOpening(tag.raw);
        return structure.openExecution(tag.number);
      case 'answer':
        return structure.openAnswer();
      case 'think':
      case 'code':
        return;
      default:
        return assertUnreachable(tag.kind);
    }
  }

  function inQuestion(tag: Tag) {
    if (tag.kind === 'question' && tag.close) return structure.closeQuestion();
    if (!endsQuestion(tag)) return write(tag.raw, 'tag-as-text');
    diagnose('missing-close', structure.place(), 'The question.');
    structure.closeQuestion();
    inTop(tag);
  }

  function inPlan(tag: Tag) {
    switch (tag.kind) {
      case 'prompt':
        if (!tag.close) {
          endUnclosedPrompt(true);
          return structure.openPrompt(tag.number);
        }
        return structure.promptOpen ? structure.closePrompt(true, tag.number, false) : unexpectedClose(tag);
      case 'plan': {
        if (tag.close) {
          endPlan(true, tag.number);
          return haltRole();
        }
        const isOwn = structure.isOwnPlan(tag.number);
        if (implicit) {
          implicit = false;
          return diagnose('late-opening', structure.place(), `${tag.raw}.`);
        }
        if (inDocument ? isOwn && structure.isEmpty : isOwn || structure.isEmpty) {
          return diagnose('repeated-opening', structure.place(), `${tag.raw}.`);
        }
        return leavePlan(tag);
      }
      case 'executions':
        return tag.close ? unexpectedClose(tag) : leavePlan(tag);
      case 'execution':
        if (tag.close) return unexpectedClose(tag);
        if (tag.number && structure.isEarlier(tag.number)) return write(tag.raw, 'tag-as-text');
        return leavePlan(tag);
      case 'answer':
        if (tag.close) return inDocument ? unexpectedClose(tag) : leavePlan(tag);
        endPlan(false);
        return structure.openAnswer();
      case 'question':
      case 'think':
      case 'code':
        return write(tag.raw, 'tag-as-text');
      default:
        return assertUnreachable(tag.kind);
    }
  }

  function leavePlan(tag: Tag) {
    endPlan(false);
    if (inDocument) inTop(tag);
    else haltRole();
  }

  function inBlock(tag: Tag) {
    if (tag.kind === 'prompt' || tag.kind === 'question') {
      return write(tag.raw, tag.kind === 'prompt' ? 'prompt-in-execution' : 'tag-as-text');
    }
    if (tag.close) return tag.kind === 'executions' ? endBlock(true) : unexpectedClose(tag);
    if (tag.kind === 'execution') {
      takeStray('stray-text');
      return structure.openExecution(tag.number);
    }
    if (tag.kind === 'executions' && structure.blockIsEmpty) {
      return diagnose('repeated-opening', structure.place(), `${tag.raw}.`);
    }
    endBlock(false);
    inTop(tag);
  }

  function inExecution(tag: Tag) {
    if (tag.kind === 'execution') {
      if (tag.close) {
        structure.closeExecution(true, tag.number);
        return haltRole();
      }
      const isOwn = structure.isOwnExecution(tag.number);
      const isFirst = structure.isEmpty || (implicit && isOwn);
      implicit = false;
      if (inDocument ? isOwn && structure.isEmpty : isFirst || (isOwn && tag.number !== null)) {
        return diagnose('repeated-opening', structure.place(), `${tag.raw}.`);
      }
      endExecution();
      if (inDocument) structure.openExecution(tag.number);
      else haltRole();
      return;
    }
    const leaves = tag.close ? tag.kind === 'executions' : tag.kind === 'plan' || tag.kind === 'answer';
    if (!leaves) return write(tag.raw, tag.kind === 'prompt' ? 'prompt-in-execution' : 'tag-as-text');
    endExecution();
    if (!inDocument) return haltRole();
    if (tag.close) return endBlock(true);
    endBlock(false);
    inTop(tag);
  }

  function inAnswer(tag: Tag) {
    if (tag.kind !== 'answer') return write(tag.raw, 'tag-as-text');
    if (tag.close) {
      structure.closeAnswer(true);
      if (!inDocument) structure.halt('answer-end');
    } else if (structure.isEmpty) {
      diagnose('repeated-opening', structure.place(), `${tag.raw}.`);
    } else {
      write(tag.raw, 'tag-as-text');
    }
  }

  function inThought(tag: Tag) {
    if (!inDocument) return structure.write(tag.raw);
    if (tag.close) return unexpectedClose(tag);
    if (tag.kind !== 'answer' && tag.kind !== 'question') diagnose('text-before-tags', structure.place());
    structure.closeThought(true);
    inTop(tag);
  }

  /** Nothing of the role's piece was read yet. */
  function inAwait(tag: Tag) {
    switch (start.at) {
      case 'plan':
        return awaitPlan(tag);
      case 'execution':
        return awaitExecution(tag);
      case 'answer':
        structure.openAnswer();
        if (tag.kind !== 'answer' || tag.close) inAnswer(tag);
        return;
      case 'thought':
        structure.openThought();
        return structure.write(tag.raw);
      case 'document':
        return;
      default:
        return assertUnreachable(start);
    }
  }

  function awaitPlan(tag: Tag) {
    switch (tag.kind) {
      case 'question':
        if (tag.close) return unexpectedClose(tag);
        skipping = true;
        return;
      case 'plan':
        if (!tag.close) return structure.openPlan(tag.number);
        break;
      case 'prompt':
        if (tag.close) return unexpectedClose(tag);
        openImplicit();
        return structure.openPrompt(tag.number);
      case 'answer':
        if (!tag.close) return structure.openAnswer();
        break;
      case 'executions':
      case 'execution':
        if (tag.close) return unexpectedClose(tag);
        break;
      case 'think':
      case 'code':
        return;
      default:
        return assertUnreachable(tag.kind);
    }
    diagnose('empty-plan', structure.place(), `${tag.raw}.`);
    haltRole();
  }

  function awaitExecution(tag: Tag) {
    if (tag.kind === 'question' && !tag.close) {
      skipping = true;
    } else if (tag.kind === 'execution' && !tag.close) {
      structure.openExecution(tag.number);
    } else if (tag.kind === 'executions' || tag.kind === 'execution') {
      if (tag.close) haltRole();
    } else if (!tag.close && (tag.kind === 'plan' || tag.kind === 'answer')) {
      haltRole();
    } else {
      openImplicit();
      inExecution(tag);
    }
  }

  function haltRole() {
    if (!inDocument) structure.halt('stop-tag');
  }

  return {
    text: (text) => write(text, null),
    malformed: (raw) => write(raw, 'malformed-tag'),
    tag(tag) {
      if (tag.kind === 'code') {
        const isStray = tag.close && codeDepth === 0;
        codeDepth += tag.close ? (isStray ? 0 : -1) : 1;
        return write(tag.raw, isStray ? 'stray-code-tag' : null);
      }
      codeDepth = 0;
      if (skipping) {
        if (tag.kind === 'question' && tag.close) return endSkipping();
        if (!endsQuestion(tag)) return stray.write(tag.raw);
        endSkipping();
      }
      const { mode } = structure;
      switch (mode) {
        case 'await':
          return inAwait(tag);
        case 'top':
          return inTop(tag);
        case 'question':
          return inQuestion(tag);
        case 'plan':
          return inPlan(tag);
        case 'block':
          return inBlock(tag);
        case 'execution':
          return inExecution(tag);
        case 'answer':
          return inAnswer(tag);
        case 'thought':
          return inThought(tag);
        case 'after':
          return stray.write(tag.raw);
        default:
          return assertUnreachable(mode);
      }
    },
    beforeThink() {
      if (skipping) return endSkipping();
      if (structure.mode !== 'question') return;
      diagnose('missing-close', structure.place(), 'The question.');
      structure.closeQuestion();
    },
    end(how) {
      if (skipping) endSkipping();
      const isCut = how === 'length' || how === 'aborted';
      const closed = how === 'stop';
      if (how === 'length' && structure.mode !== 'after') diagnose('cut-at-limit', structure.place());
      if (structure.promptOpen) {
        if (isCut) structure.closePrompt(false, null, false);
        else endUnclosedPrompt(false);
      }
      takeStray(structure.mode === 'after' ? 'text-after-answer' : 'stray-text');
      const missing = () => {
        if (how === 'complete') diagnose('missing-close', structure.place());
      };
      switch (structure.mode) {
        case 'question':
          missing();
          structure.closeQuestion();
          break;
        case 'plan':
          missing();
          structure.closePlan(closed);
          break;
        case 'execution':
          missing();
          structure.closeExecution(closed);
          break;
        case 'answer':
          missing();
          structure.closeAnswer(closed);
          break;
        case 'thought':
          structure.closeThought(!isCut);
          break;
        case 'block':
        case 'await':
        case 'top':
        case 'after':
          break;
        default:
          assertUnreachable(structure.mode);
      }
      if (structure.mode === 'block') structure.closeBlock(closed, !isCut);
      if (how === 'complete') structure.settleStage();
    },
  };
}

const endsQuestion = (tag: Tag): boolean =>
  !tag.close && (tag.kind === 'plan' || tag.kind === 'executions' || tag.kind === 'answer');
