package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.database.Credentials;
import com.happypancake.seeder.broker.BrokerAddress.Login;
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
 * The options of a login. A password comes from a file, the environment or a prompt. It never comes
 * from an argument, because every user of the machine can see arguments.
 *
 * <p>An instance that picocli did not create finds a login only in the environment.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class LoginOptions {

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

  /** Refuses a password on the command line. */
  @Option(names = "--password", hidden = true, arity = "0..1")
  @SuppressWarnings({"DoNotCallSuggester", "unused"}) // picocli calls it.
  void refusePassword(String value) {
    throw new ParameterException(
        spec.commandLine(),
        "a password on the command line shows in the list of processes; give it by"
            + " --password-file, HPC_SOURCE_PASSWORD or HPC_BROKER_PASSWORD, or at the prompt");
  }

  /**
   * Finds the login of a legacy database. A user in the environment is only for a server that asks
   * for one, and not for an embedded database.
   *
   * @param url of the database, checked
   * @return empty if no user is named
   * @throws CommandException if the password or the user is missing, or the password file is
   *     unreadable
   */
  Optional<Credentials> findSource(CommandContext context, String url) throws CommandException {
    return find(
        context, "HPC_SOURCE", Optional.empty(), SourceOptions.asksForLogin(url), Credentials::new);
  }

  /**
   * Finds the login of a broker.
   *
   * @param named the user in the broker's URL
   * @return empty if no user is named
   * @throws CommandException in the same cases as {@link #findSource}
   */
  Optional<Login> findBroker(CommandContext context, Optional<String> named)
      throws CommandException {
    return find(context, "HPC_BROKER", named, true, Login::new);
  }

  private <T> Optional<T> find(
      CommandContext context,
      String variables,
      Optional<String> named,
      boolean asksForLogin,
      BiFunction<String, String, T> login)
      throws CommandException {
    Optional<String> found =
        Optional.ofNullable(user)
            .filter(name -> isOnCommandLine("--user"))
            .or(() -> named)
            .or(() -> context.variable(variables + "_USER").filter(name -> asksForLogin))
            .or(() -> Optional.ofNullable(user))
            .filter(name -> !name.isEmpty());
    Optional<String> given = password(context, variables + "_PASSWORD");
    if (found.isEmpty()) {
      if (given.isPresent() && (asksForLogin || passwordFile != null)) {
        throw CommandException.usage(
            "there is a password but no user; add --user or set %s_USER", variables);
      }
      return Optional.empty();
    }
    String password =
        given
            .or(() -> context.askSecret("Password"))
            .orElseThrow(
                () ->
                    CommandException.usage(
                        "there is a user but no password, and no terminal to ask at; give"
                            + " --password-file or set %s_PASSWORD",
                        variables));
    return Optional.of(login.apply(found.get(), password));
  }

  /** Ignores options from the properties file, because the environment overrides them. */
  private boolean isOnCommandLine(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private Optional<String> password(CommandContext context, String variable)
      throws CommandException {
    Optional<String> environment = context.variable(variable);
    if (passwordFile == null || (environment.isPresent() && !isOnCommandLine("--password-file"))) {
      return environment;
    }
    return Optional.of(firstLine(passwordFile));
  }

  private static String firstLine(Path file) throws CommandException {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (NoSuchFileException e) {
      throw CommandException.usage("--password-file: %s: there is no such file", file);
    } catch (MalformedInputException e) {
      throw CommandException.usage("--password-file: %s: is not UTF-8", file);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL, "--password-file: " + file + ": cannot be read; check its mode", e);
    }
  }
}
