import { assertUnreachable } from '#lib/base/assert.ts';
import type { RuleContext } from './rule-context.ts';
import { inTop } from './rules-between.ts';
import type { Tag } from './tags.ts';

export function inPlan(context: RuleContext, tag: Tag) {
  const { structure, inDocument } = context;
  switch (tag.kind) {
    case 'prompt':
      if (!tag.close) {
        context.endUnclosedPrompt(true);
        return structure.openPrompt(tag.number);
      }
      if (!structure.promptOpen) return context.unexpectedClose(tag);
      return structure.closePrompt(true, tag.number, false);
    case 'plan': {
      if (tag.close) {
        context.endPlan(true, tag.number);
        return context.haltRole();
      }
      if (context.takeImplicit()) return context.note('late-opening', `${tag.raw}.`);
      const isOwn = structure.isOwnPlan(tag.number);
      const isRepeated = inDocument ? isOwn && structure.isEmpty : isOwn || structure.isEmpty;
      return isRepeated ? context.note('repeated-opening', `${tag.raw}.`) : leavePlan(context, tag);
    }
    case 'executions':
      return tag.close ? context.unexpectedClose(tag) : leavePlan(context, tag);
    case 'execution':
      if (tag.close) return context.unexpectedClose(tag);
      // "Based on <execution_1.1>:" names an earlier execution; it does not start one.
      if (tag.number && structure.isEarlier(tag.number)) return context.writeTag(tag, 'tag-as-text');
      return leavePlan(context, tag);
    case 'answer':
      if (tag.close) return inDocument ? context.unexpectedClose(tag) : leavePlan(context, tag);
      context.endPlan(false);
      return structure.openAnswer();
    case 'question':
    case 'think':
    case 'code':
      return context.writeTag(tag, 'tag-as-text');
    default:
      return assertUnreachable(tag.kind);
  }
}

function leavePlan(context: RuleContext, tag: Tag) {
  context.endPlan(false);
  if (context.inDocument) inTop(context, tag);
  else context.haltRole();
}

export function inExecution(context: RuleContext, tag: Tag) {
  if (tag.kind === 'execution') {
    if (!tag.close) return anotherExecution(context, tag);
    context.structure.closeExecution(true, tag.number);
    return context.haltRole();
  }
  const leaves = tag.close ? tag.kind === 'executions' : tag.kind === 'plan' || tag.kind === 'answer';
  if (!leaves) return context.writeTag(tag, tag.kind === 'prompt' ? 'prompt-in-execution' : 'tag-as-text');
  context.endExecution();
  if (!context.inDocument) return context.haltRole();
  context.endBlock(tag.close);
  if (!tag.close) inTop(context, tag);
}

function anotherExecution(context: RuleContext, tag: Tag) {
  const { structure, inDocument } = context;
  const isOwn = structure.isOwnExecution(tag.number);
  const isLate = context.takeImplicit() && isOwn;
  const isRepeated = inDocument
    ? isOwn && structure.isEmpty
    : structure.isEmpty || isLate || (isOwn && tag.number !== null);
  if (isRepeated) return context.note('repeated-opening', `${tag.raw}.`);
  context.endExecution();
  if (inDocument) structure.openExecution(tag.number);
  else context.haltRole();
}

export function inAnswer(context: RuleContext, tag: Tag) {
  const { structure } = context;
  if (tag.kind === 'answer' && tag.close) {
    structure.closeAnswer(true);
    if (!context.inDocument) structure.halt('answer-end');
  } else if (tag.kind === 'answer' && structure.isEmpty) {
    context.note('repeated-opening', `${tag.raw}.`);
  } else {
    context.writeTag(tag, 'tag-as-text');
  }
}
