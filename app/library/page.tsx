import type { Metadata } from 'next';
import { Suspense } from 'react';
import { LibraryPage } from '#components/library/library-page.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { LoadingRows } from '#components/ui/table/loading-rows.tsx';

export const metadata: Metadata = { title: 'Library' };

export default function Library() {
  return (
    <>
      <AppHeader />
      <main id="main" className="mx-auto w-full max-w-[1680px] flex-1 px-3 pt-5 pb-28 sm:px-6">
        {/* The page reads its address, which a prerendered document does not know. */}
        <Suspense fallback={<LoadingRows />}>
          <LibraryPage />
        </Suspense>
      </main>
    </>
  );
}
