package com.happypancake.cli;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hpc completion}: prints a shell completion script. */
@Command(
    name = "completion",
    header = "Print the completion script of a shell.",
    description =
        "Prints a script that makes the shell complete the commands and options of hpc."
            + " zsh reads the same script after: autoload -U +X bashcompinit && bashcompinit",
    footer = {
      "  source <(hpc completion)",
      "  hpc completion bash > ~/.local/share/bash-completion/completions/hpc"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class CompletionCommand extends Subcommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "bash or zsh. Default: ${DEFAULT-VALUE}.")
  private String shell;

  @Override
  protected void run() throws CommandException, IOException {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw CommandException.usage("shell '%s' is not known; expected bash or zsh", shell);
    }
    output().line(AutoComplete.bash("hpc", spec().root().commandLine()));
  }
}
