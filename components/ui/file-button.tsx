'use client';

import { FilePlus2, FolderPlus } from 'lucide-react';
import { useRef } from 'react';
import { Button, type ButtonProps } from './button.tsx';

export interface FileButtonProps extends Pick<ButtonProps, 'children' | 'size' | 'variant' | 'disabled'> {
  /** Accessible name of the file field behind it. */
  readonly label: string;
  readonly multiple?: boolean;
  /** A folder is chosen, with all that is in it. */
  readonly isFolder?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/**
 * For people who do not drag. Emptied after each choice, since choosing the same file again would otherwise be no
 * change.
 */
export function FileButton({
  label,
  multiple = true,
  isFolder = false,
  onFiles,
  ...button
}: FileButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  const Icon = isFolder ? FolderPlus : FilePlus2;
  return (
    <>
      <Button
        {...button}
        icon={<Icon size={14} aria-hidden="true" />}
        onClick={() => field.current?.click()}
      />
      <input
        ref={field}
        type="file"
        hidden
        multiple={multiple}
        aria-label={label}
        {...(isFolder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
