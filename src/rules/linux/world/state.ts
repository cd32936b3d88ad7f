import { type Address, type Family, type Protocol, type SocketAddress, unmap } from '../../../model/address.ts';
import type { Packet, Receiver } from '../../delivery.ts';
import type { RuleEnvironment } from '../../environment.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import { SOME_CPU } from '../delivery.ts';
import { type DeliveryReason, reasonOfDelivery } from '../delivery-reason.ts';
import type { LinuxRules } from '../linux-rules.ts';
import { lookupOrder } from '../lookup-order.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { addressKey, type Bucket, cloneBucket, noteDeparture } from './bucket.ts';
import { cloneSock } from './clone-sock.ts';
import { newSock, ruleSocketOf, type Sock } from './sock.ts';

/** Milliseconds after which a SYN may have been sent again: TCP_TIMEOUT_INIT, include/net/tcp.h, less what timers are off. */
const SECOND_CALL = 900;

/** Milliseconds after which every delayed acknowledgement has been sent: TCP_DELACK_MAX, include/net/tcp.h. */
const DELAYED_ACK = 200;

/** Milliseconds that TIME_WAIT lasts: TCP_TIMEWAIT_LEN, include/net/tcp.h. */
export const TIME_WAIT_LENGTH = 60_000;

/** One possible state of a trial's namespace: every socket, and what the kernel caches about each port. */
export class State {
  readonly rules: LinuxRules;
  readonly env: RuleEnvironment;
  socks: Sock[] = [];
  /** TCP only, by port. */
  buckets = new Map<number, Bucket>();
  /** Ports and local ends that the trial saved. */
  saved = new Map<string, SocketAddress>();
  /** SO_REUSEPORT groups of which a UDP member has connected. */
  connectedGroups = new Set<number>();
  /** Milliseconds that have passed at least. */
  clock = 0;
  /** What comes after the step that made it so cannot be known. */
  isBeyond = false;
  #turn = 0;

  /** Milliseconds for which a step waits before it gives up. */
  readonly patience: number;

  constructor(rules: LinuxRules, env: RuleEnvironment, patience: number) {
    this.rules = rules;
    this.env = env;
    this.patience = patience;
  }

  clone(): State {
    const copy = new State(this.rules, this.env, this.patience);
    copy.socks = this.socks.map(cloneSock);
    copy.buckets = new Map([...this.buckets].map(([port, bucket]) => [port, cloneBucket(bucket)]));
    copy.saved = new Map(this.saved);
    copy.connectedGroups = new Set(this.connectedGroups);
    copy.clock = this.clock;
    copy.isBeyond = this.isBeyond;
    copy.#turn = this.#turn;
    return copy;
  }

  /** A number that grows with every use: ids, places in lists, ports that are not known. */
  turn(): number {
    this.#turn += 1;
    return this.#turn;
  }

  open(protocol: Protocol, family: Family, uid: number): Sock {
    const sock = newSock(this.turn(), protocol, family, uid);
    sock.v6only = family === 'inet6' && this.env.bindv6only;
    this.socks.push(sock);
    return sock;
  }

  named(name: string): Sock | undefined {
    return this.socks.find((s) => s.name === name || s.copies.some((copy) => copy.name === name));
  }

  get(id: number | undefined): Sock | undefined {
    return id === undefined ? undefined : this.socks.find((s) => s.id === id);
  }

  remove(sock: Sock): void {
    this.socks = this.socks.filter((s) => s !== sock);
  }

  /** Time passes: TIME_WAIT ends after a minute (TCP_TIMEWAIT_LEN), an orphan's FIN_WAIT2 after net.ipv4.tcp_fin_timeout. */
  pass(milliseconds: number): void {
    this.clock += milliseconds;
    const lingering = Number(this.sysctl('net.ipv4.tcp_fin_timeout', '60')) * 1000;
    for (const s of [...this.socks]) {
      if (milliseconds > DELAYED_ACK) s.ackDelayed = false;
      const span = s.halfClosed ? Math.min(lingering, TIME_WAIT_LENGTH) : TIME_WAIT_LENGTH;
      if (s.state !== 'TIME_WAIT' || this.clock - s.since <= span - 1000) continue;
      if (this.clock - s.since > span + 1000) this.expire(s);
      else this.isBeyond = true;
    }
  }

