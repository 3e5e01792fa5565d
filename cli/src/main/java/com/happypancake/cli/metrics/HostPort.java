package com.happypancake.cli.metrics;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on the network.
 *
 * @param host a name or an address; one of version 6 has no brackets
 * @param port 0 to 65535; 0 lets the system choose where something listens
 */
public record HostPort(String host, int port) {

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\[[^\\[\\]]+\\]|[^:\\[\\]]+):)?([0-9]{1,5})");

  private static final int LARGEST_PORT = 65_535;

  /** Checks the port. */
  public HostPort {
    if (port < 0 || port > LARGEST_PORT) {
      throw new IllegalArgumentException("port is " + port + "; expected 0 to " + LARGEST_PORT);
    }
  }

  /**
   * Reads {@code HOST:PORT}, or {@code PORT} alone if there is a host to take.
   *
   * @param option for the error
   * @param host if the text has none
   * @throws IllegalArgumentException if it is none
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

  /** Returns {@code HOST:PORT}. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
