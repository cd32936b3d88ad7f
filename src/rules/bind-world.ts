import { type Address, parseAddress } from '../model/address.ts';
import type { SocketOptions } from '../model/options.ts';
import { OK, type Refused, UNKNOWN, type Unknown } from '../model/outcome.ts';
import type { StepPrediction } from '../model/prediction.ts';
import type { Opening, PortRef, Step } from '../model/trial.ts';
import type { RuleEnvironment } from './environment.ts';
import { predictionOf, type Setting, tryBind, tryListen } from './open-listener.ts';
import type { World } from './rule.ts';
import { type RuleSocket, ruleSocketOfListener } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/** A socket of a trial, as far as bind(2) and listen(2) make it. */
interface Opened {
  readonly open: Opening;
  readonly uid: number | undefined;
  /** Set once it is bound. */
  readonly socket?: RuleSocket;
}

/** What is known after some steps. */
interface Known {
  /** By name, in the order of opening. */
  readonly sockets: ReadonlyMap<string, Opened>;
  /** `tcp 80`: ports on which something has happened that the rules say nothing of. */
  readonly unsure: ReadonlySet<string>;
  /** Ports by the names under which they were saved. Negative: one that the system chose. */
  readonly saved: ReadonlyMap<string, number>;
  /** How many ports the system has chosen. */
  readonly chosen: number;
}

/** What the rules say of a step, and what is known after it. */
interface Turn {
  readonly prediction: StepPrediction;
  readonly after: Known;
}

/** Options of which the rules of every system know, or that change nothing about who may bind. */
const HARMLESS: ReadonlySet<string> = new Set<keyof Opening>([
  'protocol',
  'family',
  'reuseaddr',
  'reuseport',
  'v6only',
  'device',
  'freebind',
  'linger',
]);

/**
 * The world of a system whose rules are those of bind(2) and listen(2): they tell what becomes of these on ports where only
 * sockets were opened, bound, made to listen and closed. Every other step is unknown, and so is what follows on its port.
 */
export const startBindWorld = (rules: RuleSet, env: RuleEnvironment): World =>
  new BindWorld({ rules, env }, { sockets: new Map(), unsure: new Set(), saved: new Map(), chosen: 0 });

class BindWorld implements World {
  readonly isLost = false;
  readonly gaveUp = false;
  readonly #setting: Setting;
  readonly #known: Known;

  constructor(setting: Setting, known: Known) {
    this.#setting = setting;
    this.#known = known;
  }

