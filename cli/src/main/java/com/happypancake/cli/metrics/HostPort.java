package com.happypancake.cli.metrics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
   * Reads {@code HOST:PORT}.
   *
   * @param option for the error
   * @throws IllegalArgumentException if it is none
   */
  public static HostPort parse(String option, String text) {
    Matcher matcher = matcher(text);
    if (matcher == null || matcher.group(1) == null) {
      throw refused(option, text, "HOST:PORT");
    }
    return of(option, matcher.group(1), matcher.group(2));
  }

  /**
   * Reads {@code PORT} or {@code HOST:PORT}.
   *
   * @param option for the error
   * @param host if the text has none
   * @throws IllegalArgumentException if it is none
   */
  public static HostPort parse(String option, String text, String host) {
    Matcher matcher = matcher(text);
    if (matcher == null) {
      throw refused(option, text, "PORT or HOST:PORT");
    }
    return of(option, matcher.group(1) == null ? host : matcher.group(1), matcher.group(2));
  }

  private static HostPort of(String option, String host, String port) {
    try {
      return new HostPort(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Matcher matcher(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches() ? matcher : null;
  }

  private static IllegalArgumentException refused(String option, String text, String expected) {
    return new IllegalArgumentException(
        option + " is '" + text + "'; expected " + expected + ", for example 127.0.0.1:8125");
  }

  /** Returns {@code HOST:PORT}. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
