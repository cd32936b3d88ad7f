import { portElsewhere } from '../discover/elsewhere.ts';
import { discoverHost } from '../discover/host.ts';
import { socketsOn } from '../discover/sockets.ts';
import { isLinkLocal } from '../model/address.ts';
import type { AskedListener } from '../model/asked-listener.ts';
import type { Elsewhere } from '../model/elsewhere.ts';
import { cannot, type FlowProblem, interrupted, wrongInput } from '../model/flow-problem.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { BindOutcome } from '../model/outcome.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { WhyAnswer, WhyAnswers } from '../model/why.ts';
import { bareBind } from '../run/bare-bind.ts';
import { openSockets } from '../run/open-sockets.ts';
import { answerWhy, type Question } from '../why/answer.ts';
import { listenerOf } from '../why/inheritance.ts';
import { otherPorts } from '../why/ports.ts';
import type { Conduct } from './conduct.ts';
import { gatherEvidence } from './evidence.ts';
import { type KernelProbed, probeKernel, withProbed } from './probe-kernel.ts';
import { VERSION } from './version.ts';

/** How a caller asks. */
export interface WhyConduct extends Pick<Conduct, 'signal'> {
  /** Only look: no bind is tried, and no option of another process's socket is read. */
  readonly passive: boolean;
  /** Try a listener without SO_REUSEADDR as it is, though a service that starts at that moment may be refused. */
  readonly live?: boolean | undefined;
  /** The network namespace that this process was told to enter, as it was named. */
  readonly netns?: string | undefined;
}

/**
 * Whether the listeners of one server could be bound in this order, each beside those before it; what hinders one, and what
 * would work instead.
 */
export async function askWhy(
  [first, ...more]: readonly [AskedListener, ...AskedListener[]],
  how: WhyConduct,
): Promise<Result<WhyAnswers, FlowProblem>> {
  const conduct = { ...how, kernelProbed: how.passive ? undefined : await probeKernel(how.signal) };
  const answer = await askOnce({ ...first, earlier: [] }, conduct);
  if (!answer.ok) return answer;
  const answers: [WhyAnswer, ...WhyAnswer[]] = [answer.value];
  for (const one of more) {
    const next = await askOnce({ ...one, earlier: answers.map(({ asked }) => asked) }, conduct);
    if (!next.ok) return next;
    answers.push(next.value);
  }
  return ok(answers);
}

interface AskConduct extends WhyConduct {
  readonly kernelProbed: KernelProbed | undefined;
}

async function askOnce(question: Question, conduct: AskConduct): Promise<Result<WhyAnswer, FlowProblem>> {
  const first = await ask(question, conduct);
  // A socket may come or go between looking and trying: where rule and kernel differ, both are asked once more.
  const answer = first.ok && first.value.trial?.agrees === false ? await ask(question, conduct) : first;
  return conduct.signal.aborted ? interrupted() : answer;
}

async function ask(
  question: Question,
  { passive, live = false, netns, kernelProbed }: AskConduct,
): Promise<Result<WhyAnswer, FlowProblem>> {
  const { listener: asked } = question;
  const sockets = openSockets();
  const host = discoverHost();
  if (!sockets.ok) return cannot(sockets.error);
  if (!host.ok) return cannot(host.error);
  const device = checkDevice(asked, host.value.interfaces);
  if (!device.ok) return wrongInput([{ ...device.error, source: { flag: '--device' } }]);
  const ports = otherPorts(host.value, asked.port);
  const listed = socketsOn([asked.port, ...ports], ['tcp', 'udp']);
  const listenerAt = listenerOf(listed.ok ? listed.value.sockets : []);
  const isAsked = ({ port }: HeldSocket): boolean => port === asked.port;
  const needsReading = (socket: HeldSocket): boolean => isAsked(socket) && listenerAt(socket) === undefined;
  const evidence = await gatherEvidence(listed, { owners: isAsked, options: passive ? null : needsReading }, host);
  if (!evidence.ok) return cannot(evidence.error);
  const trier = passive ? null : (one: Listener): BindOutcome => bareBind(sockets.value, one);
  const { host: seen } = evidence.value;
  const known = { ...evidence.value, host: { ...seen, facts: withProbed(seen.facts, kernelProbed) } };
  const answer = answerWhy({ ...question, exactly: live }, known, ports, trier);
  const within = netns === undefined ? {} : { within: netns };
  return ok({ schema: 'bindmatrix/why@1', version: VERSION, ...answer, ...within, elsewhere: elsewhereOf(answer) });
}

/** Looked for only where the port is free here: it is then that the next question is where the holder is. */
const elsewhereOf = ({
  asked,
  outcome,
  blockers,
  others,
}: Omit<WhyAnswer, 'schema' | 'version' | 'elsewhere'>): Elsewhere[] =>
  outcome.kind === 'ok' && ![...blockers, ...others].some(({ socket }) => socket.protocol === asked.protocol)
    ? portElsewhere(asked.protocol, asked.port)
    : [];

/** A device must exist before a socket can be bound to it: SO_BINDTODEVICE fails with ENODEV. */
export function checkDevice({ address, options }: Listener, interfaces: Host['interfaces']): Result<void> {
  const { device } = options;
  if (device === undefined) return ok(undefined);
  const names = interfaces.map(({ name }) => name);
  if (!names.includes(device)) return problem(`this host has no interface "${device}"`, `it has ${names.join(', ')}`);
  const { zone } = address;
  return isLinkLocal(address) && zone !== undefined && zone !== device
    ? problem(`the address belongs to ${zone}, not to ${device}`, 'name the same interface in both')
    : ok(undefined);
}
