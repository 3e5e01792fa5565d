package com.happypancake.cli.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
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
  private final Path file;
  private final Properties properties = new Properties();
  private Optional<String> error = Optional.empty();

  /**
   * Reads the file that {@code HPC_CONFIG} names, else {@code hpc/hpc.properties} below {@code
   * XDG_CONFIG_HOME} ({@code ~/.config}) if it exists. Errors are left to {@link #check}, so that
   * help works without a valid file.
   *
   * @param environment the environment variables
   * @param home the user's home folder
   */
  public Configuration(Map<String, String> environment, String home) {
    this.environment = environment;
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder = xdg.isEmpty() ? Path.of(home, ".config") : Path.of(xdg);
    String named = environment.getOrDefault("HPC_CONFIG", "");
    this.file = named.isEmpty() ? folder.resolve("hpc").resolve("hpc.properties") : Path.of(named);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        properties.clear();
        error = Optional.of(file + ": cannot be read as a properties file in UTF-8");
      }
    } else if (!named.isEmpty()) {
      error = Optional.of(file + ": HPC_CONFIG names this file, but there is none");
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
   *     password; the message holds no value
   */
  public void check(CommandSpec root) throws CommandException {
    if (error.isPresent()) {
      throw CommandException.usage("%s", error.get());
    }
    if (properties.isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>();
    collect(root, "", known);
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (key.equals("password") || key.endsWith(".password")) {
        throw CommandException.usage(
            "%s: %s: passwords do not stand here; name a file that holds it by %s-file",
            file, key, key);
      }
      if (!known.contains(key)) {
        throw CommandException.usage(
            "%s: no command has the key '%s'; expected <command>.<option> or <option>, for"
                + " example extract.country",
            file, key);
      }
    }
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
    if (!(argument instanceof OptionSpec option) || !mayBeSet(option)) {
      return null;
    }
    String name = name(option);
    for (CommandSpec command = option.command(); command != null; command = command.parent()) {
      String path = command.qualifiedName(".").replaceFirst("^[^.]*\\.?", "");
      String value = properties.getProperty(path.isEmpty() ? name : path + "." + name);
      if (value != null && has(command, name)) {
        return value;
      }
    }
    return properties.getProperty(name);
  }

  private static boolean has(CommandSpec command, String name) {
    return command.options().stream().anyMatch(option -> name(option).equals(name));
  }
}
