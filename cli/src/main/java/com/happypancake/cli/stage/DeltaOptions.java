package com.happypancake.cli.stage;

import com.google.protobuf.ByteString;
import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.schemas.manifest.Deletes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a delta: its base, and how it finds deleted rows. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class DeltaOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--since",
      order = 30,
      paramLabel = "FOLDER",
      description =
          "Read only what has changed since this dump, a full one or a delta: its base. The dumps"
              + " that it is based on lie beside it. Give the delta to hpc transform --base for the"
              + " events of the changes, or to hpc dumps merge for a new full dump.")
  private @Nullable Path since;

  @Option(
      names = "--deletes",
      order = 31,
      paramLabel = "HOW",
      completionCandidates = Candidates.Deletions.class,
      description =
          "How deleted rows are found: change-tracking, keys (all keys are read and compared with"
              + " the base's) or none. Default: change-tracking if base and source have it, else"
              + " keys.")
  private @Nullable String deletes;

  @Option(
      names = "--overlap",
      order = 32,
      paramLabel = "MINUTES",
      defaultValue = "120",
      description =
          "Read append-only tables without a rowversion again from so long before the base's newest"
              + " row: longer than the hour that the clocks repeat and the longest transaction."
              + " Default: ${DEFAULT-VALUE}.")
  private long overlapMinutes;

  @Option(
      names = "--high-water",
      order = 33,
      paramLabel = "HEX",
      description =
          "Where the source is a database snapshot or a replica, which can't tell it:"
              + " MIN_ACTIVE_ROWVERSION() of the database itself, read before the snapshot was"
              + " made, as 16 hexadecimal digits. Without it no delta can start from this dump.")
  private @Nullable String highWater;

  /**
   * Applies the options to an extraction.
   *
   * @throws CommandException if an option is invalid, or needs a base and has none
   */
  void applyTo(Extraction.Builder extraction) throws CommandException {
    mark().ifPresent(extraction::highWater);
    if (since == null) {
      refuseWithoutBase("--deletes");
      refuseWithoutBase("--overlap");
      return;
    }
    Path base = since;
    extraction.since(
        Arguments.check(
            () ->
                new Delta(
                    base,
                    Optional.ofNullable(deletes).map(DeltaOptions::deletes),
                    Duration.ofMinutes(overlapMinutes))));
  }

  /** Checks only the command line, because the properties file may set defaults for deltas. */
  private void refuseWithoutBase(String option) throws CommandException {
    if (command.commandLine().getParseResult().hasMatchedOption(option)) {
      throw CommandException.usage("%s is for a delta; give its base by --since", option);
    }
  }

  private Optional<ByteString> mark() throws CommandException {
    if (highWater == null) {
      return Optional.empty();
    }
    String digits = highWater.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    if (!digits.matches("[0-9a-f]{16}")) {
      throw CommandException.usage(
          "--high-water is '%s'; expected 16 hexadecimal digits, as 0x00000000000007D1", highWater);
    }
    return Optional.of(ByteString.copyFrom(HexFormat.of().parseHex(digits)));
  }

  private static Deletes deletes(String how) {
    return switch (how.toLowerCase(Locale.ROOT)) {
      case "change-tracking" -> Deletes.DELETES_CHANGE_TRACKING;
      case "keys" -> Deletes.DELETES_KEYS;
      case "none" -> Deletes.DELETES_NONE;
      default ->
          throw new IllegalArgumentException(
              "--deletes is '" + how + "'; expected change-tracking, keys or none");
    };
  }
}
