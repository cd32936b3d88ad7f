import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** nobody: PostgreSQL does not start as root. */
const NOBODY = 65534;

/** A folder for the files of real servers; it stays in the temporary folder. */
export const serverFolder = (): string => mkdtempSync(join(tmpdir(), 'bindmatrix-servers-'));

const written = (folder: string, name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

/** The command lines of real servers in the foreground, by the name of the service. */
export const nginx = (folder: string, id: string, ...listens: readonly string[]): readonly string[] => {
  const conf = `pid ${folder}/${id}.pid; error_log stderr; events {} http { access_log off; client_body_temp_path ${folder}/${id}-t; proxy_temp_path ${folder}/${id}-p; fastcgi_temp_path ${folder}/${id}-f; uwsgi_temp_path ${folder}/${id}-u; scgi_temp_path ${folder}/${id}-s; server { ${listens.map((one) => `listen ${one};`).join(' ')} } }`;
  return ['nginx', '-c', written(folder, `${id}.conf`, conf), '-g', 'daemon off;'];
};

export const haproxy = (folder: string, id: string, bind: string): readonly string[] => {
  const conf = `defaults\n  mode tcp\n  timeout client 1s\n  timeout server 1s\n  timeout connect 1s\nfrontend f\n  bind ${bind}\n`;
  return ['haproxy', '-db', '-f', written(folder, `${id}.cfg`, conf)];
};

export const apache = (folder: string, id: string, listen: string): readonly string[] => {
  chmodSync(folder, 0o777);
  const modules = '/usr/lib/apache2/modules';
  const conf = `ServerRoot ${folder}\nServerName x\nDefaultRuntimeDir ${folder}\nMutex file:${folder}\nPidFile ${folder}/${id}.pid\nErrorLog ${folder}/${id}.log\nUser nobody\nGroup nogroup\nLoadModule mpm_event_module ${modules}/mod_mpm_event.so\nLoadModule authz_core_module ${modules}/mod_authz_core.so\nListen ${listen}\n`;
  return ['apache2', '-DFOREGROUND', '-f', written(folder, `${id}.conf`, conf)];
};

export const node = (port: number): readonly string[] => [
  process.execPath,
  '-e',
  `require('node:net').createServer().listen(${port})`,
];

export const dnsmasq = (...more: readonly string[]): readonly string[] => [
  'dnsmasq',
  '--keep-in-foreground',
  '--conf-file=/dev/null',
  '--no-resolv',
  '--no-hosts',
  '--pid-file',
  '--user=root',
  '--port=53',
  ...more,
];

export const named = (folder: string): readonly string[] => {
  const conf = `options { directory "${folder}"; pid-file none; session-keyfile "${folder}/session.key"; listen-on { any; }; listen-on-v6 { any; }; recursion no; };\ncontrols { };\n`;
  return ['named', '-g', '-n', '1', '-c', written(folder, 'named.conf', conf)];
};

export const sshd = (folder: string, id: string, more: string): readonly string[] => {
  const key = join(folder, `${id}-key`);
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  mkdirSync('/run/sshd', { recursive: true });
  const conf = `HostKey ${key}\nPidFile ${folder}/${id}.pid\nPort 22\n${more}\n`;
  return ['/usr/sbin/sshd', '-D', '-e', '-f', written(folder, `${id}.conf`, conf)];
};

const BIN = '/usr/lib/postgresql/15/bin';
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];

/** Two clusters, the second a copy of the first. */
export function postgres(folder: string, id: string, listen: string): readonly string[] {
  const data = join(folder, `pg-${id}`);
  const first = join(folder, 'pg-first');
  chmodSync(folder, 0o777);
  if (spawnSync('test', ['-d', first]).status !== 0)
    spawnSync('setpriv', [...AS_NOBODY.slice(1), `${BIN}/initdb`, '-D', first, '-A', 'trust', '--no-sync'], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
    });
  cpSync(first, data, { recursive: true });
  spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, data]);
  chmodSync(data, 0o700);
  const sockets = join(folder, `run-${id}`);
  mkdirSync(sockets);
  chownSync(sockets, NOBODY, NOBODY);
  return [...AS_NOBODY, `${BIN}/postgres`, '-D', data, '-p', '5432', '-k', sockets, '-c', `listen_addresses=${listen}`];
}

/** The binary that holds the ports of containers, one process for each family. */
export const dockerProxy = (ip: string, port: number): readonly string[] => [
  'sh',
  '-c',
  `exec docker-proxy -proto tcp -host-ip ${ip} -host-port ${port} -container-ip 127.0.0.1 -container-port 9 3>/dev/null`,
];

/** A server without options accepts a client, closes first, and exits: its end is left in TIME_WAIT. */
export const endedPlain = (port: number): readonly string[] => [
  'python3',
  '-c',
  `import socket\ns = socket.socket()\ns.bind(('0.0.0.0', ${port}))\ns.listen()\nc = socket.create_connection(('127.0.0.1', ${port}))\na, _ = s.accept()\na.close()\nc.recv(1)\nc.close()\n`,
];