  /** A SYN that was dropped may have been sent again, to whoever listens by now. */
  get mayHaveCalledAgain(): boolean {
    return this.socks.some((s) => s.state === 'SYN_SENT' && this.clock - s.calledAt >= SECOND_CALL);
  }

  /** Removes a TIME_WAIT entry whose time is over. */
  expire(entry: Sock): void {
    const { port } = entry;
    const key = addressKey(entry);
    this.remove(entry);
    this.leavePort(port, key);
  }

  /** A TCP socket has left the address `key` on the port. */
  leavePort(port: number, key: string): void {
    const keeps = this.holds('linux.port-stays-bound');
    noteDeparture(this.buckets, { port, key, rest: this.onPort('tcp', port), keeps });
  }

  /** Every socket that holds the port, the oldest first. */
  onPort(protocol: Protocol, port: number): Sock[] {
    const held = this.socks.filter((s) => s.protocol === protocol && s.port === port && port !== 0);
    return held.sort((a, b) => a.portTurn - b.portTurn);
  }

  /** The others on the port of `sock`, as the rules see them. */
  ruleSocketsBeside(sock: Sock, port: number): RuleSocket[] {
    return this.onPort(sock.protocol, port)
      .filter((s) => s !== sock)
      .map(ruleSocketOf);
  }

  /** The open sockets as the kernel's lookup sees them. */
  receivers(protocol: Protocol): (Receiver & { readonly sock: Sock })[] {
    const open = this.socks.filter((s) => s.protocol === protocol && s.port !== 0);
    return open.map((sock) => ({
      sock,
      socket: ruleSocketOf(sock),
      lookupOrder: sock.addressOrder,
      ...(sock.group === undefined ? {} : { group: sock.group }),
      groupConnected: sock.group !== undefined && this.connectedGroups.has(sock.group),
      ...(protocol === 'udp' && sock.state === 'ESTABLISHED' && sock.peer ? { peer: sock.peer } : {}),
      connectedAt: sock.connectedAt,
      ...(sock.incomingCpu === undefined ? {} : { incomingCpu: sock.incomingCpu }),
      memberships: sock.memberships,
      multicastAll: sock.multicastAll,
      ...(sock.state !== 'ESTABLISHED' && sock.lastPeer ? { onlyFrom: sock.lastPeer } : {}),
    }));
  }

  /** The sockets that may get the packet. */
  deliver(packet: Packet): readonly Sock[] {
    return this.rules.deliver(this.receivers(packet.protocol), packet, this.rules).map(({ sock }) => sock);
  }

  /** A connected socket keeps the CPU on which a datagram came in: sk_incoming_cpu_update(), __udp_queue_rcv_skb(). */
  noteCpu(receivers: readonly Sock[], { protocol, cpu }: Packet): void {
    if (protocol !== 'udp') return;
    for (const { id } of receivers) {
      const sock = this.get(id);
      if (sock?.peer !== undefined) sock.incomingCpu = receivers.length === 1 && cpu !== undefined ? cpu : SOME_CPU;
    }
  }

  /** The rule by which `found` get the packet, and the socket that it passes over. */
  reasonOfDelivery(packet: Packet, found: readonly Sock[]): DeliveryReason<Sock> {
    const open = this.receivers(packet.protocol);
    const theirs = open.filter(({ sock }) => found.includes(sock));
    const { rule, passedOver } = reasonOfDelivery(open, packet, this.rules, theirs);
    return { rule, passedOver: passedOver?.sock };
  }

  /** Puts the socket at the head, or the tail, of its address's list. */
  enterAddressList(sock: Sock): void {
    sock.addressOrder = lookupOrder(ruleSocketOf(sock), this.turn());
  }

  /** Whether a rule is in force that is no entry of a table. */
  holds(id: LinuxRuleId): boolean {
    return this.rules.holds(id);
  }

  /** net.ipv4.tcp_rfc1337: a RST does not end TIME_WAIT. */
  get keepsTimeWait(): boolean {
    return this.sysctl('net.ipv4.tcp_rfc1337', '0') !== '0';
  }

  sysctl(name: string, otherwise: string): string {
    return this.env.sysctls[name] ?? otherwise;
  }
}

export const sameSocketAddress = (a: SocketAddress | undefined, b: SocketAddress | undefined): boolean =>
  a !== undefined && b !== undefined && a.port === b.port && sameIp(a.address, b.address);

export const sameIp = (a: Address, b: Address): boolean => unmap(a).ip === unmap(b).ip;