  predict(step: Step): StepPrediction {
    return take(this.#setting, this.#known, step).prediction;
  }

  advance(step: Step): World {
    return this.follow(step);
  }

  follow(step: Step): World {
    return new BindWorld(this.#setting, take(this.#setting, this.#known, step).after);
  }
}

function take(setting: Setting, known: Known, step: Step): Turn {
  switch (step.op) {
    case 'socket':
      return sure(withSocket(known, step.socket, { open: step.open ?? {}, uid: step.uid }), 'the socket is open');
    case 'bind':
      return bind(setting, known, step);
    case 'listen':
      return listen(setting, known, step);
    case 'close':
    case 'reset':
      return close(known, step.socket);
    case 'sleep':
      return sure(known, 'time passes');
    default:
      return beyond(known, step);
  }
}

function bind(setting: Setting, known: Known, step: Extract<Step, { op: 'bind' }>): Turn {
  const before = known.sockets.get(step.socket) ?? { open: step.open ?? {}, uid: step.uid };
  const address = parseAddress(step.address);
  const opened = { ...withSocket(known, step.socket, before), chosen: known.chosen + 1 };
  const port = step.port === 0 ? -opened.chosen : portOf(known, step.port);
  const isPlain = address.ok && port !== undefined && before.socket === undefined;
  if (!isPlain || !isCovered(before.open) || !fits(before.open, address.value)) return beyond(opened, step);
  const socket = ruleSocketOf(setting.env, before, address.value, port);
  if (isUnsure(known, socket)) return beyond(withSocket(opened, step.socket, { ...before, socket }), step);
  const result = tryBind(setting, socket, boundBeside(known, step.socket));
  const prediction = predicted(setting, socket, result);
  if (result.outcome === OK)
    return { prediction, after: saving(withSocket(opened, step.socket, { ...before, socket }), step.savePort, port) };
  if (result.outcome !== UNKNOWN) return { prediction, after: opened };
  return { prediction, after: doubting(withSocket(opened, step.socket, { ...before, socket }), socket) };
}

function listen(setting: Setting, known: Known, step: Extract<Step, { op: 'listen' }>): Turn {
  const before = known.sockets.get(step.socket);
  const socket = before?.socket;
  if (before === undefined || socket === undefined || socket.protocol === 'udp' || isUnsure(known, socket))
    return beyond(known, step);
  const bound = { outcome: OK, rule: setting.rules.portFree };
  const result = tryListen(setting, socket, boundBeside(known, step.socket), bound);
  const prediction = predicted(setting, socket, result);
  if (result.outcome === UNKNOWN) return { prediction, after: doubting(known, socket) };
  const listening: RuleSocket = { ...socket, state: 'LISTEN' };
  const after = result.outcome === OK ? withSocket(known, step.socket, { ...before, socket: listening }) : known;
  return { prediction, after };
}

/** close(2) of a socket that has no connection: its port is free. */
function close(known: Known, name: string): Turn {
  const sockets = new Map(known.sockets);
  if (!sockets.delete(name)) return { prediction: NOTHING_SAID, after: known };
  return sure({ ...known, sockets }, 'the socket is closed');
}

/** A step that the rules say nothing of: from now on neither do they of the ports that it touches. */
function beyond(known: Known, step: Step): Turn {
  const names = [...('socket' in step ? [step.socket] : []), ...('from' in step ? [step.from] : [])];
  const touched = names.flatMap((name) => known.sockets.get(name)?.socket ?? []);
  const port = ('port' in step ? portOf(known, step.port) : undefined) ?? 0;
  const after = touched.reduce((sum, socket) => doubting(sum, socket), known);
  const unsure = new Set([...after.unsure, ...(port === 0 ? [] : [`tcp ${port}`, `udp ${port}`])]);
  return { prediction: NOTHING_SAID, after: { ...after, unsure } };
}

const withSocket = (known: Known, name: string, opened: Opened): Known => ({
  ...known,
  sockets: new Map([...known.sockets, [name, opened]]),
});

/** A literal port, or one that was saved. */
const portOf = ({ saved }: Known, ref: PortRef): number | undefined =>
  typeof ref === 'number' ? ref : saved.get(ref.slice(1));

const saving = (known: Known, name: string | undefined, port: number): Known =>
  name === undefined ? known : { ...known, saved: new Map([...known.saved, [name, port]]) };

const keyOf = ({ protocol, port }: RuleSocket): string => `${protocol} ${port}`;
const isUnsure = ({ unsure }: Known, socket: RuleSocket): boolean => unsure.has(keyOf(socket));
const doubting = (known: Known, socket: RuleSocket): Known => ({
  ...known,
  unsure: new Set([...known.unsure, keyOf(socket)]),
});

const boundBeside = ({ sockets }: Known, name: string): readonly RuleSocket[] =>
  [...sockets].flatMap(([other, { socket }]) => (other === name || socket === undefined ? [] : [socket]));

const isCovered = (open: Opening): boolean => Object.keys(open).every((key) => HARMLESS.has(key));

/** A socket of the other family takes no address of this one, or takes it in a way of the system's own. */
const fits = ({ family }: Opening, address: Address): boolean => family === undefined || family === address.family;

function ruleSocketOf(env: RuleEnvironment, { open, uid }: Opened, address: Address, port: number): RuleSocket {
  const { protocol = 'tcp', family: _, mptcp: __, ...options } = open;
  const own: SocketOptions & { readonly uid?: number } = { ...options, ...(uid === undefined ? {} : { uid }) };
  return ruleSocketOfListener(env, { protocol, address, port, options: own });
}

function predicted(setting: Setting, socket: RuleSocket, result: Parameters<typeof predictionOf>[2]): StepPrediction {
  const { outcome, rule, why } = predictionOf(setting, socket, result);
  // A port that the system chose has no number.
  const said = why.replaceAll(/:-\d+/g, ':0');
  return { outcomes: [outcome as typeof OK | Refused | Unknown], rule, why: said };
}

const sure = (after: Known, why: string): Turn => ({ prediction: { outcomes: [OK], rule: '', why }, after });

const NOTHING_SAID: StepPrediction = { outcomes: [UNKNOWN], rule: '', why: 'the rules say nothing of this step' };
