import { targetOf } from './addresses.ts';
import { by, type Drawing, type Known } from './drawing.ts';
import { bindListen, type Kind } from './single-ops.ts';

/** A client connects, and one side after the other closes: what is left is TIME_WAIT, a half-closed or an open connection. */
export const conversation: Kind = (w, d) => {
  if (w.listener(d) === undefined) bindListen(w, d);
  const server = w.listener(d);
  if (server === undefined || w.isFull) return;
  const { socket: client, fields } = w.fresh({ ...d, reuse: d.extra % 8, options: 0 }, 'tcp');
  if (w.isFull) return;
  const conn = w.child(server);
  w.add({ op: 'connect', ...fields, address: targetOf(server.address, d.where), port: server.port });
  w.add({ op: 'accept', socket: conn.name, from: server.name, ...by(server.uid) });
  const [first, second] = d.extra % 2 === 0 ? [conn, client] : [client, conn];
  const ending = Math.floor(d.extra / 2) % 8;
  if (ending === 5) w.add({ op: 'send', socket: second.name, bytes: 1 });
  if (ending === 6) w.add({ op: 'shutdown', socket: first.name, how: 'write' });
  else if (ending !== 7) end(w, first);
  if (ending === 4 || ending === 3) w.add({ op: 'receive', socket: second.name });
  if (ending < 4) end(w, second);
  if (d.extra >= 160) end(w, server);
};

function end(w: Drawing, socket: Known): void {
  w.gone(socket);
  w.add({ op: 'close', socket: socket.name });
}

/** A server restarts, on its own address or on another one. */
export const restart: Kind = (w, d) => {
  const old = w.bound(d);
  if (old === undefined) return;
  end(w, old);
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d, old.protocol);
  const address = d.extra % 2 === 0 ? old.address : w.address(d);
  w.add({ op: 'bind', ...fields, ...w.bindFields(socket, address, old.port) });
  if (old.listens !== true) return;
  w.add({ op: 'listen', socket: socket.name, ...by(socket.uid) });
  socket.listens = true;
};

export const relisten: Kind = (w, d) => {
  const socket = w.listener(d);
  if (socket === undefined) return;
  w.add({ op: 'shutdown', socket: socket.name, how: d.extra % 2 === 0 ? 'both' : 'read' });
  w.add({ op: 'listen', socket: socket.name, ...by(socket.uid) });
};

/** A UDP socket is connected, another one comes to its endpoint, and the peer sends. */
export const talk: Kind = (w, d) => {
  if (w.isFull) return;
  const address = w.address(d);
  const target = targetOf(address, d.where);
  // The peer's port is nobody's, so that the client of `deliver` can have it.
  const [port, peer] = [w.port({ ...d, port: 0 }), Number(w.port({ ...d, port: 28 })) + 5];
  const { socket: own, fields } = w.fresh({ ...d, options: 0 }, 'udp');
  w.add({ op: 'bind', ...fields, ...w.bindFields(own, address, port) });
  w.add({ op: 'connect', socket: own.name, ...by(own.uid), address: target, port: peer });
  if (w.isFull) return;
  const { socket: newcomer, fields: others } = w.fresh({ ...d, reuse: d.extra % 8, options: 0 }, 'udp');
  w.add({ op: 'bind', ...others, ...w.bindFields(newcomer, d.extra < 128 ? address : target, port) });
  w.add({ op: 'deliver', address: target, port, fromPort: peer, receivers: [own.name, newcomer.name] });
};

/** A listener whose queue is full drops a SYN; it may go, and another socket call back from its port. */
export const unanswered: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket: server, fields } = w.fresh({ ...d, options: 0 }, 'tcp');
  const address = d.extra % 2 === 0 ? '127.0.0.1' : '::1';
  const port = w.port({ ...d, port: 0 });
  w.add({ op: 'bind', ...fields, ...w.bindFields(server, address, port) });
  w.add({ op: 'listen', socket: server.name, backlog: 0, ...by(server.uid) });
  server.listens = true;
  for (const own of [undefined, w.port({ ...d, port: 24 })]) {
    if (w.isFull) return;
    const { socket, fields: opened } = w.fresh({ ...d, options: 0 }, 'tcp');
    if (own !== undefined) w.add({ op: 'bind', ...opened, ...w.bindFields(socket, address, own) });
    const open = own === undefined ? opened : { socket: socket.name, ...by(socket.uid) };
    w.add({ op: 'connect', ...open, address, port, ...(own === undefined ? {} : { wait: false }) });
  }
  if (d.extra < 64 || w.isFull) return;
  end(w, server);
  const { socket: other, fields: third } = w.fresh({ ...d, options: 0 }, 'tcp');
  w.add({ op: 'bind', ...third, ...w.bindFields(other, address, port) });
  const wait = d.extra < 128 ? { wait: false } : {};
  w.add({ op: 'connect', socket: other.name, ...by(other.uid), address, port: w.port({ ...d, port: 24 }), ...wait });
};
