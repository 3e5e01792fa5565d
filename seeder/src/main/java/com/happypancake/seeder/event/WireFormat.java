package com.happypancake.seeder.event;

import java.util.regex.Pattern;

/**
 * How a seed's events are written to messages, as docs/wire.md says.
 *
 * @param body the encoding of bodies
 * @param cloudEvents whether each message also carries the CloudEvents attributes as headers
 * @param repair whether the messages are sent again to mend an earlier seed
 * @param eventsDigest16 the first 16 hexadecimal digits of the folder's content digest
 */
public record WireFormat(
    BodyFormat body, boolean cloudEvents, boolean repair, String eventsDigest16) {

  /** The number of digits of the folder's content digest in a message. */
  public static final int DIGITS = 16;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

  /** The encoding of a body, which holds one {@code hpc.event.Event}. */
  public enum BodyFormat {
    /** Protobuf's wire format, as in the folder of events. */
    PROTOBUF("application/x-protobuf"),
    /** ProtoJSON in UTF-8. */
    JSON("application/json");

    private final String contentType;

    BodyFormat(String contentType) {
      this.contentType = contentType;
    }

    /** Returns the content type of a message with such a body. */
    public String contentType() {
      return contentType;
    }
  }

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if there are not 16 lower-case hexadecimal digits
   */
  public WireFormat {
    if (!DIGEST.matcher(eventsDigest16).matches()) {
      throw new IllegalArgumentException(
          "expected "
              + DIGITS
              + " hexadecimal digits of a folder's content digest, not '"
              + eventsDigest16
              + "'");
    }
  }

  /**
   * Returns the default format: protobuf without CloudEvents attributes.
   *
   * @param contentDigest the folder's content digest, 64 hexadecimal digits
   * @throws IllegalArgumentException if it does not begin with 16 hexadecimal digits
   */
  public static WireFormat of(String contentDigest) {
    String digits = contentDigest.substring(0, Math.min(DIGITS, contentDigest.length()));
    return new WireFormat(BodyFormat.PROTOBUF, false, false, digits);
  }

  /** Returns this format with another encoding of bodies. */
  public WireFormat withBody(BodyFormat other) {
    return new WireFormat(other, cloudEvents, repair, eventsDigest16);
  }

  /** Returns this format with or without CloudEvents attributes. */
  public WireFormat withCloudEvents(boolean wanted) {
    return new WireFormat(body, wanted, repair, eventsDigest16);
  }

  /** Returns this format for a repair or for a seed. */
  public WireFormat withRepair(boolean wanted) {
    return new WireFormat(body, cloudEvents, wanted, eventsDigest16);
  }
}
