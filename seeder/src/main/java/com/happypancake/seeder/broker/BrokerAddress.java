package com.happypancake.seeder.broker;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a broker and a login. Its text is {@code amqp://host:port/vhost} without the
 * login, so messages and logs may contain it.
 *
 * @param tls whether to encrypt the connection and check the broker's certificate
 * @param host the host name or address, without brackets
 * @param port the port, 1 to 65535
 * @param virtualHost the virtual host; RabbitMQ's default is {@code /}
 * @param login the user and password
 */
public record BrokerAddress(boolean tls, String host, int port, String virtualHost, Login login) {

  private static final int PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final int MAX_PORT = 65_535;
  private static final String EXPECTED = "expected amqp[s]://[user:password@]host[:port][/vhost]";

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if the host is empty or the port is out of range
   */
  public BrokerAddress {
    if (host.isEmpty() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "the broker's address has no host or no port; " + EXPECTED);
    }
  }

  /**
   * Parses an AMQP URI by RabbitMQ's "URI specification". The default login is {@link Login#guest}.
   * The default virtual host is {@code /}.
   *
   * @throws IllegalArgumentException if the text is not an AMQP URI or has a query; the message
   *     contains no secret
   */
  public static BrokerAddress parse(String uri) {
    URI parsed = syntax(uri);
    boolean tls = "amqps".equalsIgnoreCase(parsed.getScheme());
    if (!tls && !"amqp".equalsIgnoreCase(parsed.getScheme())) {
      throw new IllegalArgumentException("not a broker's address; " + EXPECTED);
    }
    if (parsed.getHost() == null
        || parsed.getRawQuery() != null
        || parsed.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "the broker's address has no host, or more than a virtual host after it; " + EXPECTED);
    }
    int port = parsed.getPort() < 0 ? (tls ? TLS_PORT : PORT) : parsed.getPort();
    String host = parsed.getHost().replaceAll("[\\[\\]]", "");
    return new BrokerAddress(tls, host, port, virtualHost(parsed.getRawPath()), login(parsed));
  }

  private static URI syntax(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      // Drop the cause and its message, because they contain the password.
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "not a broker's address: a character at position %d is not allowed there"
                  + " (write it as %%XX); %s",
              e.getIndex() + 1,
              EXPECTED));
    }
  }

  private static String virtualHost(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return "/";
    }
    if (path.indexOf('/', 1) >= 0) {
      throw new IllegalArgumentException(
          "a virtual host's slash is written %2F in the broker's address; " + EXPECTED);
    }
    return decode(path.substring(1));
  }

  private static Login login(URI uri) {
    String info = uri.getRawUserInfo();
    if (info == null || info.isEmpty()) {
      return Login.guest();
    }
    int colon = info.indexOf(':');
    return colon < 0
        ? new Login(decode(info), "")
        : new Login(decode(info.substring(0, colon)), decode(info.substring(colon + 1)));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the same broker with another login. */
  public BrokerAddress withLogin(Login other) {
    return new BrokerAddress(tls, host, port, virtualHost, other);
  }

  /**
   * Returns the default address of RabbitMQ's management API: port 15672, or 15671 with TLS.
   * Returns empty if the broker's port is not the default, because these ports may then belong to
   * another broker.
   */
  public Optional<URI> managementUrl() {
    if (port != (tls ? TLS_PORT : PORT)) {
      return Optional.empty();
    }
    return Optional.of(
        URI.create((tls ? "https://" : "http://") + bracketed() + (tls ? ":15671" : ":15672")));
  }

  private String bracketed() {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  @Override
  public String toString() {
    return (tls ? "amqps://" : "amqp://") + bracketed() + ":" + port + "/" + encode(virtualHost);
  }

  /**
   * A user and a password. Its text shows neither.
   *
   * @param user the user's name, not empty
   * @param password the password, possibly empty
   */
  public record Login(String user, String password) {

    /**
     * Checks the login.
     *
     * @throws IllegalArgumentException if the user is empty
     */
    public Login {
      if (user.isEmpty()) {
        throw new IllegalArgumentException("the broker's user has no name");
      }
    }

    /** Returns RabbitMQ's default login for connections from its own host. */
    public static Login guest() {
      return new Login("guest", "guest");
    }

    @Override
    public String toString() {
      return "Login[hidden]";
    }
  }
}
