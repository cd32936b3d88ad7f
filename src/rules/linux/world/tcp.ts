import { cloneSock } from './clone-sock.ts';
import { putPort } from './port.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/** tcp_done(): the connection is over; a port that the program did not choose is given back. */
export function done(state: State, sock: Sock): void {
  sock.state = 'CLOSE';
  sock.other = undefined;
  sock.readShut = true;
  sock.writeShut = true;
  if (sock.name === undefined && !isQueued(state, sock)) destroy(state, sock);
  else if (!sock.portLocked) putPort(state, sock);
}

export function destroy(state: State, sock: Sock): void {
  putPort(state, sock);
  state.remove(sock);
}

const isQueued = (state: State, sock: Sock): boolean => state.socks.some((s) => s.queue.includes(sock.id));

/** A RST arrives: tcp_reset(); for TIME_WAIT tcp_timewait_state_process(). */
function receiveReset(state: State, sock: Sock | undefined): void {
  if (sock === undefined || sock.state === 'CLOSE') return;
  if (sock.state === 'TIME_WAIT') {
    if (sock.halfClosed || !state.keepsTimeWait) destroy(state, sock);
    return;
  }
  sock.error = sock.state === 'CLOSE_WAIT' ? 'EPIPE' : 'ECONNRESET';
  done(state, sock);
}

/** tcp_need_reset(): the states in which an abort tells the peer. */
const TOLD = new Set(['ESTABLISHED', 'CLOSE_WAIT', 'FIN_WAIT1', 'FIN_WAIT2', 'SYN_RECV']);

/** tcp_disconnect() towards the peer: RST where the connection still stands. */
export function abort(state: State, sock: Sock): void {
  const peer = state.get(sock.other);
  if (peer !== sock && (TOLD.has(sock.state) || sock.blocked)) receiveReset(state, peer);
  sock.other = undefined;
}

/** The end of the writing half: tcp_close_state(), tcp_send_fin(). */
export function sendFin(state: State, sock: Sock): void {
  if (sock.state === 'ESTABLISHED') sock.state = 'FIN_WAIT1';
  else if (sock.state === 'CLOSE_WAIT') sock.state = 'LAST_ACK';
  else return;
  if (!sock.blocked) deliverFin(state, sock, state.get(sock.other));
}

function deliverFin(state: State, from: Sock, to: Sock | undefined): void {
  if (to === undefined) return;
  if (to === from) {
    // A socket connected to itself: FIN_WAIT1, CLOSING, TIME_WAIT at once.
    enterTimeWait(state, from, false);
    return;
  }
  const wasLast = from.state === 'LAST_ACK';
  // A lone FIN is acknowledged by the timer, 4 to 40 ms later: FIN_WAIT1 until then (tcp_send_delayed_ack()).
  from.ackDelayed = !wasLast && to.state === 'ESTABLISHED';
  to.ended = true;
  if (to.state === 'ESTABLISHED') {
    to.state = 'CLOSE_WAIT';
    to.readShut = true;
  } else if (to.state === 'TIME_WAIT') {
    to.halfClosed = false;
    to.ackDelayed = false;
    to.since = state.clock;
  } else if (to.state === 'FIN_WAIT2' || (to.state === 'FIN_WAIT1' && !to.blocked)) {
    to.readShut = true;
    enterTimeWait(state, to, false);
  } else if (to.state === 'FIN_WAIT1') {
    to.state = 'CLOSING';
    to.readShut = true;
  }
  if (wasLast) done(state, from);
  else from.state = 'FIN_WAIT2';
}

/**
 * A light entry takes the place of a socket: tcp_time_wait(). It keeps the options that the socket has at this moment:
 * inet_twsk_alloc(), net/ipv4/inet_timewait_sock.c, 6.18. `halfClosed`: an orphan in FIN_WAIT2 is kept in the same way.
 */
function enterTimeWait(state: State, sock: Sock, halfClosed: boolean): void {
  if (!hasRoom(state)) {
    // The socket is closed at once; what an orphan's peer then sends is answered with a RST.
    state.isBeyond ||= halfClosed;
    sock.ended = true;
    done(state, sock);
    return;
  }
  // An orphan with a longer net.ipv4.tcp_fin_timeout than TIME_WAIT stays a whole socket at first: __tcp_close().
  state.isBeyond ||= halfClosed && Number(state.sysctl('net.ipv4.tcp_fin_timeout', '60')) > 60;
  const peer = state.get(sock.other);
  const entry = Object.assign(cloneSock(sock), {
    id: state.turn(),
    name: undefined,
    copies: [],
    state: 'TIME_WAIT',
    halfClosed,
    since: state.clock,
    ackDelayed: halfClosed && sock.ackDelayed,
    inbox: [],
    error: undefined,
    portLocked: false,
    portTurn: state.turn(),
    queue: [],
  });
  state.socks.push(entry);
  if (peer !== undefined && peer !== sock) peer.other = entry.id;
  sock.ended = true;
  done(state, sock);
}

/** inet_twsk_alloc(): there are no more entries than net.ipv4.tcp_max_tw_buckets. */
const hasRoom = (state: State): boolean =>
  state.socks.filter((s) => s.state === 'TIME_WAIT').length <
  Number(state.sysctl('net.ipv4.tcp_max_tw_buckets', '4096'));

/** Data arrives at `to`: it is queued, or answered with a RST where no process can read it any more. */
export function deliverData(state: State, from: Sock, to: Sock | undefined, bytes: number): void {
  if (to === undefined || bytes === 0) return;
  const isFinishing = to.state === 'FIN_WAIT1' || to.state === 'FIN_WAIT2';
  if (to.state === 'TIME_WAIT') {
    destroy(state, to);
    receiveReset(state, from);
  } else if (isFinishing && to.readShut) {
    // RFC 1122 4.2.2.13: tcp_rcv_state_process() resets a connection whose reader has gone.
    receiveReset(state, to);
    receiveReset(state, from);
  } else {
    to.inbox = [...to.inbox, bytes];
    to.heard = true;
    to.ackDelayed = false;
  }
}

/** Segments that Nagle's algorithm may still hold back at the sender, while the receiver takes its time to acknowledge. */
export const mayBeHeldBack = (sock: Sock | undefined): boolean => sock?.talks === true && sock.inbox.length > 0;

/** A segment that is held back comes too late, or never: which error that makes is not known. */
export const lostWith = (state: State, sock: Sock): { lost?: true } =>
  mayBeHeldBack(sock) || mayBeHeldBack(state.get(sock.other)) ? { lost: true } : {};

/** close(2) of a connection, or of what is left of one: __tcp_close(). A process that ends does not linger. */
export function closeConnection(state: State, sock: Sock): void {
  const lingers = !sock.inChild && (sock.linger ?? 0) > 0;
  sock.name = undefined;
  if (sock.state === 'CLOSE' || sock.state === 'SYN_SENT') {
    destroy(state, sock);
  } else if (sock.inbox.length > 0 || sock.flooded || sock.linger === 0) {
    abort(state, sock);
    destroy(state, sock);
  } else {
    sock.readShut = true;
    sendFin(state, sock);
    // sk_stream_wait_close(): until the FIN is acknowledged, or the time is over.
    if (lingers && sock.blocked) state.pass((sock.linger ?? 0) * 1000);
    if (lingers) sock.ackDelayed = false;
    if (sock.state === 'FIN_WAIT2') enterTimeWait(state, sock, true);
  }
}
