package com.happypancake.cli.topology;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.stream.StreamTopology;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that add the stream of {@code hpc seed --transport stream} to a topology. */
final class StreamOptions {

  @Option(
      names = "--stream",
      description = "Also the stream of hpc seed --transport stream. See docs/streams.md.")
  private boolean stream;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Make it a super stream with N partitions by subject. For --stream.")
  private int partitions;

  /**
   * Returns the wanted stream or super stream; empty for none.
   *
   * @param prefix the prefix of the topology's names
   * @throws CommandException if partitions are given without a stream, or too many or too few
   */
  Optional<StreamTopology> of(String prefix) throws CommandException {
    if (partitions < 0 || (partitions > 0 && !stream)) {
      throw CommandException.usage("--partitions is for --stream");
    }
    StreamTopology streams =
        Arguments.check("--partitions", () -> StreamTopology.hpc(prefix, partitions));
    return stream ? Optional.of(streams) : Optional.empty();
  }
}
