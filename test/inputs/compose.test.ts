import { describe, expect, it } from 'vitest';
import { including, reading, sockets } from './reading.ts';

const environment = { WEB: '8080', IP: '127.0.0.1', EMPTY: '' };

const port = (written: string): string[] =>
  sockets('compose', `services: { a: { ports: [ ${written} ] } }`, { environment });
const BRACE = '${';

describe('a port of a compose file', () => {
  it.each([
    ['"8080:80"', ['f:1:27 *:8080/tcp']],
    ['8000:8000', ['f:1:27 *:8000/tcp']],
    ['"127.0.0.1:8000:8000"', ['f:1:27 127.0.0.1:8000/tcp']],
    ['"[::1]:80:80/udp"', ['f:1:27 [::1]:80/udp']],
    ['"::1:80:80"', ['f:1:27 [::1]:80/tcp']],
    ['"8000-8001:80-81/UDP"', ['f:1:27 *:8000/udp', 'f:1:27 *:8001/udp']],
    [`"${BRACE}WEB}:80"`, ['f:1:27 *:8080/tcp']],
    ['"$IP:$WEB:80"', ['f:1:27 127.0.0.1:8080/tcp']],
    [`"${BRACE}NO:-81}:80"`, ['f:1:27 *:81/tcp']],
    [`"${BRACE}EMPTY:-82}:80"`, ['f:1:27 *:82/tcp']],
    [`"${BRACE}NO:-${BRACE}OTHER:-83}}:80"`, ['f:1:27 *:83/tcp']],
    [`"${BRACE}WEB:+84}:80"`, ['f:1:27 *:84/tcp']],
    [`"${BRACE}EMPTY-85}80:80"`, ['f:1:27 *:80/tcp']],
    ['{ target: 80, published: 8080 }', ['f:1:27 *:8080/tcp']],
    ['{ target: 53, published: "53", host_ip: 10.10.2.102, protocol: udp, mode: host }', ['f:1:27 10.10.2.102:53/udp']],
    [
      '22:22',
      [
        'f:1:27 *:22/tcp',
        '? f:1:27 22:22: a reader of YAML 1.1, as docker-compose 1 is, takes it for the number 1342: write it in quotes',
      ],
    ],
    ['80', ['- f:1:27 80: it names no port of the host: Docker chooses one']],
    ['"127.0.0.1::80"', ['- f:1:27 127.0.0.1::80: it names no port of the host: Docker chooses one']],
    ['{ target: 80 }', ['- f:1:27 target: 80: it names no port of the host: Docker chooses one']],
    [
      '"8000-8005:80"',
      ['- f:1:27 8000-8005:80: several ports of the host for one of the container: Docker takes a free one'],
    ],
    [
      '{ target: 80, published: "8000-8005" }',
      [
        '- f:1:27 target: 80, published: 8000-8005: several ports of the host for one of the container: Docker takes a free one',
      ],
    ],
    ['"80:80/sctp"', ['- f:1:27 80:80/sctp: SCTP is neither TCP nor UDP']],
    ['"$NO:80"', ['- f:1:27 $NO:80: the variable NO is not set here']],
  ])('%s', (written, expected) => {
    expect(port(written)).toEqual(expected);
  });

  it.each([
    ['"70000:80"', '! f:1:27: "70000" is not a port of the host (write 80, or 8000-8002)'],
    ['"80:http"', '! f:1:27: "http" is not a port of the container (write 80, or 8000-8002)'],
    ['"80:80/ip"', '! f:1:27: "ip" is not a protocol of a port (tcp, udp or sctp)'],
    [
      '"localhost:80:80"',
      '! f:1:27: "localhost" is not an address (write an IPv4 or IPv6 address, such as 192.0.2.2 or fe80::1%eth0)',
    ],
    ['"8000-8005:80-81"', '! f:1:27: 6 ports of the host for 2 of the container (write ranges of the same length)'],
    ['{ target: 80, publish: 80 }', '! f:1:41: unknown key "publish" of a port (did you mean "published"?)'],
    ['{ published: 80 }', '! f:1:27: this port has no target (write the port of the container: target: 80)'],
    ['[ 80 ]', '! f:1:27: this is not a port (write it as "8080:80")'],
    [`"${BRACE}NO:?set it}:80"`, '! f:1:27: the variable NO is needed: set it'],
    [`"${BRACE}NO:80"`, `! f:1:27: "${BRACE}NO:80" has a "${BRACE}" that is not closed`],
    ['"80$:80"', '! f:1:27: "80$:80" has a "$" that begins no variable; write "$$" for the sign itself'],
  ])('%s is wrong', (written, complaint) => {
    expect(port(written)).toEqual([complaint]);
  });
});

