package com.happypancake.seeder.broker;

import com.happypancake.seeder.tls.TlsFiles;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address of a broker and a login. Its text is {@code amqp://host:port,host:port/vhost} without
 * the login, so messages and logs may contain it.
 *
 * @param tls whether to encrypt the connection and check the broker's certificate
 * @param endpoints the broker's hosts, at least one, in the order in which to try them
 * @param virtualHost the virtual host; RabbitMQ's default is {@code /}
 * @param login the user and password
 * @param tlsFiles the certificates for TLS, which the management API and streams use as well
 */
public record BrokerAddress(
    boolean tls, List<Endpoint> endpoints, String virtualHost, Login login, TlsFiles tlsFiles) {

  private static final int PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final int MAX_PORT = 65_535;
  private static final String EXPECTED =
      "expected amqp[s]://[user:password@]host[:port][,host[:port]...][/vhost]";

  /** Not {@link URI}'s syntax, which knows neither lists nor Docker's names with underscores. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<scheme>amqps?)://(?:(?<info>[^@/]*)@)?(?<hosts>[^@/]+)(?:/(?<path>[^@/]*))?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(?:\\[(?<address>[0-9A-Fa-f:.]+(?:%25[\\w.~-]+)?)]|(?<name>[A-Za-z0-9._-]+))"
              + "(?::(?<port>[0-9]{1,5}))?");

  /** What a URI may not contain, and a percent sign without two digits. */
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("[\\p{Cntrl}\\s\"<>\\\\^`{|}?#]|%(?![0-9A-Fa-f]{2})");

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if there is no endpoint
   */
  public BrokerAddress {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("the broker's address has no host; " + EXPECTED);
    }
  }

  /** Creates the address of a broker with one host. */
  public BrokerAddress(boolean tls, String host, int port, String virtualHost, Login login) {
    this(tls, List.of(new Endpoint(host, port)), virtualHost, login, TlsFiles.none());
  }

  /**
   * A host that accepts connections.
   *
   * @param host the host name or address, without brackets
   * @param port the port, 1 to 65535
   */
  public record Endpoint(String host, int port) {

    /**
     * Checks the endpoint.
     *
     * @throws IllegalArgumentException if the host is empty or the port is out of range
     */
    public Endpoint {
      if (host.isEmpty() || port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "the broker's address has no host, or a port that is not 1 to "
                + MAX_PORT
                + "; "
                + EXPECTED);
      }
    }

    private String bracketed() {
      return host.indexOf(':') < 0 ? host : "[" + host.replace("%", "%25") + "]";
    }

    @Override
    public String toString() {
      return bracketed() + ":" + port;
    }
  }

  /**
   * Parses an AMQP URI by RabbitMQ's "URI specification", or one with several hosts. The default
   * login is {@link Login#guest}. The default virtual host is {@code /}. The default port belongs
   * to each host.
   *
   * @throws IllegalArgumentException if the text is not an AMQP URI or has a query; the message
   *     contains no secret
   */
  public static BrokerAddress parse(String uri) {
    Matcher parsed = syntax(uri);
    boolean tls = parsed.group("scheme").length() > "amqp".length();
    List<Endpoint> endpoints =
        Stream.of(parsed.group("hosts").split(",", -1))
            .map(text -> endpoint(text, tls ? TLS_PORT : PORT))
            .toList();
    String path = Optional.ofNullable(parsed.group("path")).orElse("");
    Login login = userInfo(uri).map(BrokerAddress::login).orElseGet(Login::guest);
    return new BrokerAddress(
        tls, endpoints, path.isEmpty() ? "/" : decode(path), login, TlsFiles.none());
  }

  /**
   * Returns what an address says of the user and the password, as written; empty if nothing.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static Optional<String> userInfo(String uri) {
    return Optional.ofNullable(syntax(uri).group("info")).filter(info -> !info.isEmpty());
  }

  private static Matcher syntax(String uri) {
    // No message repeats a part of the text, because any part may be the password.
    Matcher notAllowed = NOT_ALLOWED.matcher(uri);
    if (notAllowed.find()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "not a broker's address: a character at position %d is not allowed there"
                  + " (write it as %%XX); %s",
              notAllowed.start() + 1,
              EXPECTED));
    }
    Matcher parsed = SYNTAX.matcher(uri);
    if (!parsed.matches()) {
      throw new IllegalArgumentException(
          "not a broker's address; "
              + EXPECTED
              + ", with %2F for '/' and %40 for '@' in a name or a password");
    }
    return parsed;
  }

  private static Endpoint endpoint(String text, int defaultPort) {
    Matcher parsed = ENDPOINT.matcher(text);
    if (!parsed.matches()) {
      throw new IllegalArgumentException(
          "the broker's address has a host or a port that is none; " + EXPECTED);
    }
    int port = Optional.ofNullable(parsed.group("port")).map(Integer::parseInt).orElse(defaultPort);
    String name = parsed.group("name");
    return new Endpoint(name == null ? decode(parsed.group("address")) : name, port);
  }

  private static Login login(String info) {
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
    return new BrokerAddress(tls, endpoints, virtualHost, other, tlsFiles);
  }

  /** Returns the same broker with another virtual host. */
  public BrokerAddress withVirtualHost(String other) {
    return new BrokerAddress(tls, endpoints, other, login, tlsFiles);
  }

  /** Returns the same broker with other certificates. */
  public BrokerAddress withTlsFiles(TlsFiles other) {
    return new BrokerAddress(tls, endpoints, virtualHost, login, other);
  }

  /** Returns for each host the same broker with this host alone, in the order of the hosts. */
  public List<BrokerAddress> each() {
    return endpoints.stream()
        .map(endpoint -> new BrokerAddress(tls, List.of(endpoint), virtualHost, login, tlsFiles))
        .toList();
  }

  /** Returns the first host. */
  public String host() {
    return endpoints.get(0).host();
  }

  /** Returns the port of the first host. */
  public int port() {
    return endpoints.get(0).port();
  }

  /**
   * Returns the default address of RabbitMQ's management API on the first host: port 15672, or
   * 15671 with TLS. Returns empty if the broker's port is not the default, because these ports may
   * then belong to another broker.
   */
  public Optional<URI> managementUrl() {
    if (port() != (tls ? TLS_PORT : PORT)) {
      return Optional.empty();
    }
    return Optional.of(
        URI.create(
            (tls ? "https://" : "http://")
                + endpoints.get(0).bracketed()
                + (tls ? ":15671" : ":15672")));
  }

  @Override
  public String toString() {
    return endpoints.stream()
        .map(Endpoint::toString)
        .collect(Collectors.joining(",", tls ? "amqps://" : "amqp://", "/" + encode(virtualHost)));
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
