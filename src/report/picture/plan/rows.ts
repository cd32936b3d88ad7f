import { greatest } from '../../../model/extremes.ts';
import type { PlanReport, ServiceReport, ServiceSocket } from '../../../model/plan-report.ts';
import { endpointWords, shownServices } from '../../services/view.ts';
import { plural } from '../../text/text.ts';
import { PAD } from '../frame.tsx';
import { textWidth } from '../measure.ts';
import { CHIP, type ChipView, chipWidth, type Mark, type Tone } from '../parts.tsx';

/** No more services than this are drawn. */
const MOST_SERVICES = 24;
/** Sockets of a service beyond these are counted. */
const MOST_SOCKETS = 4;

const SOCKET = 34;

/** A line of a service: an endpoint with its calls; `more` in place of endpoints that are not shown. */
export interface SocketRow {
  readonly endpoint: string;
  readonly chips: readonly ChipView[];
  readonly why: string;
  readonly more?: string;
}

/** A service as it is drawn. */
export interface ServiceRow {
  readonly service: ServiceReport;
  readonly place: number;
  readonly verdict: ChipView;
  readonly sockets: readonly SocketRow[];
  readonly top: number;
  readonly height: number;
}

const VERDICTS: Readonly<Record<ServiceReport['verdict'], { readonly mark: Mark; readonly tone: Tone }>> = {
  up: { mark: 'ok', tone: 'ok' },
  exits: { mark: 'no', tone: 'no' },
  degraded: { mark: 'part', tone: 'unsure' },
  shares: { mark: 'part', tone: 'unsure' },
};

/** The services that are shown, in their order of starting. */
export function serviceRows(plan: PlanReport): ServiceRow[] {
  let top = 0;
  return shownServices(plan)
    .slice(0, MOST_SERVICES)
    .map((service) => {
      const sockets = socketRows(service);
      const height = Math.max(44, sockets.length * SOCKET + 10);
      const row = {
        service,
        place: plan.services.indexOf(service) + 1,
        verdict: { ...VERDICTS[service.verdict], text: service.verdict },
        ...{ sockets, top, height },
      };
      top += height;
      return row;
    });
}

/** How many services are not drawn, in words; undefined where all are. */
export function notDrawn(plan: PlanReport): string | undefined {
  const left = plan.services.length - Math.min(MOST_SERVICES, shownServices(plan).length);
  if (left === 0) return undefined;
  const isUp = shownServices(plan).length <= MOST_SERVICES;
  return `${plural(left, 'further service')} ${isUp ? (left === 1 ? 'is up' : 'are up') : 'not drawn'}.`;
}

function socketRows({ sockets, failed }: ServiceReport): SocketRow[] {
  const rows = sockets.map((socket) => ({
    endpoint: endpointWords(socket),
    chips: socketChips(socket),
    why: socket.why,
  }));
  const open = new Set(rows.map(({ endpoint }) => endpoint));
  const others = failed
    .filter(({ endpoint }) => ![...open].some((one) => one.endsWith(endpoint)))
    .map(({ endpoint, call, errno, why }) => ({
      endpoint,
      chips: [{ mark: 'no', tone: 'no', text: `${call} ${errno}` } as const],
      why,
    }));
  const all: SocketRow[] = [...rows, ...others];
  const left = all.length - MOST_SOCKETS;
  return left <= 1
    ? all
    : [...all.slice(0, MOST_SOCKETS), { endpoint: '', chips: [], why: '', more: `and ${plural(left, 'more socket')}` }];
}

/** Of a socket that was closed again what was called is grey, and that it is gone stands behind it. */
function socketChips({ bind, listen, closed }: ServiceSocket): ChipView[] {
  const calls = [callChip('bind', bind), ...(listen === null ? [] : [callChip('listen', listen)])];
  return closed === true ? [...calls.map((chip): ChipView => ({ ...chip, tone: 'unsure' })), CLOSED] : calls;
}

const CLOSED: ChipView = { mark: 'skipped', tone: 'unsure', text: 'closed' };

function callChip(call: string, result: string): ChipView {
  if (result === 'ok') return { mark: 'ok', tone: 'ok', text: call };
  if (result === 'unknown') return { mark: 'unknown', tone: 'unsure', text: call };
  return { mark: 'no', tone: 'no', text: `${call} ${result}` };
}

/** Where the columns of a plan begin. */
export interface PlanColumns {
  readonly name: number;
  readonly nameWidth: number;
  readonly endpoint: number;
  readonly endpointWidth: number;
  readonly calls: number;
  readonly verdict: number;
  /** Where lines to the answers begin. */
  readonly out: number;
}

const chipsWidth = (chips: readonly ChipView[]): number =>
  chips.reduce((sum, chip, i) => sum + chipWidth(chip) + (i > 0 ? CHIP.gap : 0), 0);

export function planColumns(rows: readonly ServiceRow[]): PlanColumns {
  const name = PAD + 34;
  const nameWidth = Math.min(
    150,
    greatest(
      rows.map(({ service: { id, profile } }) => Math.max(textWidth(id, 13, 'bold'), textWidth(profile, 12))),
      40,
    ),
  );
  const sockets = rows.flatMap((row) => row.sockets);
  const endpointWidth = Math.min(
    250,
    greatest(sockets.map((one) => textWidth(one.endpoint, 13, 'mono') + textWidth(one.more ?? '', 13))),
  );
  const endpoint = name + nameWidth + 20;
  const calls = endpoint + endpointWidth + (endpointWidth > 0 ? 20 : 0);
  const callsWidth = greatest(sockets.map(({ chips }) => chipsWidth(chips)));
  const verdict = calls + callsWidth + 20;
  return {
    ...{ name, nameWidth, endpoint, endpointWidth, calls, verdict },
    out: verdict + greatest(rows.map((row) => chipWidth(row.verdict))) + 8,
  };
}

/** The middle of a line of a service. */
export const socketMiddle = (row: ServiceRow, i: number): number => row.top + 5 + i * SOCKET + SOCKET / 2;
