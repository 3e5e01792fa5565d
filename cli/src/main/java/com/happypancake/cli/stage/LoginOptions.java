package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.database.Credentials;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of a login. A password comes from a file, the environment or a prompt, never from an
 * argument: every user of the machine can see arguments.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class LoginOptions {

  /** The prefix of the variables for a database. */
  static final String SOURCE = "HPC_SOURCE";

  /** The prefix of the variables for a broker. */
  static final String BROKER = "HPC_BROKER";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--user", order = 20, paramLabel = "NAME", description = "Log in as this user.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      order = 21,
      paramLabel = "FILE",
      description =
          "A file whose first line is the password. Without it: HPC_SOURCE_PASSWORD for a"
              + " database, HPC_BROKER_PASSWORD for a broker, or a prompt.")
  private @Nullable Path passwordFile;

  /** Refuses an option that would show the password to everyone. */
  @Option(names = "--password", hidden = true, arity = "0..1")
  @SuppressWarnings({"DoNotCallSuggester", "unused"}) // picocli calls it.
  void refusePassword(String value) {
    throw new ParameterException(
        spec.commandLine(),
        "a password on the command line shows in the list of processes; give it by"
            + " --password-file, HPC_SOURCE_PASSWORD or HPC_BROKER_PASSWORD, or at the prompt");
  }

  /**
   * Finds the login.
   *
   * @param variables the prefix of the environment's variables
   * @param named the user that a URL names
   * @param login makes a login of user and password
   * @return empty if nobody named a user
   * @throws CommandException if the password or its user is missing
   */
  <T> Optional<T> find(
      CommandContext context,
      String variables,
      Optional<String> named,
      BiFunction<String, String, T> login)
      throws CommandException {
    Optional<String> found =
        Optional.ofNullable(user)
            .filter(name -> isOnCommandLine("--user"))
            .or(() -> named)
            .or(() -> Optional.ofNullable(context.environment().get(variables + "_USER")))
            .or(() -> Optional.ofNullable(user))
            .filter(name -> !name.isEmpty());
    return find(context, variables, found, password(context, variables + "_PASSWORD"), login);
  }

  /**
   * Finds the login of a legacy database, whose URL names no user.
   *
   * @return as {@link #find}
   * @throws CommandException as {@link #find}
   */
  Optional<Credentials> findSource(CommandContext context) throws CommandException {
    return find(context, SOURCE, Optional.empty(), Credentials::new);
  }

  /** The properties file comes last, after the environment. */
  private boolean isOnCommandLine(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /**
   * Finds the login in the environment alone.
   *
   * @throws CommandException as {@link #find}
   */
  static <T> Optional<T> findWithoutOptions(
      CommandContext context,
      String variables,
      Optional<String> named,
      BiFunction<String, String, T> login)
      throws CommandException {
    return find(
        context,
        variables,
        named
            .or(() -> Optional.ofNullable(context.environment().get(variables + "_USER")))
            .filter(name -> !name.isEmpty()),
        Optional.ofNullable(context.environment().get(variables + "_PASSWORD")),
        login);
  }

  private static <T> Optional<T> find(
      CommandContext context,
      String variables,
      Optional<String> named,
      Optional<String> given,
      BiFunction<String, String, T> login)
      throws CommandException {
    if (named.isEmpty()) {
      if (given.isPresent()) {
        throw usage("there is a password but no user; add --user or set " + variables + "_USER");
      }
      return Optional.empty();
    }
    String password =
        given
            .or(() -> context.askSecret("Password"))
            .orElseThrow(
                () ->
                    usage(
                        "there is a user but no password, and no terminal to ask at; give"
                            + " --password-file or set "
                            + variables
                            + "_PASSWORD"));
    return Optional.of(login.apply(named.get(), password));
  }

  private Optional<String> password(CommandContext context, String variable)
      throws CommandException {
    Optional<String> environment = Optional.ofNullable(context.environment().get(variable));
    if (passwordFile == null || (environment.isPresent() && !isOnCommandLine("--password-file"))) {
      return environment;
    }
    return Optional.of(firstLine(passwordFile));
  }

  private static String firstLine(Path file) throws CommandException {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (NoSuchFileException e) {
      throw usage("--password-file: " + file + ": there is no such file");
    } catch (MalformedInputException e) {
      throw usage("--password-file: " + file + ": is not UTF-8");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL, "--password-file: " + file + ": cannot be read; check its mode", e);
    }
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
