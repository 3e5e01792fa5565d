package com.happypancake.database.sqlserver;

import com.happypancake.database.DatabaseAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A URL of the Microsoft driver: {@code jdbc:sqlserver://<host>[\<instance>][:<port>]} and
 * properties, each after a semicolon. A value that holds a semicolon stands in braces.
 */
final class SqlServerUrl {

  private final String authority;
  private final Map<String, String> properties = new TreeMap<>();

  private SqlServerUrl(String authority) {
    this.authority = authority;
  }

  static SqlServerUrl parse(String url) {
    String rest = url.substring(SqlServer.SCHEME.length());
    rest = rest.startsWith("//") ? rest.substring(2) : rest;
    int end = rest.indexOf(';');
    SqlServerUrl parsed = new SqlServerUrl(end < 0 ? rest : rest.substring(0, end));
    parsed.parseProperties(end < 0 ? "" : rest.substring(end + 1));
    return parsed;
  }

  private void parseProperties(String text) {
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        return;
      }
      String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      int end;
      if (text.startsWith("{", equals + 1)) {
        int brace = closingBrace(text, equals + 2);
        put(name, text.substring(equals + 2, brace));
        end = text.indexOf(';', brace);
      } else {
        end = text.indexOf(';', equals);
        put(name, text.substring(equals + 1, end < 0 ? text.length() : end).strip());
      }
      at = end < 0 ? text.length() : end + 1;
    }
  }

  /** A name may have stray semicolons before it, which the driver skips. */
  private void put(String name, String value) {
    properties.put(name.substring(name.lastIndexOf(';') + 1).strip(), value);
  }

  /** Returns where a value ends; a brace in it is doubled. */
  private static int closingBrace(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (text.charAt(at) == '}') {
        if (!text.startsWith("}}", at)) {
          return at;
        }
        at++;
      }
      at++;
    }
    return text.length();
  }

  /** Tells whether the URL sets a property, in whatever case. */
  boolean sets(String name) {
    return properties.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /** Returns the first secret that the URL holds: its property's name or its place, no value. */
  Optional<String> secret() {
    if (authority.contains("@")) {
      return Optional.of("a user before the host");
    }
    return properties.keySet().stream()
        .filter(SqlServerUrl::isSecret)
        .map(name -> "'" + name + "'")
        .findFirst();
  }

  private static boolean isSecret(String name) {
    return switch (name) {
      case "user", "username", "uid", "pwd" -> true;
      default ->
          name.contains("password")
              || name.contains("secret")
              || name.contains("token")
              || name.contains("clientkey");
    };
  }

  DatabaseAddress address() {
    String server = authority;
    if (server.isEmpty()) {
      server = first("servername", "server").orElse("localhost");
      server += first("portnumber", "port").map(port -> ":" + port).orElse("");
    }
    return new DatabaseAddress(server, first("databasename", "database").orElse(""));
  }

  private Optional<String> first(String... names) {
    for (String name : names) {
      String value = properties.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
