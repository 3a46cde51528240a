'use client';

import type { ReactNode } from 'react';
import { FormatSelect } from '#components/import/found/format-select.tsx';
import type { SourcePlace } from '#lib/contract/imports.ts';
import { setFormat } from './import-actions.ts';
import type { FoundFile } from './import-types.ts';
import { formatLabels, placeWords, splitPath } from './import-words.ts';

/** A name with its end in view, the folder small, the place within the file, and the children beside it. */
export function FileCell({ place, children }: { place: SourcePlace; children?: ReactNode }) {
  const { folder, name } = splitPath(place.path);
  const where = placeWords(place);
  return (
    <div className="min-w-0" title={place.path}>
      <p className="truncate font-medium leading-snug">{name}</p>
      <p className="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-mute text-xs">
        {children}
        {where ? <span className="shrink-0">{where}</span> : null}
        {folder ? <span className="min-w-0 truncate">{folder}</span> : null}
      </p>
    </div>
  );
}

/** How the file was read and why; a person can override it. */
export function FormatCell({ file, disabled }: { file: FoundFile; disabled: boolean }) {
  return (
    <>
      <FormatSelect
        name={`Format of ${file.path}`}
        value={file.chosen ? file.format : null}
        recognised={file.chosen ? null : file.format}
        disabled={disabled}
        onChange={(format) => setFormat(file.id, format)}
        className="-my-0.5 h-7 w-full px-1 text-xs sm:text-xs"
      />
      <p
        className="mt-1 line-clamp-2 text-mute text-2xs leading-snug"
        title={`${formatLabels[file.format]}: ${file.why}`}
      >
        {file.why}
      </p>
    </>
  );
}
