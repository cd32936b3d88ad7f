import { addressesIn, type Names, portIn } from '../../../src/config/endpoint/names.ts';

const HOSTS = '127.0.0.1 localhost  # this host\n::1 localhost ip6-localhost\n192.0.2.2 db.example.test DB\n';
const SERVICES = 'http 80/tcp www\ndomain 53/tcp\ndomain 53/udp\npostgresql 5432/tcp\n';
export const NAMES: Names = {
  addressesOf: (host) => addressesIn(HOSTS, host),
  portOf: (service, protocol) => portIn(SERVICES, service, protocol),
};
