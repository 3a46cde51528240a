'use client';

import {
  assignEdit,
  chosenRange,
  giveEdit,
  moveBoundaryEdit,
  neighbourStep,
} from '#components/curation/workbench/source/line-commands.ts';
import { useKeys } from '#components/ui/keys/use-keys.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { Edit } from '#lib/contract/curation-edits.ts';
import { useWorkbenchHandle } from './use-workbench.tsx';
import { isForLines, type WorkbenchCommand, workbenchKeys } from './workbench-keys.ts';
import type { Workbench } from './workbench-store.ts';

/** Keys of the whole workbench; what walks the lines works on them and with the focus nowhere. */
export function useWorkbenchKeys(): void {
  const workbench = useWorkbenchHandle();
  useKeys(workbenchKeys, (command) => run(workbench, command), {
    allows: (command, target) =>
      !isForLines(command) || target === null || target.closest('[data-workbench-keys]') !== null,
  });
}

const planOnlyCycle = { 'by-rule': 'always', always: 'never', never: 'by-rule' } as const;

/** Runs a key's command; returns false where there is nothing to apply it to. */
export function run({ store, actions }: Workbench, command: WorkbenchCommand): boolean {
  const state = store.getState();
  const { lines, selected, draft } = state;
  const range = chosenRange(lines);
  const refuse = (text: string): boolean => {
    actions.announce(text);
    return true;
  };
  const applyOr = (edit: Edit | null, otherwise: string): boolean => {
    if (!edit) return refuse(otherwise);
    actions.apply(edit);
    return true;
  };
  const apply = (edit: Edit | null): boolean => applyOr(edit, 'Choose lines of a step first.');
  switch (command.kind) {
    case 'line': {
      const from = lines?.head ?? (command.by > 0 ? 0 : state.source.lines.length + 1);
      const head = Math.min(Math.max(from + command.by, 1), state.source.lines.length);
      actions.chooseLines(head, command.extend ? (lines?.anchor ?? head) : head);
      return true;
    }
    case 'step': {
      const step = neighbourStep(state, command.by);
      if (step !== null) actions.select(step);
      return true;
    }
    case 'assign':
      return apply(assignEdit(state, command.part));
    case 'give':
      return applyOr(giveEdit(state, command.by), 'There is no such step, or no line is chosen.');
    case 'boundary':
      return applyOr(
        moveBoundaryEdit(state, command.edge, command.by),
        'It can move no further: M merges steps, P, E and C change whole parts.',
      );
    case 'new-step':
      return apply(range && { type: 'new-step', ...range });
    case 'split':
      return apply(
        range && selected !== null ? { type: 'split-step', step: selected, at: range.first } : null,
      );
    case 'merge':
      return apply(selected !== null ? { type: 'merge-step', step: selected } : null);
    case 'drop':
      return apply(range && { type: 'drop-lines', ...range });
    case 'delete-step':
      return apply(selected !== null ? { type: 'delete-step', step: selected } : null);
    case 'plan-only': {
      const step = draft.steps.find(({ id }) => id === selected);
      return apply(
        step ? { type: 'set-plan-only', step: step.id, planOnly: planOnlyCycle[step.planOnly] } : null,
      );
    }
    case 'prompt': {
      const step = draft.steps.find(({ id }) => id === selected);
      if (!step) return false;
      if (step.execution.length === 0)
        return refuse('This step has no execution, so no prompt is written for it.');
      actions.editPrompt(step.id);
      return true;
    }
    case 'dependencies':
      if (selected === null) return refuse('Choose a step first.');
      actions.openDependencies();
      return true;
    case 'undo':
      actions.undo();
      return true;
    case 'redo':
      actions.redo();
      return true;
    case 'none':
      actions.chooseNothing();
      return true;
    case 'help':
      actions.openHelp();
      return true;
    default:
      return assertUnreachable(command);
  }
}
