'use client';

import { LibraryBig, SearchX } from 'lucide-react';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export function EmptyLibrary() {
  return (
    <EmptyState
      icon={<LibraryBig size={22} />}
      title="No traces yet"
      className="py-14"
      actions={
        <>
          <ButtonLink href="/import" variant="primary">
            Import traces
          </ButtonLink>
          <ButtonLink href="/">Run a session</ButtonLink>
        </>
      }
    >
      Everything that runs here or is imported is listed here, to be searched, compared and exported. Files
      can also be dropped anywhere.
    </EmptyState>
  );
}

export function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title="No trace matches"
      className="py-12"
      actions={<Button onClick={onClear}>Clear filters</Button>}
    >
      Search and filters together leave nothing.
    </EmptyState>
  );
}
