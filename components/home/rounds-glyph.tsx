import { roundsShape } from './rounds-geometry.ts';

const size = { height: 40, planLength: 9, curveLength: 11, branchLength: 7, branchDistance: 8, margin: 4 };

/** A trace's rounds at a glance: how many, and how wide each forks. Decorative: the numbers stand beside it. */
export function RoundsGlyph({ widths, className }: { widths: readonly number[]; className?: string }) {
  const shape = roundsShape(widths, size);
  return (
    <svg
      viewBox={`0 0 ${shape.width} ${shape.height}`}
      width={shape.width}
      height={shape.height}
      fill="none"
      strokeWidth="1.6"
      strokeLinecap="round"
      aria-hidden="true"
      className={className}
    >
      {shape.rounds.map((round) => (
        <g key={round.stage}>
          {round.branches.map((branch) => (
            <path key={branch.index} d={branch.path} className="stroke-exec" />
          ))}
          <path d={round.planPath} className="stroke-plan" />
        </g>
      ))}
      <path d={shape.answerPath} className="stroke-plan" />
      {shape.rounds.map((round) =>
        round.branches.length > 0 ? (
          <circle key={round.stage} cx={round.fork.x} cy={round.fork.y} r="2.2" className="fill-plan" />
        ) : null,
      )}
      <circle cx={shape.start.x} cy={shape.start.y} r="2.2" className="fill-ink" />
      <circle cx={shape.end.x} cy={shape.end.y} r="2.6" className="fill-ok" />
    </svg>
  );
}

/** A sequential run: one line, no fork. */
export function StreamGlyph() {
  return (
    <svg viewBox="0 0 110 40" width="110" height="40" aria-hidden="true" className="h-full w-auto min-w-0">
      <path d="M4 20H106" strokeWidth="1.6" className="stroke-seq" />
      <circle cx="4" cy="20" r="2.2" className="fill-ink" />
      <circle cx="106" cy="20" r="2.6" className="fill-ok" />
    </svg>
  );
}
