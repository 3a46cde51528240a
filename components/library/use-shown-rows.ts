'use client';

import { useDeferredValue, useMemo } from 'react';
import type { LibraryRow } from '#lib/contract/library.ts';
import { filterOptions } from './filter-options.ts';
import { filterRows } from './filter-rows.ts';
import type { LibraryQuery } from './library-query.ts';
import { pairGroups, partnerOf } from './pair-groups.ts';
import { sortRows } from './sort-rows.ts';

/** The rows of the library that pass the query, sorted, and what is known of all rows. */
export function useShownRows(rows: readonly LibraryRow[], query: LibraryQuery) {
  // On a slow machine the filters lag behind the keys; the field itself never does.
  const filters = useDeferredValue(query.filters);
  const filtered = useMemo(() => filterRows(rows, filters), [rows, filters]);
  const { sorting, definition } = query;
  const shown = useMemo(() => sortRows(filtered, sorting, definition), [filtered, sorting, definition]);
  const options = useMemo(() => filterOptions(rows), [rows]);
  const { partners, anyPair } = useMemo(() => partnersOf(rows), [rows]);
  return { filtered, shown, options, partners, anyPair };
}

/** The partner of each paired row, whether or not the filters show it. */
function partnersOf(rows: readonly LibraryRow[]) {
  const partners = new Map<string, LibraryRow>();
  let anyPair = false;
  for (const group of pairGroups(rows).values())
    for (const row of group) {
      const partner = partnerOf(row, group);
      if (!partner) continue;
      partners.set(row.id, partner);
      if (partner.strategy !== row.strategy) anyPair = true;
    }
  return { partners, anyPair };
}
