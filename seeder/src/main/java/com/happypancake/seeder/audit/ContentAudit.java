package com.happypancake.seeder.audit;

import com.google.protobuf.CodedOutputStream;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Rebuilds a folder's parts from events that arrive in order and compares their digests with the
 * manifest's. Not thread-safe.
 */
final class ContentAudit {

  private static final int MAX_PREFIX_BYTES = 5;

  private final List<Part> parts;
  private final MessageDigest digest;
  private final byte[] prefix = new byte[MAX_PREFIX_BYTES];
  private boolean stopped;
  private int part;
  private long inPart;
  private int compared;
  private int altered;

  ContentAudit(List<Part> parts) {
    this.parts = parts;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    compareCompleteParts();
  }

  /** Adds the next event of the folder. */
  void next(byte[] body) {
    if (stopped || part == parts.size()) {
      return;
    }
    digest.update(prefix, 0, prefix(body.length));
    digest.update(body);
    inPart++;
    compareCompleteParts();
  }

  /** Ends the comparison because an event is missing or late. */
  void stop() {
    stopped = true;
  }

  private void compareCompleteParts() {
    while (part < parts.size() && inPart == parts.get(part).getRecords()) {
      String actual = HexFormat.of().formatHex(digest.digest());
      if (!actual.equals(parts.get(part).getContentSha256())) {
        altered++;
      }
      compared++;
      part++;
      inPart = 0;
    }
  }

  private int prefix(int length) {
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(prefix);
      out.writeUInt32NoTag(length);
      return out.getTotalBytesWritten();
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes what fits into it", e);
    }
  }

  AuditResult.Content result() {
    return new AuditResult.Content(parts.size(), compared, altered);
  }
}
