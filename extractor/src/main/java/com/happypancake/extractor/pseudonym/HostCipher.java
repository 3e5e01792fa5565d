package com.happypancake.extractor.pseudonym;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A keyed permutation of host names that keeps their labels' lengths, the same for the same host in
 * addresses of mail and of pages. What lies in a real top-level domain comes to lie in none. For
 * one thread.
 */
final class HostCipher {

  private static final int CACHED_HOSTS = 1024;
  private static final Pattern IN_DOMAIN =
      Pattern.compile("(?<labels>.*\\.)(?<domain>[A-Za-z]{2,})(?<end>[.\\s>,;]*)", Pattern.DOTALL);

  private final NameCipher labels;
  private final TopLevelDomains domains;
  private final Map<String, String> cache = new BoundedCache<>(CACHED_HOSTS);

  HostCipher(PseudonymKey key) {
    labels = new NameCipher(key, "host");
    domains = new TopLevelDomains(key);
  }

  /** Returns a host's pseudonym, in the same cases. */
  String encipher(String host) {
    String known = cache.get(host);
    if (known == null) {
      known = make(host);
      cache.put(host, known);
    }
    return known;
  }

  private String make(String host) {
    Matcher inDomain = IN_DOMAIN.matcher(host);
    if (!inDomain.matches()) {
      return labels.encipher(host, "");
    }
    String domain = inDomain.group("domain");
    return labels.encipher(inDomain.group("labels"), domain)
        + inCaseOf(domain, domains.encipher(Alphabets.standard().fold(domain)))
        + inDomain.group("end");
  }

  private static String inCaseOf(String model, String lower) {
    StringBuilder text = new StringBuilder(lower);
    for (int i = 0; i < lower.length(); i++) {
      if (model.charAt(i) <= 'Z') {
        text.setCharAt(i, (char) (lower.charAt(i) - 'a' + 'A'));
      }
    }
    return text.toString();
  }
}
