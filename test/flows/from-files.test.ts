import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCheckFiles } from '../../src/flows/check-files.ts';

const FILES: Readonly<Record<string, string>> = {
  'nginx.conf': 'events {}\nhttp { server { listen 80; } }\n',
  'compose.yaml': 'services:\n  web: { image: x, ports: ["80:80"] }\n  db: { image: x, ports: ["81:80"] }\n',
  'empty.conf': '\n',
  'events.conf': 'events {}\n',
  'unix.socket': '[Socket]\nListenStream=/run/x\n',
};

/** What is complained of in a plan beside those files, without the folder; `taken` where nothing is. */
async function complaints(text: string, name = 'plan.yaml'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-from-'));
  for (const [file, content] of Object.entries(FILES)) writeFileSync(join(folder, file), content);
  const plan = join(folder, name);
  writeFileSync(plan, text);
  const { task, problems } = await readCheckFiles([plan]);
  const told = problems.map(({ message, hint = '' }) => `${message} (${hint})`).join('\n');
  return problems.length === 0 && task !== undefined ? 'taken' : told.replaceAll(`${folder}/`, '');
}

describe('a service whose lines are in a file', () => {
  test.each([
    ['- { id: a, from: nginx.conf, options: { reuseport: true } }', /^taken$/],
    [
      '- { id: a, from: nginx.conf, options: { reusport: true } }',
      /^plan\.yaml:3:43: nginx has no option "reusport" \(did you mean reuseport\?\)$/,
    ],
    [
      '- { id: a, from: nginx.conf, options: { reuseport: 0 } }',
      /^plan\.yaml:3:54: "reuseport" opens a socket for each worker: 0/,
    ],
    [
      '- { id: a, from: nginx.conf, listen: { endpoint: 80, options: { reusport: true } } }',
      /^plan\.yaml:3:67: nginx has no option "reusport" \(did you mean reuseport\?\)$/,
    ],
    [
      '- { id: a, from: nginx.conf, reload: { listen: [81, { endpoint: 80, options: { bind: 7 } }] } }',
      /^plan\.yaml:3:88: "bind" is a word that is there or not: 7 says neither/,
    ],
    [
      '- { id: a, from: compose.yaml, options: { x: true } }',
      /^plan\.yaml:3:45: docker-proxy has no option "x" \(.*\)$/,
    ],
    ['- { id: a, from: nginx.conf }\nserves: [{ endpoint: 80, by: a }]', /^taken$/],
    [
      '- { id: a, from: nginx.conf }\nserves: [{ endpoint: 80, by: a.b }]',
      /^plan\.yaml:4:30: there is no service "a\.b"/,
    ],
    ['- { id: a, from: compose.yaml }\nserves: [{ endpoint: 80, by: a.web }]', /^taken$/],
    [
      '- { id: a, from: compose.yaml }\nserves: [{ endpoint: 80, by: a.wbe }]',
      /^plan\.yaml:4:30: there is no service "a\.wbe" \(did you mean a\.web\?\)$/,
    ],
    [
      '- { id: a, from: compose.yaml }\n  - { id: a.db, profile: nginx, listen: 82 }',
      /^plan\.yaml:4:11: the id "a\.db" is given twice/,
    ],
    [
      '- { id: a, from: nosuch.conf }',
      /^plan\.yaml:3:20: nosuch\.conf: no such file \(.*starts at the folder of the plan\)$/,
    ],
    ['- { id: a, from: . }', /^plan\.yaml:3:20: \S*: this is a directory/],
    ['- { id: a, from: empty.conf }', /^plan\.yaml:3:20: empty\.conf: the file is empty/],
    ['- { id: a, from: { sshd: empty.conf } }', /^plan\.yaml:3:20: empty\.conf: the file is empty/],
    ['- { id: a, from: { nginx: events.conf } }', /^plan\.yaml:3:20: events\.conf, .* listens on no TCP or UDP port/],
    ['- { id: a, from: { haproxy: nginx.conf } }', /^plan\.yaml:3:20: nginx\.conf, read as a file of haproxy, listens/],
    ['- { id: a, from: { sshd: nginx.conf } }', /^nginx\.conf:1:1: no line has a setting of sshd/],
    [
      '- { id: a, from: unix.socket }',
      /^plan\.yaml:3:20: unix\.socket listens on no TCP or UDP port \(unix\.socket:2:14: .*UNIX socket/,
    ],
  ])('%s', async (services, expected) => {
    expect(await complaints(`version: 1\nservices:\n  ${services}\n`)).toMatch(expected);
  });
});

test.each([
  ['version: 1\n', 'plan.yaml:1:1'],
  ['version: 1\nservices: []\n', 'plan.yaml:2:11'],
  ['version: 1\nrun: { ports: [80] }\ntrials: []\n', 'plan.yaml:3:9'],
  ['version: 1\nserves:\n  - { endpoint: 80 }\n', 'plan.yaml:3:3'],
])('of a file with nothing to check the place is told: %j', async (text, place) => {
  expect(await complaints(text)).toMatch(new RegExp(`^${place}: nothing to check \\(write services:`));
});

test("a server's own file that opens no port is told; one whose sockets are all skipped is a plan of nothing", async () => {
  expect(await complaints('events {}\n', 'nginx.conf')).toMatch(/^nginx\.conf:1:1: nothing to check \(no line of it/);
  expect(await complaints('[Socket]\nListenStream=/run/x\n', 'x.socket')).toBe('taken');
});
