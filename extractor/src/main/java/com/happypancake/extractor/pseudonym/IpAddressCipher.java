package com.happypancake.extractor.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A keyed permutation of the addresses of each family, in the text form that they had.
 *
 * <p>Of IPv4, any address may become any other. Of IPv6, groups stay as wide as they were, and so
 * does what {@code ::} leaves out; an IPv4 address at the end becomes one ({@code ::ffff:} before
 * it stays). Other texts are replaced as names are. For one thread.
 */
final class IpAddressCipher {

  private static final int BYTE_VALUES = 256;
  private static final int MAX_LENGTH = 64;
  private static final int MAX_GROUPS = 8;
  private static final int MIN_COLONS = 2;
  private static final String MAPPED = "::ffff:";
  private static final String BYTE = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final String FOUR_BYTES = BYTE + "(\\." + BYTE + "){3}";
  private static final Pattern VERSION_4 = Pattern.compile(FOUR_BYTES);
  private static final Pattern VERSION_6 =
      Pattern.compile(
          "(?<groups>(?!.*::.*::)(?!.*:::)([0-9A-Fa-f]{0,4}:)*([0-9A-Fa-f]{1,4}|::?)?)(?<bytes>(?<=:)"
              + FOUR_BYTES
              + ")?(?<zone>%.+)?");

  private final MixedRadixCipher bytes;
  private final HexCipher groups;
  private final NameCipher others;

  IpAddressCipher(PseudonymKey key) {
    bytes = new MixedRadixCipher(key, "ip address 4");
    groups = new HexCipher(key, "ip address 6");
    others = new NameCipher(key, "ip address");
  }

  /** Returns an address's pseudonym: of IPv4 15 characters at most, else as long as it was. */
  String encipher(String address) {
    if (VERSION_4.matcher(address).matches()) {
      return version4(address);
    }
    if (address.length() > MAX_LENGTH) {
      return others.encipher(address, "");
    }
    Matcher version6 = VERSION_6.matcher(address);
    if (version6.matches() && looksComplete(version6.group("groups"))) {
      String end = version6.group("bytes");
      String zone = version6.group("zone");
      String before = version6.group("groups");
      return (end != null && before.equalsIgnoreCase(MAPPED) ? before : groups.encipher(before))
          + (end == null ? "" : version4(end))
          + (zone == null ? "" : others.encipher(zone, ""));
    }
    return others.encipher(address, "");
  }

  private static boolean looksComplete(String groups) {
    long colons = groups.chars().filter(unit -> unit == ':').count();
    return colons >= MIN_COLONS && colons <= MAX_GROUPS;
  }

  private String version4(String address) {
    int[] digits = Arrays.stream(address.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    int[] radices = new int[digits.length];
    Arrays.fill(radices, BYTE_VALUES);
    bytes.encipher(
        digits, radices, new int[] {digits.length}, "4".getBytes(StandardCharsets.US_ASCII));
    return digits[0] + "." + digits[1] + "." + digits[2] + "." + digits[3];
  }
}
