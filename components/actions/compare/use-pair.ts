'use client';

import { queryKeys } from '#components/api/query-keys.ts';
import { keepPrevious, useServerData } from '#components/api/server-data.ts';
import { loadPartners, loadPartnerTokens, type Partner, type PartnerTokens } from './pair-partners.ts';
import { type SideSource, sideId } from './side-source.ts';

/**
 * What this session is paired with; read when the page opens, when its run ends (imports of the same question may have
 * been paired meanwhile) and when a person comes back to the tab (the other side may have been started in another one).
 * Null until it is known, and where it cannot be asked: the page itself says what is wrong with its server.
 */
export function usePair(source: SideSource | null, ended: boolean): readonly Partner[] | null {
  const { data = null } = useServerData({
    queryKey: queryKeys.pair(source && sideId(source), ended),
    queryFn: ({ signal }) => (source ? loadPartners(source, signal) : null),
    enabled: source !== null,
    refetchOnWindowFocus: 'always',
    placeholderData: keepPrevious,
  });
  return data;
}

/** Null until it is known and the partner's run has ended: half a run is no reference. */
export function usePartnerTokens(partner: Partner | null): PartnerTokens | null {
  const { data = null } = useServerData({
    queryKey: queryKeys.pairTokens(partner?.id ?? null),
    queryFn: ({ signal }) => (partner ? loadPartnerTokens(partner, signal) : null),
    enabled: partner !== null,
    refetchOnWindowFocus: 'always',
  });
  return data;
}
