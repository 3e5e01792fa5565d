package com.happypancake.cli.seed;

import com.happypancake.cli.command.CommandException;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.seeder.Seeding;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for what is seeded. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedWhatOptions {

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FOLDER",
      description = "A folder of events that hpc transform wrote.")
  private Path in;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The seed's name in the log. Default: the folder's, and what is chosen of it.")
  private @Nullable String name;

  @Mixin private SeedChoiceOptions chosen;

  @Option(
      names = "--again",
      description = "Seed events again that the log or the broker's ledger knows as seeded.")
  private boolean again;

  /** Returns the folder. */
  public Path in() {
    return in;
  }

  /**
   * Returns what the options describe.
   *
   * @throws CommandException if an option is wrong, or --only-ordinals lacks --again
   */
  public Seeding.What what() throws CommandException {
    SeedChoice choice = chosen.choice();
    if (choice.getFirstOrdinal() > 0 && !again) {
      throw CommandException.usage("--only-ordinals sends events again: add --again");
    }
    return new Seeding.What(in, Optional.ofNullable(name), choice, chosen.order(), again);
  }
}
