import type { StoreApi } from 'zustand/vanilla';
import { firstLineOf, ownersOf } from '#lib/curation/edits/draft-steps.ts';
import type { WorkbenchActions, WorkbenchState } from './workbench-types.ts';

export type Choices = Pick<
  WorkbenchActions,
  | 'hover'
  | 'select'
  | 'chooseLines'
  | 'setExtending'
  | 'editPrompt'
  | 'chooseNothing'
  | 'openDependencies'
  | 'openHelp'
  | 'closeHelp'
  | 'dismissRefusal'
  | 'announce'
>;

/** What a person looks at and chooses; nothing of it is saved. */
export function createChoices({ getState: get, setState: set }: StoreApi<WorkbenchState>): Choices {
  return {
    hover(hovered) {
      if (hovered !== get().hovered) set({ hovered });
    },
    select(selected) {
      const { draft, lines } = get();
      const step = draft.steps.find(({ id }) => id === selected);
      const inside = lines && step && ownersOf(draft, lines.head).some((owner) => owner.step === step);
      const first = step ? firstLineOf(step) : null;
      set({
        selected: step?.id ?? null,
        ...(!inside && first !== null && { lines: { anchor: first, head: first } }),
      });
    },
    chooseLines(head, anchor = head) {
      const last = get().source.lines.length;
      const within = (line: number) => Math.min(Math.max(line, 1), last);
      const lines = { anchor: within(anchor), head: within(head) };
      const owners = ownersOf(get().draft, lines.head);
      const stays = owners.some(({ step }) => step.id === get().selected);
      set({ lines, ...(!stays && { selected: owners[0]?.step.id ?? null }) });
    },
    setExtending: (extending) => set({ extending }),
    editPrompt: (editingPrompt) => set({ editingPrompt }),
    chooseNothing: () => set({ lines: null, selected: null, editingPrompt: null }),
    openDependencies: () => set({ dependenciesAsked: get().dependenciesAsked + 1 }),
    openHelp: () => set({ helpOpen: true }),
    closeHelp: () => set({ helpOpen: false }),
    dismissRefusal: () => set({ refusal: null }),
    announce(text) {
      if (text !== '') set({ announcement: { text, count: get().announcement.count + 1 } });
    },
  };
}
