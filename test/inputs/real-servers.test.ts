import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { INPUT_READERS } from '../../src/inputs/read-input.ts';
import type { ListenLine } from '../../src/model/service.ts';
import { canUnshare, runInNamespace, tryCommand } from '../setup/namespace.ts';
import { type Able, describeWhere } from '../setup/where.ts';
import { hostText, reading } from './reading.ts';

const ADDRESSES = ['192.168.1.101', '10.10.2.102', 'fd00:1::101'];

/** All of these, or the first reason why not. */
const all = (...able: readonly Able[]): Able => able.find((one) => one !== true) ?? true;

const isRoot: Able = process.geteuid?.() === 0 ? true : 'needs root, to start the server as it is started';
const installed = (...argv: readonly string[]): Able =>
  all(isRoot, canUnshare(), tryCommand(argv), tryCommand(['ss', '-V']));

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindmatrix-servers-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file, and gives its path. */
function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What goes before a command so that what it starts in the background ends with it. */
const ENDING = ['unshare', '--pid', '--fork', '--kill-child', '--'];

/** Starts a server that goes to the background and writes its pid, and lists the sockets of its namespace. */
async function bound(start: string): Promise<string[]> {
  const pid = join(folder, 'pid');
  rmSync(pid, { force: true });
  const wait = `for i in $(seq 200); do [ -s ${pid} ] && break; sleep 0.05; done`;
  const list = `ss -Hltun | awk '{ print $1 " " $5 }'`;
  const argv = [...ENDING, 'sh', '-c', `(${start}) >&2 && (${wait}) && ${list}`];
  const { stdout, code, stderr } = await runInNamespace(argv, { addresses: ADDRESSES });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  // A socket of an interface is shown with it: 10.10.2.102%lo:82.
  return [...new Set(stdout.trim().replaceAll('%lo:', ':').split('\n'))].sort();
}

/** What ss shows of a line: `*:80` for a dual-stack socket. */
function shown({ told, port, protocol = 'tcp', options }: ListenLine, none: readonly string[]): string[] {
  const isDual = options['ipv6only=off'] === true || options.v4v6 === true;
  const hosts = told.kind === 'none' ? none.map((host) => `${host}:${port}`) : [hostText(told, port)];
  return hosts.map((host) => `${protocol} ${isDual && host.startsWith('[::]:') ? `*:${port}` : host}`);
}

function read(format: 'nginx' | 'haproxy' | 'sshd', text: string, none: readonly string[]): string[] {
  const result = INPUT_READERS[format](text, 'f', { environment: {}, root: true });
  if (!result.ok) throw new Error(result.error.map(({ message }) => message).join('\n'));
  return [...new Set(result.value.services.flatMap(({ lines }) => lines.flatMap((line) => shown(line, none))))].sort();
}

describeWhere(installed('nginx', '-v'), 'nginx', () => {
  const conf = (servers: string): string =>
    `pid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents { }\nhttp {\naccess_log off;\n${servers}\n}\n`;

  it.each([
    'server { }',
    'server { listen 80; listen [::]:80; } server { listen *:80; listen 192.168.1.101:8080; }',
    'server { listen [::]:80 ipv6only=off; listen [fd00:1::101]:81; }',
    'server { listen 8000-8002 reuseport; listen 127.0.0.1; }',
    'server { listen 10.10.2.102:80 bind; listen localhost:81; }',
  ])('opens the sockets that are read: %s', async (servers) => {
    const path = written('nginx.conf', conf(servers));
    const expected = read('nginx', conf(servers), ['0.0.0.0']).map((line) => line.replace('localhost', '127.0.0.1'));
    const sockets = await bound(`nginx -c ${path}`);
    // A name is looked up: where /etc/hosts has ::1 for localhost, nginx listens there as well.
    expect(sockets.filter((line) => line !== 'tcp [::1]:81')).toEqual(expected);
  });

  it.each([
    ':80',
    '0',
    '127.0.0.1:0',
    '82-80',
    '[fe80::1%lo]:80',
    '::1:80',
    '80 foo',
    '1234567',
    '[::1]80',
    '127.0.0.1:80:80',
    '127.0.0.1:http',
    '80; listen 0.0.0.0:80',
    '[::]:80 ipv6only=foo',
    '80 $x',
    '',
    '80 } server { listen 81',
    '80',
    '*:80',
    '*',
    '[::1]',
    '127.0.0.1',
    '"80"',
    '80 so_keepalive=30m::10',
    '80 so_keepalive=x',
    '80 backlog=0',
    '80 rcvbuf=1z',
    '80 udp',
    '80; listn 81',
    '80; location / { listen 81; }',
    '80 default_server; } server { listen *:80 default',
    '80 reuseport; listen 127.0.0.1:80',
  ])('takes what is read, and refuses what is complained of: listen %s', async (words) => {
    const text = conf(`server { listen ${words}; }`);
    const path = written('nginx.conf', text);
    const { code } = await runInNamespace(['nginx', '-t', '-q', '-c', path], { addresses: ADDRESSES });
    const isWhole = reading('nginx', text).every((line) => !/^[!?-]/.test(line));
    expect(isWhole).toBe(code === 0);
  });
});

