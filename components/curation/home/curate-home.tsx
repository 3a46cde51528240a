import { BringPanel } from './bring-panel.tsx';
import { CurateHero } from './curate-hero.tsx';
import { CurateLists } from './curate-lists.tsx';

/** The first page of curation: what it is, the ways in, what is there already. */
export function CurateHome() {
  return (
    <>
      <CurateHero />
      <div className="mt-7">
        <BringPanel />
      </div>
      <CurateLists />
    </>
  );
}
