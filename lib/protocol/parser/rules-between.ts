import { assertUnreachable } from '#lib/base/assert.ts';
import type { RuleContext } from './rule-context.ts';
import type { Tag } from './tags.ts';

/** Between the pieces of a document. */
export function inTop(context: RuleContext, tag: Tag) {
  const { structure } = context;
  if (tag.close) return context.unexpectedClose(tag);
  context.takeStray('stray-text');
  switch (tag.kind) {
    case 'question':
      if (structure.questionSeen || structure.stage > 0) return context.startSkipping();
      return structure.openQuestion();
    case 'plan':
      return structure.openPlan(tag.number);
    case 'prompt':
      structure.openPlan(undefined);
      context.note('missing-opening', `${tag.raw}.`);
      return structure.openPrompt(tag.number);
    case 'executions':
      return context.openBlock(tag.number);
    case 'execution':
      context.openBlock(undefined);
      context.note('missing-opening', `${tag.raw}.`);
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

/** A question may mention prompts; only a tag that can never occur in one ends it. */
export const endsQuestion = (tag: Tag): boolean =>
  !tag.close && (tag.kind === 'plan' || tag.kind === 'executions' || tag.kind === 'answer');

export function inQuestion(context: RuleContext, tag: Tag) {
  const { structure } = context;
  if (tag.kind === 'question' && tag.close) return structure.closeQuestion();
  if (!endsQuestion(tag)) return context.writeTag(tag, 'tag-as-text');
  context.note('missing-close', 'The question.');
  structure.closeQuestion();
  if (structure.mode === 'thought') inThought(context, tag);
  else inTop(context, tag);
}

/** Inside `<Execution_i>`, between the executions. */
export function inBlock(context: RuleContext, tag: Tag) {
  const { structure } = context;
  if (tag.kind === 'prompt') return context.writeTag(tag, 'prompt-in-execution');
  if (tag.kind === 'question') return context.writeTag(tag, 'tag-as-text');
  if (tag.close) return tag.kind === 'executions' ? context.endBlock(true) : context.unexpectedClose(tag);
  if (tag.kind === 'execution') {
    context.takeStray('stray-text');
    return structure.openExecution(tag.number);
  }
  if (tag.kind === 'executions' && structure.blockIsEmpty) {
    return context.note('repeated-opening', `${tag.raw}.`);
  }
  context.endBlock(false);
  inTop(context, tag);
}

export function inThought(context: RuleContext, tag: Tag) {
  const { structure } = context;
  if (!context.inDocument) return structure.write(tag.raw);
  if (tag.close) return context.unexpectedClose(tag);
  if (tag.kind === 'question') {
    if (structure.questionSeen) context.startSkipping();
    else structure.openQuestion();
    return;
  }
  if (tag.kind !== 'answer') context.note('text-before-tags');
  structure.closeThought(true);
  inTop(context, tag);
}
