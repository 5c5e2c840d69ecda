//! What a run of the program asks of the file system, in order, as strace sees it.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output};

/// A system call that changes files, or says what must have reached the disk.
#[derive(Debug, Clone)]
pub(in super::super) enum Call {
    /// A file that was not there.
    Create {
        path: PathBuf,
    },
    Folder {
        path: PathBuf,
    },
    Write {
        path: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        path: PathBuf,
        length: usize,
    },
    /// What was written to a file, or which names a folder holds, has reached the disk.
    Sync {
        path: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Link {
        from: PathBuf,
        to: PathBuf,
    },
    Remove {
        path: PathBuf,
    },
}

const TRACED: &str = "openat,creat,write,pwrite64,pwritev,writev,fsync,fdatasync,unlink,unlinkat,ftruncate,truncate,rename,\
    renameat,renameat2,link,linkat,mkdir,mkdirat,rmdir,close,dup,dup2,dup3,lseek,fallocate,copy_file_range,sendfile,symlink";

/// A program under strace, in a folder and with nothing of our environment; what strace says goes to the file.
fn strace(folder: &Path, log: &Path, options: &[&str], program: &str, arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new("strace");
    command.current_dir(folder).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", folder.join("nobody"));
    command.args(["-f", "-qq"]).args(options).arg("-o").arg(log).arg(program).args(arguments).output()
}

fn can_trace(folder: &Path, log: &Path) -> bool {
    let can = strace(folder, log, &["-e", "trace=close"], "/bin/true", &[]).is_ok_and(|o| o.status.success());
    if !can {
        println!("skipped: needs strace, and the right to use it");
    }
    can
}

/// Runs a command that succeeds; answers what it did below the folder. None where strace cannot be used.
pub(super) fn run_traced(folder: &Path, arguments: &[&str]) -> Option<Vec<Call>> {
    let log = folder.with_extension("strace");
    if !can_trace(folder, &log) {
        return None;
    }
    let options = ["-xx", "-s", "1000000000", "-e", &format!("trace={TRACED}")];
    let output = strace(folder, &log, &options, env!("CARGO_BIN_EXE_claimbook"), arguments).unwrap();
    let calls = parse(&std::fs::read_to_string(&log).unwrap(), folder);
    std::fs::remove_file(&log).unwrap();
    assert!(output.status.success(), "claimbook {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(calls)
}

/// Runs a command one of whose system calls fails (`pwrite64:error=EIO:when=3`). None where strace cannot be used.
pub(in super::super) fn run_failing(folder: &Path, failure: &str, arguments: &[&str]) -> Option<Output> {
    let log = folder.with_extension("strace");
    if !can_trace(folder, &log) {
        return None;
    }
    let call = failure.split(':').next().unwrap();
    let options = ["-e", &format!("trace={call}"), "-e", &format!("inject={failure}")];
    let output = strace(folder, &log, &options, env!("CARGO_BIN_EXE_claimbook"), arguments).unwrap();
    std::fs::remove_file(&log).unwrap();
    Some(output)
}

/// What is open, and how far it was read or written.
struct Open {
    path: PathBuf,
    at: usize,
}

fn parse(log: &str, folder: &Path) -> Vec<Call> {
    let (mut calls, mut open, mut begun) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for line in log.lines() {
        let Some((pid, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        // A call that another thread's call interrupts stands on two lines; it counts where it ended.
        let whole = if let Some(first) = rest.strip_suffix("<unfinished ...>") {
            begun.insert(pid.to_owned(), first.trim_end().to_owned());
            continue;
        } else if let Some((_, end)) = rest.strip_prefix("<... ").and_then(|r| r.split_once("resumed>")) {
            format!("{}{end}", begun.remove(pid).unwrap_or_default())
        } else {
            rest.to_owned()
        };
        read_call(&whole, folder, &mut open, &mut calls);
    }
    calls
}

fn read_call(line: &str, folder: &Path, open: &mut BTreeMap<i64, Open>, calls: &mut Vec<Call>) {
    let Some((name, rest)) = line.split_once('(') else { return };
    let Some((arguments, result)) = rest.rsplit_once(") ").and_then(|(a, r)| Some((a, r.trim().strip_prefix("= ")?)))
    else {
        return;
    };
    let result: i64 = result.split(' ').next().and_then(|r| r.parse().ok()).unwrap_or(-1);
    if result < 0 {
        return;
    }
    let parts: Vec<&str> = arguments.split(", ").collect();
    let text = |n: usize| parts.get(n).and_then(|part| bytes_of(part));
    let number = |n: usize| parts.get(n).and_then(|part| part.parse::<i64>().ok());
    let path = |n: usize| text(n).and_then(|bytes| below(folder, &bytes));
    let opened = |n: usize, open: &BTreeMap<i64, Open>| Some(open.get(&number(n)?)?.path.clone());
    match name {
        "openat" => {
            let Some(path) = path(1) else {
                open.remove(&result);
                return;
            };
            let flags = parts.get(2).copied().unwrap_or_default();
            assert!(!flags.contains("O_TMPFILE"), "a file without a name is not understood here: {line}");
            if flags.contains("O_CREAT") {
                calls.push(Call::Create { path: path.clone() });
            }
            if flags.contains("O_TRUNC") {
                calls.push(Call::Truncate { path: path.clone(), length: 0 });
            }
            open.insert(result, Open { path, at: 0 });
        }
        "close" => drop(number(0).and_then(|fd| open.remove(&fd))),
        "write" => {
            let Some(file) = number(0).and_then(|fd| open.get_mut(&fd)) else { return };
            let mut bytes = text(1).unwrap();
            bytes.truncate(result as usize);
            let at = file.at;
            file.at += bytes.len();
            calls.push(Call::Write { path: file.path.clone(), at, bytes });
        }
        "pwrite64" => {
            let Some(path) = opened(0, open) else { return };
            let mut bytes = text(1).unwrap();
            bytes.truncate(result as usize);
            calls.push(Call::Write { path, at: number(3).unwrap() as usize, bytes });
        }
        "lseek" => drop(number(0).and_then(|fd| open.get_mut(&fd)).map(|file| file.at = result as usize)),
        "ftruncate" => {
            let Some(path) = opened(0, open) else { return };
            calls.push(Call::Truncate { path, length: number(1).unwrap() as usize });
        }
        "fsync" | "fdatasync" => calls.extend(opened(0, open).map(|path| Call::Sync { path })),
        "rename" => calls.extend(path(0).zip(path(1)).map(|(from, to)| Call::Rename { from, to })),
        "renameat" | "renameat2" => calls.extend(path(1).zip(path(3)).map(|(from, to)| Call::Rename { from, to })),
        "link" => calls.extend(path(0).zip(path(1)).map(|(from, to)| Call::Link { from, to })),
        "linkat" => calls.extend(path(1).zip(path(3)).map(|(from, to)| Call::Link { from, to })),
        "unlink" | "rmdir" => calls.extend(path(0).map(|path| Call::Remove { path })),
        "unlinkat" => calls.extend(path(1).map(|path| Call::Remove { path })),
        "mkdir" => calls.extend(path(0).map(|path| Call::Folder { path })),
        "mkdirat" => calls.extend(path(1).map(|path| Call::Folder { path })),
        _ => {
            let ours = opened(0, open).or_else(|| path(0)).or_else(|| path(1));
            assert!(ours.is_none(), "a call that is not understood here: {line}");
        }
    }
}

/// The bytes of a text that strace prints in hexadecimal.
fn bytes_of(part: &str) -> Option<Vec<u8>> {
    let hex = part.strip_prefix('"')?.strip_suffix('"')?;
    hex.split("\\x").skip(1).map(|byte| u8::from_str_radix(byte, 16).ok()).collect()
}

/// A path below the folder, from there; none of any other place.
fn below(folder: &Path, bytes: &[u8]) -> Option<PathBuf> {
    let path = folder.join(std::str::from_utf8(bytes).ok()?);
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    Some(plain.strip_prefix(folder).ok()?.to_owned())
}
