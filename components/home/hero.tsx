import { HeroGlyph } from './hero-glyph.tsx';

/** What this is, in two sentences and one moving picture. */
export function Hero() {
  return (
    <section className="grid items-center gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div>
        <h1 className="text-balance font-semibold text-[28px] leading-[1.15] tracking-[-0.025em] sm:text-[34px]">
          Watch a model think in rounds
        </h1>
        <p className="mt-3 max-w-xl text-pretty text-[15px] text-mute leading-relaxed">
          A <b className="font-medium text-plan">planner</b> splits a question into independent prompts,{' '}
          <b className="font-medium text-exec">executors</b> work on them side by side, their results join,
          and the next round begins. Sprintscope runs this live, draws every stream as it comes, and lets you
          scrub back through it.
        </p>
      </div>
      <HeroGlyph className="h-auto w-full" />
    </section>
  );
}
