"""What `why` says of devices and VRFs beside what the kernel does, on a kernel that has them; as root, in a booted kernel:

    npm run kernels -- --only uml-6.12 --run python3 test/kernels/vrf.py

A VRF with a dummy device, a dummy and a macvlan outside of it; every device as holder and as newcomer, TCP and UDP, with
and without net.ipv4.{tcp,udp}_l3mdev_accept. Prints each pair; ends with 1 where `why` and the kernel differ.
"""
import errno
import itertools
import json
import socket
import subprocess
import sys

LINKS = (
    "link add blue type vrf table 10", "link set blue up",
    "link add d1 type dummy", "link set d1 master blue", "link set d1 up", "addr add 10.9.9.1/24 dev d1",
    "link add d2 type dummy", "link set d2 up", "addr add 10.8.8.1/24 dev d2",
    "link add m1 link d2 type macvlan", "link set m1 up",
)
DEVICES = ("", "blue", "d1", "d2", "m1")
KIND = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
PROGRAM = ("node", "dist/cli.js", "why", "--format", "json")


def server(protocol, device, port):
    """The socket, and `ok` or the errno that refused it."""
    sock = socket.socket(socket.AF_INET, KIND[protocol])
    if device:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
    if protocol == "tcp":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(("0.0.0.0", port))
        if protocol == "tcp":
            sock.listen()
    except OSError as error:
        return sock, "bind:" + errno.errorcode[error.errno]
    return sock, "ok"


def foreseen(protocol, device, port):
    """What the rules foresee, and whether a bind of the program itself agrees."""
    argv = [*PROGRAM, f"{protocol}:0.0.0.0:{port}", *(["--device", device] if device else [])]
    answer = json.loads(subprocess.run(argv, capture_output=True, text=True, check=False).stdout)
    return answer["prediction"]["outcome"]


def main():
    for line in LINKS:
        subprocess.run(["ip", *line.split()], check=True)
    wrong = 0
    for port, (accept, protocol, holder) in enumerate(itertools.product("01", KIND, DEVICES), 5000):
        with open(f"/proc/sys/net/ipv4/{protocol}_l3mdev_accept", "w", encoding="ascii") as file:
            file.write(accept)
        held, state = server(protocol, holder, port)
        assert state == "ok", (holder, state)
        for newcomer in DEVICES:
            tried, seen = server(protocol, newcomer, port)
            tried.close()
            said = foreseen(protocol, newcomer, port)
            wrong += said != seen
            mark = "" if said == seen else "   DIFFERS"
            print(f"l3mdev_accept {accept} {protocol} {holder or '-'} then {newcomer or '-'}: {seen}, foreseen {said}{mark}")
        held.close()
    print(f"{wrong} differ")
    sys.exit(1 if wrong else 0)


main()
