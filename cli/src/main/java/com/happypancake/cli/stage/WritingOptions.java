package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.WriteOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for writing files. */
final class WritingOptions {

  @Option(
      names = "--codec",
      order = 50,
      paramLabel = "NAME",
      completionCandidates = Candidates.Codecs.class,
      description =
          "Deflate with gkl-1 or gkl-2 (Intel's igzip, fast) or jdk-1 to jdk-9 (zlib, everywhere)."
              + " Default: gkl-2 where it loads, else jdk-1; hpc --version --verbose tells.")
  private @Nullable String codec;

  @Option(
      names = "--verify-writes",
      order = 51,
      description = "Inflate each block again with the JDK's zlib before it is written.")
  private boolean verifyWrites;

  /**
   * Returns the chosen options.
   *
   * @throws CommandException if the codec is unknown or unavailable
   */
  WriteOptions choice() throws CommandException {
    return Arguments.check(
        () -> new WriteOptions(codec == null ? Codec.preferred() : Codec.of(codec), verifyWrites));
  }
}
