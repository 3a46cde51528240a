'use client';

import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { changeInput, useCurationInput } from './input-store.ts';

/** Files that could not be taken, each with the reason and what to do. */
export function RefusedFiles() {
  const refused = useCurationInput((state) => state.refused);
  if (refused.length === 0) return null;
  return (
    <div role="alert" className="mb-4 flex items-start gap-2 rounded-xl bg-warn-bg px-3 py-2.5 text-ui">
      <ul className="min-w-0 flex-1 space-y-1.5">
        {refused.map(({ name, message, remedy }) => (
          <li key={name} className="leading-snug">
            <span className="break-all font-medium text-warn">{name}</span>{' '}
            <span>
              {message} {remedy}
            </span>
          </li>
        ))}
      </ul>
      <IconButton
        label="Dismiss"
        size="sm"
        icon={<X size={14} />}
        onClick={() => changeInput({ refused: [] })}
      />
    </div>
  );
}
