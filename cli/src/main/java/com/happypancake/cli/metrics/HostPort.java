package com.happypancake.cli.metrics;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network address.
 *
 * @param host a name or an address; IPv6 addresses have no brackets
 * @param port 0 to 65535; for a listener, 0 lets the system choose
 */
public record HostPort(String host, int port) {

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\[[^\\[\\]]+\\]|[^:\\[\\]]+):)?([0-9]{1,5})");

  private static final int LARGEST_PORT = 65_535;

  /** Checks the port's range. */
  public HostPort {
    if (port < 0 || port > LARGEST_PORT) {
      throw new IllegalArgumentException("port is " + port + "; expected 0 to " + LARGEST_PORT);
    }
  }

  /**
   * Parses {@code HOST:PORT}, or only {@code PORT} if a default host is given.
   *
   * @param option the option's name, for error messages
   * @param host the default host; empty if the text must have one
   * @throws IllegalArgumentException if the text is not such an address
   */
  public static HostPort parse(String option, String text, Optional<String> host) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || (matcher.group(1) == null && host.isEmpty())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is '%s'; expected %sHOST:PORT, for example 127.0.0.1:8125",
              option,
              text,
              host.isPresent() ? "PORT or " : ""));
    }
    String found = matcher.group(1) == null ? host.orElseThrow() : matcher.group(1);
    try {
      return new HostPort(found.replaceAll("[\\[\\]]", ""), Integer.parseInt(matcher.group(2)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
