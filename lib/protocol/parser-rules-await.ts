import { assertUnreachable } from '#lib/base/assert.ts';
import type { RuleContext } from './parser-context.ts';
import { inAnswer, inExecution } from './parser-rules-within.ts';
import type { Tag } from './tags.ts';

/** A role's reply before its piece has begun: nothing but white space and thinking was read. */
export function inAwait(context: RuleContext, tag: Tag) {
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
