import type { VNode } from 'preact';
import { PAD } from '../frame.tsx';
import { CHIP, ChipAt, chipWidth, MarkAt, TextAt } from '../parts.tsx';
import { round } from '../round.ts';
import { type PlanColumns, type ServiceRow, type SocketRow, socketMiddle } from './rows.ts';

interface ServiceProps {
  readonly row: ServiceRow;
  readonly columns: PlanColumns;
}

/** A service: its place, its name and profile, its sockets with their calls, and its verdict. */
export function Service({ row, columns }: ServiceProps): VNode {
  const { service, place, verdict, sockets, top, height } = row;
  const middle = top + height / 2;
  const end = columns.verdict + chipWidth(verdict);
  return (
    <>
      {top === 0 ? null : <path class="bm-rule" d={`M${PAD} ${round(top)}H${round(columns.out)}`} />}
      <rect class="bm-badge" x={PAD} y={round(middle - 11)} width="22" height="22" rx="11" />
      <TextAt x={PAD + 11} y={middle + 4.2} size={12} anchor="middle" tone="f" room={21}>
        {String(place)}
      </TextAt>
      <TextAt x={columns.name} y={middle - 2} face="bold" room={columns.nameWidth + 1}>
        {service.id}
      </TextAt>
      <TextAt x={columns.name} y={middle + 14} size={12} tone="f" room={columns.nameWidth + 1}>
        {service.profile}
      </TextAt>
      {sockets.map((socket, i) => (
        <Socket
          socket={socket}
          columns={columns}
          y={socketMiddle(row, i) + Math.max(0, 44 - 10 - sockets.length * 34) / 2}
        />
      ))}
      <ChipAt chip={verdict} x={columns.verdict} y={middle} title={service.why} />
      {service.status === 'unmet' ? (
        <>
          <circle class="bm-alarm-fill" cx={round(end)} cy={round(middle - CHIP.height / 2 + 2)} r="7" />
          <MarkAt mark="alarm" x={end} y={middle - CHIP.height / 2 + 2.2} tone="alarm-mark" scale={0.85} />
        </>
      ) : null}
    </>
  );
}

interface SocketProps {
  readonly socket: SocketRow;
  readonly columns: PlanColumns;
  readonly y: number;
}

function Socket({ socket, columns, y }: SocketProps): VNode {
  const { endpoint, chips, why, more } = socket;
  let at = columns.calls;
  return (
    <>
      <TextAt
        x={columns.endpoint}
        y={y + 4.5}
        face={more === undefined ? 'mono' : 'sans'}
        tone={more === undefined ? 't' : 'f'}
        room={columns.endpointWidth + 1}
      >
        {more ?? endpoint}
      </TextAt>
      {chips.map((chip) => {
        const here = at;
        at += chipWidth(chip) + CHIP.gap;
        return <ChipAt chip={chip} x={here} y={y} {...(why === '' ? {} : { title: why })} />;
      })}
    </>
  );
}
