import { Composer } from '#components/home/composer.tsx';
import { readExampleIndex } from '#components/home/example-index.ts';
import { Gallery } from '#components/home/gallery.tsx';
import { Hero } from '#components/home/hero.tsx';
import { ImportHint } from '#components/home/import-hint.tsx';
import { RecentSessions } from '#components/home/recent-sessions.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';

export default async function HomePage() {
  const examples = await readExampleIndex(process.cwd());
  return (
    <>
      <AppHeader />
      <main id="main" className="mx-auto w-full max-w-[1160px] flex-1 px-4 pt-8 pb-16 sm:px-6 sm:pt-12">
        <Hero />
        <div className="mt-8 sm:mt-10">
          <Composer />
          <ImportHint />
        </div>
        <div className="mt-10 grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-10 lg:grid-cols-[minmax(0,1fr)_380px]">
          <Gallery examples={examples} />
          <RecentSessions />
        </div>
      </main>
    </>
  );
}
