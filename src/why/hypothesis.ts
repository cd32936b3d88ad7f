import type { KnownSocket } from '../model/evidence.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import { sameOutcome, UNKNOWN } from '../model/outcome.ts';
import type { Prediction } from '../model/prediction.ts';
import { environmentOf, linuxOf, predictListener } from '../rules/index.ts';
import { withInherited } from './inheritance.ts';

/** A listener and the host on which it would be bound. A remedy makes another hypothesis of it. */
export interface Hypothesis {
  readonly listener: Listener;
  readonly host: Host;
  /** On the listener's port or others. */
  readonly sockets: readonly KnownSocket[];
}

/** The listener beside sockets whose options are known as far as they can be. */
export const hypothesisOf = (listener: Listener, host: Host, sockets: readonly KnownSocket[]): Hypothesis => ({
  listener,
  host,
  sockets: withInherited(sockets),
});

/** What the rules say of the listener: unknown where an option decides that could not be read. */
export function predictHypothesis(hypothesis: Hypothesis): Prediction {
  const { listener, host } = hypothesis;
  const compared = hypothesis.sockets.filter((socket) => isOnPort(listener, socket));
  const beside = (sockets: readonly HeldSocket[]): Prediction =>
    predictListener(linuxOf(host.facts), environmentOf(host, sockets), listener);
  const prediction = beside(compared);
  if (listener.protocol === 'tcp' || compared.length < 2) return prediction;
  // UDP looks at the newest socket first and may stop there; the kernel's tables do not tell which one that is.
  const reversed = beside(compared.toReversed());
  if (sameOutcome(prediction.outcome, reversed.outcome)) return prediction;
  return { ...prediction, outcome: UNKNOWN, why: ORDER_UNKNOWN };
}

const ORDER_UNKNOWN =
  'it depends on which of the sockets on the port is the newest, which no table of the kernel shows: the kernel looks at that one first, and may stop there';

const isOnPort = ({ protocol, port }: Listener, socket: HeldSocket): boolean =>
  socket.protocol === protocol && socket.port === port;

/** The interface that a listener is bound to: by SO_BINDTODEVICE, or by the scope of its address. */
export const deviceOf = ({ options, address }: Listener): string | undefined => options.device ?? address.zone;

/** The VRF of an interface; undefined: none. */
export const vrfOf = ({ interfaces }: Host, device: string | undefined): string | undefined =>
  interfaces.find(({ name }) => name === device)?.vrf;

/** The same hypothesis where nothing but the other sockets can refuse the listener. */
export function withoutChecks({ host, ...rest }: Hypothesis): Hypothesis {
  const { facts } = host;
  const capabilities = [...facts.capabilities, 'CAP_NET_BIND_SERVICE'];
  const sysctls = { ...facts.sysctls, 'net.ipv4.ip_nonlocal_bind': '1', 'net.ipv6.ip_nonlocal_bind': '1' };
  return { ...rest, host: { ...host, facts: { ...facts, capabilities, sysctls } } };
}
