'use client';

import { FilePlus2 } from 'lucide-react';
import { useRef } from 'react';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { bring } from './bring-actions.ts';

export interface FileButtonProps {
  readonly children: React.ReactNode;
  /** Accessible name of the file field behind it. */
  readonly label: string;
  readonly size?: ButtonSize;
  readonly multiple?: boolean;
}

/** For those who do not drag. Emptied after each choice, or choosing the same again would be no change. */
export function FileButton({ children, label, size, multiple = true }: FileButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size={size}
        icon={<FilePlus2 size={14} aria-hidden="true" />}
        onClick={() => field.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={field}
        type="file"
        hidden
        multiple={multiple}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) void bring([{ kind: 'files', files }]);
        }}
      />
    </>
  );
}
