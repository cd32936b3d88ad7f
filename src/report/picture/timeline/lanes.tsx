import type { VNode } from 'preact';
import { MarkAt, TextAt } from '../parts.tsx';
import { round } from '../round.ts';
import { type Columns, laneAt, type PlacedStep } from './layout.ts';

interface LanesProps {
  readonly columns: Columns;
  readonly steps: readonly PlacedStep[];
}

/** A lane for each socket: a line while it is open, a thick one while it listens; dots where it does something. */
export const Lanes = ({ columns, steps }: LanesProps): VNode => (
  <>
    {columns.lanes.flatMap((name) => lifeOf(name, steps).map((part) => <Line part={part} x={laneAt(columns, name)} />))}
    {steps.map((one) => (
      <Dots placed={one} columns={columns} />
    ))}
  </>
);

/** The names above the lanes. */
export const LaneHeads = ({ columns, y }: { readonly columns: Columns; readonly y: number }): VNode => (
  <>
    {columns.lanes.map((name) => (
      <g transform={`translate(${round(laneAt(columns, name))} ${y}) rotate(-38)`}>
        <TextAt x={0} y={4} size={12} tone="f" room={HEAD_ROOM}>
          {name}
        </TextAt>
      </g>
    ))}
  </>
);

/** How long a name above a lane may be, and how far it then rises. */
const HEAD_ROOM = 110;

interface Part {
  readonly from: number;
  readonly to: number;
  readonly isListening: boolean;
}

/** From its first step to its close, and where it begins to listen. */
function lifeOf(name: string, steps: readonly PlacedStep[]): Part[] {
  const parts: Part[] = [];
  let open: { from: number; isListening: boolean } | undefined;
  const end = (to: number): void => {
    if (open !== undefined && to > open.from) parts.push({ ...open, to });
    open = undefined;
  };
  for (const { step, middle } of steps) {
    if (step.who !== name) continue;
    const isOk = step.chip.mark === 'ok';
    if ((step.op === 'close' || step.op === 'reset') && isOk) end(middle);
    else if (step.op === 'listen' && isOk) {
      end(middle);
      open = { from: middle, isListening: true };
    } else open ??= { from: middle, isListening: false };
  }
  end(steps.at(-1)?.bottom ?? 0);
  return parts;
}

const Line = ({ part: { from, to, isListening }, x }: { readonly part: Part; readonly x: number }): VNode => (
  <path
    class={`bm-mark ${isListening ? 'bm-ok-mark' : 'bm-wire'}`}
    stroke-width={isListening ? 3.5 : 1.5}
    d={`M${round(x)} ${round(from)}V${round(to)}`}
  />
);

/** What a step does to the lanes: its own dot, where a socket comes from, whom clients met. */
function Dots({
  placed: { step, middle },
  columns,
}: {
  readonly placed: PlacedStep;
  readonly columns: Columns;
}): VNode {
  const x = laneAt(columns, step.who);
  const from = step.from === undefined || !columns.lanes.includes(step.from) ? undefined : laneAt(columns, step.from);
  return (
    <>
      {from === undefined || from === x ? null : (
        <path class="bm-mark bm-ok-mark" stroke-width="1.5" d={`M${round(from)} ${round(middle)}H${round(x)}`} />
      )}
      {step.met.map((name) =>
        columns.lanes.includes(name) ? (
          <>
            <path
              class="bm-mark bm-ok-mark"
              stroke-width="1.5"
              stroke-dasharray="2 4"
              d={`M${round(laneAt(columns, name))} ${round(middle)}H${round(x)}`}
            />
            <circle class="bm-ok bm-ring" cx={round(laneAt(columns, name))} cy={round(middle)} r="5.5" />
          </>
        ) : null,
      )}
      <Dot placed={step.chip.tone} isOutside={step.who === ''} x={x} y={middle} mark={step.chip.mark} />
      {step.isUnmet ? (
        <circle class="bm-alarm" fill="none" stroke-width="2" cx={round(x)} cy={round(middle)} r="11.5" />
      ) : null}
    </>
  );
}

interface DotProps {
  readonly placed: PlacedStep['step']['chip']['tone'];
  readonly mark: PlacedStep['step']['chip']['mark'];
  /** A square: it is not of a socket. */
  readonly isOutside: boolean;
  readonly x: number;
  readonly y: number;
}

function Dot({ placed: tone, mark, isOutside, x, y }: DotProps): VNode {
  if (tone === 'ok' && !isOutside) return <circle class="bm-ok-dot" cx={round(x)} cy={round(y)} r="5" />;
  return (
    <>
      {isOutside ? (
        <rect class={`bm-${tone}`} x={round(x - 8)} y={round(y - 8)} width="16" height="16" rx="4" />
      ) : (
        <circle class={`bm-${tone}`} cx={round(x)} cy={round(y)} r="9" />
      )}
      <MarkAt mark={mark} x={x} y={y} tone={`${tone}-mark`} scale={isOutside ? 0.65 : 0.7} />
    </>
  );
}