describe('a compose file', () => {
  it('gives a service for each of its services that has ports of the host', () => {
    const text = `# shop
name: shop
services:
  web:
    image: nginx
    ports:
      - "80:80"
      - 443:443
  db:
    image: postgres
    expose: [5432]
  admin:
    ports: ["127.0.0.1:9000:9000"]
`;
    expect(reading('compose', text)).toEqual([
      'web/docker-proxy f:7:9 *:80/tcp',
      'web/docker-proxy f:8:9 *:443/tcp',
      'admin/docker-proxy f:13:13 127.0.0.1:9000/tcp',
    ]);
  });

  it('is read as docker compose config writes it in JSON', () => {
    const text = JSON.stringify(
      {
        name: 'x',
        services: { web: { ports: [{ mode: 'ingress', target: 80, published: '8080', protocol: 'tcp' }] } },
      },
      null,
      2,
    );
    expect(reading('compose', text)).toEqual(['web/docker-proxy f:6:9 *:8080/tcp']);
  });

  it('may have anchors, aliases and merged maps; the own key counts', () => {
    const text = `x-a: &a { ports: ["80:80"] }
x-b: &b { ports: &p ["81:81"], network_mode: host }
services:
  one: { <<: *a }
  two: { <<: [*a, *b], network_mode: bridge }
  three: { ports: *p }
  four: { <<: *a, ports: ["82:82"] }
`;
    expect(reading('compose', text)).toEqual([
      'one/docker-proxy f:1:19 *:80/tcp',
      'two/docker-proxy f:1:19 *:80/tcp',
      'three/docker-proxy f:2:22 *:81/tcp',
      'four/docker-proxy f:7:27 *:82/tcp',
    ]);
  });

  it('has variables in every value that decides', () => {
    const text = `services:
  a: { network_mode: "${BRACE}MODE:-host}", ports: ["80:80"] }
  b: { profiles: ["${BRACE}NAME:-debug}"], ports: ["81:81"] }
  c: { scale: "${BRACE}COUNT:-0}", ports: ["82:82"] }
  d: { network_mode: none, ports: ["83:83"] }
  e: { network_mode: "service:d", ports: ["84:84"] }
`;
    expect(reading('compose', text).filter((line) => !line.includes('the container opens'))).toEqual([
      '- f:2:47 80:80: network_mode is host: Docker forwards no ports',
      '- f:3:46 81:81: the service is started with --profile debug alone',
      '- f:4:38 82:82: no container of the service is started: it has 0 of them',
      '- f:5:36 83:83: network_mode is none: Docker forwards no ports',
      '- f:6:43 84:84: network_mode is service:d: Docker takes no ports',
    ]);
  });

  it('asks for equal ports once', () => {
    const ports = '["80:80", "0.0.0.0:80:80/tcp", {target: 80, published: 80}, "80:81", "80-81:80-81"]';
    expect(sockets('compose', `services: { a: { ports: ${ports} } }`).map((line) => line.split(' ')[1])).toEqual([
      '*:80/tcp',
      '*:80/tcp',
      '*:81/tcp',
    ]);
  });

  it('tells of the file that docker compose reads beside it', () => {
    const include = including({ 'compose.override.yaml': '' });
    const read = (file: string): string[] =>
      reading('compose', 'services: { a: { ports: ["80:80"] } }', { include }, file);
    expect(read('/srv/compose.yaml')[1]).toMatch(/^\? \/srv\/compose\.yaml:1:1 compose\.override\.yaml: it is beside/);
    expect(read('/srv/other.yaml')).toHaveLength(1);
  });

  it('says what it does not read', () => {
    const text = `include: [other.yaml]
services:
  host: { network_mode: host, ports: ["80:80"] }
  child: { extends: { service: web, file: web.yaml }, ports: ["81:81"] }
  debug: { profiles: [debug], ports: ["82:82"] }
  many: { deploy: { replicas: 2 }, ports: ["83:83"] }
  reset: { ports: !reset [] }
`;
    expect(reading('compose', text)).toEqual([
      'child/docker-proxy f:4:63 *:81/tcp',
      'many/docker-proxy f:6:44 *:83/tcp',
      '- f:1:11 other.yaml: not read: it cannot be read from here; see docker compose config',
      '- f:3:11 network_mode: host: the container opens its ports on the host itself: which, only its own configuration says',
      '- f:3:39 80:80: network_mode is host: Docker forwards no ports',
      '- f:4:12 web.yaml: not read: it cannot be read from here; see docker compose config',
      '- f:5:39 82:82: the service is started with --profile debug alone',
      '? f:6:3 many: 2 containers ask for the same ports of the host: only one gets them',
    ]);
    expect(sockets('compose', text, { environment: { COMPOSE_PROFILES: 'a,debug' } })).toContain('f:5:39 *:82/tcp');
  });

  it('reads what a service extends, here and in other files, whose ports come first', () => {
    const include = including({
      'sub/base.yml':
        'services: { base: { extends: root, ports: ["1:1"] }, root: { ports: ["2:2"], network_mode: bridge } }',
    });
    const text = `services:
  a: { ports: ["80:80"] }
  b: { extends: a, ports: ["81:80"] }
  c: { extends: { service: base, file: sub/base.yml } }
  d: { extends: { service: a }, ports: !override ["82:80"] }
  e: { extends: { service: a }, network_mode: none }
`;
    expect(reading('compose', text, { include })).toEqual([
      'a/docker-proxy f:2:16 *:80/tcp',
      'b/docker-proxy f:2:16 *:80/tcp',
      'b/docker-proxy f:3:28 *:81/tcp',
      'c/docker-proxy sub/base.yml:1:70 *:2/tcp',
      'c/docker-proxy sub/base.yml:1:44 *:1/tcp',
      'd/docker-proxy f:5:51 *:82/tcp',
      '- f:2:16 80:80: network_mode is none: Docker forwards no ports',
    ]);
  });

  it('reads what it includes, each by the folder of the file that includes it', () => {
    const include = including({
      'x/a.yml': 'include: [../b.yml]\nservices: { a: { ports: ["1:1"] } }',
      'b.yml': 'services: { b: { ports: ["2:2"] } }',
    });
    expect(reading('compose', 'include: [{ path: x/a.yml }, { path: [c.yml, d.yml] }]', { include })).toEqual([
      'a/docker-proxy x/a.yml:2:26 *:1/tcp',
      'b/docker-proxy b.yml:1:26 *:2/tcp',
      '- f:1:30 include: not read: it names no single file; see docker compose config',
    ]);
  });

  it.each([
    ['services: { a: { extends: b } }', '! f:1:18: there is no service "b" to extend'],
    ['services: { a: { extends: a } }', '! f:1:18: the service "a" extends itself (remove one extends)'],
    [
      'services: { a: { extends: { file: f } } }',
      '! f:1:18: extends names no service (write extends: { service: NAME })',
    ],
    ['services: { a: { Ports: ["1:1"] } }', '! f:1:18: a service has no key "Ports" (did you mean "ports"?)'],
    ['services: { a: { prots: ["1:1"] } }', '! f:1:18: a service has no key "prots" (did you mean "ports"?)'],
  ])('%s is wrong', (text, complaint) => {
    expect(sockets('compose', text)[0]).toBe(complaint);
  });

  it.each([
    ['version: "3"\n', '! f:1:1: a compose file has a map of services (write them below "services:")'],
    ['services:\n', '! f:1:1: a compose file has a map of services (write them below "services:")'],
    ['services: { a: 1 }', '! f:1:13: the service "a" is not a map (write its keys below it)'],
    [
      'services: { a: { ports: "80:80" } }',
      '! f:1:25: ports is not a list (write each port after a dash: - "8080:80")',
    ],
    ['services: { a: { ports: *x } }', '! f:1:25: the alias "*x" has no anchor before it'],
    ['services: { a: {}, a: {} }', '! f:1:20: the key "a" is written twice (keep one of the two)'],
    ['services: { a: &a { <<: *a } }', '! f:1:19: the merged maps come to too much (write the values in full)'],
    [
      'services: {',
      '! f:1:12: invalid YAML: flow map in block collection must be sufficiently indented and end with a }',
    ],
  ])('%j is wrong', (text, complaint) => {
    expect(sockets('compose', text)).toEqual([complaint]);
  });
});
