import { waitFor } from '../../../libc/wait.ts';
import { ANY, type Protocol } from '../../../model/address.ts';
import { OK } from '../../../model/outcome.ts';
import type { StepOutcome } from '../../../model/step-outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { onCpu } from '../../../net/affinity.ts';
import { peekSender } from '../../../net/datagrams.ts';
import { type StepOf, socketNamed, type TrialContext, type TrialSocket } from '../context.ts';
import { type Delivery, sendClient } from '../delivery.ts';
import type { Destination } from '../destinations.ts';
import { differs, notTried } from '../observation.ts';

/** How long to wait where no socket should receive anything, in milliseconds. */
const NOBODY_WAIT = 150;

/** Sends new clients to address:port, one after the other, and finds which sockets of the trial receive them. */
export function deliver(context: TrialContext, step: StepOf<'deliver'>): StepObservation {
  const to = context.destinations.resolve(step.address, step.port, context.saved);
  if ('outcome' in to) return to;
  const delivery = deliveryOf(context, step, to);
  const source = delivery.from();
  if (source !== undefined && 'outcome' in source) return source;
  const outcome =
    onCpu(step.cpu, () => outcomeOf(context, step, delivery)) ??
    notTried(`CPU ${step.cpu} is not for this process`).outcome;
  return to.target === undefined ? { outcome } : { outcome, target: to.target };
}

function outcomeOf(context: TrialContext, step: StepOf<'deliver'>, delivery: Delivery): StepOutcome {
  const queued = delivery.receivers.filter((r) => hasQueue(context, r));
  if (queued.length > 0) return differs(`queued before on ${namesOf(queued).join(',')}`);
  const got = new Set<TrialSocket | undefined>();
  for (let client = 0; client < (step.count ?? 1); client++) {
    const arrival = sendClient(context, delivery);
    if ('refused' in arrival) return arrival.refused;
    for (const at of arrival.at.length === 0 ? [undefined] : arrival.at) got.add(at);
  }
  const received = [...got].filter((socket) => socket !== undefined);
  const isLost = got.has(undefined);
  if (isAsExpected(step, received, isLost)) return OK;
  const names = [...namesOf(received), ...(isLost && received.length > 0 ? ['none'] : [])];
  return differs(`received by ${names.join(',') || 'none'}`);
}

function deliveryOf(context: TrialContext, step: StepOf<'deliver'>, to: Destination): Delivery {
  const protocol = protocolOf(context, step, to.port);
  const family = step.family ?? to.address.family;
  const isSourced = step.fromAddress !== undefined || step.fromPort !== undefined;
  const { destinations, saved } = context;
  return {
    protocol,
    family,
    from: () =>
      isSourced ? destinations.resolve(step.fromAddress ?? ANY[family].ip, step.fromPort ?? 0, saved) : undefined,
    device: step.fromDevice,
    to: () => destinations.resolve(step.address, step.port, saved),
    receivers: socketsAt(context, to.port).filter((s) => s.protocol === protocol),
    expected: new Set(step.receivers),
    patience: step.receivers.length === 0 ? Math.min(NOBODY_WAIT, context.patience) : context.patience,
  };
}

/** The protocol of the receivers; without any, of a socket of the trial on that port, or of its first socket. */
function protocolOf(context: TrialContext, { receivers: [first] }: StepOf<'deliver'>, port: number): Protocol {
  const example =
    first === undefined ? (socketsAt(context, port)[0] ?? [...context.named.values()][0]) : socketNamed(context, first);
  return example?.protocol ?? 'tcp';
}

/** The sockets of the trial that listen at that port, or receive datagrams there. */
const socketsAt = ({ named }: TrialContext, port: number): TrialSocket[] =>
  [...named.values()].filter(
    ({ fd, protocol, shared }) => fd >= 0 && shared.port === port && (protocol === 'udp' || shared.listening),
  );

const hasQueue = ({ sockets }: TrialContext, { protocol, fd }: TrialSocket): boolean =>
  protocol === 'tcp' ? waitFor(fd, sockets.platform.POLLIN, 0) : peekSender(sockets, fd) !== undefined;

/** `exact: false` accepts some of the receivers, and no other socket. */
function isAsExpected(
  { receivers, exact }: StepOf<'deliver'>,
  received: readonly TrialSocket[],
  isLost: boolean,
): boolean {
  if (receivers.length === 0) return received.length === 0;
  const areKnown = received.every((s) => receivers.includes(s.name));
  return areKnown && !isLost && (exact === false || received.length === new Set(receivers).size);
}

const namesOf = (sockets: readonly TrialSocket[]): string[] => sockets.map((s) => s.name).sort();
