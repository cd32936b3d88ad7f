import { type Address, parseAddress } from '../model/address.ts';
import { readText } from './linux/files.ts';

/** What /etc/hosts has for localhost, hosts(5), IPv6 first as getaddrinfo(3) sorts it (RFC 6724). */
export function localhostAddresses(): readonly Address[] {
  const text = readText('/etc/hosts');
  return text === undefined ? [] : addressesOfName(text, 'localhost');
}

/** The addresses of a name in the text of /etc/hosts. */
function addressesOfName(text: string, name: string): readonly Address[] {
  const found = text.split('\n').flatMap((line) => {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const address = names.includes(name) ? parseAddress(ip) : undefined;
    return address?.ok ? [address.value] : [];
  });
  return [...found.filter(({ family }) => family === 'inet6'), ...found.filter(({ family }) => family === 'inet')];
}
