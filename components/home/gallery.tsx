import { Cpu, PenLine } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import type { ExampleEntry } from './example-index.ts';
import { RoundsGlyph, StreamGlyph } from './rounds-glyph.tsx';

/** Recorded sessions to open at once. */
export function Gallery({ examples }: { examples: readonly ExampleEntry[] }) {
  return (
    <section aria-labelledby="examples-heading">
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h2 id="examples-heading" className="font-semibold text-[15px] tracking-[-0.01em]">
          Recorded examples
        </h2>
        <p className="text-mute text-ui">
          Whole sessions to scrub through, no model needed. Sequential tokens by the authors’ definition,
          thinking counted.
        </p>
      </div>
      {examples.length === 0 ? (
        <EmptyState title="No recorded examples in this build">
          They live in <code className="font-mono text-xs">public/traces</code>; run a session instead.
        </EmptyState>
      ) : (
        <ul className="-mx-4 flex snap-x gap-3 overflow-x-auto px-4 pb-2 [scrollbar-width:none] sm:mx-0 sm:grid sm:grid-cols-2 sm:overflow-visible sm:p-0">
          {examples.map((example) => (
            <li key={example.slug} className="flex w-72 shrink-0 snap-center sm:w-auto">
              <ExampleCard example={example} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The title is the link, stretched over the card, so that a screen reader reads only the title as its name. */
function ExampleCard({ example }: { example: ExampleEntry }) {
  return (
    <article className="relative flex w-full flex-col rounded-xl border border-line bg-panel p-4 transition-[border-color,box-shadow,transform] duration-150 hover:-translate-y-px hover:border-plan-line hover:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-plan has-focus-visible:outline-offset-2">
      <div className="flex h-10 items-center justify-between gap-3">
        {example.strategy === 'sequential' ? (
          <StreamGlyph />
        ) : example.widths ? (
          <RoundsGlyph widths={example.widths} className="h-full w-auto min-w-0" />
        ) : (
          <span />
        )}
        <p className="shrink-0 self-start text-mute text-xs first-letter:uppercase">{example.subject}</p>
      </div>
      <h3 className="mt-2.5 font-semibold text-sm tracking-[-0.005em]">
        <IntentLink href={`/examples/${example.slug}`} className="outline-none after:absolute after:inset-0">
          {example.title}
        </IntentLink>
      </h3>
      <p className="mt-1 mb-3 line-clamp-4 text-mute text-ui leading-snug">{example.description}</p>
      <p className="mt-auto text-mute text-xs">
        {example.strategy === 'sequential'
          ? 'Sequential, one stream'
          : `${formatCount(example.stages, 'stage')} · ${formatCount(example.prompts, 'prompt')}`}
      </p>
      <p className="mt-0.5 text-mute text-xs">
        <span className="text-ink">{formatInteger(example.sequentialTokens)} sequential</span> of{' '}
        {formatInteger(example.totalTokens)} tokens
      </p>
      <p className="mt-2 flex items-center gap-1.5 border-line-soft border-t pt-2 text-mute text-xs">
        {example.authorKind === 'by-hand' ? (
          <PenLine size={12} aria-hidden="true" className="shrink-0" />
        ) : (
          <Cpu size={12} aria-hidden="true" className="shrink-0" />
        )}
        {example.author}
      </p>
    </article>
  );
}
