'use client';

import { formatLabels } from '#components/import/import-words.ts';
import { cn } from '#components/ui/cn.ts';
import { type FileFormat, fileFormats } from '#lib/contract/imports.ts';

export interface FormatSelectProps {
  /** Accessible name. */
  name: string;
  /** The format that a person chose; null as recognised. */
  value: FileFormat | null;
  /** The recognised format; null where that differs between files or is no longer known. */
  recognised: FileFormat | null;
  disabled?: boolean;
  onChange: (format: FileFormat | null) => void;
  className?: string;
}

/** The format in which to read a file. The browser's own select: a table has hundreds of these. */
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
