package com.happypancake.extractor.pseudonym;

import com.happypancake.extractor.pseudonym.PseudonymKey.PseudonymKeyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Keys of the tests' own. */
final class TestKeys {

  private TestKeys() {}

  /** Returns the key of 32 bytes that are all the same. */
  static PseudonymKey of(int value) {
    byte[] bytes = new byte[PseudonymKey.MIN_BYTES];
    Arrays.fill(bytes, (byte) value);
    try {
      Path file = Files.createTempFile("pseudonym", ".key");
      try {
        return PseudonymKey.read(Files.write(file, bytes));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PseudonymKeyException e) {
      throw new AssertionError(e);
    }
  }
}
