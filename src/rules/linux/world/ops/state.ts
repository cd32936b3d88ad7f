import { type Address, isLinkLocal } from '../../../../model/address.ts';
import { OK } from '../../../../model/outcome.ts';
import { type Branch, type Play, unknown } from '../branch.ts';
import { targetOf } from '../references.ts';
import type { Sock } from '../sock.ts';
import { type State, sameIp } from '../state.ts';

/** The states of the sockets at one local end, as sock_diag(7) shows them. */
export const state: Play<'state'> = (world, step) => {
  const at = targetOf(world, step);
  if (at === undefined) return unknown(world);
  const there = world.socks.filter((s) => s.port === at.port && s.port !== 0 && isAt(world, s, at.address));
  const late = there.some((s) => s.ackDelayed) ? [stateBranch(world.clone(), step.state, there.map(earlierState))] : [];
  return [stateBranch(world, step.state, there.map(shownState)), ...late];
};

/** A link-local address is shown with the device that its socket is bound to. */
function isAt(world: State, s: Sock, address: Address): boolean {
  if (!sameIp(s.address, address)) return false;
  const zone = address.zone === undefined ? undefined : (world.env.zones.get(address.zone) ?? address.zone);
  return !isLinkLocal(s.address) || s.device === zone;
}

function shownState(s: Sock): string {
  if (s.state === 'CLOSE') return 'BOUND';
  return s.state === 'TIME_WAIT' && s.halfClosed ? 'FIN_WAIT2' : s.state;
}

const earlierState = (s: Sock): string => (s.ackDelayed ? 'FIN_WAIT1' : shownState(s));

function stateBranch(world: State, wanted: string, shown: readonly string[]): Branch {
  const seen = [...new Set(shown)].sort().join(',');
  return {
    outcome: shown.includes(wanted) ? OK : { kind: 'differs', seen: `state=${seen === '' ? 'none' : seen}` },
    rule: 'linux.socket-states',
    state: world,
  };
}
