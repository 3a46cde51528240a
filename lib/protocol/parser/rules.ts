import { assertUnreachable } from '#lib/base/assert.ts';
import type { ParserStart, TextEnd } from '../events.ts';
import { isPiece } from './modes.ts';
import type { Output } from './output.ts';
import { createRuleContext, type RuleContext } from './rule-context.ts';
import { endsQuestion, inBlock, inQuestion, inThought, inTop } from './rules-between.ts';
import { inAnswer, inExecution, inPlan } from './rules-within.ts';
import type { Structure } from './structure.ts';
import type { Tag } from './tags.ts';

export interface Rules {
  text(text: string): void;
  tag(tag: Tag): void;
  malformed(raw: string): void;
  /** The parser read `<think>`, which ends a question without a closing tag. */
  beforeThink(): void;
  end(how: TextEnd): void;
}

/** The meaning of each tag in each state: the table of SPEC.md, one function per column. */
export function createRules(start: ParserStart, output: Output, structure: Structure): Rules {
  const context = createRuleContext(start, output, structure);
  let codeDepth = 0;

  return {
    text: (text) => context.write(text, null),
    malformed: (raw) => context.write(raw, 'malformed-tag'),
    tag(tag) {
      if (tag.kind === 'code') {
        const isStray = tag.close && codeDepth === 0;
        codeDepth += tag.close ? (isStray ? 0 : -1) : 1;
        return context.write(tag.raw, isStray ? 'stray-code-tag' : null);
      }
      codeDepth = 0;
      if (context.skipping) {
        if (tag.kind === 'question' && tag.close) return context.endSkipping();
        if (!endsQuestion(tag)) return context.stray.write(tag.raw);
        context.endSkipping();
      }
      dispatch(context, tag);
    },
    beforeThink() {
      if (context.skipping) return context.endSkipping();
      if (structure.mode !== 'question') return;
      context.note('missing-close', 'The question.');
      structure.closeQuestion();
    },
    end: (how) => end(context, how),
  };
}

function dispatch(context: RuleContext, tag: Tag) {
  const { mode } = context.structure;
  switch (mode) {
    case 'await':
      return inAwait(context, tag);
    case 'top':
      return inTop(context, tag);
    case 'question':
      return inQuestion(context, tag);
    case 'plan':
      return inPlan(context, tag);
    case 'block':
      return inBlock(context, tag);
    case 'execution':
      return inExecution(context, tag);
    case 'answer':
      return inAnswer(context, tag);
    case 'thought':
      return inThought(context, tag);
    case 'after':
      return context.stray.write(tag.raw);
    default:
      return assertUnreachable(mode);
  }
}

/** Ends what is open. After a stop string the server omitted the closing tag: that is a tidy end. */
function end(context: RuleContext, how: TextEnd) {
  const { structure } = context;
  if (context.skipping) context.endSkipping();
  const isCut = how === 'length' || how === 'aborted';
  const closed = how === 'stop';
  if (how === 'length' && structure.mode !== 'after') context.note('cut-at-limit');
  if (!isCut) context.endUnclosedPrompt(false);
  else if (structure.promptOpen) structure.closePrompt(false, null, false);
  context.takeStray(structure.mode === 'after' ? 'text-after-answer' : 'stray-text');
  const hasClosingTag =
    structure.mode === 'question' || (isPiece(structure.mode) && structure.mode !== 'thought');
  if (hasClosingTag && how === 'complete') context.note('missing-close');
  if (structure.mode === 'question') structure.closeQuestion();
  const { mode } = structure;
  switch (mode) {
    case 'plan':
      structure.closePlan(closed);
      break;
    case 'execution':
      structure.closeExecution(closed);
      break;
    case 'answer':
      structure.closeAnswer(closed);
      break;
    case 'thought':
      structure.closeThought(!isCut);
      break;
    case 'question':
    case 'block':
    case 'await':
    case 'top':
    case 'after':
      break;
    default:
      assertUnreachable(mode);
  }
  if (structure.mode === 'block') structure.closeBlock(closed, !isCut);
  if (how === 'complete') structure.completeStage();
}

/** A role's reply before its piece has begun: the parser read only white space and thinking. */
function inAwait(context: RuleContext, tag: Tag) {
  const { start, structure } = context;
  switch (start.at) {
    case 'plan':
      return awaitPlan(context, tag);
    case 'execution':
      return awaitExecution(context, tag);
    case 'answer':
      structure.openAnswer();
      if (tag.kind !== 'answer' || tag.close) inAnswer(context, tag);
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

function awaitPlan(context: RuleContext, tag: Tag) {
  const { structure } = context;
  switch (tag.kind) {
    case 'question':
      return tag.close ? context.unexpectedClose(tag) : context.startSkipping();
    case 'plan':
      return tag.close ? stopEmpty(context, tag) : structure.openPlan(tag.number);
    case 'prompt':
      if (tag.close) return context.unexpectedClose(tag);
      context.openImplicit();
      return structure.openPrompt(tag.number);
    case 'answer':
      return tag.close ? stopEmpty(context, tag) : structure.openAnswer();
    case 'executions':
    case 'execution':
      return tag.close ? context.unexpectedClose(tag) : stopEmpty(context, tag);
    case 'think':
    case 'code':
      return;
    default:
      return assertUnreachable(tag.kind);
  }
}

function stopEmpty(context: RuleContext, tag: Tag) {
  context.note('empty-plan', `${tag.raw}.`);
  context.haltRole();
}

function awaitExecution(context: RuleContext, tag: Tag) {
  if (tag.kind === 'question' && !tag.close) return context.startSkipping();
  if (tag.kind === 'execution' && !tag.close) return context.structure.openExecution(tag.number);
  if (tag.kind === 'executions' && !tag.close) return;
  const stops = tag.close
    ? tag.kind === 'executions' || tag.kind === 'execution'
    : tag.kind === 'plan' || tag.kind === 'answer';
  if (stops) return context.haltRole();
  context.openImplicit();
  inExecution(context, tag);
}
