import type { Metadata } from 'next';
import { CurateHome } from '#components/curation/home/curate-home.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';

export const metadata: Metadata = { title: 'Curate' };

export default function CuratePage() {
  return (
    <>
      <AppHeader />
      <main id="main" className="mx-auto w-full max-w-[1240px] flex-1 px-4 pt-7 pb-16 sm:px-6">
        <CurateHome />
      </main>
    </>
  );
}
