package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.extractor.pseudonym.PseudonymKey.PseudonymKeyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymKeyTest {

  private static final String BYTES = "the bytes of a key that is a test's own";

  @TempDir Path folder;

  private Path keyFile(String bytes, String permissions) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), bytes);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
    return file;
  }

  @Test
  void theFingerprintIsPinnedAndDiffersFromKeyToKey() throws Exception {
    PseudonymKey key = PseudonymKey.read(keyFile(BYTES, "rw-------"));

    assertThat(key.fingerprint()).isEqualTo("9e9f11b5de6d528701d17e5e17bbdc94");
    assertThat(TestKeys.of(1).fingerprint()).isNotEqualTo(TestKeys.of(2).fingerprint());
  }

  @Test
  void aKeyShowsNothingOfItself() throws Exception {
    PseudonymKey key = PseudonymKey.read(keyFile(BYTES, "r--------"));

    assertThat(key).hasToString("PseudonymKey");
  }

  @Test
  void everyByteOfTheFileCounts() throws Exception {
    String fingerprint = PseudonymKey.read(keyFile(BYTES, "rw-------")).fingerprint();

    assertThat(PseudonymKey.read(keyFile(BYTES + "\n", "rw-------")).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void aMissingFileIsNamedWithTheCommandThatMakesOne() {
    Path file = folder.resolve("absent");

    assertThatThrownBy(() -> PseudonymKey.read(file))
        .isInstanceOf(PseudonymKeyException.class)
        .hasMessage(
            file
                + ": no such key file; make one with: (umask 077; head -c 32 /dev/urandom >"
                + " keyfile)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 4097})
  void aKeyOfAnotherSizeIsRefused(int bytes) throws Exception {
    Path file = keyFile("k".repeat(bytes), "rw-------");

    assertThatThrownBy(() -> PseudonymKey.read(file))
        .isInstanceOf(PseudonymKeyException.class)
        .hasMessageStartingWith(
            file + ": a key has 32 to 4096 bytes, but the file has " + bytes + "; make one with");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
  void aKeyThatOthersCanReadOrWriteIsRefused(String permissions) throws Exception {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX permissions");
    Path file = keyFile(BYTES, permissions);

    assertThatThrownBy(() -> PseudonymKey.read(file))
        .isInstanceOf(PseudonymKeyException.class)
        .hasMessage(
            file
                + ": others than its owner can read or write the key; run: chmod 600 "
                + file
                + "; if others may have read it, make a new one");
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> PseudonymKey.read(folder))
        .isInstanceOf(PseudonymKeyException.class)
        .hasMessage(folder + ": a folder, where a file with a key is expected");
  }

  @Test
  void eachKindHasAHashOfItsOwn() {
    byte[] input = "same".getBytes(StandardCharsets.UTF_8);
    PseudonymKey key = TestKeys.of(1);

    assertThat(key.hash("one").bytes(input, 32)).isNotEqualTo(key.hash("other").bytes(input, 32));
  }
}
