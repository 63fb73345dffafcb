//! A server in a process of its own, so that the figures of this process are the client's alone.

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// What the process of the server does: writes its address, and lets `answer` have each connection.
pub(crate) fn serve(answer: fn(TcpStream) -> std::io::Result<()>) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    for connection in listener.incoming() {
        let connection = connection?;
        // A connection that breaks is no reason to end.
        std::thread::spawn(move || drop(answer(connection)));
    }
    Ok(())
}

/// The server; it ends with the measurement.
pub(crate) struct Server {
    pub(crate) url: String,
    child: Child,
}

impl Server {
    /// Starts this program with the argument, which then has to write its address into the first line of its output.
    pub(crate) fn start(argument: &str) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(std::env::current_exe()?).arg(argument).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or("the server says nothing")?;
        let mut server = Self { url: String::new(), child };
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address)?;
        server.url = format!("http://{}", address.trim());
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
