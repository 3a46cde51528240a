import type { CSSProperties } from 'react';
import { type RoundShape, roundsShape } from './rounds-geometry.ts';

const size = {
  height: 200,
  planLength: 62,
  curveLength: 42,
  branchLength: 34,
  branchDistance: 44,
  margin: 14,
};
const shape = roundsShape([4, 2, 3], size);

/** The last lane's name extends beyond the picture on phones, where it is larger. */
const LABEL_ROOM = 8;

/**
 * One loop of the picture, in seconds: when each plan writes, when each of its branches works. The longest branch of
 * a round decides when the next plan starts, as in a real run, and branches start where their prompt closes.
 */
const LOOP_SECONDS = 11;
const script = [
  {
    plan: [0.3, 1.3],
    branches: [
      [0.7, 1.9],
      [0.9, 3.4],
      [1.1, 2.4],
      [1.3, 2.9],
    ],
  },
  {
    plan: [3.4, 4.1],
    branches: [
      [3.8, 4.9],
      [4.1, 5.8],
    ],
  },
  {
    plan: [5.8, 6.7],
    branches: [
      [6.1, 7.9],
      [6.4, 7.3],
      [6.7, 8.5],
    ],
  },
] as const;
const answer = [8.5, 9.2] as const;

/** A run through three rounds, drawn by CSS alone, so that it moves before any script has loaded. */
export function HeroGlyph({ className }: { className?: string }) {
  return (
    <svg
      viewBox={`0 0 ${shape.width + LABEL_ROOM} ${shape.height}`}
      role="img"
      aria-label="Three rounds: a plan forks into several executions, they run side by side for different lengths, join, and the next plan begins, until the answer."
      fill="none"
      strokeLinecap="round"
      className={className}
      style={{ '--hero-loop': `${LOOP_SECONDS}s` } as CSSProperties}
    >
      {shape.rounds.map((round) => (
        <Lane key={round.stage} x={round.planStart} name={`Stage ${round.stage}`} />
      ))}
      <Lane x={shape.end.x - size.planLength} name="Answer" />
      <g className="stroke-line" strokeWidth="2">
        {shape.rounds.map((round) => (
          <Ghost key={round.stage} round={round} />
        ))}
        <path d={shape.answerPath} />
      </g>
      <g className="hero-loop" strokeWidth="2.4">
        {shape.rounds.map((round, position) => (
          <LiveRound key={round.stage} round={round} times={script[position]} />
        ))}
        <path d={shape.answerPath} pathLength={1} className="hero-draw stroke-plan" style={during(answer)} />
        <circle
          cx={shape.end.x}
          cy={shape.end.y}
          r="6"
          className="hero-pop fill-ok"
          style={during([answer[1], answer[1] + 0.25])}
        />
      </g>
      <circle cx={shape.start.x} cy={shape.start.y} r="5" className="fill-ink" />
      <circle cx={shape.end.x} cy={shape.end.y} r="6" className="stroke-line" strokeWidth="2" />
      {shape.rounds.map((round) => (
        <Diamond key={round.stage} x={round.fork.x} y={round.fork.y} />
      ))}
    </svg>
  );
}

function Lane({ x, name }: { x: number; name: string }) {
  return (
    <>
      <path d={`M${x + 10} 0V${shape.height}`} className="stroke-line" strokeDasharray="3 4" />
      <text x={x + 18} y="13" className="fill-mute font-medium text-[17px] sm:text-[11px]">
        {name}
      </text>
    </>
  );
}

function Ghost({ round }: { round: RoundShape }) {
  return (
    <>
      <path d={round.planPath} />
      {round.branches.map((branch) => (
        <path key={branch.index} d={branch.path} />
      ))}
    </>
  );
}

function LiveRound({ round, times }: { round: RoundShape; times: (typeof script)[number] | undefined }) {
  if (!times) return null;
  const last = Math.max(...times.branches.map(([, to]) => to));
  return (
    <>
      {round.branches.map((branch, position) => {
        const span = times.branches[position];
        if (!span) return null;
        const straggler = span[1] === last;
        return (
          <path
            key={branch.index}
            d={branch.path}
            pathLength={1}
            className={straggler ? 'hero-draw stroke-crit' : 'hero-draw stroke-exec'}
            style={during(span)}
          />
        );
      })}
      <path d={round.planPath} pathLength={1} className="hero-draw stroke-plan" style={during(times.plan)} />
    </>
  );
}

function Diamond({ x, y }: { x: number; y: number }) {
  return (
    <path
      d={`M${x - 6} ${y}L${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}Z`}
      strokeWidth="2"
      strokeLinejoin="round"
      className="fill-panel stroke-plan"
    />
  );
}

/** Limits an animation that lasts the whole loop to the time between two moments, by its easing. */
function during([from, to]: readonly [number, number]): CSSProperties {
  const percent = (seconds: number) => `${((seconds / LOOP_SECONDS) * 100).toFixed(1)}%`;
  return {
    animationTimingFunction: `linear(0, 0 ${percent(from)}, 1 ${percent(to)}, 1)`,
  };
}
