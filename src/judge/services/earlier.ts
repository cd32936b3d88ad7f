import { formatAddress, isAny, LOOPBACK } from '../../model/address.ts';
import type { ReadyService } from '../../model/planned-socket.ts';
import type { LeftBehind } from '../../model/service-plan.ts';
import { formatStep } from '../../model/step-outcome.ts';
import type { Step } from '../../model/trial.ts';
import { type Call, closeCall, type Doing, passed } from './calls.ts';
import type { Attempt } from './open-slots.ts';
import { Server } from './server.ts';

/** A service that ran before the others, and of which no connection is left although the plan says so. */
export interface LeftNothing {
  readonly service: ReadyService;
  readonly why: string;
  /** A client of another host might have left one, so that nothing is known of its ports. */
  readonly isOpenQuestion?: true;
}

type Left = Omit<LeftNothing, 'service'> | undefined;

/** It ran, a client connected to each of its TCP sockets, and it is gone. Undefined where it left what it is said to. */
export function* earlierRun(service: ReadyService): Doing<LeftNothing | undefined> {
  const leaves = service.ended ?? 'nothing';
  const server = new Server(service);
  yield* server.start();
  const left: Left = leaves === 'nothing' ? undefined : server.isRunning ? NO_TCP : { why: 'it does not start itself' };
  const lefts: Left[] = [];
  for (const one of server.open) {
    if (leaves !== 'nothing' && one.socket.protocol === 'tcp') lefts.push(yield* leave(one, leaves));
    yield closeCall(one.name, one.socket.port);
  }
  const worst = lefts.length === 0 ? left : lefts.find((one) => one !== undefined);
  return worst === undefined ? undefined : { service, ...worst };
}

const NO_TCP: Left = { why: 'it has no TCP socket' };

/** A connection of the socket, and the state in which the service leaves it. */
function* leave({ name, socket: { address, port } }: Attempt, leaves: LeftBehind): Doing<Left> {
  const to = formatAddress(isAny(address) ? LOOPBACK[address.family] : address);
  const [client, conn] = [`${name}.client`, `${name}.conn`];
  const call = (step: Step): Call => ({ port, step });
  const connected = yield call({ op: 'connect', socket: client, address: to, port, open: {}, expect: ['ok'] });
  if (!passed(connected)) {
    yield closeCall(client, port);
    return {
      why: `connect to ${to} gets ${formatStep(connected.outcome)} from this host itself`,
      isOpenQuestion: true,
    };
  }
  yield call({ op: 'accept', socket: conn, from: name, expect: ['ok'] });
  if (leaves === 'ESTABLISHED') return undefined;
  yield closeCall(conn, port);
  if (leaves === 'TIME_WAIT') yield closeCall(client, port);
  return undefined;
}

/** `old leaves no connection in TIME_WAIT: it has no TCP socket`. */
export const leftNothingText = ({ service: { id, ended }, why }: LeftNothing): string =>
  `${id} leaves no connection in ${ended}: ${why}`;
