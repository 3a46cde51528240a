import type { Metadata } from 'next';
import { RoundsGlyph } from '#components/home/rounds-glyph.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { HeaderOnDemand } from '#components/ui/header-on-demand.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <>
      <HeaderOnDemand />
      <main id="main" className="flex flex-1 flex-col items-center justify-center px-6 py-20 text-center">
        <RoundsGlyph widths={[3, 2, 0]} className="h-14 w-auto opacity-60 grayscale" />
        <h1 className="mt-6 font-semibold text-2xl tracking-[-0.02em]">This branch leads nowhere</h1>
        <p className="mt-2 max-w-md text-mute leading-relaxed">
          There is no page at this address. A session that was deleted is gone with its log.
        </p>
        <div className="mt-6 flex gap-2">
          <ButtonLink href="/" variant="primary">
            Home
          </ButtonLink>
        </div>
      </main>
    </>
  );
}
