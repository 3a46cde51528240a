'use client';

import { Segmented } from '#components/ui/segmented.tsx';
import { builtInPaces, useBuiltInPace } from './use-built-in-pace.ts';

/** How fast the built-in writes: slow to watch, fast to get through. */
export function BuiltInPace() {
  const [pace, setPace] = useBuiltInPace();
  return (
    <Segmented
      label="Pace of the built-in, tokens a second per stream"
      value={String(pace)}
      options={builtInPaces.map((value) => ({
        value: String(value),
        label: value.toLocaleString('en-US'),
        name: `${value} tokens a second`,
      }))}
      onChange={(value) => setPace(Number(value))}
      size="sm"
    />
  );
}
