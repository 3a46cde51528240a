'use client';

import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { whenIdle } from '#components/ui/when-idle.ts';

// 243 kB of Markdown and KaTeX (FACTS.md): loaded only where people read text.
const load = () => import('./markdown-body.tsx');
/** Without a connection to fetch the renderer, the text appears unformatted. */
const MarkdownBody = lazy(() => load().catch(() => ({ default: PlainBody })));

function PlainBody({ text }: { text: string }) {
  return <p className="whitespace-pre-wrap text-[13.5px] leading-[1.62]">{text}</p>;
}

/** Fetches the renderer before it is needed, when the browser has nothing else to do. */
export function preloadMarkdown(): () => void {
  return whenIdle(() => void load().catch(() => undefined));
}

/** A text of a model as Markdown with LaTeX; `growing` while more of it may come. */
export function Markdown({
  text,
  growing = false,
  className,
}: {
  text: string;
  growing?: boolean;
  className?: string;
}) {
  const paced = usePacedText(text, growing);
  return (
    <div className={cn('markdown min-w-0 break-words', className)}>
      <Suspense fallback={<PlainBody text={paced} />}>
        <MarkdownBody text={paced} growing={growing} />
      </Suspense>
    </div>
  );
}

/**
 * Limits the share of the main thread that rendering a growing text takes: the next render waits nine times the last
 * one's cost.
 */
const IDLE_FACTOR = 9;
const SHORTEST_WAIT_MS = 60;

/** Updates a growing text no faster than it can be rendered: 30,000 characters cost 7 ms, as one long list 362 ms. */
function usePacedText(text: string, growing: boolean): string {
  const [shown, setShown] = useState(text);
  const latest = useRef(text);
  const startedAt = useRef(0);
  const waitMs = useRef(SHORTEST_WAIT_MS);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    latest.current = text;
    if (!growing) {
      clearTimeout(timer.current);
      timer.current = undefined;
      setShown(text);
      return;
    }
    if (timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      startedAt.current = performance.now();
      setShown(latest.current);
    }, waitMs.current);
  }, [text, growing]);

  useEffect(() => {
    if (startedAt.current === 0 || shown === '') return;
    waitMs.current = Math.max(SHORTEST_WAIT_MS, (performance.now() - startedAt.current) * IDLE_FACTOR);
    startedAt.current = 0;
  }, [shown]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return growing ? shown : text;
}
