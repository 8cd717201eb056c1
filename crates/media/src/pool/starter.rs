//! Starts children, from one thread that lives as long as the pool: a child is killed when the thread that started it
//! ends, and the runtime's own threads come and go.

use std::fs::File;
use std::io;
use std::process::Stdio;
use std::sync::mpsc;

use tokio::process::{Child, Command};
use tokio::sync::oneshot;

use crate::worker::Order;
use crate::{MediaError, PoolSettings};

type Started = oneshot::Sender<io::Result<Child>>;

pub struct Starter {
    orders: mpsc::Sender<(Command, Started)>,
}

impl Starter {
    pub fn start() -> io::Result<Self> {
        let (orders, wanted) = mpsc::channel::<(Command, Started)>();
        let runtime = tokio::runtime::Handle::current();
        std::thread::Builder::new().name("media-starter".to_owned()).spawn(move || {
            let _inside = runtime.enter();
            for (mut command, started) in wanted {
                let _ = started.send(command.spawn());
            }
        })?;
        Ok(Self { orders })
    }

    /// Runs the program with a hidden command. Its environment is empty, and what it says of errors goes nowhere: that
    /// could quote the file.
    pub async fn run(
        &self,
        settings: &PoolSettings,
        hidden: &str,
        order: &Order,
        input: Option<File>,
    ) -> Result<Child, MediaError> {
        let order = serde_json::to_string(order).map_err(|error| MediaError::Start(error.into()))?;
        let mut command = Command::new(&settings.program);
        command
            .args(&settings.arguments)
            .args([hidden, &order])
            .env_clear()
            .current_dir("/")
            .stdin(input.map_or_else(Stdio::piped, Stdio::from))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let (started, done) = oneshot::channel();
        self.orders.send((command, started)).map_err(|_| MediaError::Ended)?;
        done.await.map_err(|_| MediaError::Ended)?.map_err(MediaError::Start)
    }
}
