import type { Finding } from '#lib/contract/findings.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { streamOf } from '#lib/trace/streams.ts';

const MARK = `content: "!" / "the doctor found something here"; position: absolute; top: -7px; right: -7px; width: 17px;
  height: 17px; border-radius: 999px; border: 2px solid var(--panel); background: var(--crit); color: var(--panel);
  font: 700 10.5px/13px var(--font-sans); text-align: center; pointer-events: none;`;
const LIT = 'outline: 2px dashed var(--crit); outline-offset: 4px; border-radius: 14px;';

/**
 * Marks nodes with faults or leaks, and rings those of an open finding. A style sheet does this, so that the graph,
 * which draws 1,000 nodes at 60 frames a second, need not know of it. Streams' names hold letters, digits, a colon and
 * a dot.
 */
export function GraphMarks({ findings, open }: { findings: readonly Finding[]; open: Finding | null }) {
  const marked = streamsOf(findings.filter(({ kind }) => kind !== 'note'));
  const lit = open ? streamsOf([open]) : [];
  const css = [
    marked.length > 0 ? `${nodes(marked)}::after { ${MARK} }` : '',
    lit.length > 0 ? `${nodes(lit)} { ${LIT} }` : '',
  ].join('\n');
  return css.trim() === '' ? null : <style>{css}</style>;
}

const nodes = (streams: readonly StreamId[]): string =>
  `.session-graph .react-flow__node:is(${streams.map((stream) => `[data-id="${stream}"]`).join(', ')})`;

function streamsOf(findings: readonly Finding[]): StreamId[] {
  const streams = new Set<StreamId>();
  for (const { places } of findings)
    for (const place of places) {
      const stream = streamOf(place);
      if (stream && /^[a-z]+(?::\d+(?:\.\d+)?)?$/.test(stream)) streams.add(stream);
    }
  return [...streams];
}
