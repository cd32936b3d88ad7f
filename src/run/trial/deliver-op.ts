import { ANY, type Protocol } from '../../model/address.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { type Delivery, sendClient } from './delivery.ts';
import type { Destination } from './destinations.ts';
import { type TrialContext, type StepOf, socketNamed, type TrialSocket } from './scene.ts';

/** So long it is waited for nobody to receive anything. Milliseconds. */
const NOBODY_WAIT = 150;

/** Lets fresh clients reach address:port, one after the other, and sees which sockets of the trial get them. */
export function deliver(scene: TrialContext, step: StepOf<'deliver'>): StepObservation {
  const to = scene.destinations.resolve(step.address, step.port, scene.saved);
  if ('outcome' in to) return to;
  const delivery = deliveryOf(scene, step, to);
  const source = delivery.from();
  if (source !== undefined && 'outcome' in source) return source;
  const { target } = to;
  const queued = delivery.candidates.filter((c) => hasQueue(scene, c));
  if (queued.length > 0) return seen(`queued before on ${namesOf(queued).join(',')}`, queued, target);
  const got = new Set<TrialSocket | undefined>();
  for (let client = 0; client < (step.count ?? 1); client++) {
    const arrival = sendClient(scene, delivery);
    if ('refused' in arrival) return seen(arrival.refused, known(got), target);
    got.add(arrival.at);
  }
  const received = known(got);
  const isLost = got.has(undefined);
  if (isAsExpected(step, received, isLost)) return seen('ok', received, target);
  const names = [...namesOf(received), ...(isLost && received.length > 0 ? ['none'] : [])];
  return seen(`received by ${names.join(',') || 'none'}`, received, target);
}

function deliveryOf(scene: TrialContext, step: StepOf<'deliver'>, to: Destination): Delivery {
  const protocol = protocolOf(scene, step, to.port);
  const family = step.family ?? to.address.family;
  const isSourced = step.fromAddress !== undefined || step.fromPort !== undefined;
  const { destinations, saved } = scene;
  return {
    protocol,
    family,
    from: () =>
      isSourced ? destinations.resolve(step.fromAddress ?? ANY[family].ip, step.fromPort ?? 0, saved) : undefined,
    to: () => destinations.resolve(step.address, step.port, saved),
    candidates: socketsAt(scene, to.port).filter((s) => s.protocol === protocol),
    patience: step.receivers.length === 0 ? Math.min(NOBODY_WAIT, scene.patience) : scene.patience,
  };
}

/** Of the receivers; without them, of what the trial has on that port, or has at all. */
function protocolOf(scene: TrialContext, { receivers: [first] }: StepOf<'deliver'>, port: number): Protocol {
  const example =
    first === undefined ? (socketsAt(scene, port)[0] ?? [...scene.named.values()][0]) : socketNamed(scene, first);
  return example?.protocol ?? 'tcp';
}

/** Whoever listens there, or is open there for datagrams. */
const socketsAt = ({ named }: TrialContext, port: number): TrialSocket[] =>
  [...named.values()].filter((s) => s.fd >= 0 && s.port === port && (s.protocol === 'udp' || s.listening));

const hasQueue = ({ sockets }: TrialContext, { protocol, fd }: TrialSocket): boolean =>
  protocol === 'tcp' ? sockets.waitFor(fd, sockets.platform.POLLIN, 0) : sockets.peekSender(fd) !== undefined;

/** `exact: false`: some of the receivers, and no other. */
function isAsExpected(
  { receivers, exact }: StepOf<'deliver'>,
  received: readonly TrialSocket[],
  isLost: boolean,
): boolean {
  if (receivers.length === 0) return received.length === 0;
  const areKnown = received.every((s) => receivers.includes(s.name));
  return areKnown && !isLost && (exact === false || received.length === new Set(receivers).size);
}

const known = (got: ReadonlySet<TrialSocket | undefined>): TrialSocket[] => [...got].filter((s) => s !== undefined);

const namesOf = (sockets: readonly TrialSocket[]): string[] => sockets.map((s) => s.name).sort();

const seen = (
  outcome: string,
  received: readonly TrialSocket[],
  target: StepObservation['target'],
): StepObservation => ({
  outcome,
  received: namesOf(received),
  ...(target === undefined ? {} : { target }),
});
