# Holds a port in one of the ways in which a service is met in the field; prints "ready" when it does, and stays.
import ctypes, os, signal, socket, subprocess, sys, time

libc = ctypes.CDLL(None, use_errno=True)
PORT = 5000


def listener(port=PORT, family=socket.AF_INET, protocol=0, reuse=False):
    s = socket.socket(family, socket.SOCK_STREAM, protocol)
    if reuse:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.bind(("::" if family == socket.AF_INET6 else "0.0.0.0", port))
    s.listen(5)
    return s


def connections(count):
    s = listener()
    clients = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(count)]
    return s, clients, [s.accept()[0] for _ in clients]


def name(text):
    libc.prctl(15, text.encode(), 0, 0, 0)


def inherited():
    """A child of another command has the listener too."""
    s = listener()
    os.set_inheritable(s.fileno(), True)
    return s, subprocess.Popen(["sleep", "100"], close_fds=False)


def close_wait():
    """The clients have closed, the service has not."""
    s, clients, accepted = connections(2)
    for c in clients:
        c.close()
    s.close()
    return accepted


def unread():
    """Bytes have come that the service does not read. The client is another process."""
    return peer_elsewhere(b"hello")


def established():
    """The client is another process, which closes when the service does."""
    return peer_elsewhere(b"")


def peer_elsewhere(data):
    s = listener()
    if os.fork() == 0:
        s.close()
        c = socket.create_connection(("127.0.0.1", PORT))
        c.sendall(data)
        try:
            c.recv(1)
        except OSError:
            pass
        os._exit(0)
    accepted = s.accept()[0]
    time.sleep(0.2)
    s.close()
    return accepted


def in_flight():
    """A listener that no descriptor table has: it waits in a unix socket."""
    s = listener()
    a, b = socket.socketpair(socket.AF_UNIX)
    socket.send_fds(a, [b"x"], [s.fileno()])
    s.close()
    return a, b


def mptcp():
    """A session of MPTCP whose server has gone while its client stays: its subflow is nobody's."""
    s = listener(protocol=262)
    if os.fork() == 0:
        accepted = s.accept()[0]
        time.sleep(0.3)
        os._exit(0)
    c = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
    c.connect(("127.0.0.1", PORT))
    s.close()
    time.sleep(0.6)
    return c


def itself():
    """A connection to its own port."""
    s = socket.socket()
    s.bind(("127.0.0.1", PORT))
    s.connect(("127.0.0.1", PORT))
    return s


def other_user():
    """Opened as root, kept as an ordinary user."""
    s = listener()
    os.setuid(65534)
    return s


def two_users_of_one():
    """Two processes that share a port with SO_REUSEPORT."""
    pids = []
    for command in ("first", "second"):
        if os.fork() == 0:
            name(command)
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            s.bind(("0.0.0.0", PORT))
            s.listen(5)
            time.sleep(100)
    time.sleep(0.3)


def systemd():
    """As process 1: opens a socket for a service, and starts that in the control group that is named."""
    s = listener(family=socket.AF_INET6, reuse=True)
    if os.fork() == 0:
        name("web")
        with open(os.path.join(sys.argv[2], "cgroup.procs"), "w") as group:
            group.write("0")
        print("started", flush=True)
        time.sleep(100)
    name(sys.argv[3])
    time.sleep(0.3)
    return s


def rewritten():
    """Runs a command in a control group whose BPF program gives bind(2) another port: GROUP COMMAND…"""
    import struct

    def insn(code, dst, src, off, imm):
        return struct.pack("<BBhi", code, dst | src << 4, off, imm)

    def bpf(command, attribute):
        buffer = ctypes.create_string_buffer(attribute, 128)
        result = libc.syscall(321 if os.uname().machine == "x86_64" else 280, command, buffer, 128)
        if result < 0:
            sys.exit(f"bpf: {os.strerror(ctypes.get_errno())}")
        return result

    # r2 = htons(9999); ctx->user_port = r2; r0 = 1; exit
    code = insn(0xB7, 2, 0, 0, socket.htons(9999)) + insn(0x63, 1, 2, 24, 0) + insn(0xB7, 0, 0, 0, 1) + insn(0x95, 0, 0, 0, 0)
    program, licence = ctypes.create_string_buffer(code), ctypes.create_string_buffer(b"GPL")
    load = struct.pack("<IIQQIIQI I16sII", 18, 4, ctypes.addressof(program), ctypes.addressof(licence), 0, 0, 0, 0, 0, b"", 0, 8)
    fd = bpf(5, load)
    group = os.open(sys.argv[2], os.O_RDONLY)
    bpf(8, struct.pack("<IIII", group, fd, 8, 0))
    with open(os.path.join(sys.argv[2], "cgroup.procs"), "w") as procs:
        procs.write("0")
    os.execvp(sys.argv[3], sys.argv[3:])


held = {f.__name__: f for f in (inherited, close_wait, unread, established, in_flight, mptcp, itself, other_user, two_users_of_one, systemd, rewritten)}[sys.argv[1]]()
print("ready", flush=True)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    time.sleep(1)
