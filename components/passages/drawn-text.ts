/** KaTeX draws every formula twice, once for screen readers. */
const UNSEEN = '.katex-mathml, .sr-only, [data-unlit]';

/** The visible text of an element, and a map back to its nodes. */
export function drawnText(element: HTMLElement) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(UNSEEN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: { node: Text; start: number }[] = [];
  let text = '';
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  const nodeAt = (offset: number) => nodes.findLast(({ start }) => start <= offset);
  return {
    text,
    range(offset: number, end: number): Range | null {
      const first = nodeAt(offset);
      const last = nodeAt(end - 1);
      if (!first || !last) return null;
      const range = document.createRange();
      range.setStart(first.node, offset - first.start);
      range.setEnd(last.node, Math.min(last.node.length, end - last.start));
      return range;
    },
    /** The reverse: which part of the text a range of the document covers; null where it covers none. */
    offsets(range: Range): { offset: number; end: number } | null {
      const inside = nodes.filter(({ node }) => range.intersectsNode(node));
      const first = inside.at(0);
      const last = inside.at(-1);
      if (!first || !last) return null;
      const offset = first.start + (range.startContainer === first.node ? range.startOffset : 0);
      const end = last.start + (range.endContainer === last.node ? range.endOffset : last.node.length);
      return end > offset ? { offset, end } : null;
    },
  };
}
