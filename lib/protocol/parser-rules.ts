import { assertUnreachable } from '#lib/base/assert.ts';
import type { ParserStart, TextEnd } from './events.ts';
import { createRuleContext, type RuleContext } from './parser-context.ts';
import { isPiece } from './parser-modes.ts';
import type { Output } from './parser-output.ts';
import { inAwait } from './parser-rules-await.ts';
import { endsQuestion, inBlock, inQuestion, inThought, inTop } from './parser-rules-between.ts';
import { inAnswer, inExecution, inPlan } from './parser-rules-within.ts';
import type { Structure } from './parser-structure.ts';
import type { Tag } from './tags.ts';

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

/** Ends what is open. After a stop string the closing tag was left out by the server: that is a tidy end. */
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
  if (how === 'complete') structure.settleStage();
}
