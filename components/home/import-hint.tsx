import { Import } from 'lucide-react';
import { IntentLink } from '#components/ui/intent-link.tsx';

/** The other way in, for people who come with traces. */
export function ImportHint() {
  return (
    <p className="mt-3 flex items-start justify-center gap-2 text-center text-mute text-ui">
      <Import size={15} className="mt-0.5 shrink-0 max-sm:hidden" aria-hidden="true" />
      <span>
        Have traces already? Drop files or a folder anywhere, paste a text, or{' '}
        <IntentLink href="/import" className="text-plan underline underline-offset-2">
          choose what to import
        </IntentLink>
        . Or{' '}
        <IntentLink href="/curate" className="text-plan underline underline-offset-2">
          make training data
        </IntentLink>{' '}
        out of a sequential chain of thought.
      </span>
    </p>
  );
}