describeWhere(installed('haproxy', '-v'), 'haproxy', () => {
  const conf = (lines: string): string =>
    `defaults\n mode tcp\n timeout client 1s\n timeout server 1s\n timeout connect 1s\nfrontend a\n${lines}\n`;

  it.each([
    ' bind :80,:82-83\n bind [::]:81 v6only',
    ' bind [::]:80 v4v6\n bind ipv6@:81 v6only\n bind 10.10.2.102:82 interface lo',
    ' bind "127.0.0.1:80" # x\n bind ::1:80\n bind *:8404',
    'log-forward l\n log global\n dgram-bind 127.0.0.1:515,[::]:514 v6only\nfrontend b\n bind :80',
    'global\n setenv P 81\n.if streq("$P",81)\nfrontend b\n bind :"$P"\n.else\nfrontend b\n bind :82\n.endif',
    'defaults x\n disabled\ndefaults\n mode tcp\n timeout client 1s\nfrontend b from x\n bind :81\nfrontend c\n bind :82',
    'global\n localpeer me\npeers p\n peer me 127.0.0.1:1024\n peer b 127.0.0.2:1024\nfrontend b\n bind :80',
    ' bind :80\nfrontend b\n disabled\n bind :81\nglobal\n noreuseport\n stats socket ipv4@127.0.0.1:9999',
  ])('opens the sockets that are read: %j', async (lines) => {
    const path = written('haproxy.cfg', conf(lines));
    expect(await bound(`haproxy -D -q -f ${path} -p ${folder}/pid`)).toEqual(read('haproxy', conf(lines), ['0.0.0.0']));
  });

  it.each([
    '',
    '80',
    '127.0.0.1',
    ':0',
    ':+5',
    ':90-80',
    ':80, :81',
    ':80 foo',
    ':80 interface',
    'ipv4@[::]:80',
    'ipv6@127.0.0.1:80',
    '[::1%lo]:80',
    '*:70000',
    '"a b":80',
    '"a',
    ':80',
    ':80,',
    ':::80',
    '::1:80',
    'ipv6@*:81',
    '":"80',
    '[::]:80#x',
    '/tmp/x.sock',
    'udp@:80',
    '127.0.0.1\\:80',
    ':80 name a\\ b',
    ':80 name \\xz',
    ':80,,:81',
    ':80 expose-fd listeners',
    ':80\nfrontend a\n bind :81',
    ':80\nlisten b c\n bind :81',
    ':80\nbnd :81',
    ':80\n.if 1',
    ':80\n.if 0\n bind 8/0\n.endif',
  ])('takes what is read, and refuses what is complained of: bind %s', async (words) => {
    const text = conf(` bind ${words}`);
    const path = written('haproxy.cfg', text);
    const { code } = await runInNamespace(['haproxy', '-c', '-q', '-f', path]);
    expect(reading('haproxy', text).every((line) => !line.startsWith('!'))).toBe(code === 0);
  });
});

// Where sshd was never started nobody has made it (sshd(8), FILES).
mkdirSync('/run/sshd', { recursive: true });

describeWhere(installed('/usr/sbin/sshd', '-T'), 'sshd', () => {
  it.each([
    'Port 2222',
    'Port 22\nPort 2222\nListenAddress 10.10.2.102\nListenAddress [::1]:99',
    'AddressFamily inet',
    'AddressFamily inet6\nPort=23',
    'ListenAddress ::\nListenAddress 192.168.1.101:2222',
  ])('opens the sockets that are read, of its file and of sshd -T: %j', async (lines) => {
    const text = `HostKey /etc/ssh/ssh_host_ed25519_key\nPidFile ${folder}/pid\n${lines}\n`;
    const path = written('sshd_config', text);
    const expected = read('sshd', text, ['0.0.0.0', '[::]']);
    expect(await bound(`/usr/sbin/sshd -f ${path}`)).toEqual(expected);
    const { stdout } = await runInNamespace(['/usr/sbin/sshd', '-T', '-f', path], { addresses: ADDRESSES });
    expect(read('sshd', stdout, [])).toEqual(expected);
  });
});
