import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectInput } from '../../src/inputs/detect.ts';
import { shippedFiles } from '../config/examples.ts';
import { SAMPLES } from './samples.ts';

describe('the format of a file', () => {
  it.each(SAMPLES.map(({ format, file, text }) => [format, file, text] as const))('%s of %s', (format, file, text) => {
    expect(detectInput(file, text)).toBe(format);
    expect(detectInput('-', text)).toBe(format);
  });

  it.each([
    ['/etc/nginx/nginx.conf', '', 'nginx'],
    ['compose.yaml', '', 'compose'],
    ['docker-compose.prod.yml', 'x: 1', 'compose'],
    ['a.socket', '', 'systemd'],
    ['/etc/ssh/sshd_config', '# nothing\n', 'sshd'],
    ['haproxy.cfg', 'global\n', 'haproxy'],
    ['/etc/nginx/sites-enabled/default', '##\nserver {\n listen 80;\n}', 'nginx'],
    ['a.cfg', 'defaults x\nfrontend a from x # y\n', 'haproxy'],
    ['a.cfg', ' peers p\n', 'haproxy'],
    ['a.cfg', 'log-forward l\r\n', 'haproxy'],
    ['x.yml', '# shop\nservices:\n\n  # web\n  web:\n    image: a\n', 'compose'],
  ])('%s with %j', (file, text, format) => {
    expect(detectInput(file, text)).toBe(format);
  });

  it.each([
    ['plan.yaml', 'version: 1\nservices:\n  - id: edge\n    profile: nginx\n'],
    ['compose-check.yaml', 'version: 1\nservices:\n- { id: a, profile: plain }\n'],
    ['plan.yaml', 'services: [ { id: a } ]\n'],
    ['compose.yaml', 'version: 1\ntrials: []\n'],
    ['notes.txt', 'listen to the server\n'],
    ['-', ''],
  ])('is none of them for %s with %j', (file, text) => {
    expect(detectInput(file, text)).toBeUndefined();
  });

  it.each(shippedFiles().map((file) => [file]))('is none of them for %s', (file) => {
    expect(detectInput('-', readFileSync(file, 'utf8'))).toBeUndefined();
  });
});
