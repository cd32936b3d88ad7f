import type { Address } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import { clientPacket } from './client-packet.ts';
import type { RuleEnvironment } from './environment.ts';
import { opened } from './open-listener.ts';
import { ruleSocketOfListener } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/**
 * Which of the listeners, open in this order on one port, may get a client of `to`: their places in the list, several if
 * chance decides, none if nobody does.
 */
export function answerersAt(
  rules: RuleSet,
  env: RuleEnvironment,
  open: readonly Listener[],
  to: Address,
): readonly number[] {
  const [first] = open;
  if (first === undefined) return [];
  const sockets = open.map((listener) => opened(ruleSocketOfListener(env, listener)));
  const packet = clientPacket(env, first.protocol, first.port, to);
  return rules.deliver(rules.receivers(sockets), packet, rules).map(({ socket }) => sockets.indexOf(socket));
}
