package com.happypancake.cli.command;

import com.happypancake.cli.command.PropertiesFile.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The user's configuration: environment variables, and default options from a properties file. The
 * key {@code extract.country} applies to one command, {@code country} to all that have the option.
 */
public final class Configuration implements IDefaultValueProvider {

  private final Map<String, String> environment;
  private Optional<PropertiesFile> file = Optional.empty();
  private Optional<String> error = Optional.empty();

  /**
   * Reads the file that {@code HPC_CONFIG} names, else {@code hpc/hpc.properties} below {@code
   * XDG_CONFIG_HOME}, else below {@code .config} in the home folder, if it exists. The home folder
   * is that of {@code HOME}, else of the system. A relative folder is ignored, so that no file in
   * the working directory is taken for the user's configuration. Errors are left to {@link #check},
   * so that help works without a valid file.
   *
   * @param environment the environment variables
   * @param systemHome the user's home folder, as the system has it
   */
  public Configuration(Map<String, String> environment, String systemHome) {
    this.environment = environment;
    try {
      Optional<Path> named = variable("HPC_CONFIG").filter(text -> !text.isEmpty()).map(Path::of);
      Optional<Path> found = named.or(() -> own(systemHome).filter(Files::exists));
      if (named.isPresent() && !Files.exists(named.get())) {
        error = Optional.of(named.get() + ": HPC_CONFIG names this file, but there is none");
      } else if (found.isPresent()) {
        file = Optional.of(read(found.get()));
      }
    } catch (CommandException e) {
      error = Optional.ofNullable(e.getMessage());
    } catch (InvalidPathException e) {
      error = Optional.of("the folder or file of the configuration " + Arguments.noPath(e));
    }
  }

  private Optional<Path> own(String systemHome) {
    Optional<Path> below =
        absolute(environment.getOrDefault("XDG_CONFIG_HOME", ""))
            .or(
                () ->
                    absolute(environment.getOrDefault("HOME", ""))
                        .or(() -> absolute(systemHome))
                        .map(home -> home.resolve(".config")));
    return below.map(folder -> folder.resolve("hpc").resolve("hpc.properties"));
  }

  private static Optional<Path> absolute(String text) {
    return Optional.of(Path.of(text)).filter(Path::isAbsolute);
  }

  private static PropertiesFile read(Path path) throws CommandException {
    try {
      return PropertiesFile.read(path);
    } catch (IOException e) {
      throw CommandException.usage("%s: cannot be read: %s", path, FailureMapper.reason(e));
    }
  }

  /** Returns an environment variable; empty if it is not set. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /**
   * Checks that the file could be read and has only keys that some command has.
   *
   * @param root the root of the command tree
   * @throws CommandException if the file is missing or unreadable, or has an unknown key or a
   *     password; the message names file, line and key, and holds no value
   */
  public void check(CommandSpec root) throws CommandException {
    if (error.isPresent()) {
      throw CommandException.usage("%s", error.get());
    }
    if (file.isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>();
    collect(root, "", known);
    for (Setting setting : file.get().settings().values()) {
      String key = setting.key();
      if (key.equals("password") || key.endsWith(".password")) {
        throw CommandException.usage(
            "%s: %s: a password may not stand here; name a file that holds it by %s-file",
            place(setting), key, key);
      }
      if (!known.contains(key)) {
        throw CommandException.usage(
            "%s: no command has the key '%s'; expected <command>.<option> or <option>, for"
                + " example extract.country",
            place(setting), key);
      }
    }
  }

  private String place(Setting setting) {
    return file.map(PropertiesFile::path).orElseThrow() + ", line " + setting.line();
  }

  /**
   * Returns the line and the key that give an option its value; empty if the file does not.
   *
   * @param value the option's value
   */
  public Optional<String> origin(OptionSpec option, @Nullable Object value) {
    return setting(option)
        .filter(setting -> setting.value().equals(value))
        .map(setting -> place(setting) + ": " + setting.key());
  }

  /**
   * Returns which options of a command the file sets, as a clause for an error that one of them may
   * have caused; empty if it sets none.
   *
   * @param command a command whose line was parsed
   */
  public Optional<String> origins(CommandSpec command) {
    String keys =
        command.options().stream()
            .filter(option -> !command.commandLine().getParseResult().hasMatchedOption(option))
            .flatMap(option -> setting(option).stream())
            .map(setting -> setting.key() + " (line " + setting.line() + ")")
            .collect(Collectors.joining(", "));
    return file.filter(any -> !keys.isEmpty()).map(from -> from.path() + " sets " + keys);
  }

  private static void collect(CommandSpec command, String path, Set<String> keys) {
    for (OptionSpec option : command.options()) {
      if (mayBeSet(option)) {
        keys.add(name(option));
        keys.add(path + name(option));
      }
    }
    for (Map.Entry<String, CommandLine> child : command.subcommands().entrySet()) {
      collect(child.getValue().getCommandSpec(), path + child.getKey() + ".", keys);
    }
  }

  private static boolean mayBeSet(OptionSpec option) {
    return !option.hidden() && !option.usageHelp() && !option.versionHelp();
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? setting(option).map(Setting::value).orElse(null)
        : null;
  }

  /** Returns what the file says of an option. The longest key prevails. */
  private Optional<Setting> setting(OptionSpec option) {
    if (file.isEmpty() || !mayBeSet(option)) {
      return Optional.empty();
    }
    Map<String, Setting> settings = file.get().settings();
    String name = name(option);
    for (CommandSpec command = option.command(); command != null; command = command.parent()) {
      String path = command.qualifiedName(".").replaceFirst("^[^.]*\\.?", "");
      Setting setting = settings.get(path.isEmpty() ? name : path + "." + name);
      if (setting != null && has(command, name)) {
        return Optional.of(setting);
      }
    }
    return Optional.ofNullable(settings.get(name));
  }

  private static boolean has(CommandSpec command, String name) {
    return command.options().stream().anyMatch(option -> name(option).equals(name));
  }
}
