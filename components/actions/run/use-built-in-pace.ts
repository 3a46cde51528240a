'use client';

import { useStoredChoice } from '#components/ui/stored-choice.ts';

/** Tokens a second per stream that the built-in can be asked for. */
export const builtInPaces = [15, 30, 60, 120, 240, 1000] as const;
export const defaultBuiltInPace = 60;

/** The pace that this browser requests from the built-in. */
export function useBuiltInPace(): [number, (pace: number) => void] {
  const [stored, store] = useStoredChoice('built-in-pace', String(defaultBuiltInPace));
  const pace = builtInPaces.find((value) => String(value) === stored) ?? defaultBuiltInPace;
  return [pace, (value) => store(String(value))];
}
