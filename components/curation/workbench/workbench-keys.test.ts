import { describe, expect, it } from 'vitest';
import {
  assignEdit,
  giveEdit,
  moveBoundaryEdit,
  neighbourStep,
  targetStep,
} from '#components/curation/workbench/source/line-commands.ts';
import type { Pressed } from '#components/ui/keys/key-table.ts';
import type { Decomposition } from '#lib/contract/curation-record.ts';
import { sourceOf, stepOf } from '#lib/curation/testing/random-edits.ts';
import { workbenchKeys } from './workbench-keys.ts';

const pressed = (key: string, modifiers: Partial<Pressed> = {}) =>
  workbenchKeys.commandOf({
    key,
    code: '',
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    altGraph: false,
    ...modifiers,
  });

describe('keys', () => {
  it('undo and redo with Ctrl and with ⌘, and leave the browser its other shortcuts', () => {
    expect(pressed('z', { ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(pressed('Z', { metaKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
    expect(pressed('y', { ctrlKey: true })).toEqual({ kind: 'redo' });
    for (const key of ['p', 's', 'd', 'c', 'l']) expect(pressed(key, { ctrlKey: true })).toBeUndefined();
    expect(pressed('ArrowLeft', { altKey: true })).toBeUndefined();
  });

  it('take brackets that stand behind AltGr', () => {
    const altGr = { ctrlKey: true, altKey: true, altGraph: true };
    expect(pressed(']', altGr)).toEqual({ kind: 'boundary', edge: 'end', by: 1 });
    expect(pressed('{', altGr)).toEqual({ kind: 'boundary', edge: 'start', by: -1 });
  });

  it('extend with Shift, letters and arrows alike', () => {
    expect(pressed('J', { shiftKey: true })).toEqual({ kind: 'line', by: 1, extend: true });
    expect(pressed('ArrowUp', { shiftKey: true })).toEqual({ kind: 'line', by: -1, extend: true });
    expect(pressed('X', { shiftKey: true })).toEqual({ kind: 'delete-step' });
  });
});

describe('commands on lines', () => {
  const draft: Decomposition = {
    steps: [stepOf('a', { plan: [1, 2], execution: [3, 4], comment: [5, 5] }), stepOf('b', { plan: [7, 9] })],
    parents: {},
  };
  const bench = (head: number, anchor = head, selected: string | null = null) => ({
    draft,
    source: sourceOf(10),
    lines: { head, anchor },
    selected,
  });

  it('go to the selected step; lost lines to the one before them, or the first', () => {
    expect(assignEdit(bench(3, 2, 'a'), 'plan')).toEqual({
      type: 'assign-lines',
      first: 2,
      last: 3,
      step: 'a',
      part: 'plan',
    });
    expect(targetStep(bench(6))).toBe('a');
    expect(targetStep(bench(10))).toBe('b');
    expect(targetStep({ ...bench(6), draft: { steps: [], parents: {} } })).toBeNull();
  });

  it('given to a neighbour they join its nearest end', () => {
    expect(giveEdit(bench(7, 7, 'b'), -1)).toMatchObject({ step: 'a', part: 'comment' });
    expect(giveEdit(bench(4, 4, 'a'), 1)).toMatchObject({ step: 'b', part: 'plan' });
    expect(giveEdit(bench(4, 4, 'a'), -1)).toBeNull();
  });

  it('move the start and the end of the part at the cursor', () => {
    expect(moveBoundaryEdit(bench(3, 3, 'a'), 'end', -1)).toMatchObject({
      first: 4,
      last: 4,
      part: 'comment',
    });
    expect(moveBoundaryEdit(bench(3, 3, 'a'), 'start', 1)).toMatchObject({ first: 3, last: 3, part: 'plan' });
    // The comment has one line, which the boundary must not remove.
    expect(moveBoundaryEdit(bench(3, 3, 'a'), 'end', 1)).toBeNull();
    expect(moveBoundaryEdit(bench(5, 5, 'a'), 'start', 1)).toBeNull();
  });

  it('go from step to step, also from lost lines', () => {
    expect(neighbourStep(bench(1, 1, 'a'), 1)).toBe('b');
    expect(neighbourStep(bench(6), 1)).toBe('b');
    expect(neighbourStep(bench(6), -1)).toBe('a');
    expect(neighbourStep(bench(9, 9, 'b'), 1)).toBeNull();
  });
});
