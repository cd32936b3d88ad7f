import type { Problem } from '../model/result.ts';
import { MOST_PROBLEMS } from './limits.ts';
import { nearest } from './nearest.ts';
import { openingFields, type RawStep, type RawTrial } from './trial-schema.ts';

/** A mistake that shows only together with the steps before it. */
export interface StepProblem extends Problem {
  /** The path from the trial to the value. */
  readonly path: readonly PropertyKey[];
}

type SocketStep = Extract<RawStep, { socket: string }>;

/** What the names of a trial stand for at one step. */
interface Names {
  /** Open sockets: their protocol, and the number of the step that opened them. */
  readonly open: Map<string, { readonly protocol: string; readonly step: number }>;
  /** Ports and local ends share one name space. */
  readonly saved: Map<string, 'port' | 'local'>;
}

/** Follows the names of sockets, ports and local ends through the steps of a trial that fits the schema. */
export function checkStepOrder(trial: RawTrial): StepProblem[] {
  const names: Names = { open: new Map(), saved: new Map() };
  const problems: StepProblem[] = [];
  for (const [index, step] of trial.steps.entries()) {
    const found = [...checkReferences(step, names), ...checkSockets(step, index, names), ...checkFields(step)];
    keepSaved(step, names);
    for (const { path, ...problem } of found) problems.push({ ...problem, path: ['steps', index, ...path] });
    if (problems.length > MOST_PROBLEMS) break;
  }
  return problems;
}

const REFERRING = ['address', 'port', 'fromAddress', 'fromPort', 'expectAddress', 'expectPort'] as const;

function checkReferences(step: RawStep, { saved }: Names): StepProblem[] {
  const fields = step as Partial<Record<(typeof REFERRING)[number], unknown>>;
  return REFERRING.flatMap((field) => {
    const name = /^!?\$(.+)$/.exec(String(fields[field] ?? ''))?.[1];
    if (name === undefined) return [];
    const kind = saved.get(name);
    if (kind === undefined)
      return [{ path: [field], message: `"$${name}" is not set by an earlier step`, hint: unsetHint(name, saved) }];
    if (kind === 'local' || field.endsWith('ort')) return [];
    return [
      {
        path: [field],
        message: `"$${name}" is a port, not an address`,
        hint: 'saveLocal of a connect saves an address with its port',
      },
    ];
  });
}

function unsetHint(name: string, saved: Names['saved']): string {
  const near = nearest(name, [...saved.keys()]);
  return near === undefined
    ? `savePort: ${name} of a bind or listen sets it, or saveLocal: ${name} of a connect`
    : `did you mean $${near}?`;
}

function keepSaved(step: RawStep, { saved }: Names): void {
  if ('savePort' in step && step.savePort !== undefined) saved.set(step.savePort, 'port');
  if ('saveLocal' in step && step.saveLocal !== undefined) saved.set(step.saveLocal, 'local');
}

function checkSockets(step: RawStep, index: number, names: Names): StepProblem[] {
  if (step.op === 'deliver') return checkReceivers(step.receivers ?? [], names);
  if (step.op === 'sleep' || step.op === 'state') return [];
  if (step.op === 'accept' || step.op === 'dup' || step.op === 'fork') return checkFrom(step, index, names);
  if (step.op === 'close' || step.op === 'reset') {
    const wasOpen = names.open.delete(step.socket);
    return wasOpen ? [] : [notOpen(['socket'], step.socket, names)];
  }
  return checkOpening(step, index, names);
}

function checkOpening(
  step: Exclude<SocketStep, { op: 'accept' | 'dup' | 'fork' | 'close' | 'reset' }>,
  index: number,
  { open }: Names,
): StepProblem[] {
  const before = open.get(step.socket);
  if (before === undefined) {
    open.set(step.socket, { protocol: step.protocol ?? 'tcp', step: index });
    return [];
  }
  if (step.op === 'socket') return [alreadyOpen(step.socket, before.step)];
  return openingFields()
    .filter((field) => step[field] !== undefined)
    .map((field) => ({
      path: [field],
      message: `"${field}" belongs to the step that opens a socket, but ${opened(step.socket, before.step)}`,
      hint:
        field === 'protocol' || field === 'family'
          ? 'leave it out'
          : 'change the options of an open socket with op: setsockopt',
    }));
}

/** The steps that make a socket, or a descriptor, from another. */
type FromStep = Extract<RawStep, { op: 'accept' | 'dup' | 'fork' }>;

function checkFrom(step: FromStep, index: number, names: Names): StepProblem[] {
  const before = names.open.get(step.socket);
  const other = names.open.get(step.from);
  names.open.set(step.socket, { protocol: other?.protocol ?? 'tcp', step: index });
  return [
    ...(before === undefined ? [] : [alreadyOpen(step.socket, before.step)]),
    ...(other === undefined ? [notOpen(['from'], step.from, names)] : []),
  ];
}

function checkReceivers(receivers: readonly string[], names: Names): StepProblem[] {
  const closed = receivers.flatMap((name, i) => (names.open.has(name) ? [] : [notOpen(['receivers', i], name, names)]));
  const protocols = new Set(receivers.flatMap((name) => names.open.get(name)?.protocol ?? []));
  if (protocols.size < 2) return closed;
  return [
    ...closed,
    {
      path: ['receivers'],
      message: 'the receivers use both TCP and UDP',
      hint: 'the clients use one protocol: name receivers of one',
    },
  ];
}

function checkFields(step: RawStep): StepProblem[] {
  if (step.op === 'setsockopt' && Object.keys(step.set).length === 0) {
    return [{ path: ['set'], message: '"set" names no option', hint: 'write one, such as reuseaddr: true' }];
  }
  if ('mptcp' in step && step.mptcp === true && step.protocol === 'udp') {
    return [{ path: ['mptcp'], message: 'MPTCP is a kind of TCP', hint: 'leave out protocol: udp, or mptcp' }];
  }
  if (!('full' in step) || step.full !== true || step.bytes === undefined) return [];
  const hint = "full sends until the peer's window is full";
  return [{ path: ['bytes'], message: '"bytes" and "full: true" cannot both be given', hint }];
}

const opened = (socket: string, step: number): string => `"${socket}" is open since step ${step + 1}`;

const alreadyOpen = (socket: string, step: number): StepProblem => ({
  path: ['socket'],
  message: `the socket cannot be opened again: ${opened(socket, step)}`,
  hint: 'use another name, or close it first',
});

function notOpen(path: readonly PropertyKey[], socket: string, { open }: Names): StepProblem {
  const near = nearest(socket, [...open.keys()]);
  return {
    path,
    message: `no socket "${socket}" is open here`,
    hint: near === undefined ? 'open it in an earlier step' : `did you mean ${near}?`,
  };
}
