import { CurateLists } from './curate-lists.tsx';
import { InputPanel } from './input-panel.tsx';
import { PipelineGlyph } from './pipeline-glyph.tsx';

/** The first page of curation: what it is, the ways in, what is there already. */
export function CurateHome() {
  return (
    <>
      <CurateHero />
      <div className="mt-7">
        <InputPanel />
      </div>
      <CurateLists />
    </>
  );
}

/** What curation is, in two sentences and one picture. */
function CurateHero() {
  return (
    <section className="grid items-center gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <div>
        <h1 className="text-balance font-semibold text-[24px] leading-[1.2] tracking-[-0.02em] sm:text-[28px]">
          Make training data out of thinking
        </h1>
        <p className="mt-2.5 max-w-xl text-pretty text-mute text-sm leading-relaxed">
          A sequential chain of thought is taken apart into steps, and the steps that do not need each other
          are packed side by side into rounds of <b className="font-medium text-plan">plans</b> and{' '}
          <b className="font-medium text-exec">executions</b>. You see and correct every point of it, keep
          what passes the filter, and export it for today’s trainers.
        </p>
      </div>
      <PipelineGlyph className="h-auto w-full max-w-[600px] justify-self-end" />
    </section>
  );
}
