import { cn } from '#components/ui/cn.ts';

/** Lines of the trace in the picture: their widths, and which of the four steps each belongs to. */
const LINE_STEP = 11;
const top = 14;
const lines = (
  [
    [58, 0],
    [44, 0],
    [52, 1],
    [60, 1],
    [38, 1],
    [56, 2],
    [42, 2],
    [50, 3],
    [34, 3],
  ] as const
).map(([width, step], index) => ({ width, step, y: top + index * LINE_STEP }));

/** The range that the lines of each step cover. */
const spans = [0, 1, 2, 3].map((step) => {
  const own = lines.filter((line) => line.step === step).map(({ y }) => y);
  return { step, from: Math.min(...own), to: Math.max(...own) };
});
const middles = spans.map(({ from, to }) => (from + to) / 2 + 3);

const looks = [
  'fill-plan-bg stroke-plan-line',
  'fill-exec-bg stroke-exec-line',
  'fill-exec-bg stroke-exec-line',
  'fill-exec-bg stroke-exec-line',
];

/** From lines to steps, to their dependencies, to rounds, to rows for training. */
export function PipelineGlyph({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 560 150" className={className} role="img" aria-label={words}>
      {lines.map(({ width, y }) => (
        <rect key={y} x={6} y={y} width={width} height={5} rx={2.5} className="fill-seq opacity-55" />
      ))}
      <Arrow x={78} />
      {lines.map(({ width, step, y }) => (
        <rect
          key={y}
          x={128}
          y={y}
          width={width}
          height={5}
          rx={2.5}
          className={step === 0 ? 'fill-plan' : step === 2 ? 'fill-exec opacity-60' : 'fill-exec'}
        />
      ))}
      {spans.map(({ step, from, to }) => (
        <path
          key={step}
          d={`M121 ${from - 1}h-4v${to - from + 7}h4`}
          className={cn('fill-none', step === 0 ? 'stroke-plan' : 'stroke-exec')}
          strokeWidth={1.5}
        />
      ))}
      <Arrow x={202} />
      <g className="fill-none stroke-faint" strokeWidth={1.25}>
        <path d={`M262 ${middles[0]}C262 ${middles[1]} 254 ${middles[1]} 246 ${middles[1]}`} />
        <path d={`M262 ${middles[0]}C290 40 286 66 282 ${middles[2]}`} />
        <path d={`M244 ${middles[1]}C244 90 252 100 262 ${middles[3]}`} />
        <path d={`M282 ${middles[2]}C282 92 274 98 264 ${middles[3]}`} />
      </g>
      {[
        [262, middles[0], 1],
        [244, middles[1], 2],
        [282, middles[2], 3],
        [263, middles[3], 4],
      ].map(([x = 0, y = 0, number = 0]) => (
        <g key={number}>
          <circle cx={x} cy={y} r={9} className={looks[number - 1]} strokeWidth={1.25} />
          <text
            x={x}
            y={y + 3.5}
            textAnchor="middle"
            className={cn('font-semibold text-[10px]', number === 1 ? 'fill-plan' : 'fill-exec')}
          >
            {number}
          </text>
        </g>
      ))}
      <Arrow x={306} />
      <g className="stroke-[1.25]">
        <rect x={350} y={42} width={22} height={42} rx={4} className="fill-plan-bg stroke-plan-line" />
        <rect x={384} y={32} width={34} height={20} rx={4} className="fill-exec-bg stroke-exec-line" />
        <rect x={384} y={72} width={34} height={20} rx={4} className="fill-exec-bg stroke-exec-line" />
        <rect x={430} y={42} width={20} height={42} rx={4} className="fill-plan-bg stroke-plan-line" />
        <path
          d="M372 63C379 63 377 42 384 42M372 63C379 63 377 82 384 82M418 42C425 42 423 63 430 63M418 82C425 82 423 63 430 63"
          className="fill-none stroke-faint"
        />
        <path d="M355 52h12M355 60h9M355 68h11" className="fill-none stroke-plan" strokeWidth={2} />
        <path d="M390 42h22M390 82h17" className="fill-none stroke-exec" strokeWidth={2} />
        <path d="M435 56h10M435 64h7" className="fill-none stroke-plan" strokeWidth={2} />
      </g>
      <Arrow x={464} />
      {[0, 1, 2, 3, 4].map((row) => (
        <g key={row}>
          <rect
            x={506}
            y={20 + row * 18}
            width={48}
            height={13}
            rx={3}
            className="fill-panel stroke-line"
            strokeWidth={1.25}
          />
          <path d={`M511 ${26.5 + row * 18}h11`} className="stroke-seq" strokeWidth={2.5} />
          <path d={`M526 ${26.5 + row * 18}h22`} className="stroke-plan" strokeWidth={2.5} />
        </g>
      ))}
      {labels.map(([label, x]) => (
        <text key={label} x={x} y={138} textAnchor="middle" className="fill-mute text-[11px]">
          {label}
        </text>
      ))}
    </svg>
  );
}

const words =
  'A trace of lines is taken apart into steps, the steps get their dependencies, they are packed into rounds, and the rounds become rows of training data.';

const labels = [
  ['trace', 36],
  ['steps', 152],
  ['dependencies', 263],
  ['rounds', 400],
  ['training rows', 524],
] as const;

function Arrow({ x }: { x: number }) {
  return (
    <path
      d={`M${x} 63h22m-5-4.5l5 4.5-5 4.5`}
      className="fill-none stroke-faint"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}
