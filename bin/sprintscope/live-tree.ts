import type { TraceState } from '#lib/trace/state.ts';
import { sessionTree } from './run-tree.ts';
import type { Output } from './terminal.ts';

/** Redraws a second; more only flickers. */
const REDRAW_MS = 100;

/** A session's tree on a terminal, redrawn in place; elsewhere each line once, when it is final. */
export interface LiveTree {
  show(state: TraceState, nowMs: number): void;
  end(state: TraceState): void;
}

export function createLiveTree(output: Output): LiveTree {
  return output.isTerminal ? redrawnTree(output) : printedTree(output);
}

/** Lines that can change no more are printed for good: the tree may be taller than the screen. */
function redrawnTree(output: Output): LiveTree {
  const settled = new Set<string>();
  let drawn = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  function draw(state: TraceState) {
    const lines = sessionTree(state, Math.max(40, output.columns - 1)).filter(({ id }) => !settled.has(id));
    let text = drawn > 0 ? `\u001b[${drawn}A\r\u001b[J` : '';
    let above = true;
    drawn = 0;
    for (const line of lines) {
      text += `${line.text}\n`;
      above &&= line.done;
      if (above) settled.add(line.id);
      else drawn++;
    }
    output.write(text);
  }

  return {
    show(state, nowMs) {
      if (nowMs - drawnAt < REDRAW_MS) return;
      drawnAt = nowMs;
      draw(state);
    },
    end: draw,
  };
}

/** In the order of the tree: a line waits for those above it. */
function printedTree(output: Output): LiveTree {
  let printed = 0;

  function print(state: TraceState) {
    for (const { text, done } of sessionTree(state, output.columns).slice(printed)) {
      if (!done) return;
      printed++;
      output.write(`${text}\n`);
    }
  }

  return { show: print, end: print };
}
