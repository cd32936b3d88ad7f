import type { Result } from '../../model/result.ts';
import type { Names } from './names.ts';
import { parseEndpoint } from './parse-endpoint.ts';
import type { WrittenEndpoint } from './written-endpoint.ts';

/** An address and a port that are written apart: `('0.0.0.0', 8000)`, `port 22 on ::`. */
export function endpointOf(address: string, port: string, names: Names): Result<WrittenEndpoint> {
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  return parseEndpoint(bare.includes(':') ? `[${bare}]:${port}` : `${bare}:${port}`, names);
}

/** Where an endpoint stands in a text: in which words, and what they are. */
interface Form {
  readonly pattern: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>, names: Names) => Result<WrittenEndpoint>;
}

const apart: Form['read'] = ({ address = '', port = '' }, names) => endpointOf(address, port, names);
const whole: Form['read'] = ({ at = '' }, names) => parseEndpoint(at, names);

const PORT = String.raw`(?<port>\d{1,5})(?!\d)`;
const form = (pattern: string, read: Form['read']): Form => ({ pattern: new RegExp(pattern, 'gi'), read });

/** The forms of an endpoint in running text, the surest first. */
const FORMS: readonly Form[] = [
  // Python: ('0.0.0.0', 8000), ('::', 8000, 0, 0)
  form(String.raw`\('(?<address>[^']*)', ${PORT}`, apart),
  // Node: address: '::', port: 3000
  form(String.raw`address: '(?<address>[^']*)',\s*port: ${PORT}`, apart),
  // sshd: Bind to port 22 on 0.0.0.0 failed
  form(String.raw`port ${PORT} on (?<address>\[?[0-9a-f:.]+\]?)(?=[\s,.]|$)`, apart),
  // Ruby: for "127.0.0.1" port 3000
  form(String.raw`"(?<address>[^"\s]*)" port ${PORT}`, apart),
  // strace(1): sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")
  form(String.raw`htons\(${PORT}\).{0,80}?(?:inet_addr\(|AF_INET6, )"(?<address>[^"]*)"`, apart),
  // BIND: 127.0.0.1#53
  form(String.raw`(?<address>(?:\d+\.){3}\d+|[0-9a-f]{0,4}:[0-9a-f:.]{1,44})#${PORT}`, apart),
  // An IPv6 address in brackets.
  form(String.raw`(?<at>\[[0-9a-f:.]+(?:%[\w.-]+)?\](?:%[\w.-]+)?:\d{1,5})(?!\d)`, whole),
  // ssh: bind [127.0.0.1]:8080
  form(String.raw`\[(?<address>[\d.]+)\]:${PORT}`, apart),
  // An IPv4 address.
  form(String.raw`(?<![\w.:])(?<at>\d+\.\d+\.\d+\.\d+(?:%[\w.-]+)?:\d{1,5})(?!\d)`, whole),
  // An IPv6 address without brackets: the last part is the port.
  form(String.raw`(?<![\w.])(?<address>[0-9a-f]{0,4}:[0-9a-f:.]{0,44}[0-9a-f:]):${PORT}(?![\w:])`, apart),
  form(String.raw`(?<![\w.])(?<address>[0-9a-f]{0,4}:[0-9a-f:.]{0,44}[0-9a-f:]):${PORT}(?=:(?:\s|$))`, apart),
  // Every address: *:80, <null>:80, :80
  form(String.raw`(?:(?<![\w*])-?(?:::)?(?<address>\*):|(?<=<null>):|(?<=[\s"'(]|^):)${PORT}(?![.\d])`, apart),
  // A name of /etc/hosts.
  form(String.raw`(?<![\w.:/-])(?<at>[a-z][\w.-]*:\d{1,5})(?![\w])`, whole),
];

/** A port without an address. */
const PORT_ALONE = form(String.raw`\bports?(?:\(s\))?:?[\s"[=#]{1,3}${PORT}(?![.\w])`, apart);

/** How sure an endpoint in a text must be: `port` is content with a port without an address. */
export type Sureness = 'endpoint' | 'port';

/** The first endpoint in a text, by the surest form; undefined if there is none. */
export function firstEndpoint(text: string, names: Names, sureness: Sureness): WrittenEndpoint | undefined {
  for (const { pattern, read } of sureness === 'port' ? [...FORMS, PORT_ALONE] : FORMS) {
    for (const { groups } of text.matchAll(pattern)) {
      const endpoint = groups && read(groups, names);
      if (endpoint?.ok) return endpoint.value;
    }
  }
  return undefined;
}
