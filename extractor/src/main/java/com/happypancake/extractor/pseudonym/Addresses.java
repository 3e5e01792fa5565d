package com.happypancake.extractor.pseudonym;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes pseudonyms of mail addresses, links and IP addresses that lead nowhere. Hosts lie under
 * {@code .invalid} (RFC 2606). IP addresses lie in the blocks for documentation (RFC 5737, RFC
 * 3849) and benchmarks (RFC 2544). A host has the same pseudonym in mail addresses and links. Not
 * thread-safe.
 */
final class Addresses {

  private static final String TOP_LEVEL = ".invalid";

  /** The maximum length of a mail address's pseudonym. */
  static final int MAX_EMAIL_LENGTH = 2 * KeyedHash.TOKEN_LENGTH + 1 + TOP_LEVEL.length();

  /** The maximum length of a link's pseudonym. */
  static final int MAX_URL_LENGTH =
      "https://:65535/.jpeg".length() + 2 * KeyedHash.TOKEN_LENGTH + TOP_LEVEL.length();

  /** The maximum length of an IP address's pseudonym. */
  static final int MAX_IP_LENGTH = "2001:db8:1111:2222:3333:4444:5555:6666".length();

  private static final Pattern WITH_HOST =
      Pattern.compile(
          "(?<start>(?i:(?:https?|ftps?):)?//)(?:[^/?#@]*@)?"
              + "(?<host>\\[[^/?#\\]]*\\]|[^/?#@:]*)(?<port>(?::\\d{1,5})?)(?=[/?#]|\\z)");
  private static final Pattern WITH_EXTENSION =
      Pattern.compile(
          "[^?#]*[^/?#](?<extension>\\.(?i:jpe?g|jpe|png|gif|bmp|webp|tiff?|svg|ico|heic|avif|mp4"
              + "|mpg|avi|mov|wmv|flv|mp3|wav|swf|html?|aspx|ashx|php|pdf|zip))(?:[?#].*)?",
          Pattern.DOTALL);

  private static final String BYTE = "(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern IPV4 =
      Pattern.compile(
          "(?<mapped>(?i:::ffff:)?)(?<address>BYTE(?:\\.BYTE){3})".replace("BYTE", BYTE));
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(?:%.*)?");
  private static final int BYTE_VALUES = 256;
  private static final String[] IPV4_DOCUMENTATION = {"192.0.2.", "198.51.100.", "203.0.113."};
  private static final int IPV4_DOCUMENTATION_SIZE = IPV4_DOCUMENTATION.length * BYTE_VALUES;
  private static final int IPV4_BENCHMARK_SIZE = 2 * BYTE_VALUES * BYTE_VALUES;
  private static final int IPV6_HASHED_BYTES = 12;

  private final KeyedHash emails;
  private final KeyedHash hosts;
  private final KeyedHash urls;
  private final KeyedHash ips;

  Addresses(PseudonymKey key) {
    emails = key.hash("email");
    hosts = key.hash("host");
    urls = key.hash("url");
    ips = key.hash("ip address");
  }

  /** Returns a mail address's pseudonym. It has an {@code @} only if the original has one. */
  String email(String address) {
    int at = address.lastIndexOf('@');
    String token = emails.token(address);
    return at < 0 ? token : token + "@" + host(address.substring(at + 1));
  }

  /**
   * Returns a link's pseudonym. It keeps scheme, port and a well-known extension. A token of the
   * whole link replaces user, path, query and fragment.
   */
  String url(String url) {
    Matcher withHost = WITH_HOST.matcher(url);
    if (!withHost.lookingAt()) {
      return (url.startsWith("/") ? "/" : "") + urls.token(url) + extension(url);
    }
    return withHost.group("start")
        + host(withHost.group("host"))
        + withHost.group("port")
        + "/"
        + urls.token(url)
        + extension(url.substring(withHost.end()));
  }

  private static String extension(String path) {
    Matcher matcher = WITH_EXTENSION.matcher(path);
    return matcher.matches() ? matcher.group("extension") : "";
  }

  private String host(String host) {
    return host.isEmpty() ? "" : hosts.token(Letters.fold(host)) + TOP_LEVEL;
  }

  /**
   * Returns an IP address's pseudonym, of the same family. An IPv4 address within IPv6 ({@code
   * ::ffff:}) gets the pseudonym of the IPv4 address. A text that is no address gets a token.
   */
  String ip(String address) {
    Matcher ipv4 = IPV4.matcher(address);
    if (ipv4.matches()) {
      return ipv4.group("mapped") + ipv4(ipv4.group("address"));
    }
    return IPV6.matcher(address).matches() ? ipv6(Letters.fold(address)) : ips.token(address);
  }

  private String ipv4(String address) {
    int number = ips.number(address, IPV4_DOCUMENTATION_SIZE + IPV4_BENCHMARK_SIZE);
    if (number < IPV4_DOCUMENTATION_SIZE) {
      return IPV4_DOCUMENTATION[number / BYTE_VALUES] + number % BYTE_VALUES;
    }
    int offset = number - IPV4_DOCUMENTATION_SIZE;
    int third = offset / BYTE_VALUES;
    return "198."
        + (18 + third / BYTE_VALUES)
        + "."
        + third % BYTE_VALUES
        + "."
        + offset % BYTE_VALUES;
  }

  private String ipv6(String address) {
    byte[] hash = ips.bytes(KeyedHash.utf8(address), IPV6_HASHED_BYTES);
    StringBuilder result = new StringBuilder("2001:db8");
    for (int i = 0; i < IPV6_HASHED_BYTES; i += 2) {
      int group = ((hash[i] & 0xFF) << Byte.SIZE) | (hash[i + 1] & 0xFF);
      result.append(':').append(Integer.toHexString(group));
    }
    return result.toString();
  }
}
