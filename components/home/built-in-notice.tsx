import { Plug } from 'lucide-react';
import { ButtonLink } from '#components/ui/button.tsx';

/** Shown before a run that could not succeed: what the built-in can do, and a link to what can do more. */
export function BuiltInNotice({ hasOther }: { hasOther: boolean }) {
  return (
    <div
      role="status"
      className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl bg-crit-bg px-3 py-2.5 text-ui"
    >
      <p className="min-w-0 flex-1 basis-72 leading-snug">
        <span className="font-medium text-crit">This does not look like a Countdown puzzle.</span> The
        built-in reasoner only makes a number out of three to six others.{' '}
        {hasOther
          ? 'For other questions choose another endpoint below.'
          : 'For other questions connect a model.'}
      </p>
      {hasOther ? null : (
        <ButtonLink href="/settings" size="sm" icon={<Plug size={14} aria-hidden="true" />}>
          Connect a model
        </ButtonLink>
      )}
    </div>
  );
}
