import type { Step } from '../../src/model/trial.ts';
import type { DraftTrial } from './draft.ts';
import { Drawing } from './drawing.ts';
import { GROUP_WEIGHTS } from './group-ops.ts';
import type { Ports } from './setting.ts';
import { conversation, relisten, restart, talk, unanswered } from './several-ops.ts';
import {
  accept,
  bind,
  bindAgain,
  bindListen,
  call,
  callAgain,
  close,
  connect,
  connectAgain,
  deliver,
  disconnect,
  dup,
  fork,
  getsockname,
  type Kind,
  listen,
  listenUnbound,
  receive,
  send,
  sendto,
  setsockopt,
  shutdown,
  socketOnly,
  state,
} from './single-ops.ts';

/** How often each kind is drawn, of 140. */
const WEIGHTS: readonly (readonly [number, Kind])[] = [
  [18, bind],
  [2, talk],
  [24, bindListen],
  [8, listen],
  [11, connect],
  [5, connectAgain],
  [4, accept],
  [8, close],
  [3, shutdown],
  [4, disconnect],
  [6, setsockopt],
  [3, getsockname],
  [2, bindAgain],
  [3, send],
  [4, sendto],
  [4, receive],
  [1, socketOnly],
  [2, listenUnbound],
  [6, deliver],
  [2, state],
  [4, conversation],
  [3, restart],
  [1, relisten],
  [3, dup],
  [1, fork],
  [4, call],
  [2, callAgain],
  [2, unanswered],
];

const kindsOf = (weights: readonly (readonly [number, Kind])[]): readonly Kind[] =>
  weights.flatMap(([weight, kind]) => Array.from({ length: weight }, () => kind));

const KINDS = kindsOf(WEIGHTS);
const GROUP_KINDS = kindsOf(GROUP_WEIGHTS);

/** The steps that the drafts mean. */
export function stepsOf(
  trial: DraftTrial,
  ports: Ports,
  devices: readonly string[],
  canBecome: boolean,
): readonly Step[] {
  const drawing = new Drawing(trial, ports, devices, canBecome);
  const kinds = trial.groups === 7 ? GROUP_KINDS : KINDS;
  for (const d of trial.drafts) kinds[d.kind % kinds.length]?.(drawing, d);
  return drawing.steps;
}
