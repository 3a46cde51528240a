'use client';

import { useEffect, useState } from 'react';

/** The current time, renewed every half minute for ages; 0 until the first effect. */
export function useNow(): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
