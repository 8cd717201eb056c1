//! Trying what must be denied.

use std::fs::{self, File};
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::process::Command;

use super::Probe;

/// A file that is there and that anybody may read, and no profile allows.
const FILE: &str = "/etc/passwd";

fn is_denied<T>(tried: io::Result<T>) -> bool {
    tried.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

/// Asked after Landlock and before seccomp, so that it is Landlock that answers.
pub fn is_file_denied() -> bool {
    is_denied(File::open(FILE)) && is_denied(fs::read_dir("/"))
}

pub fn is_socket_denied() -> bool {
    is_denied(UdpSocket::bind("127.0.0.1:0")) && is_denied(UnixStream::pair())
}

/// Everything a decoder that was taken over would try first. Nothing that succeeds does harm.
pub(crate) fn probe() -> Vec<Probe> {
    let probe = |tried: &str, denied| Probe { tried: tried.to_owned(), denied };
    vec![
        probe("open a file", is_denied(File::open(FILE))),
        probe("open its own program", is_denied(File::open("/proc/self/exe"))),
        probe("list a folder", is_denied(fs::read_dir("/"))),
        probe("make a file", is_denied(File::create("/tmp/tutela-self-test"))),
        probe("remove a file", is_denied(fs::remove_file("/tmp/tutela-self-test"))),
        probe("look up a file", is_denied(fs::metadata(FILE))),
        probe("make a datagram socket", is_denied(UdpSocket::bind("127.0.0.1:0"))),
        probe("connect to a server", is_denied(TcpStream::connect("127.0.0.1:9"))),
        probe("listen", is_denied(TcpListener::bind("127.0.0.1:0"))),
        probe("make local sockets", is_denied(UnixStream::pair())),
        probe("make a pipe", is_denied(io::pipe())),
        probe("run a program", is_denied(Command::new("/bin/true").spawn())),
        probe("start a thread", is_denied(std::thread::Builder::new().spawn(|| ()))),
        probe("make a file in memory", is_memory_file_denied()),
        probe("lift its limits", is_limit_denied()),
        probe("become dumpable", is_dumpable_denied()),
    ]
}

fn is_memory_file_denied() -> bool {
    is_denied(rustix::fs::memfd_create("self-test", rustix::fs::MemfdFlags::CLOEXEC).map_err(io::Error::from))
}

fn is_limit_denied() -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = Rlimit { current: Some(0), maximum: Some(0) };
    is_denied(setrlimit(Resource::Core, limit).map_err(io::Error::from))
}

fn is_dumpable_denied() -> bool {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    is_denied(set_dumpable_behavior(DumpableBehavior::Dumpable).map_err(io::Error::from))
}
