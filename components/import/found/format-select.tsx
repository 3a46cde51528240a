'use client';

import { formatLabels } from '#components/import/import-words.ts';
import { cn } from '#components/ui/cn.ts';
import { type FileFormat, fileFormats } from '#lib/contract/imports.ts';

export interface FormatSelectProps {
  /** Accessible name. */
  name: string;
  /** Chosen by hand; null as recognised. */
  value: FileFormat | null;
  /** What was recognised; null where that differs or is not known any more. */
  recognised: FileFormat | null;
  disabled?: boolean;
  onChange: (format: FileFormat | null) => void;
  className?: string;
}

/** How a file is to be read. The browser's own select: hundreds of these stand in a table. */
export function FormatSelect({ name, value, recognised, disabled, onChange, className }: FormatSelectProps) {
  return (
    <select
      aria-label={name}
      value={value ?? ''}
      disabled={disabled}
      onChange={(event) => onChange(fileFormats.find((format) => format === event.target.value) ?? null)}
      className={cn(
        'h-8 min-w-0 cursor-pointer rounded-lg border border-line bg-panel px-1.5 text-base text-ink hover:border-faint/60 disabled:cursor-not-allowed disabled:opacity-60 sm:text-ui',
        className,
      )}
    >
      <option value="">{recognised ? formatLabels[recognised] : 'As recognised'}</option>
      <optgroup label="Read as">
        {fileFormats.map((format) => (
          <option key={format} value={format}>
            {formatLabels[format]}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
