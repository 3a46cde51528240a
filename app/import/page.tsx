import type { Metadata } from 'next';
import { ImportView } from '#components/import/import-view.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';

export const metadata: Metadata = { title: 'Import' };

export default function ImportPage() {
  return (
    <>
      <AppHeader />
      <main id="main" className="mx-auto w-full max-w-[1240px] flex-1 px-4 pt-6 pb-16 sm:px-6">
        <ImportView />
      </main>
    </>
  );
}
