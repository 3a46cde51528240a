import { CurateHero } from './curate-hero.tsx';
import { CurateLists } from './curate-lists.tsx';
import { InputPanel } from './input-panel.tsx';

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
