import { sameAddress } from '../model/address.ts';
import type { HeldSocket, HostFacts } from '../model/host.ts';
import type { KnownSocket, SocketVerdict } from '../model/why.ts';
import { listenerOf } from './inheritance.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { RemedyMaker, RemedyStep } from './remedy.ts';

const withFacts = (scene: Hypothesis, change: Partial<HostFacts>): Hypothesis => ({
  ...scene,
  host: { ...scene.host, facts: { ...scene.host.facts, ...change } },
});

const socketsOf = (standings: readonly SocketVerdict[]): HeldSocket[] => standings.map(({ socket }) => socket);

/** TCP_TIMEWAIT_LEN, include/net/tcp.h: seconds. */
const TIME_WAIT_LENGTH = 60;

/**
 * A stopped service leaves its connections in TIME_WAIT with the options that they had; what it had not accepted yet is
 * reset.
 */
export const stop: RemedyMaker = (scene, { blockers }) => {
  const pids = new Set(socketsOf(blockers).flatMap(({ owners }) => owners.map(({ pid }) => pid)));
  if (pids.size === 0) return [];
  const isStopped = ({ owners }: HeldSocket): boolean => owners.some(({ pid }) => pids.has(pid));
  const listener = listenerOf(scene.sockets.filter(isStopped));
  const sockets = scene.sockets.flatMap((socket): KnownSocket[] => {
    if (isQueued(socket) && listener(socket) !== undefined) return [];
    if (!isStopped(socket)) return [socket];
    const stays = socket.protocol === 'tcp' && socket.peer !== undefined && socket.state !== 'SYN_SENT';
    return stays ? [{ ...socket, state: 'TIME_WAIT', expires: TIME_WAIT_LENGTH, owners: [] }] : [];
  });
  return [{ remedy: { kind: 'stop', pids: [...pids] }, scene: { ...scene, sockets } }];
};

/** In the listener's queue: connected, and no process has it yet. */
const isQueued = ({ inode, state }: HeldSocket): boolean =>
  inode === 0 && (state === 'ESTABLISHED' || state === 'CLOSE_WAIT' || state === 'SYN_RECV');

/** TIME_WAIT, and a FIN_WAIT2 that no process holds, end by themselves. */
export const wait: RemedyMaker = (scene) => {
  const leftovers = scene.sockets.filter(({ port, expires }) => port === scene.bind.port && expires !== undefined);
  if (leftovers.length === 0) return [];
  const seconds = Math.ceil(Math.max(...leftovers.map(({ expires = 0 }) => expires)));
  const sockets = scene.sockets.filter((socket) => !leftovers.includes(socket));
  return [{ remedy: { kind: 'wait', seconds }, scene: { ...scene, sockets } }];
};

export const waitForDad: RemedyMaker = (scene) => {
  const { host, bind } = scene;
  const own = host.addresses.find((one) => sameAddress(one.address, bind.address));
  if (own?.state !== 'tentative') return [];
  const addresses = host.addresses.map((one) => (one === own ? { ...one, state: 'ok' as const } : one));
  return [{ remedy: { kind: 'wait-dad' }, scene: { ...scene, host: { ...host, addresses } } }];
};

export const capability: RemedyMaker = (scene) => {
  const { capabilities } = scene.host.facts;
  return [
    {
      remedy: { kind: 'capability' },
      scene: withFacts(scene, { capabilities: [...capabilities, 'CAP_NET_BIND_SERVICE'] }),
    },
  ];
};

export const sysctl: RemedyMaker = (scene) => {
  const { bind, host } = scene;
  const family = bind.address.family === 'inet' ? 'ipv4' : 'ipv6';
  const settings = [
    ['net.ipv4.ip_unprivileged_port_start', String(bind.port)],
    [`net.${family}.ip_nonlocal_bind`, '1'],
  ] as const;
  return settings.map(([name, value]) => ({
    remedy: { kind: 'sysctl', name, value },
    scene: withFacts(scene, { sysctls: { ...host.facts.sysctls, [name]: value } }),
  }));
};

/** SO_REUSEPORT shares a port among the sockets of one user. */
export const user: RemedyMaker = (scene, { blockers }) => {
  const uids = new Set(socketsOf(blockers).map(({ uid }) => uid));
  return [...uids].map((uid) => ({ remedy: { kind: 'user', uid }, scene: withFacts(scene, { uid }) }));
};

/** What the holder could set when it is started anew. */
export const holderOption: RemedyMaker = (scene, { blockers }) =>
  socketsOf(blockers).flatMap((socket): RemedyStep[] => {
    const set = (option: 'SO_REUSEADDR' | 'IPV6_V6ONLY', value: Partial<HeldSocket>): RemedyStep => ({
      remedy: { kind: 'holder-option', option, socket },
      scene: { ...scene, sockets: scene.sockets.map((one) => (one === socket ? { ...one, ...value } : one)) },
    });
    if (socket.peer !== undefined || socket.state === 'TIME_WAIT') return [];
    if (socket.address.ip === '::' && socket.v6only !== true) return [set('IPV6_V6ONLY', { v6only: true })];
    return socket.protocol === 'tcp' ? [set('SO_REUSEADDR', { reuseaddr: true })] : [];
  });

/** Where IPv6 is disabled, an address cannot be added. */
export const addAddress: RemedyMaker = (scene, { ipv6DisabledOn }) => {
  const { bind, host } = scene;
  const { address } = bind;
  const isKnown = host.addresses.some((one) => sameAddress(one.address, address));
  if (isKnown || (address.family === 'inet6' && ipv6DisabledOn.length > 0)) return [];
  const added = { address, interface: 'lo', prefix: 32, state: 'ok', link: 'up' } as const;
  return [
    {
      remedy: { kind: 'add-address', address },
      scene: { ...scene, host: { ...host, addresses: [...host.addresses, added] } },
    },
  ];
};
