package com.happypancake.seeder.control;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides whether a request may pass. It protects a person whose browser shows a foreign page while
 * the dashboard is open: that page can send requests to this machine, under a name of its own (DNS
 * rebinding) or as a foreign origin.
 */
final class RequestGate {

  /** Names cannot be rebound to an address that is written in digits. */
  private static final Pattern SAFE_HOST =
      Pattern.compile("(localhost|[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

  private static final String BEARER = "Bearer ";

  private final ControlToken token;
  private final Optional<String> name;

  /**
   * Creates a gate.
   *
   * @param name a host name under which the server may be called, besides {@code localhost} and
   *     addresses
   */
  RequestGate(ControlToken token, Optional<String> name) {
    this.token = token;
    this.name = name.map(each -> each.toLowerCase(Locale.ROOT));
  }

  /** Why a request may not pass. */
  record Refusal(int status, String why) {}

  /**
   * Returns why a request may not pass; empty if it may.
   *
   * @param needsToken whether the path is for the token's owner alone
   */
  Optional<Refusal> refusal(Headers headers, boolean needsToken) {
    Optional<String> host = only(headers, "Host").map(each -> each.toLowerCase(Locale.ROOT));
    if (host.filter(this::isOurs).isEmpty()) {
      return Optional.of(
          new Refusal(403, "this host name is not the seeder's; use the address of --control"));
    }
    Optional<String> own = host.map(each -> "http://" + each);
    if (headers.containsKey("Origin")
        && !only(headers, "Origin").map(each -> each.toLowerCase(Locale.ROOT)).equals(own)) {
      return Optional.of(new Refusal(403, "a page of another origin may not ask the seeder"));
    }
    if (needsToken && only(headers, "Authorization").filter(this::isAuthorized).isEmpty()) {
      return Optional.of(
          new Refusal(401, "the token is missing or wrong; send 'Authorization: Bearer TOKEN'"));
    }
    return Optional.empty();
  }

  private boolean isOurs(String host) {
    return SAFE_HOST.matcher(host).matches()
        || name.filter(each -> host.replaceFirst(":[0-9]{1,5}$", "").equals(each)).isPresent();
  }

  private boolean isAuthorized(String authorization) {
    return authorization.startsWith(BEARER)
        && token.matches(authorization.substring(BEARER.length()));
  }

  /** Returns the value of a header that occurs once; empty if it is missing or repeated. */
  private static Optional<String> only(Headers headers, String header) {
    List<String> values = headers.getOrDefault(header, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
