import { describe, expect, test } from 'vitest';
import { call } from './call.ts';

const HELP = 'bindmatrix --help lists the commands';

describe('a call that cannot be read ends with 2 and says why', () => {
  test.each([
    [['rnu'], 'unknown command "rnu"; did you mean run?', ''],
    [['nonsense'], 'unknown command "nonsense"', HELP],
    [['--prot', '80'], 'unknown option --prot; did you mean --port?', ''],
    [['check', '--onyl', 'x', 'f'], 'unknown option --onyl; did you mean --only?', ''],
    [['run', '--nonsense=1'], 'unknown option --nonsense', HELP],
    [['rules', 'a', 'b'], 'unexpected argument "b"', HELP],
    [['80'], 'unknown command "80"; did you mean why 80?', ''],
    [['[::]:80'], 'unknown command "[::]:80"; did you mean why \'[::]:80\'?', ''],
    [['serve', 'extra'], 'unexpected argument "extra"', HELP],
    [['demo', 'who-closes-first', 'same-four-tuple'], 'unexpected argument "same-four-tuple"', HELP],
    [['run', '--port'], '--port needs a value', HELP],
    [['run', '-o', 'a', '-o', 'b'], '--output may be given only once', HELP],
    [['run', '-c', 'a', '-c', 'b'], '--config may be given only once', HELP],
    [['interfaces', '--format', 'json', '--format', 'json'], '--format may be given only once', HELP],
    [['why', '80', '--device', 'lo', '--device', 'lo'], '--device may be given only once', HELP],
    [['serve', '--port', '1', '--port', '2'], '--port may be given only once', HELP],
    [['why', '80', '--format', 'yaml'], '--format: "yaml" is not offered here', 'terminal, json, markdown'],
    [
      ['schema', '--of', 'reprot'],
      '--of: "reprot" is not offered here',
      'report, fleet, events, why, answers, held, interfaces, host, diff, rules',
    ],
    [['run', '--hold', '--format', 'json'], '--hold makes no report', 'bindmatrix run --help'],
    [['run', '--predict', 'freebsd', '--live'], '--predict opens no socket', 'bindmatrix run --help'],
    [['run', '--predict', 'freebsd', '--exhaustive'], '--predict opens no socket', 'bindmatrix run --help'],
    [['run', '--seed', '1.5'], '--seed: "1.5" is not a seed', 'write a whole number from 0 to 4294967295'],
    [['run', '--seed', '4294967296'], '--seed: 4294967296 is not a seed', 'write a whole number'],
    [['run', '--predict', 'plan9'], '--predict: unknown system "plan9"', 'linux, freebsd, macos'],
    [['run', '--predict', ''], '--predict: unknown system ""', 'linux, freebsd, macos'],
    [['rules', '--os', 'plan9'], 'rules: --os: unknown system "plan9"', 'linux, freebsd, macos'],
    [['rules', 'linux.no-overlpa'], 'rules: unknown rule "linux.no-overlpa"', 'did you mean linux.no-overlap?'],
    [['check', '-', '-'], 'check: - is standard input, which can be read only once', 'name it once'],
    [['check'], 'check: no file is named', 'bindmatrix check FILE'],
    [['run', '--port', '0'], '--port: port 0 cannot be shared', ''],
    [['run', '--port', '70000'], '--port: port 70000 is out of range', ''],
    [['run', '--address', '192.168.101'], '--address: "192.168.101" is not an IP address', ''],
    [['run', '--reuse', 'maybe'], '--reuse: "maybe" is not a value of reuse', ''],
    [['run', '--output', '/nonexistent/x'], '--output /nonexistent/x: open: ENOENT', ''],
    [['why', 'www.example.test:80'], '"www.example.test:80" is not an endpoint', 'no name server is asked'],
    [['why', '80', '--port', '81'], '--port: the endpoint names a port already', 'leave one of the two out'],
    [['why', '--netns', 'no-such-one'], '--netns: no network namespace is named "no-such-one"', 'the pid of a process'],
    [['why', '127.0.0.1%lo:53', '--device', 'eth0'], '--device eth0: the endpoint says lo', ''],
    [['why', '80', '--reuse', 'both'], '--reuse: "both" is not a value of reuse', ''],
    [['serve', '--port', '0'], '--port: port 0 cannot be shared', ''],
    [['serve', '--address', 'any4'], '--address: "any4" is not an IP address', ''],
    [['serve', '--address', '192.168.101'], '--address: "192.168.101" is not an IP address', 'has 3'],
    [['serve', '--reuse', 'adr'], '--reuse: "adr" is not a value of reuse', 'did you mean addr?'],
  ])('%j: %s', async (args, message, hint) => {
    const { code, stdout, stderr } = await call(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^bindmatrix: .+\n( {2}.+\n)?$/);
    expect(stderr).toContain(`bindmatrix: ${message}`);
    expect(stderr).toContain(hint);
  });
});

test('a list of systems is read alike with commas and from two flags', async () => {
  const prediction = ['run', '--port', '50005', '--address', 'any4', '--predict'];
  const comma = await call([...prediction, 'linux,freebsd']);
  const twice = await call([...prediction, 'linux', '--predict', 'freebsd']);
  expect(comma).toMatchObject({ code: 0, stderr: '' });
  expect(twice.stdout).toBe(comma.stdout);
});
