//! `completions`: the few lines that let a shell ask claimbook what fits where somebody is typing.

use crate::cli::{Exit, Session, completing};
use crate::tasks::Failure;
use clap_complete::env::Shells;

#[derive(clap::Args)]
#[command(
    after_help = "The shell asks claimbook itself, so it completes commands, options and the addresses of the catalogue in the current \
    folder, and the lines never need updating. Addresses are not offered for a catalogue that is a folder of text, which \
    would have to be read whole. Where to put the lines:\n\n  \
    bash        ~/.bashrc:                       source <(claimbook completions bash)\n  \
    zsh         ~/.zshrc, after compinit:        source <(claimbook completions zsh)\n  \
    fish        ~/.config/fish/config.fish:      claimbook completions fish | source\n  \
    elvish      ~/.config/elvish/rc.elv:         eval (claimbook completions elvish | slurp)\n  \
    powershell  $PROFILE:                        claimbook completions powershell | Out-String | Invoke-Expression\n\n\
    Example:\n  claimbook completions bash > claimbook.bash"
)]
pub(in crate::cli) struct Args {
    /// Your shell
    #[arg(value_name = "SHELL", value_parser = Shells::builtins().names().collect::<Vec<_>>())]
    shell: String,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let shells = Shells::builtins();
        if let Some(shell) = shells.completer(&self.shell) {
            const NAME: &str = "claimbook";
            shell.write_registration(completing::VARIABLE, NAME, NAME, NAME, &mut session.ambient.stdout)?;
        }
        Ok(Exit::Clean)
    }
}
