import { createRoot } from 'react-dom/client';
import { LeadsToPages } from '#components/ui/intent-link.tsx';
import { Toaster } from '#components/ui/toast.tsx';
import { PlayerPage } from './player-page.tsx';
import { readPage } from './read-page.ts';

// What the file says of itself stands in its document (lib/formats/export/html-page.ts); nothing is fetched.
const root = document.getElementById('player');
if (root)
  createRoot(root).render(
    <LeadsToPages value={false}>
      <PlayerPage page={readPage(document)} />
      <Toaster />
    </LeadsToPages>,
  );
