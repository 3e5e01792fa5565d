package com.happypancake.extractor.pseudonym;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that makes pseudonyms: at least 32 bytes from a file that only its owner can read.
 *
 * <p>{@code (umask 077; head -c 32 /dev/urandom > key)} makes one. Immutable. {@link #toString}
 * hides it.
 */
public final class PseudonymKey {

  /** The minimum number of bytes in a key. */
  public static final int MIN_BYTES = 32;

  private static final int MAX_BYTES = 4096;
  private static final int FINGERPRINT_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String FINGERPRINT_LABEL = "hpc pseudonym 1 fingerprint";
  private static final String ADVICE =
      "; make one with: (umask 077; head -c " + MIN_BYTES + " /dev/urandom > keyfile)";
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final SecretKey master;
  private final String fingerprint;

  private PseudonymKey(byte[] bytes) {
    master = new SecretKeySpec(bytes, ALGORITHM);
    byte[] hash =
        KeyedHash.hmac(master).doFinal(FINGERPRINT_LABEL.getBytes(StandardCharsets.US_ASCII));
    fingerprint = HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
  }

  /**
   * Reads a key. All bytes of the file count, including a line feed at its end.
   *
   * @param file at least 32 bytes and at most 4,096, which only its owner may read or write
   * @throws PseudonymKeyException if the file is missing, unreadable, too short, too long, or open
   *     to others
   */
  public static PseudonymKey read(Path file) throws PseudonymKeyException {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        throw new PseudonymKeyException(file + ": a folder, where a file with a key is expected");
      }
      refuseIfOpenToOthers(file);
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw wrongSize(file, size);
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new PseudonymKeyException(file + ": no such key file" + ADVICE, e);
    } catch (IOException e) {
      throw new PseudonymKeyException(
          file + ": the key can't be read; check the file's owner and mode", e);
    }
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw wrongSize(file, bytes.length);
    }
    PseudonymKey key = new PseudonymKey(bytes);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  private static void refuseIfOpenToOthers(Path file) throws IOException, PseudonymKeyException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (OF_OTHERS.stream().anyMatch(permissions::contains)) {
      throw new PseudonymKeyException(
          file
              + ": others than its owner can read or write the key; run: chmod 600 "
              + file
              + "; if others may have read it, make a new one");
    }
  }

  private static PseudonymKeyException wrongSize(Path file, long bytes) {
    return new PseudonymKeyException(
        String.format(
            Locale.ROOT,
            "%s: a key has %d to %d bytes, but the file has %d%s",
            file,
            MIN_BYTES,
            MAX_BYTES,
            bytes,
            ADVICE));
  }

  /**
   * Returns 32 hexadecimal digits of an HMAC-SHA-256. They identify the key without revealing it.
   */
  public String fingerprint() {
    return fingerprint;
  }

  KeyedHash hash(String kind) {
    return new KeyedHash(master, kind);
  }

  @Override
  public String toString() {
    return "PseudonymKey";
  }

  /**
   * Thrown if a key file can't be used. The message has the reason and advice, but no byte of it.
   */
  public static final class PseudonymKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    PseudonymKeyException(String message) {
      super(message);
    }

    PseudonymKeyException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
