package com.happypancake.extractor.pseudonym;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A keyed permutation of addresses of pages and files that keeps scheme, port, structure and
 * well-known extensions. A segment has the same pseudonym wherever it stands. For one thread.
 */
final class UrlCipher {

  private static final Pattern WITH_HOST =
      Pattern.compile(
          "(?<scheme>(?i:https?|ftps?):)?//(?<user>[^/?#@]*@)?(?<host>[^/?#@:]*)(?<port>:\\d{1,5})?"
              + "(?=[/?#]|$)");
  private static final Pattern SEGMENT = Pattern.compile("[^/?#&=;]+");
  private static final Pattern ESCAPES = Pattern.compile("(%[0-9A-Fa-f]{2})+");
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp", "tif", "tiff", "svg", "ico", "heic",
          "avif", "mp4", "mpg", "avi", "mov", "wmv", "flv", "mp3", "wav", "swf", "html", "htm",
          "aspx", "ashx", "php", "pdf", "zip");

  private final HostCipher hosts;
  private final NameCipher segments;
  private final HexCipher escapes;

  UrlCipher(PseudonymKey key, HostCipher hosts) {
    this.hosts = hosts;
    this.segments = new NameCipher(key, "url");
    this.escapes = new HexCipher(key, "url escapes");
  }

  /** Returns an address's pseudonym, as long as the address. */
  String encipher(String url) {
    Matcher withHost = WITH_HOST.matcher(url);
    if (!withHost.lookingAt()) {
      return path(url);
    }
    String user = withHost.group("user");
    return text(withHost.group("scheme"))
        + "//"
        + (user == null ? "" : segments.encipher(user, ""))
        + hosts.encipher(withHost.group("host"))
        + text(withHost.group("port"))
        + path(url.substring(withHost.end()));
  }

  private static String text(@Nullable String group) {
    return group == null ? "" : group;
  }

  private String path(String path) {
    return SEGMENT
        .matcher(path)
        .replaceAll(found -> Matcher.quoteReplacement(segment(found.group())));
  }

  private String segment(String segment) {
    int dot = segment.lastIndexOf('.');
    String extension = segment.substring(dot + 1);
    if (dot > 0 && EXTENSIONS.contains(Alphabets.standard().fold(extension))) {
      return escaped(segment.substring(0, dot)) + "." + extension;
    }
    return escaped(segment);
  }

  /** Replaces what stands between percent-encoded bytes, and these by others. */
  private String escaped(String segment) {
    StringBuilder result = new StringBuilder(segment.length());
    Matcher found = ESCAPES.matcher(segment);
    int from = 0;
    while (found.find()) {
      result.append(segments.encipher(segment.substring(from, found.start()), ""));
      result.append(escapes.encipher(found.group()));
      from = found.end();
    }
    return result.append(segments.encipher(segment.substring(from), "")).toString();
  }
}
