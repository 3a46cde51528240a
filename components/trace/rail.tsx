import { RailDetails } from './fetched-ahead.ts';
import { Numbers } from './numbers.tsx';

/** The left column: the numbers, and under them what waits for the doctor's rules. */
export function Rail() {
  return (
    <div className="flex flex-col gap-5 px-4 pt-3.5 pb-6">
      <Numbers />
      <RailDetails />
    </div>
  );
}
