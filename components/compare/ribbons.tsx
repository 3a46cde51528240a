'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { PassageMatch } from '#lib/compare/align.ts';
import { toneOf } from './text-column.tsx';

interface Band {
  readonly left: Stretch;
  readonly right: Stretch;
}

/** In px, within its column's content. */
interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

const fills = { plan: 'var(--plan-line)', exec: 'var(--exec-line)', ok: 'var(--ok)', seq: 'var(--dot)' };

/**
 * Bands between matching passages. We measure the passages once per layout; scrolling then reads two numbers and writes
 * the paths of the visible bands, past React.
 */
export function Ribbons({
  panel,
  matches,
}: {
  panel: RefObject<HTMLDivElement | null>;
  matches: readonly PassageMatch[];
}) {
  const svg = useRef<SVGSVGElement>(null);

  useEffect(() => {
    // We look matches up in the DOM, so new ones need new measurements.
    const expected = matches.length;
    const root = panel.current;
    const drawing = svg.current;
    const left = root?.querySelector<HTMLElement>('[data-column="left"]');
    const right = root?.querySelector<HTMLElement>('[data-column="right"]');
    if (!root || !drawing || !left || !right || expected === 0) return;
    let bands = new Map<string, Band>();
    let frame: number | null = null;
    let measured = false;

    function measure(): void {
      if (!left || !right || !drawing) return;
      const [lefts, rights] = [stretches(left), stretches(right)];
      bands = new Map();
      for (const [id, stretch] of lefts) {
        const other = rights.get(id);
        if (other) bands.set(id, { left: stretch, right: other });
      }
      measured = true;
    }

    function draw(): void {
      frame = null;
      if (!left || !right || !drawing) return;
      if (!measured) measure();
      const height = drawing.clientHeight;
      const across = drawing.clientWidth;
      const [leftScroll, rightScroll] = [left.scrollTop, right.scrollTop];
      for (const path of drawing.querySelectorAll<SVGPathElement>('path')) {
        const band = bands.get(path.dataset.match ?? '');
        const shown =
          band &&
          (inView(band.left, leftScroll, height) || inView(band.right, rightScroll, height)) &&
          bandPath(band, leftScroll, rightScroll, across);
        if (shown) {
          path.setAttribute('d', shown);
          path.removeAttribute('display');
        } else path.setAttribute('display', 'none');
      }
    }

    const wake = () => {
      frame ??= requestAnimationFrame(draw);
    };
    const again = () => {
      measured = false;
      wake();
    };
    left.addEventListener('scroll', wake, { passive: true });
    right.addEventListener('scroll', wake, { passive: true });
    const observer = new ResizeObserver(again);
    observer.observe(left);
    observer.observe(right);
    again();
    return () => {
      left.removeEventListener('scroll', wake);
      right.removeEventListener('scroll', wake);
      observer.disconnect();
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [panel, matches]);

  return (
    <svg ref={svg} className="h-full w-full overflow-hidden" aria-hidden="true">
      {matches.map((match) => (
        <path
          key={match.id}
          data-match={match.id}
          className="ribbon cursor-pointer"
          fill={fills[toneOf(match)]}
        />
      ))}
    </svg>
  );
}

function stretches(column: HTMLElement): Map<string, Stretch> {
  const found = new Map<string, Stretch>();
  const offset = column.getBoundingClientRect().top - column.scrollTop;
  for (const element of column.querySelectorAll<HTMLElement>('[data-match]')) {
    const { top, bottom } = element.getBoundingClientRect();
    found.set(element.dataset.match ?? '', { top: top - offset, bottom: bottom - offset });
  }
  return found;
}

const inView = ({ top, bottom }: Stretch, scrolled: number, height: number): boolean =>
  bottom > scrolled && top < scrolled + height;

function bandPath({ left, right }: Band, leftScroll: number, rightScroll: number, width: number): string {
  const [a, b] = [left.top - leftScroll, left.bottom - leftScroll];
  const [c, d] = [right.top - rightScroll, right.bottom - rightScroll];
  const bend = width / 2;
  return `M0 ${a}C${bend} ${a} ${bend} ${c} ${width} ${c}V${d}C${bend} ${d} ${bend} ${b} 0 ${b}Z`;
}
